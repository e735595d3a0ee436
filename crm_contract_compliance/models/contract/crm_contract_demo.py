from odoo import fields, models
from odoo.fields import Command

_TALK = {
    "people": "Li Na, Guo Qiang 李娜、郭强",
    "summary": "They would take half of the visits in autumn; we asked for all of them.\n"
    "对方同意秋季补访一半，我方要求全部补访。",
}
_COSTS = (
    {"name": "Expert on the visits 回访鉴定费", "payer_side": "a", "amount": 2_000},
    {"name": "Legal opinion 律师意见费", "payer_side": "b", "amount": 3_000},
)


class CrmContractDemo(models.AbstractModel):
    """A request that was not answered, and a dispute that is still talked over."""

    _inherit = "crm.contract.demo"

    def _continue_story(self):
        result = super()._continue_story()
        self._tell_dispute(self._ref("contract_tianhe"))
        return result

    def _tell_dispute(self, contract):
        """Visits fell out; asked for in writing, then negotiated."""
        contract = contract.with_user(contract.user_id)
        asked_on = fields.Date.subtract(contract._local_today(), days=18)
        request = (
            self.env["crm.contract.notice"]
            .with_user(contract.user_id)
            .create(
                {
                    "contract_id": contract.id,
                    "kind": "cooperation",
                    "side": contract.our_side,
                    "subject": "Days for the visits of spring 春季回访的日期",
                    "sent_on": asked_on,
                    "delivered_on": fields.Date.add(asked_on, days=2),
                    "proof_reference": "SF 1400 2233 8801",
                }
            )
        )
        request.write({"answered_on": fields.Date.add(asked_on, days=6), "answer": "None 无"})
        talk = {**_TALK, "held_on": fields.Date.add(asked_on, days=11)}
        self.env["crm.contract.dispute"].with_user(contract.user_id).create(
            {
                "name": "Visits that fell out 未履行的回访",
                "contract_id": contract.id,
                "side": contract.our_side,
                "raised_on": fields.Date.add(asked_on, days=8),
                "disputed_amount": 12_000,
                "next_date": fields.Date.add(asked_on, days=25),
                "next_matter": "Second talk 第二次协商",
                "talk_ids": [Command.create(talk)],
                "cost_ids": [
                    Command.create({**cost, "paid_on": fields.Date.add(asked_on, days=14)})
                    for cost in _COSTS
                ],
            }
        )
