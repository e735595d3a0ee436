"""What stands on every page of a document: its number, its page, its hash, that it is a draft.

Stamped on the finished file, since wkhtmltopdf as distributions build it prints neither headers
nor footers. Fonts are those that every PDF reader brings along.
"""

import io
from itertools import groupby

from reportlab.lib.units import mm
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.cidfonts import UnicodeCIDFont
from reportlab.pdfgen.canvas import Canvas

from odoo.tools.pdf import PdfFileReader, PdfFileWriter

_LATIN, _CHINESE = "Times-Roman", "STSong-Light"
_SIDE, _TOP, _BOTTOM = 20 * mm, 14 * mm, 15 * mm
_SIZE, _SMALL, _MARK = 9, 7, 72
_FIRST_CHINESE = 0x2E80  # what comes before has a letter in the Latin font, or none at all


def stamp(pdf, header, footer_lines=(), watermark="", page_words="%(page)s / %(pages)s", title=""):
    """The file with ``header`` at the top right of each page, its place and the lines below.

    ``page_words`` says both numbers, such as “Page %(page)s of %(pages)s”.
    """
    reader = PdfFileReader(io.BytesIO(pdf), strict=False)
    pages = [reader.getPage(number) for number in range(reader.getNumPages())]
    stamps = PdfFileReader(
        io.BytesIO(_stamps(pages, header, footer_lines, watermark, page_words)), strict=False
    )
    writer = PdfFileWriter()
    for number, page in enumerate(pages):
        page.mergePage(stamps.getPage(number))
        writer.addPage(page)
    writer.addMetadata({"/Title": title or header})
    stream = io.BytesIO()
    writer.write(stream)
    return stream.getvalue()


def _stamps(pages, header, footer_lines, watermark, page_words):
    """A file of as many pages, with nothing but the stamps."""
    pdfmetrics.registerFont(UnicodeCIDFont(_CHINESE))
    stream = io.BytesIO()
    canvas = Canvas(stream)
    for number, page in enumerate(pages, 1):
        width, height = float(page.mediaBox.getWidth()), float(page.mediaBox.getHeight())
        canvas.setPageSize((width, height))
        if watermark:
            _draw_watermark(canvas, width, height, watermark)
        canvas.setFillGray(0.3)
        words = page_words % {"page": number, "pages": len(pages)}
        _draw(canvas, width - _SIDE, height - _TOP, header, _SIZE, "right")
        _draw(canvas, width / 2, _BOTTOM, words, _SIZE, "centre")
        for line, text in enumerate(footer_lines, 1):
            _draw(canvas, width / 2, _BOTTOM - line * (_SMALL + 2), text, _SMALL, "centre")
        canvas.showPage()
    canvas.save()
    return stream.getvalue()


def _draw_watermark(canvas, width, height, text):
    canvas.saveState()
    canvas.setFillGray(0.5, alpha=0.18)
    canvas.translate(width / 2, height / 2)
    canvas.rotate(50)
    _draw(canvas, 0, -_MARK / 3, text, _MARK, "centre")
    canvas.restoreState()


def _draw(canvas, x, y, text, size, align):
    """The text in two fonts, since the Chinese one has no good Latin letters."""
    runs = [
        (_CHINESE if is_chinese else _LATIN, "".join(run))
        for is_chinese, run in groupby(text, lambda letter: ord(letter) >= _FIRST_CHINESE)
    ]
    width = sum(pdfmetrics.stringWidth(run, font, size) for font, run in runs)
    x -= {"right": width, "centre": width / 2, "left": 0}[align]
    for font, run in runs:
        canvas.setFont(font, size)
        canvas.drawString(x, y, run)
        x += pdfmetrics.stringWidth(run, font, size)
