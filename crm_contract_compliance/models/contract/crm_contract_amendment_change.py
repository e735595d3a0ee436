from odoo import api, fields, models
from odoo.exceptions import ValidationError

from ..base.value_words import value_in_words
from .crm_contract_amendment_terms import VALUE_OF

_VALUES = (
    "value_char",
    "value_text",
    "value_integer",
    "value_number",
    "value_amount",
    "value_date",
    "value_choice",
    "value_partner_id",
)


class CrmContractAmendmentChange(models.Model):
    """One field of one record, and what it shall say."""

    _name = "crm.contract.amendment.change"
    _description = "What an Amendment Changes"
    _inherit = ["crm.contract.amendment.terms", "crm.contract.executed.mixin"]
    _order = "amendment_id, sequence, id"
    _rec_name = "term"
    _rec_names_search = ["amendment_id.name", "amendment_id.contract_id.code"]
    _check_company_auto = True

    amendment_id = fields.Many2one(
        "crm.contract.amendment", required=True, ondelete="cascade", index=True
    )
    contract_id = fields.Many2one(
        related="amendment_id.contract_id", store=True, precompute=True, index=True
    )
    company_id = fields.Many2one(
        related="amendment_id.company_id", store=True, precompute=True, index=True
    )
    contract_user_id = fields.Many2one(
        related="amendment_id.contract_user_id", store=True, precompute=True
    )
    currency_id = fields.Many2one(related="contract_id.currency_id")
    sequence = fields.Integer(default=10)
    subject = fields.Selection(
        [("contract", "The contract"), ("party", "A party")],
        "Part of the Contract",
        required=True,
        default="contract",
    )
    party_id = fields.Many2one(
        "crm.contract.party",
        ondelete="restrict",
        domain="[('contract_id', '=', contract_id)]",
        index="btree_not_null",
    )
    term = fields.Selection("_select_terms", "What")
    terms = fields.Json(compute="_compute_terms")
    value_kind = fields.Char(compute="_compute_value_kind")
    value_char = fields.Char("Text")
    value_text = fields.Text("Long Text")
    value_integer = fields.Integer("Whole Number", aggregator=None)
    value_number = fields.Float("Number", digits=(16, 6), aggregator=None)
    value_amount = fields.Monetary("Money", aggregator=None)
    value_date = fields.Date("Day")
    value_choice = fields.Selection("_select_choices", "Chosen Value")
    choices = fields.Json(compute="_compute_value_kind")
    value_partner_id = fields.Many2one("res.partner", "Contact", ondelete="restrict")
    what = fields.Char("What Changes", compute="_compute_words")
    before = fields.Char(compute="_compute_words")
    after = fields.Char("Shall Say", compute="_compute_words")

    _anchor_fields = frozenset({"amendment_id"})
    _frozen_by = "amendment_id"

    @api.model_create_multi
    def create(self, vals_list):
        changes = super().create(vals_list)
        changes.amendment_id._refuse_other_hands({"change_ids"})
        changes._refuse_wrong()
        changes._rehearse_now()
        return changes

    def write(self, vals):
        self.amendment_id._refuse_other_hands({"change_ids"})
        result = super().write(vals)
        self._refuse_wrong()
        self._rehearse_now()
        return result

    def unlink(self):
        self.amendment_id._refuse_other_hands({"change_ids"})
        return super().unlink()

    @api.depends("subject")
    def _compute_terms(self):
        keys = [key for key, _label in self._select_terms()]
        for change in self:
            change.terms = [key for key in keys if key.startswith(f"{change.subject}.")]

    @api.depends("term")
    def _compute_value_kind(self):
        keys = [key for key, _label in self._select_choices()]
        for change in self:
            field = change._field()
            change.value_kind = VALUE_OF[field.type] if field else False
            change.choices = [key for key in keys if field and key in change._own_choices(field)]

    @api.depends("subject", "term", "party_id", "amendment_id.state", *_VALUES)
    @api.depends_context("lang")
    def _compute_words(self):
        for change in self:
            change.what = change.before = change.after = False
            target, field = change._target(), change._field()
            if field:
                change.what = field._description_string(self.env)
                change.after = value_in_words(target, field.name, change._new_value())
            if field and target:
                change.what = change._what_of(target, change.what)
                change.before = value_in_words(target, field.name, change._value_before())

    @api.onchange("subject")
    def _onchange_subject(self):
        if self.term and not self.term.startswith(f"{self.subject}."):
            self.term = False

    @api.onchange("term", "party_id")
    def _onchange_term(self):
        """Begin with what it says today: only the difference is typed."""
        target, field = self._target(), self._field()
        if field and target:
            self._propose(field, target[field.name])

    def _what_of(self, target, label):
        """Hook: which record it is, where there are several."""
        if self.subject == "party":
            side = self.contract_id._side_label(target.side)
            return self.env._("%(what)s of %(whose)s", what=label, whose=side)
        return label

    def _is_of_manager(self):
        """Hook: whether only a manager sends it to sign, such as rates and caps."""
        return False

    def _refuse_wrong(self):
        """Each row names what it changes, once, and gives it a value that it can take."""
        for change in self:
            target, field = change._target(), change._field()
            if not field or not change.term.startswith(f"{change.subject}."):
                raise ValidationError(self.env._("Choose what is to change."))
            if not target or change._contract_of(target) != change.contract_id:
                raise ValidationError(
                    self.env._(
                        "Choose whose “%s” is to change, within this contract.", change._label()
                    )
                )
            change._refuse_twice(target)
            change._refuse_value(target, field)

    def _contract_of(self, target):
        return target if target._name == "crm.contract" else target.contract_id

    def _label(self):
        return self._field()._description_string(self.env)

    def _refuse_twice(self, target):
        others = self.amendment_id.change_ids - self
        if any(row.term == self.term and row._target() == target for row in others):
            raise ValidationError(self.env._("“%s” changes twice in one amendment.", self._label()))

    def _refuse_value(self, target, field):
        """Checks of the record's own, without writing it yet."""
        value = self._new_value()
        if (
            field.type == "selection"
            and value
            and self.value_choice not in self._own_choices(field)
        ):
            raise ValidationError(self.env._("Choose what “%s” shall say.", self._label()))
        is_empty = value is False or value is None or not str(value).strip()
        if is_empty and field.required and field.type != "boolean":
            raise ValidationError(self.env._("“%s” cannot be empty.", self._label()))
        is_same = value == target._history_values([field.name])[field.name]
        if is_same and not self.amendment_id.effective_date:
            raise ValidationError(self.env._("“%s” says that already.", self._label()))
        self.value_partner_id.check_access("read")  # nobody points at whom they may not see
        target.sudo()._refuse_bad_input({field.name: value})

    def _rehearse_now(self):
        if not self.env.context.get("crm_contract_is_rehearsed_later"):
            self.amendment_id._rehearse()

    @api.depends("term", "amendment_id")
    def _compute_display_name(self):
        for change in self:
            change.display_name = change.amendment_id.display_name or ""

    def _frozen_message(self, what):
        return self.amendment_id._frozen_message(what)
