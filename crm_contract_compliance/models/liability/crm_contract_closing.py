from odoo import models


class CrmContract(models.Model):
    """Claims outlive the contract: neither its end nor its closing touches them (L-16)."""

    _inherit = "crm.contract"

    def _advisory_alerts(self):
        alerts = super()._advisory_alerts()
        count = self._open_claim_count() if self.state in ("ended", "closed") else 0
        if count:
            message = (
                self.env._("A claim stays open: it outlives the contract (CC 566, 567).")
                if count == 1
                else self.env._(
                    "%s claims stay open: they outlive the contract (CC 566, 567).", count
                )
            )
            alerts.append(("claims", {"level": "info", "message": message}))
        return alerts

    def _open_claim_count(self):
        return self.env["crm.contract.claim"].search_count(
            [("contract_id", "=", self.id), ("state", "in", ("draft", "confirmed"))]
        )
