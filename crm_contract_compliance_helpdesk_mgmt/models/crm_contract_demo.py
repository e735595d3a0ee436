from odoo import api, models
from odoo.fields import Command

BRIDGE = "crm_contract_compliance_helpdesk_mgmt"


class CrmContractDemo(models.AbstractModel):
    """What comes in through the helpdesk, in the story."""

    _inherit = "crm.contract.demo"

    @api.model
    def _tell_tickets(self):
        """Huaxing writes in the portal: one ticket is a complaint, one not yet."""
        if self.env.ref(f"{BRIDGE}.demo_ticket_complaint", raise_if_not_found=False):
            return
        self._staff_helpdesk()
        complaint = self._ticket(
            "Technician came two days late 工程师迟到两天",
            "Announced for Monday, came on Wednesday. 约好周一上门，周三才到。",
        )
        complaint.with_user(self._ref("user_na")).action_make_crm_contract_complaint()
        open_ticket = self._ticket(
            "How do we export visits? 如何导出回访记录？",
            "We need them in a spreadsheet. 需要导出为表格。",
        )
        named = {"demo_ticket_complaint": complaint, "demo_ticket_open": open_ticket}
        self.env["ir.model.data"]._update_xmlids(
            [
                {"xml_id": f"{BRIDGE}.{name}", "record": ticket, "noupdate": True}
                for name, ticket in named.items()
            ]
        )

    def _staff_helpdesk(self):
        """Our people of the story see every ticket."""
        group = self.env.ref("helpdesk_mgmt.group_helpdesk_user")
        for login in ("na", "lei", "fang"):
            self._ref(f"user_{login}").group_ids = [Command.link(group.id)]

    def _ticket(self, title, text):
        partner = self._ref("user_huaxing").partner_id
        return self.env["helpdesk.ticket"].create(
            {
                "name": title,
                "description": text,
                "partner_id": partner.id,
                "partner_name": partner.name,
                "partner_email": partner.email,
                "channel_id": self.env.ref("helpdesk_mgmt.helpdesk_ticket_channel_web").id,
                "user_id": False,
            }
        )
