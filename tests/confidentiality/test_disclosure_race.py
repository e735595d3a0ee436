from . import disclosure_race


def test_sessions_that_propose_one_breach_at_once_propose_one():
    """T0-8.2: once, whoever asks; nobody is refused for having come second."""
    found = disclosure_race.race(timeout=300)
    assert found == [[[0] * disclosure_race.SESSIONS, 1, 1]] * disclosure_race.RACES
