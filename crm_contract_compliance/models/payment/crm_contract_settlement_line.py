from odoo import api, fields, models
from odoo.exceptions import UserError, ValidationError

from ...tools.settlement import Extra
from ..base.crm_contract_input_mixin import MAX_AMOUNT
from ..base.numbers import to_decimal
from ..contract.selections import ALL_SIDES

KINDS = [
    ("earned", "Fee earned"),
    ("paid", "Paid"),
    ("refund", "Refund"),
    ("cost", "Costs"),
    ("claim", "Claim"),
    ("other", "Other"),
]
# What a person adds; the others follow from payments and claims.
BY_HAND = ("refund", "cost", "other")


class CrmContractSettlementLine(models.Model):
    """One item of the settlement: a fee earned or paid, or what the sides agreed on besides."""

    _name = "crm.contract.settlement.line"
    _description = "Settlement Line"
    _inherit = ["crm.contract.executed.mixin", "crm.contract.discreet.mixin"]
    _order = "termination_id, sequence, id"
    _check_company_auto = True

    name = fields.Char("For", required=True)
    sequence = fields.Integer(default=50)
    termination_id = fields.Many2one(
        "crm.contract.termination", required=True, ondelete="restrict", index=True
    )
    contract_id = fields.Many2one(related="termination_id.contract_id", store=True, index=True)
    company_id = fields.Many2one(related="termination_id.company_id", store=True, index=True)
    contract_user_id = fields.Many2one(related="termination_id.contract_user_id", store=True)
    currency_id = fields.Many2one(related="termination_id.currency_id", store=True)
    kind = fields.Selection(KINDS, required=True, default="other")
    debtor_side = fields.Selection(ALL_SIDES, "Owed By", required=True)
    date_from = fields.Date("From")
    date_to = fields.Date("To")
    days_used = fields.Integer("Days", readonly=True)
    days_total = fields.Integer("Of Days", readonly=True)
    base_amount = fields.Monetary("Base")
    amount = fields.Monetary(required=True)
    counted_amount = fields.Monetary(
        "In the Balance",
        compute="_compute_counted_amount",
        help="Below 0 where it is to the payer's credit.",
    )
    payment_id = fields.Many2one(
        "crm.contract.payment", readonly=True, ondelete="restrict", index="btree_not_null"
    )
    is_computed = fields.Boolean("Computed", readonly=True)
    evidence_ids = fields.Many2many(
        "ir.attachment",
        "crm_contract_settlement_line_evidence_rel",
        ondelete="restrict",
        bypass_search_access=True,  # see evidence.py
    )

    _bounded = models.Constraint(
        "CHECK(amount >= 0 AND amount < 1e15)", "The amount is out of bounds."
    )

    _anchor_fields = frozenset({"termination_id"})
    _bounds = {"amount": (0, MAX_AMOUNT), "base_amount": (0, MAX_AMOUNT)}
    _ordered_days = (("date_from", "date_to"),)
    _settled_fields = frozenset({"days_used", "days_total", "payment_id", "is_computed"})
    _frozen_by = "termination_id"
    _growing_fields = frozenset({"evidence_ids"})
    _living_fields = frozenset({"evidence_ids"})

    @api.model_create_multi
    def create(self, vals_list):
        lines = super().create(vals_list)
        if not self._is_door_open():
            lines.termination_id._reckon_settlement()
        return lines

    def write(self, vals):
        result = super().write(vals)
        if not self._is_door_open() and vals.keys() - {"evidence_ids", "sequence"}:
            self.termination_id._reckon_settlement()
        return result

    def unlink(self):
        terminations = self.termination_id
        result = super().unlink()
        if not self._is_door_open():
            terminations._reckon_settlement()
        return result

    @api.depends("amount", "kind", "debtor_side", "termination_id.contract_id.payer_side")
    def _compute_counted_amount(self):
        for line in self:
            sign = 1 if line.debtor_side == line.contract_id.payer_side else -1
            line.counted_amount = sign * line.amount if line._is_counted() else 0

    @api.constrains("kind", "is_computed")
    def _check_kind(self):
        for line in self:
            if line.kind not in BY_HAND and not line.is_computed:
                raise ValidationError(
                    self.env._("Fees, payments and claims are computed; add costs or others.")
                )

    @api.constrains("debtor_side", "kind")
    def _check_debtor(self):
        for line in self.filtered(lambda line: line._is_counted()):
            if line.debtor_side == "third":
                raise ValidationError(
                    self.env._("The contract is settled between Party A and Party B.")
                )

    def _told_name(self):
        return not self.contract_id.is_classified and self.name

    def _is_counted(self):
        """Hook: whether it is part of the balance; claims stand on their own (L-16)."""
        return self.kind != "claim"

    def _as_extra(self):
        sign = 1 if self.debtor_side == self.contract_id.payer_side else -1
        return Extra(self.name, sign * to_decimal(self.amount))

    def _freeze_level(self):
        """Computed lines are the addon's own; all of them stand once it is settled or signed."""
        self.ensure_one()
        if self._is_door_open():
            return 0
        return 2 if self.is_computed or self.termination_id._is_settlement_held() else 0

    def _frozen_message(self, what):
        if self.is_computed and not self.termination_id._is_settlement_held():
            return self.env._("“%s” is computed; add a line that corrects it.", self.name)
        return self.env._("The settlement stands; “%s” no longer changes.", what)

    def _executed_at(self):
        return None

    def _refuse_frozen_parents(self, vals_list):
        """A line comes in once the contract has ended, and until that is settled."""
        ids = {vals["termination_id"] for vals in vals_list if vals.get("termination_id")}
        for termination in self.env["crm.contract.termination"].browse(ids):
            if termination.state != "effective" or termination._is_settlement_held():
                raise UserError(
                    self.env._(
                        "Lines are added after the contract has ended, and until its end is settled"
                        " or its settlement signed."
                    )
                )
