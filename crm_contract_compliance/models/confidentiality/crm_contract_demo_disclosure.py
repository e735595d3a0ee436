from odoo import models

from ..contract.selections import OTHER_SIDE


class CrmContractDemo(models.AbstractModel):
    """What was passed on under one contract: agreed, compelled, and once behind our back."""

    _inherit = "crm.contract.demo"

    def _continue_story(self):
        result = super()._continue_story()
        contract = self._ref("contract_beichen")
        self._remember("demo_disclosure_agreed", self._tell_agreed(contract))
        self._remember("demo_disclosure_compelled", self._tell_compelled(contract))
        self._remember("demo_disclosure_unauthorised", self._tell_unauthorised(contract))
        return result

    def _tell_agreed(self, contract):
        """The other side had consented three weeks before."""
        return self._passed_on(
            contract,
            -40,
            name="Guest register of May 五月宾客登记表",
            recipient="Lixin Auditors 立信会计师事务所",
            purpose="advice",
            scope="84 names with their stays\n84名宾客及入住记录，不含电话号码",
            consented_on=self._day(-61),
            consent_purpose="advice",
            consent_ids=self._paper("Consent 同意书", self._day(-61))["evidence_ids"],
        )

    def _tell_compelled(self, contract):
        return self._passed_on(
            contract,
            -18,
            name="Two guest records 两名宾客的记录",
            recipient="Pudong District People's Court 浦东新区人民法院",
            legal_basis="law",
            purpose="compelled",
            authority="Pudong District People's Court 浦东新区人民法院",
            legal_reference="(2026) Hu 0115 No. 1032 （2026）沪0115民初1032号",
            ordered_on=self._day(-20),
            scope="What the order names, no more 仅限调查令载明的内容",
            document_ids=self._paper("Order 调查令", self._day(-20))["evidence_ids"],
        )

    def _tell_unauthorised(self, contract):
        """The customer's: a breach is proposed for a person to verify."""
        return self._passed_on(
            contract,
            -6,
            name="Our manual of guest relations 我方宾客关系手册",
            recipient="Yunhai Hotels 云海酒店",
            side=OTHER_SIDE[contract.our_side],
            purpose="marketing",
            legal_basis="none",
            scope="The whole manual, as PDF 手册全文，PDF格式",
        )

    def _passed_on(self, contract, days, **vals):
        """Logged by the contract's own salesperson, as all that is told of it."""
        day = self._day(days)
        rows = self.env["crm.contract.disclosure"].with_user(contract.user_id)
        return rows.create(
            {"contract_id": contract.id, "disclosed_on": day, "known_on": day, **vals}
        )
