from odoo import api, fields, models
from odoo.exceptions import UserError

from ..base.windows import dialog_of
from ..base.words import listed


class CrmContractTermination(models.Model):
    """What is still open, and the manager's word that it ends all the same (T0-12.3)."""

    _inherit = "crm.contract.termination"

    open_matters = fields.Char(compute="_compute_open_matters")
    override_reason = fields.Char(readonly=True, copy=False)
    overridden_by_id = fields.Many2one("res.users", readonly=True, copy=False, ondelete="restrict")
    overridden_on = fields.Date(readonly=True, copy=False)
    overridden_matters = fields.Char("Open Then", readonly=True, copy=False)

    _settled_fields = frozenset(
        {
            "notice_days",
            "earliest_end_date",
            "ended_on",
            "execution_id",
            "override_reason",
            "overridden_by_id",
            "overridden_on",
            "overridden_matters",
        }
    )

    @api.depends("state", "contract_id", "overridden_on")
    @api.depends_context("lang", "uid")
    def _compute_open_matters(self):
        for record in self:
            is_open = record.contract_id and record.state in ("draft", "notified")
            gaps = record.contract_id._missing("end") if is_open else []
            record.open_matters = listed(self.env, [gap.text for gap in gaps]) or False

    def action_override(self):
        """Ask for the reason."""
        self.ensure_one()
        self.check_access("write")
        return dialog_of(
            "crm.contract.override.wizard",
            self.env._("End in Spite of Open Matters"),
            termination_id=self.id,
        )

    def _override(self, reason):
        """Let the end pass in spite of open matters: the manager's, with its reason."""
        self.contract_id._require("manager")
        if not (reason or "").strip():
            raise UserError(self.env._("Say why it ends in spite of what is open."))
        for record in self:
            if record.state not in ("draft", "notified"):
                raise UserError(self.env._("%s is decided already.", record.display_name))
            record._write_settled(
                {
                    "override_reason": reason.strip(),
                    "overridden_by_id": self.env.uid,
                    "overridden_on": record.contract_id._local_today(),
                    "overridden_matters": record.open_matters,
                }
            )
            record._message_log(body=self.env._("Ends in spite of open matters: %s", reason))
