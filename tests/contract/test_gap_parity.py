from odoo.fields import Command

from ..common import ComplianceCase

_COURT = {"forum": "court", "forum_basis": "chosen"}


class TestGapParity(ComplianceCase):
    """One contract for each gap that ``_missing`` can give: the filter finds what the banner says.

    “Missing Something”, the groups and the health ask SQL; banner, guard and tooltip ask Python.
    """

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.freeze_class("2026-06-30 04:00:00")
        cls.tag = cls.env.ref("crm_contract_compliance.classification_trade_secret")
        cls.other_tag = cls.env.ref("crm_contract_compliance.classification_customer_information")

    def _assert_told(self, contract, words):
        """Its one gap is named so, and the filter finds it."""
        self.env.flush_all()
        contract.invalidate_recordset()
        self.assertIn(words, contract.missing_note or "")
        self.assertEqual(len(contract._open_gaps()), 1, contract.missing_note)
        self.assertTrue(self._found(contract), f"the filter does not know: {words}")

    def _assert_complete(self, contract):
        self.env.flush_all()
        contract.invalidate_recordset()
        self.assertFalse(contract.missing_note)
        self.assertFalse(self._found(contract))

    def _found(self, contract):
        return self.env["crm.contract"].search(
            [("is_incomplete", "=", True), ("id", "=", contract.id)]
        )

    def _ready(self, **values):
        contract = self._create_contract(**values)
        self._name_representatives(contract)
        return contract

    def _signed(self, **values):
        return self._sign(self._create_contract(**values), "2026-06-30")

    def _ended(self):
        contract = self._create_active("2025-06-01")
        contract._expire()
        self.assertEqual(contract.state, "ended")
        return contract

    def _third_party(self, contract):
        anzhi = self.env["res.partner"].create({"name": "Anzhi"})
        return self.env["crm.contract.third.party"].create(
            {"contract_id": contract.id, "partner_id": anzhi.id, "kind": "technical"}
        )

    def test_the_forum(self):
        self._assert_told(self._ready(forum=False, forum_basis=False), "court or arbitration")
        for place in (False, " ", "\N{IDEOGRAPHIC SPACE}\N{NO-BREAK SPACE}"):
            with self.subTest(place=place):
                court = self._ready(**_COURT, forum_place=place)
                self._assert_told(court, "the place of the court")
                signing = self._ready(is_signing_place_required=True, signing_place=place)
                self._assert_told(signing, "the place of signing")
                by_basis = self._ready(forum="court", forum_basis="signing", signing_place=place)
                self._assert_told(by_basis, "the place of signing")
        named = {"is_signing_place_required": True, "signing_place": "Pudong"}
        self._assert_complete(self._ready(**_COURT, forum_place="Hangzhou", **named))

    def test_the_parties(self):
        contract = self._create_contract()
        contract.party_ids.filtered(lambda row: row.side == "a").representative_id = self.our_person
        self._assert_told(contract, "the representative of Party B")
        self._name_representatives(contract)
        self._assert_complete(contract)

    def test_what_an_authorised_representative_needs(self):
        self.company.crm_contract_is_authorised_allowed = False
        contract = self._ready(representative_capacity="legal")
        party = contract.party_ids[0]
        party.power_of_attorney_ids = self._link(self._create_file("power.pdf"))
        self._assert_complete(contract)
        party.capacity = "authorised"
        self._assert_told(contract, "legal representative in person")
        self.company.crm_contract_is_authorised_allowed = True
        self._assert_complete(contract)
        party.power_of_attorney_ids = [Command.clear()]
        self._assert_told(contract, "the power of attorney of")

    def test_whoever_signs_as_authorised_needs_it_too(self):
        self.company.crm_contract_is_authorised_allowed = True
        contract = self._ready()
        contract.action_send_to_sign()
        execution = contract._main_execution()
        execution.signature_ids[0].capacity = "authorised"
        self._record_marks(execution, "a", "2026-06-30", "2026-06-30")
        self._record_marks(execution, "b", "2026-06-30", "2026-06-30")
        self.assertEqual(contract.state, "signing")
        self._assert_told(contract, "the power of attorney of")

    def test_what_the_type_asks_for(self):
        for gate, contract in (
            ("sign", self._ready()),
            ("effect", self._signed()),
            ("close", self._ended()),
        ):
            with self.subTest(gate=gate):
                self._assert_complete(contract)
                self.env["crm.contract.requirement"].create(
                    {"contract_id": contract.id, "name": "Photos", "gate": gate}
                )
                self._assert_told(contract, "Photos")

    def test_the_caps_of_third_parties(self):
        contract = self._ready(is_cap_before_signing=True)
        self._assert_complete(contract)
        self._third_party(contract)
        contract.requirement_ids.filtered(lambda row: row.gate == "sign").action_mark_done()
        self._assert_told(contract, "the liability cap of Anzhi")

    def test_the_marks_of_a_signing(self):
        contract = self._ready()
        contract.action_send_to_sign()
        self._record_marks(contract._main_execution(), "a", "2026-06-30", "2026-06-30")
        self._record_marks(contract._main_execution(), "b", "2026-06-30")
        self._assert_told(contract, "Party B's seal")

    def test_an_instrument_that_is_not_executed(self):
        contract = self._signed()
        contract._main_execution()._write_settled({"kind": "settlement"})
        self._assert_told(contract, "the executed contract")

    def test_confidentiality_where_it_blocks_the_effect(self):
        contract = self._signed(classification_ids=self._link(self.tag))
        self._assert_complete(contract)
        self.company.crm_contract_is_nda_blocking = True
        self._assert_told(contract, "the executed confidentiality agreement")
        line = {"name": "Secrecy", "kind": "document", "gate": "effect", "is_required": False}
        contract.paper_ids.create({"contract_id": contract.id, "required_when": "secret", **line})
        for values, words in (
            ({"scope": " \N{NO-BREAK SPACE}"}, "what its confidentiality agreement covers"),
            ({"scope": "Drawings", "basis": "dates"}, "the period of its"),
            ({"classification_ids": self._link(self.other_tag)}, "covers: Trade secret"),
        ):
            self._agree(contract, **values)
            self._assert_told(contract, words)
            self.assertTrue(self._is_paper_lacking(contract), "line and banner are one rule")
        self._agree(contract, classification_ids=self._link(self.tag))
        self._assert_complete(contract)
        self.assertFalse(self._is_paper_lacking(contract))

    def test_a_scope_alone_covers_everything(self):
        self.company.crm_contract_is_nda_blocking = True
        contract = self._signed(classification_ids=self._link(self.tag | self.other_tag))
        self._agree(contract, classification_ids=self._link(self.tag))
        self._assert_told(contract, "covers: Customer information")
        self._agree(contract, scope="Drawings")
        self._assert_complete(contract)

    def _agree(self, contract, **values):
        nda = self.env["crm.contract.nda"].create(
            {"contract_id": contract.id, "name": "Drawings", **values}
        )
        nda.action_send_to_sign()
        for side in ("a", "b"):
            self._record_marks(nda.execution_id, side, "2026-06-30", "2026-06-30")

    def _is_paper_lacking(self, contract):
        """T0-App4: the line “Confidential content” of the checklist."""
        self.env.flush_all()
        line = contract.paper_ids.filtered(lambda row: row.required_when == "secret")
        line.invalidate_recordset()
        return line.paper_state == "missing"

    def test_what_an_ended_contract_leaves_open(self):
        """T0-12.3"""
        for name, vals, words in (
            (
                "case",
                {
                    "kind": "complaint",
                    "name": "Too slow",
                    "channel_id": self.env.ref("crm_contract_compliance.channel_phone").id,
                },
                "the open complaint",
            ),
            ("dispute", {"name": "Invoice", "side": "a"}, "the open dispute"),
            ("incident", {"name": "Lost laptop"}, "the open incident"),
        ):
            with self.subTest(name=name):
                contract = self._ended()
                self._assert_complete(contract)
                self.env[f"crm.contract.{name}"].create({"contract_id": contract.id, **vals})
                self._assert_told(contract, words)
