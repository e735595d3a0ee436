from odoo.exceptions import UserError
from odoo.fields import Command

from ..common import ComplianceCase


class TestFirstSignature(ComplianceCase):
    """The terms are held from the first mark on; back to draft undoes it, and keeps it (I10)."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.freeze_class("2026-06-01 04:00:00")

    def setUp(self):
        super().setUp()
        self.contract = self._create_contract(amount_total=1000)
        self._name_representatives(self.contract)
        self.contract.action_send_to_sign()
        self.execution = self.contract._main_execution()
        self.party = self.contract.party_ids.filtered(lambda party: party.side == "b")

    def test_terms_may_change_until_somebody_signs(self):
        self.contract.write({"amount_total": 2000, "term_years": 2})
        self.assertEqual(self.contract.amount_total, 2000)

    def test_terms_are_held_once_one_side_has_signed(self):
        self._record_marks(self.execution, "a", "2026-05-30", "2026-05-30")

        for values in (
            {"amount_total": 2000},
            {"term_years": 2},
            {"name": "Other"},
            {"partner_id": self.their_person.id},
            {"our_side": "b"},
            {"is_end_date_fixed": True, "end_date": "2030-01-01"},
        ):
            with self.subTest(values=values), self.assertRaisesRegex(UserError, "back to draft"):
                self.contract.write(values)
        with self.assertRaisesRegex(UserError, "back to draft"):
            self.party.legal_name = "Other"
        with self.assertRaisesRegex(UserError, "back to draft"):
            self.contract.penalty_rule_ids.rate = 9
        with self.assertRaisesRegex(UserError, "back to draft"):
            self.contract.party_ids = [
                Command.create({"side": "third", "partner_id": self.their_person.id})
            ]
        with self.assertRaises(UserError):
            self.party.unlink()

    def test_a_seal_alone_holds_them_as_well(self):
        self._record_marks(self.execution, "b", sealed_on="2026-05-30")
        with self.assertRaisesRegex(UserError, "back to draft"):
            self.contract.amount_total = 2000

    def test_what_signing_itself_fills_in_stays_open(self):
        self._record_marks(self.execution, "a", "2026-05-30", "2026-05-30")
        file = self._create_file("poa.pdf")
        self.contract.write({"signing_place": "Shanghai", "signing_date": "2026-05-30"})
        self.party.write(
            {
                "capacity": "authorised",
                "power_of_attorney_ids": self._link(file),
                "representative_id": self.our_person.id,
            }
        )
        self.assertEqual(self.contract.signing_place, "Shanghai")

    def test_an_empty_forum_may_still_be_filled_but_a_chosen_one_not_changed(self):
        self.assertEqual(self.contract.forum, "court")
        self._record_marks(self.execution, "a", "2026-05-30", "2026-05-30")
        with self.assertRaisesRegex(UserError, "back to draft"):
            self.contract.write({"forum": "arbitration", "forum_institution": "SHIAC"})

        other = self._create_contract(forum=False)
        self._name_representatives(other)
        other.action_send_to_sign()
        self._record_marks(other._main_execution(), "a", "2026-05-30", "2026-05-30")
        other.forum = "court"
        with self.assertRaisesRegex(UserError, "back to draft"):
            other.forum = False

    def test_back_to_draft_voids_the_instrument_and_keeps_its_signatures(self):
        self._record_marks(self.execution, "a", "2026-05-30", "2026-05-30")

        self.contract.action_back_to_draft()

        self.assertEqual(self.execution.state, "void")
        signature = self.execution.signature_ids.filtered(lambda row: row.side == "a")
        self.assertEqual(signature.signed_on, self._day("2026-05-30"))
        self.assertEqual(signature.signer_name, "Wang Fang")
        for record in (signature, self.execution):
            with self.assertRaises(UserError):
                record.unlink()
        with self.assertRaises(UserError):
            signature.signed_on = "2026-05-29"
        with self.assertRaises(UserError):
            self.contract.unlink()

    def test_after_the_draft_everybody_signs_anew(self):
        self._record_marks(self.execution, "a", "2026-05-30", "2026-05-30")
        self.contract.action_back_to_draft()
        self.contract.amount_total = 2000
        self.contract.action_send_to_sign()

        anew = self.contract._main_execution()

        self.assertNotEqual(anew, self.execution)
        self.assertFalse(any(anew.signature_ids.mapped("signed_on")))
        self._record_marks(anew, "b", "2026-06-01", "2026-06-01")
        self.assertEqual(self.contract.state, "signing", "A's old signature does not count")
        self._record_marks(anew, "a", "2026-06-01", "2026-06-01")
        self.assertEqual(self.contract.state, "signed")

    def test_a_recorded_mark_is_neither_moved_nor_given_to_somebody_else(self):
        self._record_marks(self.execution, "a", "2026-05-30", "2026-05-30")
        row = self.execution.signature_ids.filtered("signed_on")
        for values in (
            {"signed_on": "2026-05-29"},
            {"signed_on": False},
            {"sealed_on": False},
            {"signer_id": self.their_person.id},
            {"capacity": "authorised"},
        ):
            with self.subTest(values=values), self.assertRaises(UserError):
                row.write(values)

    def test_the_instrument_of_a_contract_being_signed_stays_as_it_was_opened(self):
        """Else the mode or the sides could be bent until the marks suffice."""
        row = self.execution.signature_ids[0]
        other = self._create_contract()
        for record, values in (
            (self.execution, {"mode": "sign"}),
            (self.execution, {"kind": "nda"}),
            (self.execution, {"contract_id": other.id}),
            (self.execution, {"state": "void"}),
            (self.execution, {"state": "executed"}),
            (row, {"side": "third"}),
            (row, {"partner_id": self.their_person.id}),
            (row, {"is_complete": True}),
        ):
            with self.subTest(values=values), self.assertRaises(UserError):
                record.write(values)

    def test_marks_that_are_complete_do_not_execute_over_the_contracts_head(self):
        """A condition is missing: the instrument waits for the contract, with its day and hash."""
        self.contract.requirement_ids = [Command.create({"name": "Annexes", "gate": "sign"})]
        for side in ("a", "b"):
            self._record_marks(self.execution, side, "2026-05-30", "2026-05-30")
        self.assertEqual((self.contract.state, self.execution.state), ("signing", "open"))

        with self.assertRaises(UserError):
            self.execution.write({"state": "executed"})
        self.contract.requirement_ids.filtered(lambda row: row.gate == "sign").action_mark_done()
        self.contract.action_complete_signing()

        self.assertEqual(self.execution.executed_on, self._day("2026-05-30"))

    def test_a_cancelled_contract_voids_its_open_instrument(self):
        self.contract.action_cancel()
        self.assertEqual(self.execution.state, "void")

    def test_an_agreement_on_secrets_signed_early_does_not_freeze_the_draft(self):
        """L-37: confidentiality may begin before the contract is signed."""
        draft = self._create_contract()
        self._name_representatives(draft)
        nda = self.env["crm.contract.nda"].create(
            {"contract_id": draft.id, "name": "Early", "basis": "indefinite"}
        )
        nda.action_send_to_sign()
        for side in ("a", "b"):
            self._record_marks(nda.execution_id, side, "2026-05-30", "2026-05-30")
        self.assertEqual(nda.state, "active")

        draft.amount_total = 5000

        self.assertEqual(draft.amount_total, 5000)
