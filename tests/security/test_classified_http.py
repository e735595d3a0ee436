import io
import json
import zipfile

from odoo import http
from odoo.fields import Command
from odoo.tests import mute_logger

from .classified_case import WORD, ClassifiedCase

LOGINS = ("cc_user", "cc_member", "cc_manager", "cc_employee", "cc_customer", None)


class TestClassifiedOverHttp(ClassifiedCase):
    """I9 over HTTP: files, reports, exports, and what the web client asks for by itself."""

    def _answers(self, addresses):
        """(login, address, text) of each page, as each person."""
        for login in LOGINS:
            self.authenticate(login, login)
            for address in addresses:
                answer = self.url_open(address, allow_redirects=False)
                yield login, address, answer.content + str(answer.headers).encode()

    def _assert_silent_pages(self, addresses):
        self.env.flush_all()
        with self.nothing_logged():
            told = [
                f"{login}: {address}"
                for login, address, said in self._answers(addresses)
                if self._hears(said)
            ]
        self.assertEqual(told, [])

    @staticmethod
    def _hears(content):
        """XLSX and the like are looked into as well."""
        if content[:2] == b"PK":
            archive = zipfile.ZipFile(io.BytesIO(content))
            content = b"".join(archive.read(name) for name in archive.namelist())
        return WORD.lower().encode() in content.lower()

    @mute_logger("odoo.http")
    def test_no_file_is_had_by_its_address(self):
        """A06"""
        addresses = []
        for file in self.files | self.messages.attachment_ids:
            addresses += [
                f"/web/content/{file.id}",
                f"/web/content/ir.attachment/{file.id}/raw?download=1",
                f"/web/image/{file.id}",
            ]
        self._assert_silent_pages(addresses)

    @mute_logger("odoo.http")
    def test_cleared_people_get_the_file(self):
        """Else the test above would prove nothing."""
        self.authenticate("cc_cleared_manager", "cc_cleared_manager")
        answer = self.url_open(f"/web/content/{self.files[0].id}")
        self.assertTrue(self._hears(answer.content))

    @mute_logger("odoo.http", "odoo.addons.base.models.ir_qweb")
    def test_no_report_is_printed(self):
        """A05: as a page and as a PDF."""
        reports = self.env["ir.actions.report"].search([("model", "in", list(self.planted))])
        self.assertTrue(reports)
        addresses = [
            f"/report/{converter}/{report.report_name}/{self.planted[report.model].id}"
            for report in reports
            for converter in ("html", "pdf", "text")
        ]
        self._assert_silent_pages(addresses)

    def _post(self, address, **data):
        return self.url_open(address, data={"csrf_token": http.Request.csrf_token(self), **data})

    @mute_logger("odoo.http", "odoo.addons.web.controllers.export")
    def test_no_spreadsheet_holds_it(self):
        """T0-3.2: as CSV and XLSX, by id and by a search."""
        self.env.flush_all()
        told = []
        with self.nothing_logged():
            for login in LOGINS[:-1]:
                self.authenticate(login, login)
                for model, record in self.planted.items():
                    told += [
                        f"{login}: {model} {kind}"
                        for kind in ("csv", "xlsx")
                        for ids in (record.ids, False)
                        if self._hears(self._export(kind, model, ids))
                    ]
        self.assertEqual(told, [])

    def _export(self, kind, model, ids):
        names = [*self._text_names(model), "display_name"]
        names += ["contract_id/name"] if "contract_id" in self.env[model]._fields else []
        asked = {
            "model": model,
            "fields": [{"name": name, "label": name, "type": "char"} for name in names],
            "ids": ids,
            "domain": [],
            "import_compat": False,
            "context": {},
        }
        answer = self._post(f"/web/export/{kind}", data=json.dumps(asked))
        return answer.content

    @mute_logger("odoo.http")
    def test_what_the_web_client_asks_for_by_itself_tells_nothing(self):
        """A09: threads, followers, inbox, history and the activities of the systray."""
        questions = [
            ("/mail/data", {"fetch_params": ["systray_get_activities", "failures"]}),
            ("/mail/data", {"fetch_params": [["init_messaging", {}]]}),
            ("/mail/inbox/messages", {}),
            ("/mail/history/messages", {}),
            ("/mail/starred/messages", {}),
        ]
        parts = ["activities", "attachments", "followers", "messages", "suggestedRecipients"]
        for model, record in self.planted.items():
            thread = {"thread_model": model, "thread_id": record.id}
            asked = ["mail.thread", {**thread, "request_list": parts}]
            questions += [
                ("/mail/thread/messages", thread),
                ("/mail/data", {"fetch_params": [asked]}),
                ("/mail/thread/recipients", thread),
            ]
        self.env.flush_all()
        told = []
        with self.nothing_logged():
            for login in LOGINS[:-1]:
                self.authenticate(login, login)
                for address, params in questions:
                    said = self.url_open(
                        address, json={"jsonrpc": "2.0", "method": "call", "params": params}
                    )
                    told += [f"{login}: {address} {params}"] if self._hears(said.content) else []
        self.assertEqual(told, [])

    @mute_logger("odoo.http")
    def test_cleared_people_read_the_conversation(self):
        """Else the test above would prove nothing."""
        self.env.flush_all()
        self.authenticate("cc_cleared_manager", "cc_cleared_manager")
        thread = {"thread_model": "crm.contract", "thread_id": self.planted["crm.contract"].id}
        for address, params in (
            ("/mail/thread/messages", thread),
            (
                "/mail/data",
                {"fetch_params": [["mail.thread", {**thread, "request_list": ["activities"]}]]},
            ),
        ):
            said = self.url_open(
                address, json={"jsonrpc": "2.0", "method": "call", "params": params}
            )
            with self.subTest(address=address):
                self.assertTrue(self._hears(said.content), said.content[:500])

    def test_a_refusal_is_told_to_the_person_not_to_the_log(self):
        """I9: core writes the text of what it refuses into the server's log; ours tells where."""
        contract = self._create_contract(is_classified=True)
        contract.requirement_ids = [
            Command.create({"name": WORD, "kind": "condition", "gate": "sign", "side": "a"})
        ]
        contract.action_send_to_sign()
        self.env.flush_all()
        self.authenticate("cc_cleared_manager", "cc_cleared_manager")
        call = {
            "model": "crm.contract",
            "method": "write",
            "args": [contract.ids, {"state": "signed"}],
            "kwargs": {},
        }
        with self.nothing_logged() as ear:
            said = self.url_open(
                "/web/dataset/call_kw/crm.contract/write",
                json={"jsonrpc": "2.0", "method": "call", "params": call},
            )
        self.assertTrue(self._hears(said.content), said.content[:500])
        self.assertIn("UserError in", "".join(ear.said))
