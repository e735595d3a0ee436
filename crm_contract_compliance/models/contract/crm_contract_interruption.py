from odoo import api, fields, models
from odoo.exceptions import UserError, ValidationError
from odoo.tools import SQL

from ...tools.balance import Pause
from ..base.discreet import open_ids
from ..base.local_day import THERE
from ..base.words import day_in_words
from .selections import OTHER_SIDE, SIDES

KINDS = [
    ("force_majeure", "Force majeure"),
    ("suspension", "Suspension"),
    ("creditor_delay", "Delay of the creditor"),
]
SIDES_OR_BOTH = [*SIDES, ("both", "Both sides")]


class CrmContractInterruption(models.Model):
    """Days on which a side need not perform: its duties and its penalties pause (T0-13.1, T1-2.3).

    Force majeure excuses the side that it hits, a suspension the side that suspends (what the other
    side owes goes on, its late charge too: T0-Br3b), the creditor's delay the other side. Only what
    an officer accepted counts; the rule for a single debt is ``tools.balance.Pause.excuses``.
    """

    _name = "crm.contract.interruption"
    _description = "Interruption of Performance"
    _inherit = [
        "crm.contract.state.mixin",
        "crm.contract.executed.mixin",
        "crm.contract.deadline.mixin",
        "crm.contract.thread.mixin",
        "mail.activity.mixin",
        "crm.contract.local.day.mixin",
    ]
    _order = "date_start desc, id desc"
    _check_company_auto = True
    _transitions = {
        "proposed": {"accepted": "_guard_accepted", "rejected": "_guard_rejected"},
        "accepted": {"rejected": "_guard_taken_back"},
        "rejected": {},
    }

    contract_id = fields.Many2one("crm.contract", required=True, ondelete="restrict", index=True)
    company_id = fields.Many2one(related="contract_id.company_id", store=True, index=True)
    contract_user_id = fields.Many2one(related="contract_id.user_id", store=True)
    kind = fields.Selection(KINDS, default="force_majeure", required=True)
    side = fields.Selection(
        SIDES_OR_BOTH,
        "Side Concerned",
        required=True,
        help="Whom the event hits, who suspends, or the creditor that is late to take or to help.",
    )
    excused_side = fields.Selection(
        SIDES_OR_BOTH,
        compute="_compute_excused_side",
        store=True,
        precompute=True,
    )
    date_start = fields.Date("First Day", required=True, **THERE)
    date_end = fields.Date("Last Day", help="It still counts; empty: it goes on.")
    state = fields.Selection(
        [("proposed", "To decide"), ("accepted", "Recognised"), ("rejected", "Not recognised")],
        default="proposed",
        required=True,
        readonly=True,
        copy=False,
    )
    note = fields.Text("What Happened")

    event = fields.Selection(
        [
            ("natural_disaster", "Natural disaster"),
            ("war", "War"),
            ("government_act", "Act of government"),
            ("other", "Other"),
        ]
    )
    negotiation = fields.Text(
        "Result of the Negotiation", help="What both sides agreed on because of it (T2-14.1.2)."
    )
    is_unforeseeable = fields.Boolean("Unforeseeable")
    is_unavoidable = fields.Boolean("Unavoidable")
    is_insurmountable = fields.Boolean("Insurmountable")
    ground = fields.Selection(
        [
            ("payment", "The other side pays late"),
            ("concurrent", "The other side does not perform its part (CC 525)"),
            ("prior", "The other side performs first and did not (CC 526)"),
            ("insecurity", "Certain evidence that the other side cannot perform (CC 527)"),
            ("agreement", "Both sides agreed"),
        ],
        "Ground of the Suspension",
        help="Without a ground, a suspension may itself be a breach.",
    )
    security_on = fields.Date(
        "Security Given On", help="Once it is given, performance is resumed (CC 528)."
    )

    notice_id = fields.Many2one(
        "crm.contract.notice",
        "Written Notice",
        ondelete="restrict",
        index="btree_not_null",
        copy=False,
    )
    notified_on = fields.Date(
        "Notice Delivered On", readonly=True, copy=False, help="The day the notice arrived."
    )
    notice_due_date = fields.Date("Notice Due", readonly=True, copy=False)
    proof_due_date = fields.Date("Proof Due", readonly=True, copy=False)
    proven_on = fields.Date("Proof Handed Over On", copy=False)
    proof_ids = fields.Many2many(
        "ir.attachment",
        "crm_contract_interruption_proof_rel",
        ondelete="restrict",
        copy=False,
        bypass_search_access=True,  # see evidence.py
    )
    accepted_on = fields.Date("Recognised On", readonly=True, copy=False)
    accepted_by_id = fields.Many2one(
        "res.users", "Recognised By", readonly=True, copy=False, ondelete="restrict"
    )
    rejection_reason = fields.Char("Why It Is Not Recognised", copy=False)

    _dates_ordered = models.Constraint(
        "CHECK(date_end >= date_start)", "An interruption ends after it starts."
    )
    _accepted_idx = models.Index("(contract_id) WHERE state = 'accepted'")

    _days_of_today = ("date_start",)
    _ordered_days = (("date_start", "date_end"), ("date_start", "proven_on"))
    _settled_fields = frozenset(
        {"notified_on", "notice_due_date", "proof_due_date", "accepted_on", "accepted_by_id"}
    )
    _growing_fields = frozenset({"proof_ids"})
    _living_fields = frozenset(
        {
            "proof_ids",
            "proven_on",
            "security_on",
            "negotiation",
            "notice_id",
            "rejection_reason",
            "message_follower_ids",
            "activity_ids",
            "message_ids",
            "website_message_ids",
        }
    )
    _deadline_triggers = frozenset(
        {"state", "kind", "side", "notified_on", "notice_due_date", "proof_due_date", "proven_on"}
    )

    @api.model_create_multi
    def create(self, vals_list):
        self._refuse_out_of_reach(vals_list)
        rows = super().create(vals_list)
        rows._settle_dates()
        rows.filtered(lambda row: row.state == "accepted").contract_id._pauses_changed()
        return rows

    def write(self, vals):
        accepted = self.filtered(lambda row: row.state == "accepted")
        is_typed = not self._is_door_open()
        if is_typed and ("rejection_reason" in vals or (accepted and "date_end" in vals)):
            self.contract_id._require("officer")
        if accepted and is_typed and "notice_id" in vals:
            accepted._refuse_other_notice(vals["notice_id"])
        result = super().write(vals)
        if {"contract_id", "kind", "date_start", "notice_id"} & vals.keys():
            self._settle_dates()
        if accepted and "date_end" in vals:
            accepted.contract_id._pauses_changed()
        return result

    @api.depends("kind", "side")
    def _compute_excused_side(self):
        for row in self:
            is_creditor = row.kind == "creditor_delay"
            row.excused_side = OTHER_SIDE.get(row.side, row.side) if is_creditor else row.side

    @api.depends("kind", "date_start", "contract_id.code", "contract_id.is_classified")
    @api.depends_context("uid", "lang", "allowed_company_ids")
    def _compute_display_name(self):
        told = open_ids(self)
        kinds = dict(self._fields["kind"]._description_selection(self.env))
        for row in self:
            code = row.sudo().contract_id.code or ""
            name = f"{code} {kinds.get(row.kind, '')}".strip()
            row.display_name = name if row.id in told or not row.id else code

    @api.constrains("contract_id", "date_start")
    def _check_dates(self):
        for row in self:
            contract = row.contract_id
            if contract.state not in ("active", "suspended", "ended"):
                raise ValidationError(
                    self.env._("Only a contract that is or was in force is interrupted.")
                )
            if row.date_start > contract._local_today():
                raise ValidationError(self.env._("An interruption cannot begin on a future day."))
            if contract.effective_date and row.date_start < contract.effective_date:
                raise ValidationError(
                    self.env._(
                        "The interruption cannot begin before the contract took effect, on %s.",
                        day_in_words(self.env, contract.effective_date),
                    )
                )

    @api.constrains("proven_on", "security_on")
    def _check_not_future(self):
        for row in self:
            days = filter(None, (row.proven_on, row.security_on))
            if any(day > row.contract_id._local_today() for day in days):
                raise ValidationError(
                    self.env._("What is handed over on a future day is not there yet.")
                )

    @api.constrains("kind", "side")
    def _check_side(self):
        for row in self:
            if row.kind == "creditor_delay" and row.side == "both":
                raise ValidationError(self.env._("Say which side is the creditor in delay."))

    @api.constrains("notice_id", "contract_id")
    def _check_notice(self):
        for row in self.filtered("notice_id"):
            if row.notice_id.sudo().contract_id != row.contract_id:
                raise ValidationError(self.env._("The notice belongs to another contract."))

    def _as_pause(self):
        self.ensure_one()
        return Pause(self.date_start, self.date_end or None, self.kind)

    def _excuses(self, side):
        """Whether it counts and that side's duties pause; ``None``: whoever's."""
        self.ensure_one()
        return self.state == "accepted" and (side is None or self.excused_side in (side, "both"))

    @api.model
    def _late_day_sql(self, *, contract, side, due, last):
        """Whether a day after ``due`` up to ``last`` counts: ``tools.balance.late_days`` > 0."""
        self.flush_model()
        return SQL(
            """EXISTS (SELECT FROM generate_series(%(due)s + 1, %(last)s, '1 day') late
                WHERE NOT EXISTS (SELECT FROM crm_contract_interruption pause
                    WHERE pause.contract_id = %(contract)s AND pause.state = 'accepted'
                    AND pause.excused_side IN (%(side)s, 'both')
                    AND (pause.kind != 'force_majeure' OR pause.date_start <= %(due)s)
                    AND late BETWEEN pause.date_start AND COALESCE(pause.date_end, late)))""",
            contract=contract,
            side=side,
            due=due,
            last=last,
        )

    def _refuse_other_notice(self, notice_id):
        """A notice may still come; the one that is there stays."""
        for row in self:
            if row.notice_id and row.notice_id.id != notice_id:
                raise UserError(row._frozen_message(self._label_of("notice_id")))

    def _refuse_frozen(self, vals):
        """An accepted one that goes on may still be given its end."""
        going_on = self.filtered(lambda row: row.state == "accepted" and not row.date_end)
        super(CrmContractInterruption, self - going_on)._refuse_frozen(vals)
        rest = {name: value for name, value in vals.items() if name != "date_end"}
        return super(CrmContractInterruption, going_on)._refuse_frozen(rest)

    def _freeze_level(self):
        self.ensure_one()
        return 0 if self.state == "proposed" else 2

    def _executed_at(self):
        return None

    def _frozen_message(self, what):
        return self.env._(
            "%(record)s is decided; “%(what)s” no longer changes. A manager may take it back, and"
            " it is recorded anew.",
            record=self.display_name,
            what=what,
        )
