from odoo import api, models
from odoo.exceptions import UserError


class CrmContractTermination(models.Model):
    """The manager's word that the contract ends in spite of what is open (T0-12.3)."""

    _name = "crm.contract.termination"
    _inherit = ["crm.contract.termination", "crm.contract.override.mixin"]
    _override_link = "termination_id"

    _settled_fields = frozenset({"notice_days", "earliest_end_date", "ended_on", "execution_id"})

    @api.depends("contract_id")
    def _compute_open_matters(self):
        return super()._compute_open_matters()

    def _overridable(self):
        is_open = self.contract_id and self.state in ("draft", "notified")
        return self.contract_id._missing("end") if is_open else []

    def _refuse_override(self):
        if self.state not in ("draft", "notified"):
            raise UserError(self.env._("%s is decided already.", self.display_name))

    def _overridden_contract(self):
        return self.contract_id
