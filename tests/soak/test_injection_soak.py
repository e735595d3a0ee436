from pathlib import Path

from freezegun import api as clock  # its real ones: our own names would be frozen

from ..security.injection_case import VIEWS, InjectionCase
from ..security.payloads import PAYLOADS

RESULT = Path(__file__).resolve().parents[2] / "benchmarks/results/soak-injection.txt"


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
        RESULT.write_text(
            "What people type, opened in Chromium (A30, A31).\n"
            f"run on {clock.real_datetime.now():%Y-%m-%d}\n"
            f"payloads {len(PAYLOADS)}, each in {columns} texts of {len(models)} models\n"
            f"windows {len(windows)} ({', '.join(VIEWS)}), prints {len(prints)}, each opened"
            f" {_number + 1} times in {seconds:.0f} s\n"
            "payloads that ran: 0\n"
        )
