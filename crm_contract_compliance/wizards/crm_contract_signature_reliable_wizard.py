from odoo import api, fields, models

_RELIABLE = ("is_exclusive", "is_controlled", "is_tamper_evident")
_SAID = {
    "compute": "_compute_reliability",
    "compute_sudo": False,
    "store": True,
    "readonly": False,
    "precompute": True,
}


class CrmContractSignatureWizard(models.TransientModel):
    """An electronic signature that came in from outside: why it counts is said by who records it
    (L-35). A plain picture is not reliable."""

    _inherit = "crm.contract.signature.wizard"

    is_exclusive = fields.Boolean("Used by the Signer Alone", **_SAID)
    is_controlled = fields.Boolean("Under the Signer's Control", **_SAID)
    is_tamper_evident = fields.Boolean("Later Changes Would Show", **_SAID)

    @api.depends("signature_id", "method")
    def _compute_reliability(self):
        for wizard in self:
            row = wizard.signature_id
            is_said = wizard.method == "electronic" and bool(row.signed_on)
            for name in _RELIABLE:
                wizard[name] = is_said and row[name]

    def _mark_vals(self):
        return {**super()._mark_vals(), **{name: self[name] for name in _RELIABLE}}
