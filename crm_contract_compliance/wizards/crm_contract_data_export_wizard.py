from odoo import api, fields, models

from ..models.base.words import listed


class CrmContractDataExportWizard(models.TransientModel):
    """Whose data are given to the third party, and which; who is left out stands there first."""

    _name = "crm.contract.data.export.wizard"
    _description = "Export to a Third Party"
    _inherit = ["crm.contract.input.mixin"]

    processing_id = fields.Many2one("crm.contract.data.processing", required=True)
    role = fields.Selection(related="processing_id.role", related_sudo=False)
    purpose = fields.Text(related="processing_id.purpose", related_sudo=False)
    data_kinds = fields.Text(related="processing_id.data_kinds", related_sudo=False)
    access_note = fields.Char(related="processing_id.access_note", related_sudo=False)
    candidate_ids = fields.Many2many(
        "res.partner", compute="_compute_candidate_ids", compute_sudo=False
    )
    partner_ids = fields.Many2many(
        "res.partner",
        "crm_contract_data_export_wizard_partner_rel",
        string="Persons",
        compute="_compute_partner_ids",
        compute_sudo=False,
        store=True,
        readonly=False,
        precompute=True,
    )
    with_function = fields.Boolean("Job Position")
    with_email = fields.Boolean("E-mail", default=True)
    with_phone = fields.Boolean("Phone")
    with_contact_address = fields.Boolean("Address")
    given_note = fields.Char("Whose Data Go", compute="_compute_notes", compute_sudo=False)
    left_out_note = fields.Text("Left Out", compute="_compute_notes", compute_sudo=False)

    _anchor_fields = frozenset({"processing_id"})

    @api.depends("processing_id")
    def _compute_candidate_ids(self):
        for wizard in self:
            wizard.candidate_ids = wizard.processing_id and wizard.processing_id._candidates()

    @api.depends("processing_id")
    def _compute_partner_ids(self):
        for wizard in self:
            wizard.partner_ids = wizard.processing_id and wizard.processing_id._candidates()

    @api.depends_context("lang")
    @api.depends("processing_id", "partner_ids")
    def _compute_notes(self):
        for wizard in self:
            persons = wizard.partner_ids._origin
            left = wizard.processing_id._left_out(persons) if wizard.processing_id else {}
            given = [person.name for person in persons if person not in left]
            wizard.given_note = listed(self.env, given) or False
            wizard.left_out_note = (
                "\n".join(
                    self.env._("%(person)s: %(reason)s", person=person.name, reason=reason)
                    for person, reason in left.items()
                )
                or False
            )

    def action_confirm(self):
        """Write the sheet, keep it and hand it over as a download."""
        self.ensure_one()
        file = self.processing_id._export(self.partner_ids, self._names())
        return {
            "type": "ir.actions.act_url",
            "url": f"/web/content/{file.id}?download=true",
            "target": "new",  # with “download” the client leaves the dialog open
            "close": True,
        }

    def _names(self):
        names = ("function", "email", "phone", "contact_address")
        return [name for name in names if self[f"with_{name}"]]
