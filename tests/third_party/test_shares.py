from lxml import etree
from psycopg2 import IntegrityError

from odoo.exceptions import UserError, ValidationError
from odoo.tests import Form
from odoo.tools import mute_logger
from odoo.tools.safe_eval import safe_eval

from ..query_counts import QueryCounts
from .third_party_case import ThirdPartyCase

PARTS = ("part_a", "part_b", "part_third")


class TestShares(ThirdPartyCase):
    """T1-14.4.2."""

    def _share(self, third_party, a, b, third, **values):
        return self.env["crm.contract.share"].create(
            {
                "contract_id": third_party.contract_id.id,
                "third_party_id": third_party.id,
                "name": "Analysis sold to others",
                "percent_a": a,
                "percent_b": b,
                "percent_third": third,
                **values,
            }
        )

    def _amounts(self, share):
        return (share.amount_a, share.amount_b, share.amount_third)

    def test_income_is_divided_by_the_shares(self):
        """50/30/20 of 20,000: 10,000, 6,000 and 4,000."""
        share = self._share(self._propose(), 50, 30, 20, amount=20000)
        self.assertEqual(self._amounts(share), (10000.0, 6000.0, 4000.0))

    def test_the_parts_sum_to_the_income_to_the_cent(self):
        share = self._share(self._propose(), 33.3333, 33.3333, 33.3334, amount=100.01)
        self.assertEqual(self._amounts(share), (33.34, 33.33, 33.34))
        self.assertEqual(round(sum(self._amounts(share)), 2), 100.01)

    def test_shares_make_up_100(self):
        """50/30/10, an error; so is what sums to 100 through a negative or an endless number."""
        third_party = self._propose()
        for percents in ((50, 30, 10), (50, 30, 20.0001), (0, 0, 0), (100, 100, -100)):
            with self.subTest(percents=percents), self.assertRaises(ValidationError):
                self._share(third_party, *percents)
        for percents in ((float("nan"), 50, 50), (float("inf"), 0, 0), ("x", 50, 50)):
            with self.subTest(percents=percents), self.assertRaises(ValidationError):
                self._share(third_party, *percents)
        share = self._share(third_party, 0, 100, 0)
        for vals in ({"percent_a": 1}, {"percent_b": 99.9999}):
            with self.subTest(vals=vals), self.assertRaises(ValidationError):
                share.write(vals)
        share.write({"percent_b": 99.5, "percent_third": 0.5})

    def test_numbers_are_refused_as_people_write_them(self):
        third_party = self._propose()
        for percents, amount, said in (
            ((50, 30, 10), 0, r"make up 90 percent"),
            ((50, 30, 20), -5, r"outside 0 to 1,000,000,000,000,000"),
            ((150, -70, 20), 0, r"outside 0 to 100\b"),
        ):
            with self.subTest(said=said), self.assertRaisesRegex(ValidationError, said):
                self._share(third_party, *percents, amount=amount)

    def test_the_database_holds_the_sum_too(self):
        share = self._share(self._propose(), 50, 30, 20)
        with mute_logger("odoo.sql_db"), self.assertRaises(IntegrityError), self.cr.savepoint():
            self.cr.execute(
                "UPDATE crm_contract_share SET percent_a = 60 WHERE id = %s", [share.id]
            )

    def test_a_third_partys_share_names_it(self):
        contract = self._create_contract()
        with self.assertRaisesRegex(ValidationError, "Name the third party"):
            self.env["crm.contract.share"].create(
                {"contract_id": contract.id, "name": "X", "percent_a": 80, "percent_third": 20}
            )
        elsewhere = self._propose()
        with self.assertRaisesRegex(ValidationError, "another contract"):
            self._share(elsewhere, 50, 30, 20, contract_id=contract.id)

    def test_shares_are_frozen_with_the_agreement_but_not_the_income(self):
        third_party = self._consented()
        share = self._share(third_party, 50, 30, 20)
        self._sign_agreement(third_party)
        share.amount = 20000
        self.assertEqual(share.amount_third, 4000.0)
        with self.assertRaisesRegex(UserError, "amendment"):
            share.write({"percent_a": 40, "percent_b": 40})
        with self.assertRaises(UserError):
            share.unlink()
        for values in ({}, {"third_party_id": False, "percent_b": 50, "percent_third": 0}):
            with self.assertRaises(UserError), self.cr.savepoint():
                self._share(third_party, 50, 30, 20, **values)

    def test_shares_of_the_two_sides_are_frozen_with_the_contract(self):
        draft = self._create_contract()
        share = self.env["crm.contract.share"].create(
            {"contract_id": draft.id, "name": "X", "percent_a": 80, "percent_b": 20}
        )
        self._sign(draft, "2026-05-20")
        with self.assertRaises(UserError):
            share.write({"percent_a": 70, "percent_b": 30})
        with self.assertRaises(UserError):
            share.third_party_id = self._propose(contract_id=draft.id)


class TestResponsibilities(ThirdPartyCase):
    """T0-20.1."""

    def _duty(self, third_party, **values):
        return self.env["crm.contract.responsibility"].create(
            {
                "contract_id": third_party.contract_id.id,
                "third_party_id": third_party.id,
                "name": "Data quality",
                **values,
            }
        )

    def test_one_side_is_accountable(self):
        """Two accountable, an error, whichever two; by create and by write."""
        third_party = self._propose()
        for pair in ((0, 1), (0, 2), (1, 2)):
            two = {PARTS[place]: "accountable" for place in pair}
            with self.subTest(pair=pair), self.assertRaisesRegex(ValidationError, "at most"):
                self._duty(third_party, **two)
            duty = self._duty(third_party, **{PARTS[pair[0]]: "accountable"})
            with self.assertRaisesRegex(ValidationError, "at most"):
                duty.write({PARTS[pair[1]]: "accountable"})
            duty.write({PARTS[pair[0]]: "consulted", PARTS[pair[1]]: "accountable"})
            self.assertFalse(duty.is_unanswered)

    def test_the_database_holds_it_too(self):
        duty = self._duty(self._propose(), part_a="accountable")
        with mute_logger("odoo.sql_db"), self.assertRaises(IntegrityError), self.cr.savepoint():
            self.cr.execute(
                "UPDATE crm_contract_responsibility SET part_b = 'accountable' WHERE id = %s",
                [duty.id],
            )

    def test_duties_and_benefits_have_lists_of_their_own(self):
        """T0-20.1: found by who is accountable, or that nobody is, and opened from the menu."""
        third_party = self._propose()
        nobody = self._duty(third_party, part_a="responsible")
        somebody = self._duty(third_party, part_third="accountable")
        arch = self.env.ref("crm_contract_compliance.crm_contract_responsibility_view_search").arch
        for name, wanted in (("unanswered", nobody), ("accountable_third", somebody)):
            [text] = etree.fromstring(arch).xpath(f"//filter[@name='{name}']/@domain")
            found = self.env["crm.contract.responsibility"].search(safe_eval(text))
            self.assertEqual(found & (nobody | somebody), wanted, name)
        for name in ("responsibility", "share"):
            menu = self.env.ref(f"crm_contract_compliance.crm_contract_{name}_menu")
            self.assertEqual(menu.action.res_model, f"crm.contract.{name}")

    def test_nobody_accountable_is_a_hint_on_the_contract(self):
        third_party = self._propose()
        duty = self._duty(third_party, part_a="responsible", part_b="consulted")
        hints = dict(self.contract._advisory_alerts())
        self.assertEqual(hints["unanswered"]["level"], "info")
        self.assertIn("Data quality", hints["unanswered"]["message"])

        duty.part_third = "accountable"

        self.assertNotIn("unanswered", dict(self.contract._advisory_alerts()))

    def test_the_matrix_is_frozen_with_the_agreement(self):
        third_party = self._consented()
        duty = self._duty(third_party, part_third="accountable")
        self._sign_agreement(third_party)
        with self.assertRaisesRegex(UserError, "amendment"):
            duty.part_third = "consulted"
        with self.assertRaises(UserError):
            self._duty(third_party)
        with self.assertRaises(UserError), self.cr.savepoint():
            self._duty(third_party, third_party_id=False)

    def test_a_duty_is_of_one_contract(self):
        with self.assertRaisesRegex(ValidationError, "another contract"):
            self._duty(self._propose(), contract_id=self._create_contract().id)

    def test_the_matrix_is_filled_on_the_third_partys_form(self):
        third_party = self._propose()
        with Form(third_party) as form, form.responsibility_ids.new() as line:
            line.name = "Data quality"
            line.part_third = "accountable"
        self.assertEqual(third_party.responsibility_ids.contract_id, self.contract)
        self.assertEqual(self.contract.responsibility_ids.part_third, "accountable")


class TestLists(QueryCounts, ThirdPartyCase):
    def test_cost_the_same_for_one_and_eighty(self):
        third_party = self._propose()
        common = {
            "contract_id": self.contract.id,
            "third_party_id": third_party.id,
            "name": "Data quality",
        }
        duties = self.env["crm.contract.responsibility"].create([common] * 80)
        shared = {**common, "percent_a": 100, "amount": 10}
        shares = self.env["crm.contract.share"].create([shared] * 80)
        names = ("contract_id", "third_party_id", "name")
        self._assert_flat(duties, (*names, "part_a", "is_unanswered"), 8)
        self._assert_flat(shares, (*names, "amount", "amount_a"), 8)
