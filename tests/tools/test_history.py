"""History: design.md's engine 4, row L-27, scenario 13."""

from dataclasses import replace
from datetime import date, datetime, time, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from odoo.addons.crm_contract_compliance.tools.history import (
    Change,
    HistoryError,
    as_of,
    segments,
    value_as_of,
)

from .timeline_common import PROPERTY, refused

FEE = ("crm.contract.fee,7", "set", "amount")
THIRD = "crm.contract.third.party,3"

# Scenario 13: the end moves to 2027-09-01, agreed on 2026-11-05.
CONTRACT = "crm.contract,1"
LATER_END = Change(
    known_at=datetime(2026, 11, 5, 2, 30),
    sequence=1,
    effective=date(2026, 11, 5),
    record=CONTRACT,
    op="set",
    field="end_date",
    old=date(2027, 3, 1),
    new=date(2027, 9, 1),
)
# A fee of 120 is raised to 130 from March; in June it is cut to 110, back to April.
RAISED = Change(datetime(2026, 2, 1), 1, date(2026, 3, 1), *FEE, 120, 130)
CUT = Change(datetime(2026, 6, 10), 2, date(2026, 4, 1), *FEE, 130, 110)


def fee(known_at, effective, new, old=None, sequence=9):
    return Change(known_at, sequence, effective, *FEE, old, new)


def added(known_at, effective, sequence=1, **values):
    return Change(known_at, sequence, effective, THIRD, "add", new=values)


def removed(known_at, effective, sequence=2, **values):
    return Change(known_at, sequence, effective, THIRD, "remove", old=values)


class TestValue:
    def test_end_that_an_amendment_moved_is_the_old_one_until_its_day(self):
        """Scenario 13."""
        live = date(2027, 9, 1)

        assert value_as_of([LATER_END], live, date(2026, 11, 4)) == date(2027, 3, 1)
        assert value_as_of([LATER_END], live, date(2026, 11, 5)) == date(2027, 9, 1)

    def test_nothing_is_known_before_it_was_agreed(self):
        moment = datetime(2026, 11, 5, 2, 30)
        before = moment - timedelta(microseconds=1)

        assert value_as_of([LATER_END], None, date(2027, 1, 1), moment) == date(2027, 9, 1)
        assert value_as_of([LATER_END], None, date(2027, 1, 1), before) == date(2027, 3, 1)

    def test_backdated_agreement_changes_the_past_only_once_it_is_known(self):
        april = date(2026, 4, 15)

        assert value_as_of([RAISED, CUT], 110, april, datetime(2026, 5, 1)) == 130
        assert value_as_of([RAISED, CUT], 110, april, datetime(2026, 7, 1)) == 110
        assert value_as_of([RAISED, CUT], 110, date(2026, 3, 31), datetime(2026, 7, 1)) == 130

    def test_later_agreement_wins_over_an_earlier_one_with_a_later_day(self):
        agreed_first = fee(datetime(2026, 1, 10), date(2026, 9, 1), 150, old=120)

        both = [agreed_first, CUT]
        assert value_as_of(both, 110, date(2026, 9, 10)) == 110
        assert value_as_of(both, 110, date(2026, 9, 10), datetime(2026, 6, 1)) == 150

    def test_of_one_moment_the_higher_sequence_wins(self):
        one = fee(datetime(2026, 2, 1), date(2026, 3, 1), 1, sequence=9)
        ten = fee(datetime(2026, 2, 1), date(2026, 3, 1), 10, sequence=10)

        assert value_as_of([one, ten], None, date(2026, 3, 1)) == 10
        assert value_as_of([ten, one], None, date(2026, 3, 1)) == 10

    def test_before_all_changes_it_is_the_old_value_of_the_first_agreed(self):
        """Not of the first in effect, whose old value an earlier agreement made."""
        agreed_first = fee(datetime(2026, 1, 10), date(2026, 9, 1), 150, old=120)
        effective_first = fee(datetime(2026, 9, 2), date(2026, 4, 1), 110, old=150, sequence=1)

        both = [effective_first, agreed_first]
        assert value_as_of(both, 110, date(2026, 3, 31)) == 120

    def test_change_ahead_leaves_today_alone(self):
        ahead = fee(datetime(2026, 2, 1), date(2027, 1, 1), 150, old=120)

        assert value_as_of([ahead], 120, date(2026, 12, 31)) == 120
        assert value_as_of([ahead], 120, date(2027, 1, 1)) == 150

    def test_that_no_change_touched_is_what_the_live_record_says(self):
        assert value_as_of([], 120, date(2020, 1, 1), datetime(2020, 1, 1)) == 120

    def test_may_become_empty(self):
        emptied = fee(datetime(2026, 2, 1), date(2026, 3, 1), None, old=120)

        assert value_as_of([emptied], None, date(2026, 3, 1)) is None


class TestSegments:
    def test_turn_on_each_day_that_tells(self):
        assert segments([RAISED, CUT], 110) == [
            (None, 120),
            (date(2026, 3, 1), 130),
            (date(2026, 4, 1), 110),
        ]

    def test_of_an_earlier_moment_lack_what_was_agreed_later(self):
        known = [(None, 120), (date(2026, 3, 1), 130)]

        assert segments([RAISED, CUT], 110, datetime(2026, 6, 9, 23, 59)) == known
        assert segments([RAISED, CUT], 110, datetime(2026, 1, 31)) == [(None, 120)]

    def test_of_an_untouched_field_are_one(self):
        assert segments([], 120) == [(None, 120)]

    def test_of_one_day_are_one(self):
        first = fee(datetime(2026, 2, 1), date(2026, 3, 1), 130, old=120)
        second = fee(datetime(2026, 2, 2), date(2026, 3, 1), 140, old=130)

        assert segments([first, second], 140) == [(None, 120), (date(2026, 3, 1), 140)]

    def test_do_not_return_to_an_older_agreement(self):
        """What was agreed in January for September, June's agreement overtook."""
        overtaken = fee(datetime(2026, 1, 10), date(2026, 9, 1), 150, old=120)

        assert segments([overtaken, CUT], 110) == [(None, 120), (date(2026, 4, 1), 110)]

    def test_of_the_same_value_are_one(self):
        confirmed = fee(datetime(2026, 2, 1), date(2026, 3, 1), 120, old=120)

        assert segments([confirmed], 120) == [(None, 120)]

    def test_tell_an_empty_value_from_zero(self):
        zero = fee(datetime(2026, 2, 1), date(2026, 3, 1), 0, old=False)

        found = segments([zero], 0)
        assert [type(value) for _, value in found] == [bool, int]


class TestRows:
    live = {THIRD: {"name": "Anzhi", "role": "data"}}

    def test_without_changes_are_the_live_ones(self):
        found = as_of(self.live, [], date(2026, 3, 1))

        assert found == self.live
        found[THIRD]["name"] = "Someone"
        assert self.live[THIRD]["name"] == "Anzhi"

    def test_added_are_there_from_their_day_on(self):
        add = added(datetime(2026, 2, 1), date(2026, 3, 1), name="Anzhi", role="data")

        assert as_of(self.live, [add], date(2026, 2, 28)) == {}
        assert as_of(self.live, [add], date(2026, 3, 1)) == self.live
        assert as_of(self.live, [add], date(2026, 3, 1), datetime(2026, 1, 31)) == {}

    def test_added_ahead_are_known_before_the_live_state_has_them(self):
        add = added(datetime(2026, 2, 1), date(2027, 1, 1), name="Anzhi", role="data")

        assert as_of({}, [add], date(2026, 12, 31)) == {}
        assert as_of({}, [add], date(2027, 1, 1)) == self.live

    def test_added_take_what_was_set_since(self):
        add = added(datetime(2026, 2, 1), date(2026, 3, 1), name="Anzhi", role="data")
        setting = Change(
            datetime(2026, 4, 1), 5, date(2026, 4, 1), THIRD, "set", "role", "data", "technical"
        )

        now = {THIRD: {"name": "Anzhi", "role": "technical"}}
        assert as_of(now, [add, setting], date(2026, 3, 31)) == self.live
        assert as_of(now, [add, setting], date(2026, 4, 1)) == now

    def test_removed_are_gone_from_their_day_on_and_still_told_before(self):
        remove = removed(datetime(2026, 2, 1), date(2026, 3, 1), name="Anzhi", role="data")

        assert as_of({}, [remove], date(2026, 3, 1)) == {}
        assert as_of({}, [remove], date(2026, 2, 28)) == self.live
        assert as_of({}, [remove], date(2026, 3, 1), datetime(2026, 1, 31)) == self.live

    def test_removed_ahead_are_what_the_live_state_still_says(self):
        """A living field that moved since the agreement is the live one."""
        remove = removed(datetime(2026, 2, 1), date(2027, 1, 1), name="Anzhi", role="old")

        assert as_of(self.live, [remove], date(2026, 12, 31)) == self.live
        assert as_of(self.live, [remove], date(2027, 1, 1)) == {}

    def test_removed_tell_what_was_set_before(self):
        setting = Change(
            datetime(2026, 2, 1), 1, date(2026, 3, 1), THIRD, "set", "role", "data", "technical"
        )
        remove = removed(datetime(2026, 5, 1), date(2026, 5, 1), name="Anzhi", role="technical")

        changes = [remove, setting]
        assert as_of({}, changes, date(2026, 2, 28)) == self.live
        assert as_of({}, changes, date(2026, 4, 30))[THIRD]["role"] == "technical"
        assert as_of({}, changes, date(2026, 5, 1)) == {}

    def test_removed_may_still_be_corrected_for_their_days(self):
        """Agreed after the removal, when no live row could tell the old value."""
        remove = removed(datetime(2026, 5, 1), date(2026, 5, 1), name="Anzhi", role="data")
        setting = Change(
            datetime(2026, 6, 1), 3, date(2026, 3, 1), THIRD, "set", "role", None, "technical"
        )

        changes = [remove, setting]
        assert as_of({}, changes, date(2026, 2, 28)) == self.live
        assert as_of({}, changes, date(2026, 3, 1))[THIRD]["role"] == "technical"
        assert as_of({}, changes, date(2026, 5, 1)) == {}

    def test_removed_come_back_by_a_later_agreement(self):
        remove = removed(datetime(2026, 2, 1), date(2026, 3, 1), name="Anzhi", role="data")
        again = added(datetime(2026, 4, 1), date(2026, 5, 1), 3, name="Anzhi", role="technical")

        now = {THIRD: {"name": "Anzhi", "role": "technical"}}
        changes = [remove, again]
        assert as_of(now, changes, date(2026, 2, 28)) == self.live
        assert as_of(now, changes, date(2026, 3, 1)) == {}
        assert as_of(now, changes, date(2026, 4, 30)) == {}
        assert as_of(now, changes, date(2026, 5, 1)) == now
        assert as_of(now, changes, date(2026, 5, 1), datetime(2026, 3, 31)) == {}

    def test_added_are_called_off_by_a_later_agreement(self):
        add = added(datetime(2026, 2, 1), date(2026, 9, 1), name="Anzhi", role="data")
        off = removed(datetime(2026, 4, 1), date(2026, 9, 1), name="Anzhi", role="data")

        assert as_of({}, [add, off], date(2026, 9, 1)) == {}
        assert as_of({}, [add, off], date(2026, 9, 1), datetime(2026, 3, 1)) == self.live

    def test_that_come_back_forget_what_was_set_before_they_went(self):
        setting = Change(
            datetime(2026, 1, 5), 1, date(2026, 6, 1), THIRD, "set", "role", "data", "overtaken"
        )
        remove = removed(datetime(2026, 2, 1), date(2026, 3, 1), name="Anzhi", role="data")
        again = added(datetime(2026, 4, 1), date(2026, 5, 1), 3, name="Anzhi", role="technical")

        found = as_of({}, [setting, remove, again], date(2026, 6, 1))
        assert found[THIRD]["role"] == "technical"

    def test_removed_twice_tell_what_the_first_removal_kept(self):
        first = removed(datetime(2026, 2, 1), date(2026, 3, 1), name="Anzhi", role="data")
        second = removed(datetime(2026, 4, 1), date(2026, 2, 1), 4, name="Someone", role="x")

        assert as_of({}, [first, second], date(2026, 1, 31)) == self.live
        assert as_of({}, [first, second], date(2026, 2, 1)) == {}

    def test_kept_values_are_left_alone(self):
        values = {"name": "Anzhi"}
        remove = Change(datetime(2026, 2, 1), 1, date(2026, 3, 1), THIRD, "remove", old=values)

        as_of({}, [remove], date(2026, 2, 28))[THIRD]["name"] = "Someone"
        assert values == {"name": "Anzhi"}

    def test_that_the_live_state_lacks_are_not_made_up_from_a_set(self):
        assert as_of({}, [RAISED], date(2026, 3, 1)) == {}


class TestRefusals:
    def test_unknown_operation(self):
        with refused("op", HistoryError):
            replace(RAISED, op="unset")

    def test_no_record(self):
        with refused("record", HistoryError):
            replace(RAISED, record="")

    @pytest.mark.parametrize(("op", "field"), [("set", ""), ("add", "name"), ("remove", "name")])
    def test_set_without_field_and_row_with_one(self, op, field):
        with refused("field", HistoryError):
            replace(RAISED, op=op, field=field, old={}, new={})

    @pytest.mark.parametrize(("op", "old", "new"), [("add", {}, None), ("remove", None, {})])
    def test_row_without_its_values(self, op, old, new):
        with refused("values", HistoryError):
            replace(RAISED, op=op, field="", old=old, new=new)

    def test_moment_with_a_zone_of_its_own(self):
        aware = datetime(2026, 2, 1, tzinfo=timezone.utc)

        with refused("aware", HistoryError):
            replace(RAISED, known_at=aware)
        with refused("aware", HistoryError):
            value_as_of([RAISED], 130, date(2026, 3, 1), aware)

    def test_two_of_one_moment_and_sequence(self):
        """Which of them is the later agreement, nobody could tell."""
        twin = replace(RAISED, new=131)

        with refused("twin", HistoryError):
            value_as_of([RAISED, twin], 130, date(2026, 3, 1))
        with refused("twin", HistoryError):
            other = replace(LATER_END, known_at=CUT.known_at, sequence=CUT.sequence)
            as_of({}, [RAISED, CUT, other], CUT.effective)

    @pytest.mark.parametrize(
        "other", [replace(CUT, field="name"), replace(CUT, record="crm.contract.fee,8")]
    )
    def test_changes_of_several_fields_as_those_of_one(self, other):
        with refused("mixed", HistoryError):
            value_as_of([RAISED, other], 130, date(2026, 3, 1))
        with refused("mixed", HistoryError):
            segments([RAISED, other], 130)

    def test_rows_as_changes_of_one_field(self):
        with refused("mixed", HistoryError):
            segments([added(datetime(2026, 2, 1), date(2026, 3, 1), name="Anzhi")], None)


FIRST = date(2026, 2, 20)  # the end of February lies within
SPAN = 14
CALENDAR = [FIRST + timedelta(days=n) for n in range(SPAN)]
FIELDS = ("amount", "role")
ORIGINAL = {record: {"amount": 0, "role": 0} for record in ("m,1", "m,2")}
RECORDS = (*ORIGINAL, "m,3")


def painted(changes):
    """{day: state} by painting every change, in order of agreement, over all its days."""
    values = {day: {r: dict(ORIGINAL.get(r, {})) for r in RECORDS} for day in CALENDAR}
    there = {day: set(ORIGINAL) for day in CALENDAR}
    for change in changes:
        for day in CALENDAR:
            if day < change.effective:
                continue
            if change.op == "set":
                values[day][change.record][change.field] = change.new
            elif change.op == "add":
                values[day][change.record] = dict(change.new)
                there[day].add(change.record)
            else:
                there[day].discard(change.record)
    return {day: {r: values[day][r] for r in RECORDS if r in there[day]} for day in CALENDAR}


@st.composite
def histories(draw):
    """Changes in the order of their agreement, each told what the record said by then.

    A row that was there first goes before it comes back, a new one comes before it goes.
    """
    changes, is_added = [], {record: record in ORIGINAL for record in RECORDS}
    half_days = st.lists(st.integers(0, 2 * SPAN - 1), max_size=9)
    for sequence, half_day in enumerate(sorted(draw(half_days))):
        today, hour = CALENDAR[half_day // 2], time(9 + half_day % 2)
        record = draw(st.sampled_from(RECORDS))
        op = draw(st.sampled_from(["set", "set", "turn"]))
        said = painted(changes)[today].get(record, {})
        effective = draw(st.sampled_from(CALENDAR))
        numbers = st.integers(0, 4)
        if op == "set":
            field = draw(st.sampled_from(FIELDS))
            what = {"op": op, "field": field, "old": said.get(field), "new": draw(numbers)}
        elif is_added[record]:
            what = {"op": "remove", "old": said}
        else:
            what = {"op": "add", "new": {field: draw(numbers) for field in FIELDS}}
        if op == "turn":
            is_added[record] = not is_added[record]
        moment = datetime.combine(today, hour)
        changes.append(Change(moment, sequence, effective, record, **what))
    return changes


def known(changes, moment):
    return [change for change in changes if change.known_at <= moment]


def noon(day):
    return datetime.combine(day, time(12))


class TestProperties:
    @PROPERTY
    @given(histories(), st.sampled_from(CALENDAR), st.randoms(use_true_random=False))
    def test_every_day_as_known_on_every_day_equals_a_forward_replay(self, changes, today, rng):
        live = painted(changes)[today]
        shuffled = rng.sample(changes, len(changes))

        for moment in map(noon, CALENDAR):
            replay = painted(known(changes, moment))
            for day in CALENDAR:
                assert as_of(live, shuffled, day, moment) == replay[day]

    @PROPERTY
    @given(histories())
    def test_live_record_that_a_daily_job_writes_equals_as_of(self, changes):
        live = ORIGINAL
        for today in CALENDAR:
            agreed = known(changes, noon(today))
            live = as_of(live, agreed, today, noon(today))

            assert live == painted(agreed)[today]
            assert as_of(live, agreed, today, noon(today)) == live

    @PROPERTY
    @given(histories(), st.sampled_from(CALENDAR))
    def test_before_anything_was_agreed_or_took_effect_all_is_original(self, changes, today):
        live = painted(changes)[today]
        before = min((change.effective for change in changes), default=FIRST) - timedelta(days=1)

        assert as_of(live, changes, before) == ORIGINAL
        for day in CALENDAR:
            assert as_of(live, changes, day, datetime(2026, 2, 20, 8, 59)) == ORIGINAL

    @PROPERTY
    @given(histories(), st.sampled_from(CALENDAR), st.sampled_from(RECORDS))
    def test_segments_hold_the_value_of_every_day_and_turn_only_where_it_does(
        self, changes, until, record
    ):
        sets = [c for c in changes if (c.record, c.op, c.field) == (record, "set", "amount")]

        found = segments(sets, 0, noon(until))

        assert found[0][0] is None
        starts = [day for day, _ in found[1:]]
        assert starts == sorted(set(starts))
        assert all(left[1] != right[1] for left, right in zip(found, found[1:], strict=False))
        for day in CALENDAR:
            value = [said for start, said in found if start is None or start <= day][-1]
            assert value == value_as_of(sets, 0, day, noon(until))
