from odoo import api, fields, models
from odoo.exceptions import UserError, ValidationError

from ..contract.selections import ALL_SIDES
from .duty_kinds import DUTY_KINDS, LANES, SCOPES, TIERS, UNITS, lane_of

# A contract in these states has, or had, duties with dates.
RUNS = ("active", "suspended", "ended", "closed")
OLDEST_START_YEARS = 50
_ACTED = ("active", "exiting", "ended")


class CrmContractObligation(models.Model):
    """A standing duty of a contract, or the template of a type; never of both.

    Its occurrences are deadlines: counted from its anchor while the contract is in force, and
    rolled forward by the job to a horizon of a year.
    """

    _name = "crm.contract.obligation"
    _description = "Contract Obligation"
    _inherit = [
        "crm.contract.copied.mixin",
        "crm.contract.removable.mixin",
        "crm.contract.executed.mixin",
        "crm.contract.deadline.mixin",
        "crm.contract.discreet.mixin",
    ]
    _order = "lane, sequence, id"
    _check_company_auto = True

    name = fields.Char("Duty", required=True, translate=True)
    sequence = fields.Integer(default=10)
    contract_id = fields.Many2one("crm.contract", ondelete="cascade", index="btree_not_null")
    type_id = fields.Many2one("crm.contract.type", ondelete="cascade", index="btree_not_null")
    template_id = fields.Many2one(
        "crm.contract.obligation", ondelete="set null", index="btree_not_null", copy=False
    )
    company_id = fields.Many2one(
        related="contract_id.company_id", store=True, precompute=True, index=True
    )
    contract_user_id = fields.Many2one(related="contract_id.user_id", store=True, precompute=True)
    clause = fields.Char()
    kind = fields.Selection(DUTY_KINDS, required=True, default="other")
    scope = fields.Selection(
        SCOPES, "Only for the Scope", help="Empty: whatever the contract's scope is."
    )
    side = fields.Selection(ALL_SIDES, required=True, default="a")
    third_party_id = fields.Many2one(
        "crm.contract.third.party",
        ondelete="restrict",
        index="btree_not_null",
        domain="[('contract_id', '=', contract_id)]",
    )
    lane = fields.Selection(LANES, "Whose", compute="_compute_lane", store=True, precompute=True)
    user_id = fields.Many2one(
        "res.users",
        "Responsible",
        ondelete="set null",
        index="btree_not_null",
        domain=[("share", "=", False)],
        help="Empty: the contract's owner.",
    )

    unit = fields.Selection(UNITS, "Comes Every", required=True, default="month")
    interval = fields.Integer("Every", default=1, aggregator=None)
    key_interval = fields.Integer(
        "For Key Customers", aggregator=None, help="0: as often as for everybody."
    )
    long_term_interval = fields.Integer(
        "For Long-Term Customers", aggregator=None, help="0: as often as for everybody."
    )
    basis = fields.Selection(
        [
            ("anchor", "From its first day on"),
            ("period_end", "After the calendar period's end"),
        ],
        "Counted",
        required=True,
        default="anchor",
    )
    offset_days = fields.Integer("Days After", aggregator=None)
    count = fields.Integer("How Often", aggregator=None, help="0: as long as the contract lasts.")
    date_start = fields.Date("First Day", help="Empty: the day the contract takes effect.")
    date_end = fields.Date("Last Day", help="Empty: the contract's end.")
    holiday_names = fields.Char(
        "Holidays",
        help="Names of public holidays, such as “National Day, Spring Festival”; empty: all.",
    )
    is_shifted = fields.Boolean(
        "Moves Past Rest Days", default=True, help="Where the contract's due dates do."
    )
    needs_proof = fields.Boolean("Wants Proof")
    is_beyond_template = fields.Boolean(
        "Not in Template", help="Our own default: the contract's template is silent here."
    )
    note = fields.Text()

    anchor_date = fields.Date("Counted From", compute="_compute_span", store=True)
    last_date = fields.Date("Until", compute="_compute_span", store=True)
    is_running = fields.Boolean(compute="_compute_span", store=True)
    rolled_until = fields.Date(readonly=True, copy=False)
    roll_on = fields.Date(
        readonly=True, copy=False, help="When the job looks at this duty again; empty: never."
    )
    kept_until = fields.Date(
        readonly=True, copy=False, help="What was due by then stays, whatever cycle follows."
    )
    cycle = fields.Selection(TIERS, readonly=True, copy=False, default="regular")
    fulfilled_on = fields.Date(readonly=True, copy=False)

    _of_type_or_contract = models.Constraint(
        "CHECK((type_id IS NULL) != (contract_id IS NULL))",
        "An obligation belongs to a type or to a contract.",
    )
    _counts_bounded = models.Constraint(
        "CHECK(interval > 0 AND key_interval >= 0 AND long_term_interval >= 0"
        " AND offset_days >= 0 AND count >= 0)",
        "An obligation's numbers are out of bounds.",
    )
    _roll_idx = models.Index("(roll_on, id) WHERE roll_on IS NOT NULL")

    _anchor_fields = frozenset({"contract_id", "type_id", "template_id"})
    _bounds = {
        "interval": (1, 3650),
        "key_interval": (0, 3650),
        "long_term_interval": (0, 3650),
        "offset_days": (0, 3650),
        "count": (0, 10_000),
    }
    _ordered_days = (("date_start", "date_end"),)
    _frozen_by = "contract_id"
    _living_fields = frozenset({"user_id", "note", "sequence", "version"})
    _settled_fields = frozenset({"rolled_until", "roll_on", "kept_until", "cycle", "fulfilled_on"})
    _deadline_triggers = frozenset(
        {
            "anchor_date",
            "last_date",
            "removed_on",
            "is_running",
            "user_id",
            "side",
            "kind",
            "unit",
            "interval",
            "key_interval",
            "long_term_interval",
            "basis",
            "offset_days",
            "count",
            "holiday_names",
            "is_shifted",
            "needs_proof",
            "fulfilled_on",
        }
    )

    @api.model_create_multi
    def create(self, vals_list):
        # Nobody points at what they may not read.
        default = self.default_get(["template_id"]).get("template_id")
        templates = {vals.get("template_id", default) for vals in vals_list} - {None, False}
        self.browse(templates).check_access("read")
        return super().create(vals_list)

    @api.depends("side", "contract_id.our_side")
    def _compute_lane(self):
        for row in self:
            row.lane = row.contract_id and lane_of(row.side, row.contract_id.our_side)

    @api.depends(
        "date_start",
        "date_end",
        "removed_on",
        "contract_id.state",
        "contract_id.effective_date",
        "contract_id.end_date",
        "contract_id.ended_on",
        "third_party_id.state",
        "third_party_id.date_start",
        "third_party_id.date_end",
        "third_party_id.ended_on",
    )
    def _compute_span(self):
        """A third party's duties run while it acts, the others while the contract is in force."""
        for row in self:
            contract, third = row.contract_id, row.third_party_id
            ends = (
                row._own_last_day(),
                contract.ended_on or contract.end_date,
                third.ended_on or third.date_end,
            )
            row.anchor_date = row.date_start or third.date_start or contract.effective_date
            row.last_date = min(filter(None, ends), default=False)
            row.is_running = contract.state in RUNS and (not third or third.state in _ACTED)

    def _own_last_day(self):
        """Its own, or the one before an amendment removed it."""
        before = self.removed_on and fields.Date.subtract(self.removed_on, days=1)
        return min(filter(None, (self.date_end, before)), default=False)

    @api.constrains("side", "third_party_id", "contract_id")
    def _check_third_party(self):
        for row in self.filtered("third_party_id"):
            if row.side != "third" or row.third_party_id.contract_id != row.contract_id:
                raise ValidationError(
                    self.env._(
                        "“%s”: its third party is one of this contract, and so is its side.",
                        row.name,
                    )
                )

    @api.constrains("date_start")
    def _check_date_start(self):
        oldest = fields.Date.subtract(fields.Date.today(), years=OLDEST_START_YEARS)
        for row in self:
            if row.date_start and row.date_start < oldest:
                raise ValidationError(
                    self.env._(
                        "“%(duty)s”: its first day lies more than %(years)s years back. Choose a"
                        " later one, or leave it empty: then it counts from the day the contract"
                        " takes effect.",
                        duty=row.name,
                        years=OLDEST_START_YEARS,
                    )
                )

    @api.constrains("user_id")
    def _check_user(self):
        if self.user_id.sudo().filtered("share"):
            raise UserError(self.env._("An internal user answers for a duty."))

    def _freeze_level(self):
        """A third party's own duties stand in its own agreement."""
        self.ensure_one()
        return (self.third_party_id or self.contract_id)._freeze_level() if self.contract_id else 0

    def _refuse_frozen_parents(self, vals_list):
        """They may come in while that agreement is still open, below a signed contract too."""
        third_parties = self.env["crm.contract.third.party"]
        held = []
        for vals in vals_list:
            third_party = third_parties.browse(vals.get("third_party_id") or ())
            if not third_party or third_party._freeze_level():
                held.append(vals)
        return super()._refuse_frozen_parents(held)
