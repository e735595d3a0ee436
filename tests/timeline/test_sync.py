from datetime import date

from odoo.addons.crm_contract_compliance.models.base.crm_contract_deadline_mixin import (
    DeadlineSpec,
)

from .timeline_case import TimelineCase


class TestSync(TimelineCase):
    """Rows follow the specs of their source; what a person finished stays as it is."""

    def setUp(self):
        super().setUp()
        self.source = self.env["crm.contract.nda"].create(
            {"name": "Source", "contract_id": self.contract.id}
        )

    def _sync(self, *specs):
        self.Deadline._sync(self.source, {self.source: list(specs)})
        return self.Deadline.search(
            [("res_model", "=", "crm.contract.nda"), ("res_id", "=", self.source.id)]
        )

    @staticmethod
    def _spec(day="2026-09-30", **values):
        return DeadlineSpec("duty", date.fromisoformat(day), **values)

    def test_a_spec_makes_a_row_with_all_it_says(self):
        row = self._sync(
            self._spec(
                key="1",
                user_id=self.other_user.id,
                side="b",
                subject="Report",
                needs_proof=True,
            )
        )

        self.assertRecordValues(
            row,
            [
                {
                    "contract_id": self.contract.id,
                    "kind": "duty",
                    "key": "1",
                    "side": "b",
                    "subject": "Report",
                    "needs_proof": True,
                    "user_id": self.other_user.id,
                    "company_id": self.company.id,
                    "contract_user_id": self.user.id,
                    "tz": "Asia/Shanghai",
                    "partner_id": self.partner.id,
                    "state": "open",
                }
            ],
        )
        self.assertEqual((str(row.due_date), str(row.remind_on)), ("2026-09-30", "2026-09-27"))

    def test_the_same_specs_again_change_nothing(self):
        row = self._sync(self._spec(subject="Report", side="a"), self._spec(key="2"))
        self.env.flush_all()
        self.Deadline.invalidate_model()

        with self.assertQueryCount(3):  # the rows, what they hold, and this test's own search
            again = self._sync(self._spec(subject="Report", side="a"), self._spec(key="2"))
            self.env.flush_all()

        self.assertEqual(again, row)

    def test_occurrences_move_by_their_key_not_by_their_date(self):
        rows = self._sync(self._spec("2026-09-30", key="1"), self._spec("2026-10-31", key="2"))

        moved = self._sync(self._spec("2026-10-31", key="1"), self._spec("2026-11-30", key="2"))

        self.assertEqual(moved, rows)
        self.assertEqual(
            [(row.key, str(row.due_date)) for row in moved],
            [("1", "2026-10-31"), ("2", "2026-11-30")],
        )

    def test_a_vanished_spec_cancels_its_row_and_withdraws_the_activity(self):
        row = self._sync(self._spec())
        self._run_job("2026-09-27")
        self.assertTrue(self._activities(row))

        self._sync()

        self.assertEqual((row.state, row.remind_on), ("cancelled", False))
        self.assertFalse(self._activities(row))

    def test_a_spec_that_reappears_opens_its_row_again_and_repeats_nothing(self):
        row = self._sync(self._spec())
        self._run_job("2026-09-27")
        self._sync()

        again = self._sync(self._spec())

        self.assertEqual(again, row)
        self.assertEqual((row.state, str(row.remind_on)), ("open", "2026-10-03"))
        self._run_job("2026-09-28")
        self.assertEqual(self._leads(row), [(3, "2026-09-30")])

    def test_a_spec_that_reappears_on_another_day_arms_for_that_day(self):
        row = self._sync(self._spec())
        self._run_job("2026-09-27")
        self._sync()

        self._sync(self._spec("2026-12-31"))

        self.assertEqual((row.state, str(row.remind_on)), ("open", "2026-12-28"))

    def test_a_done_row_is_never_touched(self):
        row = self._sync(self._spec(subject="Report"))
        row.write({"state": "done", "done_on": "2026-06-30"})

        self._sync(self._spec("2026-12-31", subject="Another"))
        self.assertEqual(
            (row.state, str(row.due_date), row.subject), ("done", "2026-09-30", "Report")
        )

        self._sync()
        self.assertEqual(row.state, "done")

    def test_a_skipped_row_is_never_touched(self):
        row = self._sync(self._spec())
        row.write({"state": "skipped", "skip_reason": "Not needed"})

        self._sync(self._spec("2026-12-31"))

        self.assertEqual((row.state, str(row.due_date)), ("skipped", "2026-09-30"))

    def test_a_fact_that_is_there_closes_its_row(self):
        row = self._sync(self._spec())
        self._run_job("2026-09-27")

        self._sync(self._spec(done_on=date(2026, 9, 26)))

        self.assertEqual((row.state, str(row.done_on)), ("done", "2026-09-26"))
        self.assertFalse(self._activities(row))

    def test_a_fact_that_was_there_from_the_start_makes_no_row(self):
        self.assertFalse(self._sync(self._spec(done_on=date(2026, 6, 1))))

    def test_a_proof_that_waits_for_review_is_not_cancelled(self):
        row = self._sync(self._spec(needs_proof=True))
        row.write({"evidence_ids": self._link(self._create_file()), "state": "submitted"})

        self._sync()

        self.assertEqual(row.state, "submitted")

    def test_a_source_that_is_deleted_takes_its_rows_along(self):
        row = self._sync(self._spec())

        self.source.unlink()

        self.assertFalse(row.exists())

    def test_a_person_named_anew_by_the_source_gets_the_row(self):
        """The person responsible for an agreement changes: its deadline goes along."""
        nda = self.env["crm.contract.nda"]._register_existing(
            [
                {
                    "name": "Drawings",
                    "contract_id": self.contract.id,
                    "state": "active",
                }
            ]
        )
        row = self.Deadline.search([("res_id", "=", nda.id), ("kind", "=", "nda")])
        self.assertEqual(row.user_id, self.user)

        nda.user_id = self.other_user

        self.assertEqual(row.user_id, self.other_user)

    def test_a_row_handed_to_somebody_stays_with_them_while_its_source_moves(self):
        row = self._sync(self._spec())
        row.user_id = self.other_user

        self._sync(self._spec("2026-10-31"))

        self.assertEqual(row.user_id, self.other_user)
