from odoo.exceptions import UserError, ValidationError
from odoo.fields import Command

from odoo.addons.crm_contract_compliance.models.base import doors

from .amendment_case import AmendmentCase


class TestAmendmentsTogether(AmendmentCase):
    """Two amendments that the contract would take one by one, and not both (T1-5.2).

    In force from 2026-03-01 to 2027-03-01; today is 2026-11-05.
    """

    @classmethod
    def _rule(cls, clause="9.2"):
        return Command.create(
            {"op": "add", "subject": "rule", "new_name": clause, "value_number": 0.2}
        )

    @classmethod
    def _fee(cls, due="2027-02-01"):
        row = {"op": "add", "subject": "fee", "new_name": "Extra", "value_amount": 500}
        return Command.create({**row, "value_date": due})

    def _sent(self, *changes, **values):
        amendment = self._ask(*changes, **values)
        self._give_notice(amendment)
        self._send_to_sign(amendment)
        return amendment

    def _notes(self, amendment):
        return "".join(amendment.message_ids.mapped("body"))

    def test_a_second_rule_of_the_same_day_is_refused_beside_the_signed_one(self):
        """X-1: of late payments one rule counts at a time; the sentence names the other."""
        self._amended(self._rule(), name="Penalty", effective_date="2027-01-01")
        said = "Beside “Penalty”.*01/01/2027.*begin on the same day"
        with self.assertRaisesRegex(UserError, said):
            self._ask(self._rule("9.3"), effective_date="2027-01-01")
        self._ask(self._rule("9.3"), effective_date="2027-01-02")

    def test_what_was_sent_to_sign_before_is_told_at_its_execution(self):
        """Both were sent to sign while neither bound: a signature is not refused, it is told."""
        first, second = (
            self._sent(self._rule(clause), name=name, effective_date="2027-01-01")
            for clause, name in (("9.2", "Penalty"), ("9.3", "Another"))
        )
        self.assertFalse(second.together_note)
        self._mark(first)
        self.assertFalse(first.together_note)
        self._mark(second)
        self.assertEqual((first.state, second.state), ("executed", "executed"))
        self.assertRegex(second.together_note, "Beside “Penalty”.*same day")
        self.assertIn("Beside “Penalty”", self._notes(second))
        self._at("2027-01-01")
        self._run_job()
        self.assertEqual((first.state, second.state), ("applied", "executed"))
        self.assertIn("same day", second.error)

    def test_a_payment_after_the_new_end_is_told_and_not_refused(self):
        """It may be meant: the last part is often paid after the end."""
        self._amended(self._fee(), name="Extra work", effective_date="2026-12-01")
        shorter = self._sent(self._end_date("2027-01-15"))
        said = "“Extra” falls due on 02/01/2027, after the contract's end on 01/15/2027"
        self.assertIn(said, shorter.together_note)
        self._mark(shorter)
        self.assertEqual(shorter.state, "applied")

    def test_an_end_before_the_other_payment_is_told_whichever_comes_first(self):
        self._amended(self._end_date("2027-01-15"), effective_date="2026-12-01")
        extra = self._sent(self._fee())
        self.assertIn("02/01/2027, after the contract's end on 01/15/2027", extra.together_note)

    def test_what_was_loose_before_is_nobodys_news(self):
        self._amended(self._fee())
        self._amended(self._end_date("2027-01-15"))
        scope = self._sent(self._change("contract.scope", "More", "text"))
        self.assertFalse(scope.together_note)

    def test_it_goes_with_what_was_taken_back(self):
        """Back in the negotiation the day is changed: the note of the first try goes."""
        self._amended(self._fee(), effective_date="2026-12-01")
        shorter = self._sent(self._end_date("2027-01-15"))
        self.assertTrue(shorter.together_note)
        shorter.action_negotiate()
        shorter.change_ids.value_date = "2027-02-15"
        shorter.action_send_to_sign()
        self.assertFalse(shorter.together_note)

    def test_one_that_cannot_be_applied_itself_blames_nobody_else(self):
        first = self._amended(self._rule(), effective_date="2027-01-01")
        rules = self.contract.penalty_rule_ids
        copy = rules.sorted("id")[:1]._copied_vals()
        settled = self.env["crm.contract.penalty.rule"].sudo()
        doors.through(settled, "crm_contract_settle").create(
            {**copy, "contract_id": self.contract.id, "valid_from": "2027-01-01"}
        )
        with self.assertRaisesRegex(ValidationError, "same day"):
            first._try_on()
        scope = self._sent(self._change("contract.scope", "More", "text"))
        self.assertFalse(scope.together_note)

    def _gone(self, fee):
        return Command.create({"op": "remove", "subject": "fee", "fee_id": fee.id})

    def _setup_fee(self):
        self._amended(self._fee(), name="Extra work", effective_date="2026-11-05")
        return self.contract.fee_ids.filtered(lambda fee: fee.name == "Extra")

    def test_removing_what_a_signed_one_removes_that_day_or_before_is_refused(self):
        """T1-5.2: nobody negotiates for nothing; the sentence names the one that did it."""
        fee = self._setup_fee()
        self._amended(self._gone(fee), name="Less", effective_date="2026-12-01")
        said = "Beside “Less”.*12/01/2026: “Extra.*” is removed already"
        for day in ("2026-12-01", "2026-12-02"):
            with self.assertRaisesRegex(UserError, said):
                self._ask(self._gone(fee), effective_date=day)

    def test_removing_it_earlier_than_the_signed_one_is_an_agreement_of_its_own(self):
        fee = self._setup_fee()
        self._amended(self._gone(fee), name="Less", effective_date="2026-12-01")
        self._amended(self._gone(fee), name="Sooner", effective_date="2026-11-20")
        self._at("2026-11-20")
        self._run_job()
        self.assertEqual(str(fee.removed_on), "2026-11-20")
        self._at("2026-12-01")
        self._run_job()
        self.assertEqual(str(fee.removed_on), "2026-11-20")

    def test_both_sent_to_sign_before_either_bound_is_told_at_the_second_execution(self):
        fee = self._setup_fee()
        first, second = (
            self._sent(self._gone(fee), name=name, effective_date="2026-12-01")
            for name in ("Less", "Less again")
        )
        self._mark(first)
        self.assertFalse(first.together_note)
        self._mark(second)
        self.assertRegex(second.together_note, "Beside “Less”.*“Extra.*” is removed already")
