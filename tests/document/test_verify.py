import os

from odoo.exceptions import AccessError, UserError
from odoo.fields import Command
from odoo.tools import mute_logger

from .signing_case import PDF, SigningCase


class TestVerify(SigningCase):
    """Whatever was altered behind the back is named, the first of it first (L-34)."""

    is_fixed = False

    def setUp(self):
        super().setUp()
        self.annex = self._create_file("annex.pdf", b"%PDF-1.4 annex of " + self.id().encode())
        self.scan = self._create_file("scan.pdf", b"%PDF-1.4 scan of " + self.id().encode())
        requirement = self.env["crm.contract.requirement"].create(
            {
                "contract_id": self.contract.id,
                "name": "Annex",
                "gate": "sign",
                "kind": "document",
                "evidence_ids": [Command.link(self.annex.id)],
                "done_on": "2026-02-09",
            }
        )
        self.annex = requirement.evidence_ids
        self.execution._fix_document()
        self.env["crm.contract.signature.wizard"].create(
            {
                "execution_id": self.execution.id,
                "signature_id": self.ours.id,
                "signed_on": "2026-02-10",
                "evidence_ids": [Command.link(self.scan.id)],
            }
        ).action_confirm()
        self.scan = self.ours.evidence_ids
        self.sign()
        self.document = self.execution.document_id
        self.image = self.env["ir.attachment"].search(
            [("res_model", "=", self.row._name), ("res_field", "=", "signature_image")]
        )
        self.env.flush_all()

    def verify(self, user=None):
        params = self.execution.with_user(user or self.officer).action_verify()["params"]
        return params["type"], params["message"]

    def alter(self, statement, *values):
        self.env.flush_all()
        self.env.cr.execute(statement, values)
        self.env.invalidate_all()

    def assert_named(self, name, said="was altered"):
        kind, message = self.verify()
        self.assertEqual(kind, "danger")
        self.assertIn(name, message)
        self.assertIn(said, message)

    def test_the_manifest_holds_every_piece_in_order(self):
        self.assertEqual(self.execution.state, "executed")
        pieces = self.execution.manifest["pieces"]
        self.assertEqual(
            [(piece["role"], piece["id"]) for piece in pieces],
            [
                ("document", self.document.id),
                ("signature", min(self.row.id, self.ours.id)),
                ("signature", max(self.row.id, self.ours.id)),
                ("image", self.image.id),
                ("evidence", self.scan.id),
                ("checklist", self.annex.id),
            ],
        )
        self.assertIn(
            self.execution.manifest_sha256, str(self.execution.message_ids.mapped("body"))
        )

    def test_untouched_it_is_whole_and_says_what_was_counted(self):
        kind, message = self.verify()
        self.assertEqual(kind, "success")
        self.assertIn("4 files and 2 signatures", message)
        self.assertIn(self.execution.manifest_sha256, message)
        self.assertIn("is whole", str(self.execution.message_ids[0].body))

    def test_one_byte_in_the_file_store_is_named(self):
        path = self.scan._full_path(self.scan.store_fname)
        with open(path, "rb") as file:
            content = file.read()
        mode = os.stat(path).st_mode
        os.chmod(path, 0o600)
        with open(path, "wb") as file:
            file.write(bytes([content[0] ^ 1]) + content[1:])
        try:
            self.assert_named("scan.pdf")
        finally:
            with open(path, "wb") as file:
                file.write(content)
            os.chmod(path, mode)
        self.assertEqual(self.verify()[0], "success")

    def test_one_byte_by_sql_is_named(self):
        self.alter(
            "UPDATE ir_attachment SET store_fname = NULL, db_datas = %s WHERE id = %s",
            PDF[:-1] + b"T",
            self.document.id,
        )
        self.assert_named(self.document.name)

    def test_the_first_of_several_is_named(self):
        for file in (self.annex, self.scan, self.image):
            self.alter(
                "UPDATE ir_attachment SET store_fname = NULL, db_datas = 'x' WHERE id = %s",
                file.id,
            )
        self.assert_named(self.image.name)

    @mute_logger("odoo.addons.base.models.ir_attachment")
    def test_a_file_whose_content_is_gone_is_named(self):
        self.alter("UPDATE ir_attachment SET store_fname = 'aa/gone' WHERE id = %s", self.annex.id)
        self.assert_named("annex.pdf", "missing")

    def test_two_files_that_changed_places_are_named(self):
        names = {file: file.store_fname for file in (self.annex, self.scan)}
        self.alter(
            "UPDATE ir_attachment SET store_fname = %s WHERE id = %s",
            names[self.annex],
            self.scan.id,
        )
        self.alter(
            "UPDATE ir_attachment SET store_fname = %s WHERE id = %s",
            names[self.scan],
            self.annex.id,
        )
        self.assert_named("scan.pdf")

    def test_another_file_in_the_place_of_the_text_is_named(self):
        other = self._create_file("other.pdf", b"%PDF-1.4 other")
        self.alter(
            "UPDATE crm_contract_execution SET document_id = %s WHERE id = %s",
            other.id,
            self.execution.id,
        )
        self.assert_named(self.document.name, "no longer there")

    def test_a_proof_that_was_taken_away_is_named(self):
        self.alter(
            "DELETE FROM crm_contract_signature_evidence_rel WHERE ir_attachment_id = %s",
            self.scan.id,
        )
        self.assert_named("scan.pdf", "no longer there")

    def test_a_signature_that_was_rewritten_is_named(self):
        for column, value in (
            ("signer_name", "Somebody else"),
            ("signed_on", "2026-02-09"),
            ("ip_address", "203.0.113.9"),
            ("confirmations", "[]"),
        ):
            with self.subTest(column=column), self.env.cr.savepoint() as savepoint:
                self.alter(
                    f"UPDATE crm_contract_signature SET {column} = %s WHERE id = %s",
                    value,
                    self.row.id,
                )
                self.assert_named(self.row.display_name)
                savepoint.rollback()
                self.env.invalidate_all()

    def test_a_manifest_that_was_bent_to_fit_is_named(self):
        self.alter(
            "UPDATE crm_contract_execution SET manifest = jsonb_set(manifest::jsonb,"
            " '{pieces,0,sha256}', '\"00\"') WHERE id = %s",
            self.execution.id,
        )
        self.assert_named("", "list of hashes")

    def test_evidence_that_comes_later_alters_nothing(self):
        self.env["crm.contract.requirement"].create(
            {"contract_id": self.contract.id, "name": "Later", "gate": "effect"}
        ).evidence_ids = [Command.link(self._create_file("later.pdf").id)]
        self.assertEqual(self.verify()[0], "success")

    def test_merging_contacts_alters_nothing(self):
        """I10: who signed is kept by name; their contacts may be tidied up."""
        twin = self.env["res.partner"].create({"name": "Li Na"})
        wizard = self.env["base.partner.merge.automatic.wizard"].create({})
        wizard._merge((self.row.signer_id | twin).ids, twin, extra_checks=False)
        self.env.invalidate_all()
        self.assertEqual(self.verify()[0], "success")

    def test_the_contract_verifies_all_that_was_executed(self):
        params = self.contract.with_user(self.officer).action_verify()["params"]
        self.assertEqual(params["type"], "success")
        self.alter(
            "UPDATE ir_attachment SET store_fname = NULL, db_datas = 'x' WHERE id = %s",
            self.scan.id,
        )
        params = self.contract.with_user(self.officer).action_verify()["params"]
        self.assertEqual(params["type"], "danger")

    def test_officers_verify(self):
        with self.assertRaises(AccessError):
            self.verify(self.user)
        self.assertEqual(self.verify(self.manager)[0], "success")

    def test_what_is_not_executed_has_nothing_to_verify(self):
        fresh = self._create_contract()
        self._name_representatives(fresh)
        fresh.action_send_to_sign()
        with self.assertRaisesRegex(UserError, "nothing to verify"):
            fresh._main_execution().with_user(self.officer).action_verify()

    def test_what_was_registered_from_paper_says_that_there_is_nothing_to_compare(self):
        self._load_demo()
        old = self.env.ref("crm_contract_compliance.demo_contract_huaxing")
        params = old.action_verify()["params"]
        self.assertEqual((params["type"], params["title"]), ("warning", "Nothing to Compare"))
        self.assertIn("registered from paper", params["message"])

    def test_a_document_that_was_altered_before_the_last_signature_is_not_executed(self):
        fresh = self._create_contract(main_execution_mode="sign")
        self._name_representatives(fresh)
        fresh.action_send_to_sign()
        execution = fresh._main_execution()
        execution._fix_document()
        self.alter(
            "UPDATE ir_attachment SET store_fname = NULL, db_datas = 'x' WHERE id = %s",
            execution.document_id.id,
        )
        for row in execution.signature_ids:
            row.write({"signed_on": "2026-02-10"})
        with self.assertRaisesRegex(UserError, "no longer the one"):
            execution._advance()


class TestCertificate(SigningCase):
    """Who signed what, when and how, with the hashes that prove it."""

    def certified(self, lang="en_US"):
        self._record_marks(self.execution, self.ours.side, "2026-02-10")
        self.sign()
        return self.execution.with_context(lang=lang)._document()

    def test_it_says_who_when_how_and_the_hashes(self):
        document = self.certified()
        lines = {label: value for party in document.parties for label, value in party.lines}
        theirs = dict(document.parties[-1].lines)
        self.assertEqual(theirs["Signed by"], "Li Na")
        self.assertEqual(theirs["Signed on"], "2026-02-10 10:00:00 (Asia/Shanghai)")
        self.assertEqual(theirs["IP address"], "203.0.113.7")
        self.assertEqual(theirs["SHA-256 of the text"], self.execution.document_sha256)
        self.assertIn("Electronic", lines["Method"])
        self.assertIn(self.execution.manifest_sha256, document.closing[0])
        table = document.sections[-1].table
        self.assertIn((self.execution.document_id.name, self.execution.document_sha256), table.rows)

    def test_in_both_languages_each_speaks_its_own(self):
        """Names of instruments and sides are told in the language of their column."""
        self.env["res.lang"]._activate_lang("zh_CN")
        self.env["ir.module.module"]._load_module_terms(["crm_contract_compliance"], ["zh_CN"])
        english = self.certified()
        chinese = self.execution.with_context(lang="zh_CN")._document()
        self.assertIn("Contract CT", english.intro[0])
        self.assertIn("合同第", chinese.intro[0])
        names = [name for name, _digest in chinese.sections[-1].table.rows]
        self.assertIn("签名图片", names)
        self.assertFalse([name for name in names if "Contract CT" in name and "签署" in name])

    def test_it_repeats_the_confirmed_clauses_in_their_words(self):
        document = self.certified()
        said = [text for part in document.sections for text in part.paragraphs]
        self.assertIn("Article 2 Cap — We answer for at most 60,000.", said)
