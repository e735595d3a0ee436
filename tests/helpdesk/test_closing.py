from odoo.exceptions import UserError, ValidationError

from .helpdesk_case import HelpdeskCase


class TestClosing(HelpdeskCase):
    """X-S4: a ticket stays open while its contract matter does; what else becomes of it (A71)."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.ticket = cls._ticket()
        cls.case = cls._made(cls.ticket)

    def _answer(self):
        self._answered(self.case)

    def _close(self, ticket=None, user=None):
        (ticket or self.ticket).with_user(user or self.user).stage_id = self.done

    def _notes(self, record):
        return "\n".join(record.message_ids.mapped("body"))

    def test_ticket_stays_open_and_says_what_is_missing(self):
        with self.assertRaisesRegex(
            ValidationError, f"stays open: {self.case.code} is “Received”. Record the finding"
        ):
            self._close()
        self._in_progress(self.case)
        self._find(self.case)
        with self.assertRaisesRegex(ValidationError, "“In Progress”.*press Notify Customer"):
            self._close()

    def test_whoever_may_not_read_the_case_hears_only_that_there_is_one(self):
        for user in (self.agent, self.other_user):
            with self.subTest(user=user.login), self.assertRaises(ValidationError) as caught:
                self._close(user=user)
            said = str(caught.exception)
            self.assertIn("a contract matter of it is not answered yet", said)
            self.assertNotIn(self.case.code, said)
            self.assertNotIn(self.contract.code, said)

    def test_answered_case_lets_its_ticket_close(self):
        """Its preventive action may come later: the complaint itself stays open for it."""
        self._answer()
        self._close(user=self.agent)
        self.assertTrue(self.ticket.closed)
        note = self.ticket.with_user(self.user).crm_contract_note
        self.assertRegex(note, "needs a preventive action")

    def test_open_request_holds_its_ticket_too(self):
        ticket = self._ticket()
        case = self._made(ticket, "request")
        with self.assertRaises(ValidationError):
            self._close(ticket)
        self._in_progress(case)
        case.answer = "Restarted"
        with self.assertRaisesRegex(ValidationError, "press Answer"):
            self._close(ticket)
        case.action_answer()
        self._close(ticket)
        self.assertTrue(ticket.closed)

    def test_team_whose_first_stage_is_closed_does_not_slip_past(self):
        team = self.env["helpdesk.ticket.team"].create({"name": "Archive"})
        (
            self.new | self.env["helpdesk.ticket.stage"].search([("closed", "=", False)])
        ).team_ids = self.env["helpdesk.ticket.team"].create({"name": "Others"})
        with self.assertRaises(ValidationError):
            self.ticket.team_id = team
            self.env.flush_all()

    def test_case_closes_first_and_its_ticket_hears_nothing_of_it(self):
        self._answer()
        self._measure(self.case, "corrective", "preventive")
        self._dialog("close", self.case).action_confirm()
        self.assertFalse(self.ticket.closed)
        notes = self._notes(self.ticket)
        self.assertIn("The contract matter of this ticket is over.", notes)
        self.assertNotIn(self.case.code, notes)
        self.assertIn("is over", self.ticket.with_user(self.user).crm_contract_note)
        self._close()

    def test_reopened_ticket_does_not_take_up_its_case_and_says_so(self):
        self._answer()
        self._close()
        self.ticket.with_user(self.agent).stage_id = self.new
        self.assertEqual(self.case.state, "answered")
        self.assertIn("stays as it is", self._notes(self.ticket))
        self.assertIn(f"Ticket {self.ticket.number} is open again", self._notes(self.case))

    def test_case_taken_up_again_tells_its_closed_ticket(self):
        self._answer()
        self._close()
        self.case.action_reopen()
        self.assertTrue(self.ticket.closed)
        self.assertIn("taken up again", self._notes(self.ticket))
        self.assertIn("taken up again", self.ticket.with_user(self.user).crm_contract_note)

    def test_no_case_is_made_of_a_closed_ticket(self):
        ticket = self._ticket()
        self._close(ticket)
        with self.assertRaisesRegex(ValidationError, "reopen the ticket first"):
            self._press(ticket)

    def test_duplicate_hands_its_case_over_and_closes(self):
        stays = self._ticket()
        self.env.company.helpdesk_mgmt_duplicate_ticket_stage_id = self.done
        wizard = self.env["helpdesk.ticket.duplicate.wizard"].with_user(self.agent)
        wizard.create(
            {
                "ticket_id": self.ticket.id,
                "duplicate_of_id": stays.id,
                "target_stage_id": self.done.id,
            }
        ).action_confirm()
        self.assertEqual(self.case.ticket_id, stays)
        self.assertTrue(self.ticket.closed)
        self.assertIn(f"is a duplicate of {stays.number}", self._notes(self.case))

    def test_duplicate_of_a_closed_ticket_or_of_another_customers_keeps_its_case(self):
        closed = self._ticket(stage_id=self.done.id)
        others = self._ticket(partner_id=self.stranger.partner_id.id)
        for ticket in (closed, others):
            self.ticket.duplicate_id = ticket
            self.assertEqual(self.case.ticket_id, self.ticket)
        with self.assertRaises(ValidationError):
            self._close()

    def test_deleted_ticket_leaves_its_case(self):
        number = self.ticket.number
        self.ticket.unlink()
        self.assertTrue(self.case.exists())
        self.assertFalse(self.case.ticket_id)
        self.assertIn(f"Ticket {number} was deleted", self._notes(self.case))
        self.assertEqual(self.case.due_date, self._day("2026-10-08"))

    def test_ticket_of_a_closed_case_may_be_deleted_too(self):
        """The case is frozen; what became of its ticket is no change of it."""
        self._answer()
        self._measure(self.case, "corrective", "preventive")
        self._dialog("close", self.case).action_confirm()
        self.ticket.unlink()
        self.env.invalidate_all()
        self.assertFalse(self.case.ticket_id)

    def test_team_change_and_archiving_leave_the_link(self):
        self.ticket.team_id = self.env["helpdesk.ticket.team"].create({"name": "Second line"})
        self.ticket.active = False
        self.assertEqual(self.case.ticket_id, self.ticket)

    def test_ticket_that_goes_to_another_company_leaves_its_case_behind(self):
        company_b = self._create_company()
        self.ticket.company_id = company_b
        self.assertFalse(self.case.ticket_id)
        self.assertEqual(self.case.company_id, self.company)
        self.assertFalse(self.ticket.crm_contract_id)
        self.assertIn("went to another company", self._notes(self.case))

    def test_closed_case_keeps_its_ticket(self):
        self._answer()
        self._measure(self.case, "corrective", "preventive")
        self._dialog("close", self.case).action_confirm()
        with self.assertRaises(UserError):
            self.case.with_user(self.user).ticket_id = self._ticket()
