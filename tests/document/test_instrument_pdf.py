import io

from odoo.tools.pdf import PdfFileReader

from ..contract.amendment_case import AmendmentCase


class TestInstrumentPdf(AmendmentCase):
    """The paper itself, read back: one instrument in two languages, as it is sent."""

    def test_an_amendment_in_both_languages(self):
        self.env["res.lang"]._activate_lang("zh_CN")
        self.env["ir.module.module"]._load_module_terms(["crm_contract_compliance"], ["zh_CN"])
        amendment = self._ask()
        with self.allow_pdf_render():
            pdf = amendment._document_pdf(("zh_CN", "en_US"))
        reader = PdfFileReader(io.BytesIO(pdf))
        pages = [reader.getPage(number).extract_text() for number in range(reader.getNumPages())]
        text = "".join("".join(pages).split())
        for words in (
            "变更协议",
            "AmendmentAgreement",
            "2027年3月1日",
            "2027年9月1日",
            "Wherethey differ".replace(" ", ""),
            f"1of{len(pages)}",
        ):
            self.assertIn(words, text)
        self.assertEqual(amendment._document_name(), "CT-2026-0001 Amendment Agreement")
