from odoo import models
from odoo.exceptions import UserError


class CrmContract(models.Model):
    """The manager's word that an ended contract is closed in spite of what is open (T0-12.3).

    Settlement, disputes and rows of the list are dealt with where they are.
    """

    _name = "crm.contract"
    _inherit = ["crm.contract", "crm.contract.override.mixin"]
    _override_link = "contract_id"

    def _overridable(self):
        return self._missing("end") if self.state == "ended" else []

    def _not_overridden(self):
        ending = self._ending() if self.state == "ended" else None
        return [gap for gap in super()._not_overridden() if not (ending and ending._covers(gap))]

    def _refuse_override(self):
        if self.state != "ended":
            raise UserError(self.env._("%s is not about to be closed.", self.display_name))

    def _overridden_contract(self):
        return self

    def _accepted_matters(self):
        """What is open, and a manager saw when letting it end or be closed."""
        ending = self._ending()
        return [
            gap
            for gap in self._missing("end")
            if (ending and ending._covers(gap)) or self._covers(gap)
        ]
