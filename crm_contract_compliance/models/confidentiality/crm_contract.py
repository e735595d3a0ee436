from odoo import api, fields, models
from odoo.exceptions import AccessError

from ..base.crm_contract_thread_mixin import CLEARANCE
from ..contract.crm_contract_missing import Gap


class CrmContract(models.Model):
    _inherit = "crm.contract"

    nda_ids = fields.One2many("crm.contract.nda", "contract_id", "Confidentiality Agreements")

    @api.model_create_multi
    def create(self, vals_list):
        if any(vals.get("is_classified") for vals in vals_list):
            self._require_clearance()
        return super().create(vals_list)

    def write(self, vals):
        if "is_classified" in vals and any(
            contract.is_classified != bool(vals["is_classified"]) for contract in self.sudo()
        ):
            self._require_clearance()
        result = super().write(vals)
        if {"ended_on", "end_date"} & vals.keys():
            self.sudo().nda_ids.filtered(lambda nda: nda.basis == "after_end")._settle_end()
        return result

    def _conversation_contract(self):
        return self

    def _require_clearance(self):
        if not self.env.su and not self.env.user.has_group(CLEARANCE):
            raise AccessError(
                self.env._("Only people with the clearance decide what is confidential.")
            )

    def _missing(self, gate):
        gaps = super()._missing(gate)
        if gate == "effect" and self._is_nda_missing():
            text = self.env._("the executed confidentiality agreement")
            gaps.append(Gap(text, spot=("confidentiality", "nda_ids")))
        return gaps

    def _is_nda_missing(self):
        """A classified contract without its agreement (T0-App4), where the setting blocks."""
        return (
            self.company_id.sudo().crm_contract_is_nda_blocking
            and self.is_classified
            and not self.sudo().nda_ids.filtered(lambda nda: nda.state == "active")
        )
