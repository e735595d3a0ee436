from odoo.exceptions import UserError

from ..liability.liability_case import LiabilityCase

FACT = "Price list sent to a competitor"


class TestLeaks(LiabilityCase):
    """One way to propose a leak's breach; a payment stands for its source, whatever that is."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.paid = cls._create_contract()
        cls.env["crm.contract.fee"].create(
            {
                "contract_id": cls.paid.id,
                "name": "Support",
                "amount": 100,
                "due_date": "2026-09-30",
            }
        )
        cls._sign(cls.paid, "2026-01-15").action_activate()

    def _leak(self, side, third_party=None, known_on="2026-05-12", user=None):
        contract = self.paid.with_user(user or self.manager)
        third_party = third_party or self.env["crm.contract.third.party"]
        return contract._propose_leak(
            "payment_id", self.paid.payment_ids, side, third_party, "2026-05-10", known_on, FACT
        )

    def _codes(self, kind):
        kind = self.env.ref(f"crm_contract_compliance.type_{kind}")
        contract = self._create_contract(type_id=kind.id)
        return [contract._leak_breach_type(side).code for side in ("a", "b", "third")]

    def test_the_catalogue_names_the_leak_by_contract_type_and_side(self):
        """T0-Br1, T1-Br, T2-8.1, T2-17: A.4; A1.3 and B2.3; 8.3; C3.2 for any third party."""
        self.assertEqual(self._codes("norms"), ["A.4", "A.4", "C3.2"])
        self.assertEqual(self._codes("supply"), ["A1.3", "B2.3", "C3.2"])
        self.assertEqual(self._codes("rollout"), ["8.3", "8.3", "C3.2"])

    def test_a_catalogue_without_leaks_says_what_to_do(self):
        rows = self.env["crm.contract.breach.type"].search([("matter", "=", "confidentiality")])
        rows.matter = "other"
        with self.assertRaisesRegex(UserError, "catalogue"):
            self.paid._leak_breach_type("a")

    def test_a_leak_is_proposed_with_its_days_and_for_a_person_to_verify(self):
        """T0-8.3: a breach of kind confidentiality, of either side."""
        breach = self._leak("b")
        self.assertEqual(
            (breach.state, breach.matter, breach.side), ("proposed", "confidentiality", "b")
        )
        self.assertEqual(
            (str(breach.occurred_on), str(breach.known_on)), ("2026-05-10", "2026-05-12")
        )
        self.assertEqual(breach.fact, FACT)

    def test_a_salesperson_who_records_the_leak_has_it_proposed(self):
        """The proposal is the addon's; whether it was one, a person verifies."""
        self.assertEqual(self._leak("b", user=self.user).state, "proposed")

    def test_a_leak_is_proposed_once(self):
        breach = self._leak("b")
        self.assertEqual(self._leak("a"), breach)
        self.assertEqual(self.paid.breach_ids, breach)
        self.assertEqual(breach.side, "b")

    def test_a_third_party_that_leaked_is_named(self):
        """T0-Br3c."""
        third_party = self._propose(contract_id=self.paid.id)
        breach = self._leak("third", third_party)
        self.assertEqual((breach.third_party_id, breach.type_id.code), (third_party, "C3.2"))
