from odoo import SUPERUSER_ID, api, fields, models
from odoo.exceptions import AccessError, UserError

from ..base.crm_contract_thread_mixin import CLEARANCE
from ..base.words import day_in_words

_MANAGER = "crm_contract_compliance.group_contract_manager"
_KEPT = "crm.contract.retention.mixin"


class CrmContractPurge(models.Model):
    """What was deleted past its day: counted first, then deleted and proved (PIPL 47, L-38).

    A person with the manager's role and the clearance decides it, no job. Either all that was
    counted goes, or nothing; the record of it stays for good.
    """

    _name = "crm.contract.purge"
    _description = "Purge"
    _inherit = ["crm.contract.state.mixin", "crm.contract.executed.mixin"]
    _order = "id desc"
    _transitions = {"draft": {"done": "_guard_done"}, "done": {}}

    company_id = fields.Many2one(
        "res.company",
        required=True,
        readonly=True,
        index=True,
        ondelete="restrict",
        default=lambda self: self.env.company,
    )
    day = fields.Date(
        "Counted On",
        readonly=True,
        copy=False,
        help="What was kept up to an earlier day is past its day.",
    )
    reason = fields.Char("Ground", help="Why it is deleted: the term is over, a person asked.")
    line_ids = fields.One2many("crm.contract.purge.line", "purge_id", "What Goes", readonly=True)
    record_count = fields.Integer("Records", readonly=True, copy=False)
    state = fields.Selection(
        [("draft", "To Be Deleted"), ("done", "Deleted")],
        default="draft",
        required=True,
        readonly=True,
        copy=False,
    )
    user_id = fields.Many2one("res.users", "By", readonly=True, copy=False, ondelete="restrict")
    purged_at = fields.Datetime("Deleted At", readonly=True, copy=False)

    _anchor_fields = frozenset({"company_id"})
    _settled_fields = frozenset({"day", "line_ids", "record_count", "user_id", "purged_at"})

    @api.model_create_multi
    def create(self, vals_list):
        self._require_clearance()
        purges = super().create(vals_list)
        purges.filtered(lambda purge: purge.state == "draft")._count()
        return purges

    @api.depends("day", "record_count")
    @api.depends_context("lang")
    def _compute_display_name(self):
        for purge in self:
            purge.display_name = self.env._(
                "%(day)s: %(count)s records",
                day=purge.day and day_in_words(self.env, purge.day),
                count=purge.record_count,
            )

    def action_count(self):
        """Count anew what is past its day."""
        self.check_access("write")
        self._require_clearance()
        self.filtered(lambda purge: purge.state == "draft")._count()
        return True

    def action_purge(self):
        return self.write({"state": "done"})

    def _require_clearance(self):
        """For managers with the clearance alone."""
        user = self.env.user
        if not (user.has_group(_MANAGER) and user.has_group(CLEARANCE)):
            raise AccessError(
                self.env._("Only contract managers with the clearance delete kept records.")
            )

    def _count(self):
        for purge in self:
            day = fields.Date.context_today(purge)
            lines = self._counted(purge._past(day))
            purge.sudo().line_ids.unlink()
            vals = [{**line, "purge_id": purge.id} for line in lines]
            self.env["crm.contract.purge.line"].sudo()._write_lines(vals)
            purge.sudo()._write_settled(
                {"day": day, "record_count": sum(line["count"] for line in lines)}
            )

    def _past(self, day):
        """What goes, each model's own: all that is kept for a term takes part by its mixin."""
        kept = self.env.registry[_KEPT]
        models_kept = (
            model.with_company(self.company_id)
            for name in sorted(self.env.registry)
            if not (model := self.env[name])._abstract and isinstance(model, kept)
        )
        return [rows for model in models_kept if (rows := model._purgeable(day))]

    @api.model
    def _counted(self, records):
        return [rows._purge_line() for rows in records]

    def _guard_done(self):
        self._require_clearance()
        if self.env.uid == SUPERUSER_ID:
            raise AccessError(self.env._("A person deletes kept records, no job."))
        if not (self.reason or "").strip():
            raise UserError(self.env._("Say on which ground the records are deleted."))
        if not self.record_count:
            raise UserError(self.env._("Nothing is past its day."))

    def _after_move(self, old_states):
        """All in the transaction that says so: nothing is half purged."""
        for purge in self:
            records = purge._past(purge.day)
            purge._refuse_other_than_counted(records)
            for rows in records:
                rows._purge()
            purge.sudo()._write_settled(
                {"user_id": self.env.user.id, "purged_at": fields.Datetime.now()}
            )
        return super()._after_move(old_states)

    def _refuse_other_than_counted(self, records):
        """What is deleted is what the person has seen, to the last character."""
        found = {line["res_model"]: line["content_sha256"] for line in self._counted(records)}
        seen = {line.res_model: line.content_sha256 for line in self.line_ids}
        if found != seen:
            raise UserError(
                self.env._("What is past its day has changed since it was counted: count anew.")
            )

    @api.ondelete(at_uninstall=False)
    def _unlink_except_frozen(self):
        """One that was only counted may go, with its lines."""
        result = super()._unlink_except_frozen()
        self.sudo().line_ids.unlink()
        return result

    def _freeze_level(self):
        self.ensure_one()
        return 2 if self.state == "done" else 0

    def _frozen_message(self, what):
        return self.env._("The record of a purge stays as it is: “%s” no longer changes.", what)
