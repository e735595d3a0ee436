import hashlib
import io
import json
import subprocess
import zipfile
from tempfile import TemporaryDirectory
from unittest.mock import patch

from lxml import html

from odoo.exceptions import AccessError, UserError

from odoo.addons.crm_contract_compliance.models.document import crm_contract_bundle_files

from ..liability.test_calculation_sheet import SheetCase


class TestBundle(SheetCase):
    """The evidence of a contract or a dispute as one ZIP: whole, in order, provable."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.freeze_class("2026-05-15 04:00:00")

    def _disputed(self):
        """Paid late, claimed, told by letter, talked about: a dispute with its papers."""
        claim = self._late_claim()
        claim.action_confirm()
        self.contract = claim.contract_id
        self.contract.user_id = self.user
        self._attach(self.contract, "合同正本.pdf", b"%PDF-1.4 contract")
        self.notice = self.env["crm.contract.notice"].create(
            {
                "contract_id": self.contract.id,
                "kind": "other",
                "side": self.contract.our_side,
                "subject": "Pay now",
                "sent_on": "2026-04-02",
                "delivered_on": "2026-04-05",
                "proof_reference": "EMS-77",
                "proof_ids": self._link(self._create_file("receipt.pdf", b"%PDF-1.4 receipt")),
            }
        )
        return self.env["crm.contract.dispute"].create(
            {
                "name": "The first fee",
                "contract_id": self.contract.id,
                "side": self.contract.our_side,
                "raised_on": "2026-05-01",
            }
        )

    def _attach(self, record, name, content):
        return self._create_file(name, content, res_model=record._name, res_id=record.id)

    def _zip(self, contract, dispute=None, user=None):
        self.env.flush_all()
        self.env.invalidate_all()
        file, name = contract.with_user(user or self.officer)._bundle(
            dispute and dispute.with_user(user or self.officer)
        )
        with file:
            return zipfile.ZipFile(io.BytesIO(file.read())), name

    def _table(self, archive, title):
        page = html.fromstring(archive.read("index.html").decode())
        [head] = [one for one in page.iter("h2") if one.text == title]
        table = head.getnext().find("table")
        return [[cell.text_content() for cell in row] for row in table.iter("tr")][1:]

    def test_sha256sum_accepts_every_file(self):
        archive, name = self._zip(self._disputed().contract_id)
        self.assertRegex(name, r"^Evidence .* 2026-05-15\.zip$")
        self.assertIsNone(archive.testzip())
        with TemporaryDirectory() as folder:
            archive.extractall(folder)
            done = subprocess.run(
                ["sha256sum", "-c", "--strict", "SHA256SUMS"],
                cwd=folder, capture_output=True, text=True, check=False,
                env={"LC_ALL": "C.UTF-8", "PATH": "/usr/bin:/bin"},
            )  # fmt: skip
        self.assertEqual(done.returncode, 0, done.stdout + done.stderr)
        self.assertEqual(done.stdout.count(": OK"), len(archive.namelist()) - 1)

    def test_the_timeline_tells_everything_in_order(self):
        dispute = self._disputed()
        archive, _name = self._zip(dispute.contract_id, dispute)
        rows = self._table(archive, "Timeline")
        days = [row[0] for row in rows]
        self.assertEqual(days, sorted(days))
        told = [(day, what) for day, _kind, what, _details in rows]
        for day, what in (
            ("2026-01-15", "Signed On"),
            ("2026-01-15", "Sealed On"),
            ("2026-01-15", "Effective Date"),
            ("2026-03-31", "Due"),
            ("2026-04-02", "Sent On"),
            ("2026-04-05", "Delivered On"),
            ("2026-04-01", "Occurred On"),
            ("2026-05-15", "Confirmed On"),
            ("2026-05-01", "Raised On"),
        ):
            with self.subTest(what=what):
                self.assertIn((day, what), told)
        [delivered] = [row for row in rows if row[2] == "Delivered On"]
        self.assertIn("EMS-77", delivered[3])
        [due] = [row for row in rows if row[1] == "Contract Payment" and row[2] == "Due"]
        self.assertIn("45 days overdue", due[3])
        events = json.loads(archive.read("timeline.json"))
        self.assertEqual([event["day"] for event in events], days)
        self.assertFalse([day for day in days if day > "2026-05-15"], "no plans")

    def test_done_deadlines_say_how_late_they_were(self):
        contract = self._disputed().contract_id
        row = contract.deadline_ids.filtered(lambda row: row.state == "open")[:1].sudo()
        row._follow({"due_date": "2026-05-01", "done_on": "2026-05-11", "state": "done"})
        archive, _name = self._zip(contract)
        [done] = [row for row in self._table(archive, "Timeline") if row[2] == "Done On"
                  and row[0] == "2026-05-11"]  # fmt: skip
        self.assertIn("10 days late", done[3])

    def test_files_are_there_once_with_every_place(self):
        dispute = self._disputed()
        self._attach(dispute, "copy.pdf", b"%PDF-1.4 receipt")
        archive, _name = self._zip(dispute.contract_id, dispute)
        papers = {name: archive.read(name) for name in archive.namelist() if "documents/" in name}
        self.assertEqual(sorted(papers.values()), [b"%PDF-1.4 contract", b"%PDF-1.4 receipt"])
        self.assertIn("documents/001 合同正本.pdf", papers)
        rows = self._table(archive, "Documents")
        [receipt] = [row for row in rows if "receipt" in row[0]]
        self.assertEqual(len(receipt[1].splitlines()), 2, receipt)
        self.assertEqual(receipt[3], hashlib.sha256(b"%PDF-1.4 receipt").hexdigest())
        for info in archive.infolist():
            if not info.filename.isascii():
                self.assertTrue(info.flag_bits & 0x800, "its name is marked as UTF-8")

    def test_traces_are_there_to_read_and_to_reckon(self):
        archive, _name = self._zip(self._disputed().contract_id)
        [text] = [one for one in archive.namelist() if "traces/Claim" in one and ".txt" in one]
        words = archive.read(text).decode()
        self.assertIn("2,250.00 cut by the ceiling of 2% of the overdue amount", words)
        self.assertIn("Total: $\N{NO-BREAK SPACE}2,000.00", words)
        claim = self.contract.claim_ids.filtered("trace")
        stored = json.loads(archive.read(text.replace(".txt", ".json")))
        self.assertEqual(stored, json.loads(json.dumps(claim.trace)))
        self.assertTrue([one for one in archive.namelist() if "traces/Contract Payment" in one])

    def test_the_manifest_names_what_was_signed_by_its_hash(self):
        contract = self._disputed().contract_id
        archive, _name = self._zip(contract)
        manifest = json.loads(archive.read("manifest.json"))
        [main] = [one for one in manifest["executions"] if one["kind"] == "main"]
        self.assertEqual((main["state"], main["executed_on"]), ("executed", "2026-01-15"))
        self.assertEqual([one["side"] for one in main["signatures"]], ["a", "b"])
        self.assertEqual(manifest["contract"]["number"], contract.code)

    def test_the_same_records_give_the_same_bytes(self):
        contract = self._disputed().contract_id
        first, second = (self._zip(contract)[0].fp.getvalue() for _time in range(2))
        self.assertEqual(first, second)
        self.notice.message_post(body="Something more")
        self.assertEqual(self._zip(contract)[0].fp.getvalue(), first, "no word of the chatter")
        self._attach(contract, "later.txt", b"later")
        self.assertNotEqual(self._zip(contract)[0].fp.getvalue(), first)

    def test_the_log_says_who_took_it_with_its_hash(self):
        dispute = self._disputed()
        archive, _name = self._zip(dispute.contract_id, dispute)
        digest = hashlib.sha256(archive.fp.getvalue()).hexdigest()
        for record in (dispute, dispute.contract_id):
            message = record.message_ids[0]
            self.assertIn(digest, message.body)
            self.assertEqual(message.author_id, self.officer.partner_id)
        [row] = (
            self.env["crm.contract.access"]
            .sudo()
            .search([("contract_id", "=", dispute.contract_id.id), ("channel", "=", "export")])
        )
        self.assertEqual((row.user_id, row.count), (self.officer, 2))

    def test_what_the_reader_may_not_read_is_left_out_and_counted(self):
        contract = self._disputed().contract_id
        secret = self._attach(contract, "secret.pdf", b"secret")
        tag = self.env["crm.contract.classification"].search([], limit=1)
        secret.sudo().crm_contract_classification_ids = tag
        archive, _name = self._zip(contract)
        self.assertFalse([one for one in archive.namelist() if "secret" in one])
        self.assertNotIn("secret", archive.read("manifest.json").decode())
        self.assertIn("1 further files are left out", archive.read("index.html").decode())
        self.officer.group_ids |= self.env.ref(
            "crm_contract_compliance.group_contract_confidential"
        )
        archive, _name = self._zip(contract)
        self.assertTrue([one for one in archive.namelist() if "secret" in one])
        self.assertNotIn("left out", archive.read("index.html").decode())

    def test_a_confidential_contract_needs_the_clearance(self):
        contract = self._disputed().contract_id
        contract.sudo().is_classified = True
        with self.assertRaises(AccessError):
            self._zip(contract)

    def test_officers_and_managers_only(self):
        contract = self._disputed().contract_id
        for user in (self.user, self.other_user):
            with self.assertRaises(AccessError):
                self._zip(contract, user=user)
            with self.assertRaises(AccessError):
                contract.with_user(user).action_export_bundle()
        self._zip(contract, user=self.manager)

    def test_it_is_too_large_with_words(self):
        contract = self._disputed().contract_id
        for name in ("MAX_BYTES", "MAX_FILES"):
            with (
                patch.object(crm_contract_bundle_files, name, 1),
                self.assertRaisesRegex(UserError, "more than"),
            ):
                contract.with_user(self.officer).action_export_bundle()

    def test_a_file_that_the_store_has_lost_is_counted_and_stops_nobody(self):
        contract = self._disputed().contract_id
        lost = self._attach(contract, "lost.pdf", b"lost content")
        self.env.flush_all()
        stored, full_path = lost.sudo().store_fname, type(lost)._full_path

        def lose(files, path):
            return "/nowhere" if path == stored else full_path(files, path)

        with patch.object(type(lost), "_full_path", lose):
            archive, _name = self._zip(contract)
        self.assertFalse([one for one in archive.namelist() if "lost" in one])
        self.assertIn("1 further files are left out", archive.read("index.html").decode())

    def test_harmful_names_stay_in_their_folder_and_are_text(self):
        contract = self._disputed().contract_id
        self._attach(contract, "../../../../tmp/<script>alert(1)</script>.html", b"x")
        contract.sudo()._write_settled({"partner_name": "x"})
        self.notice.sudo()._write_settled({"subject": "<img src=x onerror=alert(1)>"})
        archive, _name = self._zip(contract)
        for name in archive.namelist():
            self.assertFalse(name.startswith("/") or ".." in name.split("/"), name)
            self.assertLessEqual(name.count("/"), 1, name)
        page = archive.read("index.html").decode()
        self.assertNotIn("<script", page)
        self.assertNotIn("<img", page)

    def test_it_speaks_the_readers_language(self):
        self.env["res.lang"]._activate_lang("zh_CN")
        self.officer.lang = "zh_CN"
        archive, _name = self._zip(self._disputed().contract_id.with_context(lang="zh_CN"))
        self.assertIn('lang="zh-CN"', archive.read("index.html").decode())

    def test_large_files_are_read_piece_by_piece(self):
        contract = self._disputed().contract_id
        self._attach(contract, "large.bin", b"\0" * (3 * 1024**2 + 5))
        archive, _name = self._zip(contract)
        [large] = [one for one in archive.infolist() if "large" in one.filename]
        self.assertEqual(large.file_size, 3 * 1024**2 + 5)
