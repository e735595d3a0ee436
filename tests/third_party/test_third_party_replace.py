from psycopg2 import IntegrityError

from odoo.exceptions import AccessError, UserError, ValidationError
from odoo.tests import Form
from odoo.tools import mute_logger

from .end_case import EndCase


class TestReplacement(EndCase):
    """T1-15.1, T1-15.2: both agree, the new one qualifies, the old agreement ended."""

    def _replacement(self, old, **values):
        return self._propose(partner_id=self.ruixin.id, replaces_id=old.id, **values)

    def _ready(self, old, day="2026-05-20"):
        """All three conditions met, not yet activated."""
        new = self._replacement(old)
        for side in ("a", "b"):
            self._consent(new, side, "2026-05-19")
        self._tick(old, "document", day="2026-05-19")
        self._sign_agreement(new, day)
        return new

    def test_one_takes_the_others_place_in_one_step(self):
        old = self._active()
        new = self._ready(old)
        self.assertEqual(old.state, "active")

        new.with_user(self.officer).action_activate()

        self.assertEqual(
            (new.state, old.state, old.end_reason, str(old.ended_on)),
            ("active", "ended", "replaced", "2026-05-19"),
        )
        self.assertEqual((old.replaced_by_id, new.replaces_id), (new, old))

    def test_a_proposal_is_prefilled_from_the_old_one(self):
        old = self._active()
        action = old.with_user(self.user).action_replace()
        proposals = self.env[action["res_model"]].with_user(self.user)
        new = proposals.with_context(**action["context"]).create({"partner_id": self.ruixin.id})
        self.assertEqual((new.replaces_id, new.role, new.duties), (old, old.role, old.duties))
        self.assertEqual(new.state, "proposed")
        self.assertFalse(new.notified_on or new.fee_amount or new.execution_id)
        self.assertEqual(old.action_replace()["res_id"], new.id, "pressed again it opens that one")

    def test_a_proposal_opens_on_a_new_form(self):
        """What is proposed for it is no default of the data processing, which has a role too."""
        action = self._active().with_user(self.user).action_replace()
        proposals = self.env[action["res_model"]].with_user(self.user)
        with Form(proposals.with_context(**action["context"])) as form:
            self.assertEqual(len(form.data_processing_ids), 0)
            form.partner_id = self.ruixin
        self.assertFalse(form.record.data_processing_ids)

    def test_any_of_the_three_missing_blocks_it_by_name(self):
        """T1-15.1."""
        old = self._active()
        new = self._replacement(old)
        self._certify(new, expires_on="2026-05-01")
        self._consent(new, "a", "2026-05-19")
        for text in ("consent of Party B", "ISO 27001", "ends the one with Anzhi Data"):
            with self.assertRaises(UserError):
                new.action_activate()
            self.assertIn(text, "".join(gap.text for gap in new._missing("third_active")))
        self._consent(new, "b", "2026-05-19")
        with self.assertRaisesRegex(UserError, "with Anzhi Data ends before"):
            new.action_send_to_sign()

    def test_new_agreement_lies_after_the_end_of_the_old_one(self):
        """T1-15.2: new agreement date before old end, an error; on its day, none."""
        old = self._active()
        new = self._replacement(old)
        for side in ("a", "b"):
            self._consent(new, side, "2026-05-19")
        self._tick(old, "document", day="2026-05-20")
        new.action_send_to_sign()
        for side in ("a", "b"):
            self._record_marks(new.execution_id, side, "2026-05-18", "2026-05-18")
        early = self.assertRaisesRegex(UserError, "lies before the end of the one with")
        with early, self.cr.savepoint():
            self._record_marks(new.execution_id, "third", "2026-05-19", "2026-05-19")
        self._record_marks(new.execution_id, "third", "2026-05-20", "2026-05-20")
        self.assertEqual(str(new.agreed_on), "2026-05-20")

    def test_an_end_that_is_moved_behind_the_new_agreement_blocks_again(self):
        old = self._active()
        new = self._ready(old, day="2026-05-19")
        self._tick(old, "document", day="2026-05-20")
        with self.assertRaisesRegex(UserError, "lies before the end"):
            new.action_activate()
        self._tick(old, "document", day="2026-05-19")
        new.action_activate()
        self.assertEqual(old.state, "ended")

    def test_nothing_of_it_stands_when_the_old_one_cannot_end(self):
        """One transaction: an end before its own agreement undoes the activation, too."""
        old = self._active()
        new = self._ready(old)
        self._tick(old, "document", day="2026-05-01")
        with self.assertRaisesRegex(UserError, "before its agreement"), self.cr.savepoint():
            new.action_activate()
        self.env.invalidate_all()
        self.assertEqual((new.state, old.state), ("consented", "active"))

    def test_whoever_left_is_linked_and_keeps_its_reason(self):
        old = self._active()
        old._end("condition", self._day("2026-05-19"), end_clause="9")
        new = self._replacement(old)
        for side in ("a", "b"):
            self._consent(new, side, "2026-05-19")
        self._sign_agreement(new, "2026-05-20")
        new.action_activate()
        self.assertEqual((old.end_reason, old.replaced_by_id), ("condition", new))

    def test_nobody_takes_its_own_place_or_a_sides(self):
        old = self._active()
        branch = self.env["res.partner"].create({"name": "East", "parent_id": self.anzhi.id})
        for partner, text in (
            (self.anzhi, "its own place"),
            (branch, "its own place"),
            (self.partner, "is a party"),
            (self.our_partner, "is a party"),
        ):
            refused = self.assertRaisesRegex(ValidationError, text)
            with self.subTest(partner=partner.name), refused, self.cr.savepoint():
                self._propose(partner_id=partner.id, replaces_id=old.id)
        new = self._replacement(old)
        with self.assertRaisesRegex(ValidationError, "its own place"):
            new.partner_id = self.anzhi

    def test_one_is_replaced_once(self):
        old = self._active()
        first = self._replacement(old)
        third = self.env["res.partner"].create({"name": "Tongda", "is_company": True})
        with self.assertRaisesRegex(ValidationError, "replaced by Ruixin already"):
            self._propose(partner_id=third.id, replaces_id=old.id)
        first._reject("Too expensive")
        second = self._propose(partner_id=third.id, replaces_id=old.id)
        for side in ("a", "b"):
            self._consent(second, side, "2026-05-19")
        self._tick(old, "document", day="2026-05-19")
        self._sign_agreement(second, "2026-05-20")
        second.action_activate()
        with self.assertRaisesRegex(ValidationError, "replaced by Tongda already"):
            self._replacement(old)

    def test_two_at_the_same_moment_are_kept_apart_by_the_database(self):
        old = self._active()
        first = self._replacement(old)
        third = self.env["res.partner"].create({"name": "Tongda", "is_company": True})
        other = self._propose(partner_id=third.id)
        with mute_logger("odoo.sql_db"), self.assertRaises(IntegrityError), self.cr.savepoint():
            self.cr.execute(
                "UPDATE crm_contract_third_party SET replaces_id = %s WHERE id = %s",
                [old.id, other.id],
            )
        self.assertEqual(old._successor(), first)

    def test_only_who_acts_or_acted_is_replaced(self):
        proposed, rejected = self._propose(), self._propose()
        rejected._reject("No")
        elsewhere = self._active(contract_id=self._create_active().id)
        for old, text in ((proposed, "does not act"), (rejected, "does not act")):
            with self.assertRaisesRegex(ValidationError, text), self.cr.savepoint():
                self._replacement(old)
        with self.assertRaisesRegex(ValidationError, "another contract"):
            self._propose(partner_id=self.ruixin.id, replaces_id=elsewhere.id)
        with self.assertRaisesRegex(UserError, "does not act"):
            proposed.action_replace()

    def test_whom_it_replaces_is_what_both_consent_to(self):
        old, other = self._active(), self._active(partner_id=self.our_person.id)
        new, plain = self._replacement(old), self._propose(partner_id=self.ruixin.id)
        for record, value in ((new, other), (new, self.env[new._name]), (plain, other)):
            with self.assertRaisesRegex(UserError, "cannot be typed"):
                record.replaces_id = value

    def test_replaced_is_said_of_nobody_by_hand(self):
        old = self._active()
        new = self._ready(old)
        with self.assertRaisesRegex(UserError, "when the one that replaces it begins"):
            old._end("replaced", self._day("2026-05-20"), replaced_by_id=new.id)
        with self.assertRaises(UserError):
            old.replaced_by_id = new
        self.assertFalse(old.copy({"partner_id": self.ruixin.id}).replaces_id)

    def test_a_refused_replacement_leaves_the_old_one_as_it_was(self):
        old = self._active()
        new = self._replacement(old)
        self.assertEqual(old._exit_rows().mapped("kind"), ["document", "handover"])
        new._reject("Too expensive")
        self.assertFalse(old._exit_rows())

    def test_an_exit_called_off_still_asks_for_the_end_of_the_replaced(self):
        old = self._active()
        self._replacement(old)
        self._ask_to_exit(old)
        self.assertEqual(
            sorted(old._exit_rows().mapped("kind")), ["consent", "consent", "document", "handover"]
        )
        old._stay("Not now")
        self.assertEqual(old._exit_rows().mapped("kind"), ["document", "handover"])

    def test_taking_over_is_the_officers(self):
        new = self._ready(self._active())
        with self.assertRaises(AccessError):
            new.with_user(self.user).action_activate()
