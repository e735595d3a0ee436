from odoo import api, fields, models
from odoo.exceptions import UserError, ValidationError

from ...tools.term import years_after
from ..base.batches import in_batches, isolate
from ..base.blank import is_blank
from ..base.crm_contract_deadline_mixin import DeadlineSpec
from ..base.words import listed, term_error_in_words
from ..contract.selections import EXECUTION_MODES


class CrmContractNda(models.Model):
    """A confidentiality agreement: it outlives its contract and says when it ends (X-17)."""

    _name = "crm.contract.nda"
    _description = "Confidentiality Agreement"
    _inherit = [
        "crm.contract.state.mixin",
        "crm.contract.executed.mixin",
        "crm.contract.deadline.mixin",
        "crm.contract.thread.mixin",
        "crm.contract.discreet.mixin",
        "mail.activity.mixin",
    ]
    _order = "contract_id, id"
    _check_company_auto = True
    _transitions = {
        "draft": {"active": "_guard_active", "cancelled": None},
        "active": {"ended": "_guard_ended"},
        "ended": {},
        "cancelled": {},
    }

    name = fields.Char("Title", required=True)
    contract_id = fields.Many2one("crm.contract", required=True, ondelete="restrict", index=True)
    company_id = fields.Many2one(related="contract_id.company_id", store=True, index=True)
    contract_user_id = fields.Many2one(related="contract_id.user_id", store=True)
    partner_id = fields.Many2one("res.partner", "With", ondelete="restrict")
    user_id = fields.Many2one(
        "res.users", "Responsible", ondelete="restrict", domain=[("share", "=", False)]
    )
    scope = fields.Text("What Is Confidential")
    classification_ids = fields.Many2many(
        "crm.contract.classification",
        string="Covers",
        ondelete="restrict",
        context={"active_test": False},
        help="Empty: whatever its scope says.",
    )
    basis = fields.Selection(
        [
            ("after_end", "Years after the contract's end"),
            ("dates", "Fixed end date"),
            ("indefinite", "Without end"),
        ],
        "Lasts",
        default="after_end",
        required=True,
    )
    years = fields.Integer("Years After the End", default=3)
    date_start = fields.Date("Start", help="May lie before the contract is signed (L-37).")
    date_end = fields.Date("End", help="Follows the contract's actual end.")
    counts_from = fields.Date(
        "Years Count From",
        readonly=True,
        copy=False,
        help="The day on which a contract that never came about was cancelled (L-37).",
    )
    execution_mode = fields.Selection(EXECUTION_MODES, default="sign_and_seal", required=True)
    execution_id = fields.Many2one(
        "crm.contract.execution",
        readonly=True,
        copy=False,
        ondelete="restrict",
        index="btree_not_null",
    )
    signature_ids = fields.One2many(related="execution_id.signature_ids", readonly=False)
    state = fields.Selection(
        [
            ("draft", "Draft"),
            ("active", "In Force"),
            ("ended", "Ended"),
            ("cancelled", "Cancelled"),
        ],
        default="draft",
        required=True,
        readonly=True,
        copy=False,
    )

    _dates_ordered = models.Constraint(
        "CHECK(date_end >= date_start)", "Confidentiality ends after it starts."
    )
    _years_bounded = models.Constraint(
        "CHECK(years >= 0 AND years <= 100)", "The years lie between 0 and 100."
    )

    _settled_fields = frozenset({"execution_id", "counts_from"})
    _living_fields = frozenset({"user_id", "message_follower_ids", "activity_ids"})
    _deadline_triggers = frozenset({"state", "date_end", "user_id", "name"})

    @api.model_create_multi
    def create(self, vals_list):
        vals_list = self._with_defaults(vals_list, "contract_id", "years", "partner_id")
        for vals in vals_list:
            contract = self.env["crm.contract"].browse(vals.get("contract_id"))
            vals.setdefault("years", contract.confidentiality_years)
            vals.setdefault("partner_id", contract.partner_id.id)
        ndas = super().create(vals_list)
        ndas._settle_end()
        return ndas

    def write(self, vals):
        result = super().write(vals)
        if {"basis", "years", "date_end"} & vals.keys() and not self._is_door_open():
            self._settle_end()
        return result

    @api.onchange("contract_id")
    def _onchange_contract_id(self):
        self.years = self.contract_id.confidentiality_years
        self.partner_id = self.contract_id.partner_id
        self.classification_ids = self.contract_id.classification_ids

    @api.constrains("date_start", "date_end", "years")
    def _check_dates(self):
        for nda in self:
            if not 0 <= nda.years <= 100:
                raise ValidationError(self.env._("The years lie between 0 and 100."))
            if nda.date_start and nda.date_end and nda.date_end < nda.date_start:
                raise ValidationError(self.env._("Confidentiality ends after it starts."))

    def action_send_to_sign(self):
        """Open the one signing route for this agreement."""
        for nda in self:
            if nda.state != "draft" or nda.execution_id.state == "open":
                raise UserError(self.env._("“%s” is being signed already.", nda.name))
            execution = self.env["crm.contract.execution"]._open(
                "nda", {nda.contract_id: nda.execution_mode}, nda._signers()
            )
            nda._write_settled({"execution_id": execution.id})
        return True

    def _signers(self):
        """Hook: who signs; none: the contract's own parties."""
        return

    def action_activate(self):
        return self.write({"state": "active"})

    def action_cancel(self):
        return self.write({"state": "cancelled"})

    @api.model
    def _cron_record_end(self, limit=500):
        """Record the end of confidentiality the day after its last one."""
        running = [("state", "=", "active"), ("date_end", "<=", fields.Date.today())]
        for batch in in_batches(self, running, limit):
            over = batch.filtered(lambda nda: nda.date_end < nda.contract_id._local_today())
            isolate(over, lambda ndas: ndas.write({"state": "ended"}))

    def _settle_end(self):
        """The end from the contract's actual end, or its planned one while it runs (§5)."""
        for nda in self:
            end = nda._settled_end()
            if nda.date_end != end:
                nda._write_settled({"date_end": end})

    def _settled_end(self):
        if self.basis == "dates":
            return self.date_end
        contract = self.contract_id
        contract_end = self.counts_from or contract.ended_on or contract.end_date
        if self.basis == "indefinite" or not contract_end:
            return False
        with term_error_in_words(self.env):
            return years_after(contract_end, self.years)

    def _outlive_cancelled(self):
        """What was told before a contract that never came about stays secret: its years run from
        the day on which that is certain (L-37, CC 501).
        """
        for nda in self.filtered(lambda row: row.basis == "after_end" and row.state != "cancelled"):
            nda._write_settled({"counts_from": nda.contract_id._local_today()})
            nda._settle_end()

    def _says_content(self):
        return bool(self.classification_ids) or not is_blank(self.scope)

    def _says_period(self):
        return self.basis != "dates" or bool(self.date_end)

    def _uncovered(self, classifications):
        """Those that none of these agreements covers; a scope alone covers what it says."""
        if self.filtered(lambda nda: not nda.classification_ids):
            return classifications.browse()
        return classifications - self.classification_ids

    def _between_the_parties(self):
        """Hook: those that bind the contract's own parties."""
        return self

    def _told_name(self):
        return not self.contract_id.is_classified and self.name

    def _guard_active(self):
        if not self.execution_id or not self.execution_id._is_complete():
            gaps = [gap.text for gap in self.execution_id._gaps()]
            raise UserError(
                self.env._(
                    "“%(name)s” cannot take effect: %(gaps)s.",
                    name=self.name,
                    gaps=listed(self.env, gaps) or self.env._("nobody was asked to sign"),
                )
            )

    def _guard_ended(self):
        today = self.contract_id._local_today()
        if not self.date_end or self.date_end >= today:
            raise UserError(self.env._("Confidentiality lasts until its end date."))

    def _after_move(self, old_states):
        for nda in self.filtered(lambda nda: nda.state == "active" and nda.execution_id):
            if nda.execution_id.state == "open":
                nda.execution_id.sudo()._execute()
            if not nda.date_start:
                nda._write_settled({"date_start": nda.execution_id.executed_on})
        cancelled = self.filtered(lambda nda: nda.state == "cancelled").execution_id
        cancelled.sudo().filtered(lambda row: row.state == "open").write({"state": "void"})
        return super()._after_move(old_states)

    def _freeze_level(self):
        self.ensure_one()
        if self.state in ("active", "ended"):
            return 2
        return 1 if self.execution_id and self.execution_id._has_marks() else 0

    def _executed_at(self):
        return self.execution_id.executed_at

    def _deadline_specs(self):
        self.ensure_one()
        if self.state != "active" or not self.date_end:
            return []
        return [DeadlineSpec("nda", self.date_end, user_id=self.user_id.id, subject=self.name)]
