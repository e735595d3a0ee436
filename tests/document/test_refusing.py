from odoo.exceptions import UserError

from .signing_case import SigningCase


class TestRefusing(SigningCase):
    """Who does not sign says why; a person decides what next."""

    def test_the_owner_is_told_and_the_state_stays(self):
        self.row.sudo()._refuse_online("The cap is too low.")
        self.assertEqual(self.row.refused_on, self._day("2026-02-10"))
        self.assertEqual(self.contract.state, "signing")
        activity = self.contract.activity_ids
        self.assertEqual(activity.user_id, self.user)
        self.assertIn("The cap is too low.", str(self.contract.message_ids.mapped("body")))
        self.contract.invalidate_recordset()
        self.assertIn("The cap is too low.", self.contract.alerts["refused"]["message"])

    def test_it_needs_a_reason(self):
        for reason in ("", "  ", None, "x" * 10_001):
            with self.assertRaisesRegex(UserError, "why you do not sign"):
                self.row.sudo()._refuse_online(reason)

    def test_who_refused_may_still_sign_and_who_signed_no_longer_refuse(self):
        self.row.sudo()._refuse_online("Wait.")
        self.sign()
        self.assertTrue(self.row.signed_on)
        with self.assertRaisesRegex(UserError, "Already signed"):
            self.row.sudo()._refuse_online("Too late.")

    def test_twice_refused_is_one_activity(self):
        self.row.sudo()._refuse_online("One.")
        self.row.sudo()._refuse_online("Two.")
        self.assertEqual(len(self.contract.activity_ids), 1)
        self.assertEqual(self.row.refusal_reason, "Two.")
