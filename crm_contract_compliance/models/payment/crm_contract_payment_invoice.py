from collections import defaultdict

from odoo import models
from odoo.exceptions import UserError
from odoo.fields import Command

from ..base.windows import form_of


class CrmContractPayment(models.Model):
    """Draft invoices and bills from payments; accountants post them."""

    _inherit = "crm.contract.payment"

    def action_create_invoices(self):
        """One draft for each counterparty, direction and currency; what cannot be is said.

        The contract's people need no accounting rights for it: access to the payments is
        checked, then the drafts are made as superuser.
        """
        self.check_access("write")
        ready, skipped = self._invoiceable()
        moves = ready._create_moves()
        message = self.env._("%s drafts created.", len(moves))
        if len(moves) == 1:
            message = self.env._("1 draft created.")
        if skipped:
            message += " " + self.env._("Skipped: %s.", "; ".join(skipped))
        return {
            "type": "ir.actions.client",
            "tag": "display_notification",
            "params": {
                "type": "warning" if skipped else "success",
                "message": message,
                "next": {"type": "ir.actions.client", "tag": "soft_reload"},
            },
        }

    def action_view_move(self):
        self.ensure_one()
        self.check_access("read")
        self.move_id.check_access("read")
        return form_of(self.move_id)

    def _invoiceable(self):
        """Those that can be invoiced, and why the others cannot."""
        ready, skipped = self.browse(), []
        for payment in self:
            reason = payment._no_invoice_reason()
            if reason:
                skipped.append(f"{payment.display_name}: {reason}")
            else:
                ready |= payment
        return ready, skipped

    def _no_invoice_reason(self):
        if self.move_id:
            return self.env._("it is invoiced already")
        if self.direction == "none":
            return self.env._("it is paid between others")
        if not self.sudo()._other_partner():
            return self.env._("the counterparty is not named")
        if self.contract_id.state not in ("signed", "active", "suspended", "ended"):
            return self.env._("the contract is not signed")
        if not self.due_date and not self.fee_id.is_after_invoice:
            return self.env._("it has no due date")
        return False

    def _other_partner(self):
        contract = self.contract_id
        other = self.payer_side if self.direction == "in" else self.payee_side
        return self.third_party_id.partner_id if other == "third" else contract[f"party_{other}_id"]

    def _create_moves(self):
        moves = self.env["account.move"]
        groups = defaultdict(self.browse)
        for payment in self:
            key = (
                payment.company_id,
                payment.sudo()._other_partner(),
                payment.direction,
                payment.currency_id,
            )
            groups[key] |= payment
        for key, payments in groups.items():
            move = payments._create_move(*key)
            payments.sudo()._write_settled({"move_id": move.id})
            payments._follow_invoice()
            moves |= move
        return moves

    def _create_move(self, company, partner, direction, currency):
        contracts = self.contract_id
        days = [payment.due_date for payment in self if payment.due_date]
        values = {
            "move_type": "out_invoice" if direction == "in" else "in_invoice",
            "partner_id": partner.id,
            "company_id": company.id,
            "currency_id": currency.id,
            "crm_contract_id": contracts.id if len(contracts) == 1 else False,
            "invoice_payment_term_id": False,
            "ref": ", ".join(contracts.mapped("code")),
            "invoice_line_ids": [
                Command.create(
                    {
                        "name": payment._invoice_text(),
                        "quantity": 1,
                        "price_unit": payment.amount,
                    }
                )
                for payment in self
            ],
        }
        if days:
            values["invoice_date_due"] = min(days)
        moves = self.env["account.move"].sudo().with_company(company)
        journal = moves.env["account.journal"].search(
            [
                ("company_id", "=", company.id),
                ("type", "=", "sale" if direction == "in" else "purchase"),
            ],
            limit=1,
        )
        if not journal:
            raise UserError(self.env._("%s has no journal for invoices yet.", company.name))
        return moves.create({**values, "journal_id": journal.id})

    def _invoice_text(self):
        """Accountants need no clearance: of a confidential contract they read the number alone."""
        contract = self.contract_id
        return contract.code if contract.is_classified else f"{contract.code} {self.name}"

    def _follow_invoice(self):
        """A payment that falls due after its invoice is due when the posted invoice is."""
        for payment in self.filtered(lambda payment: payment.fee_id.is_after_invoice):
            move = payment.sudo().move_id
            is_running = move.state == "posted" and move.invoice_date
            agreed = payment.fee_id.due_date if payment.fee_id.schedule == "once" else False
            due = max(filter(None, (move.invoice_date_due, agreed)), default=False)
            wanted = due if is_running else False
            if payment.due_date != wanted:
                payment.sudo()._write_settled({"due_date": wanted})
