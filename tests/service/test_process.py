from odoo.exceptions import AccessError, UserError, ValidationError

from .service_case import ServiceCase

MODEL = "crm.contract.process"


class TestProcess(ServiceCase):
    """T2-3.3.1: a standard process with versions; a new one leaves old cases alone."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.env[MODEL].search([]).case_ids.process_id = False
        cls.env[MODEL].search([("is_current", "=", True)])._write_settled({"is_current": False})
        cls.process = cls._process()

    @classmethod
    def _process(cls, **values):
        return (
            cls.env[MODEL]
            .with_user(cls.manager)
            .create({"name": "Complaints", "category": "complaint", "steps": "1. Listen", **values})
        )

    def _newer(self, process=None):
        action = (process or self.process).with_user(self.manager).action_new_version()
        return self.env[MODEL].browse(action["res_id"])

    def test_a_case_keeps_the_version_of_the_day_it_came_in(self):
        old = self._complaint()
        newer = self._newer()
        newer.with_user(self.manager).steps = "1. Listen\n2. Say sorry"
        new = self._complaint()
        self.assertEqual(old.process_id, self.process)
        self.assertEqual(old.process_steps, "1. Listen")
        self.assertEqual(new.process_id, newer)
        self.assertEqual((self.process.version, newer.version), (1, 2))
        self.assertEqual((self.process.is_current, newer.is_current), (False, True))

    def test_each_kind_of_case_has_its_own(self):
        repair = self._process(name="Repairs", category="troubleshooting")
        request = self._request()
        self.assertEqual(request.process_id, repair)
        self.assertFalse(self._request(category="training").process_id)
        request.category = "training"
        self.assertFalse(request.process_id, "corrected before anybody worked on it")

    def test_a_company_s_own_goes_before_the_one_of_all(self):
        own = self._process(name="Own", company_id=self.company.id)
        self.assertEqual(self._complaint().process_id, own)

    def test_a_version_that_was_worked_by_stays_as_it_was(self):
        process = self.process.with_user(self.manager)
        process.steps = "1. Listen well"
        self._complaint()
        for vals in ({"steps": "2. Talk"}, {"name": "Other"}, {"category": "training"}):
            with self.assertRaisesRegex(UserError, "New Version"):
                process.write(vals)
        process.review_note = "Fine"
        with self.assertRaisesRegex(UserError, "is kept"):
            process.unlink()

    def test_an_old_version_changes_no_more_and_has_no_successor_of_its_own(self):
        self._newer()
        with self.assertRaises(UserError):
            self.process.with_user(self.manager).steps = "Other"
        with self.assertRaisesRegex(UserError, "old version"):
            self._newer()

    def test_a_second_one_for_the_same_is_refused(self):
        with self.assertRaisesRegex(ValidationError, "New Version"):
            self._process()
        two = [{"name": "Repairs", "category": "troubleshooting"}] * 2
        with self.assertRaisesRegex(ValidationError, "New Version"):
            self.env[MODEL].create(two)

    def test_nobody_types_which_version_is_current(self):
        for vals in ({"is_current": False}, {"version": 9}, {"reviewed_on": "2026-01-01"}):
            with self.assertRaises(UserError):
                self.process.with_user(self.manager).write(vals)
        case = self._complaint()
        with self.assertRaises(UserError):
            case.with_user(self.manager).process_id = False

    def test_customer_fit_is_reviewed_when_its_day_has_come(self):
        """Reviewed 2026-09-28, every 90 days: due on 2026-12-27."""
        process = self.process.with_user(self.manager)
        process.review_days = 90
        self.assertEqual(process.review_date, self._day("2026-12-27"))
        due = [("is_review_due", "=", True)]
        self.assertNotIn(process, process.search(due))
        self.freeze("2026-12-27 02:00:00")
        process.invalidate_recordset()
        self.assertTrue(process.is_review_due)
        self.assertIn(process, process.search(due))
        self.assertNotIn(process, process.search([("is_review_due", "=", False)]))
        process.action_reviewed()
        self.assertEqual(process.review_date, self._day("2027-03-27"))
        self.assertFalse(process.is_review_due)

    def test_counts_the_cases_that_the_reader_may_open(self):
        """Two cases of another one's contract: not their number, but that the version is kept."""
        self._complaint()
        self._complaint()
        for user, count in ((self.manager, 2), (self.user, 2), (self.other_user, 0)):
            process = self.process.with_user(user)
            self.assertEqual((process.case_count, process.is_held), (count, True))
            domain = process.action_view_cases()["domain"]
            cases = self.env["crm.contract.case"].with_user(user)
            self.assertEqual(cases.search_count(domain), count)

    def test_only_managers_keep_processes(self):
        for user in (self.user, self.officer):
            self.process.with_user(user).read(["name", "case_count"])
            with self.assertRaises(AccessError):
                self.process.with_user(user).steps = "Mine"
            with self.assertRaises(AccessError):
                self.process.with_user(user).action_new_version()
            with self.assertRaises(AccessError):
                self.process.with_user(user).action_reviewed()
