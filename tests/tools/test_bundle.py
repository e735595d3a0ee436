"""Names, orders and sums of a folder of evidence: the issue's evidence bundle."""

import hashlib
from datetime import date

import pytest

from odoo.addons.crm_contract_compliance.tools.bundle import (
    Event,
    Paper,
    as_json,
    in_order,
    numbered,
    safe_name,
    sums,
    trace_text,
)


class TestNames:
    @pytest.mark.parametrize(
        ("name", "safe"),
        [
            ("合同 2026.pdf", "合同 2026.pdf"),
            ("../../../etc/passwd", "-..-..-etc-passwd"),
            ("..\\..\\boot.ini", "-..-boot.ini"),
            ("/etc/passwd", "-etc-passwd"),
            ("C:\\x.exe", "C--x.exe"),
            ("a\r\nSet-Cookie: b.pdf", "a Set-Cookie- b.pdf"),
            ("a\0b.pdf", "ab.pdf"),
            ("invoice\u202efdp.exe", "invoicefdp.exe"),
            ("zero\u200bwidth\ufeff.pdf", "zerowidth.pdf"),
            ("a\ud800b.pdf", "ab.pdf"),
            ("...", "file"),
            ("", "file"),
            ("CON", "_CON"),
            ("con.txt", "_con.txt"),
            ("Lpt1 .pdf", "_Lpt1.pdf"),
            ("name. . .", "name"),
            ('<img src=x onerror="1">.svg', "-img src=x onerror=-1--.svg"),
            ("e\u0301.pdf", "é.pdf"),
        ],
    )
    def test_no_name_leaves_its_folder_or_deceives(self, name, safe):
        assert safe_name(name) == safe

    def test_a_long_name_keeps_its_ending_and_whole_letters(self):
        name = safe_name("合" * 500 + ".pdf")
        assert name.endswith("合.pdf")
        assert len(name.encode()) <= 120
        assert len(safe_name("x" * 500).encode()) == 120
        assert safe_name("a." + "x" * 500) == ("a." + "x" * 500)[:120]

    def test_numbers_keep_equal_names_apart(self):
        assert numbered("documents", ["a.pdf", "A.pdf", "a.pdf"]) == [
            "documents/001 a.pdf",
            "documents/002 A.pdf",
            "documents/003 a.pdf",
        ]


class TestOrder:
    def test_events_come_by_day_and_on_one_day_always_alike(self):
        first = Event(date(2026, 1, 1), "Notice", "Sent", "", "notice,2")
        second = Event(date(2026, 1, 2), "Breach", "Known", "", "breach,1")
        third = Event(date(2026, 1, 2), "Notice", "Delivered", "", "notice,2")
        for events in ([third, second, first], [second, first, third, first]):
            assert in_order(events) == [first, second, third]

    def test_json_is_the_same_for_the_same_values(self):
        paper = Paper("documents/001 a.pdf", 3, "ab", ("Contract",))
        text = as_json({"b": [paper], "a": date(2026, 1, 1), "c": "合同"})
        assert text == as_json({"c": "合同", "a": date(2026, 1, 1), "b": [paper]})
        assert "合同" in text
        assert '"path": "documents/001 a.pdf"' in text


class TestSums:
    def test_lines_are_those_of_sha256sum(self):
        digest = hashlib.sha256(b"x").hexdigest()
        assert sums([("documents/001 合同.pdf", digest)]) == f"{digest}  documents/001 合同.pdf\n"


class TestTraces:
    def test_a_trace_is_lines(self):
        columns = [{"name": "first", "words": "From"}, {"name": "amount", "words": "Amount"}]
        table = {
            "caption": "45 days late",
            "columns": columns,
            "rows": [
                {"kind": "slice", "first": "2026-04-01", "amount": "2,250.00", "note": "365 days"},
                {"kind": "step", "words": "Cut by the ceiling", "cells": ("2,000.00",)},
            ],
            "total": {"words": "Total", "amount": "¥ 2,000.00"},
        }
        assert trace_text("Claim 1", table) == (
            "Claim 1\n45 days late\n\nFrom | Amount\n2026-04-01 | 2,250.00 (365 days)\n"
            "Cut by the ceiling | 2,000.00\n\nTotal: ¥ 2,000.00\n"
        )
