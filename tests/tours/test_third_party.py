from ..common import ComplianceHttpCase


class TestThirdPartyConsents(ComplianceHttpCase):
    """Proposed and consented in the browser, by the contract's salesperson (screens.md §3)."""

    def test_salesperson_proposes_and_records_both_consents(self):
        self.user.tour_enabled = False
        contract = self._create_active(name="CRM system", user_id=self.user.id)
        self.env["res.partner"].create({"name": "Anzhi Data", "is_company": True})

        self.start_tour(
            "/odoo/crm-contracts-third-parties",
            "crm_contract_third_party_consents",
            login="cc_user",
        )

        third_party = contract.third_party_ids
        self.assertEqual(third_party.state, "consented")
        consents = third_party.requirement_ids.filtered(lambda row: row.kind == "consent")
        self.assertEqual(consents.evidence_ids.mapped("name"), ["consent.txt", "consent.txt"])
        self.assertTrue(all(consents.mapped("done_on")))
        self.assertEqual(third_party.create_uid, self.user)
