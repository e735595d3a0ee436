from odoo.exceptions import UserError
from odoo.fields import Command

from ..common import ComplianceCase


class TestFiles(ComplianceCase):
    """Files of an executed instrument are evidence: neither changed, re-pointed nor deleted."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.freeze_class("2026-06-01 04:00:00")
        cls.contract = cls._create_contract()
        cls._name_representatives(cls.contract)
        cls.annex = cls._file_of(cls.contract, "annex.pdf")
        cls.authority = cls._create_file("poa.pdf")
        party = cls.contract.party_ids[1]
        party.write({"capacity": "authorised", "power_of_attorney_ids": cls._link(cls.authority)})
        cls.contract.action_send_to_sign()
        cls.execution = cls.contract._main_execution()
        cls.scan = cls._create_file("scan.pdf")
        cls.execution.signature_ids[0].evidence_ids = cls._link(cls.scan)
        cls.document = cls._file_of(cls.execution, "contract.pdf")
        cls.execution.document_id = cls.document
        for side in ("a", "b"):
            cls._record_marks(cls.execution, side, "2026-05-30", "2026-05-30")
        cls.evidence = (
            cls.annex
            | party.power_of_attorney_ids
            | cls.execution.document_id
            | cls.execution.signature_ids[0].evidence_ids
        )
        # PostgreSQL's clock is not frozen: the files were there before the execution.
        cls.env.flush_all()
        cls.env.cr.execute(
            "UPDATE ir_attachment SET create_date = '2026-05-29' WHERE id IN %s",
            [tuple(cls.evidence.ids)],
        )
        cls.env.invalidate_all()

    @classmethod
    def _file_of(cls, record, name):
        return cls._create_file(name, res_model=record._name, res_id=record.id)

    def test_all_four_kinds_of_files_are_known_as_evidence(self):
        self.assertEqual(self.contract.state, "signed")
        self.assertEqual(len(self.evidence), 4)

    def test_evidence_is_not_altered_in_any_way(self):
        """A07, I10: content, name, owner, visibility."""
        other = self._create_contract()
        for file in self.evidence:
            for values in (
                {"raw": b"forged"},
                {"datas": "Zm9yZ2Vk"},
                {"name": "other.pdf"},
                {"res_id": other.id},
                {"res_model": "res.partner"},
                {"res_id": False},
                {"public": True},
                {"type": "url", "url": "https://example.com"},
                {"mimetype": "text/html"},
            ):
                with self.subTest(file=file.name, values=values), self.assertRaises(UserError):
                    file.write(values)
        self.assertEqual(set(self.evidence.mapped("raw")), {b"%PDF-1.4 evidence"})

    def test_evidence_is_not_deleted(self):
        for file in self.evidence:
            for user in (self.env.user, self.manager):
                with self.subTest(file=file.name), self.assertRaises(UserError):
                    file.with_user(user).unlink()
                    self.env.flush_all()

    def test_evidence_does_not_leave_its_record(self):
        with self.assertRaises(UserError):
            self.execution.signature_ids[0].evidence_ids = [Command.unlink(self.evidence[-1].id)]
        with self.assertRaises(UserError):
            self.contract.party_ids[1].power_of_attorney_ids = [Command.clear()]
        with self.assertRaises(UserError):
            self.execution.document_id = self._create_file("other.pdf")

    def test_files_that_came_later_and_files_of_drafts_are_free(self):
        late = self._file_of(self.contract, "letter.pdf")
        self.env.flush_all()
        self.env.cr.execute(
            "UPDATE ir_attachment SET create_date = '2026-06-02' WHERE id = %s", [late.id]
        )
        self.env.invalidate_all()
        late.name = "letter of June.pdf"
        late.unlink()
        draft = self._file_of(self._create_contract(), "draft.pdf")
        draft.raw = b"second version"
        draft.unlink()
        self.assertFalse((late | draft).exists())

    def test_what_does_not_change_the_file_may_be_written(self):
        self.annex.description = "Annex 1"
        self.annex.write({"name": self.annex.name})
        self.assertEqual(self.annex.description, "Annex 1")

    def test_the_evidence_of_a_signature_has_its_hash(self):
        row = self.execution.signature_ids[0]
        self.assertEqual(row.evidence_ids.raw, b"%PDF-1.4 evidence")
        # sha256sum of "%PDF-1.4 evidence"
        self.assertEqual(
            row.evidence_sha256,
            "83d40e60c499a02179e970db4fa0caa836a109dfbfcdbae0298f2652a75c2954",
        )

    def test_the_document_is_a_file_with_its_hash_not_a_link(self):
        # sha256sum of "%PDF-1.4 evidence"
        self.assertEqual(
            self.execution.document_sha256,
            "83d40e60c499a02179e970db4fa0caa836a109dfbfcdbae0298f2652a75c2954",
        )
        link = self.env["ir.attachment"].create(
            {"name": "link", "type": "url", "url": "https://example.com"}
        )
        contract = self._create_contract()
        self._name_representatives(contract)
        contract.action_send_to_sign()
        with self.assertRaises(UserError):
            contract._main_execution().document_id = link

    def test_files_of_a_record_are_read_without_those_of_all_others(self):
        """Core looks up every file of the database unless the relation says otherwise."""
        found = {
            f"{name}.{field.name}": field.bypass_search_access
            for name, model in self.env.registry.items()
            for field in model._fields.values()
            if name.startswith("crm.contract")
            and field.type == "many2many"
            and field.comodel_name == "ir.attachment"
        }

        self.assertTrue(found)
        self.assertEqual([name for name, is_direct in found.items() if not is_direct], [])

    def test_reader_of_a_record_gets_only_the_files_that_he_may_read(self):
        row = self.execution.signature_ids[0]
        hidden = self._create_file("other.pdf")
        hidden.sudo().write({"res_model": "res.users", "res_id": self.env.uid, "res_field": "x"})
        self.env.flush_all()
        self.env.cr.execute(
            "INSERT INTO crm_contract_signature_evidence_rel VALUES (%s, %s)", [row.id, hidden.id]
        )
        self.env.invalidate_all()

        self.assertEqual(row.with_user(self.user).evidence_ids, row.sudo().evidence_ids - hidden)
