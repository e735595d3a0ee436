from odoo import models

from ..base.crm_contract_deadline_mixin import DeadlineSpec
from .selections import OTHER_SIDE


class CrmContractInterruption(models.Model):
    """By when notice and proof of force majeure are due, by the contract's terms (T2-14.1.2)."""

    _inherit = "crm.contract.interruption"

    def _settle_dates(self):
        """The day the notice arrived; for force majeure, by when notice and proof are due."""
        for row in self:
            contract = row.contract_id
            dates = {"notified_on": row.notice_id.sudo().delivered_on}
            if row.state == "proposed" or not row.notice_due_date:
                dates |= {"notice_due_date": False, "proof_due_date": False}
                if row.kind == "force_majeure":
                    dates["notice_due_date"] = row._due_after(contract.fm_notice_days)
                    dates["proof_due_date"] = row._due_after(contract.fm_proof_days)
            row._write_settled({name: day for name, day in dates.items() if row[name] != day})

    def _due_after(self, days):
        return self.contract_id._forward_due(self.date_start, days).due

    def _deadline_specs(self):
        """Prompt notice, and proof in reasonable time (L-20, CC 590)."""
        self.ensure_one()
        if self.kind != "force_majeure" or self.state == "rejected" or not self.notice_due_date:
            return []
        side = self.side in OTHER_SIDE and self.side
        done = {"notice": self.notified_on, "proof": self.proven_on}
        return [
            DeadlineSpec(
                f"interruption_{what}",
                self[f"{what}_due_date"],
                side=side,
                done_on=done[what] or None,
            )
            for what in ("notice", "proof")
        ]
