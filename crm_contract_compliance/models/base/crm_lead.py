from odoo import api, fields, models
from odoo.exceptions import UserError

from . import doors


class CrmLead(models.Model):
    _inherit = "crm.lead"

    crm_contract_ids = fields.One2many("crm.contract", "opportunity_id", "Contracts")
    crm_contract_count = fields.Integer(compute="_compute_crm_contract_count")

    @api.depends("crm_contract_ids")
    def _compute_crm_contract_count(self):
        self.crm_contract_count = 0
        if not self.env["crm.contract"].has_access("read"):
            return
        counts = self.env["crm.contract"]._read_group(
            [("opportunity_id", "in", self.ids)], ["opportunity_id"], ["__count"]
        )
        for lead, count in counts:
            lead.crm_contract_count = count

    @api.ondelete(at_uninstall=False)
    def _unlink_except_with_crm_contract(self):
        contract = (
            self.env["crm.contract"]
            .sudo()
            .with_context(active_test=False)
            .search([("opportunity_id", "in", self.ids)], limit=1)
        )
        if contract:
            raise UserError(
                self.env._("Contract %s came from this opportunity and keeps it.", contract.code)
            )

    def action_new_crm_contract(self):
        """One click from a won opportunity to a draft contract that is already filled in."""
        self.ensure_one()
        contract = self.env["crm.contract"].create(self._prepare_crm_contract_vals())
        return contract._action_open()

    def _prepare_crm_contract_vals(self):
        """Hook: what the draft takes from the opportunity."""
        values = {
            "name": self.name,
            "opportunity_id": self.id,
            "partner_id": self.partner_id.commercial_partner_id.id,
            "amount_total": self.expected_revenue,
            "company_id": (self.company_id or self.env.company).id,
        }
        officer = self.env.user.has_group("crm_contract_compliance.group_contract_officer")
        if self.user_id and officer:  # a salesperson makes contracts of their own only
            values["user_id"] = self.user_id.id
        return values

    def action_view_crm_contracts(self):
        self.ensure_one()
        if len(self.crm_contract_ids) == 1:
            return self.crm_contract_ids._action_open()
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "crm_contract_compliance.crm_contract_action"
        )
        action["domain"] = [("opportunity_id", "=", self.id)]
        return action

    def _merge_dependences(self, opportunities):
        """Contracts follow the opportunity that stays, signed ones too."""
        result = super()._merge_dependences(opportunities)
        contracts = (
            self.env["crm.contract"]
            .sudo()
            .with_context(active_test=False)
            .search([("opportunity_id", "in", opportunities.ids)])
        )
        doors.through(contracts, "crm_contract_settle").write({"opportunity_id": self.id})
        return result
