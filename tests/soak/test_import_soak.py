import resource
from pathlib import Path

from freezegun import api as clock  # its real ones: our own names would be frozen

from odoo.addons.crm_contract_compliance.tools.legacy import MAX_ROWS

from ..document.legacy_case import ROW, LegacyCase

RESULT = Path(__file__).resolve().parents[2] / "benchmarks/results/soak-import.txt"
LIMIT = 60  # seconds of CPU that Odoo grants a request unless told otherwise


def cpu():
    return resource.getrusage(resource.RUSAGE_SELF).ru_utime


class TestImportSoak(LegacyCase):
    """As many contracts as one file may hold are imported within what Odoo grants a request."""

    def test_a_full_file_of_each_type(self):
        """What is known of a type is written down at once."""
        told = [
            "Existing contracts imported from one file that is full.",
            f"run on {clock.real_datetime.now():%Y-%m-%d}; Odoo grants {LIMIT} s of CPU",
        ]
        for code in ("rollout", "norms", "supply"):
            spent = self._import_full(code)
            told.append(f"{code}: {MAX_ROWS} rows, {spent:.1f} s of CPU")
            RESULT.write_text("\n".join(told) + "\n")
            self.assertLess(spent, LIMIT * 2 / 3, code)

    def _import_full(self, code):
        rows = (
            {**ROW, "Number": f"{code}/{number}", "Contract Type": code}
            for number in range(MAX_ROWS)
        )
        wizard = self._wizard(self._csv(*rows))
        start = cpu()
        action = wizard.action_import()
        self.env.flush_all()
        spent = cpu() - start
        self.assertEqual(action["res_model"], "crm.contract", wizard.problems)
        self.assertEqual(len(action["domain"][0][2]), MAX_ROWS)
        return spent
