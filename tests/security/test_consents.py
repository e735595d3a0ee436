from odoo.exceptions import AccessError, UserError
from odoo.fields import Command

from ..third_party.third_party_case import SAID
from .third_party_security_case import ThirdPartySecurityCase


class TestConsents(ThirdPartySecurityCase):
    """T0-17.1, I7: nobody acts as a third party past the written consents of both sides."""

    def setUp(self):
        super().setUp()
        self.third_party = self._propose()
        self.consent = self.third_party._consent_of("a")

    def _forged(self, **values):
        return {
            "contract_id": self.contract.id,
            "third_party_id": self.third_party.id,
            "name": "Written consent",
            "gate": "third_active",
            "kind": "consent",
            "side": "a",
            "sequence": -5,
            **values,
        }

    def assert_not_consented(self, third_party=None):
        third_party = third_party or self.third_party
        third_party.invalidate_recordset()
        self.assertEqual(third_party.state, "proposed")
        self.assertFalse(third_party.consent_a_on or third_party.consent_b_on)
        self.assertEqual(len(third_party.requirement_ids), 2)

    def test_planted_consent_stands_for_nothing(self):
        """A41, A43: neither a row of one's own, nor through the records it hangs on."""
        row = self.consent.browse()
        for user in (self.user, self.manager):
            for values in (
                {},
                {"is_required": False},
                {"done_on": "2026-05-10", "evidence_ids": self._link(self._create_file())},
            ):
                forged = self._forged(**values)
                self.assert_refused(UserError, user, row, "create", forged)
                for parent in (self.contract, self.third_party):
                    commands = {"requirement_ids": [Command.create(forged)]}
                    self.assert_refused(UserError, user, parent, "write", commands)
        self.assert_not_consented()

    def test_consent_of_the_defaults_stands_for_nothing(self):
        """What a form leaves out comes from the context, which comes from the client."""
        values = self._forged()
        for name in ("kind", "third_party_id"):
            left_out = {key: value for key, value in values.items() if key != name}
            self.assert_refused(
                UserError,
                self.user,
                self.consent.browse(),
                "create",
                left_out,
                context={f"default_{name}": values[name]},
            )

    def test_paper_does_not_turn_into_a_consent(self):
        """Else the service agreement that it stands for would be missed no more."""
        row = self.consent.create(self._forged(kind="document", sequence=10))
        for user in (self.user, self.manager):
            for values in ({"kind": "consent"}, {"kind": "consent", "done_on": "2026-05-10"}):
                self.assert_refused(UserError, user, row, "write", values)
        of_draft = self._propose(contract_id=self.draft.id, kind="data")
        paper = of_draft.requirement_ids.filtered(lambda row: row.kind == "document")
        for user in (self.user, self.manager):
            self.assert_refused(UserError, user, paper, "write", {"kind": "consent", "side": "a"})

    def test_import_brings_no_consent(self):
        """A37."""
        names = ["contract_id/.id", "third_party_id/.id", "name", "gate", "kind", "side"]
        line = [str(self.contract.id), str(self.third_party.id), "Yes", "Third party acts"]
        result = self.as_user(self.consent.browse(), self.user).load(
            [*names, "is_required"], [[*line, "Consent", "Party A", "0"]]
        )
        self.assertFalse(result["ids"])
        self.assertTrue(result["messages"])
        self.assert_not_consented()

    def test_question_is_not_bent_until_it_needs_no_answer(self):
        other = self._propose(partner_id=self.their_person.id, contract_id=self.draft.id)
        for user in (self.user, self.manager):
            for values in (
                {"is_required": False},
                {"kind": "document"},
                {"gate": "close"},
                {"side": "b"},
                {"name": "Nothing"},
                {"third_party_id": other.id},
                {"third_party_id": False},
                {"contract_id": self.draft.id},
                {"waived_on": "2026-05-10"},
            ):
                with self.subTest(user=user.login, values=values):
                    self.assert_refused(UserError, user, self.consent, "write", values)
            self.assert_refused(UserError, user, self.consent, "unlink")
        self.assert_not_consented()

    def test_commands_of_the_third_party_move_no_consent(self):
        """A43."""
        other = self._propose()
        stranger = other._consent_of("a")
        for command in (
            Command.update(self.consent.id, {"is_required": False}),
            Command.delete(self.consent.id),
            Command.unlink(self.consent.id),
            Command.link(stranger.id),
            Command.clear(),
            Command.set(stranger.ids),
        ):
            for user in (self.user, self.manager):
                with self.subTest(user=user.login, command=command):
                    self.assert_refused(
                        UserError,
                        user,
                        self.third_party,
                        "write",
                        {"requirement_ids": [command]},
                    )
        self.assert_not_consented()
        self.assert_not_consented(other)

    def test_managers_waive_no_consent(self):
        dialog = self.env["crm.contract.waive.wizard"].with_user(self.manager)
        dialog = dialog.create({"requirement_id": self.consent.id, "reason": "In a hurry"})
        with self.assertRaises(UserError):
            dialog.action_confirm()
        self.assert_not_consented()

    def test_defaults_answer_for_nobody(self):
        """Spoofed in the context, or stored by the user: both sides are asked all the same."""
        file = self._create_file()
        spoofed = {
            "default_is_required": False,
            "default_done_on": "2026-05-10",
            "default_evidence_ids": [Command.set(file.ids)],
            "default_waived_on": "2026-05-10",
            "default_kind": "document",
            "default_side": "third",
            "default_consent_a_on": "2026-05-10",
            "default_agreed_on": "2026-05-10",
            "default_sequence": 99,
        }
        values = {
            "contract_id": self.contract.id,
            "partner_id": self.anzhi.id,
            "kind": "consultant",
            "role": "Consultant",
        }
        records = self.third_party.with_user(self.user)
        self.assert_not_consented(records.with_context(**spoofed).create(values).sudo())
        defaults = self.env["ir.default"].with_user(self.user)
        for name, value in (
            ("is_required", False),
            ("done_on", "2026-05-10"),
            ("waived_on", "2026-05-10"),
        ):
            defaults.set("crm.contract.requirement", name, value, user_id=self.user.id)
        third_party = records.create(values).sudo()
        self.assert_not_consented(third_party)
        self.assertFalse(any(third_party.requirement_ids.mapped("waived_on")))
        self.assertTrue(all(third_party.requirement_ids.mapped("is_required")))

    def test_days_and_state_are_not_typed(self):
        for user in (self.user, self.officer, self.manager):
            for values in (
                {"consent_a_on": "2026-05-10"},
                {"consent_b_on": "2026-05-10"},
                {"agreed_on": "2026-05-10"},
                {"execution_id": self.contract._main_execution().id},
                {"state": "consented"},
                {"state": "active"},
                {"end_reason": "exited"},
            ):
                with self.subTest(user=user.login, values=values):
                    self.assert_refused(UserError, user, self.third_party, "write", values)
        for door in ("crm_contract_register", "crm_contract_settle"):
            for forged in (True, 1, "SETTLE", {}, []):
                for values in ({"state": "active"}, {"consent_a_on": "2026-05-10"}):
                    self.assert_refused(
                        UserError,
                        self.manager,
                        self.third_party,
                        "write",
                        values,
                        context={door: forged},
                    )

    def test_what_one_side_consented_to_holds(self):
        """T0-17.1: the consent is to this third party, its role, duties and authority."""
        self._give_consent(self.third_party, "a")
        for user in (self.user, self.manager):
            for values in (
                {"partner_id": self.their_person.id},
                {"kind": "data"},
                {"role": "Another"},
                {"duties": "None"},
                {"permissions": "All"},
                {"purpose": "Another"},
                {"notified_on": "2026-05-09"},
            ):
                with self.subTest(user=user.login, values=values):
                    self.assert_refused(UserError, user, self.third_party, "write", values)
        # What the agreement fixes is still open.
        self.third_party.write({"date_end": "2026-12-31", "fee_amount": 100, "role": SAID["role"]})

    def test_gap_is_filled_after_a_consent_and_carries_it_on(self):
        third_party = self._propose(purpose=False)
        for side in ("a", "b"):
            self._give_consent(third_party, side)
        self.assertEqual(third_party.state, "proposed")

        third_party.with_user(self.user).purpose = "Expertise"

        self.assertEqual(third_party.state, "consented")

    def test_consent_that_was_given_is_kept_with_its_document(self):
        """I10: not deleted with the proposal or the draft, its file neither altered nor gone."""
        third_party = self._propose(contract_id=self.draft.id)
        self._give_consent(third_party, "a")
        file = third_party._consent_of("a").evidence_ids
        for record in (third_party, self.draft):
            self.assert_refused(UserError, self.user, record, "unlink")
        for values in ({"raw": b"forged"}, {"name": "x"}, {"res_id": self.consent.id}):
            self.assert_refused(UserError, self.user, file, "write", values)
        self.assert_refused(UserError, self.user, file, "unlink")

    def test_one_sides_user_activates_nothing(self):
        """The officer decides, whatever door a user tries."""
        third_party = self._consented()
        self._sign_agreement(third_party)
        for user in (self.user, self.other_user):
            self.assert_refused(AccessError, user, third_party, "action_activate")
            self.assert_refused(AccessError, user, third_party, "write", {"state": "active"})
            self.assert_refused(
                AccessError, user, third_party, "web_save", {"state": "active"}, {"state": {}}
            )
        self.assertEqual(third_party.state, "consented")

    def test_outsiders_answer_for_nobody(self):
        wizard = self.env["crm.contract.consent.wizard"]
        for place in (self.foreign, self.others):
            hidden = self._propose(contract_id=place.id)
            vals = {"third_party_id": hidden.id, "side": "a"}
            self.assert_denied(self.user, wizard, "create", {"third_party_id": hidden.id})
            self.assert_denied(
                self.user, wizard, "onchange", vals, ["third_party_id"], {"missing_note": {}}
            )
            for method in ("action_record_consent", "action_send_to_sign", "action_activate"):
                self.assert_denied(self.user, hidden, method)
