from odoo import api, models


class CrmContractNotice(models.Model):
    """A notice knows nobody; the end that it declares follows its arrival."""

    _inherit = "crm.contract.notice"

    @api.model_create_multi
    def create(self, vals_list):
        notices = super().create(vals_list)
        for notice in notices:
            notice._declare_termination()
        return notices

    def _declare_termination(self):
        """The notice for which an open declaration of that side waits, and only one, is its."""
        if self.kind not in ("termination", "rescission"):
            return
        waiting = self.env["crm.contract.termination"].search(
            [
                ("contract_id", "=", self.contract_id.id),
                ("kind", "=", self.kind),
                ("initiator_side", "=", self.side),
                ("state", "=", "draft"),
                ("notice_id", "=", False),
            ]
        )
        if len(waiting) == 1:
            waiting.notice_id = self

    def _after_delivery(self):
        """The earliest end counts from the day of arrival."""
        resting = self.env["crm.contract.termination"].sudo()
        resting.search([("notice_id", "in", self.ids)])._settle_dates()
        return super()._after_delivery()
