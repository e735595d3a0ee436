from odoo.exceptions import UserError

from ..common import ComplianceCase
from .translated_addon import TranslatedAddon


class TestSimplifiedChinese(TranslatedAddon, ComplianceCase):
    """Simplified Chinese is complete: the issue's point 8, requirements.md X-S5."""

    addon = "crm_contract_compliance"

    def test_messages_labels_and_states_reach_a_chinese_user(self):
        self.env["res.lang"]._activate_lang("zh_CN")
        self.env["ir.module.module"].search([("name", "=", self.addon)])._update_translations(
            ["zh_CN"]
        )
        contract = self._create_active().with_context(lang="zh_CN")

        with self.assertRaisesRegex(UserError, "[\u4e00-\u9fff]"):
            contract.amount_total = 5
        self.assertEqual(contract._fields["party_ids"]._description_string(contract.env), "当事人")
        states = dict(contract._fields["state"]._description_selection(contract.env))
        self.assertEqual(
            [
                states[state]
                for state in (
                    "draft",
                    "signing",
                    "signed",
                    "active",
                    "suspended",
                    "ended",
                    "closed",
                    "cancelled",
                )
            ],
            ["草稿", "签署中", "已签署", "履行中", "已中止", "已终止", "已办结", "已作废"],
        )
        deadline = contract.deadline_ids.filtered(lambda row: row.kind == "renewal_notice")
        self.assertRegex(deadline.name, "续签")
