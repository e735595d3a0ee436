from markupsafe import Markup

from odoo import api, fields, models
from odoo.exceptions import UserError

from ..models.base.numbers import to_decimal
from ..models.liability.crm_contract_claim import HEADS, WITHOUT_MONEY
from ..tools.damages import DamagesError, apportion
from ..tools.money import MoneyError

_SHARES = ("a", "b", "third")
_RATES = "/odoo/crm-contracts-reference-rates"
_EDITABLE = {"compute_sudo": False, "store": True, "readonly": False, "precompute": True}


class CrmContractClaimWizard(models.TransientModel):
    """What follows from a breach: one head, by one rule, borne by whom (T0-10.2, X-2)."""

    _name = "crm.contract.claim.wizard"
    _description = "Create Claims"
    _inherit = ["crm.contract.input.mixin"]

    breach_id = fields.Many2one("crm.contract.breach", required=True)
    contract_id = fields.Many2one(related="breach_id.contract_id", related_sudo=False)
    currency_id = fields.Many2one(related="breach_id.currency_id", related_sudo=False)
    third_party_id = fields.Many2one(
        "crm.contract.third.party", compute="_compute_third_party_id", **_EDITABLE
    )
    head = fields.Selection(HEADS, required=True, compute="_compute_head", **_EDITABLE)
    is_earnest = fields.Boolean("By the Earnest Money")
    forfeit_amount = fields.Monetary("Earnest Money Yields", compute="_compute_forfeit")
    forfeit_note = fields.Char(compute="_compute_forfeit")
    rule_ids = fields.Many2many(
        "crm.contract.penalty.rule",
        string="Rules That Apply",
        compute="_compute_rule_ids",
        compute_sudo=False,
    )
    rule_id = fields.Many2one(
        "crm.contract.penalty.rule",
        compute="_compute_rule_id",
        domain="[('id', 'in', rule_ids)]",
        **_EDITABLE,
    )
    amount = fields.Monetary(compute="_compute_amount", **_EDITABLE)
    unknown_note = fields.Char(compute="_compute_unknown_note", compute_sudo=False)
    options = fields.Html(compute="_compute_options", compute_sudo=False, sanitize=False)
    debtor_a = fields.Float("Party A Bears (%)", compute="_compute_debtors", **_EDITABLE)
    debtor_b = fields.Float("Party B Bears (%)", compute="_compute_debtors", **_EDITABLE)
    debtor_third = fields.Float(
        "The Third Party Bears (%)", compute="_compute_debtors", **_EDITABLE
    )
    creditor_a = fields.Float("To Party A (%)", compute="_compute_creditors", **_EDITABLE)
    creditor_b = fields.Float("To Party B (%)", compute="_compute_creditors", **_EDITABLE)

    _anchor_fields = frozenset({"breach_id"})
    _bounds = dict.fromkeys(
        ("debtor_a", "debtor_b", "debtor_third", "creditor_a", "creditor_b"), (0, 100)
    )

    @api.depends("breach_id")
    def _compute_third_party_id(self):
        for wizard in self:
            wizard.third_party_id = wizard.breach_id.third_party_id

    @api.depends("breach_id")
    def _compute_debtors(self):
        """Who broke it bears it."""
        for wizard in self:
            for side in _SHARES:
                wizard[f"debtor_{side}"] = 100 if wizard.breach_id.side == side else 0

    @api.depends("breach_id")
    def _compute_creditors(self):
        """Who was harmed gets it."""
        for wizard in self:
            harmed = wizard.breach_id._victim_side() if wizard.breach_id else False
            for side in ("a", "b"):
                wizard[f"creditor_{side}"] = 100 if harmed == side else 0

    @api.depends("breach_id", "is_earnest")
    def _compute_head(self):
        """Returned double it is a refund, forfeited a penalty (L-07); being late costs one, too."""
        for wizard in self:
            usual = "penalty" if wizard.breach_id.payment_id else "damages"
            forfeit = wizard.is_earnest and wizard.breach_id._forfeit()
            wizard.head = forfeit.head if forfeit else wizard.head or usual

    @api.depends("breach_id")
    @api.depends_context("lang")
    def _compute_forfeit(self):
        for wizard in self:
            breach = wizard.breach_id
            forfeit = breach and breach._forfeit()
            wizard.forfeit_amount = float(forfeit.amount) if forfeit else 0
            wizard.forfeit_note = (
                breach._why_no_forfeit() or wizard._forfeit_in_words(forfeit)
                if forfeit or (breach.side == "third" and breach._has_earnest())
                else False
            )

    @api.depends("breach_id")
    def _compute_rule_ids(self):
        """Those of this kind of breach alone."""
        for wizard in self:
            wizard.rule_ids = wizard.contract_id.penalty_rule_ids.filtered(
                lambda rule, breach=wizard.breach_id: rule._applies_to(breach)
            )

    @api.depends("breach_id", "head", "is_earnest")
    def _compute_rule_id(self):
        """Where one alone applies there is nothing to choose."""
        for wizard in self:
            is_by_rule = wizard.head == "penalty" and not wizard.is_earnest
            rules = wizard.rule_ids if is_by_rule else wizard.rule_ids.browse()
            rules = rules._origin  # of a dialog that is not saved yet, too
            wizard.rule_id = rules if len(rules) == 1 else wizard.rule_id & rules

    @api.depends("breach_id", "head", "rule_id", "is_earnest")
    def _compute_amount(self):
        for wizard in self:
            wizard.amount = wizard._proposed_amount()

    @api.depends("breach_id", "head", "rule_id")
    @api.depends_context("lang")
    def _compute_unknown_note(self):
        """Why the chosen rule yields no amount, where it does not."""
        for wizard in self:
            wizard.unknown_note = False
            if wizard.head == "penalty" and wizard.rule_id:
                try:
                    wizard._reckoned(wizard.rule_id)
                except MoneyError as error:
                    rates = self.env["crm.contract.reference.rate"]
                    wizard.unknown_note = rates._why_unknown(error)

    @api.depends("breach_id", "head", "is_earnest")
    @api.depends_context("lang")
    def _compute_options(self):
        """Each rule that applies with its result; they never add up (X-2)."""
        for wizard in self:
            is_by_rule = wizard.head == "penalty" and not wizard.is_earnest
            wizard.options = is_by_rule and wizard._options_table()

    def _options_table(self):
        if not self.rule_ids:
            return Markup("<p class='text-muted'>%s</p>") % self.env._(
                "No penalty is agreed for this kind of breach; the loss can be claimed."
            )
        head = Markup(
            "<th scope='col'>%s</th><th scope='col'>%s</th><th scope='col' class='text-end'>%s</th>"
        ) % (self.env._("Rule"), self.env._("Clause"), self.env._("Result"))
        rows = Markup("").join(
            Markup("<tr><td>%s</td><td>%s</td><td class='text-end'>%s</td></tr>")
            % (rule.name, rule.clause or "", self._result_in_words(rule))
            for rule in self.rule_ids
        )
        return Markup(
            "<table class='table table-sm'><thead><tr>%s</tr></thead><tbody>%s</tbody></table>"
        ) % (head, rows)

    def action_confirm(self):
        """Create the draft claims, whose parts sum to the whole."""
        self.ensure_one()
        breach = self.breach_id
        if breach.state not in ("assessed", "claimed"):
            raise UserError(self.env._("Assess the breach first."))
        if self.unknown_note:
            raise UserError(self.unknown_note)
        claims = self.env["crm.contract.claim"].create(self._claim_vals())
        if breach.state == "assessed":
            breach.write({"state": "claimed"})
        return {
            "type": "ir.actions.act_window",
            "res_model": "crm.contract.claim",
            "name": self.env._("Claims"),
            "views": [(False, "list"), (False, "form")],
            "domain": [("id", "in", claims.ids)],
        }

    def _claim_vals(self):
        """Hook: the claims that are made."""
        return self._shared_vals(self.amount)

    def _shared_vals(self, whole):
        """A claim of each debtor's part to each creditor."""
        debtors = [(side, self[f"debtor_{side}"]) for side in _SHARES]
        creditors = [(side, self[f"creditor_{side}"]) for side in ("a", "b")]
        common = {
            "breach_id": self.breach_id.id,
            "head": self.head,
            "rule_id": self.rule_id.id,
            "is_earnest": self.is_earnest,
        }
        vals_list = []
        for debtor, amount in self._parts(whole, debtors):
            for creditor, part in self._parts(amount, creditors):
                if creditor == debtor:
                    raise UserError(self.env._("Nobody claims from itself."))
                third = self.third_party_id.id if debtor == "third" else False
                vals_list.append(
                    {
                        **common,
                        "debtor_side": debtor,
                        "creditor_side": creditor,
                        "third_party_id": third,
                        "claimed_amount": part,
                    }
                )
        return vals_list

    def _parts(self, amount, shares):
        """[(side, part)] of those that have a share; the parts sum to the amount (I4)."""
        shares = [(side, to_decimal(percent)) for side, percent in shares if percent]
        if sum(percent for _side, percent in shares) != 100:
            raise UserError(self.env._("The shares make up 100 percent."))
        if self.head in WITHOUT_MONEY:
            return [(side, 0) for side, _percent in shares]
        rounding = to_decimal(self.currency_id.rounding)
        try:
            parts = apportion(to_decimal(amount), [percent for _s, percent in shares], rounding)
        except DamagesError as error:
            raise UserError(self.env._("This amount cannot be shared out.")) from error
        return [(side, float(part)) for (side, _percent), part in zip(shares, parts, strict=True)]

    def _proposed_amount(self):
        if self.is_earnest:
            return self.forfeit_amount
        if self.head == "penalty" and self.rule_id:
            return self._penalty_amount(self.rule_id)
        if self.head == "damages":
            return float(self.breach_id._loss_left())
        return 0

    def _forfeit_in_words(self, forfeit):
        say = self.currency_id.format
        found = forfeit.found
        words = (
            self.env._(
                "2 × %(earnest)s = %(amount)s is returned double.",
                earnest=say(float(found.earnest)),
                amount=say(float(forfeit.amount)),
            )
            if forfeit.head == "refund"
            else self.env._("%s is forfeited.", say(float(forfeit.amount)))
        )
        if found.excess:
            words += " " + self.env._(
                "%s lies above a fifth of the contract's amount and was an ordinary payment.",
                say(float(found.excess)),
            )
        return words

    def _penalty_amount(self, rule):
        """What the rule yields; 0 where it yields nothing, which the table explains."""
        try:
            return float(self._reckoned(rule).amount)
        except MoneyError:
            return 0

    def _reckoned(self, rule):
        claim = self.env["crm.contract.claim"].new({"breach_id": self.breach_id.id})
        return claim._penalty_of(rule)

    def _result_in_words(self, rule):
        """The amount, or why there is none: nothing stands at a silent 0."""
        rates = self.env["crm.contract.reference.rate"]
        try:
            amount = float(self._reckoned(rule).amount)
        except MoneyError as error:
            return Markup("%s%s") % (rates._why_unknown(error), self._link_in_html(rates))
        words = self.currency_id.format(amount)
        if amount:
            return words
        return self.env._("%s: by this rule nothing is owed today", words)

    @api.model
    def _link_in_html(self, rates):
        link = rates._link()
        return link and Markup(" <a href='%s'>%s</a>") % (_RATES, link["action_text"])
