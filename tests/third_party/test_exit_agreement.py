from odoo.exceptions import AccessError, UserError

from .end_case import EndCase


class TestExitAgreement(EndCase):
    """T1-App5: the exit agreement is signed by the one route, and the exit reads it from there."""

    def setUp(self):
        super().setUp()
        self.third_party = self._active()

    def _leaving(self):
        self._ask_to_exit(self.third_party)
        for side in ("a", "b"):
            self._consent(self.third_party, side, "2026-05-20")
        return self._tick(self.third_party, "handover")

    def _paper(self):
        return self.third_party._exit_rows().filtered("is_exit_agreement")

    def test_its_last_signature_executes_it_and_lets_it_leave(self):
        self._leaving()
        self.third_party.with_user(self.officer).action_send_exit_to_sign()
        execution = self.third_party.exit_execution_id
        self.assertEqual((execution.kind, execution.state), ("exit", "open"))
        self.assertEqual(execution.signature_ids.mapped("side"), ["a", "b", "third"])
        for side in ("a", "b"):
            self._record_marks(execution, side, "2026-05-20", "2026-05-20")
        with self.assertRaisesRegex(UserError, "cannot leave yet: .*Exit agreement"):
            self._dialog("exit", self.third_party)
        self._record_marks(execution, "third", "2026-05-20", "2026-05-20")
        self.assertEqual((execution.state, str(execution.executed_on)), ("executed", "2026-05-20"))
        self.assertTrue(execution.manifest_sha256)
        self.assertEqual(str(self._paper().done_on), "2026-05-20")
        self._dialog("exit", self.third_party)
        self.assertEqual(self.third_party.state, "ended")

    def test_nobody_ticks_it_off(self):
        self._leaving()
        for user in (self.user, self.officer, self.manager):
            with self.assertRaisesRegex(UserError, "once it is signed by all"):
                self._paper().with_user(user).write({"done_on": "2026-05-20"})
        with self.assertRaisesRegex(UserError, "once it is signed by all"):
            self._paper().action_mark_done()
        with self.assertRaises(UserError):
            self._paper().with_user(self.manager).write({"is_exit_agreement": False})
        self.assertTrue(self._paper()._is_missing())

    def test_a_manager_may_do_without_it_and_says_why(self):
        self._leaving()
        self._paper().with_user(self.manager)._waive("Wound up, nobody is left to sign")
        self._dialog("exit", self.third_party)
        self.assertEqual(self.third_party.state, "ended")

    def test_whoever_is_replaced_agrees_on_the_end_by_it_or_on_paper(self):
        """T1-15.2: the day of its signing is the day on which the old agreement ends."""
        self.assertFalse(self.third_party.can_sign_exit)
        new = self._propose(partner_id=self.ruixin.id, replaces_id=self.third_party.id)
        self.third_party.invalidate_recordset()
        self.assertTrue(self.third_party.can_sign_exit)
        self._sign_exit(self.third_party, "2026-05-19")
        self.assertEqual(str(self.third_party._agreed_end()), "2026-05-19")
        for side in ("a", "b"):
            self._consent(new, side, "2026-05-19")
        self._sign_agreement(new, "2026-05-20")
        new.action_activate()
        self.assertEqual(self.third_party.end_reason, "replaced")

    def test_it_is_signed_once_and_only_by_whoever_leaves(self):
        with self.assertRaisesRegex(UserError, "is signed once"):
            self.third_party.action_send_exit_to_sign()
        self._leaving()
        with self.assertRaises(AccessError):
            self.third_party.with_user(self.user).action_send_exit_to_sign()
        self.third_party.action_send_exit_to_sign()
        with self.assertRaisesRegex(UserError, "is signed once"):
            self.third_party.action_send_exit_to_sign()
        self.third_party.action_take_back()
        self.third_party.invalidate_recordset()
        self.third_party.action_send_exit_to_sign()
        self.assertEqual(self.third_party.exit_execution_id.state, "open")

    def test_an_exit_called_off_voids_it(self):
        self._leaving()
        self.third_party.action_send_exit_to_sign()
        execution = self.third_party.exit_execution_id
        self.third_party._stay("Not now")
        self.assertEqual(execution.state, "void")
        self._ask_to_exit(self.third_party)
        self.assertTrue(self._paper()._is_missing(), "asked anew")
        self.assertTrue(self.third_party.can_sign_exit)

    def test_signed_by_all_it_is_not_called_off(self):
        self._leaving()
        self._sign_exit(self.third_party)
        with self.assertRaisesRegex(UserError, "is signed; record its last day"):
            self.third_party._stay("Not now")
        self.assertEqual(self.third_party.state, "exiting")

    def test_an_end_for_another_reason_voids_what_nobody_needs(self):
        self._leaving()
        self.third_party.action_send_exit_to_sign()
        self.third_party._end("condition", self._day("2026-05-20"), end_clause="9")
        self.assertEqual(self.third_party.exit_execution_id.state, "void")

    def test_a_signed_file_from_outside_is_its_document_with_its_hash(self):
        """L-34: uploaded before it is executed, it is what is hashed and verified."""
        self._leaving()
        self.third_party.action_send_exit_to_sign()
        execution = self.third_party.exit_execution_id
        execution.document_id = self._create_file("exit.pdf", b"%PDF-1.4 signed by all")
        for side in ("a", "b", "third"):
            self._record_marks(execution, side, "2026-05-20", "2026-05-20")
        verdict = self.contract.with_user(self.officer).action_verify()["params"]
        self.assertEqual(verdict["type"], "success", verdict["message"])
        pieces = [piece["name"] for piece in execution.manifest["pieces"]]
        self.assertIn("exit.pdf", pieces)

    def test_a_document_that_the_contract_lists_beside_it_does_not_take_its_place(self):
        self.env["crm.contract.requirement"].create(
            {
                "contract_id": self.contract.id,
                "gate": "third_exit",
                "kind": "document",
                "name": "Final report",
            }
        )
        self._ask_to_exit(self.third_party)
        papers = self.third_party._exit_rows().filtered(lambda row: row.kind == "document")
        self.assertEqual(
            [(row.name, row.is_exit_agreement) for row in papers.sorted("is_exit_agreement")],
            [
                ("Final report", False),
                ("Exit agreement: reason, liability after the exit, follow-up", True),
            ],
        )
