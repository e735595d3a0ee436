"""What a purge proves: the content that was deleted, without keeping it (PIPL 47)."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping


def canonical(row: Mapping[str, object]) -> str:
    """One row as one line of JSON, the same whatever the order of its fields; days as ISO dates.

    >>> canonical({"name": "价目表", "id": 7})
    '{"id":7,"name":"价目表"}'
    """
    return json.dumps(row, ensure_ascii=False, sort_keys=True, separators=(",", ":"), default=str)


def content_hash(rows: Iterable[Mapping[str, object]]) -> str:
    """SHA-256 of the rows' lines in the order of their `id`, each ended by a line feed.

    Whoever still has the rows, in a backup, can prove by it that just these were deleted.

    >>> content_hash([{"id": 2}, {"id": 1}]) == content_hash([{"id": 1}, {"id": 2}])
    True
    >>> content_hash([])[:8]
    'e3b0c442'
    """
    digest = hashlib.sha256()
    for row in sorted(rows, key=lambda row: int(str(row["id"]))):
        digest.update(f"{canonical(row)}\n".encode())
    return digest.hexdigest()
