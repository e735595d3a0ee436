import struct
import zlib

import pytest

from odoo.addons.crm_contract_compliance.tools.signing import (
    MAX_IMAGE_BYTES,
    Difference,
    Piece,
    Reliability,
    first_difference,
    image_problem,
    image_size,
    sealed,
)


def png(width, height, body=b"x"):
    header = struct.pack(">IIBBBBB", width, height, 8, 6, 0, 0, 0)
    chunk = b"IHDR" + header
    return (
        b"\x89PNG\r\n\x1a\n"
        + struct.pack(">I", len(header))
        + chunk
        + struct.pack(">I", zlib.crc32(chunk))
        + body
    )


def jpeg(width, height, before=b""):
    frame = b"\xff\xc0\x00\x11\x08" + struct.pack(">HH", height, width) + b"\x03" * 10
    return b"\xff\xd8" + before + frame


def piece(number, role="evidence", sha="a" * 64, size=10, name=None):
    return Piece(role, "ir.attachment", number, name or f"file {number}", sha, size)


@pytest.mark.parametrize(
    "data",
    [png(300, 100), jpeg(300, 100), jpeg(300, 100, b"\xff\xe0\x00\x04ab\xff\xff\xdb\x00\x02")],
)
def test_png_and_jpeg_say_their_size_themselves(data):
    assert image_size(data) == (300, 100)
    assert image_problem(data) is None


@pytest.mark.parametrize(
    "data",
    [
        b"<svg xmlns='http://www.w3.org/2000/svg' onload='alert(1)'/>",
        b"<html><script>alert(1)</script></html>",
        b"GIF89a" + b"\0" * 40,
        b"%PDF-1.4",
        b"\x89PNG\r\n\x1a\n",
        b"\x89PNG\r\n\x1a\n" + b"\0" * 40,
        b"\xff\xd8\xff",
        b"\xff\xd8\xff\xe0\x00\x00" + b"\xff" * 40,
        b"\xff\xd8\xff\xe0\xff\xff" + b"\0" * 40,
        png(0, 10),
    ],
)
def test_anything_else_is_no_signature(data):
    """A26."""
    assert image_problem(data) == "kind"


@pytest.mark.parametrize("size", [(30_000, 30_000), (4_001, 1), (1, 2**31), (3_000, 3_000)])
def test_a_picture_that_would_burst_in_memory_is_refused_by_what_it_says_of_itself(size):
    """A26: a bomb of a few bytes; it is never decoded."""
    assert image_problem(png(*size)) == "large"
    width, height = size
    if max(size) < 2**16:
        assert image_problem(jpeg(width, height)) == "large"


def test_a_megabyte_is_the_limit():
    """A26."""
    head = png(10, 10, b"")
    assert image_problem(head + b"x" * (MAX_IMAGE_BYTES - len(head))) is None
    assert image_problem(head + b"x" * (MAX_IMAGE_BYTES - len(head) + 1)) == "heavy"
    assert image_problem(b"") == "empty"


def test_a_plain_picture_is_not_reliable():
    """L-35: nobody knows who had it, nor whether it was put under this text."""
    pasted = Reliability(is_exclusive=False, is_controlled=False, is_tamper_evident=False)
    assert pasted.weaknesses() == ("exclusive", "controlled", "tamper_evident")
    assert Reliability(True, True, True).weaknesses() == ()


def test_the_whole_has_one_hash_whatever_order_its_pieces_came_in():
    rows = [piece(2), piece(1), piece(3, role="document"), piece(9, role="signature")]
    manifest = sealed(rows)
    assert manifest == sealed(reversed(rows))
    assert [row["id"] for row in manifest["pieces"]] == [3, 9, 1, 2]


def test_the_first_altered_file_is_named():
    manifest = sealed([piece(1, role="document"), piece(2), piece(3)])
    document, two, three = piece(1, role="document"), piece(2), piece(3)
    other = "b" * 64

    assert first_difference(manifest, [three, document, two]) is None
    assert first_difference(manifest, [document, two, three, piece(4)]) is None
    assert first_difference(
        manifest, [document, piece(2, sha=other), piece(3, sha=other)]
    ) == Difference("changed", "file 2", "evidence")
    assert first_difference(manifest, [document, two]) == Difference("gone", "file 3", "evidence")
    assert first_difference(
        manifest, [piece(1, role="document", sha="", size=0), two, three]
    ) == Difference("empty", "file 1", "document")


def test_a_manifest_that_was_bent_itself_is_named():
    manifest = sealed([piece(1), piece(2)])
    manifest["pieces"][0]["sha256"] = "b" * 64
    assert first_difference(manifest, [piece(1, sha="b" * 64), piece(2)]) == Difference("manifest")
    manifest["pieces"].pop()
    assert first_difference(manifest, []) == Difference("manifest")
