from psycopg2 import IntegrityError

from odoo.exceptions import UserError
from odoo.tools import mute_logger

from .liability_case import LiabilityCase


class TestCapLifecycle(LiabilityCase):
    """A45 to A47, A55, A58, A70, I10: what happens around a ledger does not reach it."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.cap = cls._determined()
        cls._post(cls.cap, "commit", 10000)
        cls._post(cls.cap, "pay", 4000)

    def assert_ledger_stands(self):
        self.env.flush_all()
        self.env.invalidate_all()
        account = self.cap.account_ids
        self.assertEqual(self._figures(self.cap), (4000, 6000, 50000))
        self.assertEqual(sum(account.entry_ids.mapped("amount")), account.consumed_amount)

    def test_nothing_that_holds_a_ledger_is_deleted(self):
        """A45: neither by the ORM as superuser, nor by the database's own cascade."""
        cap = self.cap.sudo()
        for record in (
            cap.entry_ids,
            cap.account_ids,
            cap,
            cap.third_party_id,
            cap.contract_id,
            cap.partner_id,
            cap.currency_id,
            cap.company_id,
        ):
            refusals = (UserError, IntegrityError)
            with (
                self.subTest(model=record._name),
                mute_logger("odoo.sql_db"),
                self.assertRaises(Exception) as caught,
                self.env.cr.savepoint(),
            ):
                record.unlink()
                self.env.flush_all()
            self.assertIsInstance(caught.exception, refusals)
        self.assert_ledger_stands()

    def test_database_lets_no_row_of_the_ledger_go_with_another(self):
        """A cascade would pass every check of ours."""
        statement = """
            SELECT k.conrelid::regclass::text, a.attname FROM pg_constraint k
            JOIN pg_attribute a ON a.attrelid = k.conrelid AND a.attnum = k.conkey[1]
            WHERE k.contype = 'f' AND k.confdeltype = 'c'
              AND k.conrelid::regclass::text LIKE 'crm_contract_liability%'
              AND k.conrelid::regclass::text NOT LIKE '%wizard' AND a.attname != 'message_id'"""
        self.env.cr.execute(statement)
        cascades = {row for row in self.env.cr.fetchall() if not row[0].endswith("_rel")}
        self.assertEqual(cascades, set())

    def test_draft_with_a_determined_cap_is_not_deleted(self):
        draft = self.contract.sudo().create(
            {
                "name": "Draft",
                "type_id": self.contract_type.id,
                "partner_id": self.partner.id,
            }
        )
        third_party = self._propose(contract_id=draft.id)
        cap = self._determined(third_party_id=third_party.id)
        for record in (third_party, draft):
            with self.subTest(model=record._name), self.assertRaisesRegex(UserError, "stands|kept"):
                record.unlink()
        self.assertTrue(cap.exists())

    def test_undetermined_cap_goes_with_its_proposal(self):
        third_party = self._propose(partner_id=self.their_person.id)
        cap = self._create_cap(third_party_id=third_party.id)
        third_party.unlink()
        self.assertFalse(cap.exists())

    def test_merge_of_contacts_keeps_the_sums(self):
        """A70."""
        twin = self.env["res.partner"].sudo().create({"name": "Anzhi (twin)", "is_company": True})
        wizard = self.env["base.partner.merge.automatic.wizard"].sudo().create({})
        wizard._merge([self.anzhi.id, twin.id], dst_partner=twin, extra_checks=False)
        self.env.invalidate_all()
        self.assertEqual(self.third_party.partner_id, twin)
        self.assertEqual(self.cap.partner_id, twin)
        self.assertEqual(len(self.third_party.execution_id.signature_ids), 3)
        self.assert_ledger_stands()

    def test_third_party_is_not_merged_with_a_side_of_its_contract(self):
        wizard = self.env["base.partner.merge.automatic.wizard"].sudo().create({})
        for partner in (self.partner, self.our_partner):
            with self.subTest(partner=partner.name), self.assertRaises(UserError):
                wizard._merge([self.anzhi.id, partner.id], dst_partner=partner)

    def test_archived_contact_and_user_change_nothing(self):
        """A58."""
        self.third_party.sudo().user_id = self.officer
        self.anzhi.sudo().active = False
        self.officer.sudo().active = False
        self.assert_ledger_stands()
        self.assertIn("Anzhi Data", self.cap.display_name)
        self._post(self.cap, "commit", 100)
        self.cap._change_limit(70000, "More work")
        self.assertEqual(self.cap.limit_amount, 70000)

    def test_copies_bring_neither_caps_nor_entries(self):
        """A46: of the contract, of the third party, of the cap."""
        contract = self.contract.sudo().copy()
        self.assertFalse(contract.third_party_ids or contract.cap_ids)
        self.assertFalse(contract.amendment_line_ids)
        kinds = set(contract.requirement_ids.mapped("kind"))
        self.assertNotIn("consent", kinds)
        self.assertFalse(self.third_party.copy().cap_ids)
        cap = self.cap.copy()
        self.assertFalse(cap.limit_amount or cap.account_ids or cap.entry_ids)
        self.assertFalse(cap.determined_by_id or cap.nearly_used_on)
        for record in (self.cap.account_ids, self.cap.entry_ids[0]):
            with self.subTest(model=record._name), self.assertRaises(UserError):
                record.sudo().copy()
        self.assert_ledger_stands()

    def test_currency_stays_once_something_was_agreed_in_it(self):
        """A55, engine 3: a cap is frozen in its currency, of a draft too."""
        euro = self.env.ref("base.EUR").sudo()
        euro.active = True
        draft = self.contract.sudo().create(
            {
                "name": "Draft",
                "type_id": self.contract_type.id,
                "partner_id": self.partner.id,
                "amount_total": 300000,
            }
        )
        before = draft.currency_id
        draft.currency_id = euro
        draft.currency_id = before
        third_party = self._propose(contract_id=draft.id, fee_amount=100)
        cap = self._create_cap(third_party_id=third_party.id, basis="percent", percent=20)
        draft.currency_id = euro
        self.assertEqual(cap.currency_id, euro, "nothing is determined yet")
        cap.action_determine()
        with self.assertRaisesRegex(UserError, "keeps its currency"):
            draft.write({"currency_id": before.id})
        draft.write({"currency_id": euro.id, "amount_total": 900000})
        self.assertEqual((cap.limit_amount, cap.currency_id), (60000, euro))

    def test_currency_stays_once_a_side_has_consented_to_a_fee(self):
        draft = self.contract.sudo().create(
            {
                "name": "Draft",
                "type_id": self.contract_type.id,
                "partner_id": self.partner.id,
            }
        )
        self._consent(self._propose(contract_id=draft.id, fee_amount=100), "a")
        with self.assertRaisesRegex(UserError, "keeps its currency"):
            draft.currency_id = self.env.ref("base.EUR").sudo()

    def test_cap_of_one_third_party_does_not_become_anothers(self):
        third_party = self._propose()
        self._determined(third_party_id=third_party.id)
        with self.assertRaisesRegex(UserError, "agreed to"):
            third_party.partner_id = self.their_person

    def test_scans_of_a_determined_cap_are_kept(self):
        file = self._create_file("appendix.pdf")
        self.cap.evidence_ids = self._link(file)
        for command in ((3, self.cap.evidence_ids.id, 0), (5, 0, 0), (6, 0, [])):
            with self.subTest(command=command), self.assertRaises(UserError):
                self.cap.evidence_ids = [command]
        with self.assertRaises(UserError):
            self.cap.evidence_ids.unlink()
        self.assertEqual(len(self.cap.evidence_ids), 1)
