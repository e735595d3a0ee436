from odoo.exceptions import ValidationError

from ..query_counts import QueryCounts
from .report_case import ReportCase
from .service_case import ServiceCase


class TrainingCase(ServiceCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.manners = cls.env["crm.contract.ability"].create(
            {"name": "Telephone manners", "category": "complaint"}
        )
        cls.repair = cls.env["crm.contract.ability"].create(
            {"name": "Repair", "category": "troubleshooting"}
        )

    @classmethod
    def _train(cls, ability=None, **values):
        return cls.env["crm.contract.training"].create(
            {
                "user_id": cls.user.id,
                "ability_id": (ability or cls.manners).id,
                "trained_on": "2026-01-20",
                **values,
            }
        )


class TestTraining(TrainingCase):
    """T2-3.3.2: who is able to do what, and until when."""

    def test_a_training_holds_until_its_last_day(self):
        training = self._train(valid_until="2026-09-28")
        self.assertTrue(training.is_valid)
        self.assertIn(training, training.search([("is_valid", "=", True)]))
        self.freeze("2026-09-29 02:00:00")
        training.invalidate_recordset(["is_valid"])
        self.assertFalse(training.is_valid)
        self.assertIn(training, training.search([("is_valid", "=", False)]))

    def test_without_an_end_it_does_not_expire(self):
        self.assertTrue(self._train(trained_on="2001-01-20").is_valid)

    def test_a_training_lies_in_the_past_and_ends_after_it_begins(self):
        with self.assertRaisesRegex(ValidationError, "to come"):
            self._train(trained_on="2026-09-29")
        with self.assertRaises(ValidationError):
            self._train(valid_until="2026-01-19")

    def test_proof_is_kept_with_the_training(self):
        file = self._create_file()
        training = self._train(evidence_ids=self._link(file))
        self.assertEqual((file.res_model, file.res_id), (training._name, training.id))
        other = self._create_file("later.pdf")
        training.evidence_ids |= other
        self.assertEqual(other.res_id, training.id)

    def test_trainings_are_recorded_of_internal_users(self):
        with self.assertRaisesRegex(ValidationError, "internal"):
            self._train(user_id=self.env.ref("base.public_user").id)


class TestWarning(TrainingCase):
    """T2-3.3.2: untrained staff assigned -> warning, and nothing is blocked."""

    def test_an_untrained_person_on_a_case_is_a_hint(self):
        case = self._complaint()
        self.assertIn("Telephone manners", case.training_warning)
        self.assertIn(self.user.name, case.training_warning)
        case.action_assign()
        self.assertEqual(case.state, "assigned", "never blocked")

    def test_a_trained_person_is_none(self):
        self._train()
        self.assertFalse(self._complaint().training_warning)

    def test_a_lapsed_training_counts_no_more(self):
        self._train(valid_until="2026-09-27")
        self.assertTrue(self._complaint().training_warning)

    def test_each_kind_of_case_asks_for_its_own_ability(self):
        self._train()
        self.assertIn("Repair", self._request().training_warning)
        self.assertFalse(self._request(category="consultation").training_warning)

    def test_nobody_assigned_or_over_asks_for_nothing(self):
        self.assertFalse(self._complaint(user_id=False).training_warning)
        case = self._request(answer="Done")
        self._in_progress(case)
        case.action_answer()
        self._dialog("close", case, feedback="given", score="5").action_confirm()
        self.assertEqual(case.state, "closed")
        self.assertFalse(case.training_warning)

    def test_the_form_warns_before_it_is_saved(self):
        case = self.env["crm.contract.case"].new({"kind": "complaint", "user_id": self.user.id})
        self.assertIn("Telephone manners", case.training_warning)

    def test_the_contract_says_so_once_for_a_person(self):
        self._complaint()
        self._complaint()
        alerts = dict(self.contract._alert_list())
        self.assertEqual(alerts["untrained"]["level"], "warning")
        self.assertEqual(alerts["untrained"]["message"].count("Telephone manners"), 1)
        self._train()
        self.assertNotIn("untrained", dict(self.contract._alert_list()))


class TestQueries(TrainingCase, QueryCounts):
    def test_the_list_of_eighty(self):
        rows = self._train()
        rows |= rows.concat(*(rows.copy() for _number in range(79)))
        names = ["user_id", "ability_id", "trained_on", "valid_until", "is_valid", "company_id"]
        self._assert_flat(rows, names, 6)

    def test_the_hints_of_eighty_cases(self):
        cases = self.env["crm.contract.case"].concat(
            *(self._complaint(user_id=self.manager.id) for _number in range(80))
        )

        def read(some):
            self.assertTrue(all(some.mapped("training_warning")))

        read(cases)
        self.assertEqual(self._queries(read, cases[0]), self._queries(read, cases))


class TestDuties(ReportCase):
    """T2-3.3.2: what a duty asks of whoever does it."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.ability = cls.env["crm.contract.ability"].create({"name": "Statistics"})
        cls.duty.ability_ids = cls.ability

    def test_an_untrained_person_is_a_hint_on_duty_and_contract(self):
        self.assertIn("Statistics", self.duty.training_warning)
        self.assertIn("untrained", dict(self.contract._alert_list()))
        self.env["crm.contract.training"].create(
            {
                "user_id": self.user.id,
                "ability_id": self.ability.id,
                "trained_on": "2026-02-02",
            }
        )
        self.duty.invalidate_recordset(["training_warning"])
        self.assertFalse(self.duty.training_warning)
        self.assertNotIn("untrained", dict(self.contract._alert_list()))

    def test_another_person_on_the_duty_is_looked_at_instead(self):
        self.duty.user_id = self.officer
        self.assertIn(self.officer.name, self.duty.training_warning)

    def test_whoever_is_given_one_occurrence_is_looked_at(self):
        row = self._row()
        self.assertIn(self.user.name, row.training_warning)
        row.user_id = self.manager
        self.assertIn(self.manager.name, row.training_warning)
        expiry = self.contract.deadline_ids.filtered(lambda row: row.kind == "expiry")
        self.assertFalse(expiry.training_warning, "no duty stands behind it")

    def test_the_other_side_trains_its_own_people(self):
        _contract, duty = self._reporting(side="b", ability_ids=self._link(self.ability))
        self.assertFalse(duty.training_warning)
