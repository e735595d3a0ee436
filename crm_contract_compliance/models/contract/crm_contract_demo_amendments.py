from odoo import models
from odoo.fields import Command


class CrmContractDemo(models.AbstractModel):
    """Two amendments of the story: one applied, one that is signed and waits for its day."""

    _inherit = "crm.contract.demo"

    def _continue_story(self):
        result = super()._continue_story()
        self._amend_at_once(self._ref("contract_jiangnan"))
        self._amend_ahead(self._ref("contract_tianhe"))
        return result

    def _amend_at_once(self, contract):
        """Agreed with one seal each, as its type has it (T2-10.1)."""
        amendment = self._ask_to_amend(
            contract,
            "Service moves to Hangzhou 履行地点改为杭州",
            "The hospital's new wing is in Hangzhou. 新院区位于杭州。",
            [("contract.performance_place", "value_char", "Hangzhou 杭州")],
        )
        self._sign_amendment(amendment, -5)
        self._remember("demo_amendment_jiangnan", amendment)

    def _amend_ahead(self, contract):
        """Asked for in writing by courier, in effect in two weeks."""
        amendment = self._ask_to_amend(
            contract,
            "Complaints answered in three days 投诉处理期限缩短为三日",
            "Guests expect a quick answer. 客人希望尽快得到答复。",
            [("contract.complaint_days", "value_integer", 3)],
            effective_date=self._day(14),
        )
        amendment.notice_id = self.env["crm.contract.notice"].create(
            {
                "contract_id": contract.id,
                "kind": "amendment",
                "side": amendment.side,
                "sent_on": self._day(-6),
                "delivered_on": self._day(-4),
                "proof_reference": "SF 1400 5566 7788",
            }
        )
        self._sign_amendment(amendment, -2)
        self._remember("demo_amendment_tianhe", amendment)

    def _ask_to_amend(self, contract, name, reason, changes, **values):
        rows = [
            Command.create({"subject": "contract", "term": term, value: new})
            for term, value, new in changes
        ]
        amendments = self.env["crm.contract.amendment"].with_user(contract.user_id)
        amendment = amendments.create(
            {
                "contract_id": contract.id,
                "name": name,
                "reason": reason,
                "side": "a" if contract.our_side == "b" else "b",
                "change_ids": rows,
                **values,
            }
        )
        return amendment.with_env(self.env)

    def _sign_amendment(self, amendment, day):
        amendment.action_negotiate()
        amendment.action_send_to_sign()
        marks = {"signed_on": self._day(day)}
        if amendment.execution_id.mode == "sign_and_seal":
            marks["sealed_on"] = self._day(day)
        for row in amendment.execution_id.signature_ids:
            row.write(marks)
        amendment.execution_id._advance()
