from odoo import api, fields, models

from ..base.words import listed

_GROUP = "crm_contract_compliance.group_contract_user"


class ResPartner(models.Model):
    """How complete a customer's data are (T0-3.1), and what was said to it (T2-3.2.3)."""

    _inherit = "res.partner"

    crm_contract_completeness = fields.Integer(
        "Data Complete (%)",
        compute="_compute_crm_contract_completeness",
        aggregator=None,
        groups=_GROUP,
    )
    crm_contract_missing_data = fields.Char(
        "Missing Data", compute="_compute_crm_contract_completeness", groups=_GROUP
    )
    crm_contract_is_incomplete = fields.Boolean(
        "Data Incomplete",
        compute="_compute_crm_contract_completeness",
        search="_search_crm_contract_is_incomplete",
        groups=_GROUP,
    )
    crm_contract_communication_ids = fields.One2many(
        "crm.contract.communication", "partner_id", "Communication Log"
    )
    crm_contract_communication_count = fields.Integer(
        compute="_compute_crm_contract_communication_count"
    )

    @api.depends_context("lang")
    def _compute_crm_contract_completeness(self):
        """Never stored: the list of what is wanted may change at any time."""
        wanted = self.env["crm.contract.customer.field"]._wanted()
        for partner in self:
            missing = [label for name, label in wanted.items() if not partner[name]]
            there = len(wanted) - len(missing)
            partner.crm_contract_completeness = 100 * there // len(wanted) if wanted else 100
            partner.crm_contract_missing_data = listed(self.env, missing)
            partner.crm_contract_is_incomplete = bool(missing)

    @api.model
    def _search_crm_contract_is_incomplete(self, operator, value):
        if operator != "in":
            return NotImplemented
        return self.env["crm.contract.customer.field"]._incomplete_domain()

    @api.depends("crm_contract_communication_ids")
    def _compute_crm_contract_communication_count(self):
        self.crm_contract_communication_count = 0
        rows = self.env["crm.contract.communication"]
        if rows.has_access("read"):
            counts = rows._read_group(
                [("partner_id", "child_of", self.ids)], ["partner_id"], ["__count"]
            )
            self._add_up_crm_contract_counts("crm_contract_communication_count", counts)

    def action_view_crm_contract_communications(self):
        return self._action_of_crm_contract(
            "crm_contract_compliance.crm_contract_communication_action", {}
        )

    def _crm_contract_held_by(self):
        return super()._crm_contract_held_by() or self.env[
            "crm.contract.communication"
        ].sudo().search([("partner_id", "in", self.ids)], limit=1)
