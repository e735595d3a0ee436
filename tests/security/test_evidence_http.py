from odoo import Command
from odoo.tests import mute_logger

from ..common import ComplianceHttpCase

# The smallest PNG, so that /web/image has something to show.
PIXEL = bytes.fromhex(
    "89504e470d0a1a0a0000000d49484452000000010000000108060000001f15c4890000000d4944415478da63"
    "64f8cf500f0003860180a5c3d2e80000000049454e44ae426082"
)


class TestEvidenceOverHttp(ComplianceHttpCase):
    """A06: a contract's evidence by its address, for who may not read the contract."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        contract = cls._create_contract()
        cls._name_representatives(contract)
        contract.action_send_to_sign()
        cls.row = contract._main_execution().signature_ids[0]
        cls.file = cls._create_file("seal.png", PIXEL)
        cls.row.evidence_ids = [Command.link(cls.file.id)]
        cls.file = cls.row.evidence_ids
        cls.portal = cls.env["res.users"].create(
            {
                "name": "Portal",
                "login": "cc_portal",
                "password": "cc_portal",
                "group_ids": [Command.set(cls.env.ref("base.group_portal").ids)],
            }
        )
        cls.addresses = (
            f"/web/content/{cls.file.id}",
            f"/web/content/{cls.file.id}/seal.png?download=1",
            f"/web/content/ir.attachment/{cls.file.id}/raw",
            f"/web/content?model=ir.attachment&id={cls.file.id}&field=datas",
            f"/web/image/{cls.file.id}",
            f"/web/image/ir.attachment/{cls.file.id}/raw",
            f"/web/image/{cls.file.id}/10x10",
        )

    def test_who_reads_the_contract_gets_the_file(self):
        self.authenticate("cc_user", "cc_user")
        for address in self.addresses:
            with self.subTest(address=address):
                answer = self.url_open(address)
                self.assertEqual(answer.status_code, 200)
                self.assertIn("image/png", answer.headers["Content-Type"])

    @mute_logger("odoo.http")
    def test_nobody_else_does(self):
        """Core answers for a picture with its placeholder: the same as where there is no file."""
        for login in ("cc_other", "cc_portal", None):
            self.authenticate(login, login)
            for address in self.addresses:
                with self.subTest(login=login, address=address):
                    answer = self.url_open(address, allow_redirects=False)
                    if address.startswith("/web/image"):
                        nowhere = address.replace(str(self.file.id), str(self.file.id + 10**6))
                        self.assertEqual(answer.content, self.url_open(nowhere).content)
                        answer = self.url_open(f"{address}?download=1", allow_redirects=False)
                    self.assertIn(answer.status_code, (403, 404))
