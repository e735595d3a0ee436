from odoo import models


class CrmContractPayment(models.Model):
    """Draft invoices and bills from payments, one for each counterparty and currency."""

    _inherit = "crm.contract.payment"

    def _no_invoice_reason(self):
        reason = super()._no_invoice_reason()
        if reason:
            return reason
        if self.contract_id.state not in ("signed", "active", "suspended", "ended"):
            return self.env._("the contract is not signed")
        if not self.due_date and not self.fee_id.is_after_invoice:
            return self.env._("it has no due date")
        return False

    def _other_partner(self):
        contract = self.contract_id
        other = self.payer_side if self.direction == "in" else self.payee_side
        return self.third_party_id.partner_id if other == "third" else contract[f"party_{other}_id"]

    def _move_vals(self, *key):
        vals = super()._move_vals(*key)
        days = [payment.due_date for payment in self if payment.due_date]
        return {**vals, "invoice_date_due": min(days)} if days else vals

    def _invoice_line_vals(self):
        """Accountants need no clearance: of a confidential contract they read the number alone."""
        contract = self.contract_id
        name = contract.code if contract.is_classified else f"{contract.code} {self.name}"
        return {"name": name, "price_unit": self.amount, "crm_contract_payment_id": self.id}

    def _after_drafts(self):
        self._follow_invoice()

    def _follow_invoice(self):
        """A payment that falls due after its invoice is due when the posted invoice is."""
        for payment in self.filtered(lambda payment: payment.fee_id.is_after_invoice):
            move = payment.sudo().move_id
            is_gone = move._crm_contract_is_credited()
            is_running = move.state == "posted" and move.invoice_date and not is_gone
            agreed = payment.fee_id.due_date if payment.fee_id.schedule == "once" else False
            due = max(filter(None, (move.invoice_date_due, agreed)), default=False)
            wanted = due if is_running else False
            if payment.due_date != wanted:
                payment.sudo()._write_settled({"due_date": wanted})
                payment._settle_penalties()
