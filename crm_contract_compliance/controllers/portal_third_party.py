from odoo import http

from . import access
from .forms import choice_of
from .portal_contract import is_printable, post_message, send_listed, send_pdf

URL = "/my/crm-third-parties/<int:third_party_id>"


class CrmThirdPartyPages(http.Controller):
    """A third party's own part: role, duties, cap and agreement, and nobody else's (A13)."""

    @http.route(URL, type="http", auth="public", website=True)
    def crm_third_party(self, third_party_id, access_token=None, **form):
        row = access.find_third_party(third_party_id, access_token)
        return self._page(row, access_token, {"done": choice_of(form, "done", ("message",))})

    @http.route(f"{URL}/document", type="http", auth="public", website=True)
    def crm_third_party_document(self, third_party_id, access_token=None, **_form):
        row = access.find_third_party(third_party_id, access_token)
        if not access.is_told(row):
            access.refuse()
        signed = row._portal_document()
        return access.handed_out(signed) if signed else send_pdf(row)

    @http.route(f"{URL}/files/<int:file_id>", type="http", auth="public", website=True)
    def crm_third_party_file(self, third_party_id, file_id, access_token=None, **_form):
        row = access.find_third_party(third_party_id, access_token)
        partner = access.visitor_of(row)
        return send_listed(row, row._portal_file_rows(), file_id, partner)

    @http.route(f"{URL}/message", type="http", auth="user", methods=["POST"], website=True)
    def crm_third_party_message(self, third_party_id, **form):
        row = access.find_third_party(third_party_id, is_acting=True)
        return post_message(row, form, self._page)

    def _page(self, row, access_token=None, values=None):
        partner = access.visitor_of(row)
        shown = self._values(row, partner) if access.is_told(row) else {}
        line = row._portal_lines(partner)[0]
        contact = row.contract_id._portal_contact()
        values = {
            "crm_third_party": row,
            "row": line,
            "contact": contact,
            **shown,
            **(values or {}),
        }
        return access.page("crm_contract_compliance.portal_third_party", row, values, access_token)

    def _values(self, row, partner):
        return {
            "signing": row._portal_signing(row.partner_id),
            "sides": row._portal_sides(),
            "part": row._portal_part(),
            "duties": row._portal_duties(),
            "dates": row._portal_dates(),
            "caps": row._portal_caps(),
            "payments": row._portal_payments(),
            "files": row._portal_file_rows(),
            "has_document": is_printable(row) or bool(row._portal_document()),
            "messages": row._message_rows(row._portal_messages(partner), partner),
        }
