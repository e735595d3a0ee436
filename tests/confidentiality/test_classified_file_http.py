import json

from odoo import Command, http
from odoo.tests import mute_logger

from ..common import ComplianceHttpCase
from ..security.security_case import ADDON, CLEARANCE
from ..security.test_evidence_http import PIXEL


class TestClassifiedFileOverHttp(ComplianceHttpCase):
    """A06, T0-8.1: a classified file by its address, for who may read its contract."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        contract = cls._create_contract()
        cls.cleared = cls._new_user("cc_cleared", "officer")
        cls.cleared.group_ids |= cls.env.ref(CLEARANCE)
        cls.file = cls._create_file("plan.png", PIXEL)
        cls.file.write({"res_model": contract._name, "res_id": contract.id, "public": True})
        cls.file.generate_access_token()
        token, raw = cls.file.access_token, cls.file._get_raw_access_token()
        cls.tokens = (token, raw, cls.file._get_ownership_token(), None)
        number, unique = cls.file.id, cls.file.checksum[-8:]
        cls.file.crm_contract_classification_ids = [
            Command.link(cls.env.ref(f"{ADDON}.classification_trade_secret").id)
        ]
        cls.addresses = (
            f"/web/content/{number}",
            f"/web/content/{number}?unique={unique}",
            f"/web/content/{number}?access_token={token}",
            f"/web/content/{number}?access_token={raw}",
            f"/web/content/ir.attachment/{number}/raw",
            f"/web/content?model=ir.attachment&id={number}&field=datas",
            f"/web/image/{number}?download=1",
            f"/web/image/{number}?access_token={token}&download=1",
            f"/web/image/{number}-{unique}/10x10?download=1",
            f"/mail/attachment/pdf_first_page/{number}",
        )

    @mute_logger("odoo.http")
    def test_only_the_cleared_get_it(self):
        for login in ("cc_user", "cc_officer", "cc_manager", None):
            self.authenticate(login, login)
            for address in self.addresses:
                with self.subTest(login=login, address=address):
                    answer = self.url_open(address, allow_redirects=False)
                    self.assertIn(answer.status_code, (403, 404))
                    self.assertNotIn(PIXEL, answer.content)
        self.authenticate("cc_cleared", "cc_cleared")
        for address in self.addresses[:-1]:
            if "access_token" not in address:
                with self.subTest(address=address):
                    self.assertEqual(self.url_open(address).content[:4], PIXEL[:4])

    @mute_logger("odoo.http")
    def test_no_picture_shows_it(self):
        """Core answers with its placeholder, as where there is no file."""
        self.authenticate("cc_user", "cc_user")
        shown = self.url_open(f"/web/image/{self.file.id}").content
        self.assertEqual(shown, self.url_open(f"/web/image/{self.file.id + 10**6}").content)

    @mute_logger("odoo.http", "odoo.addons.mail.controllers.attachment")
    def test_no_zip_carries_it(self):
        for login, status in (("cc_user", (403, 404)), ("cc_cleared", (200,))):
            self.authenticate(login, login)
            answer = self.url_open(
                "/mail/attachment/zip",
                data={
                    "file_ids": str(self.file.id),
                    "zip_name": "all.zip",
                    "csrf_token": http.Request.csrf_token(self),
                },
            )
            self.assertIn(answer.status_code, status, login)
            if login == "cc_user":
                self.assertNotIn(b"plan.png", answer.content)

    @mute_logger("odoo.http")
    def test_nobody_else_deletes_it_nor_gives_it_a_picture(self):
        """With a token from before it was classified, too; of a reader of its contract, none."""
        for login in ("cc_user", "cc_manager", None):
            self.authenticate(login, login)
            for token in self.tokens:
                for route, values in (
                    ("delete", {}),
                    ("update_thumbnail", {"thumbnail": PIXEL.hex()}),
                ):
                    params = {"attachment_id": self.file.id, "access_token": token, **values}
                    self.url_open(
                        f"/mail/attachment/{route}",
                        data=json.dumps({"params": params}),
                        headers={"Content-Type": "application/json"},
                    )
        self.env.invalidate_all()
        self.assertTrue(self.file.exists())
        self.assertFalse(self.file.thumbnail)

    def test_the_file_list_of_a_conversation_does_not_name_it(self):
        self.authenticate("cc_user", "cc_user")
        answer = self.url_open(
            "/mail/thread/messages",
            data=json.dumps(
                {"params": {"thread_model": self.file.res_model, "thread_id": self.file.res_id}}
            ),
            headers={"Content-Type": "application/json"},
        )
        self.assertEqual(answer.status_code, 200)
        self.assertNotIn("plan.png", answer.text)
