from odoo.tools import html2plaintext

from ..common import ComplianceCase


class TestAudit(ComplianceCase):
    """X-S6: rates, amounts, dates and states leave a trace of who changed them."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.freeze_class("2026-06-01 04:00:00")
        cls.env = cls.env["base"].with_context(tracking_disable=False).env
        cls.contract = cls._create_contract(amount_total=1000)
        cls.env.flush_all()
        cls.env.cr.precommit.run()

    def _tracked(self, contract):
        """{field: (old, new)} of the last message that tracks something."""
        self.env.flush_all()
        self.env.cr.precommit.run()
        values = contract.message_ids.sudo().tracking_value_ids
        return {
            value.field_id.name: (
                value.old_value_float or value.old_value_datetime,
                value.new_value_float or value.new_value_datetime,
            )
            for value in values
        }

    def test_a_changed_amount_is_tracked(self):
        self.contract.with_user(self.user).amount_total = 2000
        self.assertEqual(self._tracked(self.contract), {"amount_total": (1000, 2000)})
        message = self.contract.message_ids.filtered(lambda m: m.sudo().tracking_value_ids)
        self.assertEqual(message.author_id, self.user.partner_id)

    def test_changed_dates_are_tracked(self):
        self.contract.write({"implementation_start": "2026-06-10", "signing_date": "2026-05-31"})
        self.assertLessEqual(
            {"implementation_start", "signing_date"}, self._tracked(self.contract).keys()
        )

    def test_dates_that_follow_from_signing_are_tracked(self):
        self._sign(self.contract, "2026-05-30")
        self.assertLessEqual(
            {"signing_date", "effective_date", "end_date"}, self._tracked(self.contract).keys()
        )

    def test_a_changed_rate_stands_in_the_contracts_chatter(self):
        rule = self.contract.penalty_rule_ids.with_user(self.manager)
        before = self.contract.message_ids
        rule.rate = 3
        rule.write({"rate": 3, "sequence": 5})
        rule.create({"contract_id": self.contract.id, "method": "fixed", "fixed_amount": 5})
        rule.unlink()
        told = (self.contract.message_ids - before).sorted("id")
        self.assertEqual(
            [html2plaintext(message.body).strip() for message in told],
            [
                "Rate (%): 2 → 3",
                "Penalty added: Fixed sum",
                "Penalty removed: Flat percent of the overdue amount 3%",
            ],
        )
        self.assertEqual(told.author_id, self.manager.partner_id)

    def test_a_new_contract_makes_no_noise_about_its_rates(self):
        bodies = self.contract.message_ids.mapped("body")
        self.assertFalse([body for body in bodies if "Penalty" in body])
