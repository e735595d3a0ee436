from psycopg2 import IntegrityError

from odoo.exceptions import AccessError, UserError, ValidationError
from odoo.fields import Command
from odoo.tools import mute_logger

from .invoice_case import InvoiceCase

ORDERED = {"is_cost_ordered": True, "ordered_percent": 30, "loser_side": False}


class DisputeCostCase(InvoiceCase):
    """Between us, Party A, and Party B; of costs of 8,000 (row T0-11.3) A advanced 5,000."""

    @staticmethod
    def _cost(amount, payer, **values):
        vals = {"name": "Court fee", "amount": amount, "payer_side": payer}
        return Command.create({**vals, "paid_on": "2026-05-18", **values})

    @classmethod
    def _decided(cls, *costs, **values):
        dispute = cls.env["crm.contract.dispute"].create(
            {
                "name": "Quality of March",
                "contract_id": cls.contract.id,
                "side": "a",
                "raised_on": "2026-05-10",
                "filed_on": "2026-05-11",
                "resolved_on": "2026-05-19",
                "no_talk_reason": "They refuse to talk",
                "outcome": "B pays",
                "loser_side": "b",
                "cost_ids": list(costs) or [cls._cost(5000, "a"), cls._cost(3000, "b")],
                **values,
            }
        )
        dispute.action_litigate()
        dispute.action_decide()
        return dispute

    @staticmethod
    def _claim_costs(dispute):
        dispute.action_claim_costs()
        return dispute.cost_claim_ids.sorted("id")

    def _assert_owed(self, dispute, *wanted):
        found = [
            (claim.debtor_side, claim.creditor_side, claim.claimed_amount)
            for claim in self._claim_costs(dispute)
        ]
        self.assertEqual(found, list(wanted))


class TestDisputeCosts(DisputeCostCase):
    """T0-11.3: what one advanced beyond its share is asked back, by the claim that there is."""

    def test_what_one_advanced_for_the_other_is_claimed(self):
        """By hand: B bears 8,000 and advanced 3,000, so 5,000 go to A; A loses: 3,000 to B;
        30/70: A bears 2,400 of the 5,000 it advanced, so B owes 2,600.
        """
        for values, debtor, creditor, amount in (
            ({"loser_side": "b"}, "b", "a", 5000),
            ({"loser_side": "a"}, "a", "b", 3000),
            (ORDERED, "b", "a", 2600),
        ):
            with self.subTest(values=values):
                dispute = self._decided(**values)
                self.assertEqual(dispute.unclaimed_cost_amount, amount)
                self._assert_owed(dispute, (debtor, creditor, amount))
                self.assertEqual(dispute.unclaimed_cost_amount, 0)
                claim = dispute.cost_claim_ids
                self.assertEqual((claim.head, claim.state), ("cost", "draft"))
                self.assertEqual(claim.contract_id, self.contract)
                self.assertIn("Court fee", claim.note)

    def test_two_payments_make_two_claims_that_sum_to_the_cent(self):
        """A third party advanced 1,000 of 8,000 in a dispute that is none of its own."""
        third = {"third_party_id": self.third_party.id}
        dispute = self._decided(
            self._cost(5000, "a"),
            self._cost(2000, "b"),
            self._cost(1000, "third", **third),
            **ORDERED,
        )
        self._assert_owed(dispute, ("b", "a", 2600), ("b", "third", 1000))
        self.assertEqual(dispute.cost_claim_ids[-1:].third_party_id, self.third_party)

    def test_nothing_is_owed_where_each_paid_its_share_or_nothing_is_decided(self):
        dispute = self._decided(self._cost(2400, "a"), self._cost(5600, "b"), **ORDERED)
        with self.assertRaisesRegex(UserError, "Nobody owes"):
            dispute.action_claim_costs()
        talked_over = self._decided().copy({"loser_side": "b", "cost_ids": [self._cost(1, "a")]})
        with self.assertRaisesRegex(UserError, "Nobody owes"):
            talked_over.action_claim_costs()
        with self.assertRaisesRegex(ValidationError, "nothing is owed"):
            self._by_hand(talked_over)

    def test_pressed_twice_there_is_one_claim_until_it_is_off(self):
        dispute = self._decided()
        claim = self._claim_costs(dispute)
        self.assertEqual(self._claim_costs(dispute), claim)
        self.assertEqual(dispute.action_claim_costs()["res_id"], claim.id)
        with self.assertRaises(IntegrityError), mute_logger("odoo.sql_db"):
            self._by_hand(dispute)
        claim._decide("dismissed", "They pay")
        self.assertEqual(len(self._claim_costs(dispute)), 2)

    def _by_hand(self, dispute, **values):
        sides = {"debtor_side": "b", "creditor_side": "a", "claimed_amount": 5000}
        return self.env["crm.contract.claim"].create(
            {"cost_dispute_id": dispute.id, **sides, **values}
        )

    def test_by_hand_it_is_no_other_debt_and_no_larger_one(self):
        dispute = self._decided()
        for values, refused in (
            ({"debtor_side": "a", "creditor_side": "b"}, "nothing is owed"),
            ({"creditor_side": "third", "third_party_id": self.third_party.id}, "nothing is owed"),
            ({"creditor_side": "third"}, "Name the third party"),
        ):
            with self.subTest(values=values), self.assertRaisesRegex(ValidationError, refused):
                self._by_hand(dispute, **values)
        for values in (
            {"head": "damages"},
            {"is_earnest": True},
            {"breach_id": self._breach(100).id},
            {"cost_dispute_id": False},
        ):
            refused = self.assertRaises(IntegrityError)
            with self.subTest(values=values), refused, mute_logger("odoo.sql_db"):
                self._by_hand(dispute, **values)
        claim = self._by_hand(dispute, claimed_amount=5000.01)
        with self.assertRaisesRegex(UserError, "5,000.00 is owed, no more"):
            claim.action_confirm()
        claim.claimed_amount = 5000
        claim.action_confirm()
        self.assertEqual((claim.state, claim.allowed_amount), ("confirmed", 5000))

    def test_a_third_party_is_no_creditor_of_a_breach(self):
        with self.assertRaises(ValidationError):
            self.env["crm.contract.claim"].create(
                {
                    "breach_id": self._breach(100).id,
                    "creditor_side": "third",
                    "third_party_id": self.third_party.id,
                }
            )

    def test_what_is_claimed_stands_as_it_was_decided(self):
        dispute = self._decided()
        claim = self._claim_costs(dispute)
        cost = {"name": "Expert", "amount": 1, "payer_side": "a", "dispute_id": dispute.id}
        for change in (
            lambda: dispute.write({"loser_side": "a"}),
            lambda: dispute.write(ORDERED),
            lambda: dispute.write({"resolved_on": "2026-05-20"}),
            lambda: dispute.cost_ids[:1].write({"amount": 1}),
            lambda: dispute.cost_ids[:1].unlink(),
            lambda: dispute.cost_ids.create(cost),
        ):
            with self.assertRaises(ValidationError) as caught:
                change()
            self.assertIn("dismiss or reverse", str(caught.exception))
        dispute.cost_ids[:1].proof_ids = self._link(self._create_file("receipt.pdf"))
        claim._decide("dismissed", "Too low")
        dispute.cost_ids.create(cost)
        self._assert_owed(dispute, ("b", "a", 5000), ("b", "a", 5001))

    def test_no_cap_limits_what_a_third_party_owes_for_having_lost(self):
        """A cap of 60,000 (engine 3) stays as free as it was."""
        cap = self._determined()
        values = {"other_side": "third", "third_party_id": self.third_party.id}
        dispute = self._decided(
            self._cost(70000, "a"), self._cost(10000, "third"), loser_side="third", **values
        )
        self.assertEqual(dispute.cost_ids[-1:].third_party_id, self.third_party)
        self._assert_owed(dispute, ("third", "a", 70000))
        claim = dispute.cost_claim_ids
        claim.action_confirm()
        claim.action_settle()
        self.assertEqual((claim.allowed_amount, claim.uncovered_amount), (70000, 0))
        self.assertEqual((claim.counts_toward_cap, claim.uncapped_reason), (False, "dispute"))
        self.assertFalse(claim.entry_ids)
        self.assertEqual(cap.consumed_amount, 0)
        with self.assertRaisesRegex(UserError, "Recourse"):
            claim.action_claim_recourse()

    def test_a_third_party_that_advanced_it_belongs_to_the_contract(self):
        other = self._create_active("2026-01-15")
        dispute = self._decided()
        for values, refused in (
            ({"payer_side": "third"}, "Name the third party"),
            ({"third_party_id": self.third_party.id, "payer_side": "a"}, "Name the third party"),
        ):
            with self.subTest(values=values), self.assertRaisesRegex(ValidationError, refused):
                dispute.cost_ids.create(
                    {"name": "Expert", "amount": 1, "dispute_id": dispute.id, **values}
                )
        foreign = self._decided(contract_id=other.id)
        vals = {"name": "Expert", "amount": 1, "payer_side": "third"}
        with self.assertRaisesRegex(ValidationError, "another contract"):
            foreign.cost_ids.create(
                {**vals, "dispute_id": foreign.id, "third_party_id": self.third_party.id}
            )

    def test_officers_claim_and_managers_confirm(self):
        dispute = self._decided()
        with self.assertRaises(AccessError):
            dispute.with_user(self.user).action_claim_costs()
        dispute.with_user(self.officer).action_claim_costs()
        claim = dispute.cost_claim_ids
        with self.assertRaises(AccessError):
            claim.with_user(self.officer).action_confirm()
        claim.with_user(self.manager).action_confirm()

    def test_its_limitation_runs_from_the_decision(self):
        """L-23: three years from 2026-05-19; a proven demand starts it anew."""
        claim = self._claim_costs(self._decided())
        self.assertEqual(str(claim.limitation_date), "2029-05-19")
        self.env["crm.contract.notice"].create(
            {
                "kind": "demand",
                "contract_id": self.contract.id,
                "claim_id": claim.id,
                "side": "a",
                "sent_on": "2026-05-19",
                "delivered_on": "2026-05-20",
                "proof_reference": "SF 1",
            }
        )
        self.assertEqual(str(claim.limitation_date), "2029-05-20")

    def test_it_is_invoiced_settled_and_reversed_like_any_other(self):
        """5,000 to us on a customer invoice, 3,000 from us on a bill, 1,000 to a third party."""
        claim = self._claim_costs(self._decided())
        claim.action_confirm()
        claim.action_create_invoices()
        move = claim.sudo().move_id
        self.assertEqual(
            (move.move_type, move.partner_id, move.amount_total),
            ("out_invoice", self.partner, 5000),
        )
        self.assertEqual(move.invoice_line_ids.name, f"Costs {self.contract.code} Quality of March")
        claim._decide("reversed", "Set aside")
        self.assertEqual(move.state, "cancel")
        owed = self._claim_costs(self._decided(loser_side="a"))
        owed.action_confirm()
        owed.action_settle()
        owed.action_create_invoices()
        self.assertEqual(owed.state, "settled")
        self.assertEqual(owed.sudo().move_id.move_type, "in_invoice")
        third = {"third_party_id": self.third_party.id}
        lent = self._claim_costs(self._decided(self._cost(1000, "third", **third), loser_side="a"))
        lent.action_confirm()
        lent.action_create_invoices()
        move = lent.sudo().move_id
        self.assertEqual((move.move_type, move.partner_id), ("in_invoice", self.anzhi))

    def test_it_outlives_the_contract_and_stands_on_its_sheet(self):
        dispute = self._decided()
        claim = self._claim_costs(dispute)
        self.contract._end("mutual", self._day("2026-05-20"))
        self.assertIn(claim.display_name, self.contract.surviving_note)
        sections = claim._document().sections
        titles = [section.title for section in sections[:3]]
        self.assertEqual(titles, ["Claim", "Dispute", "Costs and Who Advanced Them"])
        self.assertIn("5,000.00", str(sections[2].table))

    def test_a_contract_with_costs_keeps_its_currency(self):
        contract = self._create_active("2026-01-15")
        self._decided(contract_id=contract.id)
        other = (
            self.env["res.currency"]
            .with_context(active_test=False)
            .search([("id", "!=", contract.currency_id.id)], limit=1)
        )
        with self.assertRaisesRegex(UserError, "keeps its currency"):
            contract._refuse_currency_of_claims(other.id)
