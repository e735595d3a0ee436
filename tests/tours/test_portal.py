from ..common import ComplianceHttpCase
from ..portal.portal_case import PortalWorld


class TestPortalTours(PortalWorld, ComplianceHttpCase):
    """A customer in the browser, at a desk: a complaint, and the consent to a third party."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.build_portal()
        cls.contract = cls._create_active(name="CRM norms")

    def test_customer_raises_a_complaint(self):
        self.start_tour("/my/crm-contracts", "crm_contract_portal_complaint", login="pt_customer")
        case = self.contract.case_ids
        self.assertEqual((case.kind, case.name), ("complaint", "Nobody came"))
        self.assertEqual(case.description, "We waited all day.")
        self.assertEqual(case.create_uid, self.customer)

    def test_customers_person_consents_to_a_third_party(self):
        row = self._propose(self.contract)
        self.start_tour("/my/crm-contracts", "crm_contract_portal_consent", login="pt_customer")
        self.assertTrue(row.consent_b_on)
        self.assertFalse(row.consent_a_on)
        self.assertIn(b"With pleasure", row._consent_of("b").evidence_ids.raw)


class TestPortalToursOnAPhone(TestPortalTours):
    """The same at 390 pixels, with a finger."""

    browser_size = "390x844"
    touch_enabled = True
