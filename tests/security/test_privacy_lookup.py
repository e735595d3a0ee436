from odoo.exceptions import UserError
from odoo.tests import new_test_user

from .security_case import SecurityCase


class TestPrivacyLookup(SecurityCase):
    """L-42, A76: a request about somebody finds what we hold; what is signed stays, and says so."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.admin = new_test_user(cls.env, "cc_admin", groups="base.group_system")
        cls.phone = cls.env.ref("crm_contract_compliance.channel_phone")
        cls.their_person.email = "li.na@huaxing.example.com"
        cls.contract = cls._create_active()

    def _found(self, name, email):
        """{(model, id): what the administrator reads of it}"""
        wizards = self.env["privacy.lookup.wizard"].with_user(self.admin)
        wizard = wizards.create({"name": name, "email": email})
        wizard.action_lookup()
        lines = wizard.line_ids
        self.assertEqual(len(lines), len({(line.res_model, line.res_id) for line in lines}))
        return {(line.res_model, line.res_id): line for line in lines}

    def _case(self, contract, **values):
        vals = {"contract_id": contract.id, "kind": "complaint", "name": "Slow"}
        vals = {**vals, "channel_id": self.phone.id, **values}
        return self.env["crm.contract.case"].create(vals)

    def test_a_partys_representative_is_found_on_party_and_signature(self):
        found = self._found("Li Na", self.their_person.email)
        party = self.contract.party_ids.filtered(lambda row: row.side == "b")
        signature = self.contract._main_execution().signature_ids.filtered(
            lambda row: row.signer_id == self.their_person
        )
        for record in (party, signature):
            self.assertTrue(record)
            self.assertIn((record._name, record.id), found)

    def test_a_complainant_is_found_by_the_name_that_somebody_typed(self):
        """Who is no contact of ours stands in the text alone."""
        case = self._case(self.contract, complainant="Mr. Sun Wei, of the workshop")
        other = self._case(self.contract, complainant="Zhao Min")
        call = self.env["crm.contract.communication"].create(
            {
                "contract_id": self.contract.id,
                "name": "Called",
                "person": "sun wei",
                "summary": "They called.",
                "channel_id": self.phone.id,
            }
        )
        found = self._found("Sun Wei", "sun@example.com")
        self.assertIn(("crm.contract.case", case.id), found)
        self.assertIn(("crm.contract.communication", call.id), found)
        self.assertNotIn(("crm.contract.case", other.id), found)

    def test_who_got_something_or_assessed_it_is_found_by_the_name_typed(self):
        row = self.env["crm.contract.disclosure"].create(
            {
                "contract_id": self.contract.id,
                "name": "Prices",
                "person": "Mr. Sun Wei",
                "recipient": "Qian Lan, lawyer",
                "legal_basis": "none",
            }
        )
        incident = self.env["crm.contract.incident"].create(
            {"contract_id": self.contract.id, "name": "List", "contact": "Zhou Jie, 021-1234"}
        )
        for name, record in (("Sun Wei", row), ("Qian Lan", row), ("Zhou Jie", incident)):
            with self.subTest(name):
                self.assertIn((record._name, record.id), self._found(name, "x@example.com"))

    def test_what_is_found_twice_is_told_once(self):
        """As the contact of the case and by the name typed on it."""
        case = self._case(
            self.contract, partner_id=self.partner.id, complainant="Huaxing Machinery"
        )
        self.assertIn(("crm.contract.case", case.id), self._found("Huaxing Machinery", "x@y.com"))

    def test_an_administrator_without_the_clearance_reads_numbers(self):
        """I9: the line says which record, and no word of it."""
        secret = self._create_active(is_classified=True, name="Zinnoberfuchs")
        case = self._case(secret, complainant="Sun Wei", name="Zinnoberfuchs")
        found = self._found("Sun Wei", "sun@example.com")
        line = found["crm.contract.case", case.id]
        self.assertEqual(line.res_name, case.code)
        self.assertFalse(line.resource_ref)
        names = [row.res_name or "" for row in self._found("Huaxing Machinery", "x@y.com").values()]
        self.assertFalse([name for name in names if "Zinnoberfuchs" in name])

    def test_what_is_signed_is_kept_and_says_so(self):
        """A76: the request is answered; the evidence stays."""
        found = self._found("Li Na", self.their_person.email)
        for (model, _id), line in found.items():
            if model in ("crm.contract", "crm.contract.party", "crm.contract.signature"):
                with self.subTest(model=model), self.assertRaises(UserError), self.undone():
                    line.action_unlink()
