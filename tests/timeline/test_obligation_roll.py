from unittest.mock import patch

from odoo.exceptions import ValidationError
from odoo.tools import mute_logger

from odoo.addons.base.models.ir_cron import IrCron

from .obligation_case import ObligationCase


class TestObligationRoll(ObligationCase):
    """The horizon of a year, rest days, tiers and holidays: T0-6.1h, T0-6.3, X-19, L-25."""

    def test_an_old_daily_duty_begins_with_what_is_not_too_old(self):
        """From 1980 on there would be 16,801 by the day it begins: 400 are made, and the year to
        come; each has the number that it always had."""
        _contract, duty = self._create_running(
            duty={"unit": "day", "interval": 1, "date_start": "1980-01-01"}
        )
        rows = duty.deadline_ids.sorted("due_date")
        self.assertEqual(len(rows), 400 + 365)
        self.assertEqual(rows[0].due_date, self._day("2024-11-28"))
        born = self._day("1980-01-01")
        self.assertEqual(rows[0].key, str((rows[0].due_date - born).days))
        self.freeze("2026-02-01 02:00:00")
        duty._sync_deadlines()
        states = set((duty.deadline_ids - rows[-1:]).mapped("state"))
        self.assertEqual(states, {"open"}, "nothing is taken back as time goes by")

    def test_a_first_day_that_nobody_meant_is_refused(self):
        with self.assertRaisesRegex(ValidationError, "50 years"):
            self._create_obligation(self._create_contract(), date_start="1900-01-01")

    def _queries(self, work):
        self.env.flush_all()
        self.env.invalidate_all()
        start = self.env.cr.sql_log_count
        with patch.object(IrCron, "_commit_progress", lambda *args, **kwargs: 60.0):
            work()
        self.env.flush_all()
        return self.env.cr.sql_log_count - start

    def test_occurrences_reach_a_year_ahead_and_are_rolled_forward(self):
        _contract, visit = self._create_running(term_years=5)
        self.assertEqual(self._due(visit)[-1], "2027-01-01")
        self.assertEqual(str(visit.roll_on), "2026-03-31", "366 days before 2027-04-01")

        self._roll("2026-03-30")
        self.assertEqual(self._due(visit)[-1], "2027-01-01", "not yet")
        self._roll("2026-03-31")
        self.assertEqual(self._due(visit)[-1], "2027-04-01")
        self._roll("2026-07-01")
        self.assertEqual(self._due(visit)[-1], "2027-07-01")
        self.assertEqual(len(visit.deadline_ids), 6)

    def test_what_is_done_is_never_touched(self):
        _contract, visit = self._create_running(term_years=5)
        first = visit.deadline_ids.sorted("due_date")[0]
        first.write({"state": "done", "done_on": "2026-01-01"})

        self._roll("2027-01-01")

        self.assertEqual((first.state, str(first.due_date)), ("done", "2026-04-01"))
        self.assertEqual(len(visit.deadline_ids.filtered(lambda row: row.key == "1")), 1)

    def test_a_week_of_downtime_is_caught_up_with(self):
        _contract, check = self._create_running(term_years=5, duty={"unit": "day", "interval": 7})

        self._roll("2026-02-15")

        self.assertEqual(self._due(check)[-1], "2027-02-11")

    def test_a_duty_that_is_over_is_looked_at_no_more(self):
        _contract, visit = self._create_running()

        self.assertFalse(visit.roll_on, "the contract ends within the horizon")

    def test_a_longer_term_is_rolled_into(self):
        """An amendment moves the end from 2027-01-01 to 2029-01-01."""
        contract, visit = self._create_running()

        contract._write_settled({"is_end_date_fixed": True, "end_date": "2029-01-01"})

        self.assertEqual(str(visit.roll_on), "2026-03-31")

    def test_an_idle_day_costs_one_query(self):
        self._create_running(term_years=5)
        self._roll()

        self.assertLessEqual(self._queries(self.Obligation._cron_roll), 1)

    def test_eighty_duties_roll_in_as_many_queries_as_one(self):
        contract = self._create_contract(term_years=5)
        for number in range(82):
            self._create_obligation(contract, name=f"Visit {number}")
        self._sign(contract, "2026-01-01").action_activate()
        warm, one, *many = contract.obligation_ids
        contract.obligation_ids._write_settled({"roll_on": False})
        self._at("2026-04-01")

        def roll(rows):
            rows._write_settled({"roll_on": "2026-03-31"})
            return self._queries(self.Obligation._cron_roll)

        roll(warm)
        first, eighty = roll(one), roll(self.Obligation.concat(*many))
        self.assertLessEqual(eighty, first + 2)
        self.assertEqual(self._due(many[-1])[-1], "2027-04-01")

    def test_one_duty_stops_no_other(self):
        contract = self._create_contract(term_years=5)
        bad = self._create_obligation(contract, name="Bad")
        good = self._create_obligation(contract, name="Good")
        self._sign(contract, "2026-01-01").action_activate()
        original = type(bad)._plan

        def plan(row, cycle):
            if row.name == "Bad":
                raise ValidationError("broken")
            return original(row, cycle)

        with (
            patch.object(type(bad), "_plan", plan),
            mute_logger(
                "odoo.addons.crm_contract_compliance.models.timeline.crm_contract_obligation_roll"
            ),
        ):
            self._roll("2026-07-01")

        self.assertEqual(self._due(bad)[-1], "2027-01-01")
        self.assertEqual(self._due(good)[-1], "2027-07-01")

    def test_due_dates_move_past_rest_days_where_the_contracts_do(self):
        """L-25: due 2026-10-01, in the holiday to 10-07: 10-08."""
        self._create_holiday("2026-10-01", "2026-10-07")
        contract = self._create_contract(is_holiday_shifted=True)
        moves = self._create_obligation(contract)
        stays = self._create_obligation(contract, is_shifted=False)
        self._sign(contract, "2026-01-01").action_activate()
        _contract, unmoved = self._create_running(is_holiday_shifted=False)

        self.assertIn("2026-10-08", self._due(moves))
        self.assertIn("2026-10-01", self._due(stays))
        self.assertIn("2026-10-01", self._due(unmoved))

    def test_rest_days_loaded_later_move_what_stands_on_them(self):
        _contract, visit = self._create_running(is_holiday_shifted=True)
        row = visit.deadline_ids.filtered(lambda row: str(row.due_date) == "2026-10-01")

        holiday = self._create_holiday("2026-10-01", "2026-10-07")
        self._roll()
        self.assertEqual(str(row.due_date), "2026-10-08")

        holiday.unlink()
        self._roll()
        self.assertEqual(str(row.due_date), "2026-10-01")

    def test_a_customer_since_2023_is_long_term_from_2026(self):
        """T0-6.3: since 2023-01-01, three years: long-term from 2026-01-01."""
        self.partner.crm_contract_since = "2023-01-01"
        self._at("2025-12-31")
        self.assertEqual(self.partner.crm_contract_tier, "regular")
        self.env.invalidate_all()
        self._at("2026-01-01")
        self.assertEqual(self.partner.crm_contract_tier, "long_term")

        self.partner.crm_contract_is_key = True
        self.assertEqual(self.partner.crm_contract_tier, "key", "given by hand, it wins")

    def test_tiers_are_searched_as_they_are_read(self):
        partners = self.env["res.partner"].create(
            [
                {"name": "New"},
                {"name": "Old", "crm_contract_since": "2023-01-01"},
                {"name": "Recent", "crm_contract_since": "2023-01-02"},
                {"name": "Key", "crm_contract_since": "2020-01-01", "crm_contract_is_key": True},
            ]
        )
        for tier in ("regular", "key", "long_term"):
            found = partners.search([("crm_contract_tier", "=", tier), ("id", "in", partners.ids)])
            read = partners.filtered(lambda row, tier=tier: row.crm_contract_tier == tier)
            self.assertEqual(found, read.sorted(lambda row: (row.complete_name, row.id)), tier)

    def test_the_years_are_a_setting_of_the_company(self):
        self.partner.crm_contract_since = "2023-01-01"
        self.company.crm_contract_long_term_years = 5
        self.assertEqual(self.partner.crm_contract_tier, "regular")

    def test_a_long_term_customer_is_visited_every_thirty_days(self):
        """T0-6.3: a cycle of 30 days instead of 90 from the day on; done and missed rows stay."""
        self._at("2025-10-01")
        self.partner.crm_contract_since = "2023-01-01"
        _contract, visit = self._create_running(
            "2025-10-01",
            duty={"unit": "day", "interval": 90, "long_term_interval": 30},
            term_years=3,
        )
        missed = visit.deadline_ids.sorted("due_date")[0]
        self.assertEqual(self._due(visit)[:2], ["2025-12-30", "2026-03-30"])
        self._roll("2025-12-30")
        self.assertEqual(str(visit.roll_on), "2026-01-01", "the clock turns the tier")

        self._roll("2026-01-01")

        self.assertEqual(visit.cycle, "long_term")
        self.assertEqual(self._due(visit)[:3], ["2025-12-30", "2026-01-29", "2026-02-28"])
        self.assertEqual(missed.state, "open")
        self.assertEqual(visit.rhythm, "Every 30 days")

    def test_a_key_customer_is_visited_by_its_own_cycle_at_once(self):
        _contract, visit = self._create_running(
            duty={"unit": "day", "interval": 90, "key_interval": 10}
        )
        self.assertEqual(self._due(visit)[0], "2026-04-01")

        self.partner.crm_contract_is_key = True
        self.assertEqual(self._due(visit)[0], "2026-01-11")

        self.partner.crm_contract_is_key = False
        self.assertEqual(self._due(visit)[0], "2026-04-01", "and back again")

    def test_the_relation_begins_with_the_first_contract(self):
        self._create_running()
        self.assertEqual(str(self.partner.crm_contract_since), "2026-01-01")

    def test_greetings_follow_the_holidays(self):
        """T0-6.1h: for 2026-10-01 the greeting is told 7 days before, on 09-24."""
        self._create_holiday("2026-10-01", "2026-10-07")
        self._create_holiday("2026-05-01", "2026-05-05", name="Labour Day")
        contract = self._create_contract()
        greeting = self._create_obligation(
            contract,
            name="Greetings",
            kind="greeting",
            holiday_names="national day、Spring Festival",
        )
        every = self._create_obligation(contract, name="All", kind="greeting")
        self._sign(contract, "2026-01-01").action_activate()

        row = greeting.deadline_ids
        self.assertEqual((str(row.due_date), str(row.remind_on)), ("2026-10-01", "2026-09-24"))
        self.assertEqual((row.kind, row.name), ("greeting", "Greetings: National Day"))
        self.assertEqual(self._due(every), ["2026-05-01", "2026-10-01"])
        self._run_job("2026-09-24")
        self.assertTrue(self._activities(row))
        row.with_user(self.user).action_done()
        self.assertEqual(row.state, "done")

    def test_a_holiday_loaded_later_brings_its_greeting(self):
        _contract, greeting = self._create_running(duty={"kind": "greeting"})
        self.assertFalse(greeting.deadline_ids)

        self._create_holiday("2026-10-01", "2026-10-07")
        self._roll()

        self.assertEqual(self._due(greeting), ["2026-10-01"])
