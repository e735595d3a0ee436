from pathlib import Path

from freezegun import api as clock  # its real ones: our own names would be frozen

from ..security.injection_case import PORTAL_PAGES, VIEWS, InjectionCase
from ..security.payloads import PAYLOADS
from ..security.portal_injection_case import PortalInjectionCase

RESULTS = Path(__file__).resolve().parents[2] / "benchmarks/results"


def note(name, *lines):
    run_on = f"run on {clock.real_datetime.now():%Y-%m-%d}"
    title = "What people type, opened in Chromium (A30, A31)."
    text = "\n".join([title, run_on, *lines, "payloads that ran: 0"])
    (RESULTS / name).write_text(text + "\n")


class TestInjectionSoak(InjectionCase):
    def test_thirty_payloads_run_in_no_field_of_no_window(self):
        """A30, A31: each payload in each text of each model, in every view and print."""
        models = [name for name in self.planted if not self.env[name]._transient]
        windows, prints = self._windows(models), self._prints()
        columns = sum(len(self._text_names(model)) for model in models)
        start = clock.real_time()
        for _number in self._rounds():
            self._open_all(windows, prints)
        seconds = clock.real_time() - start
        note(
            "soak-injection.txt",
            f"payloads {len(PAYLOADS)}, each in {columns} texts of {len(models)} models",
            f"windows {len(windows)} ({', '.join(VIEWS)}), prints {len(prints)}, each opened"
            f" {_number + 1} times in {seconds:.0f} s",
        )


class TestPortalInjectionSoak(PortalInjectionCase):
    def test_thirty_payloads_run_on_no_page_of_the_portal(self):
        """A30, A31: what customers and third parties open."""
        start = clock.real_time()
        opened = sum(self._open_portal() for _number in self._rounds())
        seconds = clock.real_time() - start
        pages = sum(map(len, PORTAL_PAGES.values()))
        note(
            "soak-injection-portal.txt",
            f"payloads {len(PAYLOADS)}, in every text of every model",
            f"pages {pages} of the portal, {opened} times opened in {seconds:.0f} s",
        )
