from odoo import fields, models


class CrmContractDemo(models.AbstractModel):
    """One third party that was replaced by another, and what the three divide among them."""

    _inherit = "crm.contract.demo"

    def _continue_story(self):
        result = super()._continue_story()
        old, new = self._tell_replacement(self._ref("contract_tianhe"))
        self._remember("demo_third_party_replaced", old)
        self._remember("demo_third_party_successor", new)
        return result

    def _tell_replacement(self, contract):
        """Ruixin asked the customers for half a year; Anzhi asks them from last month on."""
        old = self._begin(contract, "ruixin", "shen_bo", -180)
        officer = self._ref("user_lei")
        old.with_user(officer).action_activate()
        new = self._begin(contract, "anzhi", "sun_kai", -28, replaces_id=old.id)
        new.with_user(officer).action_activate()
        return old, new

    def _begin(self, contract, partner, person, day, **vals):
        """Proposed, consented to and signed, so that it acts from ``day`` on."""
        begins = self._day(day)
        third_party = self._propose(
            contract,
            partner,
            kind="consultant",
            representative_id=self._ref(person).id,
            role="Asks customers how satisfied they are 开展客户满意度调查",
            duties="Asks by the agreed list and keeps the answers secret.\n"
            "按约定问卷调查，并对答复保密。",
            permissions="Chooses whom it asks; promises nothing.\n自行选择调查对象；不得作出承诺。",
            purpose="A neutral view 中立的视角",
            notified_on=fields.Date.subtract(begins, days=14),
            date_start=begins,
            **vals,
        )
        for side in ("a", "b"):
            self._consent(third_party, side, fields.Date.subtract(begins, days=7))
        self._divide(third_party)
        self._part_from(third_party.replaces_id, fields.Date.subtract(begins, days=1))
        third_party.action_send_to_sign()
        for mark in third_party.execution_id.signature_ids:
            self._sign(mark, begins)
        return third_party

    def _divide(self, third_party):
        """Each duty has one side that is accountable; what is sold is shared by all three."""
        common = {"contract_id": third_party.contract_id.id, "third_party_id": third_party.id}
        rows = self.env["crm.contract.responsibility"].with_user(third_party.contract_user_id)
        rows.create(
            [
                {
                    **common,
                    "name": "List of questions 调查问卷",
                    "clause": "4.2",
                    "part_a": "accountable",
                    "part_b": "consulted",
                    "part_third": "responsible",
                },
                {
                    **common,
                    "name": "Quality of the answers 答复质量",
                    "clause": "4.3",
                    "part_a": "informed",
                    "part_b": "consulted",
                    "part_third": "accountable",
                },
            ]
        )
        shares = self.env["crm.contract.share"].with_user(third_party.contract_user_id)
        shares.create(
            {
                **common,
                "name": "Study sold to others 对外出售的研究报告",
                "clause": "14.4",
                "percent_a": 50,
                "percent_b": 30,
                "percent_third": 20,
                "amount": 20_000,
            }
        )

    def _part_from(self, old, day):
        """The agreement that ends the old one, signed by all three, and what it gave back."""
        if not old:
            return
        old.with_user(self._ref("user_lei")).action_send_exit_to_sign()
        for mark in old.exit_execution_id.signature_ids:
            self._sign(mark, day)
        for row in old._exit_rows().filtered(lambda row: not row.done_on):
            row.write({"done_on": day, **self._paper(row.name, day)})
