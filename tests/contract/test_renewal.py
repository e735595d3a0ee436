from unittest.mock import patch

from odoo.exceptions import AccessError, UserError

from odoo.addons.base.models.ir_cron import IrCron

from ..common import ComplianceCase


class TestRenewal(ComplianceCase):
    """requirements.md §6, scenario 2; T0-9.2a, T0-9.2b, T0-9.3, L-26."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.freeze_class("2026-06-30 04:00:00")
        cls.contract = cls._create_active(
            "2026-06-30",
            amount_total=1000,
            scope="Service",
            signing_place="Shanghai",
            renewal_notice_days=60,
            renewal_complete_days=30,
        )

    def _at(self, day):
        self.freeze(f"{day} 04:00:00")
        self.env.invalidate_all()

    def _state_intention(self, day, **values):
        return self.env["crm.contract.notice"].create(
            {"contract_id": self.contract.id, "side": "a", "sent_on": day, **values}
        )

    def _renew(self, contract=None):
        wizard = self.env["crm.contract.renew.wizard"].create(
            {"contract_id": (contract or self.contract).id}
        )
        return self.env["crm.contract"].browse(wizard.action_confirm()["res_id"])

    def _expire(self):
        with patch.object(IrCron, "_commit_progress", lambda *_args, **_kwargs: 60.0):
            self.env["crm.contract"]._cron_record_expiry()

    def test_the_dates_of_the_scenario(self):
        self.assertEqual(str(self.contract.end_date), "2027-06-30")
        self.assertEqual(str(self.contract.renewal_notice_date), "2027-05-01")
        self.assertEqual(str(self.contract.renewal_complete_date), "2027-05-31")

    def test_an_intention_is_in_time_on_the_last_day_and_late_on_the_next(self):
        """L-26: within a period includes its last day."""
        self._at("2027-05-02")
        self.assertTrue(self._state_intention("2027-05-01").is_in_time)
        late = self._state_intention("2027-05-02")
        self.assertFalse(late.is_in_time)
        self.assertEqual(str(late.limit_date), "2027-05-01")

    def test_either_side_states_its_intention_with_its_proof(self):
        self._at("2027-05-01")
        notice = self._state_intention(
            "2027-04-20", side="b", intention="end", proof_reference="SF1234567"
        )
        self.assertRecordValues(
            notice,
            [
                {
                    "side": "b",
                    "intention": "end",
                    "is_in_time": True,
                    "proof_reference": "SF1234567",
                }
            ],
        )

    def test_a_notice_is_of_a_day_that_has_come_and_of_a_contract_in_force(self):
        with self.assertRaises(UserError):
            self._state_intention("2026-07-01")
        draft = self._create_contract()
        with self.assertRaises(UserError):
            self._state_intention("2026-06-30", contract_id=draft.id)

    def test_what_was_said_stays_said(self):
        """§5: judged by the terms of its day."""
        notice = self._state_intention("2026-06-30")
        for values in (
            {"sent_on": "2026-06-29"},
            {"intention": "end"},
            {"side": "b"},
            {"is_in_time": False},
            {"limit_date": "2026-01-01"},
        ):
            with self.subTest(values=values), self.assertRaises(UserError):
                notice.write(values)

    def test_the_window_opens_thirty_days_before_the_notice_is_due(self):
        """A fact of the clock; the search agrees with it on each day."""
        for day, is_open in (
            ("2027-03-31", False),
            ("2027-04-01", True),
            ("2027-06-30", True),
            ("2027-07-01", False),
        ):
            self._at(day)
            with self.subTest(day=day):
                self.assertEqual(self.contract.in_notice_window, is_open)
                found = self.env["crm.contract"].search([("in_notice_window", "=", True)])
                self.assertEqual(self.contract in found, is_open)

    def test_unsigned_on_the_day_after_completion_was_due_it_is_overdue(self):
        """Scenario 2, T0-9.2b: complete by 05-31; on 06-01 “renewal overdue”."""
        self._at("2027-05-20")
        self._renew()
        for day, is_overdue in (("2027-05-31", False), ("2027-06-01", True)):
            self._at(day)
            with self.subTest(day=day):
                self.assertEqual(self.contract.is_renewal_overdue, is_overdue)
                found = self.env["crm.contract"].search([("is_renewal_overdue", "=", True)])
                self.assertEqual(self.contract in found, is_overdue)

    def test_the_renewal_is_a_linked_draft_that_starts_on_the_next_day(self):
        """T0-9.3, scenario 2: renewed on 05-20, starting 2027-07-01."""
        self._at("2027-05-20")

        draft = self._renew()

        self.assertEqual(draft.state, "draft")
        self.assertEqual(draft.renewed_from_id, self.contract)
        self.assertNotEqual(draft.code, self.contract.code)
        self.assertEqual(str(draft.term_start_date), "2027-07-01")
        self.assertEqual(str(draft.end_date), "2028-07-01", "counted from its own start (§5)")
        self.assertRecordValues(
            draft,
            [
                {
                    "name": self.contract.name,
                    "amount_total": 1000,
                    "scope": "Service",
                    "partner_id": self.partner.id,
                    "user_id": self.user.id,
                    "our_side": "a",
                    "renewal_notice_days": 60,
                    "signing_place": "Shanghai",
                    "signing_date": False,
                    "effective_date": False,
                    "is_registered": False,
                }
            ],
        )
        self.assertFalse(draft.execution_ids or draft.notice_ids)

    def test_a_renewal_starts_from_the_old_terms_not_from_todays_type(self):
        """T0-9.3, I10"""
        self.contract_type.write({"term_years": 3, "complaint_days": 9, "forum": False})
        self._at("2027-05-20")
        draft = self._renew()
        self.assertEqual((draft.term_years, draft.complaint_days, draft.forum), (1, 5, "court"))

    def test_a_renewal_keeps_the_agreed_penalties(self):
        """T0-9.3: negotiation starts from the old terms; X-S1: a later setting changes none."""
        self.contract_type.penalty_rule_ids = [(0, 0, {"method": "daily_overdue", "rate": 0.05})]
        self._at("2027-05-20")
        draft = self.contract.with_user(self.officer)._renew()
        self.assertRecordValues(draft.penalty_rule_ids, [{"method": "flat_overdue", "rate": 2}])

    def test_pressed_twice_it_is_the_same_draft(self):
        """T0-9.3"""
        self._at("2027-05-20")
        first = self._renew()
        second = self._renew()
        self.assertEqual(first, second)
        self.assertEqual(self.contract.action_renew()["res_id"], first.id)
        self.assertEqual(self.contract.renewal_ids, first)

    def test_a_cancelled_renewal_makes_room_for_another(self):
        self._at("2027-05-20")
        first = self._renew()
        first.action_cancel()
        self.assertNotEqual(self._renew(), first)

    def test_the_old_contract_is_not_edited_by_its_renewal(self):
        """T0-9.3: old one never edited."""
        self._at("2027-05-20")
        names = ("end_date", "amount_total", "term_years", "state", "signing_date", "party_ids")
        before = self.contract.read(names)
        draft = self._renew()
        draft.write({"amount_total": 2000, "term_years": 2})
        self.assertEqual(self.contract.read(names), before)

    def test_the_renewal_must_itself_be_signed(self):
        """T0-9.3: then the old one counts as renewed, and is no longer overdue."""
        self._at("2027-05-20")
        draft = self._renew()
        self.assertFalse(self.contract.is_renewed)

        self._sign(draft, "2027-05-20")

        self.assertTrue(self.contract.is_renewed)
        self._at("2027-06-01")
        self.assertFalse(self.contract.is_renewal_overdue)
        self.assertFalse(self.contract.in_notice_window)

    def test_a_signed_renewal_that_is_cancelled_leaves_the_old_one_unrenewed(self):
        self._at("2027-05-20")
        draft = self._sign(self._renew(), "2027-05-20")
        draft.action_cancel()
        self.assertFalse(self.contract.is_renewed)
        self._at("2027-06-01")
        self.assertTrue(self.contract.is_renewal_overdue)

    def test_nothing_signed_the_old_contract_expires(self):
        """Scenario 2: 2027-07-01."""
        self._at("2027-05-20")
        self._renew()
        self._at("2027-06-30")
        self._expire()
        self.assertEqual(self.contract.state, "active", "the end is still in term")
        self.assertFalse(self.contract.is_expired)
        self._at("2027-07-01")
        self.assertTrue(self.contract.is_expired)
        self._expire()
        self.assertEqual((self.contract.state, self.contract.end_ground), ("ended", "expiry"))
        self.assertEqual(str(self.contract.ended_on), "2027-06-30")

    def test_letting_it_lapse_needs_a_reason_and_is_signed_with_a_name(self):
        self._at("2027-04-20")
        for reason in (False, "  "):
            with self.subTest(reason=reason), self.assertRaises(UserError):
                self.contract.with_user(self.officer)._decide_renewal("lapse", reason)
        self.contract.with_user(self.officer)._decide_renewal("lapse", "Too dear")
        self.assertRecordValues(
            self.contract,
            [
                {
                    "renewal_decision": "lapse",
                    "renewal_reason": "Too dear",
                    "renewal_decided_by_id": self.officer.id,
                    "renewal_decided_on": self._day("2027-04-20"),
                    "in_notice_window": False,
                }
            ],
        )
        self._at("2027-06-01")
        self.assertFalse(self.contract.is_renewal_overdue)

    def test_renewing_is_for_officers(self):
        """design.md, who may do what: a user asks."""
        own = self.contract.with_user(self.user)
        for call in (own._renew, own.action_renew, lambda: own._decide_renewal("renew", False)):
            with self.assertRaises(AccessError):
                call()
        self.assertTrue(self.contract.with_user(self.officer)._renew())

    def test_only_a_contract_that_was_in_force_is_renewed(self):
        for state in ("draft", "signing", "signed", "cancelled"):
            contract = self.env["crm.contract"]._register_existing(
                [
                    {
                        "name": state,
                        "state": state,
                        "partner_id": self.partner.id,
                        "type_id": self.contract_type.id,
                    }
                ]
            )
            with self.subTest(state=state), self.assertRaises(UserError):
                contract._renew()
        self._at("2027-07-01")
        self._expire()
        self.assertEqual(str(self._renew().term_start_date), "2027-07-01", "late, but next day")

    def test_the_wizard_shows_old_and_new_side_by_side(self):
        wizard = self.env["crm.contract.renew.wizard"].create(
            {"contract_id": self.contract.id, "term_years": 2, "amount_total": 1500}
        )
        self.assertEqual((str(wizard.new_start), str(wizard.new_end)), ("2027-07-01", "2029-07-01"))
        draft = self.env["crm.contract"].browse(wizard.action_confirm()["res_id"])
        self.assertEqual((draft.term_years, draft.amount_total), (2, 1500))

    def test_a_renewal_by_no_term_at_all_is_refused(self):
        wizard = self.env["crm.contract.renew.wizard"].create(
            {"contract_id": self.contract.id, "term_years": 0, "term_months": 0}
        )
        with self.assertRaises(UserError):
            wizard.action_confirm()
