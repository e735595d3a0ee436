from ..common import ComplianceHttpCase


class TestFirstContract(ComplianceHttpCase):
    """From nothing to a contract in force, as a newcomer clicks it (screens.md §15)."""

    def test_newcomer_makes_signs_and_activates_a_contract(self):
        self.manager.tour_enabled = False
        self.contract_type.sequence = 0
        self.start_tour("/odoo", "crm_contract_first_contract", login="cc_manager")

        contract = self.env["crm.contract"].search([("name", "=", "CRM system supply")])
        self.assertEqual(contract.state, "active")
        self.assertEqual(contract.amount_total, 500000)
        self.assertEqual(contract._main_execution().state, "executed")
        self.assertEqual(
            set(contract.deadline_ids.mapped("kind")),
            {"renewal_notice", "renewal_complete", "expiry"},
        )
