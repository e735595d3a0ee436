from . import ticket_race


def test_two_people_at_once_leave_no_half_state():
    """One complaint of two presses; no closed ticket over a case that was just taken up again."""
    found = ticket_race.race(timeout=300)
    assert found["made"] == [[0, 0], [False, ["received"]]]
    assert found["reopened"] == [[1], [False, ["in_progress"]]]
    assert found["closed"] == [[0, 0], [True, ["closed"]]]
