from unittest.mock import patch

from odoo.exceptions import AccessError, UserError
from odoo.fields import Command

from odoo.addons.base.models.ir_cron import IrCron

from ..common import ComplianceCase


class TestLifecycle(ComplianceCase):
    """Who may move a contract, and what a move asks for (T0-12.2, T0-12.3, T1-12.1, X-S2)."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.freeze_class("2026-06-01 04:00:00")

    def _run_job(self, **values):
        """One run of the job that records ends; its commits are no commits here."""
        self.env.invalidate_all()  # facts of the clock are not stored, but cached
        with patch.object(IrCron, "_commit_progress", lambda *_args, **_kwargs: 60.0):
            self.env["crm.contract"]._cron_record_expiry(**values)

    def _as(self, user, contract):
        return contract.with_user(user)

    def test_a_user_drafts_and_signs_but_asks_for_the_rest(self):
        contract = self._sign(self._create_contract(), "2026-05-30")
        own = self._as(self.user, contract)
        with self.assertRaisesRegex(AccessError, "cc_officer"):
            own.action_activate()
        self._as(self.officer, contract).action_activate()
        for move in ("action_suspend",):
            with self.subTest(move=move), self.assertRaises(AccessError):
                getattr(own, move)()
        for state in ("suspended", "ended"):
            with self.subTest(state=state), self.assertRaises(AccessError):
                own.write({"state": state})
        with self.assertRaises(AccessError):
            own._end("mutual", self._day("2026-06-01"))
        with self.assertRaises(AccessError):
            own._renew()

    def test_an_officer_suspends_resumes_ends_and_closes(self):
        contract = self._as(self.officer, self._create_active("2026-01-15"))
        contract.action_suspend()
        contract.action_resume()
        contract._end("mutual", self._day("2026-05-31"))
        contract.action_close()
        self.assertEqual(contract.state, "closed")

    def test_sending_to_sign_waits_for_a_manager_where_the_setting_says_so(self):
        """§5: “approval” is the manager's act of sending to sign."""
        self.company.crm_contract_is_approval_needed = True
        contract = self._create_contract()
        for user in (self.user, self.officer):
            with self.subTest(user=user.login), self.assertRaisesRegex(AccessError, "cc_manager"):
                self._as(user, contract).action_send_to_sign()
        self._as(self.manager, contract).action_send_to_sign()
        self.assertEqual(contract.state, "signing")

    def test_a_user_takes_their_own_contract_back_to_draft_or_cancels_it(self):
        contract = self._as(self.user, self._create_contract())
        contract.action_send_to_sign()
        contract.action_back_to_draft()
        contract.action_cancel()
        self.assertEqual(contract.state, "cancelled")

    def test_a_signed_contract_is_cancelled_by_an_officer_and_stays_evidence(self):
        contract = self._sign(self._create_contract(), "2026-05-30")
        with self.assertRaises(AccessError):
            self._as(self.user, contract).action_cancel()
        self._as(self.officer, contract).action_cancel()
        self.assertEqual(contract._main_execution().state, "executed")
        with self.assertRaises(UserError):
            contract.name = "Altered"
        with self.assertRaises(UserError):
            contract.unlink()

    def test_ending_needs_one_of_the_four_grounds(self):
        """T0-12.2"""
        contract = self._create_active("2026-01-15")
        with self.assertRaises(UserError):
            contract.write({"state": "ended"})
        for ground in (False, "", "boredom", None):
            with self.subTest(ground=ground), self.assertRaises(UserError):
                contract._end(ground, self._day("2026-05-31"))
        for ground in ("mutual", "force_majeure", "rescission"):
            other = self._create_active("2026-01-15")
            other._end(ground, self._day("2026-05-31"))
            self.assertEqual(
                (other.state, other.end_ground, str(other.ended_on)),
                ("ended", ground, "2026-05-31"),
            )

    def test_a_person_does_not_choose_expiry(self):
        """It is recorded by the job when the day has come."""
        grounds = self.env["crm.contract.end.ground"].search([])
        self.assertNotIn("expiry", grounds.mapped("end_ground"))
        with self.assertRaises(UserError):
            grounds.create({"name": "Expiry", "code": "expiry", "end_ground": "expiry"})

    def test_a_contract_ends_neither_before_it_took_effect_nor_in_the_future(self):
        contract = self._create_active("2026-01-15")
        for day in ("2026-01-14", "2026-06-02"):
            with self.subTest(day=day), self.assertRaises(UserError):
                contract._end("mutual", self._day(day))
        contract._end("mutual", self._day("2026-01-15"))
        self.assertEqual(contract.state, "ended")

    def _with_open_matter(self, gate):
        contract = self._create_active("2026-01-15")
        contract.requirement_ids = [
            Command.create({"name": "Open complaint", "gate": gate, "kind": "matter"})
        ]
        return contract, contract.requirement_ids.filtered(lambda row: row.gate == gate)

    def test_open_matters_block_an_end_by_a_person_and_the_closing(self):
        """T0-12.3"""
        contract, matter = self._with_open_matter("end")
        with self.assertRaisesRegex(UserError, "Open complaint"):
            contract._end("mutual", self._day("2026-05-31"))
        matter.action_mark_done()
        contract._end("mutual", self._day("2026-05-31"))
        self.assertEqual(contract.state, "ended")

        contract, matter = self._with_open_matter("close")
        contract._end("mutual", self._day("2026-05-31"))
        with self.assertRaisesRegex(UserError, "Open complaint"):
            contract.action_close()
        matter.treatment = "settled"
        contract.action_close()
        self.assertEqual(contract.state, "closed")

    def test_a_manager_overrides_an_open_matter_with_a_reason(self):
        """T0-12.3"""
        contract, matter = self._with_open_matter("end")
        for user in (self.user, self.officer):
            with self.subTest(user=user.login), self.assertRaises(AccessError):
                matter.with_user(user)._waive("Settled by phone")
        for reason in ("", "  ", False):
            with self.subTest(reason=reason), self.assertRaises(UserError):
                matter.with_user(self.manager)._waive(reason)
        matter.with_user(self.manager)._waive(" Settled by phone ")
        self.assertRecordValues(
            matter,
            [
                {
                    "waiver_reason": "Settled by phone",
                    "waived_by_id": self.manager.id,
                    "waived_on": self._day("2026-06-01"),
                    "done_on": False,
                }
            ],
        )
        contract._end("mutual", self._day("2026-05-31"))
        self.assertEqual(contract.state, "ended")

    def test_expiry_by_date_is_never_blocked(self):
        """T0-12.3: 2027-01-15 is the last day; recorded on the 16th, open matter or not."""
        contract, _matter = self._with_open_matter("end")
        self.freeze("2027-01-15 04:00:00")
        self._run_job()
        self.assertEqual(contract.state, "active")
        self.freeze("2027-01-15 17:00:00")
        self._run_job()
        self.assertEqual((contract.state, contract.end_ground), ("ended", "expiry"))
        self.assertEqual(str(contract.ended_on), "2027-01-15")
        with self.assertRaisesRegex(UserError, "Open complaint"):
            contract.action_close()

    def test_each_contract_expires_by_its_own_clock(self):
        """Its last day is 2027-01-15 wherever it is."""
        contracts = {
            zone: self._create_active("2026-01-15", tz=zone)
            for zone in ("Pacific/Kiritimati", "Asia/Shanghai", "UTC", "Pacific/Pago_Pago")
        }
        for moment, ended in (
            ("2027-01-15 09:59:00", 0),
            ("2027-01-15 10:00:00", 1),
            ("2027-01-15 16:00:00", 2),
            ("2027-01-16 00:00:00", 3),
            ("2027-01-16 10:59:00", 3),
            ("2027-01-16 11:00:00", 4),
        ):
            self.freeze(moment)
            self._run_job()
            states = [contract.state for contract in contracts.values()]
            self.assertEqual(states, ["ended"] * ended + ["active"] * (4 - ended), moment)

    def test_the_job_works_through_more_than_one_batch_and_suspended_ones(self):
        contracts = self.env["crm.contract"]
        for _number in range(5):
            contracts |= self._create_active("2026-01-15")
        contracts[0].action_suspend()
        self.freeze("2027-02-01 04:00:00")
        self._run_job(limit=2)
        self.assertEqual(set(contracts.mapped("state")), {"ended"})
        self._run_job(limit=2)

    def test_closing_twice_or_after_the_end_changes_nothing(self):
        contract = self._create_active("2026-01-15")
        contract._end("mutual", self._day("2026-05-31"))
        contract.action_close()
        contract.action_close()
        for state in ("ended", "active", "draft", "cancelled"):
            with self.subTest(state=state), self.assertRaises(UserError):
                contract.write({"state": state})

    def test_every_move_is_told_once_in_the_chatter(self):
        """X-S6"""
        contract = self._create_active("2026-01-15")
        contract.action_suspend()
        moves = [
            message.body for message in contract.message_ids.sorted("id") if "→" in message.body
        ]
        self.assertEqual(
            [str(body).replace("<p>", "").replace("</p>", "") for body in moves],
            [
                "Draft → Signing",
                "Signing → Signed",
                "Signed → In Force",
                "In Force → Suspended",
            ],
        )
