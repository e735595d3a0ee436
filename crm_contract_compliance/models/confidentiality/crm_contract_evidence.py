from odoo import fields, models
from odoo.fields import Domain

_OVER = ("closed", "cancelled")
_LIMITATION_YEARS = 3


class CrmContract(models.Model):
    """Whose records may still be asked for: nothing of these contracts is purged (I10)."""

    _inherit = "crm.contract"

    def _needed_as_evidence(self, day):
        """Contracts that are not over, or of which something may still be claimed on ``day``."""
        contracts = self.sudo()
        running = contracts.filtered(lambda contract: contract.state not in _OVER)
        rest = contracts - running
        for model, is_open in self._disputable(day).items():
            mine = Domain("contract_id", "in", rest.ids) & Domain(is_open)
            running |= self.env[model].sudo().search(mine).contract_id
        return running.sudo(self.env.su)

    def _disputable(self, day):
        """{model: what of it is still open}: a right, a claim or a quarrel."""
        since = fields.Date.subtract(day, years=_LIMITATION_YEARS)
        return {
            "crm.contract.dispute": [("state", "!=", "closed")],
            "crm.contract.claim": [
                ("state", "not in", ("dismissed", "reversed")),
                "|",
                ("state", "in", ("draft", "confirmed")),
                ("limitation_date", ">=", day),
            ],
            "crm.contract.breach": [
                ("state", "!=", "dismissed"),
                "|",
                ("state", "!=", "closed"),
                ("known_on", ">=", since),
            ],
        }
