from odoo import api, fields, models

from odoo.addons.crm_contract_compliance.models.base.discreet import readable_ids
from odoo.addons.crm_contract_compliance.models.service.selections import OVER

from .crm_contract_case import OPEN
from .helpdesk_ticket import CONTRACT_USERS

STAFF = f"helpdesk_mgmt.group_helpdesk_user_own,{CONTRACT_USERS}"


class HelpdeskTicket(models.Model):
    """What a ticket shows of its case: by when, and how far it is.

    To whoever works on the ticket or may read the case; its followers get nothing.
    """

    _inherit = "helpdesk.ticket"

    crm_contract_due_date = fields.Date(
        "Contract Due", compute="_compute_crm_contract_due", groups=STAFF
    )
    crm_contract_tz = fields.Char(
        "Contract Time Zone", compute="_compute_crm_contract_due", groups=STAFF
    )
    crm_contract_case_kind = fields.Selection(
        lambda self: self._crm_contract_choices_of("kind"),
        "Contract Matter",
        compute="_compute_crm_contract_due",
        groups=STAFF,
    )
    crm_contract_case_state = fields.Selection(
        lambda self: self._crm_contract_choices_of("state"),
        "State of the Contract Matter",
        compute="_compute_crm_contract_due",
        groups=STAFF,
    )
    crm_contract_is_done = fields.Boolean(
        "Contract Matter Answered", compute="_compute_crm_contract_due", groups=STAFF
    )
    crm_contract_code = fields.Char(
        "Contract Number", compute="_compute_crm_contract_code", groups=CONTRACT_USERS
    )
    crm_contract_case_count = fields.Integer(
        "Contract Matters", compute="_compute_crm_contract_code", groups=CONTRACT_USERS
    )
    crm_contract_note = fields.Char(
        "Contract Remark", compute="_compute_crm_contract_code", groups=CONTRACT_USERS
    )

    @api.depends(
        "crm_contract_case_ids.state",
        "crm_contract_case_ids.due_date",
        "crm_contract_case_ids.answered_on",
    )
    @api.depends_context("uid", "allowed_company_ids")
    def _compute_crm_contract_due(self):
        nearest = self._crm_contract_next_cases()
        cases = self.env["crm.contract.case"].union(*nearest.values())
        readable = readable_ids(cases)
        works_on = self._origin._crm_contract_worked_on() if cases else set()
        for ticket, case in nearest.items():
            is_told = case.id in readable or ticket._origin.id in works_on
            case = case if is_told else case.browse()
            ticket.crm_contract_due_date = case.due_date
            ticket.crm_contract_tz = case.tz
            ticket.crm_contract_case_kind = case.kind
            ticket.crm_contract_case_state = case.state
            ticket.crm_contract_is_done = case.is_done

    @api.depends(
        "crm_contract_id",
        "closed",
        "crm_contract_case_ids.state",
        "crm_contract_case_ids.is_prevention_missing",
    )
    @api.depends_context("uid", "lang", "allowed_company_ids")
    def _compute_crm_contract_code(self):
        """The number is told to readers of the contract, the rest to readers of the cases."""
        cases = self.sudo().crm_contract_case_ids
        contracts = self.sudo().crm_contract_id | cases.contract_id
        readable = readable_ids(cases)
        known = readable_ids(contracts)
        codes = {contract.id: contract.code for contract in contracts if contract.id in known}
        for ticket, case in self._crm_contract_next_cases().items():
            ticket_sudo = ticket.sudo()
            contract = case.contract_id or ticket_sudo.crm_contract_id
            ticket.crm_contract_code = codes.get(contract.id)
            ticket.crm_contract_case_count = len(
                readable & {*ticket_sudo.crm_contract_case_ids.ids}
            )
            is_told = case.id in readable
            ticket.crm_contract_note = is_told and ticket_sudo._crm_contract_remark(case)

    def _crm_contract_worked_on(self):
        """Ids of the tickets that the real user may do something about."""
        return set(self.with_env(self.env(su=False))._filtered_access("write").ids)

    @api.model
    def _crm_contract_choices_of(self, name):
        return self.env["crm.contract.case"]._fields[name]._description_selection(self.env)

    def _crm_contract_next_cases(self):
        """{ticket: its case}, open ones first, by their due date.

        As superuser, for steps that look at rights themselves.
        """
        last = fields.Date.to_date("9999-12-31")
        self.sudo().crm_contract_case_ids.mapped("is_done")  # reads those of all tickets at once
        return {
            ticket: ticket.sudo().crm_contract_case_ids.sorted(
                lambda case: (
                    case.state in OVER,
                    case.is_done,
                    case.due_date or last,
                    case.id,
                )
            )[:1]
            for ticket in self
        }

    def _crm_contract_remark(self, case):
        """What whoever opens the ticket should know, and would not see."""
        if case.state in OVER and not self.closed:
            return self.env._(
                "%s is over. An open ticket does not take it up again: a new matter needs a new"
                " one.",
                case.code,
            )
        if case.state in OPEN and self.closed:
            return self.env._("%s was taken up again; this ticket is closed.", case.code)
        if case.is_prevention_missing and case.state not in OVER:
            return self.env._(
                "%s is justified: before it is closed it needs a preventive action with an owner"
                " and a date.",
                case.code,
            )
        return False
