"""Real processes on one cap: the campaign is run once, each test looks at a part of it."""

import pytest

from .race_harness import ACCOUNTS, campaign


@pytest.fixture(scope="module")
def found():
    import sys

    f = campaign(seed=20260520, count=50, mixed=20, kills=10, raw=5, timeout=600)
    print(f, file=sys.stderr)
    return f


def test_nothing_is_out_of_balance_and_every_promise_is_kept(found):
    """I1, I2, I3: after each race; a posting that was promised is there, and no other."""
    assert found["complaints"] == []


@pytest.mark.parametrize("aggregation", ACCOUNTS)
def test_eight_processes_land_exactly_on_the_limit(found, aggregation):
    """A68: 400 claims of 1 on 300, on accounts that they open at once where there is none yet."""
    race = found[aggregation]
    assert (race["done"], race["refused"], race["overshoot"]) == (300, 100, 0)


def test_posting_sql_alone_never_overshoots(found):
    """B-G12; 100 runs in tests/soak."""
    assert found["raw"] == [0] * 5


def test_lock_and_sum_overshoots(found):
    """The control: the races above are real ones."""
    assert found["control"]["overshoot"] > 0


def test_kills_leave_no_half_move(found):
    """A61: the checker looked after each of ten processes that were killed while they posted."""
    assert len(found["kills"]) == 10
    assert min(found["kills"]) >= 1


def test_five_tries_in_vain_write_nothing(found):
    """A69."""
    wanted = {"outcome": "given up", "tries": 5, "written": 0, "after": "done"}
    assert found["exhausted"] == wanted


def test_mixed_postings_and_limits_are_answered(found):
    """A68: commit, pay, release, reverse, raise and lower at once; all kinds got through."""
    assert found["mixed"]["done"] >= 40, found["mixed"]
