"""What an electronic signature is made of: its image, why it counts, and what proves it later."""

from __future__ import annotations

import hashlib
import json
import struct
from collections.abc import Iterable, Iterator
from dataclasses import asdict, dataclass

MAX_IMAGE_BYTES = 1024 * 1024
MAX_IMAGE_SIDE = 4000
MAX_IMAGE_PIXELS = 4_000_000

_PNG = b"\x89PNG\r\n\x1a\n"
_JPEG = b"\xff\xd8\xff"
# Start of frame, in which a JPEG says its size; C4, C8 and CC are other things.
_FRAMES = frozenset(range(0xC0, 0xD0)) - {0xC4, 0xC8, 0xCC}
_WITHOUT_LENGTH = frozenset({0x01, *range(0xD0, 0xD9)})

# In what order an instrument is proven: what was signed, who signed it, and what came with it.
ROLES = ("document", "signature", "image", "evidence", "authority", "checklist")


def image_size(data: bytes) -> tuple[int, int] | None:
    """Width and height as a PNG or JPEG says them itself, without decoding it.

    >>> image_size(b"<svg onload=alert(1)>")
    """
    if data.startswith(_PNG):
        if len(data) < 33 or data[12:16] != b"IHDR":
            return None
        width, height = struct.unpack(">II", data[16:24])
        return width, height
    return _jpeg_size(data) if data.startswith(_JPEG) else None


def image_problem(data: bytes) -> str | None:
    """Why it cannot be a signature: ``empty``, ``heavy``, ``kind`` or ``large``.

    >>> image_problem(b"")
    'empty'
    """
    if not data:
        return "empty"
    if len(data) > MAX_IMAGE_BYTES:
        return "heavy"
    size = image_size(data)
    if size is None or not all(size):
        return "kind"
    width, height = size
    if max(size) > MAX_IMAGE_SIDE or width * height > MAX_IMAGE_PIXELS:
        return "large"
    return None


def _jpeg_size(data: bytes) -> tuple[int, int] | None:
    at = 2
    while at + 9 <= len(data) and data[at] == 0xFF:
        marker = data[at + 1]
        if marker == 0xFF:  # filling
            at += 1
        elif marker in _WITHOUT_LENGTH:
            at += 2
        elif marker in _FRAMES:
            height, width = struct.unpack(">HH", data[at + 5 : at + 9])
            return width, height
        else:
            at += 2 + int(struct.unpack(">H", data[at + 2 : at + 4])[0])
    return None


@dataclass(frozen=True, slots=True)
class Mark:
    """What somebody gives who signs online, and how they came to the page.

    ``confirmed`` holds the codes of the clauses that were confirmed, ``seen_sha256`` the hash of
    the file that was on the page, ``authority`` the (name, content) of what shows whom the signer
    may sign for.
    """

    name: str
    capacity: str
    way: str
    image: bytes
    confirmed: frozenset[str]
    seen_sha256: str
    ip_address: str = ""
    user_agent: str = ""
    is_logged_in: bool = False
    authority: tuple[tuple[str, bytes], ...] = ()


@dataclass(frozen=True, slots=True)
class Reliability:
    """What makes an electronic signature equal to one by hand (E-Signature Law 13, L-35)."""

    is_exclusive: bool
    is_controlled: bool
    is_tamper_evident: bool

    def weaknesses(self) -> tuple[str, ...]:
        """What it lacks.

        >>> Reliability(True, True, False).weaknesses()
        ('tamper_evident',)
        """
        checks = {
            "exclusive": self.is_exclusive,
            "controlled": self.is_controlled,
            "tamper_evident": self.is_tamper_evident,
        }
        return tuple(name for name, holds in checks.items() if not holds)


@dataclass(frozen=True, slots=True)
class Piece:
    """One thing that proves an instrument: a file, or what is on record of a signature."""

    role: str
    model: str
    id: int
    name: str
    sha256: str
    size: int

    @property
    def key(self) -> tuple[str, str, int]:
        return self.role, self.model, self.id

    @property
    def rank(self) -> tuple[int, str, int]:
        return ROLES.index(self.role), self.model, self.id


@dataclass(frozen=True, slots=True)
class Difference:
    """The first thing that is not as it was: ``manifest``, ``gone``, ``empty`` or ``changed``."""

    kind: str
    name: str = ""
    role: str = ""


def fingerprint(values: object) -> str:
    """The SHA-256 of plain values, whatever order their keys came in.

    >>> fingerprint({"a": 1, "b": 2}) == fingerprint({"b": 2, "a": 1})
    True
    """
    text = json.dumps(values, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()


def sealed(pieces: Iterable[Piece]) -> dict[str, object]:
    """The manifest: every piece in a stable order, and the hash of the whole."""
    rows = [asdict(piece) for piece in sorted(pieces, key=lambda piece: piece.rank)]
    return {"pieces": rows, "sha256": fingerprint(rows)}


def kept_pieces(manifest: dict[str, object]) -> Iterator[Piece]:
    """The pieces of a manifest, in its order."""
    rows = manifest.get("pieces")
    for row in rows if isinstance(rows, list) else ():
        yield Piece(**row)


def first_difference(manifest: dict[str, object], found: Iterable[Piece]) -> Difference | None:
    """What was altered first, in the manifest's order; None: it is whole.

    What came later is no difference: evidence may grow.
    """
    if fingerprint(manifest.get("pieces")) != manifest.get("sha256"):
        return Difference("manifest")
    now = {piece.key: piece for piece in found}
    for piece in kept_pieces(manifest):
        there = now.get(piece.key)
        if there is None:
            return Difference("gone", piece.name, piece.role)
        if there.sha256 != piece.sha256:
            kind = "empty" if piece.size and not there.size else "changed"
            return Difference(kind, piece.name, piece.role)
    return None
