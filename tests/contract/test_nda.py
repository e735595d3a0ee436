from unittest.mock import patch

from odoo.exceptions import UserError, ValidationError
from odoo.tests import Form

from odoo.addons.base.models.ir_cron import IrCron

from ..common import ComplianceCase


class TestNda(ComplianceCase):
    """requirements.md §6, scenario 10, but for its reminders; X-17, T2-12.2.1, L-37."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.freeze_class("2026-06-30 04:00:00")
        cls.contract = cls._create_active("2026-06-30")

    def _create_nda(self, **values):
        return self.env["crm.contract.nda"].create(
            {"contract_id": self.contract.id, "name": "Drawings", **values}
        )

    def _execute(self, nda, day="2026-06-30"):
        nda.action_send_to_sign()
        for side in ("a", "b"):
            self._record_marks(nda.execution_id, side, day, day)
        return nda

    def test_it_runs_three_years_from_the_contracts_end(self):
        """Scenario 10: contract ends 2027-06-30, + 3 years -> 2030-06-30."""
        nda = self._create_nda()
        self.assertEqual(nda.years, 3, "the contract's own default")
        self.assertEqual(str(nda.date_end), "2030-06-30")

    def test_the_contract_archived_in_2027_does_not_stop_it(self):
        """Scenario 10"""
        nda = self._execute(self._create_nda())
        self.freeze("2027-07-01 04:00:00")
        self.contract._expire()
        self.contract.active = False
        self.assertEqual((nda.state, str(nda.date_end)), ("active", "2030-06-30"))
        row = self.env["crm.contract.deadline"].search([("res_model", "=", nda._name)])
        self.assertEqual((row.state, str(row.due_date)), ("open", "2030-06-30"))

        self.freeze("2030-06-30 04:00:00")
        self._record_ends()
        self.assertEqual(nda.state, "active", "its last day")
        self.freeze("2030-07-01 04:00:00")
        self._record_ends()
        self.assertEqual(nda.state, "ended")

    def _record_ends(self):
        with patch.object(IrCron, "_commit_progress", lambda *_args, **_kwargs: 60.0):
            self.env["crm.contract.nda"]._cron_record_end()

    def test_it_follows_the_actual_end_of_the_contract(self):
        """§5: from the actual end; a contract ended early ends it early."""
        nda = self._execute(self._create_nda())
        self.freeze("2027-03-01 04:00:00")
        self.contract._end("mutual", self._day("2027-02-28"))
        self.assertEqual(str(nda.date_end), "2030-02-28")

    def test_without_end_there_is_no_end(self):
        nda = self._execute(self._create_nda(basis="indefinite"))
        self.assertFalse(nda.date_end)
        self.freeze("2050-01-01 04:00:00")
        self._record_ends()
        self.assertEqual(nda.state, "active")

    def test_an_open_ended_contract_gives_no_end_until_it_ends(self):
        contract = self._create_active("2026-06-30", term_years=0)
        nda = self._create_nda(contract_id=contract.id)
        self.assertFalse(nda.date_end)
        contract._end("mutual", self._day("2026-06-30"))
        self.assertEqual(str(nda.date_end), "2029-06-30")

    def test_a_fixed_end_is_typed_and_any_other_follows(self):
        fixed = self._create_nda(basis="dates", date_start="2026-01-01", date_end="2031-12-31")
        self.assertEqual(str(fixed.date_end), "2031-12-31")
        nda = self._create_nda()
        nda.date_end = "2035-01-01"
        self.assertEqual(str(nda.date_end), "2030-06-30", "it follows, whatever is typed")
        nda.years = 5
        self.assertEqual(str(nda.date_end), "2032-06-30")

    def test_it_may_begin_before_the_contract_is_signed(self):
        """L-37"""
        draft = self._create_contract()
        self._name_representatives(draft)
        nda = self._execute(self._create_nda(contract_id=draft.id, date_start="2026-05-01"))
        self.assertEqual((nda.state, str(nda.date_start)), ("active", "2026-05-01"))

    def test_it_is_in_force_from_its_execution_on(self):
        nda = self._execute(self._create_nda(), "2026-06-29")
        self.assertEqual(str(nda.date_start), "2026-06-29")
        self.assertEqual(nda.execution_id.kind, "nda")

    def test_it_is_not_in_force_without_its_own_signatures(self):
        """I7: the contract's execution is not borrowed."""
        nda = self._create_nda()
        with self.assertRaises(UserError):
            nda.action_activate()
        with self.assertRaises(UserError):
            nda.execution_id = self.contract._main_execution()
        nda.action_send_to_sign()
        self._record_marks(nda.execution_id, "a", "2026-06-30", "2026-06-30")
        with self.assertRaisesRegex(UserError, "Party B's signature"):
            nda.action_activate()

    def test_it_is_sent_to_sign_once(self):
        nda = self._create_nda()
        nda.action_send_to_sign()
        with self.assertRaises(UserError):
            nda.action_send_to_sign()

    def test_a_cancelled_one_is_signed_no_more(self):
        nda = self._create_nda()
        nda.action_send_to_sign()
        nda.action_cancel()
        self.assertEqual(nda.execution_id.state, "void")
        with self.assertRaises(UserError):
            self._record_marks(nda.execution_id, "a", "2026-06-30", "2026-06-30")

    def test_it_does_not_end_before_its_day_by_hand(self):
        nda = self._execute(self._create_nda())
        for user in (self.user, self.manager):
            with self.assertRaises(UserError):
                nda.with_user(user).write({"state": "ended"})
        indefinite = self._execute(self._create_nda(basis="indefinite"))
        with self.assertRaises(UserError):
            indefinite.write({"state": "ended"})

    def test_an_end_beyond_2200_is_refused(self):
        contract = self._create_contract(
            term_start_basis="fixed", term_start_date="2120-01-01", term_years=50
        )
        with self.assertRaisesRegex(ValidationError, "2200"):
            self._create_nda(contract_id=contract.id, years=100)

    def test_it_holds_when_the_contract_is_cancelled_or_never_signed(self):
        """L-37, CC 501: what was told before stays secret; its years run from that day."""
        draft = self._create_contract()
        self._name_representatives(draft)
        nda = self._execute(self._create_nda(contract_id=draft.id, date_start="2026-05-01"))
        self.assertFalse(nda.date_end, "nobody knows yet when the contract will end")

        self.freeze("2026-08-15 04:00:00")
        draft.action_cancel()

        self.assertEqual((nda.state, str(nda.date_end)), ("active", "2029-08-15"))
        row = self.env["crm.contract.deadline"].search(
            [("res_model", "=", nda._name), ("res_id", "=", nda.id)]
        )
        self.assertEqual((row.state, str(row.due_date)), ("open", "2029-08-15"))
        self.assertEqual(str(row.remind_on), "2029-07-16", "30 days before")

    def test_a_draft_of_a_contract_that_was_cancelled_is_not_signed_by_it(self):
        draft = self._create_contract()
        nda = self._create_nda(contract_id=draft.id)
        self._create_nda(contract_id=draft.id, name="Other").action_cancel()
        draft.action_cancel()
        self.assertEqual(nda.state, "draft")
        self.assertEqual(
            draft.nda_ids.filtered(lambda row: row.state == "cancelled").counts_from, False
        )

    def test_nobody_types_the_day_from_which_its_years_count(self):
        with self.assertRaises(UserError):
            self._create_nda(counts_from="2020-01-01")
        with self.assertRaises(UserError):
            self._create_nda().counts_from = "2020-01-01"

    def test_its_form_begins_with_what_its_contract_carries(self):
        trade = self.env.ref("crm_contract_compliance.classification_trade_secret")
        self.contract.classification_ids = trade
        with Form(self.env["crm.contract.nda"]) as form:
            form.name = "Drawings"
            form.contract_id = self.contract
        self.assertEqual(form.record.classification_ids, trade)

    def test_what_it_covers_is_signed_with_it(self):
        """T0-8.1: a term like its scope."""
        trade = self.env.ref("crm_contract_compliance.classification_trade_secret")
        nda = self._create_nda(classification_ids=trade.ids)
        self.assertEqual(nda.classification_ids, trade)
        self._execute(nda)
        with self.assertRaises(UserError):
            nda.classification_ids = False

    def test_a_classified_contract_waits_for_it_where_the_setting_blocks(self):
        """T0-App4"""
        self.company.crm_contract_is_nda_blocking = True
        contract = self._create_contract(is_classified=True)
        self._sign(contract, "2026-06-30")
        with self.assertRaisesRegex(UserError, "confidentiality agreement"):
            contract.action_activate()
        self._execute(self._create_nda(contract_id=contract.id, scope="Drawings"))
        contract.action_activate()
        self.assertEqual(contract.state, "active")
