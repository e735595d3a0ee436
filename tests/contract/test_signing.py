from odoo.exceptions import UserError, ValidationError

from ..common import ComplianceCase


class TestSigning(ComplianceCase):
    """T0-11.2, T0-14.1, T1-1.2, T1-1.4, T1-10.3, T2-9.1, T2-13toc, X-8, X-12, L-33."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.freeze_class("2026-06-01 04:00:00")

    def _sent(self, **values):
        contract = self._create_contract(**values)
        self._name_representatives(contract)
        contract.action_send_to_sign()
        return contract

    def _mark_both(self, contract, **marks):
        for side in ("a", "b"):
            self._record_marks(contract._main_execution(), side, **marks)

    def test_arbitration_without_its_institution_is_refused_when_typed(self):
        """T0-11.2, L-30"""
        contract = self._create_contract()
        for values in (
            {"forum": "arbitration"},
            {"forum": "arbitration", "forum_institution": "  "},
        ):
            with self.subTest(values=values), self.assertRaises(ValidationError):
                contract.write(values)
            with self.subTest(create=values), self.assertRaises(ValidationError):
                self._create_contract(**values)
        contract.write({"forum": "arbitration", "forum_institution": "SHIAC"})
        with self.assertRaises(ValidationError):
            contract.forum_institution = False
        self.assertEqual(contract.forum, "arbitration")

    def test_the_forum_is_one_value_only(self):
        """T0-11.2, X-12: no “either” in the choice."""
        self.assertEqual(
            dict(self.env["crm.contract"]._fields["forum"].selection).keys(),
            {"court", "arbitration"},
        )

    def test_an_empty_forum_blocks_signing(self):
        """T1-10.3"""
        contract = self._sent(forum=False)
        self._mark_both(contract, signed_on="2026-05-30", sealed_on="2026-05-30")
        self.assertEqual(contract.state, "signing")
        with self.assertRaisesRegex(UserError, "court or arbitration"):
            contract.action_complete_signing()

        contract.forum = "court"
        contract.action_complete_signing()
        self.assertEqual(contract.state, "signed")

    def test_what_comes_after_the_last_signature_does_not_leave_it_stuck(self):
        contract = self._sent(forum=False)
        self._mark_both(contract, signed_on="2026-05-30", sealed_on="2026-05-30")
        self.assertNotIn("signed", contract.alerts)
        with self.assertRaisesRegex(UserError, "court or arbitration"):
            contract.action_record_signature()

        contract.forum = "court"
        contract.invalidate_recordset(["alerts"])
        self.assertIn("nothing is missing any more", contract.alerts["signed"]["message"])
        self.assertEqual(contract.state, "signing")
        contract.action_record_signature()
        self.assertEqual(contract.state, "signed")

    def test_no_place_of_signing_blocks_it_where_the_place_decides_the_court(self):
        """T2-9.1, T2-13toc, scenario 1."""
        for values in ({"is_signing_place_required": True}, {"forum_basis": "signing"}):
            contract = self._sent(**values)
            self._mark_both(contract, signed_on="2026-05-30", sealed_on="2026-05-30")
            with self.subTest(values=values):
                self.assertEqual(contract.state, "signing")
                with self.assertRaisesRegex(UserError, "place of signing"):
                    contract.action_complete_signing()
                contract.signing_place = " "
                with self.assertRaisesRegex(UserError, "place of signing"):
                    contract.action_complete_signing()
                contract.signing_place = "Shanghai"
                contract.action_complete_signing()
                self.assertEqual(contract.state, "signed")

    def test_the_court_of_another_place_needs_that_place(self):
        """T1-10.4"""
        contract = self._sent(forum_basis="chosen")
        self._mark_both(contract, signed_on="2026-05-30", sealed_on="2026-05-30")
        with self.assertRaisesRegex(UserError, "place of the court"):
            contract.action_complete_signing()

    def test_nobody_signs_on_a_future_day(self):
        """T1-1.2: future date -> error; today in the contract's zone is fine."""
        contract = self._sent()
        for marks in ({"signed_on": "2026-06-02"}, {"sealed_on": "2026-06-02"}):
            with self.subTest(marks=marks), self.assertRaises(ValidationError):
                self._record_marks(contract._main_execution(), "a", **marks)
        with self.assertRaises(ValidationError):
            contract.signing_date = "2026-06-02"
        with self.assertRaises(ValidationError):
            self._create_contract(signing_date="2026-06-02")
        self._record_marks(contract._main_execution(), "a", "2026-06-01", "2026-06-01")

    def test_today_is_the_day_in_the_contracts_zone(self):
        """2026-06-01 17:00 in London is already 2 June in Shanghai."""
        self.freeze("2026-06-01 16:00:00")
        for zone, is_fine in (("Asia/Shanghai", True), ("Europe/London", False)):
            contract = self._sent(tz=zone)
            with self.subTest(zone=zone):
                if is_fine:
                    self._record_marks(contract._main_execution(), "a", "2026-06-02")
                else:
                    with self.assertRaises(ValidationError):
                        self._record_marks(contract._main_execution(), "a", "2026-06-02")

    def test_signed_and_sealed_needs_all_four_marks(self):
        """T0-12.1, L-33: the missing one is named."""
        contract = self._sent()
        execution = contract._main_execution()
        self._record_marks(execution, "a", signed_on="2026-05-28", sealed_on="2026-05-28")
        self.assertIn("Party B's signature", contract.missing_note)
        self._record_marks(execution, "b", signed_on="2026-05-29")
        contract.invalidate_recordset(["missing_note"])
        self.assertEqual(contract.missing_note, "Party B's seal")
        with self.assertRaisesRegex(UserError, "Party B's seal"):
            contract.action_complete_signing()
        self._record_marks(execution, "b", signed_on="2026-05-29", sealed_on="2026-05-31")
        self.assertEqual(contract.state, "signed")
        self.assertEqual(str(execution.executed_on), "2026-05-31")

    def test_signed_or_sealed_is_content_with_either_mark(self):
        """X-8: the earlier mark of a side counts, the later side decides."""
        contract = self._sent(main_execution_mode="sign_or_seal")
        execution = contract._main_execution()
        self._record_marks(execution, "a", sealed_on="2026-05-28")
        self.assertEqual(contract.state, "signing")
        self._record_marks(execution, "b", signed_on="2026-05-29", sealed_on="2026-05-31")
        self.assertEqual(contract.state, "signed")
        self.assertEqual(str(execution.executed_on), "2026-05-29")

    def test_a_signature_alone_where_no_seal_is_wanted(self):
        contract = self._sent(main_execution_mode="sign")
        self._record_marks(contract._main_execution(), "a", sealed_on="2026-05-28")
        self._mark_both(contract, signed_on="2026-05-29")
        self.assertEqual(contract.state, "signed")

    def test_the_mode_is_the_contracts_copy_not_the_types_setting(self):
        """I10: a type that is relaxed later relaxes no contract."""
        contract = self._sent()
        self.contract_type.main_execution_mode = "sign"
        self._mark_both(contract, signed_on="2026-05-29")
        self.assertEqual(contract.state, "signing")

    def test_the_signing_date_is_the_last_signature_and_may_be_typed(self):
        """T0-14.1: held apart from the effective date."""
        contract = self._sent()
        self._record_marks(contract._main_execution(), "a", "2026-05-10", "2026-05-10")
        self._record_marks(contract._main_execution(), "b", "2026-05-12", "2026-05-15")
        self.assertEqual(str(contract.signing_date), "2026-05-12")
        self.assertEqual(str(contract.effective_date), "2026-05-15")

        typed = self._sent(signing_date="2026-05-01")
        self._mark_both(typed, signed_on="2026-05-12", sealed_on="2026-05-12")
        self.assertEqual(str(typed.signing_date), "2026-05-01")

    def test_whoever_records_a_mark_is_noted(self):
        contract = self._sent()
        self._record_marks(contract._main_execution(), "a", "2026-05-29", user=self.user)
        row = contract._main_execution().signature_ids.filtered("signed_on")
        self.assertEqual((row.recorded_by_id, row.signer_name), (self.user, "Wang Fang"))

    def test_the_wizard_takes_who_signs_the_authority_and_the_place_along(self):
        """X-16, T0-1.2, T2-13toc: one dialog completes what the gate asks for."""
        contract = self._create_contract(is_signing_place_required=True)
        contract.party_ids[0].representative_id = self.our_person
        contract.action_send_to_sign()
        execution = contract._main_execution()
        self._record_marks(execution, "a", "2026-05-29", "2026-05-29")

        row = execution.signature_ids.filtered(lambda row: row.side == "b")
        self.env["crm.contract.signature.wizard"].create(
            {
                "execution_id": execution.id,
                "signature_id": row.id,
                "signed_on": "2026-05-29",
                "sealed_on": "2026-05-29",
                "signer_id": self.their_person.id,
                "capacity": "authorised",
                "signing_place": "Shanghai",
                "power_of_attorney_ids": self._link(self._create_file("poa.pdf")),
                "evidence_ids": self._link(self._create_file("page.pdf")),
            }
        ).action_confirm()

        self.assertEqual(contract.state, "signed")
        party = contract.party_ids[1]
        self.assertEqual(party.representative_id, self.their_person)
        self.assertEqual(party.power_of_attorney_ids.mapped("name"), ["poa.pdf"])
        self.assertEqual(row.evidence_ids.mapped("name"), ["page.pdf"])
        self.assertEqual(contract.signing_place, "Shanghai")

    def test_the_wizard_signs_no_instrument_that_is_not_open(self):
        contract = self._sent()
        execution = contract._main_execution()
        contract.action_back_to_draft()
        with self.assertRaises(UserError):
            self._record_marks(execution, "a", "2026-05-29")
        other = self._sent()
        wizard = self.env["crm.contract.signature.wizard"].create(
            {
                "execution_id": other._main_execution().id,
                "signature_id": execution.signature_ids[0].id,
                "signed_on": "2026-05-29",
            }
        )
        with self.assertRaises(UserError):
            wizard.action_confirm()

    def test_without_any_instrument_a_contract_is_never_signed(self):
        """I7: whatever happened to the execution, no signature means not signed."""
        contract = self._create_contract()
        self._name_representatives(contract)
        bare = self.env["crm.contract"]._register_existing(
            [
                {
                    "name": "Bare",
                    "state": "signing",
                    "partner_id": self.partner.id,
                    "type_id": self.contract_type.id,
                }
            ]
        )
        self._name_representatives(bare)
        with self.assertRaises(UserError):
            bare.action_complete_signing()
        self.assertEqual(bare.state, "signing")

    def test_copies_add_up(self):
        """T0-14.3, T1-13.3, X-14: default 2/1/1; 4 = 2+2 is fine, 4 = 2+1 an error."""
        contract = self._create_contract()
        self.assertEqual((contract.copies_total, contract.copies_a, contract.copies_b), (2, 1, 1))
        contract.write({"copies_total": 4, "copies_a": 2, "copies_b": 2})
        with self.assertRaisesRegex(ValidationError, "2 originals.*1 for Party B.*4"):
            contract.write({"copies_total": 4, "copies_a": 2, "copies_b": 1})
        with self.assertRaises(ValidationError):
            self._create_contract(copies_total=3)
