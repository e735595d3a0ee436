from odoo import api, fields, models

from ..base.windows import form_of
from ..base.words import listed


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
        """An untrained person is a hint (T2-3.3.2), a report without indicators incomplete."""
        banners = super()._alert_list()
        duties = self.obligation_ids.filtered("is_running")
        empty = duties.filtered(lambda row: row._is_without_indicators())
        if empty:
            message = self.env._(
                "Incomplete: %s names no indicator.", listed(self.env, empty.mapped("name"))
            )
            link = {"action_text": self.env._("Complete"), "action": form_of(empty[0])}
            banners.append(("indicators", {"level": "warning", "message": message, **link}))
        texts = self._untrained_in_words()
        if texts:
            message = " ".join(texts)
            banners.append(("untrained", {"level": "warning", "message": message}))
        return banners

    def _untrained_in_words(self):
        """Who answers for something under this contract without a training for it."""
        trainings = self.env["crm.contract.training"]
        texts = [
            trainings._warning(case.user_id, rows)
            for case, rows in self.case_ids._untrained().items()
        ]
        duties = self.obligation_ids.filtered("is_running")
        texts += [
            trainings._warning(duty._doer(), rows) for duty, rows in duties._untrained().items()
        ]
        return list(dict.fromkeys(texts))
