from odoo.exceptions import UserError, ValidationError
from odoo.fields import Command

from .end_case import EndCase


class TestChangeOfIntervention(EndCase):
    """T0-21.1: the written agreement of A and B, then the notice to the third party."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.third_party = cls._active()

    def _change(self, term="duties", value="Weekly reports", kind="text", **values):
        return Command.create(
            {
                "subject": "third_party",
                "third_party_id": self.third_party.id,
                "term": f"third_party.{term}",
                f"value_{kind}": value,
                **values,
            }
        )

    def _amendment(self, *changes, **values):
        return self.env["crm.contract.amendment"].create(
            {
                "name": "More for the third party",
                "contract_id": self.contract.id,
                "side": "a",
                "reason": "More work",
                "change_ids": list(changes) or [self._change()],
                **values,
            }
        )

    def _signed(self, *changes, **values):
        """Asked for in writing, signed and sealed by A and B today; by nobody else."""
        amendment = self._amendment(*changes, **values)
        amendment.notice_id = self._notice("amendment", to_side="b")
        amendment.action_negotiate()
        amendment.action_send_to_sign()
        self.assertEqual(amendment.execution_id.signature_ids.mapped("side"), ["a", "b"])
        for side in ("a", "b"):
            self._record_marks(amendment.execution_id, side, "2026-05-20", "2026-05-20")
        return amendment

    def _notice(self, kind="third_party", **values):
        return self.env["crm.contract.notice"].create(
            {
                "contract_id": self.contract.id,
                "kind": kind,
                "side": "a",
                "to_side": "third",
                "sent_on": "2026-05-20",
                "proof_reference": "SF1234567",
                **values,
            }
        )

    def test_without_the_notice_it_has_no_effect(self):
        """No third-party notice date: not effective; with it, it is."""
        amendment = self._signed()
        self.assertEqual(amendment.state, "executed")
        self.assertIn("notice to the third party", amendment.missing_note)
        with self.assertRaisesRegex(UserError, "notice to the third party"):
            amendment.action_apply()
        amendment.third_party_notice_id = self._notice()
        with self.assertRaisesRegex(UserError, "day on which the third party got"):
            amendment.action_apply()
        self.assertNotEqual(self.third_party.duties, "Weekly reports")
        amendment.third_party_notice_id.delivered_on = "2026-05-20"

        amendment.action_apply()

        self.assertEqual(amendment.state, "applied")
        self.assertEqual(self.third_party.duties, "Weekly reports")
        line = amendment.line_ids
        self.assertEqual((line.res_id, line.new_value), (self.third_party.id, "Weekly reports"))

    def test_it_counts_from_the_delivery_on(self):
        """Signed on 05-20, told on 05-23: of 05-22 the history says what was there before."""
        amendment = self._signed(self._change("date_end", "2026-12-31", "date"))
        self.freeze("2026-05-25 04:00:00")
        amendment.third_party_notice_id = self._notice(
            sent_on="2026-05-22", delivered_on="2026-05-23"
        )
        amendment.action_apply()
        self.assertEqual(str(amendment.effective_date), "2026-05-23")
        for day, said in (("2026-05-22", False), ("2026-05-23", "2026-12-31")):
            told = self.contract._value_as_of("date_end", self._day(day), self.third_party)
            self.assertEqual(told, said)
        self.assertEqual(str(self.third_party.date_end), "2026-12-31")

    def test_a_notice_before_both_signed_or_to_somebody_else_is_none(self):
        amendment = self._signed()
        early = self._notice(sent_on="2026-05-19", delivered_on="2026-05-20")
        amendment.third_party_notice_id = early
        with self.assertRaisesRegex(UserError, "after both had signed"):
            amendment.action_apply()
        for values in ({"to_side": "b"}, {"kind": "other"}):
            with self.assertRaisesRegex(ValidationError, "none to a third party"):
                amendment.third_party_notice_id = self._notice(**values)
        unproven = self._notice(proof_reference=False, delivered_on="2026-05-20")
        amendment.third_party_notice_id = unproven
        with self.assertRaises(UserError):
            amendment.action_apply()

    def test_only_who_acts_for_this_contract_changes(self):
        ended = self._active(partner_id=self.ruixin.id)
        ended._end("condition", self._day("2026-05-20"), end_clause="9")
        with self.assertRaisesRegex(ValidationError, "nothing of it can change"):
            self._amendment(self._change(third_party_id=ended.id))
        elsewhere = self._active(contract_id=self._create_active().id)
        for third_party in (elsewhere, self.env[elsewhere._name]):
            with self.assertRaises(ValidationError), self.cr.savepoint():
                self._amendment(self._change(third_party_id=third_party.id))

    def test_who_ended_meanwhile_no_longer_changes(self):
        amendment = self._signed()
        amendment.third_party_notice_id = self._notice(delivered_on="2026-05-20")
        self.third_party._end("condition", self._day("2026-05-20"), end_clause="9")
        with self.assertRaisesRegex(UserError, "nothing of it can change"), self.cr.savepoint():
            amendment.action_apply()
        self.env.invalidate_all()
        self.assertEqual(amendment.state, "executed")
        self.assertNotEqual(self.third_party.duties, "Weekly reports")

    def test_an_end_before_its_beginning_is_refused_at_once(self):
        with self.assertRaises(UserError):
            self._amendment(self._change("date_end", "2026-05-31", "date"))

    def test_other_amendments_tell_no_third_party(self):
        amendment = self._amendment(
            Command.create({"subject": "contract", "term": "contract.scope", "value_text": "More"})
        )
        self.assertFalse(amendment.is_third_party_told)
        self.assertEqual(amendment._gaps_of_third_party_notice(), [])
