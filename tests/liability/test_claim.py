from odoo.exceptions import AccessError, UserError, ValidationError
from odoo.fields import Command
from odoo.tests import Form

from odoo.addons.crm_contract_compliance.tools.advisory import RULES

from .claim_case import ASSESSED, ClaimCase


class TestBreach(ClaimCase):
    def test_breach_without_a_clause_is_rejected(self):
        """T0-10.1."""
        with self.assertRaisesRegex(UserError, "clause"):
            self._breach(clause=" ")

    def test_breach_that_has_not_occurred_yet_is_rejected(self):
        """The day on which it is known is left to its default."""
        vals = self._breach().copy_data({"occurred_on": "2099-01-01"})[0]
        del vals["known_on"]
        with self.assertRaisesRegex(ValidationError, "lies before"):
            self.env["crm.contract.breach"].create(vals)

    def test_four_criteria_before_it_is_assessed(self):
        """T0-Br2: confirm assessment with fault empty is an error."""
        for name in ASSESSED:
            with (
                self.subTest(name=name),
                self.assertRaisesRegex(UserError, "Before it is assessed"),
            ):
                self._breach(**{name: False})

    def test_four_criteria_are_still_there_when_it_is_claimed(self):
        breach = self._breach(100)
        breach.fault = False
        with self.assertRaisesRegex(UserError, "Before it is assessed"):
            self._claims(breach)

    def test_losses_make_up_what_can_be_claimed(self):
        """T0-10.3b, L-04, L-18, L-19."""
        self.contract.sudo()._write_settled({"is_indirect_loss_counted": True})
        indirect = {"amount": 12000, "kind": "indirect", "is_foreseeable": True}
        self.assertEqual(self._breach(30000, indirect).claimable_amount, 42000)
        self.assertEqual(
            self._breach(30000, {**indirect, "is_foreseeable": False}).claimable_amount, 30000
        )
        self.assertEqual(self._breach(50000, contributory_percent=20).claimable_amount, 40000)
        self.assertEqual(
            self._breach(50000, {"amount": 5000, "is_avoidable": True}).claimable_amount, 50000
        )
        self.contract.sudo()._write_settled({"is_indirect_loss_counted": False})
        self.assertEqual(self._breach(30000, indirect).claimable_amount, 30000)

    def test_loss_that_no_save_would_take_leaves_the_form_alive(self):
        """The save says what is wrong; until then the form shows no claimable loss."""
        shown = {"loss_ids": {"fields": {"amount": {}}}, "claimable_amount": {}}
        for amount in (-1, 1e15):
            values = {"loss_ids": [Command.create({"name": "Loss", "amount": amount})]}
            with self.subTest(amount=amount):
                found = self._breach(100).onchange(values, ["loss_ids"], shown)
                self.assertFalse(found["value"].get("claimable_amount"))

    def test_waiver_without_a_document_is_refused(self):
        """T1-6.4."""
        with self.assertRaisesRegex(ValidationError, "waiver"):
            self._breach(exemption="waiver")

    def test_contract_user_registers_the_manager_dismisses(self):
        breach = self._breach().with_user(self.user)
        with self.assertRaises(AccessError):
            breach._dismiss("Settled by phone")
        with self.assertRaisesRegex(UserError, "Say why"):
            breach.with_user(self.manager)._dismiss(" ")
        breach.with_user(self.manager)._dismiss("Settled by phone")
        self.assertEqual((breach.state, breach.resolution), ("dismissed", "Settled by phone"))

    def test_nobody_deletes_what_only_a_manager_dismisses(self):
        breach = self._breach(100)
        for user in (self.user, self.manager):
            with self.assertRaisesRegex(UserError, "dismissed with a reason"):
                breach.with_user(user).unlink()

    def test_third_partys_breach_asks_its_side_to_help(self):
        """T1-14.2.2: a duty for whoever brought it in."""
        breach = self._third(1000)
        row = self.env["crm.contract.deadline"].search([("kind", "=", "assist")])
        self.assertEqual((row.res_id, row.side, row.state), (breach.id, "a", "open"))
        self.assertIn("Anzhi Data", row.name)


class TestClaim(ClaimCase):
    def test_scenario_6_second_claim_finds_what_is_left(self):
        """Scenario 6: 45,000, then 30,000: 15,000 allowed, 15,000 uncovered, nothing left."""
        cap = self._determined(basis="lower", fixed_amount=70000, percent=20)
        first = self._confirmed(self._third(45000))
        second = self._confirmed(self._third(30000))
        self.assertEqual((first.allowed_amount, first.uncovered_amount), (45000, 0))
        self.assertEqual((second.allowed_amount, second.uncovered_amount), (15000, 15000))
        self.assertEqual(self._figures(cap), (0, 60000, 0))

    def test_gross_negligence_stands_outside_the_cap(self):
        """Scenario 6, L-09: 30,000 allowed, and the cap is not consumed."""
        cap = self._determined(basis="lower", fixed_amount=70000, percent=20)
        self._confirmed(self._third(45000))
        claim = self._confirmed(self._third(30000, fault="gross_negligence"))
        self.assertEqual(
            (claim.allowed_amount, claim.uncovered_amount, claim.uncapped_reason),
            (30000, 0, "gross_negligence"),
        )
        self.assertFalse(claim.entry_ids)
        self.assertEqual(self._figures(cap), (0, 45000, 15000))

    def test_carve_outs_stand_outside_the_cap_unless_they_were_unticked(self):
        """X-6."""
        self._determined()
        leak = self._confirmed(self._third(40000, matter="confidentiality"))
        self.assertEqual(leak.uncapped_reason, "confidentiality")
        self.third_party.cap_ids.sudo()._write_settled({"is_confidentiality_uncapped": False})
        capped = self._confirmed(self._third(40000, matter="confidentiality"))
        self.assertEqual((capped.uncapped_reason, capped.counts_toward_cap), (False, True))

    def test_claim_without_a_cap_says_so(self):
        claim = self._confirmed(self._third(30000))
        self.assertEqual((claim.allowed_amount, claim.uncapped_reason), (30000, "no_cap"))

    def test_settling_pays_and_reversing_gives_back(self):
        cap = self._determined()
        claim = self._confirmed(self._third(45000))
        claim.action_settle()
        self.assertEqual(self._figures(cap), (45000, 0, 15000))
        claim._decide("reversed", "Court decided otherwise")
        self.assertEqual(self._figures(cap), (0, 0, 60000))
        self.assertEqual(claim.state, "reversed")

    def test_what_a_claim_has_drawn_is_not_taken_back_by_hand(self):
        """Else its room is given to others, and settling it pays from what they have drawn."""
        cap = self._determined()
        claim = self._confirmed(self._third(45000))
        for kind in ("reverse", "release", "pay"):
            with self.subTest(kind=kind), self.assertRaisesRegex(UserError, "below zero"):
                self._post(cap, kind, 45000, entry_id=claim.entry_ids.id)
        self.assertEqual(self._figures(cap), (0, 45000, 15000))
        claim.action_settle()
        claim._decide("reversed", "Court decided otherwise")
        self.assertEqual(self._figures(cap), (0, 0, 60000))

    def test_decided_twice_the_first_reason_stays(self):
        breach = self._breach()
        claim = self._confirmed(self._breach(100))
        for reason in ("Court decided otherwise", "Changed my mind"):
            claim._decide("reversed", reason)
            breach._dismiss(reason)
        self.assertEqual(claim.decision_reason, "Court decided otherwise")
        self.assertEqual(breach.resolution, "Court decided otherwise")

    def test_room_that_returns_is_not_given_to_earlier_claims(self):
        """§5: the manager may confirm a supplementary one."""
        cap = self._determined()
        first = self._confirmed(self._third(45000))
        second = self._confirmed(self._third(30000))
        first._decide("reversed", "Withdrawn")
        self.assertEqual((second.allowed_amount, second.uncovered_amount), (15000, 15000))
        self.assertEqual(self._figures(cap), (0, 15000, 45000))

    def test_limit_of_the_breachs_day_bounds_the_claim(self):
        """§5: raised after the breach, the claim still meets the old limit."""
        cap = self._determined()
        self.freeze("2026-06-01 04:00:00")
        cap._change_limit(90000, "Larger scope")
        old = self._confirmed(self._third(80000))
        self.assertEqual((old.allowed_amount, old.uncovered_amount), (60000, 20000))
        new = self._confirmed(self._third(80000, occurred_on="2026-06-01", known_on="2026-06-01"))
        self.assertEqual((new.allowed_amount, new.uncovered_amount), (30000, 50000))

    def test_recourse_meets_the_contract_party_without_the_cap(self):
        """L-22: 80,000 on a cap of 60,000 leaves 20,000 for the party that answers."""
        self._determined()
        claim = self._confirmed(self._third(80000))
        claim.action_claim_recourse()
        claim.action_claim_recourse()
        recourse = self.env["crm.contract.claim"].search([("recourse_of_id", "=", claim.id)])
        self.assertEqual(
            (recourse.debtor_side, recourse.creditor_side, recourse.claimed_amount),
            ("a", "b", 20000),
        )
        recourse.action_confirm()
        self.assertEqual((recourse.allowed_amount, recourse.cap_id.id), (20000, False))

    def test_recourse_falls_with_the_claim_that_it_follows(self):
        """80,000 claimed anew would meet the room that came back, beside the 20,000."""
        self._determined()
        claim = self._confirmed(self._third(80000))
        claim.action_claim_recourse()
        recourse = self.env["crm.contract.claim"].search([("recourse_of_id", "=", claim.id)])
        recourse.action_confirm()
        with self.assertRaisesRegex(UserError, "reverse that first"), self.cr.savepoint():
            claim._decide("reversed", "Court")
        recourse._decide("reversed", "Court")

        claim.action_claim_recourse()
        recourses = self.env["crm.contract.claim"].search([("recourse_of_id", "=", claim.id)])
        self.assertEqual(sorted(recourses.mapped("state")), ["draft", "reversed"])
        claim._decide("reversed", "Court")
        with self.assertRaisesRegex(UserError, "dismiss its recourse"), self.cr.savepoint():
            (recourses - recourse).action_confirm()

    def test_dialog_proposes_what_is_left_of_the_loss(self):
        """Of 1,000 are 300 claimed, and 200 more as a draft: 500 are left; dismissed 700."""
        breach = self._breach(1000)
        self._confirmed(breach, amount=300)
        draft = self._claims(breach, amount=200)[-1]
        dialogs = self.env["crm.contract.claim.wizard"]
        dialog = dialogs.create({"breach_id": breach.id})
        self.assertEqual(dialog.amount, 500)
        self.assertRegex(dialog.loss_note, "500.00 of the claimable loss of .*1,000.00")
        dialog.head = "cost"
        self.assertFalse(dialog.loss_note)
        draft._decide("dismissed", "Too high")
        self.assertEqual(dialogs.create({"breach_id": breach.id}).amount, 700)

    def test_shares_sum_to_the_cent(self):
        """T1-Br-C: A 60 / B 40 of 10,000; and three who share 100 unevenly."""
        breach = self._third(10000)
        claims = self._claims(breach, creditor_a=60, creditor_b=40)
        self.assertEqual(claims.mapped("claimed_amount"), [6000, 4000])
        shared = self._breach(100)
        claims = self._claims(
            shared, debtor_b=33.3333, debtor_third=66.6667, third_party_id=self.third_party.id
        )
        self.assertEqual(claims.mapped("claimed_amount"), [33.33, 66.67])
        with self.assertRaisesRegex(UserError, "100 percent"):
            self._claims(self._breach(100), debtor_b=50)

    def test_four_eyes(self):
        """A44: nobody confirms what they entered, when the setting says so."""
        self.company.crm_contract_is_four_eyes = True
        claim = self._claims(self._breach(100))
        with self.assertRaisesRegex(UserError, "Somebody else"):
            claim.action_confirm()
        other = self.second_manager
        claim.with_user(other).action_confirm()
        self.assertEqual((claim.state, claim.confirmed_by_id), ("confirmed", other))

    def test_four_eyes_see_the_same_amount(self):
        """A44: who puts another amount into a claim does not confirm it."""
        self.company.crm_contract_is_four_eyes = True
        theirs = self._claims(self._breach(100)).with_user(self.second_manager)
        with self.assertRaisesRegex(UserError, "enter another one"):
            theirs.claimed_amount = 90000
        theirs.action_confirm()
        self.assertEqual(theirs.allowed_amount, 100)

    def test_a_loss_is_not_compensated_twice(self):
        """CC 584: what is claimed again goes beyond the loss."""
        breach = self._breach(1000)
        claim = self._claims(breach)
        again = claim.copy()
        claim.action_confirm()
        with self.assertRaisesRegex(UserError, r"0\.00 is left"):
            again.action_confirm()
        self.assertEqual(again.state, "draft")

    def test_doubts_of_the_law_stop_a_claim_where_the_setting_says_so(self):
        """L-03: a loss without proof; by default it is a hint alone."""
        claim = self._claims(self._breach(100))
        self.company.crm_contract_is_advice_blocking = True
        with self.assertRaisesRegex(UserError, r"100\.00 of the loss has no proof.*CGI 64"):
            claim.action_confirm()
        self.assertEqual(claim.state, "draft")
        claim.breach_id.loss_ids.evidence_ids = self._create_file()
        claim.action_confirm()
        self.assertEqual(claim.state, "confirmed")

    def test_claims_are_decided_by_the_manager(self):
        claim = self._claims(self._breach(100))
        for user in (self.user, self.officer):
            theirs = claim.with_user(user)
            with self.assertRaises(AccessError):
                theirs.action_confirm()
            with self.assertRaises(AccessError):
                theirs._decide("dismissed", "x")
        claim.action_confirm()
        claim.action_confirm()
        self.assertEqual((claim.state, claim.allowed_amount), ("confirmed", 100), "not twice")
        with self.assertRaises(UserError):
            claim.claimed_amount = 1

    def test_negotiated_penalty_needs_its_agreement(self):
        """T0-10.3a."""
        contract = self._with_rules(300000, {"method": "negotiated", "fixed_amount": 20000})
        breach = self._breach(contract_id=contract.id)
        claim = self._claims(breach, head="penalty", rule_id=contract.penalty_rule_ids.id)
        self.assertEqual(claim.claimed_amount, 20000)
        with self.assertRaisesRegex(UserError, "attach it"):
            claim.action_confirm()
        claim.evidence_ids = self._create_file()
        claim.action_confirm()
        self.assertEqual(claim.allowed_amount, 20000)

    def test_penalty_by_no_rule_is_a_negotiated_one(self):
        """T0-10.3a, X-2: it needs its agreement too, and never adds to what a rule yields."""
        claim = self._claims(self._breach(), head="penalty", amount=20000)
        with self.assertRaisesRegex(UserError, "attach it"):
            claim.action_confirm()
        claim.evidence_ids = self._create_file()
        claim.action_confirm()
        contract = self._with_rules(500000, {"method": "percent_total", "rate": 10})
        breach = self._breach(contract_id=contract.id)
        self._confirmed(breach, head="penalty", rule_id=contract.penalty_rule_ids.id)
        other = self._claims(breach, head="penalty", rule_id=False, amount=20000)[-1]
        other.evidence_ids = self._create_file()
        with self.assertRaisesRegex(UserError, "never add up"):
            other.action_confirm()

    def test_percent_of_the_total(self):
        """T2-8.2.2: 500,000 x 10 % = 50,000."""
        contract = self._with_rules(500000, {"method": "percent_total", "rate": 10})
        claim = self._confirmed(
            self._breach(contract_id=contract.id),
            head="penalty",
            rule_id=contract.penalty_rule_ids.id,
        )
        self.assertEqual((claim.claimed_amount, claim.allowed_amount), (50000, 50000))
        self.assertEqual(claim.trace["amount"], "50000")

    def test_penalty_stays_within_its_one_rule(self):
        """X-2, I5: not more than the rule yields, and never two rules for one breach."""
        contract = self._with_rules(
            500000,
            {"method": "percent_total", "rate": 10},
            {"method": "fixed", "fixed_amount": 1000},
        )
        tenth, fixed = contract.penalty_rule_ids
        breach = self._breach(contract_id=contract.id)
        claim = self._claims(breach, head="penalty", rule_id=tenth.id)
        claim.claimed_amount = 50000.01
        with self.assertRaisesRegex(UserError, "50,000.00"):
            claim.action_confirm()
        claim.claimed_amount = 50000
        claim.action_confirm()
        for rule, amount, words in ((tenth, 0.01, "yields"), (fixed, 1000, "never add up")):
            other = self._claims(breach, head="penalty", rule_id=rule.id)[-1]
            other.claimed_amount = amount
            with self.subTest(rule=rule.name), self.assertRaisesRegex(UserError, words):
                other.action_confirm()

    def test_confirmed_together_they_stay_within_the_one_rule(self):
        """I5: two drafts of all that the rule yields, ticked in the list at once."""
        contract = self._with_rules(500000, {"method": "percent_total", "rate": 10})
        breach = self._breach(contract_id=contract.id)
        for _twice in range(2):
            claims = self._claims(breach, head="penalty", rule_id=contract.penalty_rule_ids.id)
        with self.assertRaisesRegex(UserError, "50,000.00"):
            claims.action_confirm()

    def test_dialog_offers_the_rules_of_this_kind_of_breach_alone(self):
        """Without a kind a rule is of late payments: of another breach it is not even offered."""
        contract = self._with_rules(
            500000,
            {"method": "percent_total", "rate": 10, "clause": "8.2.2"},
            {"method": "daily_overdue", "rate": 0.05, "breach_type_id": False},
        )
        tenth, late = contract.penalty_rule_ids
        dialogs = self.env["crm.contract.claim.wizard"]
        dialog = dialogs.create(
            {"breach_id": self._breach(contract_id=contract.id).id, "head": "penalty"}
        )
        self.assertEqual((dialog.rule_ids, dialog.rule_id, dialog.amount), (tenth, tenth, 50000))
        self.assertIn("8.2.2", dialog.options)
        self.assertIn("50,000.00", dialog.options)
        with self.assertRaisesRegex(ValidationError, "other breaches"):
            self.env["crm.contract.claim"].create(
                {"breach_id": dialog.breach_id.id, "head": "penalty", "rule_id": late.id}
            )
        service = self._breach(contract_id=contract.id, matter="service")
        dialog = dialogs.create({"breach_id": service.id, "head": "penalty"})
        self.assertFalse(dialog.rule_ids)
        self.assertIn("No penalty is agreed", dialog.options)

    def test_late_payment_that_is_not_named_is_no_silent_zero(self):
        contract = self._with_rules(
            500000, {"method": "daily_overdue", "rate": 0.05, "breach_type_id": False}
        )
        breach = self._breach(contract_id=contract.id, matter="payment")
        dialog = self.env["crm.contract.claim.wizard"].create(
            {"breach_id": breach.id, "head": "penalty"}
        )
        self.assertIn("the breach names none", dialog.options)
        self.assertNotIn("0.00", dialog.options)
        self.assertIn("the breach names none", dialog.unknown_note)
        with self.assertRaisesRegex(UserError, "the breach names none"):
            dialog.action_confirm()

    def test_heads_without_money_have_their_own_state(self):
        """T0-10.2: penalty and remedial action side by side."""
        breach = self._breach(100)
        self._claims(breach)
        remedy = self._claims(breach, head="remedy")[-1]
        remedy.action_confirm()
        self.assertEqual(breach.claim_ids.sorted("id").mapped("state"), ["draft", "confirmed"])

    def test_foreign_money_is_converted_when_it_is_confirmed(self):
        """A55: at the rate of that day, and frozen."""
        euro = self.env.ref("base.EUR").sudo()
        euro.active = True
        rates = self.env["res.currency.rate"].sudo()
        rates.search([("currency_id", "=", euro.id)]).unlink()
        rates.create(
            {
                "currency_id": euro.id,
                "name": "2026-05-01",
                "rate": 0.5,
                "company_id": self.company.id,
            }
        )
        claim = self._claims(self._breach())
        claim.write({"foreign_currency_id": euro.id, "foreign_amount": 1000})
        claim.action_confirm()
        self.assertEqual((claim.claimed_amount, claim.allowed_amount), (2000, 2000))
        rates.create(
            {
                "currency_id": euro.id,
                "name": "2026-05-20",
                "rate": 0.25,
                "company_id": self.company.id,
            }
        )
        self.assertEqual(claim.claimed_amount, 2000)

    def test_contract_with_a_claim_keeps_its_currency(self):
        """500 dollars that are claimed are not 500 euros."""
        euro = self.env.ref("base.EUR").sudo()
        euro.active = True
        contract = self._with_rules(1000)
        self._breach(500, contract_id=contract.id)
        with self.assertRaisesRegex(UserError, "keeps its currency"):
            contract.currency_id = euro

    def test_bad_amounts_are_refused(self):
        claim = self._claims(self._breach())
        for amount in (float("nan"), float("inf"), -1, 1e15, 1e308):
            with self.subTest(amount=amount), self.assertRaises(UserError):
                claim.claimed_amount = amount
        with self.assertRaisesRegex(UserError, "how much"):
            claim.action_confirm()

    def test_scenario_15_limitation(self):
        """L-23: known 2026-04-01, until 2029-04-01; a proven demand restarts it."""
        breach = self._breach(100, occurred_on="2026-04-01", known_on="2026-04-01")
        claim = self._claims(breach)
        self.assertEqual(str(claim.limitation_date), "2029-04-01")
        row = self.env["crm.contract.deadline"].search([("kind", "=", "limitation")])
        self.assertEqual((str(row.due_date), str(row.remind_on)), ("2029-04-01", "2029-01-01"))
        self.freeze("2027-05-12 04:00:00")
        demand = self.env["crm.contract.notice"].create(
            {
                "contract_id": self.contract.id,
                "kind": "demand",
                "claim_id": claim.id,
                "side": "a",
                "sent_on": "2027-05-08",
                "delivered_on": "2027-05-10",
            }
        )
        self.assertEqual(str(claim.limitation_date), "2029-04-01", "no proof, no restart")
        demand.proof_reference = "SF 1400 2233"
        self.assertEqual(str(claim.limitation_date), "2030-05-10")
        self.assertEqual(str(row.due_date), "2030-05-10")

    def test_a_demand_is_written_in_the_form_of_notices(self):
        """There too it names its claim; without one the form says which field is missing."""
        claim = self._claims(self._breach(100))
        form = Form(self.env["crm.contract.notice"])
        form.contract_id, form.kind, form.side = self.contract, "demand", "a"
        with self.assertRaisesRegex(AssertionError, "claim_id is a required field"):
            form.save()
        form.claim_id = claim
        self.assertIn(form.save(), claim.demand_ids)

    def test_demand_that_has_not_arrived_yet_restarts_nothing(self):
        claim = self._claims(self._breach(100))
        with self.assertRaisesRegex(ValidationError, "future day"):
            self.env["crm.contract.notice"].create(
                {
                    "contract_id": self.contract.id,
                    "kind": "demand",
                    "claim_id": claim.id,
                    "side": "a",
                    "sent_on": "2026-05-20",
                    "delivered_on": "2029-05-19",
                    "proof_reference": "SF 1400 2233",
                }
            )

    def test_limitation_follows_the_day_on_which_the_breach_was_known(self):
        breach = self._breach(100)
        claim = self.env["crm.contract.claim"].create({"breach_id": breach.id})
        breach.write({"occurred_on": "2024-01-01", "known_on": "2024-01-10"})
        self.assertEqual(str(claim.limitation_date), "2027-01-10")


class TestAdvice(ClaimCase):
    """Hints with their article, never a verdict; nothing is blocked."""

    def _penalty_claim(self, *losses):
        """500,000 at 10 %: a penalty of 50,000 beside these losses."""
        contract = self._with_rules(500000, {"method": "percent_total", "rate": 10})
        breach = self._breach(*losses, contract_id=contract.id)
        self._confirmed(breach, head="penalty", rule_id=contract.penalty_rule_ids.id)
        return breach

    def test_scenario_5_penalty_beside_the_loss(self):
        """Scenario 5, L-02: 50,000 on 30,000 warns, on 38,461.54 not, on 60,000 falls short."""
        excessive = self._penalty_claim(30000).alerts
        self.assertIn("39,000.00", excessive["penalty_excessive"]["message"])
        self.assertIn("CGI 65", excessive["penalty_excessive"]["message"])
        self.assertNotIn("penalty_excessive", self._penalty_claim(38461.54).alerts)
        short = self._penalty_claim(60000).alerts
        self.assertIn("10,000.00", short["penalty_below_loss"]["message"])

    def test_late_charge_above_four_times_the_reference_rate(self):
        """Scenario 4, L-28: 0.05 % a day is 18.25 % a year, above 12 %."""
        self.env["crm.contract.reference.rate"].create({"valid_from": "2026-01-20", "percent": 3})
        daily = {"method": "daily_overdue", "rate": 0.05, "breach_type_id": False}
        contract = self._with_rules(1000, daily)
        breach = self._breach(contract_id=contract.id, matter="payment")
        rule = contract.penalty_rule_ids
        self.env["crm.contract.claim"].create(
            {"breach_id": breach.id, "head": "penalty", "rule_id": rule.id, "claimed_amount": 100}
        )
        message = breach.alerts["above_four_lpr"]["message"]
        self.assertIn("18.25%", message)
        self.assertIn("12", message)

    def test_every_rule_has_its_sentence(self):
        keys = {rule.key for rule in RULES}
        self.assertEqual(keys, set(self.env["crm.contract.breach"]._advice_sentences()))
