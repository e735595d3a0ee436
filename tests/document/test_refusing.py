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

    def _told(self):
        return str(self.contract.message_ids.mapped("body"))

    def test_the_same_word_again_is_nothing_new(self):
        self.row.sudo()._refuse_online("Too dear.")
        before = self._told()
        self.row.sudo()._refuse_online(" Too dear. ")
        self.assertEqual(self._told(), before)

    def test_every_reason_stays_on_record(self):
        for reason in ("One.", "Two."):
            self.row.sudo()._refuse_online(reason)
        for reason in ("One.", "Two."):
            self.assertIn(reason, self._told())

    def test_each_side_has_an_activity_of_its_own(self):
        """Another side's refusal, or another instrument's, leaves it as it is."""
        self.row.sudo()._refuse_online("One.")
        first = self.contract.activity_ids
        chief = self._new_user("cc_chief", "officer", partner_id=self.our_person.id)
        self.ours.with_user(chief).sudo()._refuse_online("Two.")
        self.assertEqual(len(self.contract.activity_ids), 2)
        self.assertIn(first, self.contract.activity_ids)
        self.sign()
        self.assertEqual(self.contract.activity_ids, self.ours.sudo().refusal_activity_id)

    def test_signed_on_paper_it_waits_for_nobody(self):
        self.row.sudo()._refuse_online("One.")
        self._record_marks(self.execution, self.row.side, "2026-02-10")
        self.assertFalse(self.contract.activity_ids)

    def test_taken_back_it_waits_for_nobody(self):
        self.row.sudo()._refuse_online("One.")
        self.contract.action_back_to_draft()
        self.assertFalse(self.contract.activity_ids)
