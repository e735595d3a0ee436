from .clause_case import ClauseCase


class TestClauseText(ClauseCase):
    """A contract's text is its clauses, filled from what was agreed (T1-2.1, T0-App)."""

    def test_a_draft_is_told_by_its_type_and_copies_nothing(self):
        contract = self._create_supply()
        self.assertFalse(contract.clause_ids)
        self.assertEqual(contract._clauses(), self.supply.clause_ids._chapter_order())
        self.assertIn("Confidentiality", [row.title for row in contract._clause_sections()])

    def test_what_is_sent_to_sign_has_clauses_of_its_own(self):
        contract = self._create_supply()
        contract.action_send_to_sign()
        self.assertEqual(len(contract.clause_ids), len(self.supply.clause_ids))
        before = contract._clause_sections()
        self.supply.clause_ids.write({"body": "Something else."})
        self.assertEqual(contract._clause_sections(), before)

    def test_values_of_the_contract_stand_in_the_text(self):
        contract = self._create_supply(governing_law="Law of the PRC", renewal_notice_days=45)
        self.assertIn("at least 45 days before the end", self._text(contract, "renewal"))
        self.assertIn(self.partner.name, self._text(contract, "parties"))

    def test_braces_in_a_value_are_not_read_again(self):
        contract = self._create_supply(goals="{party_a} ${7*7} {{ object.env }}")
        contract.type_id.clause_ids[0].body = "{goals} {nobody_knows} {{ object.env }} ${a}"
        text = self._text(contract, contract.type_id.clause_ids[0].code)
        self.assertEqual(
            text, "{party_a} ${7*7} {{ object.env }} ____ {{ object.env }} ${a}", "A33"
        )

    def test_the_four_definitions_of_a_supply_are_printed_in_order(self):
        """T1-2.1, T1-2.2."""
        contract = self._create_supply()
        text = self._text(contract, "definitions")
        terms = ["CRM System", "Functional Module", "Data Maintenance", "Technical Support"]
        places = [text.index(f"“{term}”") for term in terms]
        self.assertEqual(places, sorted(places))
        self.assertIn("commonly used in the trade", self._text(contract, "usage"))
        contract.is_usage_followed = False
        self.assertNotIn("usage", self._codes(contract))

    def test_optional_clauses_follow_the_contract_until_it_is_signed(self):
        contract = self._create_supply(amount_total=100000)
        self.assertIn("fees", self._codes(contract))
        self.assertNotIn("third_party", self._codes(contract))
        self.env["crm.contract.third.party"].create(
            {"contract_id": contract.id, "partner_id": self.our_person.id}
        )
        self.assertIn("third_party", self._codes(contract))

    def test_highlighted_clauses_are_told_one_by_one(self):
        contract = self._create_supply()
        contract.action_send_to_sign()
        told = contract._main_execution()._clauses_to_confirm()
        self.assertIn("confidentiality", [row["code"] for row in told])
        self.assertTrue(all(row["title"] and row["text"] for row in told))

    def test_what_joins_after_the_signature_does_not_change_what_was_signed(self):
        contract = self._create_supply()
        self._sign(contract, "2026-01-15")
        before = self._codes(contract)
        self.env["crm.contract.third.party"].create(
            {"contract_id": contract.id, "partner_id": self.our_person.id}
        )
        self.assertEqual(self._codes(contract), before)
        self.assertNotIn("third_party", before)
        self.assertTrue(self._clause(contract, "third_party").is_left_out)

    def test_the_scope_names_every_part_of_it(self):
        contract = self._create_supply(
            scope=False, is_scope_sales=True, is_scope_service=False,
            is_scope_after_sales=False, is_scope_other=True,
        )  # fmt: skip
        self.assertEqual(contract._scope_in_words(), "Sales, Other")

    def test_the_length_of_the_term_is_said_in_one_way(self):
        contract = self._create_supply(term_years=1, term_months=6)
        self.assertEqual(contract._length_in_words(), "1 year, 6 months")
        self.assertIn(contract._length_in_words(), contract._term_in_words())

    def test_nor_does_what_leaves_after_it(self):
        contract = self._create_supply(is_usage_followed=True)
        self._sign(contract, "2026-01-15")
        contract._write_settled({"is_usage_followed": False})
        self.assertIn("usage", self._codes(contract))

    def test_a_term_without_an_end_is_said_as_such(self):
        contract = self._create_supply(term_years=0, term_months=0)
        self.assertIn("It lasts for an indefinite time.", self._text(contract, "term"))
        contract.term_months = 18
        self.assertIn(
            "It lasts 18 months from the day on which it takes effect.",
            self._text(contract, "term"),
        )

    def test_days_are_counted_as_they_were_agreed(self):
        rollout = self.env.ref("crm_contract_compliance.type_rollout")
        contract = self._create_contract(type_id=rollout.id, complaint_days=1)
        self.assertIn("within 1 day of its receipt", self._text(contract, "complaints"))
        contract.write({"complaint_days": 5, "complaint_unit": "working"})
        self.assertIn("within 5 working days of its receipt", self._text(contract, "complaints"))

    def test_fees_are_listed_with_their_days(self):
        """T1-4.2: licence 30,000 due on 2026-02-01."""
        contract = self._create_supply(amount_total=30000)
        self.env["crm.contract.fee"].create(
            {
                "contract_id": contract.id,
                "name": "Licence",
                "amount": 30000,
                "due_date": "2026-02-01",
            }
        )
        text = self._text(contract, "fees")
        self.assertIn("(1) Licence: ", text)
        self.assertIn("30,000.00", text)
        self.assertIn("due on 02/01/2026", text)

    def test_arbitration_and_court_are_named(self):
        contract = self._create_supply(forum="arbitration", forum_institution="CIETAC")
        self.assertIn("arbitration by CIETAC", self._text(contract, "disputes"))
        contract.write({"forum": "court", "forum_basis": "chosen", "forum_place": "Hangzhou"})
        self.assertIn("the people's court at Hangzhou", self._text(contract, "disputes"))

    def test_a_contract_registered_from_paper_has_its_text_on_paper(self):
        """I10: words of today's type are none that anybody signed."""
        [contract] = self.env["crm.contract"]._register_existing(
            [
                {
                    "name": "Paper",
                    "type_id": self.supply.id,
                    "partner_id": self.partner.id,
                    "effective_date": "2025-06-01",
                    "state": "active",
                }
            ]
        )
        self.assertEqual(contract._clause_sections(), ())

    def test_markup_in_a_clause_is_shown_as_text(self):
        """A30: the preview holds what was typed, and runs none of it."""
        contract = self._create_adapted(goals="<img src=x onerror=alert(1)>")
        self._clause(contract, "parties").body = "<script>alert(1)</script> {goals}"
        preview = contract.text_preview
        self.assertNotIn("<script", preview)
        self.assertNotIn("<img", preview)
        self.assertIn("&lt;script&gt;alert(1)&lt;/script&gt; &lt;img src=x", preview)

    def test_the_proposed_law_is_said_as_part_of_its_sentence(self):
        contract = self._create_supply(governing_law="Law of the PRC")
        self.assertIn("governed by the law of the PRC", self._text(contract, "disputes"))
