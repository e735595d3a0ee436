from . import export_race


def test_who_withdraws_while_data_are_exported_is_left_out():
    """PIPL 15: of two who consented one has withdrawn by the time that the export is there."""
    code, scope = export_race.race(timeout=300)
    assert code == 0
    assert "of 1 persons" in scope
