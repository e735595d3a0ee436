from odoo.exceptions import AccessError, UserError, ValidationError

from ..common import ComplianceCase

FIELDS = ("personal_account_id", "personal_bank_name", "personal_account_number")
CLEARANCE = "crm_contract_compliance.group_contract_confidential"


class TestPersonalAccount(ComplianceCase):
    """L-41: a person's bank account is sensitive; a company's stands on every invoice."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.freeze_class("2026-06-01 04:00:00")
        cls.person = cls.env["res.partner"].create({"name": "Ye Lan"})
        accounts = cls.env["res.partner.bank"]
        cls.personal = accounts.create({"partner_id": cls.person.id, "acc_number": "6222 0001"})
        cls.companys = accounts.create({"partner_id": cls.partner.id, "acc_number": "3100 0002"})
        cls.contract = cls._create_contract(partner_id=cls.person.id)
        cls.party = cls.contract.party_ids.filtered(lambda row: row.partner_id == cls.person)
        cls.cleared = cls._new_user("cc_cleared", "user")
        cls.cleared.group_ids |= cls.env.ref(CLEARANCE)
        cls.contract.member_ids |= cls.cleared

    def test_a_salesperson_neither_reads_nor_finds_nor_writes_it(self):
        self.party.personal_account_id = self.personal
        party = self.party.with_user(self.user)
        for name in FIELDS:
            with self.subTest(field=name):
                with self.assertRaises(AccessError):
                    party.read([name])
                with self.assertRaises(AccessError):
                    party.search([(name, "!=", False)])
        with self.assertRaises(AccessError):
            party.personal_account_id = False

    def test_officers_and_the_cleared_record_and_read_it(self):
        for user in (self.officer, self.cleared):
            with self.subTest(user=user.login):
                party = self.party.with_user(user)
                party.personal_account_id = self.personal
                self.assertEqual(party.read(FIELDS[:1])[0][FIELDS[0]][0], self.personal.id)

    def test_it_does_not_come_in_where_everybody_reads(self):
        with self.assertRaisesRegex(ValidationError, "person's own account"):
            self.party.bank_account_id = self.personal

    def test_it_is_the_persons_own(self):
        with self.assertRaisesRegex(ValidationError, "belongs to Huaxing"):
            self.party.personal_account_id = self.companys

    def test_the_snapshot_is_kept_as_secret_and_as_firm(self):
        """A company's is read by whoever reads the contract; a person's is not."""
        self.party.personal_account_id = self.personal
        self._sign(self.contract, "2026-06-01")
        self.assertEqual(self.party.personal_account_number, "6222 0001")
        self.assertFalse(self.party.bank_account_number)
        with self.assertRaises(AccessError):
            self.party.with_user(self.user).read(["personal_account_number"])
        for values in ({"personal_account_id": False}, {"personal_account_number": "1"}):
            with self.subTest(values=values), self.assertRaises(UserError):
                self.party.write(values)
        self.assertNotIn("6222", str(self.contract.with_user(self.user).get_as_of("2026-06-01")))

    def test_another_party_comes_without_it(self):
        self.party.personal_account_id = self.personal
        self.party.with_user(self.user).partner_id = self.partner
        self.assertFalse(self.party.personal_account_id)

    def test_the_missing_account_is_told_to_nobody_who_may_not_see_it(self):
        """The hint says that none is named; who may not read it learns no more."""
        self.contract.write({"amount_total": 1000})
        payee = self.contract.party_ids.filtered(
            lambda row: row.side == self.contract.supplier_side
        )
        self.assertFalse(payee._has_account())
        self.party.personal_account_id = self.personal
        self.assertTrue(self.party.with_user(self.user)._has_account())
