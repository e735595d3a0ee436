import base64
from unittest import mock

from odoo import fields
from odoo.exceptions import UserError
from odoo.tools import mute_logger

from .signing_case import SigningCase, drawing


class TestSigningOnline(SigningCase):
    """A signature given on the page, with what makes it count (L-11, L-34, L-35)."""

    moment = "2026-02-10 18:00:00"  # the 11th in Shanghai

    def assert_unsigned(self, message, **values):
        with self.assertRaisesRegex(UserError, message):
            self.sign(**values)
        self.assertFalse(self.row.signed_on or self.row.signed_at)

    def test_it_is_kept_with_all_that_proves_it(self):
        self.sign()
        self.assertRecordValues(
            self.row,
            [
                {
                    "signed_on": self._day("2026-02-11"),
                    "signed_at": fields.Datetime.to_datetime("2026-02-10 18:00:00"),
                    "signer_id": self.customer.partner_id.id,
                    "signer_name": "Li Na",
                    "capacity": "legal",
                    "method": "electronic",
                    "way": "drawn",
                    "is_logged_in": True,
                    "ip_address": "203.0.113.7",
                    "user_agent": "Browser/1.0",
                    "document_sha256": self.execution.document_sha256,
                    "recorded_by_id": self.customer.id,
                    "is_complete": True,
                }
            ],
        )
        self.assertTrue(base64.b64decode(self.row.signature_image).startswith(b"\x89PNG"))
        self.assertFalse(self.row._is_unreliable())
        told = str(self.contract.message_ids.mapped("body"))
        self.assertIn(self.execution.document_sha256, told)
        self.assertEqual(told.count("signed online"), 1)

    def test_what_follows_is_told_in_the_owners_language(self):
        self.env["res.lang"]._activate_lang("zh_CN")
        self.env["ir.module.module"]._load_module_terms(["crm_contract_compliance"], ["zh_CN"])
        self._record_marks(self.execution, self.ours.side, "2026-02-10")
        row = self.row.with_user(self.customer).sudo().with_context(lang="zh_CN")
        row._sign_online(self.mark(), self.customer.partner_id)
        told = str(self.contract.message_ids.mapped("body"))
        self.assertIn("Signing → Signed", told)

    def test_the_last_signature_carries_the_contract_on(self):
        self._record_marks(self.execution, self.ours.side, "2026-02-10")
        self.sign()
        self.assertEqual(self.contract.state, "signed")
        self.assertEqual(self.execution.state, "executed")
        self.assertEqual(self.execution.executed_on, self._day("2026-02-11"))

    def test_a_seal_that_was_agreed_is_still_missing_and_then_recorded_on_paper(self):
        """L-33: the electronic signature is no seal."""
        contract = self._create_contract(main_execution_mode="sign_and_seal")
        self._name_representatives(contract)
        contract.action_send_to_sign()
        execution = contract._main_execution()
        row = execution.signature_ids.filtered(lambda row: row.side != contract.our_side)
        self._record_marks(execution, contract.our_side, "2026-02-10", "2026-02-10")
        execution._fix_document()
        self.sign(row)
        self.assertFalse(row.is_complete)
        self.assertEqual([gap.text for gap in row._gaps()], ["Party B's seal"])
        self.assertEqual(contract.state, "signing")
        self._record_marks(execution, row.side, row.signed_on, "2026-02-11")
        self.assertEqual(row.method, "electronic", "the seal changes nothing about the signature")
        self.assertEqual(contract.state, "signed")

    def test_each_highlighted_clause_is_confirmed_and_kept_with_its_words(self):
        self.assert_unsigned(
            "Confirm each highlighted clause first: Article 3 Forum", confirmed={"cap"}
        )
        self.assert_unsigned("Article 2 Cap, Article 3 Forum", confirmed=frozenset({"other"}))
        self.sign()
        kept = self.row.confirmations
        self.assertEqual([clause["code"] for clause in kept], ["cap", "forum"])
        self.assertEqual(kept[0]["text"], "We answer for at most 60,000.")
        self.assertEqual(kept[0]["confirmed_at"], "2026-02-10 18:00:00")

    def test_another_text_than_the_one_on_the_page_is_not_signed(self):
        self.assert_unsigned("The text has changed", seen_sha256="0" * 64)
        self.assert_unsigned("The text has changed", seen_sha256="")

    def test_a_text_that_was_altered_behind_the_back_is_not_signed(self):
        self.env.flush_all()
        self.env.cr.execute(
            "UPDATE ir_attachment SET store_fname = NULL, db_datas = 'other' WHERE id = %s",
            [self.execution.document_id.id],
        )
        self.env.invalidate_all()
        self.assert_unsigned("no longer the one that was fixed")

    def test_name_and_capacity_are_asked_for(self):
        for name in ("", "   ", "x" * 201, "a\0b"):
            self.assert_unsigned("Give your name", name=name)
        for capacity in ("", "boss", "legal "):
            self.assert_unsigned("in which capacity", capacity=capacity)
        self.assert_unsigned("Draw, type or upload", way="stamped")

    def test_somebody_authorised_does_not_sign_where_only_the_legal_representative_may(self):
        self.contract.action_back_to_draft()
        self.contract.representative_capacity = "legal"
        self.company.crm_contract_is_authorised_allowed = False
        self.contract.action_send_to_sign()
        execution = self.contract._main_execution()
        row = execution.signature_ids.filtered(lambda row: row.side != self.contract.our_side)
        execution._fix_document()
        with self.assertRaisesRegex(UserError, "in person"):
            self.sign(row, capacity="authorised")

    def test_a_picture_is_a_small_png_or_jpeg_on_which_something_is_drawn(self):
        """A26."""
        blank = drawing(size=(1, 1))
        for image, message in (
            (b"", "Draw, type or upload"),
            (b"<svg onload='alert(1)'/>", "PNG or a JPEG"),
            (drawing()[:60], "PNG or a JPEG|Draw, type or upload"),
            (drawing() + b"\0" * 1024 * 1024, "larger than 1 MB"),
            (drawing(size=(4001, 20)), "too many pixels"),
            (blank, "Draw, type or upload"),
        ):
            with self.subTest(message=message, size=len(image)):
                self.assert_unsigned(message, image=image)
        self.sign(way="uploaded", image=drawing("JPEG", mode="RGB"))
        self.assertTrue(base64.b64decode(self.row.signature_image).startswith(b"\xff\xd8\xff"))

    def test_what_hides_behind_a_picture_is_not_kept(self):
        """A26: a page behind a picture is a page to somebody."""
        self.sign(image=drawing() + b"<script>alert(1)</script>")
        self.assertNotIn(b"script", base64.b64decode(self.row.signature_image))

    def test_a_typed_name_needs_no_picture(self):
        self.sign(way="typed", image=b"")
        self.assertFalse(self.row.signature_image)
        self.assertEqual((self.row.way, self.row.signer_name), ("typed", "Li Na"))

    def test_signed_once(self):
        self.sign()
        with self.assertRaisesRegex(UserError, "Already signed on 02/11/2026 by Li Na"):
            self.sign(name="Somebody else")
        self.assertEqual(self.row.signer_name, "Li Na")

    def test_on_paper_or_online_but_not_both(self):
        self._record_marks(self.execution, self.row.side, "2026-02-09")
        with self.assertRaisesRegex(UserError, "Already signed on 02/09/2026"):
            self.sign()

    def test_not_out_for_signature_any_more(self):
        """A24."""
        self.contract.action_back_to_draft()
        self.assert_unsigned("not open for signatures")
        self.contract.action_send_to_sign()
        self.assert_unsigned("not open for signatures")

    def test_of_what_is_not_fixed_nothing_is_signed(self):
        fresh = self._create_contract(main_execution_mode="sign")
        self._name_representatives(fresh)
        fresh.action_send_to_sign()
        with self.assertRaisesRegex(UserError, "The text has changed"):
            self.sign(fresh._main_execution().signature_ids[-1:])

    def test_whoever_comes_by_the_link_signs_for_the_person_it_was_sent_to(self):
        self.sign(user=self.env.ref("base.public_user"), is_logged_in=False)
        self.assertFalse(self.row.is_logged_in)

    def test_who_signs_is_the_representative_where_none_was_named(self):
        self.contract.action_back_to_draft()
        party = self.contract.party_ids.filtered(lambda row: row.side == self.row.side)
        party.representative_id = False
        self.contract.action_send_to_sign()
        execution = self.contract._main_execution()
        execution._fix_document()
        self.sign(execution.signature_ids.filtered(lambda row: row.side == self.row.side))
        self.assertEqual(party.representative_id, self.customer.partner_id)

    def test_how_it_was_signed_is_no_matter_of_opinion_afterwards(self):
        self.sign()
        for values in (
            {"method": "wet"},
            {"is_exclusive": False},
            {"is_tamper_evident": False},
            {"signed_on": "2026-02-09"},
            {"signer_id": self.our_person.id},
            {"signed_at": "2026-02-09 00:00:00"},
            {"ip_address": "203.0.113.8"},
            {"confirmations": []},
            {"signature_image": base64.b64encode(drawing())},
            {"document_sha256": "0" * 64},
        ):
            with self.subTest(values=values), self.assertRaises(UserError):
                self.row.write(values)

    def test_the_picture_of_a_signature_is_kept_as_it_is(self):
        self.sign()
        image = self.env["ir.attachment"].search(
            [("res_model", "=", self.row._name), ("res_field", "=", "signature_image")]
        )
        with self.assertRaises(UserError):
            image.raw = drawing(size=(50, 50))
        with self.assertRaises(UserError):
            image.unlink()

    def test_a_plain_picture_that_staff_recorded_is_not_reliable(self):
        """L-35: told on the contract, and no more than a hint."""
        self.env["crm.contract.signature.wizard"].create(
            {
                "execution_id": self.execution.id,
                "signature_id": self.row.id,
                "signed_on": "2026-02-10",
                "method": "electronic",
            }
        ).action_confirm()
        self.assertTrue(self.row._is_unreliable())
        self.contract.invalidate_recordset()
        self.assertIn("not reliable", self.contract.alerts["unreliable"]["message"])

    def test_an_electronic_signature_from_outside_counts_if_somebody_says_why(self):
        self.env["crm.contract.signature.wizard"].create(
            {
                "execution_id": self.execution.id,
                "signature_id": self.row.id,
                "signed_on": "2026-02-10",
                "method": "electronic",
                "is_exclusive": True,
                "is_controlled": True,
                "is_tamper_evident": True,
            }
        ).action_confirm()
        self.assertFalse(self.row._is_unreliable())
        self.assertNotIn("unreliable", self.contract.alerts or {})

    def test_a_row_that_was_taken_meanwhile_is_not_signed_a_second_time(self):
        """A25: what the statement itself says, whatever was read before."""
        self.env.flush_all()
        self.env.cr.execute(
            "UPDATE crm_contract_signature SET signed_at = now() WHERE id = %s", [self.row.id]
        )
        with self.assertRaisesRegex(UserError, "signing here already"):
            self.sign()

    @mute_logger("odoo.addons.base.models.ir_attachment")
    def test_nothing_is_half_signed(self):
        """What fails after the row was taken takes it back."""
        with (
            mock.patch.object(type(self.execution), "_advance", side_effect=UserError("No")),
            self.assertRaises(UserError),
            self.env.cr.savepoint(),
        ):
            self.sign()
        self.env.invalidate_all()
        self.assertFalse(self.row.signed_on or self.row.signed_at)
