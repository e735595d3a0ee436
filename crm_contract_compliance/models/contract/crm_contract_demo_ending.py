from odoo import models

from ..base.crm_contract_demo import Chapter

_LEAVING = Chapter(
    "donghai",
    "norms",
    "Store service norms 门店服务规范合同",
    "lin_yue",
    "lei",
    84_000,
    ends_in=170,
)
_NOTICED_DAYS_AGO = 10


class CrmContractDemo(models.AbstractModel):
    """A customer gives notice of an agreed event: thirty days from its arrival, twenty to go."""

    _inherit = "crm.contract.demo"

    def _continue_story(self):
        result = super()._continue_story()
        contract = self._tell_active(_LEAVING)
        self._remember("demo_contract_donghai", contract)
        for row in contract.deadline_ids.filtered("obligation_id"):
            if row.due_date < self._day(0):
                row._close(row.due_date)
        self._remember("demo_termination_donghai", self._declare_end(contract))
        return result

    def _declare_end(self, contract):
        lei = self._ref("user_lei")
        termination = (
            self.env["crm.contract.termination"]
            .with_user(lei)
            .create(
                {
                    "contract_id": contract.id,
                    "ground_id": self._ref("event", prefix="end_ground_").id,
                    "initiator_side": "b",
                    "clause": "12.1",
                    "reason": "The last store on Huaihai Road closes 淮海路最后一家门店停业",
                }
            )
        )
        self.env["crm.contract.notice"].with_user(lei).create(
            {
                "contract_id": contract.id,
                "kind": "termination",
                "side": "b",
                "sent_on": self._day(-_NOTICED_DAYS_AGO - 2),
                "delivered_on": self._day(-_NOTICED_DAYS_AGO),
                "proof_reference": "SF 1400 7788 9900",
            }
        )
        termination.action_notify()
        return termination
