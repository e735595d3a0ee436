from odoo import api, fields, models
from odoo.tools import SQL

from ..base.windows import dialog_of
from .crm_contract_dispute import OPEN_DISPUTES


class CrmContract(models.Model):
    """The contract's disputes."""

    _inherit = "crm.contract"

    dispute_ids = fields.One2many("crm.contract.dispute", "contract_id", "Disputes")
    open_dispute_count = fields.Integer("Open Disputes", compute="_compute_open_dispute_count")

    @api.depends("dispute_ids.state")
    def _compute_open_dispute_count(self):
        for contract in self:
            contract.open_dispute_count = len(
                contract.dispute_ids.filtered(lambda dispute: dispute.state in OPEN_DISPUTES)
            )

    def _missing(self, gate):
        """A contract is not closed over what its sides are still at odds about."""
        gaps = super()._missing(gate)
        if gate == "close":
            gaps += self._gaps_of_open(
                self.dispute_ids,
                OPEN_DISPUTES,
                lambda name: self.env._("the open dispute “%s”", name),
                ("changes", "dispute_ids"),
            )
        return gaps

    @api.model
    def _incomplete_models(self):
        return [*super()._incomplete_models(), "crm.contract.dispute"]

    @api.model
    def _incomplete_sql(self, alias):
        mine = self._open_rows_sql(alias, "crm.contract.dispute", OPEN_DISPUTES)
        return SQL("%s OR %s", super()._incomplete_sql(alias), mine)

    def action_view_disputes(self):
        self.ensure_one()
        self.check_access("read")
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "crm_contract_compliance.crm_contract_dispute_action"
        )
        action["domain"] = [("contract_id", "=", self.id)]
        action["context"] = {"default_contract_id": self.id, "default_side": self.our_side}
        return action

    def action_register_dispute(self):
        self.ensure_one()
        self.check_access("read")
        title = self.env._("Register a Dispute")
        defaults = {"contract_id": self.id, "side": self.our_side}
        return {**dialog_of("crm.contract.dispute", title, **defaults), "target": "current"}
