from odoo import Command
from odoo.exceptions import AccessError, UserError
from odoo.tests import Form

from ..query_counts import QueryCounts
from ..security.security_case import ADDON, SecurityCase


class TestClassification(QueryCounts, SecurityCase):
    """T0-8.1, T1-8.1: what is confidential, and why."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.trade = cls.env.ref(f"{ADDON}.classification_trade_secret")
        cls.technical = cls.env.ref(f"{ADDON}.classification_technical_secret")
        cls.tags = [Command.set(cls.trade.ids)]
        cls.contract = cls._create_contract(member_ids=cls._link(cls.cleared_user))

    def test_three_classes_are_preloaded(self):
        """T1-8.1"""
        codes = self.env["crm.contract.classification"].search([]).mapped("code")
        self.assertEqual(codes, ["trade_secret", "technical_secret", "customer_information"])

    def test_a_classification_makes_a_contract_confidential(self):
        self.contract.classification_ids = self.tags
        self.assertTrue(self.contract.is_classified)
        self.assert_denied(self.user, self.contract, "read", ["name"])
        self.assertEqual(self.contract.with_user(self.user).sudo().display_name, self.contract.code)

        new = self._create_contract(classification_ids=self._link(self.technical))
        self.assertTrue(new.is_classified)

    def test_the_last_one_taken_off_leaves_it_confidential_until_somebody_opens_it(self):
        self.contract.classification_ids = self.tags
        self.contract.classification_ids = [Command.clear()]
        self.assertTrue(self.contract.is_classified)
        self.contract.is_classified = False
        self.assertFalse(self.contract.is_classified)

    def test_what_is_classified_is_not_opened(self):
        self.contract.classification_ids = self.tags
        with self.assertRaisesRegex(UserError, "take its classifications off"):
            self.contract.is_classified = False
        self.contract.invalidate_recordset()
        self.contract.write({"is_classified": False, "classification_ids": [Command.clear()]})
        self.assertFalse(self.contract.is_classified)

    def test_only_the_cleared_put_it_on(self):
        for user in (self.user, self.officer, self.manager):
            for vals in (
                {"classification_ids": self.tags},
                {"classification_ids": [Command.link(self.trade.id)]},
                {"classification_ids": self.trade.ids},
                {"is_classified": True},
            ):
                self.assert_denied(user, self.contract, "write", vals)
                self.assert_denied(
                    user,
                    self.contract.browse(),
                    "create",
                    {
                        "name": "New",
                        "type_id": self.contract_type.id,
                        "partner_id": self.partner.id,
                        **vals,
                    },
                )
        self.rpc(self.cleared_user, self.contract, "write", {"classification_ids": self.tags})
        self.assertTrue(self.contract.is_classified)

    def test_no_default_of_a_screen_puts_it_on(self):
        contracts = self.as_user(self.contract.browse(), self.user)
        vals = {"name": "New", "type_id": self.contract_type.id, "partner_id": self.partner.id}
        for default in ({"default_is_classified": True}, {"default_classification_ids": self.tags}):
            with self.assertRaises(AccessError):
                contracts.with_context(**default).create(vals)

    def test_a_refusal_takes_no_number(self):
        """The clearance is asked for before the sequence."""
        first = self._create_contract()
        self.assert_denied(
            self.user,
            first.browse(),
            "create",
            {"name": "x", "partner_id": self.partner.id, "classification_ids": self.tags},
        )
        second = self._create_contract()
        numbers = [int(row.code.rpartition("/")[2]) for row in (first, second)]
        self.assertEqual(numbers[1], numbers[0] + 1)

    def test_what_stands_there_already_may_be_sent_along(self):
        """A form without the clearance sends an empty list: no change, no refusal."""
        self.rpc(
            self.user,
            self.contract,
            "write",
            {"scope": "More", "is_classified": False, "classification_ids": [Command.set([])]},
        )
        self.assertEqual(self.contract.scope, "More")

    def test_the_form_sets_the_flag_along(self):
        with Form(self.contract.with_user(self.cleared_user)) as form:
            form.classification_ids.add(self.trade)
            self.assertTrue(form.is_classified)

    def test_a_signed_contract_may_still_be_classified(self):
        contract = self._create_active("2026-01-15")
        contract.classification_ids = self.tags
        self.assertTrue(contract.is_classified)

    def test_a_renewal_is_as_confidential_as_what_it_renews(self):
        contract = self._create_active("2025-07-10", classification_ids=self.tags)
        renewal = contract.with_user(self.cleared_officer)._renew()
        self.assertEqual(renewal.classification_ids, self.trade)
        self.assertTrue(renewal.is_classified)

    def test_an_archived_classification_stays_on_what_carries_it(self):
        self.contract.classification_ids = self.tags
        self.trade.active = False
        self.contract.invalidate_recordset()
        self.assertEqual(self.contract.classification_ids, self.trade)

    def test_the_code_of_one_in_use_stays_and_it_is_not_deleted(self):
        self.technical.code = "know_how"
        self.contract.classification_ids = self.tags
        with self.assertRaisesRegex(UserError, "its code stays"):
            self.trade.code = "other"
        with self.assertRaisesRegex(UserError, "archive it instead"):
            self.trade.unlink()
        self.assertTrue(self.trade.is_used)
        self.assertFalse(self.technical.is_used)
        self.technical.unlink()

    def test_a_file_too_keeps_its_classification(self):
        self._create_file(crm_contract_classification_ids=self.tags)
        with self.assertRaisesRegex(UserError, "archive it instead"):
            self.trade.unlink()

    def test_as_many_queries_for_eighty_classified_as_for_two(self):
        contracts = self._create_contract()
        for _n in range(79):
            contracts |= self._create_contract(classification_ids=self.tags)
        contracts[0].classification_ids = self.tags
        user = self.cleared_officer
        names = ["code", "name", "partner_id", "classification_ids", "is_classified"]
        self._assert_flat(contracts, names, 8, user=user)

    def test_one_create_with_tags_costs_as_much_for_forty(self):
        def create(count):
            vals = {
                "name": "Norms",
                "type_id": self.contract_type.id,
                "partner_id": self.partner.id,
                "user_id": self.user.id,
                "classification_ids": self.tags,
            }
            self.env["crm.contract"].create([dict(vals) for _n in range(count)])

        self._queries(create, 1)
        self.assertEqual(self._queries(create, 2), self._queries(create, 40))
