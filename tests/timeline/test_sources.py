from unittest.mock import patch

from odoo.addons.crm_contract_compliance.models.base.crm_contract_deadline_mixin import (
    DeadlineSpec,
)

from .timeline_case import TimelineCase


class TestSources(TimelineCase):
    """Where rows come from: any door into the contract, and any way in which its dates move."""

    def _told_on_notice_day(self, contract):
        """The contract ends 2027-06-30: its notice is due 2027-05-01, told 2027-04-01."""
        self._run_job("2027-04-01")
        return self._leads(self._row("renewal_notice", contract))

    def test_a_contract_made_and_signed_over_the_api_is_reminded_of(self):
        contract = (
            self.env["crm.contract"]
            .with_user(self.user)
            .create(
                {
                    "name": "Over the API",
                    "type_id": self.contract_type.id,
                    "partner_id": self.partner.id,
                }
            )
        )
        self._sign(contract.sudo(), "2026-06-30")
        contract.with_user(self.officer).action_activate()

        self.assertEqual(self._told_on_notice_day(contract.sudo()), [(30, "2027-05-01")])

    def test_an_imported_contract_is_reminded_of(self):
        result = self.env["crm.contract"].load(
            ["name", "type_id/.id", "partner_id/.id", "user_id/.id"],
            [["Imported", self.contract_type.id, self.partner.id, self.user.id]],
        )
        self.assertFalse(result["messages"])
        contract = self.env["crm.contract"].browse(result["ids"])
        self.assertFalse(contract.deadline_ids, "a draft has none")
        self._sign(contract, "2026-06-30")
        contract.action_activate()

        self.assertEqual(self._told_on_notice_day(contract), [(30, "2027-05-01")])

    def test_a_registered_paper_contract_is_reminded_of(self):
        wizard = self._paper_wizard(signing_date="2026-06-29", effective_date="2026-06-30")
        contract = self.env["crm.contract"].browse(wizard.action_register()["res_id"])

        self.assertEqual(self._told_on_notice_day(contract), [(30, "2027-05-01")])

    def test_past_dates_of_a_registered_contract_are_done_and_make_no_noise(self):
        wizard = self._paper_wizard(signing_date="2025-07-20", effective_date="2025-07-20")
        contract = self.env["crm.contract"].browse(wizard.action_register()["res_id"])

        rows = contract.deadline_ids.sorted("due_date")
        self.assertEqual(
            [(row.kind, str(row.due_date), row.state) for row in rows],
            [
                ("renewal_notice", "2026-05-21", "done"),
                ("renewal_complete", "2026-06-20", "done"),
                ("expiry", "2026-07-20", "open"),
            ],
        )
        self._run_job()
        told = self._activities(rows).crm_contract_deadline_id
        self.assertEqual(told, self._row("expiry", contract))

    def test_a_stored_computed_date_that_moves_arms_again(self):
        """It calls neither create nor write of its record: the owner's change is recomputed."""
        ndas = self.env.registry["crm.contract.nda"]
        nda = self.env["crm.contract.nda"].create(
            {"name": "Drawings", "contract_id": self.contract.id}
        )

        def specs(record):
            is_first = record.contract_user_id == self.user
            day = "2030-06-30" if is_first else "2031-06-30"
            return [DeadlineSpec("nda", self._day(day), subject=record.name)]

        with (
            patch.object(ndas, "_deadline_triggers", frozenset({"contract_user_id"})),
            patch.object(ndas, "_deadline_specs", specs),
        ):
            nda._sync_deadlines()
            row = self.Deadline.search([("res_model", "=", "crm.contract.nda")])
            self.assertEqual(self._days(row), ["2030-05-31"])

            self.contract.user_id = self.other_user
            self.env.flush_all()

        self.assertEqual(self._days(row, "due_date"), ["2031-06-30"])
        self.assertEqual(self._days(row), ["2031-05-31"])

    def test_a_suspended_contract_keeps_its_rows(self):
        before = self._days(self.contract.deadline_ids)

        self.contract.action_suspend()

        self.assertEqual(self._days(self.contract.deadline_ids), before)
        self.assertEqual(set(self.contract.deadline_ids.mapped("state")), {"open"})

    def test_an_open_ended_contract_has_no_rows(self):
        contract_type = self._create_type(term_years=0, term_months=0)

        contract = self._create_active("2026-06-30", type_id=contract_type.id)

        self.assertFalse(contract.deadline_ids)

    def test_an_ended_contract_is_told_of_no_more(self):
        self._at("2027-03-31")
        self.contract._end("mutual", self._day("2027-03-31"))

        self._run_job("2027-07-30")

        self.assertEqual(self._told(), (0, 0, 0))
        states = {row.kind: row.state for row in self.contract.deadline_ids}
        self.assertEqual(
            states,
            {
                "renewal_notice": "cancelled",
                "renewal_complete": "cancelled",
                "expiry": "done",
            },
        )
