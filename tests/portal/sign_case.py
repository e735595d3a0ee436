import base64

from lxml import html

from ..common import ComplianceHttpCase
from ..document.signing_case import SigningWorld, drawing

DRAWN = "data:image/png;base64,"


class SignCase(SigningWorld, ComplianceHttpCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.build_signing()

    def setUp(self):
        super().setUp()
        self.print_texts()
        self.path = f"/my/crm-contracts/{self.contract.id}"
        self.page_url = f"{self.path}/sign/{self.row.id}"

    def login(self, user):
        self.authenticate(user.login, user.login)

    def get(self, path, **params):
        return self.url_open(path, params=params, allow_redirects=False)

    def form_of(self, page):
        """The form's hidden values, as a browser would send them."""
        form = html.fromstring(page.text).find_class("o_contract_sign_form")[0]
        return {
            field.get("name"): field.get("value") or ""
            for field in form.xpath(".//input[@type='hidden']")
        }

    def post(self, path, files=None, **data):
        return self.url_open(path, data=data, files=files, allow_redirects=False)

    def filled(self, **values):
        hidden = self.form_of(self.get(self.page_url))
        return {
            **hidden,
            "name": "Li Na",
            "capacity": "legal",
            "way": "drawn",
            "drawing": DRAWN + base64.b64encode(drawing()).decode(),
            "confirmed": ["cap", "forum"],
            **values,
        }

    def assert_unsigned(self):
        self.env.invalidate_all()
        self.assertFalse(self.row.signed_on or self.row.signed_at)
