from odoo.exceptions import UserError

from .settlement_case import SettlementCase


class TestSettlementGuards(SettlementCase):
    """What a settlement refuses, each refusal by itself (T2-11.2.1)."""

    def test_what_was_not_computed_is_not_signed(self):
        end = self._end(self._yearly())
        with self.assertRaisesRegex(UserError, "Compute the settlement first"):
            end.action_sign_settlement()
        self.assertFalse(end.settlement_execution_id)

    def test_nor_is_what_is_settled_already(self):
        end = self._end(self._yearly())
        end.action_compute_settlement()
        end.action_settle()
        with self.assertRaisesRegex(UserError, "Compute the settlement first"):
            end.action_sign_settlement()

    def test_it_is_sent_to_sign_once(self):
        end = self._end(self._yearly())
        end.action_compute_settlement()
        end.action_sign_settlement()
        with self.assertRaisesRegex(UserError, "being signed already"):
            end.action_sign_settlement()

    def test_sums_beyond_all_bounds_are_refused_in_words(self):
        """Each of the two is below 1,000,000,000,000,000; together they are not."""
        end = self._end(self._yearly())
        cost = {"termination_id": end.id, "kind": "cost", "debtor_side": "a", "amount": 9e14}
        lines = self.env["crm.contract.settlement.line"]
        with self.assertRaisesRegex(UserError, "out of bounds"):
            lines.create([{**cost, "name": name} for name in ("First", "Second")])

    def test_what_is_not_settled_is_not_cleared(self):
        end = self._end(self._yearly())
        end.action_compute_settlement()
        with self.assertRaisesRegex(UserError, "Settle the end first"):
            end.write({"cleared_on": "2026-06-01", "clearance_note": "Set off"})
