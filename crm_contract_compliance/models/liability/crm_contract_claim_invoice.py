from odoo import api, fields, models
from odoo.exceptions import UserError

from ..base.windows import form_of
from .crm_contract_claim import WITHOUT_MONEY

_DECIDED = ("confirmed", "settled")


class CrmContractClaim(models.Model):
    """A decided claim in accounting: a draft to whoever owes us, or of what we owe."""

    _inherit = "crm.contract.claim"

    direction = fields.Selection(
        [("in", "We receive"), ("out", "We pay"), ("none", "Between others")],
        compute="_compute_direction",
    )
    is_to_invoice = fields.Boolean(compute="_compute_is_to_invoice")
    invoice_status = fields.Selection(related="move_id.status_in_payment", string="Invoice Status")

    @api.depends("creditor_side", "debtor_side", "contract_id.our_side")
    def _compute_direction(self):
        for claim in self:
            sides = {claim.creditor_side: "in", claim.debtor_side: "out"}
            claim.direction = sides.get(claim.contract_id.our_side, "none")

    @api.depends("state", "allowed_amount", "direction", "is_invoiced")
    def _compute_is_to_invoice(self):
        for claim in self:
            claim.is_to_invoice = bool(claim.id) and not claim._no_invoice_reason()

    def action_create_invoices(self):
        """One draft a claim; pressed again, an accountant gets to see it."""
        if len(self) == 1 and self.is_invoiced:
            self.check_access("write")
            if self.move_id.has_access("read"):
                return form_of(self.move_id)
        return super().action_create_invoices()

    def _no_invoice_reason(self):
        if self.state not in _DECIDED:
            return self.env._("it is not confirmed")
        if self.head in WITHOUT_MONEY or not self.allowed_amount:
            return self.env._("there is no money to it")
        return super()._no_invoice_reason()

    def _other_partner(self):
        contract = self.contract_id
        other = self.debtor_side if self.direction == "in" else self.creditor_side
        return self.third_party_id.partner_id if other == "third" else contract[f"party_{other}_id"]

    def _is_refund(self):
        """What comes back was paid the other way before: its invoice was the other one's."""
        return self.head == "refund"

    def _invoice_key(self):
        return (*super()._invoice_key(), self.id)

    def _invoice_line_vals(self):
        """What the claim allows, taxes included: accountants add them where the law has any.

        Of a confidential contract they read the number alone.
        """
        contract = self.contract_id
        name = contract.code
        if not contract.is_classified:
            lang = self.sudo()._other_partner().lang or self.env.lang
            claim = self.with_context(lang=lang)
            heads = dict(self._fields["head"]._description_selection(claim.env))
            name = f"{heads[self.head]} {contract.code} {claim._source_name()}"
        return {
            "name": name,
            "price_unit": self.allowed_amount,
            "tax_ids": [fields.Command.clear()],
        }

    def _source_name(self):
        """Hook: what it is claimed for."""
        return self.breach_id.type_id.name

    def _guard_reversed(self):
        result = super()._guard_reversed()
        self._refuse_posted()
        return result

    def _refuse_posted(self):
        """What stands in the books goes by a credit note, before its claim does."""
        move = self.sudo().move_id
        if move.state == "posted" and not move._crm_contract_is_credited():
            raise UserError(
                self.env._(
                    "%s is posted. Have it credited in full first, then reverse the claim.",
                    move.name,
                )
            )

    def _give_back(self):
        result = super()._give_back()
        draft = self.sudo().move_id.filtered(lambda move: move.state == "draft")
        if draft:
            draft.button_cancel()
            draft._message_log(body=self.env._("The claim behind this draft was reversed."))
        return result
