from odoo import models

_LOCKS = ("active", "ended")


class CrmContractThirdParty(models.Model):
    _inherit = "crm.contract.third.party"

    def _after_move(self, old_states):
        """Its papers stand from the day on which it may act, and those of its exit from that."""
        result = super()._after_move(old_states)
        papers = self.filtered(lambda row: row.state in _LOCKS).sudo().all_requirement_ids
        papers.filtered(lambda row: row.kind == "document")._lock_files()
        return result
