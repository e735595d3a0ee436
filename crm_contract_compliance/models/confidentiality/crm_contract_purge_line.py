from odoo import api, fields, models

from ..base import doors


class CrmContractPurgeLine(models.Model):
    """Of one kind of record: how many went, from when, and the hash of what they said."""

    _name = "crm.contract.purge.line"
    _description = "Purged Records"
    _inherit = ["crm.contract.executed.mixin"]
    _order = "purge_id, res_model"
    _frozen_by = "purge_id"

    purge_id = fields.Many2one(
        "crm.contract.purge", required=True, readonly=True, ondelete="restrict", index=True
    )
    company_id = fields.Many2one(related="purge_id.company_id", store=True)
    res_model = fields.Char("Model", required=True, readonly=True)
    name = fields.Char("Kind", compute="_compute_name")
    count = fields.Integer("Records", readonly=True)
    date_from = fields.Date("Oldest", readonly=True, help="The first day up to which one was kept.")
    date_to = fields.Date("Latest", readonly=True, help="The last day up to which one was kept.")
    content_sha256 = fields.Char("SHA-256", readonly=True)

    _anchor_fields = frozenset({"purge_id"})
    _settled_fields = frozenset(
        {"purge_id", "res_model", "count", "date_from", "date_to", "content_sha256"}
    )

    @api.depends("res_model")
    @api.depends_context("lang")
    def _compute_name(self):
        for line in self:
            kind = line.res_model in self.env and self._description_of(line.res_model)
            line.name = kind or line.res_model

    @api.depends("res_model")
    @api.depends_context("lang")
    def _compute_display_name(self):
        for line in self:
            line.display_name = line.name

    @api.model
    def _write_lines(self, vals_list):
        """By the count alone."""
        lines = doors.through(self, "crm_contract_settle").create(vals_list)
        return doors.closed(lines, "crm_contract_settle")
