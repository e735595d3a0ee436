from odoo import api, fields, models

from .selections import OVER


class ResPartner(models.Model):
    _inherit = "res.partner"

    crm_contract_case_ids = fields.One2many("crm.contract.case", "partner_id", "Cases")
    crm_contract_complaint_count = fields.Integer(compute="_compute_crm_contract_complaint_count")

    @api.depends("crm_contract_case_ids")
    def _compute_crm_contract_complaint_count(self):
        self.crm_contract_complaint_count = 0
        cases = self.env["crm.contract.case"]
        if not cases.has_access("read"):
            return
        counts = cases._read_group(
            [
                ("partner_id", "child_of", self.ids),
                ("kind", "=", "complaint"),
                ("state", "not in", OVER),
            ],
            ["partner_id"],
            ["__count"],
        )
        self._add_up_crm_contract_counts("crm_contract_complaint_count", counts)

    def action_view_crm_contract_complaints(self):
        return self._action_of_crm_contract(
            "crm_contract_compliance.crm_contract_complaint_action", {"search_default_open": 1}
        )

    def _crm_contract_held_by(self):
        return super()._crm_contract_held_by() or self.env["crm.contract.case"].sudo().search(
            [("partner_id", "in", self.ids)], limit=1
        )
