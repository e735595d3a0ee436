from odoo.fields import Command

from ..query_counts import QueryCounts
from .liability_case import LiabilityCase

CAP = ("limit_amount", "paid_amount", "held_amount", "remaining_amount", "is_nearly_used")
CAP_COLUMN = ("cap_limit_amount", "cap_paid_amount", "cap_held_amount")
# What a form may cost more than it did before third parties and caps came to it.
FORM_BUDGET = 2


class TestQueries(QueryCounts, LiabilityCase):
    """B-G1: lists with the cap column cost the same queries for one row as for eighty."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.env = cls.env(su=True)
        cls.contracts = cls._create_contracts(80)
        cls.third_parties = cls._third_party_of_each()
        cls._certificates(2)
        cls.caps = cls._cap_of_each()
        cls.entries = cls._entry_of_each()

    @classmethod
    def _create_contracts(cls, count):
        return cls.env["crm.contract"]._register_existing(
            [
                {
                    "name": f"Norms {number}",
                    "type_id": cls.contract_type.id,
                    "state": "active",
                    "partner_id": cls.partner.id,
                    "user_id": cls.user.id,
                    "effective_date": "2026-05-01",
                    "term_years": 1,
                    "member_ids": [Command.set(cls.other_user.ids)],
                }
                for number in range(count)
            ]
        )

    @classmethod
    def _third_party_of_each(cls):
        common = {"partner_id": cls.anzhi.id, "kind": "data", "date_start": "2026-05-01"}
        return cls.env["crm.contract.third.party"].create(
            [{**common, "contract_id": contract.id} for contract in cls.contracts]
        )

    @classmethod
    def _certificates(cls, count):
        return cls.env["crm.contract.qualification"].create(
            [
                {"third_party_id": row.id, "name": f"ISO {number}", "expires_on": "2026-12-31"}
                for row in cls.third_parties
                for number in range(count)
            ]
        )

    @classmethod
    def _cap_of_each(cls):
        terms = {"fixed_amount": 1000, "determined_on": "2026-05-18"}
        caps = cls.env["crm.contract.liability.cap"].create(
            [{**terms, "third_party_id": row.id} for row in cls.third_parties]
        )
        caps.action_determine()
        return caps

    @classmethod
    def _entry_of_each(cls):
        entry = {"kind": "commit", "bucket": "committed", "amount": 900}
        return cls.env["crm.contract.liability.entry"].create(
            [{**entry, "account_id": account.id} for account in cls.caps.account_ids]
        )

    def test_list_of_eighty_third_parties(self):
        names = ("partner_id", "contract_id", "kind", "state", "certificate_until", "may_act")
        for user in (self.user, self.officer, self.manager):
            with self.subTest(user=user.login):
                self._assert_flat(self.third_parties, (*names, *CAP_COLUMN), 14, user)

    def test_list_of_eighty_duties_and_shares(self):
        common = [
            {"contract_id": row.contract_id.id, "third_party_id": row.id, "name": "Quality"}
            for row in self.third_parties
        ]
        duties = self.env["crm.contract.responsibility"].create(common)
        parts = ("part_a", "part_b", "part_third", "is_unanswered")
        shares = self.env["crm.contract.share"].create(
            [{**vals, "percent_a": 80, "percent_b": 20, "amount": 1000} for vals in common]
        )
        amounts = ("percent_a", "amount", "amount_a", "amount_b", "amount_third")
        for records, names in ((duties, parts), (shares, amounts)):
            for user in (self.user, self.officer):
                with self.subTest(model=records._name, user=user.login):
                    names = ("name", "contract_id", "third_party_id", *names)
                    self._assert_flat(records, names, 12, user)

    def test_list_of_eighty_caps(self):
        names = ("contract_id", "third_party_id", "status", "terms_note", "determined_on")
        for user in (self.user, self.officer, self.manager):
            with self.subTest(user=user.login):
                self._assert_flat(self.caps, (*names, *CAP), 14, user)

    def test_list_of_eighty_contracts_with_the_cap_column(self):
        names = ("name", "code", "partner_id", "state", "health", *CAP_COLUMN)
        for user in (self.user, self.officer, self.manager):
            with self.subTest(user=user.login):
                self._assert_flat(self.contracts, names, 14, user)

    def test_list_of_eighty_entries_and_accounts(self):
        names = ("account_id", "cap_id", "kind", "bucket", "amount", "posted_on", "note")
        self._assert_flat(self.entries, names, 14)
        self._assert_flat(
            self.caps.account_ids, ("cap_id", "key", *CAP[:-1], "consumed_amount"), 14
        )

    def test_list_of_eighty_qualifications_and_changes(self):
        rows = self.third_parties.qualification_ids
        self._assert_flat(rows[:80], ("name", "third_party_id", "expires_on", "renewed_on"), 12)
        for cap in self.caps:
            cap._change_limit(2000, "More work")
        changes = self.contracts.amendment_line_ids
        self._assert_flat(changes, ("contract_id", "effective_date", "reason", "new_value"), 12)

    def test_filters_of_eighty_are_one_query_each(self):
        for records, domain in (
            (self.third_parties, [("may_act", "=", True)]),
            (self.caps, [("is_nearly_used", "=", True)]),
        ):
            model = records.browse().sudo(False).with_user(self.officer)
            model.search(domain)
            with self.subTest(model=records._name):
                self.assertLessEqual(self._queries(model.search, domain), 4)
        self.assertLessEqual(self.caps, self.caps.search([("is_nearly_used", "=", True)]))

    def test_form_of_a_contract_costs_two_queries_more_at_most(self):
        """Their counts and figures, of a contract that has none and of one that has them."""
        ours = {"third_party_count", *CAP_COLUMN}
        arch = self.env["crm.contract"].with_user(self.officer).get_views([(False, "form")])
        shown = set(arch["models"]["crm.contract"]["fields"])
        self.assertIn("third_party_count", shown)
        plain = self._create_contracts(1)

        def read(contract, names):
            contract.sudo(False).with_user(self.officer).read(sorted(names))

        simple = {
            name
            for name in shown - ours - {"third_party_ids", "cap_ids", "amendment_line_ids"}
            if self.env["crm.contract"]._fields[name].type not in ("one2many", "many2many")
        }
        for contract in (plain, self.contracts[5]):
            read(contract, simple | ours)
            before = self._queries(read, contract, simple)
            after = self._queries(read, contract, simple | (ours & shown))
            with self.subTest(contract=contract.name):
                self.assertLessEqual(after, before + FORM_BUDGET)
