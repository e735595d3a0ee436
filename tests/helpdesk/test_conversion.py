from odoo import fields
from odoo.exceptions import AccessError, UserError, ValidationError
from odoo.tools import SQL

from .helpdesk_case import HelpdeskCase


class TestConversion(HelpdeskCase):
    """X-24, X-25, X-S4: a ticket becomes a complaint or a request, and the other way round."""

    def test_one_click_makes_a_complaint_where_there_is_one_contract(self):
        """Scenario 9: received on 28 September, five days end in the holiday, so 8 October."""
        ticket = self._ticket()
        action = self._press(ticket)
        case = ticket.crm_contract_case_ids
        self.assertEqual((action["res_model"], action["res_id"]), (case._name, case.id))
        self.assertEqual(
            (case.kind, case.contract_id, case.name, case.description, case.complainant),
            ("complaint", self.contract, "Printer stops", "Since *Monday*", "Li Na"),
        )
        self.assertEqual(case.user_id, self.user)
        shown = ticket.with_user(self.user)
        self.assertEqual(shown.crm_contract_due_date, self._day("2026-10-08"))
        self.assertEqual(shown.crm_contract_case_state, "received")
        self.assertEqual(shown.crm_contract_code, self.contract.code)
        self.assertEqual(shown.crm_contract_id, self.contract)
        self.assertEqual(shown.crm_contract_tz, "Asia/Shanghai")

    def test_one_click_makes_a_request_with_its_hours(self):
        """T0-4.2: the category is corrected before anybody works on it, and its hours follow."""
        ticket = self._ticket()
        case = self._made(ticket, "request")
        self.assertEqual((case.category, case.answer_due_at), ("other", False))
        case.with_user(self.user).category = "troubleshooting"
        self.assertEqual(case.answer_due_at, fields.Datetime.to_datetime("2026-09-28 06:00:00"))
        self.assertEqual(ticket.with_user(self.user).crm_contract_case_kind, "request")

    def test_time_runs_from_when_the_customer_wrote(self):
        ticket = self._ticket(
            channel_id=self.env.ref("helpdesk_mgmt.helpdesk_ticket_channel_email").id
        )
        written = "2026-09-20 03:00:00"
        self.env.execute_query(
            SQL(
                "UPDATE helpdesk_ticket SET create_date = %s WHERE id = %s RETURNING id",
                written,
                ticket.id,
            )
        )
        ticket.invalidate_recordset()
        case = self._made(ticket)
        self.assertEqual(fields.Datetime.to_string(case.received_at), written)
        self.assertEqual(case.answer_due_date, self._day("2026-09-25"))
        self.assertEqual(case.channel_id, self.env.ref("crm_contract_compliance.channel_email"))

    def test_second_click_opens_the_first_ones_case(self):
        ticket = self._ticket()
        first = self._press(ticket)
        self.assertEqual(self._press(ticket)["res_id"], first["res_id"])
        self.assertEqual(len(ticket.crm_contract_case_ids), 1)

    def test_files_of_the_ticket_are_proof_of_the_case_too(self):
        """Copies, which stay when the ticket goes; the ticket keeps its own."""
        ticket = self._ticket()
        sent = self.env["ir.attachment"].create(
            {
                "name": "photo.jpg",
                "raw": b"Broken",
                "res_model": ticket._name,
                "res_id": ticket.id,
            }
        )
        case = self._made(ticket)
        kept = case.with_user(self.user).evidence_ids
        self.assertEqual((kept.name, kept.raw), ("photo.jpg", b"Broken"))
        self.assertEqual((kept.res_model, kept.res_id), (case._name, case.id))
        self.assertEqual((sent.res_model, sent.res_id), (ticket._name, ticket.id))
        self.assertFalse(kept.with_user(self.agent).has_access("read"))

    def test_several_contracts_are_asked_for_in_a_dialog(self):
        second = self._create_active(name="Second")
        ticket = self._ticket()
        action = self._press(ticket)
        self.assertEqual(action["target"], "new")
        self.assertFalse(ticket.crm_contract_case_ids)
        wizards = self.env[action["res_model"]].with_user(self.user)
        wizard = wizards.with_context(action["context"]).create({"contract_id": second.id})
        self.assertEqual(wizard.choice_ids, self.contract | second)
        self.assertEqual(wizard.kind, "complaint")
        wizard.write({"kind": "request", "category": "training"})
        wizard.action_confirm()
        case = ticket.crm_contract_case_ids
        self.assertEqual((case.contract_id, case.category), (second, "training"))

    def test_chosen_contract_needs_no_dialog(self):
        second = self._create_active(name="Second")
        ticket = self._ticket()
        ticket.with_user(self.user).crm_contract_id = second
        self.assertEqual(self._made(ticket).contract_id, second)

    def test_only_contracts_in_force_of_the_customer_that_one_may_read(self):
        ticket = self._ticket()
        yunfan = self._create_active(partner_id=self.stranger_company.id)
        draft = self._create_contract()
        hidden = self._create_active(user_id=self.other_user.id)
        choices = ticket.with_user(self.user)._crm_contract_choices()
        self.assertEqual(choices, self.contract)
        for contract, error in (
            (yunfan, ValidationError),
            (draft, ValidationError),
            (hidden, AccessError),
        ):
            with self.subTest(contract=contract.name), self.assertRaises(error):
                ticket.with_user(self.user).crm_contract_id = contract
            wizard = self.env["crm.contract.ticket.wizard"].with_user(self.user)
            wizard = wizard.create({"ticket_id": ticket.id, "contract_id": contract.id})
            with self.subTest(contract=contract.name), self.assertRaises(UserError):
                wizard.action_confirm()

    def test_without_a_contract_it_is_said_whom_to_ask(self):
        ticket = self._ticket(partner_id=self.stranger.partner_id.id)
        with self.assertRaisesRegex(UserError, "no contract in force with Yunfan"):
            self._press(ticket)
        with self.assertRaisesRegex(UserError, "who the customer"):
            self._press(self._ticket(partner_id=False))

    def test_agent_without_contracts_makes_none(self):
        with self.assertRaises(AccessError):
            self._press(self._ticket(), user=self.agent)

    def test_agents_without_contracts_and_contract_users_without_helpdesk_do_their_work(self):
        """Neither needs the other's rights for what is theirs."""
        ticket = self.env["helpdesk.ticket"].with_user(self.agent)
        ticket = ticket.create({"name": "Own", "description": "Text"})
        ticket.write({"partner_id": self.stranger.partner_id.id, "stage_id": self.done.id})
        salesperson = self._new_user("cc_sales", "user")
        contract = self._create_active(user_id=salesperson.id)
        case = self.env["crm.contract.case"].with_user(salesperson)
        case = case.create(
            {
                "contract_id": contract.id,
                "kind": "complaint",
                "name": "By phone",
                "channel_id": self.phone.id,
                "user_id": salesperson.id,
            }
        )
        self._answered(case)
        self.assertEqual((ticket.closed, case.state), (True, "answered"))
        with self.assertRaises(AccessError):
            case.action_create_ticket()

    def test_another_customer_takes_the_contract_off(self):
        ticket = self._ticket()
        ticket.with_user(self.user).crm_contract_id = self.contract
        ticket.partner_id = self.stranger.partner_id
        self.assertFalse(ticket.crm_contract_id)

    def test_case_makes_a_ticket_with_number_and_category_alone(self):
        case = self._request(description="Very secret", name="Secret subject")
        action = case.with_user(self.user).action_create_ticket()
        ticket = case.ticket_id
        self.assertEqual(action["res_id"], ticket.id)
        self.assertEqual(ticket.name, f"{case.code} Troubleshooting")
        self.assertEqual(str(ticket.description), f"<p>{ticket.name}</p>")
        self.assertEqual(ticket.partner_id, self.partner)
        self.assertEqual(case.with_user(self.user).action_create_ticket(), action)
        self.assertEqual(case.with_user(self.user).action_view_ticket(), action)

    def test_ticket_of_a_complaint_is_named_in_the_customers_language(self):
        self.env["res.lang"]._activate_lang("zh_CN")
        kind = self.env["ir.model.fields"]._get("crm.contract.case", "kind")
        label = kind.selection_ids.filtered(lambda row: row.value == "complaint")
        label.with_context(lang="zh_CN").name = "投诉"
        self.partner.lang = "zh_CN"
        case = self._complaint()
        case.with_user(self.user).action_create_ticket()
        self.assertEqual(case.ticket_id.name, f"{case.code} 投诉")

    def test_case_that_is_over_needs_no_ticket(self):
        case = self._complaint()
        case._cancel("Twice")
        with self.assertRaisesRegex(UserError, "needs no ticket"):
            case.with_user(self.user).action_create_ticket()

    def test_ticket_of_another_customer_or_company_is_not_tied(self):
        case = self._complaint()
        with self.assertRaisesRegex(ValidationError, "another customer"):
            case.ticket_id = self._ticket(partner_id=self.stranger.partner_id.id)
        company_b = self._create_company()
        foreign = self._ticket(company_id=company_b.id)
        with self.assertRaises(UserError):
            case.ticket_id = foreign

    def test_nobody_ties_a_case_to_a_ticket_they_do_not_work_on(self):
        """It would hold the ticket open."""
        ticket = self._ticket()
        case = self._complaint()
        self.user.group_ids -= self.env.ref("helpdesk_mgmt.group_helpdesk_user")
        self.user.group_ids -= self.env.ref("helpdesk_mgmt.group_helpdesk_user_team")
        self.user.group_ids -= self.env.ref("helpdesk_mgmt.group_helpdesk_user_own")
        with self.assertRaises(AccessError):
            case.with_user(self.user).ticket_id = ticket
