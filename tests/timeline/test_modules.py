from odoo.exceptions import UserError

from .obligation_case import ObligationCase


class TestModules(ObligationCase):
    """Modules with manuals and videos, milestones of both sides (T1-3.1, T1-3.2, T2-4)."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.supply = cls.env.ref("crm_contract_compliance.type_supply")
        cls.rollout = cls.env.ref("crm_contract_compliance.type_rollout")

    def _create_supply(self):
        """In force since 2026-01-01 with its manuals duty, due 2026-01-31."""
        contract = self.env["crm.contract"]._register_existing(
            [
                {
                    "name": "Supply",
                    "type_id": self.supply.id,
                    "partner_id": self.partner.id,
                    "user_id": self.user.id,
                    "state": "active",
                    "effective_date": "2026-01-01",
                    "is_holiday_shifted": False,
                }
            ]
        )
        duty = contract.obligation_ids.filtered(lambda row: row.kind == "manual")
        return contract, duty.deadline_ids

    def test_a_supply_contract_starts_with_four_modules(self):
        contract = self._create_contract(type_id=self.supply.id)

        self.assertEqual(
            contract.module_ids.mapped("name"),
            ["Customer information", "Campaigns", "Sales opportunities", "Customer service"],
        )
        self.assertFalse(any(contract.module_ids.mapped("delivered_on")))

    def test_a_roll_out_starts_with_three_functions_and_its_plan(self):
        contract = self._create_contract(type_id=self.rollout.id)

        self.assertEqual(
            contract.module_ids.mapped("name"),
            ["Customer information", "Communication channels", "Service process"],
        )
        self.assertEqual(contract.milestone_ids.mapped("name"), ["Implementation plan"])

    def test_three_of_four_manuals_are_three_quarters_and_the_duty_is_open(self):
        """T1-3.2"""
        contract, row = self._create_supply()
        self.assertEqual(str(row.due_date), "2026-01-31")

        contract.module_ids[:3].write({"manual_on": "2026-01-01", "video_on": "2026-01-01"})

        self.assertEqual(contract.manual_progress, 75)
        self.assertEqual(row.state, "open")
        with self.assertRaisesRegex(UserError, "1 of 4 modules"):
            row.with_user(self.user).action_done()

        contract.module_ids[3].manual_on = "2026-01-01"
        self.assertEqual((contract.manual_progress, contract.video_progress), (100, 75))
        self.assertEqual(row.state, "open")

        contract.module_ids[3].video_on = "2026-01-01"
        self.assertEqual((row.state, str(row.done_on)), ("done", "2026-01-01"))

    def test_the_activity_marked_done_leaves_the_duty_open(self):
        _contract, row = self._create_supply()
        self._run_job("2026-01-28")

        self._activities(row).with_user(self.user).action_feedback()

        self.assertEqual(row.state, "open")

    def test_a_milestone_wants_two_ticks(self):
        """T2-4.2.1: the plan is approved with both."""
        contract = self._create_contract(type_id=self.rollout.id)
        plan = contract.milestone_ids
        with self.assertRaises(UserError), self.cr.savepoint():
            plan.action_mark_done()

        plan.action_accept_a()
        self.assertFalse(plan.done_on)
        plan.accepted_b_on = "2025-12-31"
        self.assertEqual(str(plan.done_on), "2026-01-01", "the later of both")

        plan.accepted_b_on = False
        self.assertFalse(plan.done_on)

    def test_nothing_is_delivered_on_a_day_to_come(self):
        contract = self._create_contract(type_id=self.supply.id)
        with self.assertRaises(UserError):
            contract.module_ids[0].delivered_on = "2026-01-02"

    def test_deliveries_are_noted_on_a_signed_contract(self):
        contract, _row = self._create_supply()
        module = contract.module_ids[0]

        module.write({"delivered_on": "2026-01-01", "done_on": "2026-01-01"})
        with self.assertRaises(UserError):
            module.kind = "document"

    def test_shipped_duties_follow_the_templates(self):
        """requirements.md: what each type asks for, and what is our own default (X-22)."""
        kinds = {
            "norms": {
                "visit",
                "greeting",
                "review",
                "data_check",
                "policy_review",
                "safeguard",
                "report",
            },
            "supply": {
                "manual",
                "training",
                "other",
                "data_check",
                "review",
                "visit",
                "policy_review",
                "safeguard",
            },
            "rollout": {
                "review",
                "policy_review",
                "safeguard",
                "channel_check",
                "training",
                "maintenance",
                "other",
                "visit",
            },
        }
        for code, wanted in kinds.items():
            duties = self.env.ref(f"crm_contract_compliance.type_{code}").obligation_ids
            self.assertEqual(set(duties.mapped("kind")), wanted, code)
        report = self.env.ref("crm_contract_compliance.obligation_norms_report")
        self.assertTrue(report.is_beyond_template, "T0 chapter 7 stands in its contents alone")
