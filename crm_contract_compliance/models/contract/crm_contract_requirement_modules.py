from odoo import api, fields, models
from odoo.exceptions import ValidationError

_DAYS = ("delivered_on", "manual_on", "video_on", "accepted_a_on", "accepted_b_on")


class CrmContractRequirement(models.Model):
    """A system's modules with what comes along, and milestones that both sides accept.

    A module is accepted by its ``done_on``; a milestone is done when both have ticked it
    (T1-3.1, T1-3.2, T2-4.1, T2-4.2.1).
    """

    _inherit = "crm.contract.requirement"

    kind = fields.Selection(
        selection_add=[("module", "Module"), ("milestone", "Milestone")],
        ondelete={"module": "cascade", "milestone": "cascade"},
    )
    delivered_on = fields.Date("Delivered")
    manual_on = fields.Date("Manual")
    video_on = fields.Date("Video")
    accepted_a_on = fields.Date("Accepted by A")
    accepted_b_on = fields.Date("Accepted by B")

    _living_fields = frozenset({"done_on", "evidence_ids", "note", "sequence", *_DAYS})

    def write(self, vals):
        """A milestone is done on the later of both days, and no more without either."""
        milestones = self.browse()
        if {"accepted_a_on", "accepted_b_on"} & vals.keys():
            milestones = self.filtered(lambda row: row.kind == "milestone")
        for row in milestones:
            done_on = row._accepted_by_both_on(vals)
            super(CrmContractRequirement, row).write({**vals, "done_on": done_on})
        return super(CrmContractRequirement, self - milestones).write(vals)

    @api.constrains("done_on", "accepted_a_on", "accepted_b_on", "kind")
    def _check_milestone(self):
        for row in self.filtered(lambda row: row.kind == "milestone" and row.done_on):
            if not (row.accepted_a_on and row.accepted_b_on):
                raise ValidationError(
                    self.env._("“%s” is done when Party A and Party B have accepted it.", row.name)
                )

    @api.constrains(*_DAYS)
    def _check_days(self):
        for row in self.filtered("contract_id"):
            today = row.contract_id._local_today()
            if any(row[name] and row[name] > today for name in _DAYS):
                raise ValidationError(
                    self.env._("“%s”: a delivery or acceptance lies on no future day.", row.name)
                )

    def action_accept_a(self):
        self._accept("accepted_a_on")

    def action_accept_b(self):
        self._accept("accepted_b_on")

    def _accept(self, name):
        for row in self:
            row[name] = row[name] or row.contract_id._local_today()

    def _accepted_by_both_on(self, vals):
        days = [
            fields.Date.to_date(vals.get(name, self[name]))
            for name in ("accepted_a_on", "accepted_b_on")
        ]
        return all(days) and max(days)
