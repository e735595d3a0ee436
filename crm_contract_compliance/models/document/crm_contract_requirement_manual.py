from odoo import api, fields, models
from odoo.exceptions import ValidationError

from ..base.words import listed


class CrmContractRequirement(models.Model):
    """A manual has three parts and covers every module (T1-App1)."""

    _inherit = "crm.contract.requirement"

    is_manual = fields.Boolean("A Manual", help="Steps, cautions and questions on all modules.")
    has_steps = fields.Boolean("Steps", copy=False)
    has_cautions = fields.Boolean("Cautions", copy=False)
    has_questions = fields.Boolean("Frequent Questions", copy=False)

    @api.constrains("done_on", "is_manual", "has_steps", "has_cautions", "has_questions")
    def _check_manual(self):
        for row in self.filtered(lambda row: row.contract_id and row.done_on):
            parts = row._lacking_parts()
            if parts:
                raise ValidationError(
                    self.env._(
                        "“%(manual)s” is not complete, it lacks: %(parts)s.",
                        manual=row.name,
                        parts=listed(self.env, parts),
                    )
                )

    def _lacking_parts(self):
        """What the manual does not say yet, in words."""
        if not self.is_manual:
            return []
        names = ("has_steps", "has_cautions", "has_questions")
        parts = [self._label_of(name) for name in names if not self[name]]
        return [*parts, *self._modules_without_manual().mapped("name")]

    def _modules_without_manual(self):
        """Those delivered or accepted: of what never came there is nothing to explain."""
        modules = self.contract_id._every_requirement().filtered(lambda row: row.kind == "module")
        return modules.filtered(
            lambda row: (row.delivered_on or row.done_on) and not row.manual_on
        ).with_env(self.env)

    def _note_of_paper(self, called, lacking):
        parts = self._lacking_parts()
        return listed(self.env, parts) if parts else super()._note_of_paper(called, lacking)
