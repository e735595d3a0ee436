import base64
import json

from odoo import http
from odoo.exceptions import AccessError
from odoo.fields import Command
from odoo.tests.common import JsonRpcException
from odoo.tools import mute_logger

from ..document.signing_case import PDF, SigningCase, drawing
from ..portal.sign_case import SignCase
from .security_case import SecurityCase

rpc = SecurityCase.rpc
SILENT = ("odoo.http", "odoo.addons.base.models.ir_model", "odoo.addons.base.models.ir_rule")


class TestMessagesFromOutside(SigningCase):
    """People outside speak through the portal's pages: core lets whoever got a message change it,
    and whoever wrote one put any file on it.
    """

    as_user = SecurityCase.as_user

    def setUp(self):
        super().setUp()
        self.ours = self.contract.with_user(self.user).message_post(
            body="We deliver on Monday.",
            message_type="comment",
            subtype_xmlid="mail.mt_comment",
            partner_ids=self.customer.partner_id.ids,
        )
        self.theirs = self.contract.with_user(self.customer)._post_from_portal(
            self.customer.partner_id, "Thank you."
        )

    def _refused(self, records, method, *args):
        with self.assertRaises(AccessError), mute_logger(*SILENT), self.env.cr.savepoint():
            rpc(self, self.customer, records, method, *args)
        self.env.invalidate_all()

    def test_what_we_wrote_is_not_rewritten_by_whoever_got_it(self):
        self.assertEqual(
            [row["id"] for row in rpc(self, self.customer, self.ours, "read", ["body"])],
            self.ours.ids,
            "it may be read",
        )
        self._refused(self.ours, "write", {"body": "We deliver for nothing."})
        self.assertIn("on Monday", self.ours.body)

    def test_what_they_wrote_stands_and_takes_no_file(self):
        secret = self._create_file("secret.pdf", b"%PDF secret")
        for vals in (
            {"body": "I never agreed."},
            {"attachment_ids": [Command.link(secret.id)]},
            {"date": "2020-01-01 00:00:00"},
        ):
            self._refused(self.theirs, "write", vals)
        self._refused(self.theirs, "unlink")
        self.assertIn("Thank you.", self.theirs.body)

    def test_nothing_is_slipped_into_the_conversation(self):
        self.contract.message_subscribe(self.customer.partner_id.ids)
        for more in ({}, {"parent_id": self.ours.id}):
            vals = {
                "model": self.contract._name,
                "res_id": self.contract.id,
                "body": "Agreed on the telephone.",
                "message_type": "comment",
                "subtype_id": self.env.ref("mail.mt_comment").id,
                "date": "2020-01-01 00:00:00",
                **more,
            }
            self._refused(self.ours.browse(), "create", [vals])


class TestPosingFiles(SigningCase):
    """No file that somebody brings stands in the place of what the addon keeps in a field."""

    def setUp(self):
        super().setUp()
        self.sign()

    def test_nobody_gives_a_signature_another_picture(self):
        kept = self.row.signature_image
        files = self.env["ir.attachment"].with_user(self.user)
        place = {
            "res_model": self.row._name,
            "res_id": self.row.id,
            "res_field": "signature_image",
        }
        other = base64.b64encode(drawing(size=(200, 80)))
        with self.assertRaises(AccessError), self.env.cr.savepoint():
            files.create({"name": "x", "datas": other, **place})
        file = files.create({"name": "x", "datas": other})
        with self.assertRaises(AccessError), self.env.cr.savepoint():
            file.write(place)
        self.env.invalidate_all()
        self.assertEqual(self.row.signature_image, kept)
        self._record_marks(self.execution, self.ours.side, "2026-02-10")
        self.assertEqual(self.execution._reckoned()[0], "success")


class TestRepresentativeChanged(SigningCase):
    """Who was named first has no part in it once another represents the side."""

    def setUp(self):
        super().setUp()
        self.party = self.contract.party_ids.filtered(lambda row: row.side == self.row.side)
        self.party.representative_id = self.customer.partner_id

    def test_the_one_who_is_named_last_is_invited(self):
        self.execution.action_invite_to_sign()
        self.party.representative_id = self.colleague.partner_id
        self.assertEqual(self.row.signer_id, self.colleague.partner_id)
        self.assertEqual(self.row._invited_email(), "pt_colleague@example.com")

    def test_the_link_in_the_first_invitation_opens_nothing_any_more(self):
        token = self.contract._portal_ensure_token()
        self.party.representative_id = self.colleague.partner_id
        self.assertFalse(self.contract._opens_with(token))
        self.assertNotEqual(self.contract._portal_ensure_token(), token)

    def test_of_what_is_confidential_the_first_one_is_told_no_more(self):
        self.contract.is_classified = True
        self.assertTrue(self.contract._is_told_to(self.customer.partner_id))
        self.party.representative_id = self.colleague.partner_id
        self.assertTrue(self.contract._is_told_to(self.colleague.partner_id))
        self.assertFalse(self.contract._is_told_to(self.customer.partner_id))

    def test_so_it_is_with_a_third_party(self):
        agreement = self._consented(self._create_active(third_party_execution_mode="sign"))
        agreement.action_send_to_sign()
        token = agreement._portal_ensure_token()
        person = self._new_customer("pt_third_2", self.third_company).partner_id
        agreement.representative_id = person
        row = agreement.execution_id.signature_ids.filtered(lambda row: row.side == "third")
        self.assertEqual(row.signer_id, person)
        self.assertFalse(agreement._opens_with(token))

    def test_who_signed_stays_the_signer(self):
        self.sign()
        self.party.representative_id = self.colleague.partner_id
        self.assertEqual(self.row.signer_id, self.customer.partner_id)


class TestWhoStandsForTheCustomer(SignCase):
    """Whose page it is follows the customer's company of today."""

    def _status(self, user):
        self.env.flush_all()
        self.authenticate(user.login, user.login)
        return self.get(self.page_url).status_code

    def test_a_company_below_the_customer_is_another(self):
        child = self._new_partner("Customer's daughter Ltd")
        child.parent_id = self.partner
        user = self._new_customer("pt_daughter", child)
        self.assertEqual(self._status(user), 404)
        branch = self.env["res.partner"].create({"name": "Branch", "parent_id": self.partner.id})
        user.partner_id.parent_id = branch
        self.assertEqual(self._status(user), 200, "an address of the customer is the customer")

    def test_whoever_goes_over_to_another_company_leaves_it_behind(self):
        self.assertEqual(self._status(self.customer), 200)
        self.customer.partner_id.parent_id = self.stranger_company
        self.env.flush_all()
        self.assertEqual(self.get(self.page_url).status_code, 404, "in the same session")

    def test_archived_in_the_middle_of_a_session(self):
        self.login(self.customer)
        filled = self.filled()
        self.customer.active = False
        self.env.flush_all()
        self.assertIn(self.post(self.page_url, **filled).status_code, (303, 400, 403, 404))
        self.assert_unsigned()

    def test_a_company_that_was_merged_into_the_customer(self):
        """Its people are the customer's from then on; what stands in the contract stays."""
        self.stranger_company.parent_id = False
        merge = self.env["base.partner.merge.automatic.wizard"]
        with mute_logger("odoo.addons.base.wizard.base_partner_merge"):
            merge.create({})._merge([self.partner.id, self.stranger_company.id], self.partner)
        self.env.invalidate_all()
        self.assertEqual(self.row.partner_id, self.partner)
        self.assertEqual(self._status(self.stranger), 200)

    def test_people_of_two_companies(self):
        """The customer of company A is a customer of company B: each contract by itself."""
        company = self._create_company()
        theirs = self._create_contract(
            company_id=company.id, partner_id=self.stranger_company.id, main_execution_mode="sign"
        )
        self._name_representatives(theirs)
        theirs.with_company(company).action_send_to_sign()
        self.login(self.customer)
        answer = self.get(f"/my/crm-contracts/{theirs.id}/sign")
        self.assertEqual(answer.status_code, 404)


class TestCoresRoutes(SignCase):
    """I9, I10: core's own addresses give nothing of ours, and take nothing."""

    def setUp(self):
        super().setUp()
        self.file = self.execution._fix_document()
        self.token = self.contract._portal_ensure_token()
        self.ours_said = self.contract.with_user(self.user).message_post(
            body="Secret plan", message_type="comment", subtype_xmlid="mail.mt_note"
        )
        self.theirs = self.contract.with_user(self.customer)._post_from_portal(
            self.customer.partner_id, "Thank you."
        )
        self.env.flush_all()

    def _visitors(self):
        for login in ("pt_customer", "pt_stranger", None):
            self.authenticate(login, login)
            yield login

    def test_conversations(self):
        thread = {"thread_model": "crm.contract", "thread_id": self.contract.id}
        keys = {"token": self.token, "access_token": self.token}
        for login in self._visitors():
            for url, asked in (
                ("/mail/thread/messages", thread),
                ("/mail/chatter_fetch", {**thread, **keys}),
                ("/portal/chatter_init", {**thread, **keys}),
                ("/mail/message/post", {**thread, **keys, "post_data": {"body": "Forged"}}),
                (
                    "/mail/message/update_content",
                    {"message_id": self.theirs.id, "update_data": {"body": "Forged"}, **keys},
                ),
                (
                    "/mail/message/update_content",
                    {"message_id": self.ours_said.id, "update_data": {"body": "Forged"}, **keys},
                ),
                (
                    "/mail/message/reaction",
                    {"message_id": self.ours_said.id, "content": "👍", "action": "add", **keys},
                ),
                ("/mail/update_is_internal", {"message_id": self.ours_said.id, "is_internal": 0}),
                ("/mail/attachment/delete", {"attachment_id": self.file.id, **keys}),
                (
                    "/portal/attachment/remove",
                    {"attachment_id": self.file.id, "access_token": self.token},
                ),
                (
                    "/mail/thread/subscribe",
                    {
                        "res_model": "crm.contract",
                        **keys,
                        "res_id": self.contract.id,
                        "partner_ids": self.stranger.partner_id.ids,
                    },
                ),
                (
                    "/mail/data",
                    {
                        "fetch_params": [
                            [
                                "mail.thread",
                                {
                                    **thread,
                                    "request_list": ["messages", "followers", "attachments"],
                                },
                            ]
                        ]
                    },
                ),
            ):
                with self.subTest(login=login, url=url), mute_logger(*SILENT):
                    self.assertNotIn("Secret plan", self._said(url, asked))
        self.env.invalidate_all()
        bodies = " ".join(map(str, self.contract.message_ids.mapped("body")))
        self.assertNotIn("Forged", bodies)
        self.assertIn("Thank you.", bodies)
        self.assertFalse(self.ours_said.sudo().reaction_ids)
        self.assertTrue(self.ours_said.subtype_id.internal)
        self.assertTrue(self.file.exists())
        self.assertNotIn(self.stranger.partner_id, self.contract.message_partner_ids)

    def _said(self, url, asked):
        try:
            with self.env.cr.savepoint():
                return json.dumps(self.make_jsonrpc_request(url, asked))
        except JsonRpcException as error:
            return str(error)

    def test_files(self):
        self.env.flush_all()
        name, number = "crm.contract", self.contract.id
        key = f"access_token={self.token}"
        for login in self._visitors():
            for path in (
                f"/web/content/{self.file.id}?{key}",
                f"/web/content/ir.attachment/{self.file.id}/raw?{key}",
                f"/web/content/crm.contract.signature/{self.row.id}/signature_image?{key}",
                f"/web/content/{name}/{number}/access_token?{key}",
                f"/web/content/{name}/{number}/name?{key}",
                f"/mail/attachment/zip?file_ids={self.file.id}&{key}",
                f"/report/pdf/crm_contract_compliance.contract_paper/{number}?{key}",
                f"/mail/message/{self.ours_said.id}?{key}",
            ):
                with self.subTest(login=login, path=path), mute_logger(*SILENT):
                    answer = self.url_open(path, allow_redirects=False)
                    self.assertIn(answer.status_code, (303, 403, 404, 405))
                    self.assertNotIn(PDF, answer.content)
            picture = self.url_open(f"/web/image/{self.file.id}?{key}").content
            nowhere = self.url_open(f"/web/image/{self.file.id + 10**6}?{key}").content
            self.assertEqual(picture, nowhere)

    def test_uploads(self):
        before = self.env["ir.attachment"].search_count([])
        for login in self._visitors():
            with self.subTest(login=login), mute_logger(*SILENT):
                answer = self.url_open(
                    "/mail/attachment/upload",
                    data={
                        "csrf_token": http.Request.csrf_token(self),
                        "thread_model": "crm.contract",
                        "thread_id": self.contract.id,
                        "token": self.token,
                        "is_pending": "false",
                    },
                    files={"ufile": ("x.pdf", b"x", "application/pdf")},
                    allow_redirects=False,
                )
                self.assertIn(answer.status_code, (400, 403, 404))
        self.assertEqual(self.env["ir.attachment"].search_count([]), before)
