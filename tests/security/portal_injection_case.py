from ..document.signing_case import PDF, SigningWorld
from .injection_case import PORTAL_PAGES, InjectionCase

READY = "document.readyState === 'complete'"
TELL = """
(document.body.innerText.includes("XSS") ||
    [...document.querySelectorAll("input, textarea")].some((el) => el.value.includes("XSS")))
"""


class PortalInjectionCase(SigningWorld, InjectionCase):
    """A30, A31: what people type is text on the pages of customers and third parties too."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.build_signing()
        active = cls._create_active(third_party_execution_mode="sign")
        agreement = cls._consented(active)
        agreement.action_send_to_sign()
        their_rows = agreement.execution_id.signature_ids
        cls.places = {
            "active": active.id,
            "case": cls._complaint_of(active).id,
            "signing": cls.contract.id,
            "signature": cls.row.id,
            "third_party": agreement.id,
            "their_signature": their_rows.filtered(lambda row: row.side == "third").id,
        }

    @classmethod
    def _complaint_of(cls, contract):
        return cls.env["crm.contract.case"]._raise_from_portal(
            contract, "complaint", "Late", "It came late.", cls.customer.partner_id, []
        )

    def setUp(self):
        """The text to sign is ours; only its PDF is not drawn."""
        super().setUp()
        for model in ("crm.contract", "crm.contract.third.party"):
            self.patch(self.env.registry[model], "_document_pdf", lambda *_args, **_kw: PDF)

    def _open_portal(self):
        """Every page, as the people whose page it is; how many there were."""
        for login, pages in PORTAL_PAGES.items():
            self.authenticate(login, login)
            for page in pages:
                path = page.format(**self.places)
                self.assertEqual(self.url_open(path).status_code, 200, path)
                self.browser_js(path, self._watch(page), READY, login=login)
        return sum(map(len, PORTAL_PAGES.values()))

    def _watch(self, page):
        """Time enough for a payload to run; but for the home page, each shows some of them."""
        told = "true" if page == "/my/home" else TELL
        return (
            f"setTimeout(() => {told} ? console.log('test successful')"
            " : console.error('no payload is shown'), 500);"
        )
