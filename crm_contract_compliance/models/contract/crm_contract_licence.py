from odoo import api, fields, models

from ...tools.advisory import advise
from ...tools.advisory_case import Case

_OWNED = ("a", "b", "third")


class CrmContract(models.Model):
    """Whose the work is, and how long the other side may use it (T1-9.1, X-18, L-47)."""

    _inherit = "crm.contract"

    ip_licence = fields.Selection(
        [("running", "Licensed during the term"), ("expired", "Licence expired")],
        "Right of Use",
        compute="_compute_ip_licence",
        help="Of whoever does not own the work; it ends with the contract.",
    )

    @api.depends("ip_owner", "state", "ended_on", "end_date", "effective_date")
    def _compute_ip_licence(self):
        for contract in self:
            contract.ip_licence = contract._licence_state()

    @api.depends("is_custom_work", "ip_owner")
    def _compute_alerts(self):
        return super()._compute_alerts()

    def _licence_state(self):
        """Its last day is the contract's: that day still counts."""
        if self.ip_owner not in _OWNED or not self.effective_date or self.state == "cancelled":
            return False
        last = self.ended_on or self.end_date
        return "expired" if last and last < self._local_today() else "running"

    def _advisory_alerts(self):
        case = Case(**self._law_facts())
        return [
            *super()._advisory_alerts(),
            *(
                (advice.key, {"level": "warning", "message": self._advice_in_words(advice)})
                for advice in advise(case)
            ),
        ]

    def _law_facts(self):
        """Hook: what is known of the contract itself, as the rules of the law read it."""
        return {"is_custom_work": self.is_custom_work, "has_ip_owner": bool(self.ip_owner)}
