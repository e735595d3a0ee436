from odoo import api, fields, models

from ..base.windows import dialog_of

_OF_THE_TERM = {
    "term_start_basis",
    "term_start_date",
    "term_years",
    "term_months",
    "end_date_convention",
}


class CrmContract(models.Model):
    """The contract and its amendments."""

    _inherit = "crm.contract"

    amendment_ids = fields.One2many("crm.contract.amendment", "contract_id", "All Amendments")
    amendment_count = fields.Integer("Number of Amendments", compute="_compute_amendment_count")

    @api.depends("amendment_ids")
    def _compute_amendment_count(self):
        for contract in self:
            contract.amendment_count = len(contract.amendment_ids)  # which the form reads anyway

    def action_amend(self):
        """Ask for an amendment: whoever may write the contract may ask for it."""
        self.ensure_one()
        self.check_access("write")
        action = dialog_of(
            "crm.contract.amendment",
            self.env._("Amend"),
            contract_id=self.id,
            side=self.our_side,
        )
        return {**action, "target": "current"}

    def action_view_amendments(self):
        self.ensure_one()
        self.check_access("read")
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "crm_contract_compliance.crm_contract_amendment_action"
        )
        action["domain"] = [("contract_id", "=", self.id)]
        action["context"] = {"default_contract_id": self.id, "default_side": self.our_side}
        return action

    def _implied_changes(self, vals):
        """An end that was agreed stands as it is; a term agreed anew gives the end again (X-4)."""
        changes = super()._implied_changes(vals)
        if "end_date" in vals:
            changes.setdefault(self, {})["is_end_date_fixed"] = bool(vals["end_date"])
        elif _OF_THE_TERM & vals.keys() and self.is_end_date_fixed:
            changes.setdefault(self, {})["is_end_date_fixed"] = False
        return changes


class CrmContractParty(models.Model):
    _inherit = "crm.contract.party"

    def _implied_changes(self, vals):
        """Another party comes with its own name, addresses and nobody who signs for it yet."""
        changes = super()._implied_changes(vals)
        partner = self.env["res.partner"].browse(vals.get("partner_id") or ())
        if partner and partner != self.partner_id:
            blank = dict.fromkeys(("representative_id", "bank_name", "bank_account_number"), False)
            changes[self] = {**blank, **self._snapshot_of(partner)}
        return changes
