from odoo import http
from odoo.http import request

from . import access
from .forms import choice_of, need, refuse_flood, text_of, tried
from .uploads import uploaded

URL = "/my/crm-contracts/<int:contract_id>"
_DONE = ("message", "notice", "consent", "refusal")


class CrmContractPage(http.Controller):
    """One contract, as its other side reads it, with its papers and its conversation."""

    @http.route(URL, type="http", auth="public", website=True)
    def crm_contract(self, contract_id, access_token=None, **form):
        contract = access.find_contract(contract_id, access_token)
        return self._page(contract, access_token, {"done": choice_of(form, "done", _DONE)})

    @http.route(f"{URL}/document", type="http", auth="public", website=True)
    def crm_contract_document(self, contract_id, access_token=None, **_form):
        """The signed document if it is there, else the draft as it stands."""
        contract = access.find_contract(contract_id, access_token)
        if not access.is_told(contract):
            access.refuse()
        signed = contract._portal_document()
        if signed:
            return access.handed_out(signed)
        return send_pdf(contract)

    @http.route(f"{URL}/files/<int:file_id>", type="http", auth="public", website=True)
    def crm_contract_file(self, contract_id, file_id, access_token=None, **_form):
        contract = access.find_contract(contract_id, access_token)
        partner = access.visitor_of(contract)
        return send_listed(contract, contract._portal_files(partner), file_id, partner)

    @http.route(f"{URL}/message", type="http", auth="user", methods=["POST"], website=True)
    def crm_contract_message(self, contract_id, **form):
        contract = access.find_contract(contract_id, is_acting=True)
        return post_message(contract, form, self._page)

    def _page(self, contract, access_token=None, values=None):
        partner = access.visitor_of(contract)
        shown = self._values(contract, partner) if access.is_told(contract) else {}
        [row] = contract._portal_lines(partner)
        return access.page(
            "crm_contract_compliance.portal_contract",
            contract,
            {
                "crm_contract": contract,
                "row": row,
                "contact": contract._portal_contact(),
                "has_document": access.is_told(contract),
                "cases": told_cases(contract, partner)._portal_rows(),
                "is_complaint_open": request.env["crm.contract.case"]._is_raisable(contract),
                **shown,
                **(values or {}),
            },
            access_token,
        )

    def _values(self, contract, partner):
        """What is more than the number of a confidential contract."""
        proposals = contract._portal_third_parties()
        side = contract._other_side()
        return {
            "signing": contract._portal_signing(contract.partner_id),
            "parties": contract._portal_parties(),
            "term": contract._portal_term(),
            "dates": contract._portal_dates(),
            "standing": contract._portal_standing(),
            "payments": contract._portal_payments(),
            "notices": contract._portal_notices()._portal_rows(),
            "notice_kinds": request.env["crm.contract.notice"]._portal_kinds(contract),
            "files": contract._portal_files(partner),
            "messages": contract._message_rows(contract._portal_messages(partner), partner),
            "third_parties": [row.partner_id.name for row in proposals],
            "to_answer": self._to_answer(proposals.filtered(lambda row: row._is_answerable(side))),
        }

    def _to_answer(self, proposals):
        if len(proposals) == 1:
            return request.env._("A third party waits for your answer")
        count = len(proposals)
        return count and request.env._("%s third parties wait for your answer", count)


def told_cases(contract, partner):
    """Complaints and requests; of a confidential contract, to others, those they raised alone."""
    cases = contract._portal_cases(partner)
    if access.is_told(contract):
        return cases
    return cases.filtered(lambda row: row.create_uid == request.env.user)


def is_printable(record):
    """Whether there is a document of it to send, before it was executed too."""
    return isinstance(record, request.registry["crm.contract.document.mixin"])


def send_pdf(record):
    """What is not executed yet, drawn anew; every page says DRAFT."""
    if not is_printable(record):
        access.refuse()
    return access.sent(f"{record._document_name()}.pdf", record._document_pdf())


def send_listed(record, rows, file_id, partner):
    """One of the files that the page lists, or that its conversation carries."""
    if not access.is_told(record):
        access.refuse()
    listed = {row["id"] for row in rows}
    if file_id not in listed:
        messages = record._portal_messages(partner)
        listed = {row["id"] for row in record._file_rows(messages.attachment_ids)}
    if file_id not in listed:
        access.refuse()
    return access.handed_out(request.env["ir.attachment"].browse(file_id))


def _post(record, text):
    refuse_flood("mail.message")
    need(text, request.env._("Write a message first."))
    record._post_from_portal(access.visitor_of(record), text, uploaded())


def post_message(record, form, show):
    """A message to whoever looks after the contract; what is wrong is said on the page again."""
    if not access.is_told(record):
        access.refuse()
    text = text_of(form, "message")
    _message, error = tried(_post, record, text)
    if error:
        return show(record, values={"error": error, "error_in": "message", "message": text})
    return request.redirect(f"{record.access_url}?done=message#messages", code=303)
