from odoo import api, fields, models
from odoo.exceptions import UserError

from ..models.confidentiality.crm_contract_incident_notice import AUDIENCES


class CrmContractIncidentNotifyWizard(models.TransientModel):
    """Tell the authority or the persons: by e-mail from here, or by hand with its proof."""

    _name = "crm.contract.incident.notify.wizard"
    _description = "Notice of a Data Incident"
    _inherit = ["crm.contract.input.mixin"]

    incident_id = fields.Many2one("crm.contract.incident", required=True)
    audience = fields.Selection(AUDIENCES, "Who Is Told", required=True)
    method = fields.Selection(
        [("hand", "Told already, by other means"), ("email", "E-mail from here")],
        "How It Is Told",
        default="hand",
        required=True,
    )
    partner_ids = fields.Many2many("res.partner", string="Recipients")
    recipient = fields.Char(
        "Who Was Told", help="The office and its person, or how the persons were told."
    )
    told_at = fields.Datetime(default=lambda self: fields.Datetime.now())
    reference = fields.Char("Proof", help="File number, courier number, link to the announcement.")
    proof_ids = fields.Many2many("ir.attachment", string="Files", bypass_search_access=True)
    text = fields.Text("What Is Said", compute="_compute_text")

    _anchor_fields = frozenset({"incident_id"})

    @api.model_create_multi
    def create(self, vals_list):
        """What a dialog fills in by itself is told to readers of its incident alone."""
        wizards = super().create(vals_list)
        wizards.incident_id.check_access("read")
        return wizards

    def write(self, vals):
        result = super().write(vals)
        self.incident_id.check_access("read")
        return result

    @api.depends("incident_id", "audience")
    def _compute_text(self):
        for wizard in self:
            incident = wizard.incident_id
            wizard.text = wizard.audience and incident and incident._notice_text(wizard.audience)

    def action_confirm(self):
        self.ensure_one()
        self.incident_id.check_access("write")
        if self.method == "email":
            self.incident_id._send_notice(self.audience, self.partner_ids)
        else:
            self._record()
        return {"type": "ir.actions.act_window_close"}

    def _record(self):
        if not (self.recipient or "").strip() or not self.told_at:
            raise UserError(self.env._("Say who was told, and when."))
        if not (self.reference or "").strip() and not self.proof_ids:
            raise UserError(self.env._("A notice needs its proof: a reference or a file."))
        self.incident_id._record_notice(
            self.audience, self.told_at, self.recipient, self.reference, self.proof_ids
        )
