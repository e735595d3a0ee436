from odoo import api, fields, models
from odoo.exceptions import UserError

from ..base.windows import dialog_of
from ..base.words import listed


class CrmContractOverrideMixin(models.AbstractModel):
    """What is still open, and the manager's word that it goes on all the same (T0-12.3).

    The word covers what was open when it was given, and nothing that comes up later.
    """

    _name = "crm.contract.override.mixin"
    _description = "Override of Open Matters"
    _inherit = ["crm.contract.input.mixin"]

    open_matters = fields.Char(compute="_compute_open_matters")
    override_reason = fields.Char(readonly=True, copy=False)
    overridden_by_id = fields.Many2one("res.users", readonly=True, copy=False, ondelete="restrict")
    overridden_on = fields.Date(readonly=True, copy=False)
    overridden_matters = fields.Char("Open Then", readonly=True, copy=False)
    overridden_origins = fields.Json(readonly=True, copy=False)

    @api.model
    def _settled_names(self):
        return super()._settled_names() | {
            "override_reason",
            "overridden_by_id",
            "overridden_on",
            "overridden_matters",
            "overridden_origins",
        }

    @api.depends("state", "overridden_origins")
    @api.depends_context("lang", "uid")
    def _compute_open_matters(self):
        for record in self:
            gaps = record._not_overridden() if record.id else []
            record.open_matters = listed(self.env, [gap.text for gap in gaps]) or False

    def action_override(self):
        """Ask for the reason."""
        self.ensure_one()
        self.check_access("write")
        return dialog_of(
            "crm.contract.override.wizard",
            self.env._("Go On in Spite of Open Matters"),
            **{self._override_link: self.id},
        )

    def _override(self, reason):
        """Let it pass in spite of open matters: the manager's, with its reason."""
        for record in self:
            record._overridden_contract()._require("manager")
            if not (reason or "").strip():
                raise UserError(self.env._("Say why it ends in spite of what is open."))
            record._refuse_override()
            gaps = record._overridable()
            record._write_settled(
                {
                    "override_reason": reason.strip(),
                    "overridden_by_id": self.env.uid,
                    "overridden_on": record._overridden_contract()._local_today(),
                    "overridden_matters": listed(self.env, [gap.words for gap in gaps]),
                    "overridden_origins": [gap.origin or gap.text for gap in gaps],
                }
            )
            record._message_log(body=self.env._("Ends in spite of open matters: %s", reason))

    def _covers(self, gap):
        """Whether the manager's word was given with this in sight."""
        return (gap.origin or gap.text) in (self.overridden_origins or ())

    def _not_overridden(self):
        return [gap for gap in self._overridable() if not self._covers(gap)]

    def _overridable(self):
        """Hook: what is open, as gaps."""
        raise NotImplementedError

    def _refuse_override(self):
        """Hook: refuse where there is nothing left to decide."""
        raise NotImplementedError

    def _overridden_contract(self):
        """Hook: whose managers decide."""
        raise NotImplementedError
