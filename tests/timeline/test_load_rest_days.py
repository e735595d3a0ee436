import base64
from unittest.mock import patch

from odoo.exceptions import AccessError, UserError
from odoo.tests import Form

from odoo.addons.crm_contract_compliance.wizards import crm_contract_rest_days_wizard as loader

from .obligation_case import ObligationCase

# The State Council's list for 2026: 33 rest days, weekends included, and six make-up workdays.
REST_2026 = (
    ("2026-01-01", "2026-01-03"),
    ("2026-02-15", "2026-02-23"),
    ("2026-04-04", "2026-04-06"),
    ("2026-05-01", "2026-05-05"),
    ("2026-06-19", "2026-06-21"),
    ("2026-09-25", "2026-09-27"),
    ("2026-10-01", "2026-10-07"),
)
WORK_2026 = ("2026-01-04", "2026-02-14", "2026-02-28", "2026-05-09", "2026-09-20", "2026-10-10")


class TestLoadRestDays(ObligationCase):
    """A year's rest days and make-up workdays, from the published list or a file (L-25, L-48)."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.Wizard = cls.env["crm.contract.rest.days.wizard"].with_user(cls.manager)
        cls.company.country_id = cls.env.ref("base.cn")

    def _load(self, text=None, **values):
        if text is not None:
            values |= {"source": "file", "file": base64.b64encode(text.encode())}
        wizard = self.Wizard.create(values)
        wizard.action_load()
        return wizard

    def _rest(self):
        return self.company._crm_contract_rest_days("Asia/Shanghai")

    def test_2026_is_as_the_state_council_published_it(self):
        self._load(year=2026)

        rest = self._rest()
        wanted = set()
        for first, last in REST_2026:
            day, end = self._day(first), self._day(last)
            while day <= end:
                wanted.add(day)
                day = day.fromordinal(day.toordinal() + 1)
        self.assertEqual(set(rest.holidays), wanted)
        self.assertEqual(len(rest.holidays), 33)
        self.assertEqual({str(day) for day in rest.makeup_workdays}, set(WORK_2026))
        self.assertEqual(len(self.leaves.search([("resource_id", "=", False)])), 7 + 6)

    def test_it_shows_what_it_adds_and_a_second_time_adds_nothing(self):
        wizard = self.Wizard.create({"year": 2026})
        self.assertEqual(wizard.new_count, 13)
        self.assertIn("National Day 国庆节", wizard.preview)
        self.assertFalse(self.leaves.search([("resource_id", "=", False)]))

        wizard.action_load()
        again = self._load(year=2026)

        self.assertEqual(again.new_count, 0)
        self.assertIn("Nothing to add", again.preview)
        self.assertEqual(len(self.leaves.search([("resource_id", "=", False)])), 13)

    def test_what_was_entered_by_hand_is_left_alone(self):
        self._create_holiday("2026-10-01", "2026-10-05", name="By hand")

        self._load(year=2026)

        names = self.leaves.search([("date_from", ">=", "2026-09-29")]).mapped("name")
        self.assertIn("By hand", names)
        self.assertEqual(len(self._rest().holidays), 33)

    def test_what_was_loaded_last_stands(self):
        """A make-up workday entered by mistake is put right by loading the rest day after it."""
        day = self._day("2026-10-05")
        self._load("2026-10-05,National Day,rest")
        self._load("2026-10-05,National Day,workday")
        self.assertNotIn(day, self._rest().holidays)
        self.assertIn(day, self._rest().makeup_workdays)
        self._load("2026-10-05,National Day,rest")
        self.assertIn(day, self._rest().holidays)
        self.assertNotIn(day, self._rest().makeup_workdays)

    def test_scenario_9_counts_with_the_loaded_year(self):
        """Five working days from 2026-09-28 with the make-up Saturday: 10-10."""
        self._load(year=2026)
        due = self.contract._forward_due(self._day("2026-09-28"), 5, "working")
        self.assertEqual(str(due.due), "2026-10-10")
        self.assertFalse(due.missing_years)

    def test_the_year_offered_is_the_first_that_is_missing(self):
        self.assertEqual(self.Wizard.new({}).year, 2026)
        self._load(year=2026)
        self.assertEqual(self.Wizard.new({}).year, 2027)

    def test_a_year_that_is_not_published_yet_is_named(self):
        wizard = self.Wizard.create({"year": 2199})
        self.assertIn("2199", wizard.preview)
        with self.assertRaisesRegex(UserError, "2199"):
            wizard.action_load()

    def test_without_the_list_it_says_what_to_do(self):
        with patch.object(loader, "chinese_calendar", None):
            with self.assertRaisesRegex(UserError, "chinesecalendar"):
                self._load(year=2026)
            self._load("2026-10-01,National Day,rest")
        self.assertEqual(len(self._rest().holidays), 1)

    def test_another_country_has_its_file(self):
        with self.assertRaisesRegex(UserError, "Germany"):
            self._load(year=2026, country_id=self.env.ref("base.de").id)

    def test_a_file_is_loaded(self):
        self._load("date,name,kind\n2027-02-06,春节,rest\n2027-02-07,春节,rest\n2027-02-13,春节,班")

        rest = self._rest()
        self.assertEqual({str(day) for day in rest.holidays}, {"2027-02-06", "2027-02-07"})
        self.assertEqual({str(day) for day in rest.makeup_workdays}, {"2027-02-13"})

    def test_a_bad_line_is_named_and_nothing_is_added(self):
        with self.assertRaisesRegex(UserError, "Line 2: "):
            self._load("2026-10-01,National Day,rest\n2026-10-32,National Day,rest")
        with self.assertRaises(UserError):
            self.Wizard.create({"source": "file"}).action_load()
        self.assertFalse(self._rest().holidays)

    def test_a_form_shows_the_preview(self):
        with Form(self.Wizard) as form:
            form.year = 2025
            self.assertIn("Mid-autumn", form.preview)

    def test_it_is_the_managers_and_of_the_own_company(self):
        for user in (self.user, self.officer):
            with self.assertRaises(AccessError):
                self.Wizard.with_user(user).create({"year": 2026})
        second = self._create_company()
        wizard = self.Wizard.create({"year": 2026, "company_id": second.id})
        wizard.action_load()
        self.assertEqual(wizard.company_id, self.company)
        self.assertFalse(second._crm_contract_rest_days("UTC").holidays)

    def test_the_settings_name_the_years_that_are_missing(self):
        page = self.env["crm.contract.settings.wizard"].with_user(self.manager).create({})
        self.assertEqual(page.crm_contract_health_unloaded, "2026, 2027")
        self._load(year=2026)
        page.invalidate_recordset()
        self.assertEqual(page.crm_contract_health_unloaded, "2027")
