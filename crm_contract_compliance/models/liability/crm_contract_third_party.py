from odoo import api, fields, models

from ..base.words import listed


class CrmContractThirdParty(models.Model):
    _inherit = "crm.contract.third.party"

    cap_ids = fields.One2many("crm.contract.liability.cap", "third_party_id", "Liability Caps")
    cap_limit_amount = fields.Monetary("Liability Cap", compute="_compute_cap_amounts")
    cap_paid_amount = fields.Monetary(compute="_compute_cap_amounts")
    cap_held_amount = fields.Monetary(compute="_compute_cap_amounts")

    @api.depends("cap_ids.limit_amount", "cap_ids.entry_ids.amount")
    def _compute_cap_amounts(self):
        """Of the fullest cap: what a list shows of it."""
        for row in self:
            fullest = row.cap_ids._fullest()
            row.cap_limit_amount = fullest.limit_amount
            row.cap_paid_amount = fullest.paid_amount
            row.cap_held_amount = fullest.held_amount

    @api.ondelete(at_uninstall=False)
    def _unlink_caps(self):
        """An undetermined cap goes with the proposal; a determined one refuses."""
        self.cap_ids.unlink()

    def _is_answered(self):
        """A cap was determined for this third party, and is nobody else's."""
        return super()._is_answered() or any(self.cap_ids.mapped("limit_amount"))

    def action_view_cap_entries(self):
        self.ensure_one()
        self.check_access("read")
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "crm_contract_compliance.crm_contract_liability_entry_action"
        )
        action["domain"] = [("cap_id", "in", self.cap_ids.ids)]
        return action

    def _alert_list(self):
        """The hints on its caps stand on the third party too."""
        alerts = super()._alert_list()
        gaps = self._gaps_before_signing()
        if gaps:
            message = self.env._("Before the contract can be signed: %s.", listed(self.env, gaps))
            alerts["before_signing"] = {"level": "warning", "message": message}
        for cap in self.cap_ids:
            alerts |= {f"cap_{cap.id}_{key}": hint for key, hint in cap._hints().items()}
        return alerts

    def _gaps_before_signing(self):
        """T1-14.2.1: its cap is determined, and listed in an appendix."""
        contract = self.contract_id
        is_asked = contract.is_cap_before_signing and contract.state in ("draft", "signing")
        if not is_asked or self.state in ("ended", "rejected"):
            return []
        gaps = [] if any(self.cap_ids.mapped("limit_amount")) else [self.env._("its liability cap")]
        rows = self.sudo().all_requirement_ids
        if rows.filtered(lambda row: row.gate == "sign" and row._is_missing()):
            gaps.append(self.env._("the appendix that lists it"))
        return gaps

    def _paper_vals(self):
        """T1-14.2.1: the appendix that lists the cap, before the contract is signed."""
        rows = super()._paper_vals()
        contract = self.contract_id
        if contract.is_cap_before_signing and contract.state in ("draft", "signing"):
            rows.append(
                {
                    "contract_id": contract.id,
                    "third_party_id": self.id,
                    "gate": "sign",
                    "kind": "document",
                    "sequence": 900,
                    "name": lambda env: env._(
                        "Appendix that lists the liability cap of %s", self.partner_id.name
                    ),
                }
            )
        return rows
