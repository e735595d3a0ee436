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
    """A contract that waits for its customer's signature: log in as ``huaxing`` and sign."""

    _inherit = "crm.contract.demo"

    def _continue_story(self):
        result = super()._continue_story()
        self._remember("demo_contract_to_sign", self._tell_invited())
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
