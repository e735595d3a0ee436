from unittest.mock import patch

from psycopg2.errors import UniqueViolation

from odoo.exceptions import UserError, ValidationError
from odoo.fields import Command
from odoo.tools import mute_logger

from odoo.addons.base.models.ir_cron import IrCron

from .ending_case import EndingCase


class TestExpiryAfterNotice(EndingCase):
    """In force until 2027-01-15: what had ended before by notice did not expire (T1-11.2)."""

    def _run_job(self, day="2027-01-16"):
        self.freeze(f"{day} 04:00:00")
        self.env.invalidate_all()
        with patch.object(IrCron, "_commit_progress", lambda *_args, **_kwargs: 60.0):
            self.env["crm.contract"]._cron_record_expiry()

    def _notified(self, contract, **values):
        end = self._rescission(contract, **values)
        end.action_notify()
        return end

    def _ends(self, contract):
        return contract.state, contract.end_ground, str(contract.ended_on)

    def test_the_end_that_nobody_recorded_is_recorded_as_it_was_declared(self):
        """Arrived 2026-06-01, X = 30: it ended on 07-01, whatever is open since."""
        contract = self._in_force()
        rescission = self._notified(contract)
        self._open_complaint(contract)
        self.freeze("2026-07-02 04:00:00")
        self.env.invalidate_all()
        self.assertIn("nobody has recorded", contract.alerts["termination"]["message"])
        with self.assertRaisesRegex(UserError, "complaint"):
            rescission.action_make_effective()

        self._run_job()

        self.assertEqual(self._ends(contract), ("ended", "rescission", "2026-07-01"))
        self.assertEqual((rescission.state, str(rescission.ended_on)), ("effective", "2026-07-01"))
        with self.assertRaisesRegex(UserError, "complaint"):
            contract.action_close()

    def _open_complaint(self, contract):
        values = {"contract_id": contract.id, "kind": "complaint", "name": "Noise"}
        values |= {"partner_id": self.partner.id, "received_at": "2026-06-09 02:00:00"}
        channel = self.env["crm.contract.channel"].search([], limit=1)
        self.env["crm.contract.case"].create({**values, "channel_id": channel.id})

    def test_of_two_declared_ends_the_first_one_counts(self):
        contract = self._in_force(termination_notice_days=90)
        later = self._notified(contract, code="agreed_event", clause="12.1")
        first = self._notified(contract)
        self._run_job()
        self.assertEqual(self._ends(contract), ("ended", "rescission", "2026-07-01"))
        self.assertEqual((first.state, later.state), ("effective", "withdrawn"))

    def test_on_the_last_day_of_the_term_it_still_ends_by_notice(self):
        contract = self._in_force()
        self._notified(contract, requested_end_date="2027-01-15")
        self._run_job()
        self.assertEqual(self._ends(contract), ("ended", "rescission", "2027-01-15"))

    def test_what_was_signed_by_both_counts_without_a_button(self):
        """T0-12.2: ended by agreement; the day is the one that they agreed on."""
        contract = self._in_force()
        signed = self._agreement(contract, requested_end_date="2026-09-30")
        signed.evidence_ids = self._paper()
        self._run_job()
        self.assertEqual(self._ends(contract), ("ended", "mutual", "2026-09-30"))

    def test_what_binds_nobody_yet_leaves_it_to_expire(self):
        """No arrival, no proof, no signature, no day, no declaration; or a day after the term."""
        unproven = {"proof_reference": False}
        for end in (
            lambda contract: self._noticed(contract, delivered_on=False),
            lambda contract: self._noticed(contract, **unproven),
            lambda contract: self._agreement(contract, requested_end_date="2026-09-30"),
            lambda contract: self._agreement(contract, evidence_ids=[self._paper_link()]),
            lambda contract: self._notified(contract, requested_end_date="2027-02-01"),
            lambda contract: self._rescission(contract),
        ):
            contract = self._in_force()
            declared = end(contract)
            self.freeze("2027-01-16 04:00:00")
            self._run_job()
            self.assertEqual(self._ends(contract), ("ended", "expiry", "2027-01-15"))
            self.assertEqual(declared.state, "withdrawn")
            self.freeze("2026-06-10 04:00:00")

    def _noticed(self, contract, **values):
        return self._notified(contract, notice_id=self._notice(contract, **values).id)

    def _paper_link(self):
        return Command.link(self._paper().id)

    def test_whose_ground_fell_away_does_expire_and_the_job_goes_on(self):
        """Force majeure that was not recognised in the end (CC 563)."""
        contract = self._in_force(rescission_notice_days=0)
        event = self._flood(contract)
        declared = self._notified(contract, code="force_majeure")
        event.rejection_reason = "It was no flood"
        event.with_user(self.manager).action_reject()
        other = self._in_force()
        self._notified(other)
        self._run_job()
        self.assertEqual(self._ends(contract), ("ended", "expiry", "2027-01-15"))
        self.assertIn("recognised force majeure", "".join(declared.message_ids.mapped("body")))
        self.assertEqual(self._ends(other), ("ended", "rescission", "2026-07-01"))


class TestNoticeOfOneEnd(EndingCase):
    """One notice declares one end; a withdrawn one gives it back."""

    def test_a_notice_that_declares_an_end_declares_no_other(self):
        contract = self._in_force()
        first = self._rescission(contract)
        notice = first.notice_id
        with self.assertRaisesRegex(ValidationError, "declares another end already"):
            self._rescission(contract, notice_id=notice.id)
        second = self._rescission(contract, notice_id=False)
        with self.assertRaisesRegex(ValidationError, "declares another end already"):
            second.notice_id = notice
        first.action_withdraw()
        second.notice_id = notice
        self.assertEqual(str(second.earliest_end_date), "2026-07-01")

    def test_nor_in_two_sessions_at_once(self):
        """Neither sees the other: the database refuses the second."""
        contract = self._in_force()
        notice = self._rescission(contract).notice_id
        model = type(self.terminations)
        with (
            patch.object(model, "_refuse_used_notice", lambda _records, _notice: None),
            mute_logger("odoo.sql_db"),
            self.assertRaises(UniqueViolation),
            self.cr.savepoint(),
        ):
            self._rescission(contract, notice_id=notice.id)
