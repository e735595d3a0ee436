from odoo.exceptions import UserError, ValidationError
from odoo.fields import Command

from ..payment.payment_case import PaymentCase

FUNDAMENTAL = {
    "fact": "Never delivered",
    "impact": "All of it",
    "severity": "fundamental",
    "fault": "ordinary",
}


class TestEarnestMoney(PaymentCase):
    """L-06 to L-08, scenario 15: 50,000 on 200,000; Party B pays us, Party A."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.breach_type = cls.env["crm.contract.breach.type"].create({"name": "Delivery"})
        cls.env = cls.env(user=cls.manager)

    def _contract(self, paid=50000, kind="earnest", amount=50000):
        """In force, with what was paid of the fee in time."""
        env, type(self).env = self.env, self.env(su=True)
        contract = self._create_contract(amount_total=200000)
        contract.penalty_rule_ids = [
            Command.clear(),
            Command.create(
                {"method": "fixed", "fixed_amount": 1000, "breach_type_id": self.breach_type.id}
            ),
        ]
        self._create_fee(contract, kind=kind, amount=amount)
        self._sign(contract, "2026-01-15").action_activate()
        if paid:
            self._pay(self._invoice(contract.payment_ids), paid, "2026-03-20")
        type(self).env = env
        return contract.with_env(env)

    def _breach(self, contract, side="a", **values):
        breach = self.env["crm.contract.breach"].create(
            {
                "contract_id": contract.id,
                "type_id": self.breach_type.id,
                "side": side,
                "clause": "6.1",
                "occurred_on": "2026-04-01",
                "known_on": "2026-04-01",
                **FUNDAMENTAL,
                **values,
            }
        )
        breach.action_assess()
        return breach

    def _claim(self, breach, **values):
        dialog = self.env["crm.contract.claim.wizard"].create({"breach_id": breach.id, **values})
        dialog.action_confirm()
        return breach.claim_ids.sorted("id")[-1]

    def test_scenario_15_double_refund(self):
        """We received 50,000 and break the contract: 2 x 40,000, which explains itself."""
        breach = self._breach(self._contract())
        claim = self._claim(breach, is_earnest=True)
        self.assertEqual(
            (claim.head, claim.claimed_amount, claim.debtor_side, claim.creditor_side),
            ("refund", 80000, "a", "b"),
        )
        claim.action_confirm()
        self.assertEqual(
            [(step["code"], step["total"]) for step in claim.trace["steps"]],
            [("earnest_paid", "50000"), ("earnest_excess", "40000"), ("earnest_doubled", "80000")],
        )

    def test_who_gave_it_loses_it(self):
        claim = self._claim(self._breach(self._contract(), side="b"), is_earnest=True)
        self.assertEqual(
            (claim.head, claim.claimed_amount, claim.creditor_side), ("penalty", 40000, "a")
        )

    def test_dialog_says_what_it_yields(self):
        dialog = self.env["crm.contract.claim.wizard"].create(
            {"breach_id": self._breach(self._contract()).id}
        )
        self.assertEqual(dialog.forfeit_amount, 80000)
        self.assertIn("2 × $\xa040,000.00", dialog.forfeit_note.replace("$ ", "$\xa0"))
        self.assertIn("10,000.00", dialog.forfeit_note)

    def test_what_was_paid_counts(self):
        """L-06: agreed 50,000, paid 30,000: 60,000."""
        claim = self._claim(self._breach(self._contract(paid=30000)), is_earnest=True)
        self.assertEqual(claim.claimed_amount, 60000)

    def test_unpaid_or_other_deposits_are_not_returned_double(self):
        """L-07: must be expressly earnest money, and paid."""
        for values in ({"paid": 0}, {"kind": "deposit"}):
            breach = self._breach(self._contract(**values))
            with (
                self.subTest(values=values),
                self.assertRaisesRegex(UserError, "here none was"),
                self.env.cr.savepoint(),
            ):
                self._claim(breach, is_earnest=True, head="refund", amount=1)

    def test_credited_earnest_money_was_not_paid(self):
        contract = self._contract(paid=0)
        move = self._invoice(contract.sudo().payment_ids)
        move._reverse_moves([{"date": "2026-03-20", "invoice_date": "2026-03-20"}], cancel=True)
        self.assertEqual(contract.payment_ids.residual_amount, 50000)
        with self.assertRaisesRegex(UserError, "here none was"):
            self._claim(self._breach(contract), is_earnest=True, head="refund", amount=1)

    def test_purpose_that_is_not_defeated_forfeits_nothing(self):
        breach = self._breach(self._contract(), severity="serious")
        with self.assertRaisesRegex(UserError, "purpose of the contract"):
            self._claim(breach, is_earnest=True)

    def test_penalty_or_earnest_money(self):
        """L-08: also over RPC, in either order; a dismissed one is no choice."""
        claims = self.env["crm.contract.claim"]
        for first, second in ((True, False), (False, True)):
            breach = self._breach(self._contract())
            rule = breach.contract_id.penalty_rule_ids
            vals = {
                True: {"is_earnest": True, "head": "refund", "claimed_amount": 80000},
                False: {"head": "penalty", "rule_id": rule.id, "claimed_amount": 1000},
            }
            chosen = claims.create({"breach_id": breach.id, **vals[first]})
            with (
                self.subTest(first=first),
                self.assertRaisesRegex(ValidationError, "Penalty or earnest money"),
                self.env.cr.savepoint(),
            ):
                claims.create({"breach_id": breach.id, **vals[second]})
            chosen._decide("dismissed", "The other one is better")
            claims.create({"breach_id": breach.id, **vals[second]})

    def test_loss_above_the_earnest_money_is_claimed_with_it(self):
        """L-08: a loss of 100,000, of which 40,000 of earnest money leave 60,000 as damages."""
        breach = self._breach(self._contract(), loss_ids=[self._loss(100000)])
        dialog = self.env["crm.contract.claim.wizard"].create(
            {"breach_id": breach.id, "is_earnest": True}
        )
        self.assertEqual(dialog.loss_above, 60000)
        self._claim(breach, is_earnest=True, is_loss_claimed=True)
        self.assertEqual(
            breach.claim_ids.sorted("id").mapped(
                lambda row: (row.head, row.is_earnest, row.claimed_amount, row.debtor_side)
            ),
            [("refund", True, 80000, "a"), ("damages", False, 60000, "a")],
        )
        breach.claim_ids.action_confirm()
        self.assertEqual(set(breach.claim_ids.mapped("state")), {"confirmed"})

    def test_no_loss_is_made_good_twice(self):
        """CC 588: beside 40,000 of earnest money no more than 60,000, in either order."""
        for first in ("earnest", "damages"):
            breach = self._breach(self._contract(), loss_ids=[self._loss(100000)])
            earnest = self._claim(breach, is_earnest=True)
            damages = self._claim(breach, head="damages", amount=60000.01)
            one, other = (earnest, damages) if first == "earnest" else (damages, earnest)
            one.action_confirm()
            with (
                self.subTest(first=first),
                self.assertRaisesRegex(UserError, "60,000.00, no more"),
                self.env.cr.savepoint(),
            ):
                other.action_confirm()

    def test_earnest_money_does_not_answer_for_a_third_party(self):
        """The dialog says so; where none was agreed it says nothing of it."""
        for kind, said in (("earnest", "does not answer for a third party"), ("deposit", False)):
            contract = self._contract(kind=kind)
            partner = self.env["res.partner"].sudo().create({"name": "Anzhi", "is_company": True})
            third_party = self.env["crm.contract.third.party"].create(
                {"contract_id": contract.id, "partner_id": partner.id, "kind": "consultant"}
            )
            breach = self._breach(contract, side="third", third_party_id=third_party.id)
            dialog = self.env["crm.contract.claim.wizard"].create({"breach_id": breach.id})
            self.assertFalse(dialog.forfeit_amount)
            self.assertIn(said, dialog.forfeit_note) if said else self.assertFalse(
                dialog.forfeit_note
            )

    def _loss(self, amount):
        return Command.create({"name": "Loss", "amount": amount})

    def test_not_more_than_it_yields(self):
        breach = self._breach(self._contract())
        claim = self._claim(breach, is_earnest=True)
        claim.claimed_amount = 80000.01
        with self.assertRaisesRegex(UserError, "80,000.00"):
            claim.action_confirm()

    def test_earnest_money_answers_once_however_many_breaches_there_are(self):
        contract = self._contract()
        claim = self._claim(self._breach(contract), is_earnest=True)
        claim.action_confirm()
        for side in ("a", "b"):
            other = self._claim(self._breach(contract, side=side), is_earnest=True)
            with (
                self.subTest(side=side),
                self.assertRaisesRegex(UserError, "no more"),
                self.env.cr.savepoint(),
            ):
                other.action_confirm()
        claim._decide("reversed", "Court decided otherwise")
        other.action_confirm()

    def test_no_other_head_or_debtor(self):
        claims = self.env["crm.contract.claim"]
        breach = self._breach(self._contract())
        common = {"breach_id": breach.id, "is_earnest": True, "claimed_amount": 1}
        turned = {"head": "refund", "debtor_side": "b", "creditor_side": "a"}
        for vals in ({"head": "penalty"}, {"head": "damages"}, turned):
            with (
                self.subTest(vals=vals),
                self.assertRaisesRegex(ValidationError, "double refund|who broke the contract"),
                self.env.cr.savepoint(),
            ):
                claims.create({**common, **vals})


class TestEarnestFee(PaymentCase):
    """What a fee of the kind shows (L-06)."""

    def _fees(self, *amounts, kind="earnest"):
        contract = self._create_contract(amount_total=200000)
        fees = [self._create_fee(contract, kind=kind, amount=amount) for amount in amounts]
        return contract, fees

    def test_scenario_15_what_lies_above_the_limit_is_a_payment(self):
        contract, [fee] = self._fees(50000)
        self.assertEqual((fee.earnest_amount, fee.earnest_excess), (40000, 10000))
        message = fee.alerts["earnest_above_limit"]["message"]
        for said in ("10,000.00", "40,000.00", "CC 586", "not legal advice"):
            self.assertIn(said, message)
        self.assertEqual(contract.money_alerts["earnest_above_limit"]["message"], message)

    def test_several_fees_share_one_limit(self):
        _contract, fees = self._fees(30000, 30000)
        self.assertEqual(
            [(fee.earnest_amount, fee.earnest_excess) for fee in fees], [(30000, 0), (10000, 20000)]
        )

    def test_a_fifth_is_all_earnest_money(self):
        _contract, [fee] = self._fees(40000)
        self.assertEqual((fee.earnest_excess, fee.alerts), (0, False))

    def test_other_deposit_says_that_it_is_none(self):
        """L-07."""
        _contract, [fee] = self._fees(50000, kind="deposit")
        self.assertEqual(fee.earnest_amount, 0)
        self.assertIn("CGI 67", fee.alerts["deposit_not_earnest"]["message"])
