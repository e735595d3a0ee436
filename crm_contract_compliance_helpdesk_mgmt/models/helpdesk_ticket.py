from odoo import api, fields, models
from odoo.exceptions import ValidationError
from odoo.tools import SQL

from odoo.addons.crm_contract_compliance.models.base.discreet import readable_ids
from odoo.addons.crm_contract_compliance.models.base.quiet_sql import run_quietly

from .crm_contract_case import OPEN

CONTRACT_USERS = "crm_contract_compliance.group_contract_user"
IN_FORCE = ("active", "suspended")


class HelpdeskTicket(models.Model):
    """A ticket and its contract matters: it stays open as long as one waits for its answer."""

    _inherit = "helpdesk.ticket"

    crm_contract_id = fields.Many2one(
        "crm.contract",
        "Contract",
        compute="_compute_crm_contract_id",
        store=True,
        readonly=False,
        copy=False,
        index="btree_not_null",
        ondelete="set null",
        groups=CONTRACT_USERS,
        domain="""[
            ("state", "in", ("active", "suspended")),
            ("company_id", "=", company_id),
            ("partner_id.commercial_partner_id", "=", commercial_partner_id),
        ]""",
    )
    crm_contract_case_ids = fields.One2many(
        "crm.contract.case", "ticket_id", "Complaints and Requests", groups=CONTRACT_USERS
    )

    @api.model_create_multi
    def create(self, vals_list):
        tickets = super().create(vals_list)
        tickets._refuse_hidden_crm_contracts()
        return tickets

    def write(self, vals):
        if vals.get("duplicate_id"):
            self.check_access("write")
            self._crm_contract_move_to(self.browse(vals["duplicate_id"]))
        closed = self._crm_contract_closed() if "stage_id" in vals else self.browse()
        result = super().write(vals)
        if "crm_contract_id" in vals:
            self._refuse_hidden_crm_contracts()
        if "company_id" in vals:
            self._crm_contract_part()
        (closed - closed._crm_contract_closed())._crm_contract_tell_reopened()
        return result

    def unlink(self):
        """The cases stay (their link is emptied by the database), and say what became of it."""
        numbers = self._crm_contract_ticket_numbers()
        result = super().unlink()
        for case, number in numbers.items():
            case.invalidate_recordset(["ticket_id"])
            case._message_log(body=self.env._("Ticket %s was deleted.", number))
        return result

    @api.depends("commercial_partner_id", "company_id")
    def _compute_crm_contract_id(self):
        """Chosen by hand; a contract of another customer goes."""
        for ticket in self:
            contract = ticket.crm_contract_id
            ticket.crm_contract_id = contract if ticket._crm_contract_fits(contract) else False

    @api.constrains("crm_contract_id")
    def _check_crm_contract_id(self):
        for ticket in self:
            contract = ticket.crm_contract_id
            is_fit = ticket._crm_contract_fits(contract) and contract.state in IN_FORCE
            if contract and not is_fit:
                raise ValidationError(
                    self.env._("Choose a contract in force with the customer of the ticket.")
                )

    @api.constrains("stage_id")
    def _check_crm_contract_closed(self):
        """Whoever closes a ticket while its case moves on is asked again with what is true then."""
        cases = self.filtered(lambda ticket: ticket.stage_id.closed).crm_contract_case_ids
        if cases:
            run_quietly(
                self.env,
                SQL("SELECT id FROM crm_contract_case WHERE id IN %s FOR SHARE", tuple(cases.ids)),
            )
        for case in cases:
            if case.state in OPEN:
                raise ValidationError(self._crm_contract_open_message(case))

    def _refuse_hidden_crm_contracts(self):
        """A ticket tells its contract's number: nobody points one at what is hidden from them."""
        contracts = self.sudo().crm_contract_id
        if contracts:
            contracts.with_env(self.env).check_access("read")

    def _crm_contract_open_message(self, case):
        """What is missing is told to whoever may read the case; to others, that there is one."""
        number = case.ticket_id.number
        if case.id not in readable_ids(case):
            return self.env._(
                "%s stays open: a contract matter of it is not answered yet. Ask whoever looks"
                " after the contract.",
                number,
            )
        case = case.with_env(self.env(su=False))
        return self.env._(
            "%(ticket)s stays open: %(case)s is “%(state)s”. %(missing)s",
            ticket=number,
            case=case.code,
            state=case._state_label(case.state),
            missing=case._what_is_missing(),
        )

    def _crm_contract_fits(self, contract):
        return (
            contract.company_id == self.company_id
            and contract.partner_id.commercial_partner_id == self.commercial_partner_id
        )

    def _crm_contract_closed(self):
        return self.sudo().filtered("closed")

    def _crm_contract_ticket_numbers(self):
        return {case: case.ticket_id.number for case in self.sudo().crm_contract_case_ids}

    def _crm_contract_move_to(self, ticket):
        """The ticket that stays takes over what belongs to its customer, unless it is closed."""
        ticket = ticket.sudo()
        if ticket.closed:
            return
        cases = self.sudo().crm_contract_case_ids.filtered(
            lambda case: case.company_id == ticket.company_id and case._is_of_customer(ticket)
        )
        for case in cases:
            case._message_log(
                body=self.env._(
                    "Ticket %(old)s is a duplicate of %(new)s.",
                    old=case.ticket_id.number,
                    new=ticket.number,
                )
            )
        cases._write_settled({"ticket_id": ticket.id})

    def _crm_contract_part(self):
        """A ticket that goes to another company leaves its cases behind."""
        for case in self.sudo().crm_contract_case_ids:
            ticket = case.ticket_id
            if ticket.company_id != case.company_id:
                case._message_log(
                    body=self.env._("Ticket %s went to another company.", ticket.number)
                )
                case._write_settled({"ticket_id": False})

    def _crm_contract_tell_reopened(self):
        """A reopened ticket takes up nothing that was answered; it says so."""
        for ticket in self.sudo().filtered("crm_contract_case_ids"):
            ticket._message_log(
                body=self.env._(
                    "This ticket is open again; its contract matter stays as it is. If it has to be"
                    " taken up again, do so there."
                )
            )
            for case in ticket.crm_contract_case_ids:
                case._message_log(body=self.env._("Ticket %s is open again.", ticket.number))
