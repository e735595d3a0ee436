from werkzeug.exceptions import NotFound

from odoo import http
from odoo.exceptions import ValidationError
from odoo.http import request

from odoo.addons.helpdesk_mgmt.controllers.main import HelpdeskTicketController


class CrmContractTicketController(HelpdeskTicketController):
    """A customer's new ticket may be a complaint or a request on one of their contracts."""

    @http.route()
    def support_ticket_close(self, **kw):
        """A ticket whose contract matter is open stays so; its page says by when we answer."""
        try:
            with request.env.cr.savepoint():
                return super().support_ticket_close(**kw)
        except ValidationError:
            return request.redirect(f"/my/ticket/{int(kw['ticket_id'])}")

    def _get_create_new_ticket_values(self, **kw):
        tickets = request.env["helpdesk.ticket"]
        return {
            **super()._get_create_new_ticket_values(**kw),
            "crm_contracts": tickets._crm_contract_of_customer(request.env.user.partner_id),
            "crm_contract_kinds": tickets._crm_contract_portal_kinds(),
        }

    def _prepare_submit_ticket_vals(self, **kw):
        vals = super()._prepare_submit_ticket_vals(**kw)
        if not kw.get("crm_contract"):
            return vals
        contract, kind = self._crm_contract_chosen(**kw)
        self._crm_contract_keep_company(vals, contract.company_id)
        tickets = request.env["helpdesk.ticket"].with_company(contract.company_id)
        return {
            **vals,
            **tickets._prepare_crm_contract_portal_vals(
                contract, kind, kw.get("subject"), kw.get("description")
            ),
        }

    def _crm_contract_chosen(self, **kw):
        """Of the customer's own; all others, and those that there are not, look alike."""
        tickets = request.env["helpdesk.ticket"]
        own = tickets._crm_contract_of_customer(request.env.user.partner_id)
        contract = own.filtered(lambda row: str(row.id) == kw["crm_contract"])
        kind = kw.get("crm_contract_kind") or "complaint"
        if not contract or kind not in dict(tickets._crm_contract_portal_kinds()):
            raise NotFound()
        return contract, kind

    def _crm_contract_keep_company(self, vals, company):
        """A ticket on a contract belongs to its company, and to no team of another one."""
        vals["company_id"] = company.id
        for name in ("team", "category", "stage"):
            record = request.env[f"helpdesk.ticket.{name}"].sudo().browse(vals.get(f"{name}_id"))
            if record.company_id not in (company, record.company_id.browse()):
                vals.pop(f"{name}_id")
