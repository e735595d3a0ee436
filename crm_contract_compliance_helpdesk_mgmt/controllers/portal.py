from odoo.http import request

from odoo.addons.helpdesk_mgmt.controllers.myaccount import CustomerPortalHelpdesk


class CrmContractPortalHelpdesk(CustomerPortalHelpdesk):
    """A ticket's page tells its customer by when the contract matter is answered."""

    def _ticket_get_page_view_values(self, ticket, access_token, **kwargs):
        values = super()._ticket_get_page_view_values(ticket, access_token, **kwargs)
        values["crm_contract_note"] = ticket._crm_contract_portal_note(request.env.user.partner_id)
        if ticket._crm_contract_is_open():  # buttons that would be refused
            values["closed_stages"] = values["closed_stages"].browse()
        return values
