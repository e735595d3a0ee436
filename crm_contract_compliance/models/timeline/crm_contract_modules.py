from odoo import api, fields, models


class CrmContract(models.Model):
    """How far the modules of the system are delivered, with their manuals and videos."""

    _inherit = "crm.contract"

    module_ids = fields.One2many(
        "crm.contract.requirement", "contract_id", "Modules", domain=[("kind", "=", "module")]
    )
    milestone_ids = fields.One2many(
        "crm.contract.requirement", "contract_id", "Milestones", domain=[("kind", "=", "milestone")]
    )
    manual_progress = fields.Float("Manuals (%)", compute="_compute_module_progress")
    video_progress = fields.Float("Videos (%)", compute="_compute_module_progress")

    @api.depends("requirement_ids.kind", "requirement_ids.manual_on", "requirement_ids.video_on")
    def _compute_module_progress(self):
        for contract in self:
            modules = contract._modules()
            for name, column in (("manual_progress", "manual_on"), ("video_progress", "video_on")):
                given = len(modules.filtered(column))
                contract[name] = 100.0 * given / len(modules) if modules else 0.0

    def _modules(self):
        return self._every_requirement().filtered(lambda row: row.kind == "module")

    def _settle_manuals(self):
        """The duty closes with the last manual and video; what is done stays done."""
        for contract in self.sudo():
            duties = contract.obligation_ids.filtered(lambda row: row.kind == "manual")
            if duties:
                duties._write_settled({"fulfilled_on": contract._manuals_given_on()})

    def _manuals_given_on(self):
        days = [day for row in self._modules() for day in (row.manual_on, row.video_on)]
        return bool(days) and all(days) and max(days)
