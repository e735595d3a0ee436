from markupsafe import Markup

from odoo import api, fields, models
from odoo.exceptions import UserError

from ..base.words import day_in_words, listed


class CrmContract(models.Model):
    """The schedule of payments that follows from the fees: shown beforehand, made when agreed."""

    _inherit = "crm.contract"

    schedule_preview = fields.Html(compute="_compute_schedule_preview", sanitize=False)

    @api.depends("fee_ids")
    @api.depends_context("lang")
    def _compute_schedule_preview(self):
        row = Markup("<tr><td>%s</td><td>%s</td><td class='text-end text-nowrap'>%s</td></tr>")
        head = Markup(
            "<th scope='col'>%s</th><th scope='col'>%s</th><th scope='col' class='text-end'>%s</th>"
        ) % (self.env._("For"), self.env._("Due"), self.env._("Amount"))
        for contract in self:
            rows = [row % cells for fee in contract.fee_ids for cells in fee._schedule_in_words()]
            contract.schedule_preview = Markup(
                "<table class='table table-sm'><thead><tr>%s</tr></thead><tbody>%s</tbody></table>"
            ) % (head, Markup("").join(rows))

    def action_build_schedule(self):
        """Make the payments of all fees that have none yet; of a draft, show what they will be.

        Pressed again it makes nothing twice, and says so.
        """
        self.ensure_one()
        self.check_access("read")
        if not self.fee_ids:
            raise UserError(self.env._("Add fees first: the schedule follows from them."))
        if self._freeze_level() < 2:
            return self._schedule_dialog()
        before = self.payment_ids
        self.fee_ids.action_build_schedule()
        self.invalidate_recordset(["payment_ids"])
        return self._schedule_notice(len(self.payment_ids - before))

    def _schedule_dialog(self):
        view = self.env.ref("crm_contract_compliance.crm_contract_view_form_schedule")
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Payments Once It Is in Force"),
            "res_model": self._name,
            "res_id": self.id,
            "views": [(view.id, "form")],
            "target": "new",
        }

    def _schedule_notice(self, made):
        said = self.env._("%s payments were added.", made)
        if made < 2:
            said = (
                self.env._("1 payment was added.")
                if made
                else self.env._("Nothing to add: all payments that can be built are there.")
            )
        waiting = self.fee_ids.filtered(lambda fee: not fee.payment_ids)
        if waiting:
            names = listed(self.env, waiting.mapped("name"))
            said += " " + self.env._("Not agreed yet, or without its days: %s.", names)
        return {
            "type": "ir.actions.client",
            "tag": "display_notification",
            "params": {
                "type": "success" if made else "info",
                "message": said,
                "next": {"type": "ir.actions.client", "tag": "soft_reload"},
            },
        }


class CrmContractFee(models.Model):
    _inherit = "crm.contract.fee"

    def _schedule_in_words(self):
        """[(for, due, amount)] of its payments: those that are there, or those that will be."""
        self.ensure_one()
        say = self.currency_id.format
        if self.payment_ids:
            rows = [(pay.name, pay.due_date, pay.amount) for pay in self.payment_ids]
        elif self.schedule == "periods" and not (self._first_day() and self._last_day()):
            when = self.env._("known once the contract is in force")
            return [(self.name, when, say(self.amount))]
        else:
            rows = [(row["name"], row["due_date"], row["amount"]) for row in self._payment_vals()]
        invoiced = self.env._("after its invoice")
        return [
            (name, day_in_words(self.env, due) if due else invoiced, say(amount))
            for name, due, amount in rows
        ]
