from odoo import http
from odoo.http import request

from . import access
from .forms import choice_of, line_of, need, refuse_flood, text_of, tried
from .portal_contract import URL
from .uploads import stored, uploaded

_INTENTIONS = ("renew", "end")


class CrmContractNoticePages(http.Controller):
    """A notice of the other side, which arrives as it is sent."""

    @http.route(f"{URL}/notice", type="http", auth="user", methods=["GET"], website=True)
    def crm_contract_notice(self, contract_id, **form):
        contract = self._contract(contract_id)
        return self._form(contract, {"kind": choice_of(form, "kind", dict(self._kinds(contract)))})

    @http.route(f"{URL}/notice", type="http", auth="user", methods=["POST"], website=True)
    def crm_contract_give(self, contract_id, **form):
        contract = self._contract(contract_id)
        said = {
            "kind": choice_of(form, "kind", dict(self._kinds(contract))),
            "subject": line_of(form, "subject"),
            "text": text_of(form, "text"),
            "intention": choice_of(form, "intention", _INTENTIONS),
            "new_address": text_of(form, "new_address", 2000),
        }
        _notice, error = tried(self._give, contract, said)
        if error:
            return self._form(contract, said, error)
        return request.redirect(f"{contract.access_url}?done=notice#notices", code=303)

    def _give(self, contract, said):
        env, notices = request.env, request.env["crm.contract.notice"]
        refuse_flood("crm.contract.notice")
        need(said["kind"], env._("Choose what the notice is about."))
        need(said["subject"], env._("Say in a few words what it is about."))
        need(said["text"], env._("Write what you give notice of."))
        if said["kind"] == "renewal_intention":
            need(said["intention"], env._("Say whether you want to renew the contract."))
        if said["kind"] == "address_change":
            need(said["new_address"], env._("Give the new address."))
        person, files = access.visitor_of(contract), stored(uploaded())
        return notices._give_from_portal(contract, said, person, access.address(), files)

    def _form(self, contract, said, error=""):
        intentions = dict(
            request.env["crm.contract.notice"]
            ._fields["intention"]
            ._description_selection(request.env)
        )
        values = {
            "row": contract._portal_lines(access.visitor_of(contract))[0],
            "said": said,
            "kinds": self._kinds(contract),
            "intentions": [(name, intentions[name]) for name in _INTENTIONS],
            "error": error,
        }
        return access.page("crm_contract_compliance.portal_notice", contract, values)

    def _contract(self, contract_id):
        contract = access.find_contract(contract_id, is_acting=True)
        is_open = access.is_told(contract) and self._kinds(contract)
        return contract if is_open else access.refuse()

    def _kinds(self, contract):
        return request.env["crm.contract.notice"]._portal_kinds(contract)
