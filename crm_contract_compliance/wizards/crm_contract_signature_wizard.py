from odoo import api, fields, models
from odoo.exceptions import UserError

from ..models.contract.selections import CAPACITIES, SIGNING_METHODS

_AS_THE_USER = {
    "compute": "_compute_marks",
    "compute_sudo": False,
    "store": True,
    "readonly": False,
    "precompute": True,
}


class CrmContractSignatureWizard(models.TransientModel):
    """Record one side's signature and seal, on whichever instrument its user may read."""

    _name = "crm.contract.signature.wizard"
    _description = "Record a Signature"
    _inherit = ["crm.contract.input.mixin"]

    execution_id = fields.Many2one("crm.contract.execution", required=True)
    signature_id = fields.Many2one(
        "crm.contract.signature",
        "Side",
        required=True,
        domain="[('execution_id', '=', execution_id)]",
        compute="_compute_signature_id",
        compute_sudo=False,
        store=True,
        readonly=False,
        precompute=True,
    )
    mode = fields.Selection(related="execution_id.mode", related_sudo=False)
    execution_kind = fields.Selection(related="execution_id.kind", related_sudo=False)
    partner_id = fields.Many2one(related="signature_id.partner_id", related_sudo=False)
    signer_id = fields.Many2one(
        "res.partner", "Signed By", domain=[("is_company", "=", False)], **_AS_THE_USER
    )
    capacity = fields.Selection(CAPACITIES, required=True, **_AS_THE_USER)
    method = fields.Selection(SIGNING_METHODS, required=True, **_AS_THE_USER)
    signed_on = fields.Date(**_AS_THE_USER)
    sealed_on = fields.Date(**_AS_THE_USER)
    signing_place = fields.Char("Place of Signing")
    evidence_ids = fields.Many2many("ir.attachment", string="Scan", bypass_search_access=True)
    power_of_attorney_ids = fields.Many2many(
        "ir.attachment",
        "crm_contract_signature_wizard_poa_rel",
        string="Power of Attorney",
        bypass_search_access=True,
    )

    @api.depends("execution_id")
    def _compute_signature_id(self):
        for wizard in self:
            rows = wizard.execution_id.signature_ids
            wizard.signature_id = rows.filtered(lambda row: not row.is_complete)[:1] or rows[:1]

    @api.depends("signature_id")
    def _compute_marks(self):
        for wizard in self:
            row = wizard.signature_id
            today = row.contract_id and row.contract_id._local_today()
            party = row.contract_id.party_ids.filtered(lambda p, row=row: p.side == row.side)[:1]
            wizard.signer_id = row.signer_id or party.representative_id
            wizard.capacity = row.capacity or "legal"
            wizard.method = row.method if row.signed_on else "wet"
            wizard.signed_on = row.signed_on or today
            wizard.sealed_on = row.sealed_on or (today if wizard.mode == "sign_and_seal" else False)

    def action_confirm(self):
        """Write the marks; the last one executes the instrument when nothing else is missing."""
        self.ensure_one()
        row = self.signature_id
        if row.execution_id != self.execution_id or self.execution_id.state != "open":
            raise UserError(self.env._("This instrument is not open for signatures."))
        if not (self.signed_on or self.sealed_on):
            raise UserError(self.env._("Give the day of the signature or of the seal."))
        self._complete_party()
        vals = self._mark_vals()
        if self.signer_id:
            vals["signer_id"] = self.signer_id.id
        for name in ("signed_on", "sealed_on"):
            if self[name]:
                vals[name] = self[name]
        row.write(vals)
        row.execution_id._advance()
        return {"type": "ir.actions.act_window_close"}

    def _mark_vals(self):
        """Hook: what is recorded of the mark beside its days."""
        return {
            "capacity": self.capacity,
            "method": self.method,
            "evidence_ids": [fields.Command.link(file.id) for file in self._evidence()],
        }

    def _party(self):
        side = self.signature_id.side
        return self.signature_id.contract_id.party_ids.filtered(lambda row: row.side == side)[:1]

    def _evidence(self):
        """The scan; a third party keeps its power of attorney beside it, a party on itself."""
        if self._party():
            return self.evidence_ids
        return self.evidence_ids | self.power_of_attorney_ids

    def _complete_party(self):
        """Who signs is the party's representative, with the power of attorney if authorised."""
        contract, party = self.signature_id.contract_id, self._party()
        vals = {}
        if self.signer_id and contract.state == "signing":
            vals = {"representative_id": self.signer_id.id, "capacity": self.capacity}
        if self.power_of_attorney_ids:
            vals["power_of_attorney_ids"] = [
                fields.Command.link(file.id) for file in self.power_of_attorney_ids
            ]
        if vals:
            party.write(vals)
        if self.signing_place and contract.state == "signing":
            contract.signing_place = self.signing_place
