from odoo.exceptions import UserError, ValidationError

from .ending_case import EndingCase


class TestTermination(EndingCase):
    """The end before the term: grounds, notice, earliest day, gate (T0-12, T1-11, T1-12)."""

    def test_the_earliest_end_counts_from_the_arrival(self):
        """T1-11.2, scenario 11: sent 05-29, arrived 06-01, X = 30 -> 07-01; 06-20 is refused."""
        contract = self._in_force()
        rescission = self._rescission(contract)
        self.assertEqual(str(rescission.earliest_end_date), "2026-07-01")
        with self.assertRaisesRegex(ValidationError, "07/01/2026"):
            rescission.requested_end_date = "2026-06-20"
        rescission.requested_end_date = "2026-07-01"
        rescission.action_notify()
        with self.assertRaisesRegex(UserError, "future"):
            rescission.action_make_effective()
        self.freeze("2026-07-01 04:00:00")
        rescission.action_make_effective()
        self.assertEqual(
            (contract.state, contract.end_ground, str(contract.ended_on)),
            ("ended", "rescission", "2026-07-01"),
        )
        self.assertEqual((rescission.state, str(rescission.ended_on)), ("effective", "2026-07-01"))
