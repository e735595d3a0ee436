from odoo import api, fields, models
from odoo.fields import Command

from ..base import doors
from ..base.crm_contract_demo import Chapter

_ENDED = Chapter(
    "lvzhou",
    "rollout",
    "System roll-out in two plants 两厂系统实施合同",
    "he_ping",
    "lei",
    120_000,
    ends_in=200,
    our_side="b",
    terms={"signing_place": "Hangzhou 杭州"},
)
_ENDED_DAYS_AGO = 20
_PAID = 60_000


class CrmContractDemo(models.AbstractModel):
    """A contract that both sides ended early: 12,000 go back, one item is still not handed over."""

    _inherit = "crm.contract.demo"

    @api.model
    def _continue_story(self):
        result = super()._continue_story()
        contract = self._tell_active(_ENDED)
        self._remember("demo_contract_lvzhou_rollout", contract)
        self._charge_a_year(contract)
        for row in contract.deadline_ids.filtered("obligation_id"):
            if row.due_date < self._day(0):
                row._close(row.due_date)
        end = self._end_by_agreement(contract)
        self._hand_most_of_it_over(end)
        end.matter_ids.treatment = "settled"
        end.action_compute_settlement()
        return result

    def _charge_a_year(self, contract):
        """A fee of 365 days, invoiced and half paid."""
        fees = doors.through(self.env["crm.contract.fee"], "crm_contract_settle")
        fee = fees.create(
            {
                "contract_id": contract.id,
                "name": "Operation of the year 全年运行服务费",
                "kind": "service",
                "amount": contract.amount_total,
                "clause": "4.2",
                "schedule": "periods",
                "period_months": 12,
                "date_start": contract.effective_date,
                "date_end": fields.Date.add(contract.effective_date, days=364),
            }
        )
        doors.closed(fee, "crm_contract_settle").action_build_schedule()
        self._pay(contract.payment_ids, _PAID, self._day(-150), self._day(-140))

    def _end_by_agreement(self, contract):
        lei = self._ref("user_lei")
        paper = self.env["ir.attachment"].with_user(lei)
        paper = paper.create(
            {"name": "termination agreement 终止协议.txt", "raw": "Agreed 同意终止".encode()}
        )
        terminations = self.env["crm.contract.termination"].with_user(lei)
        end = terminations.create(
            {
                "contract_id": contract.id,
                "ground_id": self._ref("mutual", prefix="end_ground_").id,
                "requested_end_date": self._day(-_ENDED_DAYS_AGO),
                "evidence_ids": [Command.link(paper.id)],
                "reason": "The plants are sold 两厂已出售",
            }
        )
        end.action_make_effective()
        return end

    def _hand_most_of_it_over(self, end):
        """Four of five arrived; the customer data wait for their certificate."""
        items = end.handover_ids
        items.custodian_id = self._ref("he_ping")
        for item in items.filtered(lambda item: not item.needs_proof):
            item.done_on = self._day(3 - _ENDED_DAYS_AGO)
