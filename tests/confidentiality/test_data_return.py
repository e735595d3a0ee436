from odoo.exceptions import UserError, ValidationError

from odoo.addons.crm_contract_compliance.models.base import doors

from ..third_party.end_case import EndCase
from .data_case import DataCase


class TestDataReturn(DataCase, EndCase):
    """L-39, X-21: at its exit the third party returns or deletes, with a certificate."""

    @classmethod
    def _leave(cls, third_party):
        cls._dialog("exit", third_party, asked_on="2026-08-01", reason="Closes down")
        for side in ("a", "b"):
            cls._consent(third_party, side, "2026-08-01")
        cls._tick(third_party, "document", day="2026-08-01")

    def _return_of(self, third_party):
        return third_party.requirement_ids.filtered("is_data_return")

    def test_the_exit_waits_for_the_certificate(self):
        processing = self._in_force()
        self._leave(self.third_party)
        [row] = self._return_of(self.third_party)
        self.assertEqual((row.kind, row.gate, row.needs_proof), ("handover", "third_exit", True))
        with self.assertRaisesRegex(UserError, "cannot leave yet: .*returned or deleted"):
            self.third_party._end("exited", self._day("2026-08-01"))
        with self.assertRaises(ValidationError) as caught:
            row.done_on = "2026-08-01"
        self.assertIn("its proof", str(caught.exception))
        self.assertTrue(self.third_party._is_data_access_allowed(), "its duties go on until then")

        row.write({"done_on": "2026-08-01", "evidence_ids": self._link(self._create_file())})
        self.third_party.invalidate_recordset()
        processing.invalidate_recordset()
        self.assertFalse(self.third_party._is_data_access_allowed(), "it has certified their end")
        self.assertIn("certified", processing.access_note)
        self.third_party._end("exited", self._day("2026-08-01"))

        self.assertEqual((processing.state, str(processing.ended_on)), ("ended", "2026-08-01"))
        self.assertFalse(self.third_party._is_data_access_allowed())

    def test_whoever_had_no_data_needs_no_certificate(self):
        self._draft()
        self._leave(self.third_party)
        [row] = self._return_of(self.third_party)
        self.assertFalse(row.needs_proof)
        self._tick(self.third_party, "handover", day="2026-08-01")
        self.third_party._end("exited", self._day("2026-08-01"))

    def test_the_contracts_own_list_does_not_forget_the_data(self):
        """T0-22.2: keys and badges stand in place of the shipped row, but not of the data."""
        self.env["crm.contract.requirement"].create(
            {
                "contract_id": self.contract.id,
                "gate": "third_exit",
                "kind": "handover",
                "name": "Keys",
            }
        )
        self._in_force()
        self._leave(self.third_party)
        rows = self.third_party._exit_rows().filtered(lambda row: row.kind == "handover")
        self.assertEqual(len(rows), 2)
        self.assertEqual(len(self._return_of(self.third_party)), 1)

    def test_data_that_come_in_during_the_exit_are_asked_back_once(self):
        self._leave(self.third_party)
        [row] = self._return_of(self.third_party)
        self.assertFalse(row.needs_proof)
        self._in_force()
        self.assertEqual(self._return_of(self.third_party), row)
        self.assertTrue(row.needs_proof)

    def test_an_end_that_is_not_blocked_asks_all_the_same(self):
        """T0-22.2: a rescission waits for nobody; what is open is told."""
        processing = self._in_force()
        self._dialog("third.party.end", self.third_party, ground="inability", ended_on="2026-08-01")
        self.assertEqual(processing.state, "ended")
        self.assertIn("returned or deleted", self.third_party.end_gaps_note)
        self.assertTrue(self._return_of(self.third_party).needs_proof)

    def test_no_contract_is_closed_while_data_are_out(self):
        """X-21: in the banner, in the guard and in the search."""
        self._in_force()
        self._dialog("third.party.end", self.third_party, ground="inability", ended_on="2026-08-01")
        doors.through(self.contract, "crm_contract_register").write({"state": "ended"})
        row = self._return_of(self.third_party)
        gaps = [gap.text for gap in self.contract._missing("close")]
        self.assertIn("Data and documents returned or deleted (Anzhi Data)", gaps)
        found = [("id", "=", self.contract.id), ("is_incomplete", "=", True)]
        self.assertTrue(self.contract.search(found))
        row.write({"done_on": "2026-08-01", "evidence_ids": self._link(self._create_file())})
        self.assertNotIn("returned or deleted", str(self.contract._missing("close")))
        self.assertFalse(self.contract.search(found))

    def test_a_renewal_takes_no_supervision_over(self):
        """L-45: it stands with the third party of this contract."""
        duty = self._in_force().oversight_id
        renewal = self.contract._renew()
        self.assertIn(duty, self.contract.obligation_ids)
        self.assertNotIn(duty.name, renewal.obligation_ids.mapped("name"))
