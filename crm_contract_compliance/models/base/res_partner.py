from odoo import api, fields, models
from odoo.exceptions import UserError


class ResPartner(models.Model):
    _inherit = "res.partner"

    crm_contract_ids = fields.One2many("crm.contract", "partner_id", "Contracts")
    crm_contract_count = fields.Integer(compute="_compute_crm_contract_count")
    crm_contract_overdue_count = fields.Integer(compute="_compute_crm_contract_overdue_count")

    @api.depends("crm_contract_ids")
    def _compute_crm_contract_count(self):
        self.crm_contract_count = 0
        if not self.env["crm.contract"].has_access("read"):
            return
        counts = self.env["crm.contract"]._read_group(
            [("partner_id", "child_of", self.ids), ("state", "in", ("active", "suspended"))],
            ["partner_id"],
            ["__count"],
        )
        self._add_up_crm_contract_counts("crm_contract_count", counts)

    def _compute_crm_contract_overdue_count(self):
        self.crm_contract_overdue_count = 0
        if not self.env["crm.contract.deadline"].has_access("read"):
            return
        counts = self.env["crm.contract.deadline"]._read_group(
            [("partner_id", "child_of", self.ids), ("bucket", "=", "overdue")],
            ["partner_id"],
            ["__count"],
        )
        self._add_up_crm_contract_counts("crm_contract_overdue_count", counts)

    def _add_up_crm_contract_counts(self, name, counts):
        """Give each company the figures of its contacts as well."""
        own = set(self.ids)
        for partner, count in counts:
            while partner:
                if partner.id in own:
                    self.browse(partner.id)[name] += count
                partner = partner.sudo().parent_id

    @api.ondelete(at_uninstall=False)
    def _unlink_except_crm_contract_party(self):
        row = self._crm_contract_held_by()
        if row:
            raise UserError(
                self.env._(
                    "%(name)s stands on contract %(code)s and is kept; archive the contact"
                    " instead.",
                    name=(row.partner_id & self or row.representative_id).name,
                    code=row.contract_id.code,
                )
            )

    def _crm_contract_held_by(self):
        """Hook: a record of ours on which one of these contacts stands."""
        return (
            self.env["crm.contract.party"]
            .sudo()
            .search(
                ["|", ("partner_id", "in", self.ids), ("representative_id", "in", self.ids)],
                limit=1,
            )
        )

    def action_view_crm_contracts(self):
        return self._action_of_crm_contract(
            "crm_contract_compliance.crm_contract_action", {"search_default_active": 1}
        )

    def action_view_crm_contract_overdue(self):
        return self._action_of_crm_contract(
            "crm_contract_compliance.crm_contract_deadline_action", {"search_default_overdue": 1}
        )

    def _action_of_crm_contract(self, xmlid, context):
        self.ensure_one()
        self.check_access("read")
        action = self.env["ir.actions.act_window"]._for_xml_id(xmlid)
        self.env[action["res_model"]].check_access("read")
        action["domain"] = [("partner_id", "child_of", self.ids)]
        action["context"] = context
        return action
