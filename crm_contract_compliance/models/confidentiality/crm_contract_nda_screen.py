from odoo import api, fields, models


class CrmContractNda(models.Model):
    """What only the screens ask for."""

    _inherit = "crm.contract.nda"

    execution_state = fields.Selection(related="execution_id.state", string="Signing")
    is_signed = fields.Boolean(compute="_compute_is_signed")
    is_locked = fields.Boolean(compute="_compute_is_signed")

    @api.depends(
        "state",
        "execution_id.state",
        "signature_ids.is_complete",
        "signature_ids.signed_on",
        "signature_ids.sealed_on",
    )
    def _compute_is_signed(self):
        for nda in self:
            nda.is_signed = bool(nda.execution_id) and nda.execution_id._is_complete()
            nda.is_locked = nda.state == "cancelled" or bool(nda.id and nda._freeze_level())
