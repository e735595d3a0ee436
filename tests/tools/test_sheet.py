import io
import re
import zipfile

from odoo.addons.crm_contract_compliance.tools.sheet import Sheet, workbook

SHEET = Sheet(
    head=[("Report", "May"), ("Contract", "=1+1")],
    titles=["Indicator", "Figure", "Number"],
    rows=[['=HYPERLINK("http://x")', "83.33 %", 83.33], ["@SUM(A1)", "–", None]],
    words=[("Findings", "+cmd|' /C calc'!A0")],
)


def parts():
    with zipfile.ZipFile(io.BytesIO(workbook(SHEET))) as book:
        return {name: book.read(name).decode() for name in book.namelist()}


def test_what_looks_like_a_formula_is_text():
    files = parts()
    page = files["xl/worksheets/sheet1.xml"]
    assert "<f>" not in page
    assert "hyperlink" not in page.lower()
    texts = files["xl/sharedStrings.xml"]
    for text in ("=1+1", "=HYPERLINK", "@SUM(A1)", "+cmd|"):
        assert text in texts


def test_numbers_are_numbers_and_nothing_is_written_for_none():
    page = parts()["xl/worksheets/sheet1.xml"]
    assert re.findall(r"<v>83\.33</v>", page)
    assert len(re.findall(r'<c r="C\d+"[^>]*><v>', page)) == 2  # the title and one figure
