from odoo.exceptions import ValidationError

from .service_case import ServiceCase


class TestPeople(ServiceCase):
    """T0-3, T0-5.1: what was said under a contract was said by somebody of it."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        contacts = cls.env["res.partner"]
        cls.colleague = contacts.create({"name": "Zhao Lei", "parent_id": cls.partner.id})
        cls.stranger = contacts.create({"name": "Yunfan", "is_company": True})
        cls.consultant = contacts.create({"name": "Consultant", "is_company": True})

    def test_somebody_of_the_customer_s_company_may_complain(self):
        self.assertEqual(self._complaint(partner_id=self.colleague.id).partner_id, self.colleague)

    def test_a_stranger_is_refused_and_told_who_may(self):
        for work in (self._complaint, self._request):
            with self.assertRaisesRegex(ValidationError, f"Yunfan.*{self.partner.name}"):
                work(partner_id=self.stranger.id)
        case = self._complaint()
        with self.assertRaisesRegex(ValidationError, self.contract.code):
            case.with_user(self.user).partner_id = self.stranger

    def test_nor_is_a_talk_with_one_logged(self):
        vals = {"contract_id": self.contract.id, "name": "Call", "channel_id": self.phone.id}
        vals["summary"] = "They called"
        log = self.env["crm.contract.communication"]
        with self.assertRaisesRegex(ValidationError, "Yunfan"):
            log.create({**vals, "partner_id": self.stranger.id})
        self.assertEqual(log.create(vals).partner_id, self.partner)

    def test_a_third_party_of_the_contract_may(self):
        with self.assertRaises(ValidationError):
            self._complaint(partner_id=self.consultant.id)
        self.env["crm.contract.third.party"].create(
            {
                "contract_id": self.contract.id,
                "partner_id": self.consultant.id,
                "kind": "consultant",
                "purpose": "quality",
            }
        )
        case = self._complaint(partner_id=self.consultant.id)
        self.assertEqual(case.partner_id, self.consultant)
        self.assertIn(self.consultant, case.party_partner_ids)
        self.assertNotIn(self.stranger, case.party_partner_ids)


class TestTiers(ServiceCase):
    """T0-6.3: another standard for key and long-term customers."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.contract_type.standard_ids = [
            (0, 0, {"category": "troubleshooting", "tier": "key", "response_hours": 1}),
            (0, 0, {"category": "troubleshooting", "tier": "long_term", "response_hours": 2}),
        ]
        cls.contract = cls._create_active()

    def _hours(self, **values):
        case = self._request(**values)
        return (case.answer_due_at - case.received_at).total_seconds() / 3600

    def test_a_contract_takes_the_tiers_over_too(self):
        tiers = self.contract.standard_ids.mapped("tier")
        self.assertCountEqual(tiers, [False, "key", "long_term"])

    def test_a_standard_is_called_by_its_kind_in_words(self):
        [standard] = self.contract_type.standard_ids.filtered(lambda row: row.tier == "key")
        self.assertEqual(standard.display_name, "Troubleshooting")

    def test_the_standard_follows_the_customer_s_tier_of_the_day(self):
        """Long-term after three years: customer since 2023-09-28."""
        self.assertEqual(self._hours(), 4)
        self.partner.crm_contract_is_key = True
        self.assertEqual(self._hours(), 1)
        self.partner.write({"crm_contract_is_key": False, "crm_contract_since": "2023-09-28"})
        self.assertEqual(self._hours(), 2)
        self.assertEqual(self._hours(received_at="2026-09-27 02:00:00"), 4, "a day before")

    def test_a_tier_without_its_own_has_what_all_have(self):
        self.partner.crm_contract_is_key = True
        self.contract.standard_ids.filtered(lambda row: row.tier == "key").sudo()._write_settled(
            {"tier": "long_term", "category": "other"}
        )
        self.assertEqual(self._hours(), 4)
