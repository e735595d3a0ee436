from unittest.mock import patch

from odoo.exceptions import AccessError, UserError

from ..query_counts import QueryCounts
from .amendment_case import AmendmentCase

DAY = "2026-01-01"


class TestLegalAttacks(AmendmentCase):
    """Amendments, notices and interruptions under hands that mean no good (security.md)."""

    def _notice_vals(self, contract, **values):
        vals = {"contract_id": contract.id, "kind": "other", "side": "a", "sent_on": "2026-11-01"}
        return {**vals, **values}

    def _refuse_all(self, model, vals, forged):
        for name, value in forged.items():
            with self.subTest(name=name), self.assertRaises(UserError), self.env.cr.savepoint():
                self.env[model].with_user(self.officer).create({**vals, name: value})

    def test_nobody_types_what_an_amendment_decides(self):
        asked = {"contract_id": self.contract.id, "name": "x", "side": "a", "reason": "x"}
        execution = self.contract.execution_ids[:1].id
        self._refuse_all(
            "crm.contract.amendment",
            asked,
            {"state": "applied", "execution_id": execution, "applied_on": DAY, "error": "x"},
        )
        amendment = self._ask(user=self.officer)
        for name in ("execution_id", "applied_on", "error"):
            with self.subTest(name=name), self.assertRaises(UserError), self.env.cr.savepoint():
                amendment.with_user(self.officer).write({name: DAY})

    def test_nobody_types_a_line_of_the_history(self):
        line = {
            "contract_id": self.contract.id,
            "known_at": f"{DAY} 00:00:00",
            "effective_date": DAY,
            "res_model": "crm.contract",
            "res_id": self.contract.id,
            "field_name": "end_date",
            "new_value": "2030-01-01",
        }
        self._refuse_all("crm.contract.amendment.line", line, {"op": "set"})

    def test_nobody_types_how_a_notice_is_judged(self):
        self._refuse_all(
            "crm.contract.notice",
            self._notice_vals(self.contract),
            {
                "limit_date": DAY,
                "is_in_time": True,
                "is_delivery_doubtful": False,
                "effective_on": DAY,
                "status": "proven",
                "is_proven": True,
                "is_address_changed": True,
            },
        )

    def test_nobody_types_what_is_decided_of_an_interruption(self):
        event = {"contract_id": self.contract.id, "side": "a", "date_start": "2026-11-01"}
        self._refuse_all(
            "crm.contract.interruption",
            event,
            {
                "state": "accepted",
                "accepted_on": DAY,
                "accepted_by_id": self.manager.id,
                "notified_on": DAY,
                "notice_due_date": DAY,
                "excused_side": "b",
            },
        )

    def test_contract_out_of_reach_says_nothing_of_itself(self):
        """Neither its state nor its days: the refusal is one of access, whatever is sent."""
        secret = self._create_active("2026-03-01", is_classified=True)
        draft = self._create_contract(is_classified=True)
        for contract in (secret, draft):
            for model, vals in (
                ("crm.contract.notice", self._notice_vals(contract, kind="renewal_intention")),
                ("crm.contract.notice", self._notice_vals(contract, sent_on="2026-11-30")),
                (
                    "crm.contract.interruption",
                    {"contract_id": contract.id, "side": "a", "date_start": "2026-01-01"},
                ),
                (
                    "crm.contract.termination",
                    {"contract_id": contract.id, "initiator_side": "a"},
                ),
                (
                    "crm.contract.dispute",
                    {"contract_id": contract.id, "name": "x", "side": "a"},
                ),
            ):
                for user in (self.user, self.officer, self.manager):
                    self.env.invalidate_all()
                    with (
                        self.subTest(model=model, state=contract.state, user=user.login),
                        self.assertRaises(AccessError),
                        self.env.cr.savepoint(),
                    ):
                        self.env[model].with_user(user).create(vals)

    def test_email_goes_to_somebody_and_once(self):
        self.contract.party_ids.filtered(lambda row: row.side == "b")._write_settled(
            {"email": "legal@huaxing.example.com"}
        )
        vals = self._notice_vals(self.contract, method="email", sent_on="2026-11-05")
        notices = self.env["crm.contract.notice"].with_user(self.officer)
        for place in (" ", False, "nobody", "@"):
            with self.subTest(place=place), self.assertRaises(UserError):
                notices.create({**vals, "sent_to": place}).action_send_email()
        notice = notices.create({**vals, "sent_to": "legal@huaxing.example.com"})
        notice.action_send_email()
        with self.assertRaises(UserError):
            notice.action_send_email()

    def test_delivery_is_judged_by_the_contracts_own_day(self):
        """2026-11-04 16:30 UTC is 11-05 in Shanghai; an hour earlier it is still the 4th."""
        vals = self._notice_vals(self.contract, sent_on="2026-11-05")
        notices = self.env["crm.contract.notice"].with_context(tz="America/New_York")
        with self.assertRaisesRegex(UserError, "before it is sent"), self.env.cr.savepoint():
            notices.create({**vals, "delivered_at": "2026-11-04 15:30:00"})
        notice = notices.create({**vals, "delivered_at": "2026-11-04 16:30:00"})
        self.assertEqual(str(notice.delivered_on), "2026-11-05")

    def test_amendment_serves_one_company(self):
        other = self.env["res.company"].create({"name": "Elsewhere"})
        stranger = self.env["res.partner"].create({"name": "Theirs", "company_id": other.id})
        party = self.contract.party_ids.filtered(lambda row: row.side == "b")
        row = self._change("party.partner_id", stranger.id, "partner_id", party_id=party.id)
        with self.assertRaises(UserError):
            self._ask(row, user=self.officer)

    def test_what_has_counted_is_not_deleted(self):
        event = self.env["crm.contract.interruption"].create(
            {"contract_id": self.contract.id, "kind": "suspension", "side": "a"}
        )
        notice = self.env["crm.contract.notice"].create(self._notice_vals(self.contract))
        event.with_user(self.officer).action_accept()
        for record in (event, notice):
            with self.subTest(record=record._name), self.assertRaises(UserError):
                record.with_user(self.manager).unlink()
        for vals in ({"date_start": "2026-06-01"}, {"side": "b"}, {"contract_id": 0}):
            with self.subTest(vals=vals), self.assertRaises(UserError), self.env.cr.savepoint():
                event.with_user(self.manager).write(vals)

    def test_conflict_of_two_sessions_is_no_error_of_the_amendment(self):
        """Odoo tries a request again; the job comes back to it. Nobody reads SQL."""
        from psycopg2.errors import SerializationFailure

        amendment = self._amended(effective_date="2026-12-01")
        self._at("2026-12-01")
        with patch.object(type(amendment), "_carry_on", side_effect=SerializationFailure("x")):
            with self.assertRaises(SerializationFailure):
                amendment._try_to_apply()
            self._run_job()
        self.assertFalse(amendment.error)
        self._run_job()
        self.assertEqual(amendment.state, "applied")


class TestLegalQueries(QueryCounts, AmendmentCase):
    """Lists of notices and disputes cost the same for one and eighty."""

    def test_lists_of_notices_and_disputes(self):
        vals = {"contract_id": self.contract.id, "side": "a"}
        notices = self.env["crm.contract.notice"].create(
            [{**vals, "kind": "other", "sent_on": "2026-11-01"}] * 80
        )
        disputes = self.env["crm.contract.dispute"].create([{**vals, "name": "Quality"}] * 80)
        names = ("contract_id", "kind", "side", "method", "sent_on", "delivered_on", "status")
        self._assert_flat(notices, (*names, "is_unanswered", "display_name"), 14)
        self._assert_flat(disputes, ("contract_id", "name", "side", "raised_on", "state"), 14)
