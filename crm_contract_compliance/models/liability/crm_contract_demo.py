from odoo import fields, models

_DATA_LOSS = (
    "Claim of Jiangnan: records lost in the migration of branch 2 江南医疗索赔：二分院迁移丢失记录"
)
_RE_ENTRY = "Claim of Jiangnan: re-entry of lost records 江南医疗索赔：补录丢失记录的费用"
_POSTINGS = (
    ("commit", 40_000, _DATA_LOSS),
    ("pay", 40_000, _DATA_LOSS),
    ("commit", 12_000, _RE_ENTRY),
)


class CrmContractDemo(models.AbstractModel):
    """How far the story's third parties answer: one cap nearly used, one not determined."""

    _inherit = "crm.contract.demo"

    def _continue_story(self):
        result = super()._continue_story()
        self._remember("demo_cap_anzhi", self._tell_cap_of_anzhi())
        self._remember("demo_cap_ruixin", self._tell_cap_of_ruixin())
        return result

    def _tell_cap_of_anzhi(self):
        """The lower of 70,000 and 20 % of 300,000; 52,000 of its 60,000 are drawn."""
        third_party = self._ref("third_party_anzhi")
        signed = third_party.contract_id.signing_date
        cap = self._cap(
            third_party,
            basis="lower",
            fixed_amount=70_000,
            percent=20,
            determined_on=fields.Date.subtract(signed, days=10),
            factor_scope="Migration of 120,000 customer records 迁移12万条客户记录",
            factor_quality="Three migrations without loss since 2023 自2023年起三次迁移无数据丢失",
            factor_market="Caps of data services: 15 to 25 % 数据服务责任限额通常为15%至25%",
        )
        cap.action_determine()
        for kind, amount, reason in _POSTINGS:
            self.env["crm.contract.liability.post.wizard"].with_env(cap.env).create(
                {"cap_id": cap.id, "kind": kind, "amount": amount, "note": reason}
            ).action_confirm()
        return cap

    def _tell_cap_of_ruixin(self):
        """Proposed, but neither determined nor listed: the contract cannot be signed."""
        return self._cap(self._ref("third_party_ruixin"), basis="fixed", fixed_amount=30_000)

    def _cap(self, third_party, **vals):
        """By the manager."""
        caps = self.env["crm.contract.liability.cap"].with_user(self._ref("user_fang"))
        return caps.create({"third_party_id": third_party.id, **vals})
