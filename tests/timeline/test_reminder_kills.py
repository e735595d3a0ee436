from .kill_harness import campaign


def test_fifty_kills_two_workers_and_races_lose_and_double_nothing():
    """A60, A61, A65, B-G5, I8. The seed is fixed; the moments still vary with the machine."""
    result = campaign(kills=50, seed=20270401, timeout=120)

    assert result["complaints"] == []
    assert result["midway"] >= 10, result
