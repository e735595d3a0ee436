from odoo.exceptions import UserError, ValidationError

from ..common import ComplianceCase
from ..payment.payment_case import PaymentCase


class HintCase:
    def _hint(self, contract, key):
        contract.invalidate_recordset()
        found = dict(contract._advisory_alerts()).get(key)
        return found and (found["level"], found["message"])


class TestStandardTerms(HintCase, ComplianceCase):
    """T0-13.3, L-10, X-15: what one side alone has set is highlighted and explained."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.freeze_class("2026-06-10 04:00:00")
        cls.norms = cls.env.ref("crm_contract_compliance.type_norms")

    def test_the_norms_let_party_a_interpret_and_are_hinted_at_until_signed(self):
        contract = self._create_contract(type_id=self.norms.id)
        self.assertEqual(contract.interpretation_side, "a")
        level, message = self._hint(contract, "standard")
        self.assertEqual(level, "warning")
        for words in ("Party A alone interprets", "nowhere else: Court", "CC 496"):
            self.assertIn(words, message)
        self._sign(contract, "2026-06-01")
        self.assertFalse(self._hint(contract, "standard"))

    def test_the_proof_of_the_explanation_answers_it(self):
        contract = self._create_contract(type_id=self.norms.id)
        contract.explanation_ids = self._link(self._create_file("explained.pdf"))
        self.assertFalse(self._hint(contract, "standard"))
        self._sign(contract, "2026-06-01")
        with self.assertRaises(UserError):
            contract.explanation_ids = [(5, 0, 0)]

    def test_neutral_terms_say_nothing_unless_they_are_standard(self):
        contract = self._create_contract()
        self.assertFalse(self._hint(contract, "standard"))
        contract.is_standard_form = True
        self.assertIn("nowhere else", self._hint(contract, "standard")[1])

    def test_a_renewal_starts_from_what_was_agreed(self):
        contract = self._create_active(type_id=self.norms.id, interpretation_side="b")
        self.assertEqual(contract._renew().interpretation_side, "b")


class TestCopies(HintCase, ComplianceCase):
    """T0-14.3, T1-13.3, T2-14.3, T2-14.5."""

    def test_third_parties_count(self):
        contract = self._create_contract()
        contract.write({"copies_total": 3, "copies_third": 1})
        with self.assertRaisesRegex(ValidationError, "1 for third parties do not make 4"):
            contract.copies_total = 4
        with self.assertRaises(ValidationError):
            contract.write({"copies_total": 0, "copies_third": -2})

    def test_two_clauses_that_count_differently_are_hinted_at(self):
        """14.5 = 4 while 14.3 = 2: an inconsistency warning."""
        contract = self._create_contract(copies_stated=4)
        level, message = self._hint(contract, "copies")
        self.assertEqual(level, "warning")
        self.assertIn("2, and 4", message)
        for said in (2, 0):
            contract.copies_stated = said
            self.assertFalse(self._hint(contract, "copies"))
        with self.assertRaises(ValidationError):
            contract.copies_stated = -1

    def test_who_keeps_the_originals_and_where_may_change_later(self):
        contract = self._create_active("2026-01-15")
        contract.write({"copies_custodian_id": self.our_person.id, "copies_place": "Shelf B"})
        self.assertEqual(contract.copies_place, "Shelf B")
        with self.assertRaises(UserError):
            contract.write({"copies_total": 4, "copies_a": 2, "copies_b": 2})


class TestPerformance(HintCase, PaymentCase):
    """L-32: performance accepted while the contract is not in force."""

    def test_what_is_delivered_before_the_effect_is_hinted_at(self):
        supply = self.env.ref("crm_contract_compliance.type_supply")
        contract = self._create_contract(type_id=supply.id)
        self.assertFalse(self._hint(contract, "performed"))
        contract.condition_ids.filtered(lambda row: row.kind == "module")[
            0
        ].delivered_on = "2026-03-20"
        level, message = self._hint(contract, "performed")
        self.assertEqual(level, "warning")
        self.assertIn("something was delivered", message)

    def test_what_is_paid_before_the_effect_is_hinted_at(self):
        contract = self._create_contract(amount_total=100000)
        self._create_fee(contract)
        self._sign(contract, "2026-01-15")
        contract.fee_ids.action_build_schedule()
        self._pay(self._invoice(contract.payment_ids), 40000, "2026-03-31")
        self.assertIn("something was paid", self._hint(contract, "performed")[1])
        contract.action_activate()
        self.assertFalse(self._hint(contract, "performed"))
