from odoo import api, fields, models
from odoo.exceptions import UserError

from odoo.addons.crm_contract_compliance.models.base.windows import form_of
from odoo.addons.crm_contract_compliance.models.service.selections import CATEGORIES


class CrmContractTicketWizard(models.TransientModel):
    """Which contract a ticket is about, where the customer has several."""

    _name = "crm.contract.ticket.wizard"
    _description = "Make a Case of a Ticket"
    _inherit = ["crm.contract.input.mixin"]

    ticket_id = fields.Many2one("helpdesk.ticket", required=True)
    kind = fields.Selection(
        [("request", "Request"), ("complaint", "Complaint")], default="complaint", required=True
    )
    choice_ids = fields.Many2many("crm.contract", compute="_compute_choice_ids")
    contract_id = fields.Many2one(
        "crm.contract", required=True, domain="[('id', 'in', choice_ids)]"
    )
    category = fields.Selection(CATEGORIES, default="other")

    _anchor_fields = frozenset({"ticket_id"})

    @api.model_create_multi
    def create(self, vals_list):
        wizards = super().create(vals_list)
        wizards.ticket_id.check_access("read")
        return wizards

    @api.depends("ticket_id")
    def _compute_choice_ids(self):
        for wizard in self:
            wizard.choice_ids = wizard.ticket_id._crm_contract_choices()

    def action_confirm(self):
        self.ensure_one()
        ticket = self.ticket_id
        ticket.check_access("write")
        if self.contract_id not in ticket._crm_contract_choices():
            raise UserError(
                self.env._("Choose a contract in force with the customer of the ticket.")
            )
        case = ticket._crm_contract_open_case(self.kind)
        case = case or ticket._make_crm_contract_case(self.contract_id, self.kind, self.category)
        return form_of(case)
