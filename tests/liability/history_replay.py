"""Random changes of what was agreed, and what they must give: told forwards, day by day.

The engine looks back from the live record; here a line of days is painted over and over, in the
order in which things were agreed. ``campaign`` records lines through the one door for them, with
the clock where each was agreed, and asks for random days as known at random moments.
"""

import random
from datetime import date, datetime, timedelta

FIRST, DAYS = date(2026, 1, 1), 500
VALUES = {
    "amount_total": [0, 1, 120000.5, 300000, 999999.99],
    "renewal_notice_days": [0, 30, 60, 90],
    "end_date": [False, "2027-01-15", "2028-02-29"],
    "governing_law": [False, "Chinese law", "中华人民共和国法律"],
    "forum_basis": [False, "performance", "chosen"],
    "is_indirect_loss_counted": [False, True],
}
LIMITS = [1, 50000, 60000.5, 80000]


class Replay:
    """The days of one field as painted by what was known at a moment."""

    def __init__(self, before):
        self.before = before
        self.strokes = []  # (known at, effective, value), in the order of agreement

    def on(self, day, known_at):
        days = [self.before] * DAYS
        for known, effective, value in self.strokes:
            if known <= known_at:
                start = max(0, (effective - FIRST).days)
                days[start:] = [value] * (DAYS - start)
        return days[(day - FIRST).days]


def campaign(case, seed, lines, probes):
    """Record so many lines, then ask so often; says what differs."""
    numbers = random.Random(seed)
    contract, cap = case.contract, case._determined()
    targets = {(contract, name): values for name, values in VALUES.items()}
    targets[cap, "limit_amount"] = LIMITS
    live = {record: record._history_values([name]) for record, name in targets}
    replays = {
        (record, name): Replay(record._history_values([name])[name]) for record, name in targets
    }
    agreed = [datetime(2026, 5, 20, 4)]
    while lines > 0:
        agreed.append(agreed[-1] + timedelta(seconds=numbers.choice([0, 1, 3600, 86400 * 9])))
        lines -= record_some(case, numbers, targets, replays, agreed[-1])
    assert live == {record: record._history_values(live[record]) for record in live}
    case.freeze(agreed[-1] + timedelta(days=400))
    case.env.invalidate_all()
    wrong = []
    for _probe in range(probes):
        wrong += ask(numbers, contract, replays, agreed)
    return wrong


def record_some(case, numbers, targets, replays, now):
    """What one agreement changes: one to three fields, from one day on, backdated or ahead."""
    case.freeze(now)
    effective = FIRST + timedelta(days=numbers.randrange(DAYS))
    chosen = numbers.sample(sorted(targets, key=str), numbers.randint(1, 3))
    vals_list = []
    for record, name in chosen:
        replay, new = replays[record, name], numbers.choice(targets[record, name])
        old = replay.on(now.date(), now)
        replay.strokes.append((now, effective, new))
        vals_list.append(record._changed_vals(name, old, new))
    case.contract._record_changes(vals_list, "Agreed", effective)
    return len(chosen)


def ask(numbers, contract, replays, agreed):
    """One day as known at one moment: most of both are just where something turns."""
    turns = [stroke[1] for replay in replays.values() for stroke in replay.strokes]
    day = numbers.choice(turns) + timedelta(days=numbers.choice([-1, 0, 0, 1]))
    day = min(max(day, date(2026, 5, 18)), FIRST + timedelta(days=DAYS - 1))  # the cap is there
    known_at = numbers.choice(agreed) + timedelta(seconds=numbers.choice([-1, 0, 0, 1]))
    is_all = not numbers.randrange(4)
    said = contract.get_as_of(str(day), None if is_all else str(known_at))
    for (record, name), replay in replays.items():
        wanted = replay.on(day, datetime.max if is_all else known_at)
        found = said[f"{record._name},{record.id}"][name]
        if (isinstance(found, bool), found) != (isinstance(wanted, bool), wanted):
            yield f"{name} on {day} as known at {is_all or known_at}: {found!r}, not {wanted!r}"
