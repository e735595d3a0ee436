"""A list of existing contracts as people keep it: days, sums and words in every usual way."""

import csv
import io
import zipfile
from datetime import date, datetime
from decimal import Decimal

import openpyxl
import pytest

from odoo.addons.crm_contract_compliance.tools.legacy import (
    Problem,
    Row,
    columns_of,
    letters,
    rows_of,
)
from odoo.addons.crm_contract_compliance.tools.legacy_cells import (
    AMOUNT,
    CHOICE,
    DAY,
    TERM,
    YES,
    CellError,
    Column,
    Formula,
    MacNumber,
    Term,
    amount_of,
    day_of,
    plain,
    term_of,
    text_of,
    value_of,
    yes_of,
)
from odoo.addons.crm_contract_compliance.tools.legacy_file import (
    MAX_BYTES,
    MAX_UNPACKED,
    FileError,
    read_file,
)
from odoo.addons.crm_contract_compliance.tools.legacy_template import (
    TemplateColumn,
    TemplateWords,
    template,
)

NAME = Column("name", is_needed=True, size=20)
SIGNED = Column("signed_on", DAY)
SIDE = Column("our_side", CHOICE, choices=("a", "b"))
COLUMNS = (NAME, SIGNED, SIDE, Column("amount", AMOUNT))
TITLES = {"title": "name", "名称": "name", "signedon": "signed_on", "weare": "our_side"}


def refused(code, call, *args, detail=None):
    with pytest.raises((CellError, FileError)) as caught:
        call(*args)
    assert caught.value.code == code, caught.value.code
    if detail is not None:
        assert caught.value.detail == detail


def xlsx(*rows, change=None):
    book = openpyxl.Workbook()
    for row in rows:
        book.active.append(row)
    if change:
        change(book.active)
    buffer = io.BytesIO()
    book.save(buffer)
    return buffer.getvalue()


class TestCells:
    @pytest.mark.parametrize(
        "cell",
        [
            "2026-01-31",
            " 2026-1-31 ",
            "2026/01/31",
            "2026.1.31",
            "2026年1月31日",
            "２０２６年１月３１日",
            "31.01.2026",
            "31.1.2026",
            "20260131",
            "2026-01-31 00:00:00",
            "2026-01-31T00:00:00",
            "46053",
            46053,
            46053.0,
            MacNumber(46053 - 1462),
            date(2026, 1, 31),
            datetime(2026, 1, 31, 0, 0),
        ],
    )
    def test_a_day_written_without_doubt_is_read(self, cell):
        assert day_of(cell) == date(2026, 1, 31)

    @pytest.mark.parametrize(
        "cell",
        ["01/02/2026", "31/01/2026", "2026-02-30", "31.13.2026", "soon", "26-01-31", "2026-01",
         "2026-01-31 09:30", 5, -1, 1e308, float("nan"), float("inf"), True, "0", "99999999999"],
    )  # fmt: skip
    def test_a_day_in_doubt_is_refused(self, cell):
        refused("no_day", day_of, cell)

    @pytest.mark.parametrize("cell", ["1899-12-31", "9999-12-31", date(1, 1, 1), "0001-01-01"])
    def test_a_day_out_of_bounds_is_refused(self, cell):
        refused("day_bounds", day_of, cell)

    @pytest.mark.parametrize(
        ("cell", "amount"),
        [
            ("1234.5", "1234.5"),
            ("1,234.50", "1234.50"),
            ("￥1,234,567.00", "1234567.00"),
            ("1 234 元", "1234"),
            ("CNY 12", "12"),
            (0, "0"),
            (0.1, "0.1"),
            (0.1 + 0.2, "0.3"),
            (480000.0, "480000"),
        ],
    )
    def test_a_sum_is_read_to_the_cent(self, cell, amount):
        assert amount_of(cell) == Decimal(amount)

    @pytest.mark.parametrize(
        "cell",
        ["1.234,56", "12,5", "1,23,456", "ten", "1e5", "nan", float("nan"), True, "-", "--1"],
    )
    def test_a_sum_in_doubt_is_refused(self, cell):
        refused("no_amount", amount_of, cell)

    @pytest.mark.parametrize("cell", [-0.01, "-1", 1e15, "1000000000000000", 1e308])
    def test_a_sum_out_of_bounds_is_refused(self, cell):
        refused("amount_bounds", amount_of, cell)

    @pytest.mark.parametrize(
        ("cell", "term"),
        [
            ("1 year", Term(1, 0)),
            ("2年", Term(2, 0)),
            ("18 months", Term(0, 18)),
            ("6个月", Term(0, 6)),
            ("1 year 6 months", Term(1, 6)),
            ("open", Term(0, 0)),
            ("无", Term(0, 0)),
        ],
    )
    def test_a_term_is_read(self, cell, term):
        assert term_of(cell) == term

    @pytest.mark.parametrize("cell", ["1", "0 years", "101 years", "forever", "1 day", "-1 year"])
    def test_a_term_in_doubt_is_refused(self, cell):
        refused("no_term", term_of, cell)

    def test_yes_and_no_in_both_languages(self):
        assert all(map(yes_of, ("yes", "Y", "是", True, 1, "√", " x ")))
        assert not any(map(yes_of, ("no", "否", False, 0, "N")))
        refused("no_yes", yes_of, "maybe")

    def test_a_number_that_a_spreadsheet_took_for_one_is_a_text_again(self):
        assert text_of(20240017.0) == "20240017"
        assert text_of(20240017) == "20240017"
        assert text_of(" HT-7 ") == "HT-7"

    def test_what_is_no_text_is_refused(self):
        refused("no_text", text_of, "a\0b")
        refused("no_text", text_of, "a\ud800")
        refused("too_long", text_of, "x" * 21, 20, detail="20")

    @pytest.mark.parametrize("cell", ["=1+1", ' =HYPERLINK("http://x")', Formula("=A1")])
    def test_a_formula_is_no_value(self, cell):
        refused("formula", value_of, NAME, cell, {})

    def test_an_error_of_the_sheet_is_no_value_but_a_number_sign_is(self):
        refused("sheet_error", value_of, NAME, "#REF!", {}, detail="#REF!")
        assert value_of(NAME, "#12 lease", {}) == "#12 lease"

    def test_words_are_compared_without_width_case_and_spaces(self):
        assert plain(" Ｓigned  ON * ") == "signedon"
        assert value_of(SIDE, "Party  A", {"partya": "a"}) == "a"
        refused("no_choice", value_of, SIDE, "Party C", {"partya": "a"}, detail="Party C")

    def test_columns_have_letters(self):
        assert [letters(place) for place in (0, 25, 26, 701, 702)] == ["A", "Z", "AA", "ZZ", "AAA"]


class TestRows:
    def test_titles_say_what_stands_where_in_any_order_and_language(self):
        places, problems = columns_of(["We Are", None, "名称 *"], 1, COLUMNS, TITLES)
        assert (places, problems) == ({0: SIDE, 2: NAME}, [])

    def test_titles_that_are_unknown_doubled_or_missing_are_named(self):
        _places, problems = columns_of(["Colour", "We are", "WE ARE"], 1, COLUMNS, TITLES)
        assert problems == [
            Problem(1, "Colour", "unknown_column"),
            Problem(1, "our_side", "column_twice"),
            Problem(1, "name", "column_missing"),
        ]

    def test_every_problem_of_every_row_is_told_with_its_line(self):
        lines = [
            (2, ["One", "2026-01-31", "A"]),
            (3, ["", None, "  "]),
            (4, ["", "soon", "C", "stray"]),
        ]
        rows, problems = rows_of(lines, {0: NAME, 1: SIGNED, 2: SIDE}, {"our_side": {"a": "a"}})
        assert rows == [
            Row(2, {"name": "One", "signed_on": date(2026, 1, 31), "our_side": "a"}),
            Row(4, {}),
        ]
        assert problems == [
            Problem(4, "signed_on", "no_day"),
            Problem(4, "our_side", "no_choice", "C"),
            Problem(4, "D", "no_title"),
            Problem(4, "name", "empty"),
        ]


class TestFiles:
    def test_a_workbook_is_read_with_its_line_numbers(self):
        grid = read_file(xlsx(["Title", "Day"], [], ["One", datetime(2026, 1, 31)], [], [5]), 9)
        assert grid.titles == (1, ["Title", "Day", *[None] * (len(grid.titles[1]) - 2)])
        assert [(line, cells[:2]) for line, cells in grid.lines] == [
            (3, ["One", datetime(2026, 1, 31)]),
            (5, [5, None]),
        ]

    def test_a_csv_is_read_in_the_encodings_and_with_the_separators_of_spreadsheets(self):
        for encoding in ("utf-8", "utf-8-sig", "gb18030", "utf-16"):
            for separator in ",;\t":
                text = f"名称{separator}b\r\n华星{separator}2\r\n"
                grid = read_file(text.encode(encoding), 9)
                assert grid.titles == (1, ["名称", "b"]), (encoding, separator)
                assert grid.lines == [(2, ["华星", "2"])]

    def test_formulas_stay_formulas(self):
        grid = read_file(xlsx(["Title"], ["=1+1"]), 9)
        assert grid.lines[0][1][0] == Formula("=1+1")

    def test_a_book_that_counts_from_1904_tells_its_numbers_apart(self):
        book = openpyxl.Workbook()
        book.epoch = openpyxl.utils.datetime.CALENDAR_MAC_1904
        book.active.append(["Day"])
        book.active.append([46053 - 1462])
        buffer = io.BytesIO()
        book.save(buffer)
        [(_line, cells)] = read_file(buffer.getvalue(), 9).lines
        assert day_of(cells[0]) == date(2026, 1, 31)

    def test_merged_cells_are_named(self):
        content = xlsx(["a", "b"], ["c", "d"], change=lambda page: page.merge_cells("A2:B2"))
        refused("merged", read_file, content, 9, detail="A2:B2")

    def test_too_many_rows_too_far_down_or_too_wide(self):
        refused("too_many_rows", read_file, xlsx(["a"], *[["b"]] * 10), 9, detail="9")
        refused("too_many_rows", read_file, b"a\n" + b"b\n" * 10, 9, detail="9")
        assert len(read_file(xlsx(["a"], *[["b"]] * 9), 9).lines) == 9
        far = xlsx(["a"], change=lambda page: page.cell(91, 1, "b"))
        refused("too_far", read_file, far, 9, detail="91")
        refused("too_wide", read_file, xlsx(["a"] * 61), 9)

    def test_a_row_number_beyond_any_sheet_is_refused_at_once(self):
        content = rewritten(xlsx(["a"], ["b"]), "sheet1.xml", b'r="2"', b'r="99999999999"')
        refused("too_far", read_file, content, 9)

    @pytest.mark.parametrize(
        ("content", "code"),
        [
            (b"", "empty_file"),
            (b"\n \n", "empty_file"),
            (b"x" * (MAX_BYTES + 1), "too_large"),
            (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "old_office"),
            (b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR", "no_list"),
            (b"PK\x03\x04 and nothing more", "broken_xlsx"),
            (b'a,"b\nc', "broken_csv"),
            (b"a," + b"x" * 200_000, "broken_csv"),
            (b"\xff\xfeA", "no_list"),
        ],
    )
    def test_what_is_no_list_is_refused_with_its_reason(self, content, code):
        refused(code, read_file, content, 9)

    def test_a_zip_that_is_no_workbook(self):
        refused("no_list", read_file, packed({"a.txt": b"a"}), 9)
        refused("broken_xlsx", read_file, packed({"[Content_Types].xml": b"<Types/>"}), 9)

    def test_a_bomb_is_not_unpacked(self):
        """60 MB of zeros are 60 kB packed; the sum of what is declared counts."""
        bomb = packed({"[Content_Types].xml": b"", "x.xml": b"\0" * (MAX_UNPACKED + 1)})
        assert len(bomb) < MAX_BYTES
        refused("bomb", read_file, bomb, 9)
        many = packed({f"{number}.xml": b"" for number in range(501)})
        refused("bomb", read_file, many, 9)
        odd = packed({"[Content_Types].xml": b""}, zipfile.ZIP_LZMA)
        refused("bomb", read_file, odd, 9)

    def test_entities_are_not_read(self):
        laughs = b'<!DOCTYPE lolz [<!ENTITY lol "lol">]><worksheet '
        content = rewritten(xlsx(["a"], ["b"]), "sheet1.xml", b"<worksheet ", laughs)
        refused("broken_xlsx", read_file, content, 9)

    def test_a_workbook_cut_anywhere_is_refused(self):
        content = xlsx(["Title"], ["One"])
        for length in range(4, len(content), 97):
            refused("broken_xlsx", read_file, content[:length], 9)


class TestTemplate:
    def test_it_can_be_read_back_and_its_titles_are_understood(self):
        words = TemplateWords("合同", "填写说明", "列", "必填", "是", "怎么填", "可选值", ("说明",))
        content = template(
            [
                TemplateColumn(NAME, "名称", "客户服务规范合同", (), "照抄"),
                TemplateColumn(SIDE, "We Are", "Party A", ("Party A", "Party B"), "Choose"),
                TemplateColumn(Column("sure", YES), "Sure", "=1+1", ("yes", "no"), "Choose"),
                TemplateColumn(Column("term", TERM), "Term", "1年", (), ""),
            ],
            words,
        )
        grid = read_file(content, 9)
        assert grid.titles[1][:4] == ["名称 *", "We Are", "Sure", "Term"]
        assert [cells[:3] for _line, cells in grid.lines] == [
            ["客户服务规范合同", "Party A", "=1+1"]
        ]
        book = openpyxl.load_workbook(io.BytesIO(content))
        assert book.sheetnames == ["合同", "填写说明"]
        assert book["合同"]["C2"].data_type == "s", "a text, not a formula"
        guide = [row[:4] for row in book["填写说明"].values]
        assert ("We Are", "", "Choose", "Party A\nParty B") in guide
        assert ("名称", "是", "照抄", "") in guide
        assert "B2:B1001" in str(book["合同"].data_validations.dataValidation[0].sqref)


def packed(parts, kind=zipfile.ZIP_DEFLATED):
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", kind) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return buffer.getvalue()


def rewritten(content, end, old, new):
    """The workbook with something put into one of its parts."""
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    [name] = [name for name in parts if name.endswith(end)]
    assert old in parts[name]
    return packed({**parts, name: parts[name].replace(old, new)})


def test_a_csv_that_this_test_writes_has_line_numbers_with_breaks_in_cells():
    buffer = io.StringIO()
    csv.writer(buffer).writerows([["a"], ["b\nb"], ["c"]])
    assert [line for line, _cells in read_file(buffer.getvalue().encode(), 9).lines] == [3, 4]
