from odoo.exceptions import UserError, ValidationError
from odoo.fields import Command

from ..common import ComplianceCase

RULE = "crm.contract.penalty.rule"
TERMS = [
    {"method": "daily_overdue", "rate": 0.05, "ceiling": 20, "grace_days": 3, "clause": "8.2"},
    {"method": "fixed", "fixed_amount": 500, "sequence": 20, "valid_from": "2026-01-01"},
]


class TestTogether(ComplianceCase):
    """Contracts that are created together get what each would get alone (B-G6)."""

    def _together(self, *rows, user=None):
        rows = [{"name": "Batch", "partner_id": self.partner.id, **row} for row in rows]
        return self.env["crm.contract"].with_user(user or self.user).create(rows)

    def _columns(self, contract):
        """What stands in the rows of its penalty rules."""
        ours = {"id", "contract_id", "create_date", "write_date"}
        self.env.flush_all()
        self.env.cr.execute(
            "SELECT * FROM crm_contract_penalty_rule WHERE contract_id = %s ORDER BY id",
            [contract.id],
        )
        return [
            {name: value for name, value in row.items() if name not in ours}
            for row in self.env.cr.dictfetchall()
        ]

    def test_each_gets_the_same_penalty_rules_as_one_alone(self):
        self.contract_type.penalty_rule_ids = [Command.create(terms) for terms in TERMS]
        row = {"type_id": self.contract_type.id}
        [alone] = self._together(row)

        contracts = self._together(row, row, row)

        self.assertEqual(contracts[0].penalty_rule_ids.mapped("rate"), [0.05, 0])
        for contract in contracts:
            self.assertEqual(len(contract.penalty_rule_ids), 2)
            self.assertEqual(self._columns(contract), self._columns(alone))

    def test_each_gets_the_rules_of_its_own_type_and_person(self):
        other = self._create_type(penalty_rule_ids=[Command.create(TERMS[0])])

        contracts = self._together(
            {"type_id": self.contract_type.id},
            {"type_id": other.id},
            {"type_id": self.contract_type.id, "user_id": self.other_user.id},
            {"type_id": other.id},
            user=self.officer,
        )

        rates = [contract.sudo().penalty_rule_ids.mapped("rate") for contract in contracts]
        self.assertEqual(rates, [[2], [0.05], [2], [0.05]])
        rule = self.env[RULE].search([("contract_id", "=", contracts[2].id)])
        self.assertEqual(rule.contract_user_id, self.other_user)
        self.assertEqual(rule.company_id, self.company)
        self.assertEqual(rule.currency_id, contracts[2].currency_id)

    def test_one_row_of_a_stranger_s_company_is_found_among_others(self):
        stranger = self.partner.copy({"company_id": self._create_company().id})
        with self.assertRaises(UserError):
            self._together({}, {"partner_id": stranger.id}, {})

    def test_one_row_with_a_choice_that_there_is_not_is_found_among_others(self):
        with self.assertRaises(ValidationError):
            self._together({"our_side": "a"}, {"our_side": "a"}, {"our_side": "x"})
