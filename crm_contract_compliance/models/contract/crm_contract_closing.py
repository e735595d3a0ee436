from odoo import fields, models
from odoo.exceptions import UserError

from ...tools.term import add_days


class CrmContract(models.Model):
    """From the end to the close: what is handed over, and what becomes of what is open (T2-11)."""

    _inherit = "crm.contract"

    handover_ids = fields.One2many(
        "crm.contract.requirement",
        "contract_id",
        "Hand-Over List",
        domain=[("kind", "=", "handover"), ("gate", "=", "close")],
    )
    matter_ids = fields.One2many(
        "crm.contract.requirement", "contract_id", "Matters", domain=[("kind", "=", "matter")]
    )

    def _after_move(self, old_states):
        result = super()._after_move(old_states)
        self.filtered(lambda row: row.state == "ended")._begin_closing()
        return result

    def _begin_closing(self):
        """List what is to be handed over, by when, and what was not performed.

        Called again it adds what has come up since, and nothing twice.
        """
        rows = self.env["crm.contract.requirement"]
        new = self.filtered(
            lambda contract: (
                not any(row._is_item() and row.template_id for row in contract._every_requirement())
            )
        )
        rows._copy_handover(new)
        self.invalidate_recordset(
            ["requirement_ids", "all_requirement_ids", "handover_ids", "matter_ids"]
        )
        self._bring_up_matters()
        self._date_hand_over()

    def _date_hand_over(self):
        """Due so many days after the end, and part of the declaration that brought it about."""
        items = self.sudo().all_requirement_ids.filtered(lambda row: row._is_item())
        undated = items.filtered(lambda row: not row.due_date)
        for (ended_on, days), rows in undated.grouped(
            lambda row: (row.contract_id.ended_on, row.contract_id.handover_days)
        ).items():
            rows.write({"due_date": add_days(ended_on, days)})
        for ending, contracts in self.grouped(lambda contract: contract._ending()).items():
            closing = contracts.sudo().all_requirement_ids.filtered(
                lambda row: row._is_item() or row.kind == "matter"
            )
            if ending:
                closing.filtered(lambda row: not row.termination_id).termination_id = ending

    def _bring_up_matters(self):
        """Propose what is open as a matter, once each, so that somebody says what becomes of it."""
        rows = self.env["crm.contract.requirement"]
        brought = rows.sudo().search_fetch(
            [("contract_id", "in", self.ids), ("origin", "!=", False)], ["contract_id", "origin"]
        )
        known = {(row.contract_id, row.origin) for row in brought}
        new = [
            {
                "contract_id": contract.id,
                "origin": f"{record._name},{record.id}",
                "name": name,
                "side": side,
            }
            for contract, record, name, side in self._open_matters()
            if (contract, f"{record._name},{record.id}") not in known
        ]
        rows._bring_up(new)

    def _refuse_closed(self):
        for contract in self:
            if contract.state == "closed":
                raise UserError(self.env._("%s is closed: this stands.", contract.display_name))

    def _open_matters(self):
        """Hook: [(contract, record, what was not performed, whose side)]."""
        return []

    def _advisory_alerts(self):
        alerts = super()._advisory_alerts()
        if self.state != "ended":
            return alerts
        kept = self._every_requirement().filtered(
            lambda row: row._is_item() and row._is_missing() and not row.custodian_id
        )
        if kept:
            message = (
                self.env._("“%s” has no custodian until it is handed over.", kept._told_words())
                if len(kept) == 1
                else self.env._("%s items have no custodian until they are handed over.", len(kept))
            )
            alerts.append(("custodian", {"level": "warning", "message": message}))
        return alerts
