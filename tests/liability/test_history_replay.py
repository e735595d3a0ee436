from datetime import date, timedelta

from . import history_replay
from .liability_case import LiabilityCase


class TestHistoryReplay(LiabilityCase):
    def test_any_day_as_known_at_any_moment_is_what_a_replay_gives(self):
        """Engine 4, I11: contract terms and limits, backdated and ahead; more in tests/soak."""
        self.assertEqual(history_replay.campaign(self, seed=1, lines=40, probes=60), [])

    def test_number_that_became_zero_is_told_as_zero(self):
        """Not as a blank: JSON columns keep neither."""
        self.freeze("2026-06-01 04:00:00")
        vals = self.contract._changed_vals("renewal_notice_days", 60, 0)
        self.contract._record_changes([vals], "No notice any more")

        said = self.contract.get_as_of("2026-06-01")[f"crm.contract,{self.contract.id}"]

        self.assertIs(said["renewal_notice_days"], 0)

    def test_live_limit_after_several_changes_is_as_of_today(self):
        """Raised and lowered day after day, twice on one of them."""
        cap = self._determined()
        key = f"crm.contract.liability.cap,{cap.id}"
        told = {date(2026, 5, 19): None}
        days = ("2026-05-20", "2026-05-21", "2026-05-21", "2026-06-30", "2026-12-31", "2027-03-01")
        for day, limit in zip(days, (70000, 50000, 50000.01, 1, 999999, 60000), strict=True):
            self.freeze(f"{day} 04:00:00")
            cap._change_limit(limit, "Agreed")

            said = self.contract.get_as_of(day)[key]["limit_amount"]
            self.assertEqual((cap.limit_amount, cap.account_ids.limit_amount), (limit, limit))
            self.assertEqual(said, limit)
            told[date.fromisoformat(day)] = limit

        told[date(2026, 5, 19)] = 60000
        for day, limit in told.items():
            self.assertEqual(self.contract.get_as_of(str(day))[key]["limit_amount"], limit, day)
        before = self.contract.get_as_of(days[-1], "2027-03-01 03:59:59")[key]["limit_amount"]
        self.assertEqual(before, 999999)
        eve = date(2026, 6, 30) - timedelta(days=1)
        self.assertEqual(self.contract.get_as_of(str(eve))[key]["limit_amount"], 50000.01)
