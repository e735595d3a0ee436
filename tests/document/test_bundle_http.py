import io
import zipfile

from ..common import ComplianceHttpCase


class TestBundleHttp(ComplianceHttpCase):
    """The route of the bundle: who gets it, and one answer to all others (A20, A27)."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.contract = cls._create_active()
        cls._create_file(
            "合同.pdf", b"%PDF-1.4", res_model=cls.contract._name, res_id=cls.contract.id
        )
        cls.foreign = cls._create_contract(company_id=cls._create_company().id)

    def _get(self, login, path):
        self.authenticate(login, login)
        return self.url_open(path, allow_redirects=False)

    def _path(self, contract, query=""):
        return f"/crm-contracts/{contract.id}/bundle{query}"

    def test_an_officer_downloads_it(self):
        answer = self._get("cc_officer", self._path(self.contract))
        self.assertEqual(answer.status_code, 200)
        self.assertEqual(answer.headers["Content-Type"], "application/zip")
        self.assertEqual(answer.headers["X-Content-Type-Options"], "nosniff")
        self.assertIn("attachment", answer.headers["Content-Disposition"])
        archive = zipfile.ZipFile(io.BytesIO(answer.content))
        self.assertIn("documents/001 合同.pdf", archive.namelist())
        rows = self.env["crm.contract.access"].search([("channel", "=", "export")])
        self.assertIn(self.officer, rows.user_id)

    def test_all_others_get_the_answer_of_what_is_not_there(self):
        missing = f"/crm-contracts/{self.contract.id + 10**6}/bundle"
        for login, path in (
            ("cc_user", self._path(self.contract)),
            ("cc_other", self._path(self.contract)),
            ("cc_officer", self._path(self.foreign)),
            ("cc_officer", missing),
            ("cc_officer", "/crm-contracts/0/bundle"),
            ("cc_officer", f"/crm-contracts/{2**63}/bundle"),
            ("cc_officer", "/crm-contracts/abc/bundle"),
            ("cc_officer", self._path(self.contract, "?dispute_id=1e9")),
            ("cc_officer", self._path(self.contract, f"?dispute_id={2**40}")),
            ("cc_officer", self._path(self.contract, "?dispute_id=%00")),
        ):
            with self.subTest(login=login, path=path):
                self.assertEqual(self._get(login, path).status_code, 404)

    def test_whoever_is_not_logged_in_is_asked_to(self):
        self.authenticate(None, None)
        answer = self.url_open(self._path(self.contract), allow_redirects=False)
        self.assertEqual(answer.status_code, 303)
        self.assertIn("/web/login", answer.headers["Location"])

    def test_a_portal_user_gets_nothing(self):
        user = self._new_user("cc_portal", "user")
        user.group_ids = self.env.ref("base.group_portal")
        self.assertEqual(self._get("cc_portal", self._path(self.contract)).status_code, 404)
