from datetime import datetime, timezone
from pathlib import Path

from ..timeline.kill_harness import campaign

RESULT = Path(__file__).resolve().parents[2] / "benchmarks/results/soak-reminders.txt"


def test_three_hundred_kills_lose_and_double_nothing():
    """A61, B-G5, I8: the campaign of tests/timeline, long; its result is kept."""
    result = campaign(kills=300, seed=20300531, timeout=900)

    RESULT.parent.mkdir(parents=True, exist_ok=True)
    RESULT.write_text(
        "Reminder job: killed with SIGKILL at random moments, then one clean run.\n"
        f"run on {datetime.now(timezone.utc):%Y-%m-%d}\n"
        f"kills {result['kills']} ({result['two_workers']} of them with a second worker running)\n"
        f"  before the first commit {result['before']}, midway {result['midway']},"
        f" after the last {result['after']}\n"
        f"races of two workers {result['races']}\n"
        f"rows of the ledger expected after each: {result['ledger']};"
        f" an undisturbed run takes {result['milliseconds']} ms\n"
        f"lost or doubled: {len(result['complaints'])}\n"
        + "".join(f"  {complaint}\n" for complaint in result["complaints"])
    )
    assert result["complaints"] == []
    assert result["midway"] >= 60, result
