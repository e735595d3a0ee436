from odoo import fields, models

_TOLD = {
    "kinds": "Names, phone numbers and visit dates of patients 患者姓名、电话及就诊日期",
    "persons_count": 312,
    "cause": "A copy stood on an open server overnight. 测试数据在公开服务器上存放了一夜。",
    "harm": "Calls by swindlers 掌握就诊信息的诈骗电话",
    "measures": "Server shut off, all keys changed. 已关闭服务器并更换全部密钥。",
    "advice": "Trust no caller who asks for money. 勿轻信索要钱款的来电。",
    "contact": "Lei Ming 雷鸣, 0571-5555 0120",
}


class CrmContractDemo(models.AbstractModel):
    """A leak in the story: the third party's, told to the authority in time, to persons late."""

    _inherit = "crm.contract.demo"

    def _continue_story(self):
        result = super()._continue_story()
        self._remember("demo_incident_jiangnan", self._tell_incident())
        return result

    def _tell_incident(self):
        anzhi = self._ref("third_party_anzhi")
        found = self._moment(-4)
        incident = (
            self.env["crm.contract.incident"]
            .with_user(anzhi.contract_user_id)
            .create(
                {
                    "contract_id": anzhi.contract_id.id,
                    "name": "Patient list on an open server 患者名单置于公开服务器",
                    "side": "third",
                    "third_party_id": anzhi.id,
                    "found_at": found,
                    "notice_lang": self.env.company.partner_id.lang or "en_US",
                    **_TOLD,
                }
            )
        )
        office = "Cyberspace office of Hangzhou 杭州市网信办"
        told_at = fields.Datetime.add(found, hours=5)
        incident._record_notice("authority", told_at, office, "HZ-WX 2026-0917")
        told_at = fields.Datetime.add(found, hours=26, minutes=30)
        incident._record_notice(
            "persons", told_at, "312 patients by text message 短信", "SMS 88412"
        )
        return incident
