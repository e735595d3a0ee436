"""Third parties and caps of a contract in force, and people of every role who may not."""

from odoo.fields import Command

from ..third_party.third_party_case import ThirdPartyCase
from .security_case import SecurityCase


class ThirdPartySecurityCase(SecurityCase, ThirdPartyCase):
    """``cls.contract`` is owned by ``cls.user``; ``others`` and ``foreign`` are out of reach."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.draft = cls._create_contract(name="Draft", amount_total=1000)
        cls.others = cls._create_contract(name="Somebody else's", user_id=cls.other_user.id)
        cls.foreign = cls._create_foreign_contract()
        cls.classified = cls._create_contract(
            is_classified=True, member_ids=cls._link(cls.member | cls.cleared_user)
        )

    @classmethod
    def _cap_of(cls, third_party, **values):
        """A determined cap of 60,000."""
        cap = cls.env["crm.contract.liability.cap"].create(
            {
                "third_party_id": third_party.id,
                "fixed_amount": 60000,
                "determined_on": "2026-05-18",
                **values,
            }
        )
        cap.action_determine()
        return cap

    @classmethod
    def _commit(cls, cap, amount=1000.0):
        return cls.env["crm.contract.liability.entry"].create(cls._posting(cap, amount))

    @staticmethod
    def _posting(cap, amount=1000.0, **values):
        return {
            "account_id": cap.account_ids[:1].id,
            "kind": "commit",
            "bucket": "committed",
            "amount": amount,
            **values,
        }

    @classmethod
    def _give_consent(cls, third_party, side, day="2026-05-10"):
        third_party._consent_of(side).write(
            {
                "done_on": day,
                "evidence_ids": [Command.link(cls._create_file("consent.pdf").id)],
            }
        )
