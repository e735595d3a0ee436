from . import legal_race


def test_sessions_that_change_one_contract_at_once_lose_nothing():
    """Of two amendments the later agreement stands; an event excuses what is being built."""
    found = legal_race.race(timeout=300)
    assert len(found["amendments"]) == len(found["pauses"]) == legal_race.RACES
    for exits, scope, told in found["amendments"]:
        assert exits == [0, 0]
        assert (scope, told) == ("Scope 2", ["Scope 1", "Scope 2"])
    for exits, penalties in found["pauses"]:
        assert exits == [0, 0]
        assert penalties == [0]
