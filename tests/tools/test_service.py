from datetime import date, datetime

import pytest

from odoo.addons.crm_contract_compliance.tools.service import (
    Progress,
    Promise,
    after_hours,
    binding_due,
    days_late,
    is_told_in_time,
    timing,
)
from odoo.addons.crm_contract_compliance.tools.term import TermError

NOW = datetime(2026, 10, 8, 4)
DUE = date(2026, 10, 8)
LATER = datetime(2026, 10, 8, 4, 0, 1)


def test_hours_never_shift():
    """T0-4.2: into a holiday's night, and half an hour is half an hour."""
    assert after_hours(datetime(2026, 9, 30, 22), 4) == datetime(2026, 10, 1, 2)
    assert after_hours(NOW, 0) == NOW
    assert after_hours(datetime(2026, 9, 30, 22), 0.5) == datetime(2026, 9, 30, 22, 30)


def test_hours_have_bounds():
    with pytest.raises(TermError, match="hours"):
        after_hours(NOW, -1)
    with pytest.raises(TermError, match="hours"):
        after_hours(NOW, 1e9)


def test_the_due_day_itself_is_in_time():
    assert days_late(DUE, DUE) == 0
    assert days_late(DUE, date(2026, 10, 9)) == 1
    assert days_late(DUE, date(2026, 10, 1)) == 0
    assert days_late(None, DUE) == 0


def test_an_extension_binds_when_it_is_told_in_time():
    """T0-5.2b: told on the due day it counts, a day later the original date stays."""
    new = date(2026, 10, 18)
    assert is_told_in_time(DUE, DUE)
    assert binding_due(DUE, new, DUE) == new
    assert not is_told_in_time(DUE, date(2026, 10, 9))
    assert binding_due(DUE, new, date(2026, 10, 9)) == DUE


@pytest.mark.parametrize(
    ("answered_on", "today", "expected"),
    [
        (None, date(2026, 10, 7), "pending"),
        (None, DUE, "today"),
        (None, date(2026, 10, 9), "overdue"),
        (DUE, date(2026, 10, 20), "in_time"),
        (date(2026, 10, 9), date(2026, 10, 20), "late"),
    ],
)
def test_days_are_judged_by_dates(answered_on, today, expected):
    assert timing(Promise(DUE), Progress(answered_on), NOW, today) == expected


@pytest.mark.parametrize(
    ("answered_at", "solved_at", "now", "expected"),
    [
        (None, None, datetime(2026, 10, 8, 3), "today"),
        (None, None, LATER, "overdue"),
        (NOW, None, LATER, "pending"),
        (LATER, None, LATER, "late"),
        (NOW, None, datetime(2026, 10, 9, 1), "overdue"),
        (NOW, datetime(2026, 10, 8, 23), datetime(2026, 10, 30), "in_time"),
        (NOW, datetime(2026, 10, 9, 1), datetime(2026, 10, 30), "late"),
        (LATER, datetime(2026, 10, 8, 23), datetime(2026, 10, 30), "late"),
        (NOW, datetime(2026, 10, 9), datetime(2026, 10, 30), "in_time"),
    ],
)
def test_hours_are_judged_by_moments(answered_at, solved_at, now, expected):
    """Answer by 04:00, solution by midnight of the next day."""
    promise = Promise(DUE, NOW, date(2026, 10, 9), datetime(2026, 10, 9))
    progress = Progress(answered_at and answered_at.date(), answered_at, solved_at)
    assert timing(promise, progress, now, DUE) == expected


def test_what_was_never_promised_is_never_late():
    assert timing(Promise(), Progress(), NOW, DUE) == "pending"
    assert timing(Promise(), Progress(DUE, NOW), NOW, DUE) == "in_time"
