"""Published rest days as a list or a file has them: L-48."""

from datetime import date

import pytest

from odoo.addons.crm_contract_compliance.tools.rest_days import (
    MAX_LINES,
    RestDay,
    RestFileError,
    RestSpan,
    parse_rest_days,
    spans_of,
)


def day(text, name="Rest", is_workday=False):
    return RestDay(date.fromisoformat(text), name, is_workday)


def refused(code, line, text):
    with pytest.raises(RestFileError) as caught:
        parse_rest_days(text if isinstance(text, bytes) else text.encode())
    assert (caught.value.code, caught.value.line) == (code, line)


class TestSpans:
    def test_days_in_a_row_are_one(self):
        days = [day("2026-10-02"), day("2026-10-01"), day("2026-10-04")]

        assert spans_of(days) == (
            RestSpan(date(2026, 10, 1), date(2026, 10, 2), "Rest"),
            RestSpan(date(2026, 10, 4), date(2026, 10, 4), "Rest"),
        )

    def test_another_name_or_kind_begins_a_new_one(self):
        days = [
            day("2025-10-05", "National Day"),
            day("2025-10-06", "Mid-Autumn"),
            day("2025-10-07", "Mid-Autumn", is_workday=True),
        ]

        assert len(spans_of(days)) == 3

    def test_none_give_none(self):
        assert spans_of([]) == ()


class TestFile:
    def test_a_line_each(self):
        text = "2026-10-01,National Day,rest\n\n2026/10/10,National Day,workday,\n"

        assert parse_rest_days(text.encode()) == (
            day("2026-10-01", "National Day"),
            day("2026-10-10", "National Day", is_workday=True),
        )

    @pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030"])
    def test_what_a_chinese_spreadsheet_writes(self, encoding):
        text = "日期,名称,类型\r\n2026-10-01,国庆节,休\r\n2026-10-10,国庆节,班\r\n"

        found = parse_rest_days(text.encode(encoding))

        assert [(one.name, one.is_workday) for one in found] == [
            ("国庆节", False),
            ("国庆节", True),
        ]

    def test_lines_may_end_as_an_old_spreadsheet_ends_them(self):
        assert len(parse_rest_days(b"2026-10-01,Day,rest\r2026-10-02,Day,rest\r")) == 2

    def test_the_line_is_named(self):
        good = "2026-10-01,National Day,rest\n"
        refused("columns", 2, good + "2026-10-02,National Day")
        refused("columns", 2, good + "2026-10-02,National Day,rest,more")
        refused("date", 2, good + "2 October 2026,National Day,rest")
        refused("date", 1, "2026-02-30,Rest,rest")
        refused("year", 1, "1026-02-03,Rest,rest")
        refused("name", 2, good + "2026-10-02,,rest")
        refused("kind", 3, good + "\n2026-10-02,National Day,holiday")
        refused("twice", 2, good + good)
        refused("empty", 1, "date,name,kind\n")
        refused("text", 1, b"PK\x03\x04\x00\x00")

    def test_too_many_are_refused(self):
        days = (date.fromordinal(date(2026, 1, 1).toordinal() + n) for n in range(MAX_LINES + 1))
        refused("too_many", MAX_LINES + 1, "\n".join(f"{one},Rest,rest" for one in days))
