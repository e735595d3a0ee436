"""Leads, arming and notices: engine 1, promise I8, section 5, scenarios 2 and 10."""

from datetime import date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from odoo.addons.crm_contract_compliance.tools.due_date import local_day
from odoo.addons.crm_contract_compliance.tools.reminder import (
    MAX_LEAD,
    MAX_LEADS,
    MIN_LEAD,
    SILENT_AFTER_DAYS,
    Notice,
    arm,
    due_leads,
    lead_day,
    parse_leads,
)
from odoo.addons.crm_contract_compliance.tools.term import MAX_YEAR

from .timeline_common import PROPERTY, days, refused

DUE = date(2030, 6, 30)
LEADS = (30, 7, -3)

lead_lists = st.lists(st.integers(-20, 40), max_size=MAX_LEADS)


class TestParseLeads:
    @pytest.mark.parametrize(
        ("text", "leads"),
        [
            ("30, 7", (30, 7)),
            ("7,30", (30, 7)),
            ("30，7", (30, 7)),
            ("30、7", (30, 7)),
            (" 30 ，7、 -3 ,0", (30, 7, 0, -3)),
            ("7, 7, 07", (7,)),
            ("３０，－７", (30, -7)),
            ("3", (3,)),
            ("", ()),
            ("  ", ()),
            (f"{MAX_LEAD}, {MIN_LEAD}", (3650, -365)),
        ],
    )
    def test_reads_what_a_person_types(self, text, leads):
        assert parse_leads(text) == leads

    @pytest.mark.parametrize(
        "text",
        [
            "x",
            "30 7",
            "30,",
            ",30",
            "30,,7",
            ",",
            "3.5",
            "+7",
            "1_0",
            "--7",
            "9" * 5000,
        ],
    )
    def test_refuses_garbage(self, text):
        with refused("leads_garbage"):
            parse_leads(text)

    @pytest.mark.parametrize("text", ["3651", "-366", "30, 999999999"])
    def test_refuses_a_lead_out_of_range(self, text):
        with refused("leads_range"):
            parse_leads(text)

    def test_accepts_twelve_leads_and_refuses_a_thirteenth(self):
        twelve = ",".join(str(lead) for lead in range(12))

        assert len(parse_leads(twelve)) == MAX_LEADS == 12
        assert len(parse_leads(f"{twelve},11,11")) == 12
        with refused("leads_count"):
            parse_leads(f"{twelve},12")

    @PROPERTY
    @given(lead_lists)
    def test_reads_back_what_it_returned(self, leads):
        parsed = parse_leads(", ".join(map(str, leads)))

        assert parsed == tuple(sorted(set(leads), reverse=True))


class TestLeadDay:
    def test_of_a_notice_deadline_is_ninety_days_before_the_end(self):
        """Scenario 2, section 5: lead 30 on the notice deadline of 2027-05-01."""
        assert lead_day(date(2027, 5, 1), 30) == date(2027, 4, 1)

    def test_of_an_nda(self):
        """Scenario 10."""
        assert lead_day(date(2030, 6, 30), 30) == date(2030, 5, 31)

    def test_of_a_report(self):
        """T0-7.3: lead 3."""
        assert lead_day(date(2026, 6, 10), 3) == date(2026, 6, 7)

    def test_of_no_days_is_the_deadline_and_of_negative_ones_is_after_it(self):
        assert lead_day(DUE, 0) == DUE
        assert lead_day(DUE, -3) == date(2030, 7, 3)

    def test_may_escalate_after_the_last_year(self):
        """A contract may end on the last day of MAX_YEAR and still escalate."""
        assert lead_day(date(MAX_YEAR, 12, 31), -1) == date(MAX_YEAR + 1, 1, 1)


class TestArm:
    def test_waits_for_the_earliest_lead(self):
        assert arm(DUE, LEADS, (), date(2030, 1, 1), first=True) == date(2030, 5, 31)
        assert arm(DUE, (-3, 7, 30), (), date(2030, 1, 1), True) == date(2030, 5, 31)

    def test_waits_for_the_next_lead_that_was_not_sent(self):
        today = date(2030, 6, 1)

        assert arm(DUE, LEADS, {30}, today, first=False) == date(2030, 6, 23)
        assert arm(DUE, LEADS, {30, 7}, today, first=False) == date(2030, 7, 3)

    def test_of_a_lead_that_has_passed_is_in_the_past(self):
        assert arm(DUE, LEADS, (), date(2030, 6, 25), True) == date(2030, 5, 31)

    def test_of_a_lead_that_was_missed_does_not_skip_it(self):
        assert arm(DUE, LEADS, {7}, date(2030, 6, 25), False) == date(2030, 5, 31)

    @pytest.mark.parametrize("first", [True, False])
    def test_ends_when_every_lead_was_sent(self, first):
        assert arm(DUE, LEADS, {30, 7, -3, 90}, date(2030, 6, 25), first) is None
        assert arm(DUE, (), (), date(2030, 6, 25), first) is None

    def test_of_a_moved_date_starts_again(self):
        """The ledger of another due date is not `sent` here."""
        moved = DUE + timedelta(days=10)

        assert arm(moved, LEADS, (), date(2030, 6, 25), False) == date(2030, 6, 10)

    @pytest.mark.parametrize(
        ("overdue", "first", "armed"),
        [
            (SILENT_AFTER_DAYS, True, True),
            (SILENT_AFTER_DAYS + 1, True, False),
            (SILENT_AFTER_DAYS + 1, False, True),
            (400, True, False),
            (400, False, True),
            (-400, True, True),
        ],
    )
    def test_of_a_deadline_long_overdue_when_first_armed_is_silent(self, overdue, first, armed):
        today = DUE + timedelta(days=overdue)

        assert (arm(DUE, LEADS, (), today, first) is not None) is armed

    def test_silence_begins_after_thirty_days(self):
        assert SILENT_AFTER_DAYS == 30


class TestDueLeads:
    @pytest.mark.parametrize(
        ("today", "sent", "notice"),
        [
            (date(2030, 5, 30), (), None),
            (date(2030, 5, 31), (), Notice((30,), 30, False, date(2030, 6, 23))),
            (date(2030, 5, 31), (30,), None),
            (date(2030, 6, 22), (30,), None),
            (date(2030, 6, 23), (30,), Notice((7,), 7, False, date(2030, 7, 3))),
            (date(2030, 7, 2), (30, 7), None),
            (date(2030, 7, 3), (30, 7), Notice((-3,), -3, True, None)),
            (date(2030, 7, 3), (30, 7, -3), None),
        ],
    )
    def test_speak_on_their_day_and_once(self, today, sent, notice):
        """Scenario 10: one reminder on 2030-05-31, none on the second run."""
        assert due_leads(DUE, LEADS, sent, today) == notice

    def test_missed_in_one_downtime_are_two_rows_and_one_notice(self):
        """Section 5."""
        notice = due_leads(DUE, (-3, 7, 30), (), date(2030, 6, 25))

        assert notice == Notice((30, 7), 7, False, date(2030, 7, 3))

    def test_missed_together_with_an_escalation_are_one_escalation(self):
        notice = due_leads(DUE, LEADS, (7,), date(2030, 8, 1))

        assert notice == Notice((30, -3), -3, True, None)

    def test_of_the_day_itself_are_no_escalation(self):
        notice = due_leads(DUE, (0,), (), DUE)

        assert notice == Notice((0,), 0, False, None)

    def test_of_the_day_after_are_an_escalation(self):
        notice = due_leads(DUE, (-1,), (), DUE + timedelta(days=1))

        assert notice == Notice((-1,), -1, True, None)

    def test_listed_twice_speak_once(self):
        notice = due_leads(DUE, (7, 7), (), DUE)

        assert notice == Notice((7,), 7, False, None)

    def test_next_is_never_one_that_was_sent(self):
        notice = due_leads(DUE, LEADS, (7,), date(2030, 5, 31))

        assert notice == Notice((30,), 30, False, date(2030, 7, 3))

    def test_of_a_deadline_without_leads_are_none(self):
        assert due_leads(DUE, (), (), DUE) is None


def run_job(due, leads, todays):
    """The daily job as engine 1 describes it, on a ledger that starts empty."""
    ledger, notices = [], []
    remind_on = arm(due, leads, (), todays[0], first=False)
    for today in todays:
        if remind_on is None or remind_on > today:
            continue
        notice = due_leads(due, leads, ledger, today)
        assert notice, "the queue held a row with nothing to say"
        ledger.extend(notice.passed)
        notices.append((today, notice))
        remind_on = notice.next_on
        assert remind_on == arm(due, leads, ledger, today, first=False)
    return ledger, notices


class TestNoneLostNoneDoubled:
    """Promise I8: at most one reminder per (deadline, lead, due date), none is lost."""

    @PROPERTY
    @given(days, lead_lists, st.lists(st.integers(0, 30), max_size=40))
    def test_by_runs_with_any_gaps_and_repeats(self, due, leads, gaps):
        todays = [due - timedelta(days=60)]
        for gap in gaps:
            todays.append(todays[-1] + timedelta(days=gap))

        ledger, notices = run_job(due, leads, todays)

        come = {lead for lead in leads if lead_day(due, lead) <= todays[-1]}
        assert len(ledger) == len(set(ledger))
        assert set(ledger) == come
        for today, notice in notices:
            assert notice.nearest == min(notice.passed)
            assert lead_day(due, notice.nearest) <= today

    @PROPERTY
    @given(days, lead_lists)
    def test_by_a_daily_run_that_speaks_on_the_very_day(self, due, leads):
        todays = [due + timedelta(days=n) for n in range(-60, 41)]

        _ledger, notices = run_job(due, leads, todays)

        spoken = [(today, notice.passed) for today, notice in notices]
        wanted = sorted(set(leads), reverse=True)
        assert spoken == [(lead_day(due, lead), (lead,)) for lead in wanted]

    @pytest.mark.parametrize("tz_name", ["Asia/Shanghai", "America/New_York", "Pacific/Kiritimati"])
    def test_by_an_hourly_run_in_the_zone_of_the_row(self, tz_name):
        """Scenario 2's job, hourly: each lead on its local day, also across DST."""
        due = date(2027, 3, 20)
        start = datetime(2027, 2, 1)
        todays = [local_day(start + timedelta(hours=n), tz_name) for n in range(24 * 60)]

        _ledger, notices = run_job(due, LEADS, todays)

        spoken = [(today, notice.passed) for today, notice in notices]
        assert spoken == [(lead_day(due, lead), (lead,)) for lead in LEADS]

    @PROPERTY
    @given(days, lead_lists, st.integers(-60, 60))
    def test_by_one_run_after_a_long_downtime(self, due, leads, offset):
        today = due + timedelta(days=offset)

        _ledger, notices = run_job(due, leads, [today])

        assert len(notices) <= 1
        assert bool(notices) == any(lead_day(due, lead) <= today for lead in leads)
