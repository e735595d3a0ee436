from odoo import api, fields, models
from odoo.exceptions import ValidationError

from .duty_kinds import NATURES, SAFEGUARDS


class CrmContractObligation(models.Model):
    """Safeguards of the data: of which nature, in which version, and when they were last looked
    at (T0-3.2, T2-3.1.3, L-43). Each review is an occurrence of the duty, with its proof.
    """

    _inherit = "crm.contract.obligation"

    nature = fields.Selection(
        NATURES,
        compute="_compute_nature",
        store=True,
        readonly=False,
        precompute=True,
        help="Of a safeguard; rules are managerial.",
    )
    version = fields.Char(help="Of the rules or the measure, as last reviewed.")
    is_safeguard = fields.Boolean(compute="_compute_is_safeguard")
    last_review_on = fields.Date("Last Review", compute="_compute_last_review_on")

    @api.depends("kind")
    def _compute_nature(self):
        for row in self:
            if row.kind not in SAFEGUARDS:
                row.nature = False
            else:
                row.nature = row.nature or "managerial"

    @api.depends("kind")
    def _compute_is_safeguard(self):
        for row in self:
            row.is_safeguard = row.kind in SAFEGUARDS

    @api.depends("deadline_ids.state", "deadline_ids.done_on")
    def _compute_last_review_on(self):
        groups = self.env["crm.contract.deadline"]._read_group(
            [("obligation_id", "in", self.ids), ("state", "=", "done")],
            ["obligation_id"],
            ["done_on:max"],
        )
        last = {row.id: day for row, day in groups}
        for row in self:
            row.last_review_on = last.get(row.id)

    @api.constrains("kind", "nature")
    def _check_nature(self):
        for row in self:
            if bool(row.nature) != row.is_safeguard:
                raise ValidationError(
                    self.env._("A safeguard is technical or managerial; no other duty is.")
                )
