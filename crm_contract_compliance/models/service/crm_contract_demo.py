from odoo import api, fields, models

_RUDE = {
    "kind": "complaint",
    "name": "Rude on the phone 接听电话态度恶劣",
    "cause": "manner",
    "description": "The customer was told to call later. 客服让客户改天再打。",
    "state": "closed",
    "extension_reason": "The recording has to be found 需要调取通话录音",
    "due_trace": {"days": 5, "unit": "calendar", "skipped": [], "missing_years": []},
    "finding": "justified",
    "facts": "The recording confirms it. 录音证实投诉属实。",
    "corrective_action": "Apology by the team leader 组长登门致歉",
    "preventive_action": "Training on telephone manners 电话礼仪培训",
    "answer": "Justified; we apologise and train. 投诉属实，已致歉并培训。",
    "outcome_sent_to": "He Ping 何平",
    "outcome_reference": "SF 1400 5566 7788",
}
_RUDE_DAYS = {
    "verify_due_date": -35,
    "answer_due_date": -28,
    "extended_due_date": -28,
    "extension_notified_on": -36,
    "corrective_due_date": -30,
    "corrective_done_on": -30,
    "preventive_due_date": 21,
    "outcome_sent_on": -27,
    "answered_on": -27,
    "closed_on": -20,
}
_RUDE_MOMENTS = {"assigned_at": -40, "started_at": -39, "answered_at": -27, "closed_at": -20}


class CrmContractDemo(models.AbstractModel):
    """What customers ask and complain of in the story (screens.md §15)."""

    _inherit = "crm.contract.demo"

    def _continue_story(self):
        result = super()._continue_story()
        self._tell_processes()
        self._tell_complaint_due_today()
        self._tell_complaint_answered_late()
        self._tell_requests()
        self._tell_data_request()
        return result

    def _tell_processes(self):
        """Complaints are handled by the second version of their process."""
        first = self.env["crm.contract.process"].create(
            {
                "name": "Handling of complaints 投诉处理流程",
                "category": "complaint",
                "steps": "1. Note who says what 登记投诉\n2. Find out what happened 核实情况\n"
                "3. Tell the customer 告知结果",
            }
        )
        first.action_new_version()
        second = first.search([("category", "=", "complaint"), ("is_current", "=", True)])
        second.steps = (
            "1. Note who says what, and confirm within a day 登记投诉并于一日内回执\n"
            "2. Find out what happened 核实情况\n3. Say what is done about it 制定整改与预防措施\n"
            "4. Tell the customer in writing 书面告知结果"
        )
        self._remember("demo_process_complaint", second)

    def _tell_complaint_due_today(self):
        """Huaxing waits for its answer, and gets it today or too late."""
        contract = self._ref("contract_huaxing")
        case = self.env["crm.contract.case"]._register_existing(
            [
                {
                    **self._case_vals(contract, "letter", -7),
                    "kind": "complaint",
                    "name": "Two visits missed without a word 两次未按约回访且未告知",
                    "cause": "delay",
                    "postmark_date": self._day(-9),
                    "description": "No visit took place this quarter. 本季度未按约回访。",
                    "state": "in_progress",
                    "assigned_at": self._moment(-6),
                    "started_at": self._moment(-5),
                    "verify_due_date": self._day(0),
                    "answer_due_date": self._day(0),
                    "due_trace": {
                        "days": 5,
                        "unit": "calendar",
                        "skipped": [fields.Date.to_string(self._day(day)) for day in (-2, -1)],
                        "missing_years": [],
                    },
                }
            ]
        )
        self._remember("demo_case_huaxing", case)

    def _tell_complaint_answered_late(self):
        """Extended in time, and still a day too late; found justified, and set right."""
        contract = self._ref("contract_lvzhou")
        people = ("corrective_user_id", "preventive_user_id")
        vals = {
            **self._case_vals(contract, "phone", -40),
            **_RUDE,
            **dict.fromkeys(people, contract.user_id.id),
            **{name: self._day(days) for name, days in _RUDE_DAYS.items()},
            **{name: self._moment(days) for name, days in _RUDE_MOMENTS.items()},
        }
        case = self.env["crm.contract.case"]._register_existing([vals])
        self._remember("demo_case_lvzhou", case)

    def _tell_requests(self):
        """One is new; the other was answered within its hours."""
        jiangnan, huaxing = self._ref("contract_jiangnan"), self._ref("contract_huaxing")
        cases = self.env["crm.contract.case"]
        new = cases.with_user(huaxing.user_id).create(
            {
                **self._case_vals(huaxing, "email", 0),
                "received_at": fields.Datetime.now(),
                "user_id": False,
                "category": "consultation",
                "name": "How to group customers by value 如何按价值划分客户",
            }
        )
        self._remember("demo_case_consultation", new)
        answered = cases._register_existing(
            [
                {
                    **self._case_vals(jiangnan, "chat", -2),
                    "category": "after_sales",
                    "name": "Export to our hospital system 导出到医院系统",
                    "state": "answered",
                    "assigned_at": fields.Datetime.add(self._moment(-2), minutes=40),
                    "started_at": fields.Datetime.add(self._moment(-2), hours=1),
                    "answered_at": fields.Datetime.add(self._moment(-2), hours=3),
                    "answered_on": self._day(-2),
                    "answer": "Explained, and the file layout sent. 已说明并发送文件格式。",
                    "minutes_spent": 45,
                }
            ]
        )
        self._remember("demo_case_export", answered)

    def _tell_data_request(self):
        """Tianhe's person wants a wrong number corrected: the data in 5 days, the answer in 15."""
        contract = self._ref("contract_tianhe")
        case = (
            self.env["crm.contract.case"]
            .with_user(contract.user_id)
            .create(
                {
                    **self._case_vals(contract, "email", 0),
                    "received_at": fields.Datetime.now(),
                    "category": "data_correct",
                    "data_subject_id": self._ref("guo_qiang").id,
                    "name": "My phone number is wrong 我的电话号码有误",
                }
            )
        )
        self._remember("demo_case_data", case)

    @api.model
    def _case_vals(self, contract, channel, days):
        return {
            "contract_id": contract.id,
            "channel_id": self._ref(channel, prefix="channel_").id,
            "user_id": contract.user_id.id,
            "complainant": contract.party_ids.filtered(
                lambda party: party.side != contract.our_side
            ).representative_id.name,
            "received_at": self._moment(days),
        }

    def _moment(self, days):
        """Nine in the morning in Shanghai, or the present moment where that is to come."""
        moment = fields.Datetime.add(fields.Datetime.to_datetime(self._day(days)), hours=1)
        return min(moment, fields.Datetime.now())
