import unittest
from datetime import datetime

from odoo.addons.crm_contract_compliance.tools.incident import (
    BLOCKS,
    Told,
    hours_late,
    missing_items,
    target,
)
from odoo.addons.crm_contract_compliance.tools.term import TermError

FOUND = datetime(2026, 9, 10, 1)  # 09:00 in Shanghai
SAID = {item: "Said" for items in BLOCKS.values() for item in items}


class TestIncident(unittest.TestCase):
    """L-46, PIPL 57; scenario 14."""

    def test_hours_run_over_holidays_and_never_shift(self):
        """Scenario 14: found 2026-09-10 09:00, told by 2026-09-11 09:00."""
        self.assertEqual(target(FOUND, 24), datetime(2026, 9, 11, 1))
        self.assertEqual(target(datetime(2026, 10, 1, 2), 72), datetime(2026, 10, 4, 2))

    def test_a_target_beyond_the_calendar_is_refused(self):
        for hours in (-1, 10**9):
            with self.assertRaises(TermError):
                target(FOUND, hours)

    def test_the_last_one_told_stops_the_clock(self):
        authority, persons = datetime(2026, 9, 10, 5), datetime(2026, 9, 11, 3)
        self.assertEqual(Told(authority, persons).told_at, persons)
        self.assertEqual(Told(persons, authority).told_at, persons)

    def test_somebody_who_waits_keeps_it_running(self):
        self.assertIsNone(Told().told_at)
        self.assertIsNone(Told(authority_at=FOUND).told_at)
        self.assertIsNone(Told(persons_at=FOUND).told_at)
        self.assertIsNone(Told(persons_at=FOUND, is_harm_avoided=True).told_at)

    def test_persons_need_not_be_told_where_harm_is_avoided(self):
        """PIPL 57, and the authority may ask for it all the same."""
        avoided = Told(authority_at=FOUND, is_harm_avoided=True)
        self.assertFalse(avoided.must_tell_persons)
        self.assertEqual(avoided.told_at, FOUND)
        ordered = Told(authority_at=FOUND, is_harm_avoided=True, is_ordered=True)
        self.assertTrue(ordered.must_tell_persons)

    def test_an_order_that_comes_later_makes_no_notice_late(self):
        ordered = Told(authority_at=FOUND, is_harm_avoided=True, is_ordered=True)
        self.assertEqual(ordered.told_at, FOUND)

    def test_lateness_counts_from_the_target(self):
        due, now = target(FOUND, 24), datetime(2026, 9, 11, 7)
        self.assertEqual(hours_late(due, due, now), 0)
        self.assertEqual(hours_late(due, datetime(2026, 9, 11, 2, 30), now), 1.5)
        self.assertEqual(hours_late(due, None, now), 6)
        self.assertEqual(hours_late(due, None, FOUND), 0)

    def test_a_notice_says_all_of_it(self):
        self.assertEqual(missing_items(SAID.get), ())
        for item in SAID:
            for text in (None, "", " \n"):
                with self.subTest(item=item, text=text):
                    self.assertEqual(missing_items({**SAID, item: text}.get), (item,))
