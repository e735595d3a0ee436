from odoo import api, fields, models
from odoo.fields import Command
from odoo.tools import format_datetime

from odoo.addons.crm_contract_compliance.models.base.words import day_in_words
from odoo.addons.crm_contract_compliance.models.service.selections import CATEGORIES

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
        cases = self.env["crm.contract.case"]
        labels = dict(cases._fields["kind"]._description_selection(self.env))
        categories = dict(cases._fields["category"]._description_selection(self.env))
        asked = [
            (
                name,
                self.env._(
                    "%(kind)s: %(category)s", kind=labels["request"], category=categories[name]
                ),
            )
            for name, _label in CATEGORIES
        ]
        return [("complaint", labels["complaint"]), *asked]

    @api.model
    def _prepare_crm_contract_portal_vals(self, contract, kind, subject, text):
        """What makes a new ticket of the customer a complaint or a request as well."""
        is_complaint = kind == "complaint"
        case = {
            **self._prepare_crm_contract_case_vals(
                contract, "complaint" if is_complaint else "request", kind
            ),
            "channel_id": self.env.ref("crm_contract_compliance.channel_portal").id,
            "name": subject,
            "description": text,
            "received_at": fields.Datetime.now(),
            "complainant": self.env.user.name,
            "partner_id": contract.partner_id.id,
        }
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
        if case.state not in OPEN:
            return (
                self.env._("Answered on %s.", day_in_words(self.env, case.answered_on))
                if (case.answered_on)
                else ""
            )
        if case.answer_due_at:
            by = format_datetime(self.env, case.answer_due_at, tz=case.tz, dt_format="short")
        else:
            by = case.answer_due_date and day_in_words(self.env, case.answer_due_date)
        return self.env._("Received. We answer by %s.", by) if by else self.env._("Received.")

    def _crm_contract_is_open(self):
        return any(case.state in OPEN for case in self.sudo().crm_contract_case_ids)
