from ..liability.liability_case import LiabilityCase
from .printed import Printed


class TestRegister(Printed, LiabilityCase):
    """X-S5: all third parties of a contract, with role, term, cap and state."""

    def test_every_third_party_stands_in_it_with_role_term_and_state(self):
        other = self.env["res.partner"].sudo().create({"name": "Bowen Audit", "is_company": True})
        self._propose(
            partner_id=other.id, kind="certification", role="Audits", date_end="2026-12-31"
        )
        rows = self._rows(self.contract, "Who Takes Part", "register")
        self.assertEqual(
            rows,
            [
                (
                    "Anzhi Data",
                    "Consultant",
                    "Cleans and migrates customer data",
                    "06/01/2026",
                    "05/18/2026",
                    "Consented",
                ),
                (
                    "Bowen Audit",
                    "Certification body",
                    "Audits",
                    "06/01/2026\n– 12/31/2026",
                    "",
                    "Proposed",
                ),
            ],
        )

    def test_each_cap_stands_in_it_with_what_is_used_and_free(self):
        """Scenario 6: 45,000 of 60,000 leave 15,000."""
        self._post(self._determined(), "commit", 45000)
        [row] = self._rows(self.contract, "Liability Caps", "register")
        self.assertEqual(row[0], "Anzhi Data")
        self.assertEqual(row[2:], ("$ 60,000.00", "$ 45,000.00", "$ 15,000.00"))

    def test_a_contract_without_any_says_so(self):
        contract = self._create_contract()
        self.assertIn("No third party takes part.", self._words(contract, "register"))

    def test_its_words_are_chinese(self):
        self._speak_chinese()
        document = self._document(self.contract, "register", "zh_CN")
        self.assertEqual(document.title, "第三方登记表")
