import pytest

from odoo.addons.crm_contract_compliance.tools.document import (
    Document,
    PartyBlock,
    Section,
    SignatureBlock,
    Table,
    content_hash,
)
from odoo.addons.crm_contract_compliance.tools.document_layout import article_label, lay_out
from odoo.addons.crm_contract_compliance.tools.document_table import (
    column_widths,
    figure_columns,
    merged_tables,
)

ENGLISH = Document(
    "Service Contract",
    "CT/2026/0001",
    intro=("How it came about.",),
    parties=(PartyBlock("Party A", (("Name", "Mingde"), ("Phone", "021"))),),
    sections=(
        Section("General", is_numbered=False),
        Section("Parties", ("Both sides.",)),
        Section("Fees", ("Paid so.", "And so.")),
        Section("End", is_numbered=False),
        Section("Term", ("A year.",), is_highlighted=True),
        Section(
            "Schedule", table=Table(("What", "Sum"), (("Licence", "9.00"),)), is_numbered=False
        ),
    ),
    annexes=("Norm",),
    signatures=(SignatureBlock("Party A", "Mingde", signed_on="May 1, 2026"),),
)
CHINESE = Document(
    "服务合同",
    "CT/2026/0001",
    intro=("订立背景。",),
    parties=(PartyBlock("甲方", (("名称", "Mingde"), ("电话", "021"))),),
    sections=(
        Section("总则", is_numbered=False),
        Section("合同双方", ("双方。",)),
        Section("费用", ("如此支付。", "以及如此。")),
        Section("终止", is_numbered=False),
        Section("期限", ("一年。",), is_highlighted=True),
        Section("附表", table=Table(("款项", "金额"), (("许可", "9.00"),)), is_numbered=False),
    ),
    annexes=("规范",),
    signatures=(SignatureBlock("甲方", "Mingde", signed_on="2026年5月1日"),),
)
BOTH = {"zh_CN": CHINESE, "en_US": ENGLISH}


def headings(layout):
    return [[column.heading for column in article.columns] for article in layout.articles]


def test_articles_are_numbered_through_all_chapters():
    layout = lay_out({"en_US": ENGLISH})
    assert headings(layout) == [
        ["Article 1\u2003Parties"],
        ["Article 2\u2003Fees"],
        ["Article 3\u2003Term"],
        ["Schedule"],
    ]
    chapters = [article.columns[0].chapter for article in layout.articles]
    assert chapters == ["Chapter 1\u2003General", "", "Chapter 2\u2003End", ""]


def test_a_title_keeps_its_table_in_two_languages_too():
    *_others, alone = lay_out({"en_US": ENGLISH}).articles
    *texts, schedule = lay_out({"zh_CN": CHINESE, "en_US": ENGLISH}).articles
    assert alone.is_kept and schedule.is_kept
    assert not any(article.is_kept for article in texts)


def test_chinese_has_its_own_numbers():
    layout = lay_out({"zh_CN": CHINESE})
    assert headings(layout)[0] == ["第一条\u3000合同双方"]
    assert layout.articles[2].columns[0].chapter == "第二章\u3000终止"
    assert article_label(86, "zh_CN") == "第八十六条"


def test_two_languages_stand_side_by_side_paragraph_by_paragraph():
    layout = lay_out(BOTH)
    assert headings(layout)[1] == ["第二条\u3000费用", "Article 2\u2003Fees"]
    assert layout.articles[1].steps == (("如此支付。", "Paid so."), ("以及如此。", "And so."))
    assert layout.titles == ("服务合同", "Service Contract")
    assert layout.articles[2].is_highlighted


def test_paragraphs_that_differ_in_number_stand_in_one_piece():
    one = Document("A", sections=(Section("T", ("x", "y")),))
    other = Document("B", sections=(Section("T", ("z",)),))
    assert lay_out({"en_US": one, "zh_CN": other}).articles[0].steps == (("x\ny", "z"),)


def test_what_both_say_alike_is_printed_once():
    layout = lay_out(BOTH)
    assert layout.parties[0].role == "甲方\nParty A"
    assert layout.parties[0].lines == (("名称 Name", "Mingde"), ("电话 Phone", "021"))
    [table] = layout.articles[3].tables
    assert table.head == ("款项\nWhat", "金额\nSum")
    assert table.rows == (("许可\nLicence", "9.00"),)
    assert layout.annexes == ("规范\nNorm",)
    assert layout.signatures[0].name == "Mingde"
    assert layout.signatures[0].signed_on == "2026年5月1日\nMay 1, 2026"


def test_tables_of_other_forms_follow_each_other():
    long, short = Table(("a",), (("1",), ("2",))), Table(("b",), (("3",),))
    assert merged_tables([long, short]) == (long, short)


def test_a_section_that_one_language_lacks_leaves_a_gap():
    shorter = Document("服务合同", sections=CHINESE.sections[:2])
    layout = lay_out({"zh_CN": shorter, "en_US": ENGLISH})
    assert headings(layout)[1][1] == "Article 2\u2003Fees"
    assert layout.articles[1].columns[0].paragraphs == ()


def test_the_layout_carries_the_hash_of_what_is_said():
    assert lay_out(BOTH).digest == content_hash([CHINESE, ENGLISH])


@pytest.mark.parametrize("longest", [1, 40, 400])
def test_columns_fill_the_page_whatever_they_hold(longest):
    table = Table(("No.", "What", "Sum"), (("1", "x" * longest, "¥ 1,000,000.00"),))
    widths = column_widths(table)
    assert abs(sum(widths) - 100) < 0.5
    assert min(widths) > 5


def test_a_row_whose_first_cell_spans_does_not_shift_the_columns():
    rows = (("1", "May", "2.00"), ("In all, whatever that may be", "2.00"))
    assert figure_columns(Table(("No.", "When", "Sum"), rows)) == (False, False, True)
    assert column_widths(Table(("No.", "When", "Sum"), rows))[0] < 40
