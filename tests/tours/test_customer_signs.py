from odoo.addons.crm_contract_compliance.tools.document import Document, Section

from ..common import ComplianceHttpCase
from ..document.signing_case import SigningWorld

_CAP = "At most 60,000 a year, whatever the damage, and nothing for what could not be foreseen."
TEXT = Document(
    title="Service norms",
    sections=(
        Section(title="Subject", paragraphs=("The norms of service.",) * 20),
        Section(title="Cap", paragraphs=(_CAP,), is_highlighted=True, code="cap"),
        Section(title="Forum", paragraphs=("The court.",), is_highlighted=True, code="forum"),
    ),
)


class TestCustomerSigns(SigningWorld, ComplianceHttpCase):
    """Reads, confirms, draws, signs: in a browser, as the customer's person (screens.md §10)."""

    browser_size = "1400x900"

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.build_signing()

    def setUp(self):
        super().setUp()
        self.print_texts(text=TEXT)
        self.page = f"/my/crm-contracts/{self.contract.id}/sign"

    def test_customer_confirms_draws_and_signs(self):
        self.start_tour(self.page, "crm_contract_customer_signs", login="pt_customer")
        self.env.invalidate_all()
        self.assertEqual((self.row.way, self.row.signer_name), ("drawn", "Li Na"))
        self.assertTrue(self.row.signature_image)
        self.assertEqual([one["code"] for one in self.row.confirmations], ["cap", "forum"])

    def test_customer_asks_and_refuses(self):
        self.start_tour(self.page, "crm_contract_customer_asks_and_refuses", login="pt_customer")
        self.env.invalidate_all()
        self.assertEqual(self.row.question_ids.question, "Does it hold for data?")
        self.assertEqual(self.row.refusal_reason, "The cap is too low.")
        self.assertFalse(self.row.signed_on)


class TestCustomerSignsOnPhone(TestCustomerSigns):
    """The same at 390 pixels."""

    browser_size = "390x844"
    touch_enabled = True
