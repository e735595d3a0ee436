from odoo import api, fields, models
from odoo.exceptions import UserError

from ..models.base.numbers import to_decimal
from ..tools.liability import LiabilityError, draw

# What a person posts by hand: kind, from bucket, to bucket.
_MOVES = {
    "reserve": (None, "reserved"),
    "commit": (None, "committed"),
    "commit_reserved": ("reserved", "committed"),
    "release": ("committed", None),
    "release_reserved": ("reserved", None),
    "pay": ("committed", "paid"),
}
CHOICES = [
    ("reserve", "Reserve for an announced claim"),
    ("commit", "Commit for a confirmed claim"),
    ("commit_reserved", "Commit what was reserved"),
    ("release", "Release what was committed"),
    ("release_reserved", "Release what was reserved"),
    ("pay", "Pay what was committed"),
    ("reverse", "Reverse an entry"),
]


class CrmContractLiabilityPostWizard(models.TransientModel):
    """An entry by hand: the manager's, until claims post their own."""

    _name = "crm.contract.liability.post.wizard"
    _description = "Post on a Liability Cap"
    _inherit = ["crm.contract.input.mixin"]

    cap_id = fields.Many2one("crm.contract.liability.cap", required=True)
    currency_id = fields.Many2one(related="cap_id.currency_id", related_sudo=False)
    aggregation = fields.Selection(related="cap_id.aggregation", related_sudo=False)
    remaining_amount = fields.Monetary(
        "Free of the Cap", related="cap_id.remaining_amount", related_sudo=False
    )
    entry_id = fields.Many2one("crm.contract.liability.entry")
    kind = fields.Selection(CHOICES, required=True, default="commit")
    amount = fields.Monetary()
    breach_date = fields.Date("Day of the Breach", default=fields.Date.context_today)
    claim_reference = fields.Char("Claim", size=64)
    note = fields.Char("Reason")
    hint = fields.Char(compute="_compute_hint", compute_sudo=False)

    _anchor_fields = frozenset({"cap_id", "entry_id"})

    @api.depends("cap_id", "kind", "amount")
    def _compute_hint(self):
        """What of the amount fits, before it is posted."""
        for wizard in self:
            cap, hint = wizard.cap_id, False
            is_drawing = wizard.kind in ("reserve", "commit") and wizard.amount > 0
            if is_drawing and cap.aggregation == "aggregate" and cap.limit_amount:
                drawn = wizard._drawn()
                if drawn and drawn.uncovered:
                    hint = self.env._(
                        "Only %(allowed)s fits; %(uncovered)s stays uncovered.",
                        allowed=cap._say(float(drawn.allowed)),
                        uncovered=cap._say(float(drawn.uncovered)),
                    )
            wizard.hint = hint

    def _drawn(self):
        """What the amount would get; nothing to say of one that no save would take."""
        cap = self.cap_id
        amounts = (cap.limit_amount, cap.consumed_amount, self.amount)
        try:
            return draw(*map(to_decimal, amounts))
        except LiabilityError:
            return None

    def action_confirm(self):
        self.ensure_one()
        if not (self.note or "").strip():
            raise UserError(self.env._("Say why: a posting keeps its reason."))
        entries = self.env["crm.contract.liability.entry"]
        if self.kind == "reverse":
            entries.create(self._reversal_vals())
        else:
            entries.create(self._move_vals())
        return {"type": "ir.actions.act_window_close"}

    def _move_vals(self):
        account = self.cap_id._account_of(self.breach_date, self.claim_reference)
        source, target = _MOVES[self.kind]
        common = {"account_id": account.id, "kind": self.kind.split("_")[0], "note": self.note}
        if not self.amount > 0:
            raise UserError(self.env._("An entry has an amount above 0."))
        rows = []
        if source:
            rows.append({**common, "bucket": source, "amount": -self.amount})
        if target:
            rows.append({**common, "bucket": target, "amount": self.amount})
        return rows

    def _reversal_vals(self):
        entry = self.entry_id
        rows = entry.search([("posting", "=", entry.posting)]) if entry else entry
        if not rows or entry.cap_id != self.cap_id:
            raise UserError(self.env._("Choose the entry that is reversed."))
        return [{**row._reversal_vals(), "note": self.note} for row in rows]
