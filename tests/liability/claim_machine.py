"""Random lives of claims beside a model of them in whole cents (I1 to I5).

People share losses out, confirm (four eyes), settle, dismiss, reverse and pass on claims while the
cap under them is raised and lowered. The model says beforehand whether each step must be done or
refused, and what it does; what the tables and the claims say afterwards must be the same.
"""

from dataclasses import dataclass, field

from hypothesis import Phase
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule

from odoo.exceptions import UserError
from odoo.fields import Command

from .claim_case import ASSESSED
from .ledger_checker import complaints
from .ledger_machine import run_machine

TODAY = "2027-02-10"  # on which every change of the limit takes effect
DAYS = ("2026-05-19", "2027-01-14", "2027-01-15", TODAY)
LIMIT, RULE_YIELDS = 10_000, 5_000_000  # cents
RESULTS = ("confirmed", "settled")
BUCKETS = {"confirmed": "held", "settled": "paid"}
cents = st.integers(1, 4_000) | st.sampled_from([1, LIMIT - 1, LIMIT, LIMIT + 1, 99_999])
# How a loss is shared: percents of debtors and of creditors; nobody claims from itself.
SHARES = (
    {"debtor_third": 100},
    {"debtor_third": 100, "creditor_a": 60, "creditor_b": 40},
    {"debtor_third": 100, "creditor_a": 33.3333, "creditor_b": 66.6667},
    {"debtor_a": 33.3333, "debtor_third": 66.6667},
    {"debtor_a": 50, "debtor_third": 50},
)
LIVES = (
    (),
    ("do_confirm",),
    ("do_confirm", "do_settle"),
    ("do_confirm", "do_settle"),
    ("do_confirm", "do_pass_on", "do_settle"),
)
STEPS = ("do_confirm", "do_confirm", "do_settle", "do_pass_on", "do_confirm_own", "do_alter")
numbers = st.integers(0, 99)


def run(case, runs, steps):
    """So many lives of so many steps, on ``case`` (a ClaimCase); always the same ones."""
    case.freeze(f"{TODAY} 04:00:00")
    case.company.sudo().crm_contract_is_four_eyes = True
    facts = {
        "case": case,
        "breach_type": case.quality,
        "ruled": case._with_rules(RULE_YIELDS / 10, {"method": "percent_total", "rate": 10}),
    }
    machine = type("Lives", (ClaimMachine,), facts)
    run_machine(machine, runs, steps, phases=(Phase.generate,))  # a life is slow to shorten


@dataclass(frozen=True)
class Consumed:
    """As a limit: what is consumed, and so much more."""

    more: int


@dataclass
class Account:
    held: int = 0
    paid: int = 0

    @property
    def consumed(self):
        return self.held + self.paid


@dataclass
class Claim:
    """What the model knows of a claim; ``account`` while it draws on the cap."""

    record: object
    claimed: int
    day: str
    key: str = ""
    is_capped: bool = False
    penalty_of: int = 0
    state: str = "draft"
    allowed: int = 0
    uncovered: int = 0
    reason: str = ""
    recourse: object = field(default=None, repr=False)
    origin: object = field(default=None, repr=False)


class ClaimMachine(RuleBasedStateMachine):
    case = breach_type = ruled = None

    def __init__(self):
        super().__init__()
        self.env = self.case.env
        self.savepoint = self.env.cr.savepoint()
        self.claims, self.accounts, self.penalties = [], {}, []

    def teardown(self):
        self.savepoint.close(rollback=True)
        self.env.invalidate_all()

    # -------------------------------------------------------------- steps
    @initialize(aggregation=st.sampled_from(["aggregate", "per_claim", "per_year"]))
    def determine(self, aggregation):
        self.aggregation, self.limit = aggregation, LIMIT
        self.cap = self.case._determined(fixed_amount=LIMIT / 100, aggregation=aggregation)

    @rule(
        losses=st.lists(cents, min_size=1, max_size=3),
        day=st.sampled_from(DAYS),
        shares=st.sampled_from(SHARES),
        fault=st.sampled_from([*["ordinary"] * 4, "gross_negligence", "intent"]),
        lives=st.sampled_from(LIVES),
    )
    def share_out(self, losses, day, shares, fault, lives):
        """A third party's breach: its losses, who bears them to whom, and what becomes of them."""
        breach = self.breach(day, losses, fault=fault)
        found = self.case._claims(breach, **shares)
        amounts = [round(amount * 100) for amount in found.mapped("claimed_amount")]
        assert sum(amounts) == sum(losses), "the shares are not the loss"
        for record, amount in zip(found, amounts, strict=True):
            is_capped = record.debtor_side == "third" and fault == "ordinary"
            claim = Claim(record, amount, day, self.key(breach, day), is_capped)
            self.claims.append(claim)
            for step in lives:
                getattr(self, step)(len(self.claims) - 1)

    @rule(amount=st.sampled_from([1, RULE_YIELDS // 2, RULE_YIELDS, RULE_YIELDS + 1]), new=numbers)
    def claim_by_the_rule(self, amount, new):
        """Parts of one penalty, of this breach or of another (I5)."""
        if not self.penalties or new < 30:
            values = {"contract_id": self.ruled.id, "side": "b", "third_party_id": False}
            self.penalties.append(self.breach(DAYS[0], (), **values))
        breach = self.penalties[new % len(self.penalties)]
        by_rule = {"head": "penalty", "rule_id": self.ruled.penalty_rule_ids.id}
        record = self.case._claims(breach, **by_rule)[-1]
        record.claimed_amount = amount / 100
        self.claims.append(Claim(record, amount, DAYS[0], penalty_of=breach.id))

    @precondition(lambda self: self.claims)
    @rule(number=numbers, step=st.sampled_from(STEPS))
    def go_on(self, number, step):
        getattr(self, step)(number)

    @precondition(lambda self: self.claims)
    @rule(number=numbers, reason=st.sampled_from(["Withdrawn", "Court", "Withdrawn", "Court", " "]))
    def decide(self, number, reason):
        """Dismiss a draft, reverse what was confirmed; decided twice the first reason stays."""
        claim = self.chosen(number)
        state = {"draft": "dismissed", "dismissed": ""}.get(claim.state, "reversed")
        is_good = bool(reason.strip() and state) and not self.is_relied_on(claim)
        if self.attempt(self.deciding(claim, reason), is_good):
            if claim.is_capped and claim.state in RESULTS:
                account, bucket = self.account(claim), BUCKETS[claim.state]
                setattr(account, bucket, getattr(account, bucket) - claim.allowed)
            claim.reason = claim.reason or reason
            claim.state = state

    def do_confirm(self, number):
        """Four eyes: by whoever did not enter it."""
        claim = self.chosen(number)
        is_good = claim.state in ("draft", "confirmed") and self.may_be_claimed(claim)
        second = claim.record.with_user(self.case.second_manager)
        if self.attempt(second.action_confirm, is_good) and claim.state == "draft":
            self.allow(claim)

    def do_settle(self, number):
        claim = self.chosen(number)
        is_good = claim.state in RESULTS
        if self.attempt(claim.record.action_settle, is_good) and claim.state == "confirmed":
            claim.state = "settled"
            if claim.is_capped:
                self.account(claim).held -= claim.allowed
                self.account(claim).paid += claim.allowed

    def do_pass_on(self, number):
        """L-22: the side that answers for its third party stands in without the cap; once.

        Until that claim is off.
        """
        claim = self.chosen(number)
        is_third = claim.record.debtor_side == "third"
        is_good = is_third and claim.state in RESULTS and claim.record.creditor_side == "b"
        if self.attempt(claim.record.action_claim_recourse, is_good):
            known = [
                ("recourse_of_id", "=", claim.record.id),
                ("state", "not in", ("dismissed", "reversed")),
            ]
            found = self.env["crm.contract.claim"].search(known)
            if not claim.recourse or claim.recourse.state in ("dismissed", "reversed"):
                amount = claim.uncovered or claim.claimed
                claim.recourse = Claim(found, amount, claim.day, origin=claim)
                self.claims.append(claim.recourse)
            assert claim.recourse.record == found

    @rule(change=st.integers(-5_000, 5_000) | st.sampled_from([0, -1]).map(Consumed))
    def change_the_limit(self, change):
        """By any amount, or to what is consumed, or one cent below."""
        consumed = max((one.consumed for one in self.accounts.values()), default=0)
        limit = consumed + change.more if isinstance(change, Consumed) else self.limit + change
        is_good = limit > 0 and limit >= consumed
        if self.attempt(lambda: self.cap._change_limit(limit / 100, "Agreed"), is_good):
            self.limit = limit

    def do_confirm_own(self, number):
        claim = self.chosen(number)
        self.attempt(claim.record.action_confirm, claim.state == "confirmed")

    def do_alter(self, number):
        """What was decided stays."""
        claim = self.chosen(number)
        if claim.state != "draft":
            self.attempt(lambda: claim.record.write({"head": "fee"}), False)
            altered = {"claimed_amount": claim.claimed / 100 + 1}
            self.attempt(lambda: claim.record.write(altered), False)

    # -------------------------------------------------------------- the model
    def chosen(self, number):
        return self.claims[number % len(self.claims)]

    def key(self, breach, day):
        if self.aggregation == "per_claim":
            return f"#{breach.id}"
        if self.aggregation == "per_year":
            return "2027-01-15" if day >= "2027-01-15" else "2026-01-15"
        return ""

    def account(self, claim):
        return self.accounts.setdefault(claim.key, Account())

    def allow(self, claim):
        """In the order of confirmation, within the limit of its day and that of today."""
        claim.state, claim.allowed = "confirmed", claim.claimed
        if claim.is_capped:
            limit = min(self.limit, self.limit if claim.day == TODAY else LIMIT)
            room = max(0, limit - self.account(claim).consumed)
            claim.allowed = min(claim.claimed, room)
            self.account(claim).held += claim.allowed
        claim.uncovered = claim.claimed - claim.allowed

    def is_relied_on(self, claim):
        """Whether another one was claimed from in its place."""
        return claim.state in RESULTS and claim.recourse and claim.recourse.state in RESULTS

    def may_be_claimed(self, claim):
        if claim.origin and claim.state == "draft" and claim.origin.state not in RESULTS:
            return False
        if not claim.penalty_of or claim.state != "draft":
            return bool(claim.claimed)  # one cent is not shared by halves
        others = sum(
            other.claimed
            for other in self.claims
            if other.penalty_of == claim.penalty_of and other.state in RESULTS
        )
        return others + claim.claimed <= RULE_YIELDS

    # -------------------------------------------------------------- the real thing
    def breach(self, day, losses, **values):
        breach = self.env["crm.contract.breach"].create(
            {
                "contract_id": self.case.contract.id,
                "type_id": self.breach_type.id,
                "side": "third",
                "third_party_id": self.case.third_party.id,
                "clause": "8.2",
                "occurred_on": day,
                "known_on": day,
                "loss_ids": [
                    Command.create({"name": "Loss", "amount": amount / 100}) for amount in losses
                ],
                **ASSESSED,
                **values,
            }
        )
        breach.action_assess()
        return breach

    def deciding(self, claim, reason):
        values = {"claim_id": claim.record.id, "reason": reason}
        return lambda: self.env["crm.contract.decision.wizard"].create(values).action_confirm()

    def attempt(self, work, is_good):
        """Do it as one request does: whole, or undone; and see that it ends as the model says."""
        savepoint = self.env.cr.savepoint()
        try:
            work()
        except UserError as error:
            savepoint.close(rollback=True)
            self.env.invalidate_all()
            assert not is_good, f"refused against the model: {error}"
            return False
        savepoint.close(rollback=False)
        assert is_good, "done against the model"
        return True

    # -------------------------------------------------------------- after every step
    @invariant()
    def tables_keep_their_promises(self):
        self.env.flush_all()
        assert complaints(self.query) == []

    @invariant()
    def claims_are_the_models(self):
        """I4: what is allowed and what is uncovered make up what is claimed."""
        self.env.invalidate_all()
        for claim in self.claims:
            record = claim.record
            found = (
                record.state,
                *(round(record[name] * 100) for name in ("claimed_amount", "allowed_amount")),
                round(record.uncovered_amount * 100),
                record.decision_reason or "",
            )
            wanted = (claim.state, claim.claimed, claim.allowed, claim.uncovered, claim.reason)
            assert found == wanted
            drawn = round(sum(record.entry_ids.mapped("amount")) * 100)
            is_drawing = claim.is_capped and claim.state in RESULTS
            assert drawn == (claim.allowed if is_drawing else 0)

    @invariant()
    def accounts_are_the_models(self):
        """I2: never more is consumed than the limit, and what is out of the cap is not in it."""
        found = {
            row.key: (round(row.held_amount * 100), round(row.paid_amount * 100))
            for row in self.cap.account_ids
        }
        for key, account in self.accounts.items():
            assert found.pop(key) == (account.held, account.paid)
            assert account.consumed <= self.limit
        assert not any(map(any, found.values()))

    @invariant()
    def penalties_stay_below_their_ceiling(self):
        """I5."""
        for breach in self.penalties:
            standing = breach.claim_ids.filtered(lambda row: row.state in RESULTS)
            assert round(sum(standing.mapped("allowed_amount")) * 100) <= RULE_YIELDS

    def query(self, statement):
        self.env.cr.execute(statement)
        return self.env.cr.fetchall()
