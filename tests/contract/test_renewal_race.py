from . import renewal_race


def test_two_sessions_that_press_renew_at_once_end_in_one_draft():
    found = renewal_race.race(timeout=300)
    assert len(found) == renewal_race.RACES
    for exits, renewals in found.values():
        assert exits == [0, 0]
        assert renewals == [["draft"]]
