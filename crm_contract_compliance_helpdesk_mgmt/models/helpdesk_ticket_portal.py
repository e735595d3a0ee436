from odoo import api, models
from odoo.fields import Command

from .crm_contract_case import OPEN
from .helpdesk_ticket import IN_FORCE


class HelpdeskTicket(models.Model):
    """What a customer may do in the portal: raise a complaint or a request on their contract."""

    _inherit = "helpdesk.ticket"

    @api.model
    def _crm_contract_of_customer(self, partner):
        """The customer's contracts in force, as superuser: a portal user reads none."""
        customer = partner.commercial_partner_id
        return (
            self.env["crm.contract"]
            .sudo()
            .search(
                [
                    ("state", "in", IN_FORCE),
                    ("partner_id.commercial_partner_id", "=", customer.id),
                ]
            )
        )

    @api.model
    def _crm_contract_portal_kinds(self):
        """[(value, label)] of a select: a complaint, or the kind of service asked for."""
        return self.env["crm.contract.case"]._portal_kinds()

    @api.model
    def _prepare_crm_contract_portal_vals(self, contract, kind, subject, text):
        """What makes a new ticket of the customer a complaint or a request as well."""
        person = self.env.user.partner_id
        case = self.env["crm.contract.case"]._portal_vals(contract, kind, subject, text, person)
        return {
            "crm_contract_id": contract.id,
            "crm_contract_case_ids": [Command.create(case)],
        }

    def _crm_contract_portal_note(self, partner):
        """“Received. We answer by 2026-10-08.”, for the customer whose case it is."""
        customer = partner.commercial_partner_id
        case = self._crm_contract_next_cases()[self]
        if not case or case.partner_id.commercial_partner_id != customer:
            return ""
        return case._portal_note()

    def _crm_contract_is_open(self):
        return any(case.state in OPEN for case in self.sudo().crm_contract_case_ids)
