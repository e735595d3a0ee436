"""From the end to the close: rows T2-11.1.1, T2-11.1.2, T1-11.3, T1-12.3, T2-12.2.2, X-21, L-16,
L-39, scenario 11.
"""

from odoo.exceptions import AccessError, UserError, ValidationError
from odoo.fields import Command
from odoo.tests import tagged

from ..common import ComplianceCase


class ClosingCase(ComplianceCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.freeze_class("2026-11-02 04:00:00")
        cls.listed = cls._create_type(
            handover_days=3,
            requirement_ids=[
                Command.create({"name": name, "kind": "handover", "gate": "close", **vals})
                for name, vals in cls._items()
            ],
        )

    @classmethod
    def _items(cls):
        there, back = {"side": "a", "receiver_side": "b"}, {"side": "b", "receiver_side": "a"}
        return (
            ("System", there),
            ("Accounts", there),
            ("Manuals", {**there, "quantity": 2}),
            ("Customer data", {**back, "needs_proof": True}),
            ("Source material", back),
        )

    @classmethod
    def _ended(cls, ground="rescission", day="2026-11-02", **values):
        contract = cls._create_active(type_id=cls.listed.id, **values)
        contract._end(ground, cls._day(day))
        return contract

    def _hand_over(self, items):
        for item in items:
            if item.needs_proof:
                item.evidence_ids = self._create_file("certificate.pdf")
            item.action_mark_done()


@tagged("post_install", "-at_install")
class TestHandOver(ClosingCase):
    def test_is_listed_at_the_end_and_due_so_many_days_later(self):
        """T2-11.1.1: X = 3, ended 2026-11-02."""
        contract = self._create_active(type_id=self.listed.id)
        self.assertFalse(contract.handover_ids)

        contract._end("rescission", self._day("2026-11-02"))

        self.assertEqual(len(contract.handover_ids), 5)
        self.assertEqual(set(contract.handover_ids.mapped("due_date")), {self._day("2026-11-05")})
        rows = contract.deadline_ids.filtered(lambda row: row.kind == "handover")
        self.assertEqual(len(rows), 5)
        self.assertEqual(set(rows.mapped("due_date")), {self._day("2026-11-05")})
        self.assertIn("Hand over: System", rows.mapped("name"))

    def test_goes_both_ways(self):
        """X-21."""
        contract = self._ended()

        ways = {row.name: (row.side, row.receiver_side) for row in contract.handover_ids}
        self.assertEqual(ways["System"], ("a", "b"))
        self.assertEqual(ways["Customer data"], ("b", "a"))

    def test_is_listed_when_the_term_has_run_out_too(self):
        contract = self._create_active(type_id=self.listed.id, day="2026-01-15")
        self.freeze("2027-01-17 04:00:00")
        contract._expire()

        self.assertEqual(contract.state, "ended")
        self.assertEqual(len(contract.handover_ids), 5)
        self.assertEqual(contract.handover_ids[0].due_date, self._day("2027-01-18"))

    def test_of_which_four_of_five_are_there_keeps_the_contract_open(self):
        """Scenario 11."""
        contract = self._ended()
        self._hand_over(contract.handover_ids[:4])

        with self.assertRaisesRegex(UserError, "the hand-over of “Source material”"):
            contract.action_close()
        self._hand_over(contract.handover_ids[4])
        contract.action_close()

        self.assertEqual(contract.state, "closed")

    def test_is_not_complete_with_one_damaged_item(self):
        """T2-11.1.2: 1 of 5 damaged; a manager may do without it."""
        contract = self._ended()
        damaged = contract.handover_ids[0]
        self._hand_over(contract.handover_ids[1:])
        damaged.condition = "damaged"

        refusal = self.assertRaisesRegex(ValidationError, "until it is intact")
        with refusal, self.env.cr.savepoint():
            damaged.done_on = "2026-11-02"
        with self.assertRaisesRegex(UserError, "the hand-over of “System”"):
            contract.action_close()
        damaged.with_user(self.manager)._waive("Repaired by ourselves")
        contract.action_close()

        self.assertEqual(contract.state, "closed")

    def test_done_says_that_all_of_it_is_there_and_intact(self):
        contract = self._ended()
        manuals = contract.handover_ids[2]

        manuals.action_mark_done()

        self.assertRecordValues(manuals, [{"condition": "intact", "received_quantity": 2}])
        self.assertEqual(manuals._deadline_rows().state, "done")

    def test_closes_its_deadline_and_no_tick_does(self):
        row = self._ended().handover_ids[0]._deadline_rows()

        with self.assertRaisesRegex(UserError, "closes by itself"):
            row.with_user(self.user).write({"state": "done", "done_on": "2026-11-02"})

    def test_is_not_done_while_some_of_it_is_missing(self):
        manuals = self._ended().handover_ids[2]
        manuals.received_quantity = 1

        with self.assertRaisesRegex(ValidationError, "1 of 2 arrived"):
            manuals.action_mark_done()

    def test_is_not_undone_by_calling_it_damaged(self):
        item = self._ended().handover_ids[0]
        item.action_mark_done()

        with self.assertRaises(ValidationError):
            item.condition = "damaged"

    def test_of_data_comes_with_its_certificate(self):
        """L-39: returned or deleted, with a certificate."""
        data = self._ended().handover_ids[3]

        refusal = self.assertRaisesRegex(ValidationError, "with its proof")
        with refusal, self.env.cr.savepoint():
            data.action_mark_done()
        data.evidence_ids = self._create_file("certificate.pdf")
        data.action_mark_done()

        self.assertTrue(data.done_on)

    def test_without_a_custodian_warns(self):
        """T2-12.2.2."""
        contract = self._ended()
        self.assertIn("custodian", dict(contract._advisory_alerts()))

        contract.handover_ids.custodian_id = self.our_person

        self.assertNotIn("custodian", dict(contract._advisory_alerts()))

    def test_a_custodian_is_none_of_another_companys_contacts(self):
        contract = self._ended()
        other = self.env["res.company"].create({"name": "Other"})
        theirs = self.env["res.partner"].create({"name": "Ma Li", "company_id": other.id})

        with self.assertRaisesRegex(UserError, "compan"):
            contract.handover_ids[0].custodian_id = theirs

    def test_items_may_be_added_and_changed_until_the_contract_is_closed(self):
        contract = self._ended()
        item = self.env["crm.contract.requirement"].create(
            {"contract_id": contract.id, "name": "Keys", "kind": "handover", "side": "a"}
        )
        self.assertEqual(item.gate, "close")
        item.write({"quantity": 3, "name": "Door keys"})
        self._hand_over(contract.handover_ids)
        contract.action_close()

        with self.assertRaises(UserError):
            item.quantity = 2
        with self.assertRaises(UserError):
            item.done_on = False

    def test_an_item_does_not_turn_into_something_easier(self):
        item = self._ended().handover_ids[0]

        for vals in ({"kind": "condition"}, {"gate": "end"}, {"receiver_side": "a"}):
            with self.subTest(vals=vals), self.assertRaises(UserError):
                item.write(vals)

    def test_only_a_manager_drops_what_the_type_asks_for(self):
        item = self._ended(user_id=self.user.id).handover_ids[0]

        with self.assertRaises(AccessError):
            item.with_user(self.user).is_required = False
        with self.assertRaises(AccessError):
            item.with_user(self.user).unlink()


@tagged("post_install", "-at_install")
class TestMatters(ClosingCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.contract = cls._create_active()
        cls.env["crm.contract.requirement"].create(
            [
                {"contract_id": cls.contract.id, "name": name, "kind": "matter"}
                for name in ("Migration", "Training")
            ]
        )
        cls.contract._end("mutual", cls._day("2026-11-02"))

    def test_without_treatment_keep_the_contract_open(self):
        """T1-11.3, T1-12.3."""
        migration, training = self.contract.matter_ids
        migration.treatment = "performed"

        self.assertEqual(migration.done_on, self._day("2026-11-02"))
        with self.assertRaisesRegex(UserError, "what becomes of “Training”"):
            self.contract.action_close()
        training.treatment = "stopped"
        self.contract.action_close()

        self.assertEqual(self.contract.state, "closed")

    def test_are_not_done_without_saying_what_becomes_of_them(self):
        with self.assertRaisesRegex(ValidationError, "choose its treatment"):
            self.contract.matter_ids[0].action_mark_done()

    def test_taken_back_the_treatment_opens_the_matter_again(self):
        matter = self.contract.matter_ids[0]
        matter.treatment = "settled"
        matter.treatment = False
        self.assertFalse(matter.done_on)

        matter.treatment = "settled"
        matter.done_on = False

        self.assertFalse(matter.treatment)

    def test_dealt_with_otherwise_say_how(self):
        matter = self.contract.matter_ids[0]
        refusal = self.assertRaisesRegex(ValidationError, "Note what else")
        with refusal, self.env.cr.savepoint():
            matter.treatment = "other"

        matter.write({"treatment": "other", "note": "Left to the successor"})

        self.assertTrue(matter.done_on)

    def test_is_found_while_something_is_open(self):
        found = self.env["crm.contract"].search([("is_incomplete", "=", True)])
        self.assertIn(self.contract, found)

        self.contract.matter_ids.treatment = "stopped"

        found = self.env["crm.contract"].search([("is_incomplete", "=", True)])
        self.assertNotIn(self.contract, found)

    def test_banner_names_what_is_missing(self):
        banner = dict(self.contract._alert_list())["missing"]

        self.assertIn("Before it can be closed", banner["message"])
        self.assertIn("what becomes of “Migration”", banner["message"])


@tagged("post_install", "-at_install")
class TestDuties(ClosingCase):
    def _ended_with_duty(self):
        contract = self._create_contract()
        duty = {"contract_id": contract.id, "name": "Visit", "kind": "visit", "unit": "month"}
        self.env["crm.contract.obligation"].create({**duty, "interval": 6, "side": "a"})
        self._sign(contract, "2026-01-15").action_activate()
        contract._end("mutual", self._day("2026-11-02"))
        return contract

    def test_not_done_become_matters(self):
        """T1-11.3: the visit of 2026-07-15 never took place; what came after it never will."""
        contract = self._ended_with_duty()

        self.assertEqual(contract.matter_ids.mapped("name"), ["Duty not done: Visit"])
        self.assertEqual(contract.matter_ids.side, "a")

    def test_a_report_is_named_with_its_period(self):
        """“Not done: 2026-10” says of which duty only to whoever knows."""
        contract = self._create_contract()
        self.env["crm.contract.obligation"].create(
            {
                "contract_id": contract.id,
                "name": "Analysis report",
                "kind": "report",
                "unit": "month",
                "basis": "period_end",
                "side": "a",
            }
        )
        self._sign(contract, "2026-09-15").action_activate()
        contract._end("mutual", self._day("2026-11-02"))

        self.assertIn("Duty not done: Analysis report: 2026-10", contract.matter_ids.mapped("name"))

    def test_are_no_longer_due_once_they_stop(self):
        contract = self._ended_with_duty()
        duties = contract.deadline_ids.filtered(lambda row: row.kind == "duty")
        duty = duties.filtered(lambda row: row.state == "open")

        contract.matter_ids.treatment = "performed"
        self.assertEqual(duty.state, "open")
        contract.matter_ids.treatment = "stopped"

        self.assertRecordValues(
            duty, [{"state": "skipped", "skip_reason": "Stops; nothing is owed for it"}]
        )

    def test_brought_up_they_do_not_vanish_by_the_owner_s_hand(self):
        contract = self._ended_with_duty()

        with self.assertRaises(AccessError):
            contract.matter_ids.with_user(self.user).unlink()
        with self.assertRaises(AccessError):
            contract.matter_ids.with_user(self.user).is_required = False
        with self.assertRaises(UserError):
            contract.matter_ids.with_user(self.user).origin = False
