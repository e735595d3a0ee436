import io
import re

from odoo.exceptions import AccessError, UserError
from odoo.tools.pdf import PdfFileReader

from ..common import ComplianceCase, ComplianceHttpCase
from .signing_case import SigningWorld

SECRET = "Zinnober"
ADDON = "crm_contract_compliance"


class SecretWorld(SigningWorld):
    """A contract of the real type with one confidential clause, that is out to be signed."""

    @classmethod
    def build_secret(cls, **values):
        cls.build_portal()
        cls.cleared = cls._new_user("cc_cleared", "officer")
        cls.cleared.group_ids |= cls.env.ref(f"{ADDON}.group_contract_confidential")
        cls.contract = cls._create_contract(
            type_id=cls.env.ref(f"{ADDON}.type_norms").id,
            main_execution_mode="sign",
            document_language="en_US",
            **values,
        )
        cls._name_representatives(cls.contract)
        cls.contract.action_send_to_sign()
        cls.execution = cls.contract._main_execution()
        cls.row = cls.execution.signature_ids.filtered(lambda row: row.side == "b")
        cls.ours = cls.execution.signature_ids - cls.row
        clauses = cls.contract._clauses().sudo(False)
        cls.clause = clauses.filtered(lambda row: row.code == "confidentiality")

    @classmethod
    def hide_clause(cls):
        cls.clause.with_user(cls.cleared).write(
            {
                "name": SECRET,
                "body": f"{SECRET} words.",
                "is_highlighted": True,
                "is_classified": True,
            }
        )

    def text_of(self, file):
        reader = PdfFileReader(io.BytesIO(file.sudo().raw))
        pages = [reader.getPage(number) for number in range(reader.getNumPages())]
        return re.sub(r"\s+", " ", " ".join(page.extract_text() for page in pages))

    def sign_whole(self):
        clauses = self.execution.with_user(self.customer).sudo()._clauses_to_confirm()
        self.sign(
            confirmed=frozenset(clause["code"] for clause in clauses),
            seen_sha256=self.execution.document_sha256,
        )
        return clauses


class TestSignedSecrets(SecretWorld, ComplianceCase):
    """What is signed is whole, and inside it stays with those who have the clearance (I9)."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.freeze_class("2026-02-10 02:00:00")
        cls.build_secret()

    def fix(self, user=None):
        with self.allow_pdf_render():
            return self.execution.with_user(user or self.cleared)._fix_document()

    def test_until_the_text_is_fixed_clauses_change_and_then_they_are_held(self):
        self.clause.with_user(self.user).body = "Everything stays secret."
        file = self.fix(self.user)
        self.assertIn("Everything stays secret.", self.text_of(file))
        new = {"contract_id": self.contract.id, "name": "More", "body": "More"}
        for change in (
            lambda: self.clause.with_user(self.user).write({"body": "Nothing does."}),
            lambda: self.clause.with_user(self.user).write({"is_highlighted": False}),
            lambda: self.clause.with_user(self.user).write({"sequence": 1}),
            lambda: self.clause.with_user(self.user).unlink(),
            lambda: self.clause.with_user(self.user).update_field_translations(
                "body", {"en_US": "Nothing does."}
            ),
            lambda: self.env["crm.contract.clause"].with_user(self.user).create(new),
            lambda: self.contract.with_user(self.user).write({"goals": "Others"}),
            lambda: self.contract.with_user(self.user).write({"document_language": "zh_CN"}),
            lambda: self.contract.with_user(self.user).action_reset_clauses(),
        ):
            with self.assertRaisesRegex(UserError, "back to draft"), self.env.cr.savepoint():
                change()
            self.env.invalidate_all()
        self.assertEqual(self.execution._fix_document(), file)
        self.assertEqual(self.clause.body, "Everything stays secret.")

    def test_the_type_changes_nothing_of_what_was_sent_to_sign(self):
        self.env.ref(f"{ADDON}.type_norms").all_clause_ids.write({"body": "Other words."})
        self.assertNotIn("Other words.", self.text_of(self.fix()))

    def test_back_in_draft_and_out_again_it_is_another_file_with_the_new_words(self):
        self.fix()
        self.contract.action_back_to_draft()
        self.clause.body = "New words."
        self.contract.action_send_to_sign()
        self.execution = self.contract._main_execution()
        self.assertIn("New words.", self.text_of(self.fix()))

    def test_a_confidential_clause_is_in_the_text_whoever_has_it_fixed(self):
        self.hide_clause()
        file = self.fix(self.user)
        self.assertIn(f"{SECRET} words.", self.text_of(file))
        self.assertNotIn("Only people with the clearance", self.text_of(file))

    def test_its_file_is_for_the_cleared_alone(self):
        self.hide_clause()
        self.clause.with_user(self.cleared).classification_ids = self.env.ref(
            f"{ADDON}.classification_trade_secret"
        )
        file = self.fix()
        self.assertTrue(file.sudo().crm_contract_is_classified)
        self.assertEqual(
            file.sudo().crm_contract_classification_ids, self.clause.classification_ids
        )
        self.env.invalidate_all()
        for user in (self.user, self.officer, self.manager):
            with self.subTest(user=user.login), self.assertRaises(AccessError):
                file.with_user(user).read(["raw"])
            with self.assertRaises(AccessError):
                self.execution.with_user(user).action_print_to_sign()
        self.assertIn(b"%PDF", file.with_user(self.cleared).raw)
        self.execution.with_user(self.cleared).action_print_to_sign()

    def test_without_a_reason_it_is_confidential_all_the_same(self):
        self.hide_clause()
        file = self.fix()
        self.assertFalse(file.sudo().crm_contract_classification_ids)
        self.assertTrue(file.sudo().crm_contract_is_classified)

    def test_so_is_the_text_of_a_confidential_contract(self):
        self.contract.is_classified = True
        self.assertTrue(self.fix().sudo().crm_contract_is_classified)

    def test_what_becomes_confidential_after_it_went_out_takes_the_file_along(self):
        file = self.fix()
        self.assertFalse(file.sudo().crm_contract_is_classified)
        self.clause.with_user(self.cleared).is_classified = True
        self.assertTrue(file.sudo().crm_contract_is_classified)

    def test_nobody_marks_a_file_without_the_clearance(self):
        file = self.fix()
        for values in (
            {"crm_contract_is_classified": True},
            {"crm_contract_classification_ids": [(4, 1)]},
        ):
            with self.assertRaises(AccessError):
                file.with_user(self.manager).write(values)

    def test_who_signs_outside_reads_and_confirms_its_words_and_nobody_inside_learns_them(self):
        self.hide_clause()
        self.fix()
        clauses = self.sign_whole()
        self.assertIn(f"{SECRET} words.", [clause["text"] for clause in clauses])
        self.assertIn(SECRET, str(self.row.sudo().confirmations))
        self.env.invalidate_all()
        for user in (self.user, self.officer, self.manager):
            row = self.row.with_user(user)
            with self.assertRaises(AccessError):
                row.read(["confirmations"])
            self.assertNotIn(SECRET, str(row.read()))
            said = self.execution.with_user(user).sudo()._document()
            self.assertNotIn(SECRET, str(said))
            self.assertIn("A confidential clause", str(said))
        self.assertIn(SECRET, str(self.execution.with_user(self.cleared)._document()))

    def test_a_question_about_it_is_for_the_cleared(self):
        self.hide_clause()
        self.fix()
        [clause] = [
            one
            for one in self.execution.with_user(self.customer).sudo()._clauses_to_confirm()
            if SECRET in one["text"]
        ]
        questions = self.env["crm.contract.question"]
        asked = questions._ask(self.row, clause, f"Why {SECRET}?", self.customer.partner_id)
        self.env.invalidate_all()
        self.assertFalse(questions.with_user(self.manager).search([("id", "=", asked.id)]))
        self.assertNotIn(SECRET, str(self.contract.message_ids.mapped("body")))
        asked.with_user(self.cleared).answer = f"For {SECRET}."
        told = str(self.contract.message_ids.mapped("body"))
        self.assertNotIn(SECRET, told)
        self.assertIn("confidential clause was answered", told)


class TestSecretsHandedOut(SecretWorld, ComplianceHttpCase):
    """Through the doors of the site: outside what one signs, inside by the clearance alone."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.freeze_class("2026-02-10 02:00:00")
        cls.build_secret()
        cls.hide_clause()

    def setUp(self):
        super().setUp()
        with self.allow_pdf_render():
            self.file = self.execution._fix_document()
        self.path = f"/my/crm-contracts/{self.contract.id}"
        self.env.flush_all()

    def get(self, user, path):
        self.authenticate(user.login, user.login)
        return self.url_open(path, allow_redirects=False)

    def places(self):
        return (
            f"{self.path}/signed-text/{self.row.id}",
            f"{self.path}/document",
            f"{self.path}/files/{self.file.id}",
        )

    def test_the_customer_gets_what_it_signs(self):
        page = self.get(self.customer, f"{self.path}/sign/{self.row.id}")
        self.assertIn(f"{SECRET} words.", page.text)
        for place in self.places():
            answer = self.get(self.customer, place)
            self.assertEqual(answer.content, self.file.raw, place)
            self.assertEqual(answer.headers["X-Content-Type-Options"], "nosniff")
        noted = self.env["crm.contract.access"].search([("user_id", "=", self.customer.id)])
        self.assertIn("download", noted.mapped("channel"))

    def test_people_inside_do_not_without_the_clearance(self):
        for user in (self.user, self.officer):
            page = self.get(user, f"{self.path}/sign/{self.row.id}")
            self.assertEqual(page.status_code, 200)
            self.assertNotIn(SECRET, page.text)
            for place in self.places():
                answer = self.get(user, place)
                self.assertEqual(answer.status_code, 404, place)
            answer = self.get(user, f"/web/content/{self.file.id}")
            self.assertNotIn(b"%PDF", answer.content)
        self.assertEqual(self.get(self.cleared, self.places()[0]).content, self.file.raw)

    def test_strangers_get_nothing(self):
        for place in self.places():
            self.assertEqual(self.get(self.stranger, place).status_code, 404)
        answer = self.get(self.customer, f"/web/content/{self.file.id}")
        self.assertNotIn(b"%PDF", answer.content, "by its page alone")

    def test_the_certificate_inside_is_without_the_text_and_the_secret(self):
        self.sign_whole()
        self._record_marks(self.execution, "a", signed_on="2026-02-10")
        if self.contract.state == "signing":  # its annexes are not asked for here
            self.execution._execute()
        self.env.flush_all()
        url = f"/crm-contracts/certificate/{self.execution.id}"
        for user, is_told in ((self.officer, False), (self.cleared, True)):
            answer = self.get(user, url)
            self.assertEqual(answer.headers["Content-Type"], "application/pdf")
            file = self.env["ir.attachment"].new({"raw": answer.content})
            words = self.text_of(file)
            self.assertEqual(SECRET in words, is_told)
            self.assertIn(self.execution.manifest_sha256, words.replace(" ", ""))
        answer = self.get(self.customer, f"{self.path}/certificate/{self.row.id}")
        self.assertIn(SECRET, self.text_of(self.env["ir.attachment"].new({"raw": answer.content})))
