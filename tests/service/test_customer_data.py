from .service_case import ServiceCase


class TestCustomerData(ServiceCase):
    """T0-3.1, T2-3.1.1: how complete a customer's data are, and whether it is there twice."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.partner.write({"city": "Shanghai", "vat": False})

    def test_four_of_five_are_eighty_percent(self):
        """T0-3.1"""
        self.assertEqual(self.partner.crm_contract_completeness, 80)
        self.assertEqual(self.partner.crm_contract_missing_data, "Tax ID")
        self.partner.vat = "91310000MA1K35XY2Q"
        self.partner.invalidate_recordset(["crm_contract_completeness"])
        self.assertEqual(self.partner.crm_contract_completeness, 100)

    def test_the_list_is_the_managers(self):
        wanted = self.env["crm.contract.customer.field"].with_user(self.manager)
        wanted.search([("field_name", "=", "vat")]).active = False
        self.assertEqual(self.partner.crm_contract_completeness, 100)
        wanted.search([]).active = False
        self.assertEqual(self.partner.crm_contract_completeness, 100, "nothing is wanted")
        self.assertFalse(self.partner.search([("crm_contract_is_incomplete", "=", True)]))

    def test_incomplete_customers_are_found(self):
        search = self.env["res.partner"].with_user(self.user).search
        self.assertIn(self.partner, search([("crm_contract_is_incomplete", "=", True)]))
        self.assertNotIn(self.partner, search([("crm_contract_is_incomplete", "=", False)]))
        self.partner.vat = "91310000MA1K35XY2Q"
        self.assertNotIn(self.partner, search([("crm_contract_is_incomplete", "=", True)]))

    def test_a_second_customer_with_the_same_tax_id_is_flagged(self):
        """T2-3.1.1: core's own flag, on the contact's form."""
        self.partner.vat = "91310000MA1K35XY2Q"
        twin = self.env["res.partner"].create({"name": "Twin", "vat": self.partner.vat})
        self.assertEqual(twin.same_vat_partner_id, self.partner)
        arch = twin.get_view(view_type="form")["arch"]
        self.assertIn("same_vat_partner_id", arch)
