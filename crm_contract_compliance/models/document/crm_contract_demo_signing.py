from odoo import models

from ..base.crm_contract_demo import Chapter

_INVITED = Chapter(
    "huaxing",
    "norms",
    "Customer training norms 客户培训规范合同",
    "zhou_min",
    "na",
    72_000,
    terms={"main_execution_mode": "sign", "document_language": "both"},
)


class CrmContractDemo(models.AbstractModel):
    """What waits for its customer's signature, ``huaxing``, and for that of our own ``chen``."""

    _inherit = "crm.contract.demo"

    def _continue_story(self):
        result = super()._continue_story()
        self._remember("demo_contract_to_sign", self._tell_invited())
        self._remember("demo_nda_to_sign", self._tell_awaited(self._ref("contract_lvzhou")))
        return result

    def _tell_invited(self):
        """Ours has signed on paper, the annexes are there; the other side reads and signs."""
        contract = self._tell_draft(_INVITED)
        contract.action_send_to_sign()
        day = self._day(-1)
        papers = contract.requirement_ids.filtered(lambda row: row.gate == "sign")
        for row in papers:
            row.write({"done_on": day, **self._paper(row.name, day)})
        contract.signing_place = "Nanjing 南京"
        ours = contract._main_execution().signature_ids.filtered(
            lambda row: row.side == contract.our_side
        )
        ours.signed_on = day
        return contract

    def _tell_awaited(self, contract):
        """The other side has signed on paper; ours waits: log in as ``chen`` and sign."""
        nda = (
            self.env["crm.contract.nda"]
            .with_user(contract.user_id)
            .create(
                {
                    "contract_id": contract.id,
                    "name": "Confidentiality of the call records 通话记录保密协议",
                    "scope": "Recordings of complaint calls.\n投诉电话的录音。",
                    "execution_mode": "sign",
                }
            )
        )
        nda.action_send_to_sign()
        rows = nda.execution_id.signature_ids
        ours = rows.filtered(lambda row: row.side == contract.our_side)
        self._sign(rows - ours, self._day(-1))
        ours._invite_own()
        return nda.with_env(self.env)
