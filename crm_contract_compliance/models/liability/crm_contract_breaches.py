from odoo import api, fields, models


class CrmContract(models.Model):
    """The contract's register of breaches, and what the daily job proposes for it."""

    _inherit = "crm.contract"

    breach_ids = fields.One2many("crm.contract.breach", "contract_id", "Breaches")
    claim_ids = fields.One2many("crm.contract.claim", "contract_id", "Claims")
    breach_count = fields.Integer("Open Breaches", compute="_compute_breach_count")

    @api.depends("breach_ids.state")
    def _compute_breach_count(self):
        broken = self.filtered("breach_ids")  # of most contracts the form knows that there are none
        counts = dict(
            self.env["crm.contract.breach"]._read_group(
                [("contract_id", "in", broken.ids), ("state", "not in", ("closed", "dismissed"))],
                ["contract_id"],
                ["__count"],
            )
        )
        for contract in self:
            contract.breach_count = counts.get(contract, 0)

    def action_view_breaches(self):
        self.ensure_one()
        self.check_access("read")
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "crm_contract_compliance.crm_contract_breach_action"
        )
        action["domain"] = [("contract_id", "=", self.id)]
        action["context"] = {"default_contract_id": self.id}
        return action

    def action_register_breach(self):
        self.ensure_one()
        self.check_access("read")
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Register Breach"),
            "res_model": "crm.contract.breach",
            "views": [(False, "form")],
            "context": {"default_contract_id": self.id},
        }

    def _overdue_breach_type(self):
        """The catalogue's row for late payments of this contract's type."""
        types = self.env["crm.contract.breach.type"].sudo().search([("matter", "=", "payment")])
        own = types.filtered(lambda row: self.type_id in row.contract_type_ids)
        return (own or types.filtered(lambda row: not row.contract_type_ids) or types)[:1]
