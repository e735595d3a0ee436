import hashlib
from io import BytesIO

from PIL import Image, ImageDraw

from odoo.addons.crm_contract_compliance.tools.document import Document, Section
from odoo.addons.crm_contract_compliance.tools.signing import Mark

from ..common import ComplianceCase
from ..portal.portal_case import PortalWorld

PDF = b"%PDF-1.4 the text of the contract"
CAP = Section(
    title="Cap", paragraphs=("We answer for at most 60,000.",), is_highlighted=True, code="cap"
)
FORUM = Section(
    title="Forum", paragraphs=("The court at our seat.",), is_highlighted=True, code="forum"
)
TEXT = Document(title="Service norms", sections=(Section(title="Subject"), CAP, FORUM))


def drawing(kind="PNG", size=(300, 100), mode="RGBA"):
    """A stroke on a sheet, as a picture of this kind."""
    image = Image.new(mode, size, (255, 255, 255, 0) if mode == "RGBA" else (255, 255, 255))
    ImageDraw.Draw(image).line((10, 10, size[0] - 10, size[1] - 10), fill="black", width=3)
    out = BytesIO()
    image.save(out, kind)
    return out.getvalue()


def report_of(record):
    return record.env.ref("crm_contract_compliance.contract_report").sudo()


class SigningWorld(PortalWorld):
    """A contract out for signature, whose customer can log in; mixed into a test case."""

    @classmethod
    def build_signing(cls, **values):
        cls.build_portal()
        values = {"main_execution_mode": "sign", "document_language": "en_US", **values}
        cls.contract = cls._create_contract(**values)
        cls._name_representatives(cls.contract)
        cls.contract.action_send_to_sign()
        cls.execution = cls.contract._main_execution()
        cls.row = cls.execution.signature_ids.filtered(
            lambda row: row.side != cls.contract.our_side
        )
        cls.ours = cls.execution.signature_ids - cls.row

    def print_texts(self, pdf=PDF, text=TEXT):
        """The layout has tests of its own; here it prints at once, and counts how often."""
        self.printed = []

        def print_pdf(record, languages=None):
            self.printed.append(record)
            return pdf

        for model in ("crm.contract", "crm.contract.third.party"):
            kind = self.env.registry[model]
            self.patch(kind, "_document_pdf", print_pdf)
            self.patch(kind, "_document", lambda record: text)
            self.patch(kind, "_document_of", lambda record, kind: text)
            self.patch(kind, "_document_languages", lambda record: ("en_US",))
            self.patch(kind, "_document_contract", lambda record: self.contract)
            self.patch(kind, "_document_report", report_of)
            self.patch(kind, "_document_name", lambda record: "CT-1 Contract")

    def patch(self, holder, name, value):
        if hasattr(holder, name):
            return super().patch(holder, name, value)
        setattr(holder, name, value)
        self.addCleanup(delattr, holder, name)
        return None

    def mark(self, **values):
        given = {
            "name": "Li Na",
            "capacity": "legal",
            "way": "drawn",
            "image": drawing(),
            "confirmed": frozenset({"cap", "forum"}),
            "seen_sha256": hashlib.sha256(PDF).hexdigest(),
            "ip_address": "203.0.113.7",
            "user_agent": "Browser/1.0",
            "is_logged_in": True,
            **values,
        }
        return Mark(**given)

    def sign(self, row=None, user=None, **values):
        """As the page does it: superuser on a row that the visitor was found to have."""
        user = user or self.customer
        row = (row or self.row).with_user(user).sudo()
        return row._sign_online(self.mark(**values), user.partner_id)


class SigningCase(SigningWorld, ComplianceCase):
    """On 2026-02-10 in Shanghai; the text is fixed where ``is_fixed`` says so."""

    moment = "2026-02-10 02:00:00"
    is_fixed = True

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.freeze_class(cls.moment)
        cls.build_signing()

    def setUp(self):
        super().setUp()
        self.print_texts()
        if self.is_fixed:
            self.execution._fix_document()
