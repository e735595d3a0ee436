from odoo.exceptions import AccessError, UserError, ValidationError
from odoo.tests import Form, new_test_user

from ..common import ComplianceCase


class TestNumber(ComplianceCase):
    """T1-1.3: sequence, unique per company, manual override; A57."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.freeze_class("2026-06-01 04:00:00")
        cls.sequence = cls.env.ref("crm_contract_compliance.sequence_contract")
        cls.sequence.date_range_ids.unlink()

    def test_numbers_follow_the_sequence_of_the_year(self):
        contracts = self._create_contract() | self._create_contract()
        self.assertEqual(contracts.mapped("code"), ["CT/2026/0001", "CT/2026/0002"])

    def test_a_batch_draws_its_numbers_in_order(self):
        vals = [{"name": f"No. {n}", "partner_id": self.partner.id} for n in range(3)]
        contracts = self.env["crm.contract"].create(vals)
        self.assertEqual(contracts.mapped("code"), ["CT/2026/0001", "CT/2026/0002", "CT/2026/0003"])
        self.assertEqual(contracts.mapped("name"), ["No. 0", "No. 1", "No. 2"])

    def test_a_refused_create_wastes_no_number(self):
        employee = new_test_user(self.env, "cc_employee", groups="base.group_user")
        contracts = self.env["crm.contract"]
        valid = {"name": "No. 1", "partner_id": self.partner.id}
        contracts.create(valid)
        for values in (
            {"name": "n" * 4097},
            {"term_years": 999},
            {"amount_total": -1},
            {"state": "active"},
            {"effective_date": "2026-01-01"},
        ):
            with self.subTest(values=str(values)[:30]), self.assertRaises(UserError):
                contracts.create({**valid, **values})
        with self.assertRaises(AccessError):
            contracts.with_user(employee).create(valid)
        self.assertEqual(contracts.create(valid).code, "CT/2026/0002")

    def test_a_typed_number_is_taken_as_it_is(self):
        self.assertEqual(self._create_contract(code=" HT-100 % / A ").code, "HT-100 % / A")

    def test_a_draft_may_be_renumbered(self):
        contract = self._create_contract()
        contract.code = " HT-7 "
        self.assertEqual(contract.code, "HT-7")

    def test_a_duplicate_is_refused_with_the_number_in_the_message(self):
        self._create_contract(code="HT-1")
        for code in ("HT-1", " HT-1 "):
            with self.subTest(code=code), self.assertRaisesRegex(ValidationError, "HT-1"):
                self._create_contract(code=code)
        with self.assertRaisesRegex(ValidationError, "HT-1"):
            self._create_contract().code = "HT-1 "

    def test_an_archived_contract_keeps_its_number(self):
        self._create_contract(code="HT-1", active=False)
        with self.assertRaises(ValidationError):
            self._create_contract(code="HT-1")

    def test_two_companies_may_share_a_number(self):
        other = self._create_company()
        self._create_contract(code="HT-1")
        twin = self._create_contract(code="HT-1", company_id=other.id)
        self.assertEqual(twin.code, "HT-1")
        with self.assertRaises(ValidationError):
            self._create_contract(code="HT-1", company_id=other.id)

    def test_the_sequence_steps_over_a_number_that_somebody_typed(self):
        """A paper contract that was registered as CT/2026/0002 must not stop the next draft."""
        self._create_contract(code="CT/2026/0001")
        self._create_contract(code="CT/2026/0002", active=False)
        self.assertEqual(self._create_contract().code, "CT/2026/0003")

    def test_a_number_is_never_emptied(self):
        contract = self._create_contract()
        for code in ("", "   ", False):
            with self.subTest(code=code), self.assertRaises(ValidationError):
                contract.code = code

    def test_prefix_and_year_are_data(self):
        self.sequence.prefix = "HT-%(range_y)s-"
        self.assertEqual(self._create_contract().code, "HT-26-0001")
        self.freeze("2027-01-01 04:00:00")
        self.assertEqual(self._create_contract().code, "HT-27-0001")

    def test_a_company_may_have_a_sequence_of_its_own(self):
        other = self._create_company()
        self.env["ir.sequence"].create(
            {
                "name": "Other",
                "code": "crm.contract",
                "prefix": "B-",
                "padding": 3,
                "company_id": other.id,
            }
        )
        self.assertEqual(self._create_contract(company_id=other.id).code, "B-001")
        self.assertEqual(self._create_contract().code, "CT/2026/0001")

    def test_a_gapless_sequence_stays_gapless(self):
        self.sequence.write(
            {"use_date_range": False, "prefix": "G", "number_next": 1, "implementation": "no_gap"}
        )
        contracts = self.env["crm.contract"].create(
            [{"name": f"No. {n}", "partner_id": self.partner.id} for n in range(2)]
        )
        self.assertEqual(contracts.mapped("code"), ["G0001", "G0002"])

    def test_the_form_gives_the_number_on_saving(self):
        with Form(self.env["crm.contract"]) as form:
            form.name = "By form"
            form.partner_id = self.partner
        self.assertEqual(form.record.code, "CT/2026/0001")
