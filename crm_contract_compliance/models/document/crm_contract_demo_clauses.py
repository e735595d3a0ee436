from odoo import api, models

from ..base.crm_contract_demo import MODULE

_RECITAL = (
    "Party B's staff answer customers at three branches in three ways. "
    "乙方三家门店的客户服务标准不一，需要统一规范。"
)
_ADAPTED = "乙方在接到投诉后先电话回访客户，再按本条规定的期限书面答复处理结果。"
_GOALS = "Nine of ten complaints answered in time 投诉按期答复率不低于90%"


class CrmContractDemo(models.AbstractModel):
    """What the contracts of the story say, and one text that is being written."""

    _inherit = "crm.contract.demo"

    @api.model
    def _continue_story(self):
        result = super()._continue_story()
        contracts = self.env["crm.contract"].search([("state", "!=", "draft")])
        contracts._adopt_clauses()
        contracts.filtered(lambda row: row._freeze_level() == 2)._settle_optional_clauses()
        draft = self.env.ref(f"{MODULE}.demo_contract_hongda")
        if not draft.recital:
            draft.write({"recital": _RECITAL, "goals": _GOALS, "document_language": "both"})
            self._adapt_in_chinese(draft)
        return result

    @api.model
    def _adapt_in_chinese(self, draft):
        """Its clause on complaints says something new that the English does not say yet."""
        if not draft.clause_ids._speaks_both():
            return
        draft.action_adapt_clauses()
        clause = draft.clause_ids.filtered(lambda row: row.makes == "complaint")[:1]
        clause.with_context(lang="zh_CN")._write_settled(
            {"body": _ADAPTED, "outdated_language": "en_US"}
        )
