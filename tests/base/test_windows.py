import re
from collections import Counter
from pathlib import Path

from lxml import etree

ADDON = Path(__file__).parents[2] / "crm_contract_compliance"


def test_every_window_is_reached_by_a_menu_a_button_or_code():
    """What was made to be opened is opened from somewhere."""
    texts = [path.read_text() for kind in ("xml", "py", "js") for path in ADDON.rglob(f"*.{kind}")]
    words = Counter(re.findall(r"\w+", " ".join(texts)))
    assert words["crm_contract_action"] > 1
    assert [name for name in windows() if words[name] < 2] == []


def windows():
    for path in ADDON.rglob("views/**/*.xml"):
        for record in etree.parse(path).iter("record"):
            is_window = record.get("model") == "ir.actions.act_window"
            if is_window and not record.xpath("field[@name='binding_model_id']"):
                yield record.get("id")
