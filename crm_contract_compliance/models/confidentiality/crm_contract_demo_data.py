from odoo import fields, models


class CrmContractDemo(models.AbstractModel):
    """Two third parties with personal data: one on behalf of us, one for itself."""

    _inherit = "crm.contract.demo"

    def _continue_story(self):
        result = super()._continue_story()
        self._remember("demo_data_processor", self._tell_processor())
        self._remember("demo_data_controller", self._tell_controller())
        return result

    def _tell_processor(self):
        """Anzhi migrates the customer data: assessed, in force, checked twice a year."""
        third_party = self._ref("third_party_anzhi")
        return self._process(
            third_party,
            purpose="Cleans and migrates the customer data 清洗并迁移客户数据",
            method="In the test system, on our servers 在我方服务器的测试系统内",
            data_kinds="Names, phone numbers, e-mail addresses 姓名、电话、电子邮箱",
            oversight_months=6,
        )

    def _tell_controller(self):
        """Of three persons two have consented to being asked by it."""
        third_party = self._ref("third_party_successor")
        processing = self._process(
            third_party,
            role="controller",
            purpose="Asks customers how satisfied they are, for its own study\n"
            "开展客户满意度调查，用于其自身研究",
            method="By e-mail and phone; answers are kept for a year\n"
            "以邮件和电话方式；答复保存一年",
            data_kinds="Name, e-mail address, phone number 姓名、电子邮箱、电话",
        )
        for key in ("guo_qiang", "qian_yu"):
            self._ask_person(processing, self._ref(key), third_party.date_start)
        return processing

    def _process(self, third_party, **vals):
        """Drafted by the contract's salesperson, put in force by an officer."""
        processings = self.env["crm.contract.data.processing"]
        processing = processings.with_user(third_party.contract_user_id).create(
            {
                "third_party_id": third_party.id,
                "protection": "Encryption; named people only; training once a year\n"
                "加密；仅限指定人员；每年培训",
                "rights": "We may inspect; leaks are reported at once; at the end the data are"
                " returned or deleted\n我方有权检查；发生泄露立即报告；终止时返还或删除数据",
                **vals,
                **self._assessment(third_party.date_start),
            }
        )
        processing.with_user(self._ref("user_lei")).action_activate()
        return processing

    def _assessment(self, day):
        title = "Impact assessment 个人信息保护影响评估"
        return {
            "assessed_on": day,
            "assessor": "Zhao Lei 赵磊",
            "result": "conditional",
            "assessment_note": "Necessary for the purpose; low risk once access is limited.\n"
            "为实现目的所必需；限制访问后风险较低。",
            "assessment_ids": self._paper(title, day)["evidence_ids"],
        }

    def _ask_person(self, processing, person, day):
        day = fields.Date.subtract(day, days=2)
        self.env["crm.contract.data.consent"].with_user(processing.contract_user_id).create(
            {
                "processing_id": processing.id,
                "partner_id": person.id,
                "consented_on": day,
                **self._paper(f"Separate consent 单独同意书 {person.name}", day),
            }
        )
