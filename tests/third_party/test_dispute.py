from odoo.exceptions import ValidationError

from .third_party_case import ThirdPartyCase


class TestDispute(ThirdPartyCase):
    """T0-20.3: negotiated, then before the forum of the contract."""

    def _dispute(self, **values):
        return self.env["crm.contract.dispute"].create(
            {
                "name": "Data",
                "contract_id": self.contract.id,
                "side": "a",
                "other_side": "third",
                "raised_on": self.contract._local_today(),
                "third_party_id": self.third_party.id,
                **values,
            }
        )

    def setUp(self):
        super().setUp()
        self.contract = self._create_active("2026-01-15", performance_place="Suzhou")
        self.third_party = self._propose(contract_id=self.contract.id)

    def test_it_inherits_the_forum_of_the_contract(self):
        dispute = self._dispute()
        self.assertEqual((dispute.forum, dispute.forum_place), ("court", "Suzhou"))

    def test_it_names_the_third_party_and_no_other_does(self):
        other = self._create_active("2026-01-15")
        for values in (
            {"third_party_id": False},
            {"other_side": "b"},
            {"contract_id": other.id},
        ):
            with self.subTest(values=values), self.assertRaises(ValidationError):
                self._dispute(**values)
