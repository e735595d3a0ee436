"""Buttons pressed twice at once: the races are run once, each test looks at its own."""

import pytest

from . import button_race


@pytest.fixture(scope="module")
def found():
    return button_race.race(timeout=300)


def test_an_end_settled_by_two_people_is_settled_once(found):
    """T2-11.2.1: one line a fee, one move on record; the second finds it settled."""
    assert found["settlements"] == [[[0, 0], "settled", [["earned"]], 1]] * button_race.RACES


def test_a_notice_sent_twice_leaves_once(found):
    """T2-14.2.1: one message, whose id is the proof; whoever comes second is told so."""
    assert found["mails"] == [[[0, 1], 1, True]] * button_race.RACES


def test_an_amendment_applied_by_a_person_and_the_job_is_applied_once(found):
    """T1-5.2: what it adds is there once, and on record once."""
    ended = [[0, 0], "applied", None, [["Extra", 1]], [["add"], ["set"]], 1]
    assert found["jobs"] == [ended] * button_race.RACES


def test_what_a_side_has_just_signed_is_not_reckoned_anew(found):
    """I10: 128 of 365 days of 36,500 and no cost; whoever adds one is told of the signature."""
    assert found["signatures"] == [[[1, 0], 12800]] * button_race.RACES
