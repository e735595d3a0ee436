import base64
import hashlib
import io
import json
import re
import zipfile

from lxml import html

from odoo.fields import Command
from odoo.tools.pdf import PdfFileReader

from ..document.signing_case import drawing
from .portal_http import PortalHttpCase
from .sign_case import DRAWN

# What is stamped on each page stands between the two halves of a clause that goes on overleaf.
_STAMPS = re.compile(r"(编号|No\.)\S{0,30}?(第\d+页共\d+页|Page\d+of\d+)+SHA-256[0-9a-f]{64}$")


def plain(text):
    return re.sub(r"\s+", "", text).replace("戶", "户")  # drawn alike, and named alike by fonts


def pdf_text(content):
    reader = PdfFileReader(io.BytesIO(content))
    pages = [reader.getPage(number) for number in range(reader.getNumPages())]
    return "".join(_STAMPS.sub("", plain(page.extract_text())) for page in pages)


class WholeSignCase(PortalHttpCase):
    """Signed on the page as a browser does it, over the text that is really printed."""

    MOMENT = "2026-06-10 04:00:00"

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls._speak_chinese()
        cls.norms = cls.env.ref("crm_contract_compliance.type_norms")
        cls.ends = cls.env["crm.contract.termination"]
        cls.chief = cls._new_user(
            "cc_chief", "officer", name="Wang Fang", partner_id=cls.our_person.id
        )

    @classmethod
    def _speak_chinese(cls):
        cls.env["res.lang"]._activate_lang("zh_CN")
        cls.env["ir.module.module"]._load_module_terms(["crm_contract_compliance"], ["zh_CN"])

    @classmethod
    def _out(cls, **values):
        """A contract of the real type, with its real clauses, that waits for its customer."""
        contract = cls._create_contract(
            **{
                "type_id": cls.norms.id,
                "main_execution_mode": "sign",
                "document_language": "en_US",
                "amount_total": 300000,
                "signing_place": "Nanjing",
                **values,
            }
        )
        cls._name_representatives(contract)
        contract.action_send_to_sign()
        papers = contract.requirement_ids.filtered(lambda row: row.gate == "sign")
        for row in papers:
            proof = [Command.create({"name": "annex.pdf", "raw": b"%PDF-1.4 annex"})]
            row.write({"done_on": "2026-06-09", "evidence_ids": proof})
        return contract

    @staticmethod
    def _row(execution, side):
        return execution.signature_ids.filtered(lambda row: row.side == side)

    def _page(self, url):
        page = self._get(url, allow_redirects=True)  # to the address of its language
        self.assertEqual(page.status_code, 200, url)
        return html.fromstring(page.text)

    def _asked(self, page):
        """[(title, words, code)] of the clauses that the page has its reader confirm."""
        found = []
        for box in page.xpath(
            "//input[@name='confirmed']/ancestor::div[contains(@class,'border')][1]"
        ):
            [title] = box.xpath("./h3")
            [words] = box.xpath("./p[contains(@class,'o_contract_lines')]")
            [code] = box.xpath(".//input[@name='confirmed']/@value")
            found.append((title.text_content(), words.text_content(), code))
        return found

    def _filled(self, page, **values):
        [form] = page.find_class("o_contract_sign_form")
        hidden = {
            field.get("name"): field.get("value") or ""
            for field in form.xpath(".//input[@type='hidden']")
        }
        return {
            **hidden,
            "name": "Li Na",
            "capacity": "legal",
            "way": "drawn",
            "drawing": DRAWN + base64.b64encode(drawing()).decode(),
            "confirmed": [code for _title, _words, code in self._asked(page)],
            **values,
        }

    def _send(self, url, data, files=None):
        answer = self.url_open(url, data=data, files=files, allow_redirects=False)
        self.env.invalidate_all()
        return answer


class TestEveryKind(WholeSignCase):
    """One route for every instrument: read, confirm, sign, prove (screens.md §10)."""

    def _main(self):
        contract = self._out()
        return contract, contract._main_execution()

    def _amendment(self):
        contract = self._create_active("2026-01-15", amendment_execution_mode="sign")
        change = {"subject": "contract", "term": "contract.end_date", "value_date": "2027-09-01"}
        amendment = self.env["crm.contract.amendment"].create(
            {
                "name": "Longer term",
                "contract_id": contract.id,
                "side": "a",
                "reason": "More work",
                "change_ids": [Command.create(change)],
            }
        )
        amendment.action_negotiate()
        amendment.action_send_to_sign()
        return contract, amendment.execution_id

    def _nda(self):
        contract = self._create_active("2026-01-15")
        nda = self.env["crm.contract.nda"].create(
            {
                "contract_id": contract.id,
                "name": "Drawings",
                "scope": "All drawings.",
                "execution_mode": "sign",
            }
        )
        nda.action_send_to_sign()
        return contract, nda.execution_id

    def _mutual_end(self, **values):
        contract = self._create_active("2026-01-15", amendment_execution_mode="sign")
        end = self.ends.create(
            {
                "contract_id": contract.id,
                "ground_id": self.env.ref("crm_contract_compliance.end_ground_mutual").id,
                "requested_end_date": "2026-06-09",
                **values,
            }
        )
        return contract, end

    def _termination(self):
        contract, end = self._mutual_end()
        end.action_send_to_sign()
        return contract, end.execution_id

    def _settlement(self):
        paper = self._create_file("agreed.pdf")
        contract, end = self._mutual_end(evidence_ids=self._link(paper))
        end.action_make_effective()
        end.action_compute_settlement()
        end.action_sign_settlement()
        return contract, end.settlement_execution_id

    def _third_party(self):
        contract = self._create_active("2026-01-15", third_party_execution_mode="sign")
        row = self._consented(contract)
        row.action_send_to_sign()
        return row, row.execution_id

    def _exit(self):
        contract = self._create_active("2026-01-15", third_party_execution_mode="sign")
        row = self._consented(contract)
        row.action_send_to_sign()
        for mark in row.execution_id.signature_ids:
            self._record_marks(row.execution_id, mark.side, signed_on="2026-06-10")
        for paper in row.requirement_ids.filtered(lambda one: one.kind == "document"):
            paper.done_on = "2026-06-10"
        row.action_activate()
        row._ask_to_exit("2026-06-10", "Its team was sold")
        row.action_send_exit_to_sign()
        return row, row.exit_execution_id

    TITLES = {
        "main": "Service norms",
        "amendment": "Amendment Agreement",
        "nda": "Confidentiality Agreement",
        "termination": "Termination Agreement",
        "settlement": "Settlement Agreement",
        "third_party": "Third-Party Agreement",
        "exit": "Exit Agreement of a Third Party",
    }

    def test_each_is_read_signed_executed_verified_and_certified(self):
        kinds = dict(self.env["crm.contract.execution"]._fields["kind"].selection)
        self.assertEqual(self.TITLES.keys(), kinds.keys(), "a new kind is signed here, too")
        for kind in kinds:
            with self.subTest(kind=kind):
                self._sign_kind(kind)

    def _sign_kind(self, kind):
        record, execution = getattr(self, f"_{kind}")()
        contract = execution.contract_id
        contract._write_settled({"document_language": "en_US"})
        is_third = kind in ("third_party", "exit")
        row = self._row(execution, "third" if is_third else "b")
        visitor = self.third if is_third else self.customer
        self._login(visitor)
        home = self._page(record.access_url)
        [section] = home.xpath("//div[@id='crm_contract_sign']")
        self.assertIn("It waits for your signature.", section.text_content())
        self.assertIn("1 contract waits for your signature", self._get("/my").text)
        url = f"{record.access_url}/sign/{row.id}"
        self.assertTrue(section.xpath(f".//a[@href='{url}']"))

        page = self._page(url)
        [text] = page.find_class("o_contract_text")
        self.assertIn(self.TITLES[kind], text.text_content())
        self.assertIn(plain(self.TITLES[kind]), pdf_text(execution.document_id.raw))
        self.assertNotIn("DRAFT", pdf_text(execution.document_id.raw))
        answer = self._send(url, self._filled(page))
        self.assertEqual(answer.status_code, 303, answer.text[:3000])
        self.assertEqual(row.document_sha256, execution.document_sha256)

        self._sign_our_side(execution)
        self._login(visitor)
        for other in execution.signature_ids.filtered(lambda one: not one.signed_on):
            self._record_marks(execution, other.side, signed_on="2026-06-10")
        self.env.invalidate_all()
        self.assertEqual(execution.state, "executed")
        said = self._page(record.access_url).get_element_by_id("crm_contract_sign").text_content()
        self.assertIn("Already signed on 06/10/2026 by Li Na.", said)
        params = execution.with_user(self.officer).action_verify()["params"]
        self.assertEqual(params["type"], "success", params["message"])
        certificate = self._get(f"{record.access_url}/certificate/{row.id}")
        words = pdf_text(certificate.content)
        for said in ("CertificateofSigning", plain(self.TITLES[kind]), "LiNa", "127.0.0.1"):
            self.assertIn(said, words)
        self.assertIn(execution.document_sha256, words)
        self.assertIn(execution.manifest_sha256, words)
        self.env.flush_all()

    def _sign_our_side(self, execution):
        """Our representative, too, by the button on the record and the same page."""
        self._login(self.chief)
        url = execution._document_source().with_user(self.chief).action_sign()["url"]
        answer = self._send(url, self._filled(self._page(url), name="Wang Fang"))
        self.assertEqual(answer.status_code, 303, answer.text[:3000])
        ours = self._row(execution, "a")
        self.assertEqual((ours.signer_name, ours.method), ("Wang Fang", "electronic"))
        self.assertEqual(ours.document_sha256, execution.document_sha256)


class TestHighlightedClauses(WholeSignCase):
    """L-10, L-11: what is confirmed is what is printed, word for word, clause by clause."""

    def _printed(self, contract, lang="en_US"):
        """[(title, text)] of the highlighted clauses of the document, as it is printed."""
        document = contract.with_context(lang=lang)._document()
        return [
            (part.title, "\n".join(part.paragraphs))
            for part in document.sections
            if part.is_highlighted
        ]

    def _assert_asked(self, page, printed):
        asked = self._asked(page)
        self.assertEqual(len(asked), len(printed))
        for (title, words, _code), (printed_title, printed_words) in zip(
            asked, printed, strict=True
        ):
            self.assertTrue(title.endswith(printed_title), title)
            self.assertEqual(words, printed_words)
        return asked

    def test_the_page_asks_for_exactly_the_highlighted_clauses_of_the_type(self):
        contract = self._out()
        row = self._row(contract._main_execution(), "b")
        self._login(self.customer)
        url = f"{contract.access_url}/sign/{row.id}"
        page = self._page(url)
        printed = self._printed(contract)
        self.assertGreater(len(printed), 2)
        standing = contract._standing_clauses().filtered("is_highlighted")
        self.assertEqual([title for title, _words in printed], standing.mapped("name"))
        asked = self._assert_asked(page, printed)
        pdf = pdf_text(contract._main_execution().document_id.raw)
        for _title, words, _code in asked:
            for line in words.splitlines():
                self.assertIn(plain(line), pdf)

        codes = [code for _title, _words, code in asked]
        for left_out in codes:
            some = [code for code in codes if code != left_out]
            answer = self._send(url, self._filled(page, confirmed=some))
            self.assertIn("Confirm each highlighted clause first", answer.text)
            self.assertFalse(row.signed_on)
        self.assertEqual(self._send(url, self._filled(page)).status_code, 303)
        kept = row.sudo().confirmations
        self.assertEqual([(one["title"], one["text"], one["code"]) for one in kept], asked)
        self.assertEqual({one["lang"] for one in kept}, {"en_US"})

    def test_in_chinese_the_chinese_words_are_confirmed(self):
        contract = self._out(document_language="zh_CN", name="客户服务规范合同")
        row = self._row(contract._main_execution(), "b")
        self._login(self.customer)
        page = self._page(f"{contract.access_url}/sign/{row.id}")
        self._assert_asked(page, self._printed(contract, "zh_CN"))
        self._send(f"{contract.access_url}/sign/{row.id}", self._filled(page))
        pdf = pdf_text(contract._main_execution().document_id.raw)
        for one in row.sudo().confirmations:
            self.assertRegex(one["title"], "^第.+条")
            self.assertEqual(one["lang"], "zh_CN")
            for line in one["text"].splitlines():
                self.assertIn(plain(line), pdf)

    def test_of_two_languages_the_reader_confirms_those_of_its_own(self):
        contract = self._out(document_language="both")
        row = self._row(contract._main_execution(), "b")
        self.customer.lang = "zh_CN"
        self._login(self.customer)
        page = self._page(f"{contract.access_url}/sign/{row.id}")
        self._assert_asked(page, self._printed(contract, "zh_CN"))

    def test_confirmed_clauses_answer_the_hint_on_standard_terms(self):
        """L-10: who confirmed them one by one had them explained."""
        contract = self._out()
        self.assertIn("standard", dict(contract._advisory_alerts()))
        row = self._row(contract._main_execution(), "b")
        self._login(self.customer)
        url = f"{contract.access_url}/sign/{row.id}"
        self._send(url, self._filled(self._page(url)))
        self.assertTrue(row.signed_on)
        self.assertEqual(contract.state, "signing")
        self.assertNotIn("standard", dict(contract._advisory_alerts()))


class TestSignedBundle(WholeSignCase):
    """What proves a signature travels with the evidence bundle: manifest and certificate."""

    def test_the_bundle_holds_the_manifest_and_the_certificate(self):
        contract = self._out()
        execution = contract._main_execution()
        row = self._row(execution, "b")
        self._login(self.customer)
        url = f"{contract.access_url}/sign/{row.id}"
        self._send(url, self._filled(self._page(url)))
        self._record_marks(execution, "a", signed_on="2026-06-10")
        self.env.flush_all()
        self.env.invalidate_all()
        self.assertEqual(execution.state, "executed")

        self._login(self.officer)
        answers = [self._get(f"/crm-contracts/{contract.id}/bundle") for _turn in range(2)]
        archive = zipfile.ZipFile(io.BytesIO(answers[0].content))
        manifest = json.loads(archive.read("manifest.json"))
        [told] = manifest["executions"]
        self.assertEqual(told["manifest"], execution.manifest)
        self.assertEqual(told["manifest_sha256"], execution.manifest_sha256)
        self.assertEqual(archive.read(told["document"]), execution.document_id.raw)
        certificate = archive.read(told["certificate"])
        words = html.fromstring(certificate.decode()).text_content()
        for said in ("Certificate of Signing", "Li Na", "127.0.0.1", execution.manifest_sha256):
            self.assertIn(said, words)
        for clause in row.sudo().confirmations:
            self.assertIn(plain(clause["text"]), plain(words))
        sums = archive.read("SHA256SUMS").decode()
        self.assertIn(f"{hashlib.sha256(certificate).hexdigest()}  {told['certificate']}", sums)
        self.assertIn(told["certificate"], archive.read("index.html").decode())
        again = zipfile.ZipFile(io.BytesIO(answers[1].content))
        self.assertEqual(sums, again.read("SHA256SUMS").decode(), "the same bytes again")
        kept = self.env["ir.attachment"].search_count(
            [("res_model", "=", execution._name), ("res_id", "=", execution.id)]
        )
        self.assertEqual(kept, 1, "nothing is stored along the way")
