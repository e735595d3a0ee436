from odoo.exceptions import UserError

from .end_case import EndCase


class TestEndGuards(EndCase):
    """What the end of a third party refuses, each refusal by itself."""

    def test_nobody_stops_acting_without_a_reason_and_a_day(self):
        """T0-22.1: past the dialogs, by an import or a dragged card."""
        third_party = self._active()
        with self.assertRaisesRegex(UserError, "why and when"), self.cr.savepoint():
            third_party.state = "ended"
        third_party.invalidate_recordset()
        self.assertEqual(third_party.state, "active")
