"""An exit against a claim on the cap: the races are run once, each test looks at its own."""

import pytest

from . import exit_race
from .exit_race import KINDS, LOSS


@pytest.fixture(scope="module")
def found():
    return exit_race.race(timeout=300)


@pytest.mark.parametrize("kind", KINDS)
def test_a_claim_confirmed_behind_the_back_of_an_exit_is_in_its_final_position(found, kind):
    """T0-22.2: the exit had begun and could not see it; an account that it opened included."""
    assert found[kind]["stale"] == [[0, 0], ["ended", LOSS, LOSS, "confirmed"]]


@pytest.mark.parametrize("kind", KINDS)
def test_nobody_leaves_while_a_claim_is_being_confirmed(found, kind):
    """Refused once; pressed again, the position holds the claim."""
    assert found[kind]["held"] == [[1, 0, 0], ["ended", LOSS, LOSS, "confirmed"]]


@pytest.mark.parametrize("kind", KINDS)
def test_a_claim_that_comes_while_somebody_leaves_waits_and_counts_after_the_end(found, kind):
    """It draws on the cap, and is no part of what stood at the end."""
    assert found[kind]["waiting"] == [[0, 0], ["ended", 0, LOSS, "confirmed"]]


@pytest.mark.parametrize("kind", KINDS)
def test_let_go_at_once_neither_is_lost(found, kind):
    exits, (state, kept, drawn, claim) = found[kind]["together"]
    assert (exits, state, drawn, claim) == ([0, 0], "ended", LOSS, "confirmed")
    assert kept in (0, LOSS)
