from odoo import models
from odoo.fields import Command

_PDF = b"%PDF-1.4 demo"


class CrmContractDemo(models.AbstractModel):
    """A flood in the story: noticed and proven in time, over since six weeks."""

    _inherit = "crm.contract.demo"

    def _continue_story(self):
        result = super()._continue_story()
        self._remember("demo_interruption_tianhe", self._tell_flood())
        return result

    def _tell_flood(self):
        """Told by the contract's salesperson, accepted by the compliance officer."""
        contract = self._ref("contract_tianhe")
        env = self.with_user(contract.user_id).env
        notice = env["crm.contract.notice"].create(
            {
                "contract_id": contract.id,
                "kind": "force_majeure",
                "side": contract.our_side,
                "sent_on": self._day(-49),
                "delivered_on": self._day(-48),
                "proof_reference": "SF 1400 5566 7788",
            }
        )
        report = env["ir.attachment"].create({"name": "Flood warning 洪水预警.pdf", "raw": _PDF})
        flood = env["crm.contract.interruption"].create(
            {
                "contract_id": contract.id,
                "side": contract.our_side,
                "event": "natural_disaster",
                "is_unforeseeable": True,
                "is_unavoidable": True,
                "is_insurmountable": True,
                "date_start": self._day(-50),
                "date_end": self._day(-44),
                "notice_id": notice.id,
                "proven_on": self._day(-40),
                "proof_ids": [Command.link(report.id)],
                "note": "Flooded roads: no visits for a week.\n洪水断路，一周无法回访客户。",
            }
        )
        flood.with_user(self._ref("user_lei")).action_accept()
        return flood
