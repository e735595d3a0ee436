from odoo import Command
from odoo.exceptions import AccessError, UserError

from .security_case import SecurityCase


class TestEvidence(SecurityCase):
    """Files of a contract are read by whoever reads the contract, and by nobody else (A06, A07)."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.contract = cls._create_contract(member_ids=[Command.link(cls.member.id)])
        cls._name_representatives(cls.contract)
        cls.contract.action_send_to_sign()
        cls.execution = cls.contract.execution_ids
        cls.row = cls.execution.signature_ids[0]

    def _upload(self, user, **values):
        """As the dialog's file widget does: on the dialog, which has no id yet."""
        return self.as_user(self.env["ir.attachment"], user).create(
            {
                "name": "scan.pdf",
                "raw": b"%PDF evidence",
                **values,
            }
        )

    def _sign_with(self, user, **values):
        dialog = self.as_user(self.env["crm.contract.signature.wizard"], user).create(
            {
                "execution_id": self.execution.id,
                "signature_id": self.row.id,
                "signed_on": "2026-06-01",
                "sealed_on": "2026-06-01",
                **values,
            }
        )
        dialog.action_confirm()

    def _may_read(self, user, file):
        try:
            return self.as_user(file, user).raw == b"%PDF evidence"
        except AccessError:
            return False

    def test_the_scan_goes_from_the_dialog_to_the_signature(self):
        file = self._upload(self.user, res_model="crm.contract.signature.wizard", res_id=0)
        self.assertFalse(self._may_read(self.member, file), "it is still the uploader's own")

        self._sign_with(self.user, evidence_ids=[Command.link(file.id)])

        self.assertEqual((file.res_model, file.res_id), (self.row._name, self.row.id))
        self.assertEqual(self.row.evidence_ids, file)
        for user in (self.user, self.member, self.officer, self.manager):
            self.assertTrue(self._may_read(user, file), user.login)
        for user in (
            self.other_user,
            self.employee,
            self.portal,
            self.public,
            self.foreign_manager,
        ):
            self.assertFalse(self._may_read(user, file), user.login)

    def test_the_power_of_attorney_goes_to_the_party(self):
        file = self._upload(self.user, res_model="crm.contract.signature.wizard", res_id=0)

        self._sign_with(
            self.user,
            power_of_attorney_ids=[Command.link(file.id)],
            signer_id=self.our_person.id,
            capacity="authorised",
        )

        party = self.contract.party_ids.filtered(lambda party: party.side == self.row.side)
        self.assertEqual((file.res_model, file.res_id), (party._name, party.id))
        self.assertTrue(self._may_read(self.member, file))

    def test_every_door_keeps_its_files(self):
        """Whichever field of ours takes files, at creation and later."""
        active = self._create_active()
        requirement = self.env["crm.contract.requirement"].create(
            {"contract_id": self.contract.id, "name": "Insurance"}
        )
        for record, name in (
            (requirement, "evidence_ids"),
            (active.deadline_ids[0], "evidence_ids"),
            (self.execution, "document_id"),
        ):
            file = self._upload(self.user)
            is_one = record._fields[name].type == "many2one"
            self.rpc(
                self.user,
                record,
                "write",
                {
                    name: file.id if is_one else [Command.link(file.id)],
                },
            )
            self.assertEqual((file.res_model, file.res_id), (record._name, record.id), record)
        file = self._upload(self.user)
        notice = self.rpc(
            self.user,
            self.env["crm.contract.notice"],
            "create",
            {
                "contract_id": active.id,
                "side": "a",
                "sent_on": "2026-06-01",
                "proof_ids": [Command.link(file.id)],
            },
        )
        self.assertEqual((file.res_model, file.res_id), ("crm.contract.notice", notice))

    def test_a_registered_scan_belongs_to_its_instrument(self):
        file = self._upload(self.manager, res_model="crm.contract.register.wizard", res_id=0)
        dialog = self.as_user(self.env["crm.contract.register.wizard"], self.manager).create(
            self._paper_vals(scan_ids=self._link(file))
        )
        dialog.action_register()
        self.assertEqual(file.res_model, "crm.contract.execution")
        self.assertTrue(self._may_read(self.user, file))
        self.assertFalse(self._may_read(self.other_user, file))

    def test_a_file_of_another_record_is_copied(self):
        """Else the readers and editors of that record would be the evidence's."""
        original = self._upload(self.user, res_model="res.users", res_id=self.user.id)
        self._sign_with(self.user, evidence_ids=[Command.link(original.id)])
        self.assertNotEqual(self.row.evidence_ids, original)
        self.assertEqual(self.row.evidence_ids.raw, original.raw)
        self.assertEqual(original.res_model, "res.users")

    def test_a_file_one_may_not_read_is_not_taken(self):
        """By its id alone: neither read through the contract, nor moved to it."""
        theirs = self._upload(self.other_user)
        for record, vals in (
            (self.row, {"evidence_ids": [Command.link(theirs.id)]}),
            (self.row, {"evidence_ids": [Command.set(theirs.ids)]}),
            (self.execution, {"document_id": theirs.id}),
        ):
            self.assert_denied(self.user, record, "write", vals)
        self.assertFalse(theirs.res_id)

    def test_confidential_evidence_needs_the_clearance(self):
        file = self._upload(self.user)
        self.rpc(self.user, self.row, "write", {"evidence_ids": [Command.link(file.id)]})
        self.contract.is_classified = True
        for user in (self.user, self.member, self.officer, self.manager):
            self.assertFalse(self._may_read(user, file), user.login)
        self.assertTrue(self._may_read(self.cleared_manager, file))

    def test_files_are_not_published_moved_or_deleted_by_outsiders(self):
        """A07"""
        file = self._upload(self.user)
        self.rpc(self.user, self.row, "write", {"evidence_ids": [Command.link(file.id)]})
        for user in (self.other_user, self.employee, self.foreign_manager):
            self.assert_denied(user, file, "write", {"public": True})
            self.assert_denied(user, file, "write", {"res_id": 1})
            self.assert_denied(user, file, "unlink")
            self.assert_denied(
                user,
                file.browse(),
                "create",
                {
                    "name": "x",
                    "res_model": self.row._name,
                    "res_id": self.row.id,
                },
            )

    def test_evidence_of_a_signed_contract_is_not_touched(self):
        """I10: neither the file nor where it stands; the link is kept by the database too."""
        file = self._upload(self.user)
        self._sign_with(self.user, evidence_ids=[Command.link(file.id)])
        self._record_marks(self.execution, "b", "2026-06-01", "2026-06-01")
        self.assertEqual(self.contract.state, "signed")
        # PostgreSQL's clock runs on: the file is as old as the test's.
        self.env.cr.execute(
            "UPDATE ir_attachment SET create_date = %s WHERE id = %s", ("2026-06-01", file.id)
        )
        file.invalidate_recordset()
        for vals in ({"raw": b"other"}, {"name": "x"}, {"res_id": 1}, {"public": True}):
            self.assert_refused(UserError, self.manager, file, "write", vals)
        self.assert_refused(UserError, self.manager, file, "unlink")
        self.assert_refused(
            UserError, self.manager, self.row, "write", {"evidence_ids": [Command.clear()]}
        )

    def test_over_http_a_stranger_gets_no_file(self):
        file = self._upload(self.user)
        self.rpc(self.user, self.row, "write", {"evidence_ids": [Command.link(file.id)]})
        binary = self.env["ir.binary"]
        for user in (self.other_user, self.portal, self.public):
            with self.assertRaises(AccessError):
                self.as_user(binary, user)._find_record(None, "ir.attachment", file.id)
