import io
import re

from odoo.tools.pdf import PdfFileReader

from .test_contract_document import ADDON, ContractDocumentCase


class TestContractPdf(ContractDocumentCase):
    """The paper itself, read back: pages, number, hash, watermark, letters."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls._speak_chinese()
        cls.contract = cls._create_norms(
            document_language="both", amount_total=480000, name="客户服务规范合同"
        )

    def _pages(self, pdf):
        reader = PdfFileReader(io.BytesIO(pdf))
        return [reader.getPage(number) for number in range(reader.getNumPages())]

    def _texts(self, pdf):
        return [re.sub(r"\s+", "", page.extract_text()) for page in self._pages(pdf)]

    def _fonts(self, page):
        """{name: whether its letters are in the file}."""
        found = {}
        for font in page["/Resources"]["/Font"].values():
            font = font.get_object()
            descendant = font.get("/DescendantFonts", [font])[0].get_object()
            descriptor = descendant.get("/FontDescriptor", {})
            found[font["/BaseFont"]] = any(key.startswith("/FontFile") for key in descriptor)
        return found

    def test_every_page_has_its_place_the_number_and_the_hash(self):
        with self.allow_pdf_render():
            texts = self._texts(self.contract._document_pdf())
        self.assertGreater(len(texts), 3)
        hashes = {re.search(r"SHA-256([0-9a-f]{64})", text)[1] for text in texts}
        self.assertEqual(len(hashes), 1)
        for number, text in enumerate(texts, 1):
            self.assertIn(f"第{number}页共{len(texts)}页", text)
            self.assertIn(f"Page{number}of{len(texts)}", text)
            self.assertIn(self.contract.code, text)
            self.assertIn("DRAFT草稿", text)
            self.assertGreater(len(text), 300, "no page is blank")
        whole = "".join(texts)
        for words in ("第一条", "Article1", "甲方", "PartyA", "印"):
            self.assertIn(words, whole)

    def test_letters_of_the_text_are_in_the_file(self):
        """Only the stamps rest on what a reader brings along."""
        with self.allow_pdf_render():
            [page, *_others] = self._pages(self.contract._document_pdf())
        fonts = self._fonts(page)
        missing = {name for name, is_there in fonts.items() if not is_there}
        self.assertLessEqual(missing, {"/STSong-Light", "/Times-Roman", "/Helvetica"})
        self.assertTrue(any(fonts.values()))

    def test_what_is_executed_carries_no_watermark_but_the_same_hash(self):
        self.contract.action_send_to_sign()
        before = self._document(self.contract)
        self.assertTrue(before.is_draft)
        self._sign(self.contract, "2026-01-15")
        with self.allow_pdf_render():
            texts = self._texts(self.contract._document_pdf(("en_US",)))
        self.assertFalse([text for text in texts if "DRAFT" in text])
        self.assertIn("January15,2026", "".join(texts))

    def test_several_at_once_are_stamped_each_by_itself(self):
        """Distributions' wkhtmltopdf takes no two at once."""
        other = self._create_norms()
        reports = self.env["ir.actions.report"].with_context(force_report_rendering=True)
        with self.allow_pdf_render():
            pdf, _kind = reports._render_qweb_pdf(
                f"{ADDON}.contract_report_zh", [self.contract.id, other.id]
            )
        texts = self._texts(pdf)
        self.assertEqual(len([text for text in texts if "第1页共" in text]), 2)
        self.assertIn(self.contract.code, texts[0])
        self.assertIn(other.code, texts[-1])

    def test_eighty_clauses_cost_a_few_seconds_and_no_blank_page(self):
        self.contract.action_adapt_clauses()
        vals = {"contract_id": self.contract.id, "chapter": "final"}
        line = "The parties agree on this and on what follows from it, in good faith. "
        self.env["crm.contract.clause"].create(
            [
                {**vals, "name": f"Clause {one}", "body": "\n".join([line * (1 + one % 9)] * 3)}
                for one in range(80)
            ]
        )
        with self.allow_pdf_render():
            texts = self._texts(self.contract._document_pdf(("en_US",)))
        self.assertGreater(len(texts), 15)
        self.assertGreater(min(map(len, texts)), 200)
        self.assertIn("Article100", "".join(texts))

    def test_the_summary_is_one_page(self):
        self._sign(self.contract, "2026-01-15")
        self.contract.action_activate()
        reports = self.env["ir.actions.report"].with_context(force_report_rendering=True)
        with self.allow_pdf_render():
            pdf, _kind = reports._render_qweb_pdf(
                f"{ADDON}.contract_summary_report", self.contract.ids
            )
        texts = self._texts(pdf)
        self.assertEqual(len(texts), 1, texts[1:])
