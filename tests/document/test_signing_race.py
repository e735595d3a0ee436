"""Two sessions at one signature: the races are run once, each test looks at its own."""

import pytest

from . import signing_race


@pytest.fixture(scope="module")
def found():
    return signing_race.race(timeout=300)


@pytest.mark.parametrize("meeting", ["signed", "stale", "ours", "ours_stale"])
def test_of_two_who_sign_at_once_one_signs(found, meeting):
    """A25: one signature, told once; the other is told that it is signed already. On any side."""
    assert found[meeting] == [[[0, 1], 1, True, True]] * signing_race.RACES


def test_of_two_who_fix_the_text_at_once_both_find_one_file(found):
    """L-34: one file for all who sign; who came second waits, and finds it."""
    assert found["fixed"] == [[[0, 0], 1, True]] * signing_race.RACES


def test_nobody_signs_a_text_whose_place_another_takes(found):
    """L-34: of the signature and the other text, one comes too late, and is told so."""
    assert found["replaced"] == [[[0, 1], True]] * 2


def test_what_is_taken_back_is_signed_before_or_not_at_all(found):
    """A24: either order is one in which it might have happened."""
    for is_signed, stands, taken_back in found["taken_back"]:
        assert (is_signed, taken_back) == (stands, 0)
    assert found["taken_back"][1] == [False, False, 0]  # it came too late
