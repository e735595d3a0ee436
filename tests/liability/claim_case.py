"""Breaches that were assessed, and what is claimed from them."""

from odoo.fields import Command

from .liability_case import LiabilityCase

ASSESSED = {
    "fact": "Data migrated with errors",
    "impact": "Two weeks of delay",
    "severity": "serious",
    "fault": "ordinary",
}


class ClaimCase(LiabilityCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.second_manager = cls._second_manager()
        cls.quality = cls.env["crm.contract.breach.type"].create(
            {"name": "Quality", "matter": "quality"}
        )

    @classmethod
    def _second_manager(cls):
        env, cls.env = cls.env, cls.env(su=True)
        user = cls._new_user("cc_second_manager", "manager")
        cls.env = env
        return user

    @classmethod
    def _breach(cls, *losses, matter="quality", **values):
        breach_type = cls.quality
        if matter != "quality":
            breach_type = breach_type.create({"name": matter, "matter": matter})
        breach = cls.env["crm.contract.breach"].create(
            {
                "contract_id": cls.contract.id,
                "type_id": breach_type.id,
                "side": "b",
                "clause": "8.2",
                "occurred_on": "2026-05-19",
                "known_on": "2026-05-20",
                "loss_ids": [
                    Command.create(
                        {"name": "Loss", **loss}
                        if isinstance(loss, dict)
                        else {"name": "Loss", "amount": loss}
                    )
                    for loss in losses
                ],
                **ASSESSED,
                **values,
            }
        )
        breach.action_assess()
        return breach

    @classmethod
    def _third(cls, *losses, **values):
        return cls._breach(*losses, side="third", third_party_id=cls.third_party.id, **values)

    @classmethod
    def _claims(cls, breach, **values):
        wizard = cls.env["crm.contract.claim.wizard"].create({"breach_id": breach.id, **values})
        wizard.action_confirm()
        return breach.claim_ids.sorted("id")

    @classmethod
    def _with_rules(cls, amount, *rules):
        """A contract in force over the amount, with these rules on quality and no others."""
        contract = cls._create_contract(amount_total=amount)
        contract.penalty_rule_ids = [
            Command.clear(),
            *(Command.create({"breach_type_id": cls.quality.id, **rule}) for rule in rules),
        ]
        cls._sign(contract, "2026-01-15")
        contract.action_activate()
        return contract

    @classmethod
    def _confirmed(cls, breach, **values):
        claim = cls._claims(breach, **values)[-1:]
        claim.action_confirm()
        return claim
