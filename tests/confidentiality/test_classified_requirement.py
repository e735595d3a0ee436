from odoo import Command
from odoo.exceptions import UserError, ValidationError

from ..security.security_case import ADDON, SecurityCase

WORD = "Takeover of Huaxing"
HIDDEN = "a confidential requirement"


class TestClassifiedRequirement(SecurityCase):
    """A confidential requirement on a contract that everybody reads: I9, T0-8.1."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.trade = cls.env.ref(f"{ADDON}.classification_trade_secret")
        cls.contract = cls._create_contract(
            user_id=cls.officer.id, member_ids=cls._link(cls.cleared_user | cls.user)
        )
        cls.row = cls._require(cls.contract)

    @classmethod
    def _require(cls, contract, **vals):
        return cls.env["crm.contract.requirement"].create(
            {
                "name": WORD,
                "contract_id": contract.id,
                "gate": "sign",
                "classification_ids": cls._link(cls.trade),
                **vals,
            }
        )

    def test_it_is_for_the_cleared_only(self):
        self.assertTrue(self.row.is_classified)
        rows = self.row.browse()
        for user in (self.user, self.officer, self.manager, self.portal, self.employee):
            self.assert_denied(user, self.row, "read", ["name"])
        for user in (self.user, self.officer, self.manager):
            found = self.rpc(user, rows, "search_read", [("name", "ilike", WORD)], ["name"])
            self.assertFalse(found, user.login)
            groups = self.rpc(user, rows, "formatted_read_group", [], ["name"], ["__count"])
            self.assertNotIn(WORD, str(groups))
            self.assertFalse(self.rpc(user, rows, "name_search", WORD))
        for user in (self.cleared_user, self.cleared_officer, self.cleared_manager):
            self.assertEqual(self.rpc(user, self.row, "read", ["name"])[0]["name"], WORD)

    def test_the_contract_shows_every_other_row(self):
        other = self._require(self.contract, name="Insurance", classification_ids=False)
        spec = {"requirement_ids": {"fields": {"name": {}}}, "missing_note": {}, "alerts": {}}
        for user, is_told in ((self.officer, False), (self.cleared_officer, True)):
            [read] = self.rpc(user, self.contract, "web_read", spec)
            names = [row["name"] for row in read["requirement_ids"]]
            self.assertIn(other.name, names)
            self.assertEqual(WORD in names, is_told)
            self.assertEqual(WORD in str(read), is_told)

    def test_it_keeps_its_gate_shut_for_everybody_without_its_words(self):
        """Banner, tooltip, list and guard agree (screens.md §14)."""
        self._name_representatives(self.contract)
        for user, words in ((self.officer, HIDDEN), (self.cleared_officer, WORD)):
            [read] = self.rpc(
                user, self.contract, "read", ["missing_note", "alerts", "health_note"]
            )
            self.assertIn(words, read["missing_note"])
            self.assertIn(words, str(read["alerts"]))
            self.assertIn(words, read["health_note"])
        self.contract.action_send_to_sign()
        for side in ("a", "b"):
            self._record_marks(self.contract._main_execution(), side, "2026-06-30", "2026-06-30")
        self.assertEqual(self.contract.state, "signing")
        told = self.assert_refused(
            UserError, self.officer, self.contract, "action_complete_signing"
        )
        self.assertIn(HIDDEN, told)
        self.assertNotIn(WORD, told)

    def test_the_effective_day_waits_for_it_whoever_activates(self):
        contract = self._create_contract(user_id=self.officer.id)
        row = self._require(contract, gate="effect", kind="condition")
        self._sign(contract, "2026-06-01")
        self.assert_refused(UserError, self.officer, contract, "action_activate")
        row.done_on = "2026-06-20"

        self.rpc(self.officer, contract, "action_activate")

        self.assertEqual((contract.state, str(contract.effective_date)), ("active", "2026-06-20"))

    def test_its_name_behind_a_link_is_the_contracts_number(self):
        for user in (self.officer, self.cleared_officer):
            row = self.as_user(self.row, user).sudo()
            self.assertEqual(row.display_name, self.contract.code)

    def test_its_proof_is_hidden_with_it(self):
        file = self._create_file()
        self.row.evidence_ids = [Command.link(file.id)]
        self.assert_denied(self.officer, self.row.evidence_ids, "read", ["name"])
        self.assertTrue(self.rpc(self.cleared_user, self.row.evidence_ids, "read", ["name"]))

    def test_only_the_cleared_classify_one(self):
        other = self._require(self.contract, name="Insurance", classification_ids=False)
        for user in (self.officer, self.manager):
            self.assert_denied(user, other, "write", {"is_classified": True})
            self.assert_denied(user, other, "write", {"classification_ids": self._link(self.trade)})
        vals = {"name": "New", "contract_id": self.contract.id, "is_classified": True}
        self.assert_denied(self.officer, other.browse(), "create", vals)

    def test_a_consent_is_given_in_the_open(self):
        with self.assertRaises(ValidationError):
            self._require(self.contract, kind="consent")

    def test_a_type_hands_its_confidential_rows_to_its_contracts(self):
        """Copied in one statement, classification and all."""
        contract_type = self._create_type()
        template = self._require(self.contract, contract_id=False, type_id=contract_type.id)
        contract = self._create_contract(type_id=contract_type.id)
        row = contract.requirement_ids
        self.assertEqual(row.template_id, template)
        self.assertTrue(row.is_classified)
        self.assertEqual(row.classification_ids, self.trade)

    def test_the_deadline_of_a_confidential_hand_over_does_not_name_it(self):
        """Nor does the activity that was made before it became confidential."""
        contract = self._create_active("2026-01-15", user_id=self.officer.id)
        contract._end("mutual", self._day("2026-06-30"))
        row = self._require(
            contract,
            gate="close",
            kind="handover",
            due_date="2026-07-01",
            classification_ids=False,
        )
        deadline = self.env["crm.contract.deadline"].search(
            [("res_model", "=", row._name), ("res_id", "=", row.id)]
        )
        self.assertIn(WORD, deadline.name)
        deadline._make_activities({deadline: self.officer})
        self.assertIn(WORD, deadline.activity_ids.summary)

        row.classification_ids = self._link(self.trade)

        self.assertEqual(deadline.name, "Confidential matter")
        self.assertNotIn(WORD, str(deadline.activity_ids.read()))
        [read] = self.rpc(self.officer, deadline, "read", ["name", "subject"])
        self.assertNotIn(WORD, str(read))

    def test_the_end_lists_it_once_whoever_ends_the_contract(self):
        contract_type = self._create_type()
        vals = {"contract_id": False, "type_id": contract_type.id}
        self._require(self.contract, gate="close", kind="handover", **vals)
        contract = self._create_active(
            "2026-01-15", type_id=contract_type.id, user_id=self.officer.id
        )
        as_officer = self.as_user(contract, self.officer)
        as_officer._end("mutual", self._day("2026-06-30"))
        as_officer._begin_closing()
        [row] = self.env["crm.contract.requirement"].search(
            [("contract_id", "=", contract.id), ("kind", "=", "handover")]
        )
        self.assertTrue(row.is_classified)
        self.assertEqual(str(row.due_date), "2026-07-03")

    def test_what_everybody_may_read_of_an_override_says_no_more(self):
        """The manager with the clearance sees its name; the record of their word does not."""
        contract = self._create_active("2026-01-15", user_id=self.officer.id)
        self._require(contract, gate="end", kind="matter")
        contract._write_settled({"ended_on": "2026-06-29", "end_ground": "expiry"})
        contract.write({"state": "ended"})
        self.as_user(contract, self.cleared_manager)._override("Settled by hand")
        self.assertIn(HIDDEN, contract.overridden_matters)
        self.assertNotIn(WORD, contract.overridden_matters)
