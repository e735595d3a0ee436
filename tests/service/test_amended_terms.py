from odoo.fields import Command

from ..contract.amendment_case import AmendmentCase


class TestAmendedTerms(AmendmentCase):
    """Engine 4: cases, notices and duties are judged by the terms of their day."""

    def _complaint(self, received):
        case = self.env["crm.contract.case"].create(
            {
                "contract_id": self.contract.id,
                "kind": "complaint",
                "name": "Too slow",
                "received_at": f"{received} 04:00:00",
                "channel_id": self.env.ref("crm_contract_compliance.channel_phone").id,
            }
        )
        return str(case.verify_due_date)

    def test_complaint_is_due_by_the_days_agreed_when_it_came(self):
        self._amended(
            self._change("contract.complaint_days", 3, "integer"), effective_date="2026-11-01"
        )
        self.assertEqual(self._complaint("2026-10-31"), "2026-11-05")
        self.assertEqual(self._complaint("2026-11-01"), "2026-11-04")

    def test_intention_is_in_time_by_the_terms_of_its_day(self):
        """§5: notice was due by 31 December; from 10 January on by 3 July."""
        self._amended(effective_date="2027-01-10")
        self._at("2027-01-15")
        self._run_job()
        notices = self.env["crm.contract.notice"]
        for day, limit, in_time in (
            ("2026-12-31", "2026-12-31", True),
            ("2027-01-05", "2026-12-31", False),
            ("2027-01-10", "2027-07-03", True),
        ):
            notice = notices.create({"contract_id": self.contract.id, "side": "a", "sent_on": day})
            self.assertEqual((str(notice.limit_date), notice.is_in_time), (limit, in_time), day)

    def test_duty_that_is_agreed_in_addition_counts_from_its_first_day(self):
        new = {"op": "add", "subject": "duty", "new_name": "Visit", "new_side": "a"}
        self._amended(Command.create({**new, "value_date": "2026-12-01", "value_integer": 2}))
        duty = self.contract.obligation_ids.filtered(lambda row: row.name == "Visit")
        days = [str(day) for day in duty.deadline_ids.sorted("due_date").mapped("due_date")]
        self.assertEqual(days, ["2027-02-01"])

    def test_duty_that_happens_once_is_told_without_a_number(self):
        new = {"op": "add", "subject": "duty", "new_name": "Visit", "new_side": "a"}
        rows = [Command.create({**new, "new_unit": unit}) for unit in ("once", "month")]
        self.assertEqual(
            self._ask(*rows).change_ids.mapped("after"),
            ["Party A · Once, on the first day", "Party A · Every month"],
        )

    def test_duty_comes_by_its_new_interval(self):
        contract = self._create_contract()
        duty = self.env["crm.contract.obligation"].create(
            {"contract_id": contract.id, "name": "Visit", "kind": "visit", "unit": "month"}
        )
        self._sign(contract, "2026-03-01").action_activate()
        before = duty.deadline_ids.filtered(lambda row: row.state == "open")
        row = self._change("duty.interval", 3, "integer", obligation_id=duty.id)
        self._amended(row, contract=contract)
        after = duty.deadline_ids.filtered(lambda row: row.state == "open")
        self.assertEqual(duty.interval, 3)
        self.assertLess(len(after), len(before))
