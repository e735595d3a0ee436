from odoo import fields, models

from ..base.crm_contract_thread_mixin import CLEARANCE


class CrmContract(models.Model):
    """The access log of a confidential contract, behind a button."""

    _inherit = "crm.contract"

    access_count = fields.Integer(
        "Accesses", compute="_compute_access_count", groups=CLEARANCE, help="Noted by itself."
    )

    def _compute_access_count(self):
        self.access_count = 0
        secret = self.filtered("is_classified")
        if not secret:
            return
        rows = self.env["crm.contract.access"]
        for contract, count in rows._read_group(
            [("contract_id", "in", secret.ids)], ["contract_id"], ["__count"]
        ):
            contract.access_count = count

    def action_view_accesses(self):
        self.ensure_one()
        self.check_access("read")
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "crm_contract_compliance.crm_contract_access_action"
        )
        return {**action, "domain": [("contract_id", "=", self.id)], "context": {}}
