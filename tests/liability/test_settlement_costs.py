"""Costs after a rescission, and claims that outlive the contract: rows T2-8.2.3, X-13, L-16,
scenario 11.
"""

from odoo.exceptions import AccessError, UserError
from odoo.tests import tagged

from ..payment.settlement_case import SettlementCase

COSTS = {"Storage": 5000, "Courier": 1500, "Dismantling": 3000}


@tagged("post_install", "-at_install")
class TestCosts(SettlementCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.contract = cls._yearly()
        cls._paid(cls.contract, 60000)
        cls.breach = cls.env["crm.contract.breach"].create(
            {
                "contract_id": cls.contract.id,
                "type_id": cls.env["crm.contract.breach.type"].create({"name": "Delivery"}).id,
                "side": "b",
                "clause": "8.2",
                "occurred_on": "2026-04-01",
                "known_on": "2026-04-02",
                "fact": "Never delivered",
                "impact": "Nothing works",
                "severity": "serious",
                "fault": "ordinary",
            }
        )
        cls.breach.action_assess()
        cls.termination = cls._end(cls.contract, breach_id=cls.breach.id)
        cls.termination.action_compute_settlement()

    def _add_costs(self, costs=None, **values):
        return self.env["crm.contract.settlement.line"].create(
            [
                {
                    "termination_id": self.termination.id,
                    "name": name,
                    "kind": "cost",
                    "amount": amount,
                    **values,
                }
                for name, amount in (costs or COSTS).items()
            ]
        )

    def test_three_lines_become_one_claim_on_the_breaching_side(self):
        """T2-8.2.3: 3 lines total 9,500."""
        lines = self._add_costs()
        self.assertEqual(self.termination.unclaimed_cost_amount, 9500)

        self.termination.with_user(self.officer).action_claim_costs()

        claim = lines.claim_id
        self.assertRecordValues(
            claim,
            [
                {
                    "breach_id": self.breach.id,
                    "head": "cost",
                    "claimed_amount": 9500,
                    "debtor_side": "b",
                    "creditor_side": "a",
                    "state": "draft",
                }
            ],
        )
        self.assertIn("Courier", claim.note)

    def test_they_are_no_part_of_the_balance(self):
        """X-13."""
        self._add_costs()

        self.assertEqual(self.termination.settlement_balance_amount, -12000)

    def test_pressed_again_only_what_came_since_is_claimed(self):
        self._add_costs()
        self.termination.action_claim_costs()
        with self.assertRaisesRegex(UserError, "Add lines of costs"):
            self.termination.action_claim_costs()

        later = self._add_costs({"Lock": 200})
        self.termination.action_claim_costs()

        self.assertEqual(later.claim_id.claimed_amount, 200)
        self.assertEqual(sum(self.breach.claim_ids.mapped("claimed_amount")), 9700)

    def test_what_was_claimed_stands_until_the_claim_is_dismissed(self):
        lines = self._add_costs()
        self.termination.action_claim_costs()
        with self.assertRaises(UserError):
            lines[0].amount = 1
        with self.assertRaises(UserError):
            lines[0].unlink()

        lines.claim_id._decide("dismissed", "Too much")
        lines[0].amount = 1000
        self.termination.action_claim_costs()

        self.assertEqual(lines.claim_id.claimed_amount, 5500)

    def test_the_breaching_side_bears_them(self):
        self.assertEqual(set(self._add_costs().mapped("debtor_side")), {"b"})
        with self.assertRaisesRegex(UserError, "breaching side bears"):
            self._add_costs(debtor_side="a")

    def test_by_agreement_without_breach_they_are_settled_with_the_rest(self):
        contract = self._yearly()
        end = self._end(contract)
        end.action_compute_settlement()
        self.env["crm.contract.settlement.line"].create(
            {
                "termination_id": end.id,
                "name": "Courier",
                "kind": "cost",
                "debtor_side": "a",
                "amount": 100,
            }
        )

        self.assertEqual(end.settlement_balance_amount, 47900)
        with self.assertRaises(UserError):
            end.action_claim_costs()

    def test_claiming_them_is_an_officer_s(self):
        self._add_costs()
        with self.assertRaises(AccessError):
            self.termination.with_user(self.user).action_claim_costs()

    def test_claims_are_named_beside_the_balance_and_stay_open(self):
        """Scenario 11, L-16: the breach claim remains open when the contract is closed."""
        self._add_costs()
        self.termination.action_claim_costs()
        self.termination.action_compute_settlement()
        line = self.termination.settlement_line_ids.filtered(lambda line: line.kind == "claim")
        self.assertEqual((line.amount, line.counted_amount), (9500, 0))

        self.termination.action_settle()
        self.termination.write({"cleared_on": "2026-06-01", "clearance_note": "Set off"})
        self.termination.matter_ids.treatment = "settled"
        self.contract.action_close()

        self.assertEqual(self.breach.claim_ids.state, "draft")
        alerts = dict(self.contract._advisory_alerts())
        self.assertIn("A claim stays open", alerts["claims"]["message"])
        self.breach.claim_ids.with_user(self.manager).action_confirm()
        self.assertEqual(self.breach.claim_ids.state, "confirmed")
