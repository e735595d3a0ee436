from odoo import http
from odoo.http import request

from . import access
from .forms import choice_of, need, refuse_flood, text_of, tried
from .portal_contract import URL
from .uploads import stored, uploaded

_ANSWERS = ("consent", "refuse")


class CrmContractConsentPages(http.Controller):
    """The people of A and B consent to a third party, or refuse it (T0-17.1)."""

    @http.route(f"{URL}/third-parties", type="http", auth="user", methods=["GET"], website=True)
    def crm_contract_third_parties(self, contract_id, **form):
        contract = self._contract(contract_id)
        return self._page(contract, {"done": choice_of(form, "done", ("consent", "refusal"))})

    @http.route(f"{URL}/third-parties", type="http", auth="user", methods=["POST"], website=True)
    def crm_contract_answer(self, contract_id, **form):
        contract = self._contract(contract_id, is_acting=True)
        row = self._asked(contract, form)
        is_given = choice_of(form, "answer", _ANSWERS) == "consent"
        reason = text_of(form, "reason", 2000)
        _answer, error = tried(self._answer, row, form, is_given, reason)
        if error:
            values = {"error": error, "error_in": row.id, "reason": reason}
            return self._page(contract, values)
        done = "consent" if is_given else "refusal"
        return request.redirect(f"{contract.access_url}/third-parties?done={done}", code=303)

    def _answer(self, row, form, is_given, reason):
        env = request.env
        refuse_flood("mail.message")
        need(choice_of(form, "answer", _ANSWERS), env._("Say whether you consent or refuse."))
        if not is_given:
            need(reason, env._("Say why you refuse."))
        person, files = access.visitor_of(row.contract_id), stored(uploaded())
        row._answer_from_portal(is_given, reason, person, access.address(), files)

    def _asked(self, contract, form):
        """One of the contract's own, which this side may see."""
        said = form.get("third_party")
        rows = contract._portal_third_parties().filtered(lambda row: str(row.id) == said)
        return rows or access.refuse()

    def _contract(self, contract_id, is_acting=False):
        contract = access.find_contract(contract_id, is_acting=is_acting)
        return contract if access.is_told(contract) else access.refuse()

    def _page(self, contract, values):
        side = contract._other_side()
        rows = [row._portal_proposal(side) for row in contract._portal_third_parties()]
        [row] = contract._portal_lines(access.visitor_of(contract))
        values = {"row": row, "proposals": rows, **values}
        return access.page("crm_contract_compliance.portal_consent", contract, values)
