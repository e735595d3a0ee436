from odoo import api, fields, models
from odoo.exceptions import UserError

from .windows import form_of

# What becomes of money that we get and that we owe; money that goes back is a credit note.
_MOVE_TYPES = {
    ("in", False): "out_invoice",
    ("out", False): "in_invoice",
    ("in", True): "in_refund",
    ("out", True): "out_refund",
}
_JOURNALS = {
    "out_invoice": "sale",
    "out_refund": "sale",
    "in_invoice": "purchase",
    "in_refund": "purchase",
}


class CrmContractInvoiceMixin(models.AbstractModel):
    """What is owed by a contract becomes a draft in accounting, which accountants post.

    The contract's people need no accounting rights for it: access to the rows is checked, then
    the drafts are made as superuser, all those of a company in one create.
    """

    _name = "crm.contract.invoice.mixin"
    _description = "Invoiced by the Contract"

    move_id = fields.Many2one(
        "account.move",
        "Invoice",
        readonly=True,
        copy=False,
        index="btree_not_null",
        ondelete="set null",
    )
    is_invoiced = fields.Boolean(compute="_compute_is_invoiced", compute_sudo=True)

    @api.depends("move_id.state")  # by payment_state, each new draft would look for its rows
    def _compute_is_invoiced(self):
        """What was cancelled, or credited in full, can be made again, as what was deleted."""
        for row in self:
            move = row.move_id
            is_gone = move.state == "cancel" or move._crm_contract_is_credited()
            row.is_invoiced = bool(move) and not is_gone

    def action_create_invoices(self):
        """Draft what can be invoiced, and say why the rest cannot."""
        self.check_access("write")
        ready, skipped = self._invoiceable()
        moves = ready._create_moves()
        return {
            "type": "ir.actions.client",
            "tag": "display_notification",
            "params": {
                "type": "warning" if skipped else "success",
                "message": self._drafts_in_words(len(moves), skipped),
                "next": {"type": "ir.actions.client", "tag": "soft_reload"},
            },
        }

    def action_view_move(self):
        self.ensure_one()
        self.check_access("read")
        self.move_id.check_access("read")
        return form_of(self.move_id)

    def _drafts_in_words(self, count, skipped):
        made = self.env._("1 draft created") if count == 1 else ""
        made = made or self.env._("%s drafts created", count)
        if not skipped:
            return made
        return self.env._(
            "%(made)s, %(count)s skipped: %(reasons)s",
            made=made,
            count=len(skipped),
            reasons="; ".join(skipped),
        )

    def _invoiceable(self):
        """Those that can be invoiced, and why the others cannot."""
        ready, skipped = self.browse(), []
        for row in self:
            reason = row._no_invoice_reason()
            if reason:
                skipped.append(f"{row.display_name}: {reason}")
            else:
                ready |= row
        return ready, skipped

    def _no_invoice_reason(self):
        """Hook: why it cannot be invoiced; False where it can."""
        if self.is_invoiced:
            return self.env._("it is invoiced already")
        if self.direction == "none":
            return self.env._("it is paid between others")
        if not self.sudo()._other_partner():
            return self.env._("the counterparty is not named")
        return False

    def _other_partner(self):
        """Hook: who is on the other end of the money."""
        raise NotImplementedError

    def _invoice_line_vals(self):
        """Hook: the line of one row."""
        raise NotImplementedError

    def _is_refund(self):
        """Hook: whether money goes back to where it came from."""
        return False

    def _invoice_key(self):
        """Hook: rows with the same key share a draft."""
        return (
            self.company_id,
            self.sudo()._other_partner(),
            self.direction,
            self.currency_id,
            self._is_refund(),
        )

    def _create_moves(self):
        groups = self.grouped(lambda row: row._invoice_key())
        moves = self.env["account.move"]
        for company in self.company_id:
            keys = [key for key in groups if key[0] == company]
            drafts = self.env["account.move"].sudo().with_company(company)
            vals_list = [groups[key]._move_vals(*key[1:5]) for key in keys]
            made = drafts.create(self._with_journals(vals_list, drafts))
            for key, move in zip(keys, made, strict=True):
                groups[key].sudo()._write_settled({"move_id": move.id})
            moves |= made
        self._after_drafts()
        return moves

    def _after_drafts(self):
        """Hook: what follows when the drafts are there."""

    def _move_vals(self, partner, direction, currency, is_refund):
        contracts = self.contract_id
        return {
            "move_type": _MOVE_TYPES[direction, is_refund],
            "partner_id": partner.id,
            "company_id": self.company_id.id,
            "currency_id": currency.id,
            "crm_contract_id": contracts.id if len(contracts) == 1 else False,
            "invoice_payment_term_id": False,
            "ref": ", ".join(contracts.mapped("code")),
            "invoice_line_ids": [
                fields.Command.create({"quantity": 1, **row._invoice_line_vals()}) for row in self
            ],
        }

    def _with_journals(self, vals_list, drafts):
        """Each draft in the company's first journal of its kind."""
        company, journals = drafts.env.company, {}
        for kind in {_JOURNALS[vals["move_type"]] for vals in vals_list}:
            journals[kind] = drafts.env["account.journal"].search(
                [("company_id", "=", company.id), ("type", "=", kind)], limit=1
            )
            if not journals[kind]:
                raise UserError(self.env._("%s has no journal for invoices yet.", company.name))
        return [
            {**vals, "journal_id": journals[_JOURNALS[vals["move_type"]]].id} for vals in vals_list
        ]
