from odoo import fields, models


class CrmContractDemo(models.AbstractModel):
    """What the story keeps on record: talks, trainings, checks of channels, a report begun."""

    _inherit = "crm.contract.demo"

    def _continue_story(self):
        result = super()._continue_story()
        self._tell_communications()
        self._tell_trainings()
        self._tell_channel_checks()
        self._begin_report()
        return result

    def _tell_communications(self):
        """A call of this week; a letter of long ago, which is in the archive."""
        call = self._log(
            "huaxing",
            "phone",
            -3,
            direction="in",
            name="Missed visits 未按约回访",
            summary="They ask for a visit this month. 客户要求本月安排回访。",
        )
        letter = self._log(
            "jiangnan",
            "letter",
            -18,
            name="Training plan 培训计划",
            summary="The plan of three sessions was sent. 已寄出三次培训的计划。",
        )
        letter.action_put_into_archive()
        self._remember("demo_communication_call", call)
        self._remember("demo_communication_letter", letter)

    def _log(self, key, channel, days, **values):
        contract = self._ref(f"contract_{key}")
        sides = contract.party_ids.filtered(lambda party: party.side != contract.our_side)
        return self.env["crm.contract.communication"].create(
            {
                "contract_id": contract.id,
                "channel_id": self._ref(channel, prefix="channel_").id,
                "user_id": contract.user_id.id,
                "person": sides.representative_id[:1].name,
                "held_at": self._moment(days),
                **values,
            }
        )

    def _tell_trainings(self):
        """One is trained for complaints; whoever gives advice after the sale is not yet."""
        abilities = self.env["crm.contract.ability"].create(
            [
                {"name": "Handling of complaints 投诉处理", "category": "complaint", "color": 3},
                {"name": "After-sales advice 售后指导", "category": "after_sales", "color": 4},
            ]
        )
        training = self.env["crm.contract.training"].create(
            {
                "user_id": self._ref("user_na").id,
                "ability_id": abilities[0].id,
                "trained_on": self._day(-90),
                "valid_until": self._day(275),
                "trainer": "Mingde Academy 明德学院",
                "company_id": self.env.ref("base.main_company").id,
            }
        )
        self._remember("demo_ability_complaints", abilities[0])
        self._remember("demo_ability_support", abilities[1])
        self._remember("demo_training_na", training)

    def _tell_channel_checks(self):
        """The phone works; nobody answers in the chat."""
        phone, chat = (self._ref(key, prefix="channel_") for key in ("phone", "chat"))
        phone.write({"user_id": self._ref("user_na").id, "address": "021-5555 0100"})
        chat.write({"user_id": self._ref("user_lei").id, "address": "chat.mingde.example.com"})
        phone.action_check_reachable()
        phone._write_settled({"checked_on": self._day(-12)})
        chat.action_check_failed()

    def _begin_report(self):
        """The next report on Huaxing, with its figures so far."""
        row = self.env["crm.contract.deadline"].search(
            [
                ("contract_id", "=", self._ref("contract_huaxing").id),
                ("duty_kind", "=", "report"),
                ("state", "=", "open"),
                ("due_date", ">=", fields.Date.to_string(self._day(0))),
            ],
            limit=1,
        )
        if row:
            owner = row.contract_id.user_id
            report = self.env["crm.contract.report"].create(
                {"deadline_id": row.id, "user_id": owner.id}
            )
            self._remember("demo_report_huaxing", report)
