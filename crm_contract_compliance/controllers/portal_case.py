from odoo import fields, http
from odoo.http import request

from . import access
from .forms import choice_of, day_of, line_of, need, refuse_flood, text_of, tried
from .portal_contract import URL, told_cases
from .uploads import stored, uploaded


class CrmContractCasePages(http.Controller):
    """A complaint or a request of the customer's own, and by when it is answered."""

    @http.route(f"{URL}/complaint", type="http", auth="user", methods=["GET"], website=True)
    def crm_contract_complaint(self, contract_id, **form):
        contract = self._contract(contract_id)
        return self._form(contract, {"kind": choice_of(form, "kind", dict(self._kinds()))})

    @http.route(f"{URL}/complaint", type="http", auth="user", methods=["POST"], website=True)
    def crm_contract_raise(self, contract_id, **form):
        """Nothing of the form but what is named here gets any further (A28)."""
        contract = self._contract(contract_id)
        said = {
            "kind": choice_of(form, "kind", dict(self._kinds())),
            "subject": line_of(form, "subject"),
            "text": text_of(form, "text"),
            "since": day_of(form, "since"),
        }
        case, error = tried(self._raise, contract, said)
        if error:
            return self._form(contract, said, error)
        return request.redirect(f"{contract.access_url}/complaint/{case.id}", code=303)

    @http.route(f"{URL}/complaint/<int:case_id>", type="http", auth="user", website=True)
    def crm_contract_received(self, contract_id, case_id, **_form):
        contract = access.find_contract(contract_id)
        own = told_cases(contract, access.visitor_of(contract))
        case = own.filtered(lambda row: row.id == case_id) or access.refuse()
        values = {"row": self._row(contract), "case": case._portal_rows()[0]}
        return access.page("crm_contract_compliance.portal_received", contract, values)

    def _raise(self, contract, said):
        env, cases = request.env, request.env["crm.contract.case"]
        refuse_flood("crm.contract.case")
        need(said["kind"], env._("Choose whether it is a complaint or a request."))
        need(said["subject"], env._("Say in a few words what it is about."))
        need(said["text"], env._("Describe what happened."))
        text = said["text"]
        if said["since"]:
            text += "\n\n" + env._("Since: %s", said["since"].isoformat())
        person, files = access.visitor_of(contract), stored(uploaded())
        return cases._raise_from_portal(
            contract, said["kind"], said["subject"], text, person, files
        )

    def _form(self, contract, said, error=""):
        values = {
            "row": self._row(contract),
            "said": said,
            "kinds": self._kinds(),
            "error": error,
            "today": fields.Date.context_today(request.env.user),
        }
        return access.page("crm_contract_compliance.portal_complaint", contract, values)

    def _contract(self, contract_id):
        contract = access.find_contract(contract_id, is_acting=True)
        is_open = request.env["crm.contract.case"]._is_raisable(contract)
        return contract if is_open else access.refuse()

    def _kinds(self):
        return request.env["crm.contract.case"]._portal_kinds()

    def _row(self, contract):
        return contract._portal_lines(access.visitor_of(contract))[0]
