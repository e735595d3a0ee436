"""Fees, invoices, breaches and claims of contracts in force, and people who may not."""

from odoo.tests import new_test_user

from ..payment.payment_case import PaymentCase
from .third_party_security_case import ThirdPartySecurityCase

JUDGED = {"fact": "Late", "impact": "Lost", "severity": "minor", "fault": "ordinary"}


class MoneySecurityCase(ThirdPartySecurityCase, PaymentCase):
    """``cls.home`` is in force and owned by ``cls.user``; ``hidden`` ones are out of reach."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.accountant = new_test_user(
            cls.env,
            "cc_accountant",
            groups="base.group_user,account.group_account_invoice",
            company_id=cls.company.id,
        )
        cls.breach_type = cls.env["crm.contract.breach.type"].create({"name": "Service"})
        cls.home = cls._in_force()
        cls.payment = cls.home.payment_ids
        cls.twin = cls._in_force(name="Twin")
        cls.hidden = (
            cls._in_force(name="Somebody else's", user_id=cls.other_user.id),
            cls._in_force(company_id=cls.company_b.id),
            cls._in_force(is_classified=True),
        )
        cls.breach = cls._breach(cls.home)
        cls.claim = cls._claim_of(cls.breach)

    @classmethod
    def _breach(cls, contract, **values):
        return cls.env["crm.contract.breach"].create(
            {
                "contract_id": contract.id,
                "type_id": cls.breach_type.id,
                "side": "b",
                "clause": "8.2",
                "occurred_on": "2026-05-19",
                "known_on": "2026-05-20",
                **JUDGED,
                **values,
            }
        )

    @classmethod
    def _claim_of(cls, breach, state="draft", **values):
        if breach.state == "registered":
            breach.action_assess()
        claim = cls.env["crm.contract.claim"].create(
            {"breach_id": breach.id, "claimed_amount": 100, **values}
        )
        if breach.state == "assessed":
            breach.write({"state": "claimed"})
        if state in ("confirmed", "settled"):
            claim.action_confirm()
        if state == "settled":
            claim.action_settle()
        return claim
