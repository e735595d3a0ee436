"""What a record said on a given day, as it was known at a given moment (engine 4).

The later agreement wins, a backdated one included: on day D, as known at K, a field has
the new value of the latest agreed change among those effective by D and known by K.
Before all of them it has the value from before the first agreed change of that field;
where no change ever touched it, what the live record says. So the live record, which a
daily job moves as changes take effect, never has to be right about another day.

Days are those of the contract's time zone, moments are naive UTC.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime
from itertools import pairwise
from typing import Literal

Op = Literal["set", "add", "remove"]
State = Mapping[str, Mapping[str, object]]
"""Record ("model,id") -> field -> value."""

_OPS = ("set", "add", "remove")


class HistoryError(ValueError):
    """Changes that make no history.

    `code` is stable, so that a model can say it in the user's language: `op`, `record`,
    `field`, `values`, `aware`, `twin`, `mixed`. The message is for us.
    """

    def __init__(self, code: str, message: str) -> None:
        super().__init__(message)
        self.code = code


@dataclass(frozen=True, slots=True)
class Change:
    """One line of an executed amendment.

    `known_at` is when it was agreed, `sequence` its place among those of one moment (a
    record id). `set` gives `field` a `new` value; `old` is what it said when this was
    agreed. `add` has a row be there, `new` maps all its fields to values; `remove` has
    it gone, `old` maps all its fields to what they said when this was agreed.

    Raises HistoryError `op` for an unknown one, `record` without a record, `field` for
    a `set` without field or another op with one, `values` for an `add` or `remove`
    whose values are no mapping, `aware` for a moment with a zone of its own.
    """

    known_at: datetime
    sequence: int
    effective: date
    record: str
    op: Op
    field: str = ""
    old: object = None
    new: object = None

    def __post_init__(self) -> None:
        if self.op not in _OPS:
            raise HistoryError("op", f"unknown operation {self.op!r}")
        if not self.record:
            raise HistoryError("record", f"change {self.sequence} of no record")
        if (self.op == "set") != bool(self.field):
            raise HistoryError("field", f"{self.op} with field {self.field!r}")
        if self.op != "set":
            _row(self)
        _check_naive(self.known_at)


def as_of(
    live: State, changes: Iterable[Change], day: date, known_at: datetime | None = None
) -> dict[str, dict[str, object]]:
    """Every record that was there on `day`, as known at `known_at` (or all that is known).

    Whether a row is there follows the same rule as a value: of `add` and `remove` the
    later agreement wins. An `add` sets all its fields; a row that is gone from `live`
    shows on its older days what its removal kept. `changes` are all that were ever
    agreed, those after `known_at` too, in any order; `live` is what the records say now
    and is not altered. Raises HistoryError `twin` for two changes of one moment and
    sequence, `aware`.

    >>> live = {"crm.contract,1": {"end_date": date(2027, 9, 1)}}
    >>> longer = Change(  # scenario 13
    ...     datetime(2026, 11, 5, 2, 30), 1, date(2026, 11, 5), "crm.contract,1", "set",
    ...     "end_date", date(2027, 3, 1), date(2027, 9, 1))
    >>> as_of(live, [longer], date(2026, 11, 4))
    {'crm.contract,1': {'end_date': datetime.date(2027, 3, 1)}}
    """
    by_record: dict[str, list[Change]] = {}
    for change in _by_agreement(changes):
        by_record.setdefault(change.record, []).append(change)
    found: dict[str, dict[str, object]] = {}
    for record in dict.fromkeys([*live, *by_record]):
        ordered = by_record.get(record, [])
        if _is_there(ordered, record in live, day, known_at):
            found[record] = _row_as_of(ordered, live.get(record, {}), day, known_at)
    return found


def value_as_of(
    changes: Iterable[Change], live_value: object, day: date, known_at: datetime | None = None
) -> object:
    """What one field said on `day`, as known at `known_at` (or all that is known).

    `changes` are all `set`s of that field, in any order. Raises HistoryError `mixed`
    for those of several fields or other ops, `twin`, `aware`.

    >>> fee = ("crm.contract.fee,7", "set", "amount")
    >>> raised = Change(datetime(2026, 2, 1), 1, date(2026, 3, 1), *fee, 120, 130)
    >>> cut = Change(datetime(2026, 6, 10), 2, date(2026, 4, 1), *fee, 130, 110)  # backdated
    >>> value_as_of([raised, cut], 110, date(2026, 4, 15), datetime(2026, 5, 1))
    130
    >>> value_as_of([raised, cut], 110, date(2026, 4, 15))
    110
    """
    ordered = _of_one_field(changes)
    valid = [change for change in _known(ordered, known_at) if change.effective <= day]
    return valid[-1].new if valid else _before(ordered, live_value)


def segments(
    changes: Iterable[Change], live_value: object, known_at: datetime | None = None
) -> list[tuple[date | None, object]]:
    """The days on which one field turns, with its value from then on, in order.

    The first has no day: the value from before all changes. Neighbours differ; an empty
    False is not a 0. Takes and raises what `value_as_of` does.

    >>> fee = ("crm.contract.fee,7", "set", "amount")
    >>> raised = Change(datetime(2026, 2, 1), 1, date(2026, 3, 1), *fee, 120, 130)
    >>> [(str(day), value) for day, value in segments([raised], 130)]
    [('None', 120), ('2026-03-01', 130)]
    """
    ordered = _of_one_field(changes)
    turns: list[Change] = []  # from the last back: each holds until a later agreement does
    for change in reversed(_known(ordered, known_at)):
        if not turns or change.effective < turns[-1].effective:
            turns.append(change)
    found: list[tuple[date | None, object]] = [(None, _before(ordered, live_value))]
    for change in reversed(turns):
        if not _is_same(change.new, found[-1][1]):
            found.append((change.effective, change.new))
    return found


def _is_there(ordered: list[Change], is_live: bool, day: date, known_at: datetime | None) -> bool:
    """Presence is a field that every row has: `add` sets it, `remove` clears it."""
    turns = [
        _turn(change, "there", old=change.op == "remove", new=change.op == "add")
        for change in ordered
        if change.op != "set"
    ]
    return bool(value_as_of(turns, is_live, day, known_at))


def _row_as_of(
    ordered: list[Change], live_row: Mapping[str, object], day: date, known_at: datetime | None
) -> dict[str, object]:
    """All values of a row that is there: an `add` counts as a `set` of each field.

    What the first removal kept stands for the live value of a row that is gone, and for
    the value from before any change agreed after it: the row had none to tell by then.
    """
    kept: dict[str, object] = {}
    turns: dict[str, list[Change]] = {}
    for change in ordered:
        values = {change.field: change.new} if change.op == "set" else _row(change)
        for field, value in values.items():
            if change.op == "remove":
                kept.setdefault(field, value)
            else:
                old = kept.get(field, change.old)
                turns.setdefault(field, []).append(_turn(change, field, old, value))
    live = {**kept, **live_row}
    return {
        field: value_as_of(turns.get(field, ()), live.get(field), day, known_at)
        for field in dict.fromkeys([*live, *turns])
    }


def _turn(change: Change, field: str, old: object, new: object) -> Change:
    """What a change means for one field: a `set` agreed and effective with it."""
    return replace(change, op="set", field=field, old=old, new=new)


def _row(change: Change) -> Mapping[str, object]:
    """All values of the row that the change adds or removes."""
    values = change.new if change.op == "add" else change.old
    if not isinstance(values, Mapping):
        raise HistoryError("values", f"{change.op} of {change.record} without its values")
    return values


def _known(ordered: list[Change], known_at: datetime | None) -> list[Change]:
    """Those agreed by then."""
    if known_at is None:
        return ordered
    _check_naive(known_at)
    return [change for change in ordered if change.known_at <= known_at]


def _before(ordered: list[Change], live_value: object) -> object:
    """The value from before all agreements, those that were not known yet included."""
    return ordered[0].old if ordered else live_value


def _of_one_field(changes: Iterable[Change]) -> list[Change]:
    ordered = _by_agreement(changes)
    if len({(change.op, change.record, change.field) for change in ordered}) > 1:
        raise HistoryError("mixed", "changes of several fields")
    if ordered and ordered[0].op != "set":
        raise HistoryError("mixed", f"{ordered[0].op} changes no single field")
    return ordered


def _by_agreement(changes: Iterable[Change]) -> list[Change]:
    ordered = sorted(changes, key=_agreed)
    for earlier, later in pairwise(ordered):
        if _agreed(earlier) == _agreed(later):
            raise HistoryError("twin", f"two changes {later.sequence} of {later.known_at}")
    return ordered


def _agreed(change: Change) -> tuple[datetime, int]:
    return change.known_at, change.sequence


def _is_same(value: object, other: object) -> bool:
    return type(value) is type(other) and value == other


def _check_naive(moment: datetime) -> None:
    if moment.tzinfo is not None:
        raise HistoryError("aware", f"expected naive UTC, got {moment}")
