"""The hash of what was purged, reckoned by hand with sha256sum."""

import hashlib
from datetime import date

from odoo.addons.crm_contract_compliance.tools.purge import canonical, content_hash

ROWS = [
    {"id": 2, "day": date(2026, 5, 10), "files": [1, 2]},
    {"id": 10, "name": "价目表 “2026”", "day": None},
]
LINES = '{"day":"2026-05-10","files":[1,2],"id":2}\n{"day":null,"id":10,"name":"价目表 “2026”"}\n'


def test_rows_are_lines_of_plain_json():
    assert "".join(f"{canonical(row)}\n" for row in ROWS) == LINES


def test_the_hash_is_that_of_the_lines_in_the_order_of_ids():
    wanted = hashlib.sha256(LINES.encode()).hexdigest()
    assert content_hash(ROWS) == content_hash(reversed(ROWS)) == wanted


def test_another_content_has_another_hash():
    assert content_hash([{**ROWS[0], "day": date(2026, 5, 11)}, ROWS[1]]) != content_hash(ROWS)


def test_the_keys_may_come_in_any_order():
    assert content_hash([dict(reversed(ROWS[0].items())), ROWS[1]]) == content_hash(ROWS)
