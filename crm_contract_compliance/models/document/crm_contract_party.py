from odoo import models

_PRINTED = frozenset({"phone", "email"})
_WHO_SIGNS = frozenset({"representative_id", "capacity", "power_of_attorney_ids"})


class CrmContractParty(models.Model):
    """What stands in the text that went out is no longer filled in otherwise; who signs may be."""

    _inherit = "crm.contract.party"

    def _open_names(self):
        names = super()._open_names()
        if not self.contract_id._main_execution()._is_fixed():
            return names
        gaps = {name for name in names - _PRINTED if not self[name]}
        return gaps | (names & _WHO_SIGNS)
