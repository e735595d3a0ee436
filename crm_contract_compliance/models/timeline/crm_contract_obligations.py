from odoo import api, fields, models

_SCOPES = {
    "is_scope_sales": "sales",
    "is_scope_service": "service",
    "is_scope_after_sales": "after_sales",
    "is_scope_other": "other",
}
# What the dates of duties rest on.
_SPAN = frozenset({"state", "effective_date", "end_date", "ended_on"})


class CrmContract(models.Model):
    """The standing duties of a contract: taken over from its type as far as its scope goes."""

    _inherit = "crm.contract"

    obligation_ids = fields.One2many(
        "crm.contract.obligation", "contract_id", "Obligations", copy=False
    )

    @api.model_create_multi
    def create(self, vals_list):
        contracts = super().create(vals_list)
        bare = contracts.sudo().filtered(lambda row: not row.obligation_ids)
        self.env["crm.contract.obligation"].sudo()._copy_templates(bare)
        contracts.filtered("effective_date")._note_relation()
        return contracts

    def write(self, vals):
        """A draft that turns to another type or scope has that one's duties."""
        turned = self._turned(vals)
        scopes = {row.id: row._scopes() for row in self} if _SCOPES.keys() & vals.keys() else {}
        result = super().write(vals)
        if turned:
            self._replace_obligations(turned)
        for row in (self - turned).filtered(lambda row: row.id in scopes):
            row._rescope_obligations(scopes[row.id])
        if _SPAN & vals.keys():
            self.sudo().obligation_ids.mapped("is_running")  # their dates follow at once
        return result

    def _after_move(self, old_states):
        result = super()._after_move(old_states)
        self.filtered(lambda row: row.state == "active")._note_relation()
        return result

    def _note_relation(self):
        for contract in self:
            contract.partner_id._note_crm_contract_since(contract.effective_date)

    def _scopes(self):
        """What the contract covers (T0-2.2)."""
        self.ensure_one()
        return frozenset(scope for name, scope in _SCOPES.items() if self[name])

    @api.model
    def _replace_obligations(self, contracts):
        rows = contracts.sudo().obligation_ids
        rows.filtered("template_id").unlink()
        self.env["crm.contract.obligation"].sudo()._copy_templates(contracts)

    def _rescope_obligations(self, old):
        """What the scope no longer covers goes, what it takes in comes."""
        new = self._scopes()
        duties = self.sudo().obligation_ids
        duties.filtered(lambda row: row.template_id and row.scope in old - new).unlink()
        self.env["crm.contract.obligation"].sudo()._copy_templates(self, new - old)

    def action_view_duties(self):
        """All that is and was due by the contract's duties."""
        self.ensure_one()
        self.check_access("read")
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "crm_contract_compliance.crm_contract_duty_action"
        )
        action["domain"] = [("contract_id", "=", self.id), ("obligation_id", "!=", False)]
        action["context"] = {"search_default_group_lane": 1}
        return action
