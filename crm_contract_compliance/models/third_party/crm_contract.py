from odoo import api, fields, models


class CrmContract(models.Model):
    _inherit = "crm.contract"

    third_party_ids = fields.One2many(
        "crm.contract.third.party", "contract_id", "Third Parties", copy=False
    )
    third_party_count = fields.Integer("Third-Party Count", compute="_compute_third_party_count")

    def _compute_third_party_count(self):
        counts = dict(
            self.env["crm.contract.third.party"]._read_group(
                [("contract_id", "in", self.ids), ("state", "not in", ("ended", "rejected"))],
                ["contract_id"],
                ["__count"],
            )
        )
        for contract in self:
            contract.third_party_count = counts.get(contract, 0)

    @api.ondelete(at_uninstall=False)
    def _unlink_third_parties(self):
        """With the draft go its proposals; what was agreed on refuses."""
        self.third_party_ids.unlink()

    def action_view_third_parties(self):
        self.ensure_one()
        self.check_access("read")
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "crm_contract_compliance.crm_contract_third_party_action"
        )
        action["domain"] = [("contract_id", "=", self.id)]
        action["context"] = {"default_contract_id": self.id}
        return action
