"""A random walk through the ledger beside a model of it in plain whole cents (anchor C).

Every step is tried on both: the model says beforehand whether it must be done or refused. A
refusal is caught with no savepoint around it, so that it must leave all as it was by itself. After
each step the tables keep their promises (I1 to I3) and every figure is the model's.
"""

from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule

from odoo.exceptions import UserError

from .ledger_checker import complaints

ANCHOR_DAY = (1, 15)  # of the contract's years, the first of which begins in 2026
MOVES = {
    "reserve": {"reserved": 1},
    "commit": {"committed": 1},
    "commit_reserved": {"reserved": -1, "committed": 1},
    "release": {"committed": -1},
    "release_reserved": {"reserved": -1},
    "pay": {"committed": -1, "paid": 1},
}
LIMIT = 10_000  # cents
cents = st.integers(1, 4_000) | st.sampled_from([1, LIMIT - 1, LIMIT, LIMIT + 1, 99_999])
claims = st.sampled_from(["CL/1", "CL/2", "CL/3"])
days = st.sampled_from(
    ["2025-06-01", "2026-01-14", "2026-01-15", "2027-01-14", "2027-01-15", "2028-02-29"]
)
bad_amounts = st.sampled_from(
    [0, -0.0, -1, -0.01, 0.004, 1e15, 1e300, float("nan"), float("inf"), float("-inf")]
)


def run(case, runs, steps):
    """Walk so often so far, on caps of ``case`` (a LiabilityCase); always the same walks."""
    run_machine(type("Walk", (LedgerMachine,), {"case": case}), runs, steps)


def run_machine(machine, runs, steps, phases=(Phase.generate, Phase.shrink)):
    from hypothesis.stateful import run_state_machine_as_test

    chosen = settings(
        derandomize=True,
        max_examples=runs,
        stateful_step_count=steps,
        deadline=None,
        database=None,
        phases=phases,
        suppress_health_check=list(HealthCheck),
    )
    run_state_machine_as_test(machine, settings=chosen)


class Book:
    """The model of one account: what is in each bucket, in cents."""

    def __init__(self):
        self.buckets = {"reserved": 0, "committed": 0, "paid": 0}

    @property
    def consumed(self):
        return sum(self.buckets.values())

    def takes(self, move, limit):
        """Whether the move keeps each bucket at 0 or above and the sum within the limit."""
        after = {bucket: have + move.get(bucket, 0) for bucket, have in self.buckets.items()}
        return min(after.values()) >= 0 and sum(after.values()) <= limit

    def post(self, move):
        for bucket, amount in move.items():
            self.buckets[bucket] += amount


class LedgerMachine(RuleBasedStateMachine):
    case = None

    def __init__(self):
        super().__init__()
        self.env = self.case.env
        self.savepoint = self.env.cr.savepoint()
        self.books = {}
        self.postings = []  # (its last entry, key, move, whether it was undone)

    def teardown(self):
        self.savepoint.close(rollback=True)
        self.env.invalidate_all()

    # -------------------------------------------------------------- steps
    @initialize(aggregation=st.sampled_from(["aggregate", "per_claim", "per_year"]))
    def determine(self, aggregation):
        self.aggregation, self.limit = aggregation, LIMIT
        self.cap = self.case._create_cap(fixed_amount=LIMIT / 100, aggregation=aggregation)
        self.attempt(self.posting("commit", 1, "CL/1", "2026-06-01"), False)
        self.attempt(self.cap.action_determine, True)
        self.attempt(self.cap.action_determine, False)
        if aggregation == "aggregate":
            self.books[""] = Book()

    @rule(kind=st.sampled_from(sorted(MOVES)), amount=cents, claim=claims, day=days)
    def post(self, kind, amount, claim, day):
        self.move(kind, amount, claim, day)

    @rule(amount=cents, claim=claims, day=days)
    def commit(self, amount, claim, day):
        self.move("commit", amount, claim, day)

    @rule(amount=cents, claim=claims, day=days)
    def reserve(self, amount, claim, day):
        self.move("reserve", amount, claim, day)

    @rule(amount=st.integers(1, 500), claim=claims, day=days)
    def commit_and_pay(self, amount, claim, day):
        self.move("commit", amount, claim, day)
        self.move("pay", amount, claim, day)

    @rule(kind=st.sampled_from(sorted(MOVES)), claim=claims, day=days, over=st.booleans())
    def post_all_there_is(self, kind, claim, day, over):
        """Up to the last cent of the room or of the bucket, or one more."""
        book = self.books.get(self.key(claim, day), Book())
        sources = [bucket for bucket, sign in MOVES[kind].items() if sign < 0]
        most = book.buckets[sources[0]] if sources else self.limit - book.consumed
        if most + over:
            self.move(kind, most + over, claim, day)

    @rule(claim=claims, day=days)
    def reach_80_percent(self, claim, day):
        book = self.books.get(self.key(claim, day), Book())
        missing = -(-self.limit * 80 // 100) - book.consumed
        if missing > 0:
            self.move("commit", missing, claim, day)

    @precondition(lambda self: self.postings)
    @rule(number=st.integers(0, 99))
    def reverse(self, number):
        number %= len(self.postings)
        entry, key, move, is_undone = self.postings[number]
        undo = {bucket: -amount for bucket, amount in move.items()}
        is_good = not is_undone and self.books[key].takes(undo, self.limit)
        if self.attempt(self.posting("reverse", 0, entry_id=entry.id), is_good):
            self.books[key].post(undo)
            self.postings[number] = (entry, key, move, True)

    @precondition(lambda self: any(len(move) == 2 for _entry, _key, move, _undone in self.postings))
    @rule(number=st.integers(0, 99))
    def reverse_half_a_move(self, number):
        moves = [entry for entry, _key, move, _undone in self.postings if len(move) == 2]
        entry = moves[number % len(moves)]
        vals = {"kind": "reverse", "reverses_id": entry.id, "bucket": entry.bucket}
        self.attempt(self.creating(entry.account_id, [{**vals, "amount": -entry.amount}]), False)

    @precondition(lambda self: self.postings)
    @rule(number=st.integers(0, 99))
    def reverse_a_reversal(self, number):
        undone = self.cap.entry_ids.filtered(lambda row: row.kind == "reverse").sorted("id")
        if undone:
            entry = undone[number % len(undone)]
            self.attempt(self.posting("reverse", 0, entry_id=entry.id), False)

    @rule(more=st.integers(1, 5_000))
    def raise_the_limit(self, more):
        self.change_limit(self.limit + more)

    @rule(less=st.integers(1, 5_000))
    def lower_the_limit(self, less):
        self.change_limit(self.limit - less)

    @rule(less=st.integers(0, 1))
    def lower_to_what_is_consumed(self, less):
        most = max((book.consumed for book in self.books.values()), default=0)
        if most - less != self.limit:
            self.change_limit(most - less)

    @rule(amount=bad_amounts, kind=st.sampled_from(sorted(MOVES)), claim=claims, day=days)
    def post_a_bad_amount(self, amount, kind, claim, day):
        self.attempt(self.posting(kind, amount, claim, day), False)
        self.books.setdefault(self.key(claim, day), Book())

    @rule(amount=bad_amounts)
    def change_to_a_bad_limit(self, amount):
        self.attempt(lambda: self.cap._change_limit(amount, "Bad"), False)

    @precondition(lambda self: self.aggregation != "aggregate")
    @rule(amount=cents, claim=st.sampled_from(["", "  "]))
    def post_without_claim_or_day(self, amount, claim):
        self.attempt(self.posting("commit", amount, claim, False), False)

    @precondition(lambda self: self.books)
    @rule(
        rows=st.lists(
            st.tuples(
                st.sampled_from(["reserve", "commit", "release", "pay", "reverse"]),
                st.sampled_from(["reserved", "committed", "paid"]),
                st.integers(-3, 3),
            ),
            min_size=1,
            max_size=3,
        )
    )
    def create_any_rows(self, rows):
        """Whatever comes past the dialog: only what makes up moves is taken."""
        account = self.cap.account_ids.sorted("id")[:1]
        vals = [{"kind": k, "bucket": b, "amount": a / 100} for k, b, a in rows]
        before = self.newest()
        is_good, net = shape(rows), {}
        for _kind, bucket, amount in rows:
            net[bucket] = net.get(bucket, 0) + amount
        if account:
            book = self.books[account.key]
            is_good = is_good and book.takes(net, self.limit)
            if self.attempt(self.creating(account, vals), is_good):
                book.post(net)
                self.remember(account.key, before)

    @precondition(lambda self: self.postings)
    @rule(
        vals=st.sampled_from(
            [{"amount": 1}, {"bucket": "paid"}, {"kind": "pay"}, {"note": "x"}, {"posting": "x"}]
        )
    )
    def alter_an_entry(self, vals):
        """I3; to write what stands there already changes nothing, and is the superuser's alone."""
        entry = self.postings[-1][0]
        is_same = all(entry[name] == value for name, value in vals.items())
        for sudo in (False, True):
            self.attempt(lambda sudo=sudo: entry.sudo(sudo).write(vals), sudo and is_same)
            self.attempt(lambda sudo=sudo: entry.sudo(sudo).unlink(), False)

    # -------------------------------------------------------------- both sides of a step
    def key(self, claim, day):
        if self.aggregation == "aggregate":
            return ""
        if self.aggregation == "per_claim":
            return claim
        year, month, number = map(int, day.split("-"))
        first = max(2026, year - ((month, number) < ANCHOR_DAY))
        return f"{first}-01-15"

    def move(self, kind, amount, claim, day):
        key = self.key(claim, day)
        book = self.books.setdefault(key, Book())
        move = {bucket: sign * amount for bucket, sign in MOVES[kind].items()}
        before = self.newest()
        is_good = book.takes(move, self.limit)
        if self.attempt(self.posting(kind, amount / 100, claim, day), is_good):
            book.post(move)
            self.remember(key, before)

    def newest(self):
        return self.env["crm.contract.liability.entry"].search([], limit=1).id or 0

    def remember(self, key, before):
        """The postings among the newest entries, by their mark."""
        entries = self.cap.entry_ids.search([("cap_id", "=", self.cap.id), ("id", ">", before)])
        for rows in entries.sorted("id").grouped("posting").values():
            move = {row.bucket: round(row.amount * 100) for row in rows}
            self.postings.append((rows[-1], key, move, False))

    def change_limit(self, limit):
        consumed = max((book.consumed for book in self.books.values()), default=0)
        is_good = limit > 0 and limit >= consumed
        if self.attempt(lambda: self.cap._change_limit(limit / 100, "Agreed"), is_good):
            self.limit = limit

    def posting(self, kind, amount, claim="", day=False, **vals):
        vals |= {"claim_reference": claim, "breach_date": day}
        return lambda: self.case._post(self.cap, kind, amount, **vals)

    def creating(self, account, rows):
        vals = [{**row, "account_id": account.id} for row in rows]
        return lambda: self.env["crm.contract.liability.entry"].create(vals)

    def attempt(self, work, is_good):
        """Do it, and see that it ends as the model says."""
        try:
            work()
        except UserError as error:
            assert not is_good, f"refused against the model: {error}"
            return False
        assert is_good, "done against the model"
        return True

    # -------------------------------------------------------------- after every step
    @invariant()
    def tables_keep_their_promises(self):
        self.env.flush_all()
        assert complaints(self.query) == []

    @invariant()
    def figures_are_the_models(self):
        self.env.invalidate_all()
        found = {
            account.key: (
                round(account.limit_amount * 100),
                round(account.paid_amount * 100),
                round(account.held_amount * 100),
                round(account.remaining_amount * 100),
            )
            for account in self.cap.account_ids
        }
        for key, book in self.books.items():
            paid = book.buckets["paid"]
            wanted = (self.limit, paid, book.consumed - paid, self.limit - book.consumed)
            if book.consumed or key in found:  # a refused first posting may leave no account
                assert found[key] == wanted, key
        assert set(found) <= set(self.books)

    @invariant()
    def cap_tells_of_its_fullest_account(self):
        most = max((book.consumed for book in self.books.values()), default=0)
        is_near = most * 100 >= self.limit * 80
        cap = self.cap
        assert round(cap.limit_amount * 100) == self.limit
        assert round(cap.remaining_amount * 100) == self.limit - most
        assert cap.is_nearly_used == bool(cap.nearly_used_on) == is_near

    def query(self, statement):
        self.env.cr.execute(statement)
        return self.env.cr.fetchall()


def shape(rows):
    """Whether rows of one account are moves: by hand, kind by kind."""
    by_kind = {}
    for kind, bucket, amount in rows:
        by_kind.setdefault(kind, []).append((bucket, amount))
    return all(KINDS[kind](group) for kind, group in by_kind.items())


def is_pay(group):
    signs = {"committed": -1, "paid": 1}
    return _signed(group, signs) and not sum(amount for _bucket, amount in group)


def is_commit(group):
    from_reserved = any(bucket == "reserved" for bucket, _amount in group)
    is_whole = not from_reserved or not sum(amount for _bucket, amount in group)
    return _signed(group, {"reserved": -1, "committed": 1}) and is_whole


def _signed(group, signs):
    return all(amount * signs.get(bucket, 0) > 0 for bucket, amount in group)


KINDS = {
    "reserve": lambda group: _signed(group, {"reserved": 1}),
    "commit": is_commit,
    "release": lambda group: _signed(group, {"reserved": -1, "committed": -1}),
    "pay": is_pay,
    "reverse": lambda group: False,
}
