from odoo.exceptions import UserError
from odoo.fields import Command

from ..common import ComplianceCase

PREFIX = "crm_contract_compliance.type_"
# fmt: off
SHARED = {
    "main_execution_mode": "sign_and_seal",
    "third_party_execution_mode": "sign_and_seal",
    "term_start_basis": "effective", "term_years": 1, "term_months": 0,
    "renewal_notice_days": 60, "renewal_complete_days": 30,
    "complaint_days": 5, "information_update_days": 5, "termination_notice_days": 30,
    "cooperation_days": 10,
    "fm_notice_days": 3, "fm_proof_days": 15,
    "handover_days": 3,
    "complaint_unit": "calendar", "information_update_unit": "calendar",
    "confidentiality_years": 3, "rescission_right_months": 12, "is_custom_work": False,
    "copies_total": 2, "copies_a": 1, "copies_b": 1, "copies_third": 0,
    "interpretation_side": False, "is_standard_form": False,
    "is_consent_document_needed": True,
    "forum_institution": False,
    "is_nda_required": False, "is_usage_followed": True,
    "is_scope_sales": True, "is_scope_service": True,
    "is_scope_after_sales": True, "is_scope_other": False,
}
DEFAULTS = {
    "norms": {
        **SHARED,
        "interpretation_side": "a",  # T0-13.3, X-15
        "supplier_side": "a", "payer_side": "b", "data_provider_side": False,
        "amendment_execution_mode": "sign_and_seal", "is_tripartite": True,
        "is_amendment_notice_needed": True,
        "representative_capacity": "any", "is_signing_place_required": False,
        "rescission_notice_days": 0,
        "is_entry_agreed": False, "cap_determined_by": "a_b", "is_cap_before_signing": False,
        "forum": "court", "forum_basis": "performance",
        "ip_owner": False, "is_indirect_loss_counted": True,
    },
    "supply": {
        **SHARED,
        "is_nda_required": True,  # T1-App7
        "supplier_side": "b", "payer_side": "a", "data_provider_side": "a",
        "amendment_execution_mode": "sign_and_seal", "is_tripartite": False,
        "is_amendment_notice_needed": True,
        "representative_capacity": "any", "is_signing_place_required": False,
        "rescission_notice_days": 30,
        "is_entry_agreed": True, "cap_determined_by": "b_third", "is_cap_before_signing": True,
        "forum": False, "forum_basis": False,
        "ip_owner": "b", "is_indirect_loss_counted": False,
    },
    "rollout": {
        **SHARED,
        "supplier_side": "b", "payer_side": "a", "data_provider_side": "a",
        "amendment_execution_mode": "sign_or_seal", "is_tripartite": True,
        "is_amendment_notice_needed": False,
        "representative_capacity": "legal", "is_signing_place_required": True,
        "rescission_notice_days": 0,
        "is_entry_agreed": False, "cap_determined_by": "all", "is_cap_before_signing": False,
        "forum": "court", "forum_basis": "signing",
        "ip_owner": "each", "is_indirect_loss_counted": False,
    },
}
# fmt: on
# Beside expiry: T0-12.2; T1-11.1, T1-12.1; T2-10.2, T2-12.1; and what the law adds (L-13).
LAWFUL = {"delay", "anticipatory_refusal", "agreed_event", "open_ended"}
END_GROUNDS = {
    "norms": {"mutual", "breach", "force_majeure"},
    "supply": {"mutual", "serious_breach", "frustrated_purpose", "force_majeure_rescission"},
    "rollout": {"mutual", "breach", "force_majeure_agreed"},
}
CHECKLIST = {"norms": 10, "supply": 7, "rollout": 3}
# What a person still has to say before a contract of the type can be signed.
CHOICES = {
    "norms": {},
    "supply": {"forum": "arbitration", "forum_institution": "Shanghai Arbitration Commission"},
    "rollout": {"signing_place": "Hangzhou"},
}


class ShippedTypeCase(ComplianceCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.freeze_class("2026-03-01 04:00:00")
        cls.types = {code: cls.env.ref(PREFIX + code) for code in DEFAULTS}

    def _of_type(self, code, **values):
        return self._create_contract(type_id=self.types[code].id, **values)

    def _papers(self, contract):
        return contract.requirement_ids.filtered(lambda row: row.kind == "document")

    def _meet(self, contract, word, day):
        row = contract.requirement_ids.filtered(
            lambda row: row.kind == "condition" and word in row.name
        )
        row.ensure_one().done_on = day


class TestTypes(ShippedTypeCase):
    """requirements.md §5, “Defaults by contract type”; T0-0, T0-App, T1-App, T2-13.1-3."""

    def test_every_default_of_the_table_is_copied_to_a_new_contract(self):
        for code, defaults in DEFAULTS.items():
            contract = self._of_type(code)

            for name, value in defaults.items():
                with self.subTest(code=code, term=name):
                    self.assertEqual(contract[name], value)

    def test_table_above_leaves_no_term_out(self):
        terms = set(self.env["crm.contract"]._term_names())

        for code, defaults in DEFAULTS.items():
            self.assertEqual({*defaults, "end_ground_ids"}, terms, code)

    def test_each_type_knows_its_grounds_to_end(self):
        """§5, “end grounds”: T1 has no force majeure of its own kind, T2's is by agreement."""
        for code, grounds in END_GROUNDS.items():
            with self.subTest(code=code):
                copied = self._of_type(code).end_ground_ids
                self.assertEqual(set(copied.mapped("code")), grounds | LAWFUL)

    def test_we_stand_on_the_supplier_s_side_unless_said_otherwise(self):
        self.assertEqual(self._of_type("norms").party_a_id, self.our_partner)
        self.assertEqual(self._of_type("supply").party_b_id, self.our_partner)
        self.assertEqual(self._of_type("supply", our_side="a").party_a_id, self.our_partner)

    def test_each_type_brings_its_checklist(self):
        """T0-0: new contract of type t0 gets 10 checklist lines; t1 7; t2 3."""
        for code, count in CHECKLIST.items():
            with self.subTest(code=code):
                self.assertEqual(len(self._papers(self._of_type(code))), count)

    def test_papers_that_always_belong_are_asked_for_at_the_close_only(self):
        """T1-13.2: the manual and the payment proof; they never keep the contract from working."""
        always = {"norms": 1, "supply": 2, "rollout": 0}

        for code, count in always.items():
            papers = self._papers(self._of_type(code)).filtered("is_required")
            with self.subTest(code=code):
                self.assertEqual(len(papers), count)
                self.assertLessEqual(set(papers.mapped("gate")), {"close"})

    def test_rollout_takes_effect_after_three_completions_of_party_b(self):
        """T2-4.2.2, T2-5.2."""
        conditions = self._of_type("rollout").requirement_ids.filtered("is_required")

        self.assertEqual(len(conditions), 3)
        self.assertEqual(set(conditions.mapped("kind")), {"condition"})
        self.assertEqual(set(conditions.mapped("gate")), {"effect"})
        self.assertEqual(set(conditions.mapped("side")), {"b"})
        for code in ("norms", "supply"):
            kinds = self._of_type(code).requirement_ids.mapped("kind")
            self.assertNotIn("condition", kinds, code)

    def test_first_contract_of_each_type_works_without_configuring_anything(self):
        for code, choices in CHOICES.items():
            contract = self._of_type(code, **choices)

            self._sign(contract, "2026-01-10")
            for row in contract.requirement_ids.filtered(lambda row: row.kind == "condition"):
                row.done_on = "2026-01-10"
            contract.action_activate()

            with self.subTest(code=code):
                self.assertEqual(contract.state, "active")
                self.assertEqual(contract.end_date, self._day("2027-01-10"))
                self.assertEqual(contract.renewal_notice_date, self._day("2026-11-11"))

    def test_supply_waits_for_the_choice_of_forum(self):
        contract = self._of_type("supply")

        with self.assertRaisesRegex(UserError, "court or arbitration"):
            self._sign(contract, "2026-01-10")
            contract.action_complete_signing()

    def test_later_change_of_the_type_leaves_contracts_alone(self):
        contract = self._of_type("norms")

        self.types["norms"].write(
            {
                "renewal_notice_days": 90,
                "ip_owner": "a",
                "copies_total": 4,
                "copies_a": 2,
                "copies_b": 2,
                "requirement_ids": [Command.create({"name": "One more", "kind": "document"})],
            }
        )

        self.assertEqual(contract.renewal_notice_days, 60)
        self.assertFalse(contract.ip_owner)
        self.assertEqual(contract.copies_total, 2)
        self.assertEqual(len(self._papers(contract)), 10)
        later = self._of_type("norms")
        self.assertEqual(later.renewal_notice_days, 90)
        self.assertEqual(len(self._papers(later)), 11)

    def test_later_change_of_the_company_s_rate_leaves_contracts_alone(self):
        """X-S1: setting changed 2% -> 3%: existing contracts keep 2%."""
        contracts = [self._of_type(code) for code in DEFAULTS]

        self.company.write(
            {
                "crm_contract_penalty_rate": 3,
                "crm_contract_end_date_convention": "inclusive",
            }
        )

        for contract in contracts:
            self.assertEqual(contract.penalty_rule_ids.method, "flat_overdue")
            self.assertEqual(contract.penalty_rule_ids.rate, 2)
            self.assertEqual(contract.end_date_convention, "statutory")
        later = self._of_type("norms")
        self.assertEqual(later.penalty_rule_ids.rate, 3)
        self.assertEqual(later.end_date_convention, "inclusive")

    def test_draft_that_changes_its_type_takes_over_all_of_the_new_one(self):
        self.types["rollout"].penalty_rule_ids = [
            Command.create({"method": "daily_overdue", "rate": 0.05})
        ]
        contract = self._of_type("norms").with_user(self.user)

        contract.type_id = self.types["rollout"]

        for name, value in DEFAULTS["rollout"].items():
            self.assertEqual(contract[name], value, name)
        self.assertEqual(len(self._papers(contract)), CHECKLIST["rollout"])
        self.assertEqual(len(contract.requirement_ids), 6 + 4)
        self.assertEqual(contract.penalty_rule_ids.mapped("rate"), [0.05])

    def test_answered_line_outlives_a_change_of_type(self):
        contract = self._of_type("norms")
        answered = contract.requirement_ids[0]
        answered.action_mark_done()

        contract.type_id = self.types["supply"]

        self.assertEqual(len(contract.requirement_ids), 7 + 4 + 1)
        self.assertIn(answered, contract.requirement_ids)

    def test_picking_a_type_on_the_form_fills_the_terms_in(self):
        draft = self.env["crm.contract"].new({"type_id": self.types["norms"].id})

        draft.type_id = self.types["supply"]
        draft._onchange_type_id()

        for name, value in DEFAULTS["supply"].items():
            self.assertEqual(draft[name], value, name)
        self.assertEqual(draft.our_side, "b")

    def test_requirement_templates_carry_their_own_identity(self):
        """Each template has its external id, so that translations and updates find it."""
        rows = self.env["crm.contract.requirement"]
        for contract_type in self.types.values():
            rows |= contract_type.requirement_ids

        ids = rows._get_external_ids()
        self.assertEqual(len(rows), 10 + (7 + 4) + (6 + 4 + 5))
        self.assertTrue(all(ids[row.id] for row in rows))


class TestScenarioRolloutEffectiveness(ShippedTypeCase):
    """requirements.md §6, scenario 1: effectiveness T2 and forum."""

    def _signed(self):
        contract = self._of_type("rollout", signing_place="Hangzhou")
        self._sign(contract, "2026-01-10")
        return contract

    def test_activation_is_refused_naming_the_open_training(self):
        contract = self._signed()
        self._meet(contract, "installation", "2026-02-05")
        self._meet(contract, "debugging", "2026-02-10")

        with self.assertRaisesRegex(UserError, "training") as refusal:
            contract.action_activate()

        self.assertNotIn("installation", str(refusal.exception))
        self.assertEqual(contract.state, "signed")
        self.assertFalse(contract.effective_date)
        self.assertFalse(contract.end_date)

    def test_contract_takes_effect_on_the_last_completion(self):
        contract = self._signed()
        self._meet(contract, "installation", "2026-02-05")
        self._meet(contract, "debugging", "2026-02-10")
        self._meet(contract, "training", "2026-02-20")

        contract.action_activate()

        self.assertEqual(contract.state, "active")
        self.assertEqual(contract.signing_date, self._day("2026-01-10"))
        self.assertEqual(contract.effective_date, self._day("2026-02-20"))
        self.assertEqual(contract.end_date, self._day("2027-02-20"), "statutory")

    def test_completions_before_the_signatures_do_not_date_the_effect_back(self):
        contract = self._of_type("rollout", signing_place="Hangzhou")
        for word in ("installation", "debugging", "training"):
            self._meet(contract, word, "2026-01-05")
        self._sign(contract, "2026-01-10")

        contract.action_activate()

        self.assertEqual(contract.effective_date, self._day("2026-01-10"))

    def test_signing_is_refused_without_a_place_of_signing(self):
        contract = self._of_type("rollout")
        self._sign(contract, "2026-01-10")
        self.assertEqual(contract.state, "signing")

        with self.assertRaisesRegex(UserError, "place of signing"):
            contract.action_complete_signing()

    def test_authorised_person_signs_only_where_the_setting_allows(self):
        """X-16: legal representative, or an authorised one by setting."""
        contract = self._of_type("rollout", signing_place="Hangzhou")
        self._name_representatives(contract)
        party = contract.party_ids.filtered(lambda party: party.side == "a")
        party.write(
            {
                "capacity": "authorised",
                "power_of_attorney_ids": self._link(self._create_file()),
            }
        )

        self.assertIn("in person", contract.missing_note)
        self.company.crm_contract_is_authorised_allowed = True
        contract.invalidate_recordset()
        self.assertFalse(contract.missing_note)
