from odoo import api, fields, models


class CrmContract(models.Model):
    """What is confidential, and the agreements that keep it so."""

    _name = "crm.contract"
    _inherit = ["crm.contract", "crm.contract.classified.mixin"]

    is_classified = fields.Boolean(help="Others see its number only.")
    nda_ids = fields.One2many("crm.contract.nda", "contract_id", "Confidentiality Agreements")

    @api.model_create_multi
    def create(self, vals_list):
        """The clearance is asked for before a number is taken."""
        return super().create(self._classified_vals(vals_list))

    def write(self, vals):
        result = super().write(vals)
        if {"ended_on", "end_date"} & vals.keys():
            self.sudo().nda_ids.filtered(lambda nda: nda.basis == "after_end")._settle_end()
        return result

    def _conversation_contract(self):
        return self

    def _after_move(self, old_states):
        result = super()._after_move(old_states)
        cancelled = self.filtered(lambda contract: contract.state == "cancelled")
        cancelled.sudo().nda_ids._outlive_cancelled()
        return result
