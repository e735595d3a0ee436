from odoo import fields, models
from odoo.fields import Command

from ..contract.selections import OTHER_SIDE

_LOST_RECORDS = {
    "clause": "6.3",
    "obligation": "Migrates the records of branch 2 without loss 完整迁移二分院的记录",
    "fact": "1,900 of 31,000 records were missing after the migration.\n"
    "迁移后31000条记录中缺失1900条。",
    "impact": "Branch 2 kept its register on paper for three days.\n二分院三天内使用纸质登记。",
    "severity": "serious",
    "fault": "ordinary",
}
_RE_ENTRY = {
    "clause": "6.3",
    "obligation": "Delivers the records of branch 3 with their dates 按日期完整交付三分院的记录",
    "fact": "The dates of 420 visits were swapped.\n420条就诊记录的日期错置。",
    "impact": "The visits had to be entered again.\n就诊记录须重新录入。",
    "severity": "minor",
    "fault": "ordinary",
}
_LATE_NORMS = {
    "clause": "3.1",
    "obligation": "Norms for four departments by the agreed day 按期交付四个部门的规范",
    "fact": "The norms of one department came 15 days late.\n一个部门的规范迟交15天。",
    "impact": "Its training was held twice.\n该部门的培训重复举行。",
    "severity": "minor",
    "fault": "ordinary",
    "contributory_percent": 20,
}
_VISIT_IN_VAIN = {
    "clause": "5.2",
    "obligation": "Opens its branch for the agreed training 按约开放门店接受培训",
    "fact": "The branch was closed on both agreed days.\n约定的两日门店均未开放。",
    "impact": "The trainers travelled in vain.\n培训师两次空跑。",
    "severity": "minor",
    "fault": "ordinary",
}


class CrmContractDemo(models.AbstractModel):
    """Who broke what in the story, and how far its third parties answer for it.

    One cap is nearly used, one not determined; a late payment is proposed as a breach.
    """

    _inherit = "crm.contract.demo"

    def _continue_story(self):
        result = super()._continue_story()
        self._remember("demo_cap_anzhi", self._tell_cap_of_anzhi())
        self._remember("demo_cap_ruixin", self._tell_cap_of_ruixin())
        self._remember("demo_breach_records", self._tell_lost_records())
        self._remember("demo_breach_re_entry", self._tell_re_entry())
        self._remember("demo_breach_lvzhou", self._tell_own_breach())
        self._remember("demo_breach_visit", self._tell_visit_in_vain())
        self._remember("demo_breach_huaxing", self._tell_late_payment())
        return result

    def _tell_cap_of_anzhi(self):
        """The lower of 70,000 and 20 % of 300,000; the claims below draw 52,000 of it."""
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
        return cap

    def _tell_cap_of_ruixin(self):
        """Proposed, but neither determined nor listed: the contract cannot be signed."""
        return self._cap(self._ref("third_party_ruixin"), basis="fixed", fixed_amount=30_000)

    def _cap(self, third_party, **vals):
        """By the manager."""
        caps = self.env["crm.contract.liability.cap"].with_user(self._ref("user_fang"))
        return caps.create({"third_party_id": third_party.id, **vals})

    def _tell_lost_records(self):
        """Anzhi pays 40,000, and the breach is closed."""
        breach = self._breach_of_anzhi(
            -9,
            -8,
            _LOST_RECORDS,
            self._loss("Records restored by hand 人工恢复记录", 34_000),
            self._loss(
                "Overtime that keeps branch 2 open 为维持二分院营业的加班费",
                6_000,
                is_mitigation=True,
            ),
        )
        claims = self._claim(breach)
        claims.action_settle()
        breach.action_close()
        return breach

    def _tell_re_entry(self):
        """12,000 are confirmed and not yet paid: what could be avoided does not count."""
        breach = self._breach_of_anzhi(
            -2,
            0,
            _RE_ENTRY,
            self._loss("Re-entry of the visits 补录就诊记录", 12_000),
            self._loss("A second check of the same visits 重复核对", 3_000, is_avoidable=True),
        )
        self._claim(breach)
        return breach

    def _tell_own_breach(self):
        """Ours, assessed and not yet claimed; the customer bears a fifth of it."""
        return self._breach(
            self._ref("contract_lvzhou"),
            "norms_delivery",
            _LATE_NORMS,
            side=self._ref("contract_lvzhou").our_side,
            occurred_on=self._day(-60),
            known_on=self._day(-45),
            loss_ids=[
                self._loss("Second training 重复培训", 8_000),
                self._loss(
                    "Orders lost in that week 当周损失的订单",
                    5_000,
                    kind="indirect",
                    is_foreseeable=False,
                ),
            ],
        )

    def _tell_visit_in_vain(self):
        """The customer's, confirmed: 3,600 that can be invoiced."""
        contract = self._ref("contract_huaxing")
        breach = self._breach(
            contract,
            "norms_other",
            _VISIT_IN_VAIN,
            side=OTHER_SIDE[contract.our_side],
            occurred_on=self._day(-31),
            known_on=self._day(-30),
            loss_ids=[self._loss("Two days of two trainers 两名培训师两日费用", 3_600)],
        )
        self._claim(breach)
        return breach

    def _tell_late_payment(self):
        """What the daily check finds."""
        payment = self._ref("contract_huaxing").fee_ids[1].payment_ids
        payment._propose_breaches()
        return self.env["crm.contract.breach"].search([("payment_id", "=", payment.id)])

    def _breach_of_anzhi(self, occurred_in, known_in, vals, *losses):
        third_party = self._ref("third_party_anzhi")
        return self._breach(
            third_party.contract_id,
            "third_agreement",
            vals,
            side="third",
            third_party_id=third_party.id,
            occurred_on=self._day(occurred_in),
            known_on=self._day(known_in),
            loss_ids=list(losses),
        )

    def _breach(self, contract, breach_type, vals, **more):
        """Registered and assessed by the manager."""
        breach = (
            self.env["crm.contract.breach"]
            .with_user(self._ref("user_fang"))
            .create(
                {
                    "contract_id": contract.id,
                    "type_id": self._ref(breach_type, prefix="breach_type_").id,
                    **vals,
                    **more,
                }
            )
        )
        breach.action_assess()
        return breach

    def _loss(self, name, amount, **vals):
        return Command.create({"name": name, "amount": amount, **vals})

    def _claim(self, breach):
        """Damages through the dialog, confirmed."""
        self.env["crm.contract.claim.wizard"].with_env(breach.env).create(
            {"breach_id": breach.id, "head": "damages"}
        ).action_confirm()
        breach.claim_ids.action_confirm()
        return breach.claim_ids
