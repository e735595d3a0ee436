from odoo import api, fields, models
from odoo.exceptions import UserError, ValidationError

from ..base.discreet import open_ids
from ..base.words import day_in_words
from .crm_contract_end_ground import TERMINATION_KINDS
from .selections import SIDES

IN_FORCE = ("active", "suspended")


class CrmContractTermination(models.Model):
    """The end of a contract before its term: rescission or termination (T0-12, T1-11, T2-12)."""

    _name = "crm.contract.termination"
    _description = "End of a Contract"
    _inherit = [
        "crm.contract.state.mixin",
        "crm.contract.executed.mixin",
        "crm.contract.deadline.mixin",
        "crm.contract.thread.mixin",
        "mail.activity.mixin",
    ]
    _order = "id desc"
    _check_company_auto = True

    contract_id = fields.Many2one("crm.contract", required=True, ondelete="restrict", index=True)
    company_id = fields.Many2one(related="contract_id.company_id", store=True, index=True)
    contract_user_id = fields.Many2one(related="contract_id.user_id", store=True)
    ground_id = fields.Many2one("crm.contract.end.ground", required=True, ondelete="restrict")
    ground = fields.Char("Ground Code", related="ground_id.code")
    kind = fields.Selection(TERMINATION_KINDS, required=True, default="termination")
    is_mutual = fields.Boolean("Both Agree")
    initiator_side = fields.Selection(SIDES, "Declared By", help="Empty: both sides agree.")
    clause = fields.Char(help="The clause that names the agreed event.")
    reason = fields.Text(help="What happened, as the notice or the agreement says it.")
    notice_id = fields.Many2one(
        "crm.contract.notice",
        ondelete="restrict",
        index="btree_not_null",
        copy=False,
        domain="[('contract_id', '=', contract_id), ('kind', '=', kind)]",
    )
    grace_until = fields.Date(
        "Unless Performed By",
        help="The notice gives a last chance: it takes effect at the end of this day (CC 565).",
    )
    notice_days = fields.Integer(
        readonly=True, copy=False, help="As agreed when the notice was given."
    )
    requested_end_date = fields.Date("Ends On", help="Empty: on the earliest day.")
    earliest_end_date = fields.Date(
        "Earliest End", readonly=True, copy=False, help="Counted from the day the notice arrived."
    )
    ended_on = fields.Date(readonly=True, copy=False)
    execution_id = fields.Many2one(
        "crm.contract.execution",
        "Agreement on the End",
        readonly=True,
        copy=False,
        ondelete="restrict",
        index="btree_not_null",
    )
    execution_state = fields.Selection(related="execution_id.state", string="Signing")
    evidence_ids = fields.Many2many(
        "ir.attachment",
        "crm_contract_termination_evidence_rel",
        string="Agreement on Paper",
        ondelete="restrict",
        copy=False,
        bypass_search_access=True,  # see evidence.py
    )
    ip_kept_a = fields.Text("Rights Kept by Party A", help="Printed in the agreement (T2-11.3).")
    ip_kept_b = fields.Text("Rights Kept by Party B", help="Printed in the agreement (T2-11.3).")
    state = fields.Selection(
        [
            ("draft", "Draft"),
            ("notified", "Notified"),
            ("effective", "In Effect"),
            ("settled", "Settled"),
            ("withdrawn", "Withdrawn"),
        ],
        default="draft",
        required=True,
        readonly=True,
        copy=False,
    )

    _one_effective = models.UniqueIndex(
        "(contract_id) WHERE state IN ('effective', 'settled')",
        "The contract has ended already.",
    )

    _notice_once = models.UniqueIndex(
        "(notice_id) WHERE notice_id IS NOT NULL AND state != 'withdrawn'",
        "This notice declares another end already.",
    )

    _living_fields = frozenset(
        {
            "evidence_ids",
            "message_follower_ids",
            "activity_ids",
            "message_ids",
            "website_message_ids",
        }
    )
    _growing_fields = frozenset({"evidence_ids"})
    _open_until_executed = frozenset({"requested_end_date", "ip_kept_a", "ip_kept_b"})

    @api.model_create_multi
    def create(self, vals_list):
        self._refuse_out_of_reach(vals_list)
        notices = self.env["crm.contract.notice"]
        default = self.default_get(["notice_id"]).get("notice_id")
        for vals in vals_list:
            self._refuse_used_notice(notices.browse(vals.get("notice_id", default) or ()))
        records = super().create([self._completed_vals(vals) for vals in vals_list])
        if not self._is_door_open():
            records._settle_dates()
        return records

    def write(self, vals):
        notices = self.env["crm.contract.notice"]
        self._refuse_used_notice(notices.browse(vals.get("notice_id") or ()))
        result = super().write(vals)
        if {"kind", "ground_id", "notice_id", "grace_until"} & vals.keys():
            self._settle_dates()
        return result

    @api.onchange("ground_id")
    def _onchange_ground_id(self):
        self.kind = self.ground_id.kind or self.kind
        self.is_mutual = self.ground_id.agreement != "never"

    @api.onchange("is_mutual")
    def _onchange_is_mutual(self):
        if self.is_mutual:
            self.initiator_side = False
        elif not self.initiator_side:
            self.initiator_side = self.contract_id.our_side

    @api.depends("kind", "contract_id.code", "contract_id.is_classified")
    @api.depends_context("uid", "lang", "allowed_company_ids")
    def _compute_display_name(self):
        told = open_ids(self)
        for record in self:
            code = record.sudo().contract_id.code or ""
            is_told = record.id in told or not record.id
            record.display_name = code
            if is_told:
                record.display_name = self.env._(
                    "%(kind)s of %(code)s", kind=record._label_of_kind(), code=code
                )

    def _label_of_kind(self):
        kinds = dict(self._fields["kind"]._description_selection(self.env))
        return kinds.get(self.kind, "")

    @api.constrains("contract_id")
    def _check_contract(self):
        for record in self.filtered(lambda record: record.state == "draft"):
            if record.contract_id.state not in IN_FORCE:
                raise ValidationError(
                    self.env._(
                        "%s is not in force: there is nothing to end.",
                        record.contract_id.display_name,
                    )
                )

    @api.constrains("ground_id", "kind", "is_mutual", "initiator_side", "contract_id")
    def _check_ground(self):
        """T0-12.2: one of the contract's own grounds; the two kinds are never swapped (X-10)."""
        for record in self:
            ground = record.ground_id
            if ground not in record.contract_id.end_ground_ids:
                raise ValidationError(
                    self.env._("“%s” is no ground to end this contract.", ground.name)
                )
            if ground.kind and ground.kind != record.kind:
                raise ValidationError(
                    self.env._(
                        "“%(ground)s” leads to a %(kind)s.",
                        ground=ground.name,
                        kind=ground._kind_label(),
                    )
                )
            record._check_initiator()

    def _check_initiator(self):
        agreement = self.ground_id.agreement
        if self.is_mutual == (agreement == "never") and agreement != "expected":
            raise ValidationError(
                self.env._("“%s” cannot be chosen this way.", self.ground_id.name)
                if self.is_mutual
                else self.env._("“%s” takes both sides.", self.ground_id.name)
            )
        if self.is_mutual == bool(self.initiator_side):
            raise ValidationError(
                self.env._("One side declares the end, or both agree on it: say which.")
            )

    @api.constrains("notice_id", "contract_id", "kind", "initiator_side")
    def _check_notice(self):
        for record in self.filtered("notice_id"):
            notice = record.notice_id
            if notice.contract_id != record.contract_id:
                raise ValidationError(self.env._("The notice belongs to another contract."))
            if (notice.kind, notice.side) != (record.kind, record.initiator_side):
                raise ValidationError(
                    self.env._(
                        "“%(notice)s” does not declare this %(kind)s.",
                        notice=notice.display_name,
                        kind=record._label_of_kind(),
                    )
                )

    def _refuse_used_notice(self, notice):
        """One notice declares one end; said before the database's own index would."""
        others = self.sudo().search(
            [
                ("notice_id", "in", notice.ids),
                ("state", "!=", "withdrawn"),
                ("id", "not in", self.ids),
            ]
        )
        if others:
            raise ValidationError(
                self.env._(
                    "“%(notice)s” declares another end already: record another notice, or withdraw"
                    " that end first.",
                    notice=notice.display_name,
                )
            )

    @api.constrains("requested_end_date")
    def _check_requested_end(self):
        """T1-11.2: asked for a day before the notice period is over."""
        for record in self:
            record._refuse_too_early(record.requested_end_date, ValidationError)

    def _refuse_too_early(self, day, error=UserError):
        earliest = self.earliest_end_date
        if not self.is_mutual and day and earliest and day < earliest:
            raise error(
                self.env._(
                    "The notice arrived on %(delivered)s and gives %(days)s days: the earliest end"
                    " is %(earliest)s.",
                    delivered=day_in_words(self.env, self.notice_id.delivered_on),
                    days=self.notice_days,
                    earliest=day_in_words(self.env, earliest),
                )
            )

    @api.model
    def _completed_vals(self, vals):
        """What follows from the ground, where the caller leaves it open."""
        ground = self.env["crm.contract.end.ground"].browse(vals.get("ground_id") or ())
        if ground.kind:
            vals = {"kind": ground.kind, **vals}
        return {"is_mutual": ground.agreement == "always", **vals}

    def _freeze_level(self):
        """What a side has signed is held whole; of what was declared, the day may be put off."""
        self.ensure_one()
        if self.state == "draft":
            return 2 if self._has_instrument() and self.sudo().execution_id._has_marks() else 0
        return 1 if self.state == "notified" else 2

    def _executed_at(self):
        return self.sudo().execution_id.executed_at

    def _frozen_message(self, what):
        return self.env._("%s is declared or signed; it no longer changes.", self.display_name)

    @api.ondelete(at_uninstall=False)
    def _unlink_except_draft(self):
        for record in self:
            if record.state != "draft":
                raise UserError(
                    self.env._("%s was declared and is kept; withdraw it.", record.display_name)
                )
