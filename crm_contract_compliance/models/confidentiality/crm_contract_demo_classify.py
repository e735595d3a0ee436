from odoo import models
from odoo.fields import Command

from ..base.crm_contract_demo import Chapter

_SECRET = Chapter(
    "qingshan",
    "norms",
    "Joint research on cell lines 细胞系联合研发合同",
    "tang_wei",
    "fang",
    640_000,
    ends_in=230,
    has_nda=True,
)
_TAGS = ("trade_secret", "technical_secret")


class CrmContractDemo(models.AbstractModel):
    """What two people see differently: Wang Fang has the clearance, Zhao Lei has not.

    He owns a contract that has ended, reads its confidentiality agreement, which goes on, and
    does not get the one file of it that is a technical secret.
    """

    _inherit = "crm.contract.demo"

    def _continue_story(self):
        result = super()._continue_story()
        secret = self._tell_active(_SECRET)
        secret.classification_ids = [Command.set([self._tag(code).id for code in _TAGS])]
        secret.nda_ids.sudo()._write_settled({"classification_ids": secret.classification_ids.ids})
        secret._adopt_clauses()
        secret._settle_optional_clauses()
        self._remember("demo_contract_qingshan_research", secret)
        for row in secret.deadline_ids.filtered("obligation_id"):
            if row.due_date < self._day(0):
                row._close(row.due_date)
        ended = self._ref("contract_lvzhou_rollout")
        self._remember("demo_nda_lvzhou_rollout", self._outlive(ended))
        self._remember("demo_file_lvzhou_rollout", self._keep_drawing(ended))
        return result

    def _outlive(self, contract):
        """Signed with the contract that it outlives by three years."""
        day = contract.signing_date
        marks = [
            {
                "side": party.side,
                "partner_id": party.partner_id.id,
                "representative_id": party.representative_id.id,
            }
            for party in contract.party_ids.filtered(lambda party: party.side in ("a", "b"))
        ]
        execution_vals = {
            "kind": "nda",
            "state": "executed",
            "contract_id": contract.id,
            "executed_on": day,
            "executed_at": contract._main_execution().executed_at,
            "signature_ids": [Command.create(self._mark_vals(mark, day)) for mark in marks],
        }
        execution = self.env["crm.contract.execution"]._register_existing([execution_vals])
        return self.env["crm.contract.nda"]._register_existing(
            [
                {
                    "name": f"Confidentiality agreement 保密协议 {contract.code}",
                    "scope": "Plant data and drawings 工厂数据与图纸",
                    "classification_ids": [Command.set(self._tag("technical_secret").ids)],
                    "contract_id": contract.id,
                    "user_id": contract.user_id.id,
                    "state": "active",
                    "date_start": day,
                    "execution_id": execution.id,
                }
            ]
        )

    def _keep_drawing(self, contract):
        return self.env["ir.attachment"].create(
            {
                "name": "plant drawing 工厂图纸.txt",
                "raw": "Line 3 三号线".encode(),
                "res_model": contract._name,
                "res_id": contract.id,
                "crm_contract_classification_ids": [Command.set(self._tag("technical_secret").ids)],
            }
        )

    def _tag(self, code):
        return self._ref(code, prefix="classification_")
