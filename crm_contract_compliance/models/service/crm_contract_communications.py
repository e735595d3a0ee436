from odoo import api, fields, models


class CrmContract(models.Model):
    """The contract's communication log, and whether its people are trained."""

    _inherit = "crm.contract"

    communication_ids = fields.One2many(
        "crm.contract.communication", "contract_id", "Communication Log", copy=False
    )
    communication_count = fields.Integer(compute="_compute_communication_count")

    @api.depends("communication_ids")
    def _compute_communication_count(self):
        counts = dict(
            self.env["crm.contract.communication"]._read_group(
                [("contract_id", "in", self.ids)], ["contract_id"], ["__count"]
            )
        )
        for contract in self:
            contract.communication_count = counts.get(contract._origin, 0)

    def action_view_communications(self):
        self.ensure_one()
        self.check_access("read")
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "crm_contract_compliance.crm_contract_communication_action"
        )
        action["domain"] = [("contract_id", "=", self.id)]
        action["context"] = {"default_contract_id": self.id}
        return action

    def _alert_list(self):
        """T2-3.3.2: an untrained person is a hint, never an obstacle."""
        banners = super()._alert_list()
        texts = self._untrained_in_words()
        if texts:
            message = " ".join(texts)
            banners.append(("untrained", {"level": "warning", "message": message}))
        return banners

    def _untrained_in_words(self):
        """Hook: who answers for something under this contract without a training for it."""
        trainings = self.env["crm.contract.training"]
        untrained = self.case_ids._untrained()
        texts = [trainings._warning(case.user_id, rows) for case, rows in untrained.items()]
        return list(dict.fromkeys(texts))
