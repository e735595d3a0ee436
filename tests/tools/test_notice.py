"""Where a notice goes: rows T1-13.1, T2-14.2.2, L-36."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from odoo.addons.crm_contract_compliance.tools.notice import is_agreed_address, is_agreed_mailbox

AGREED = "上海市浦东新区张江路 88 号\n5 楼"


class TestAddress:
    @pytest.mark.parametrize(
        "used",
        [
            AGREED,
            "上海市浦东新区张江路88号5楼",
            "上海市 浦东新区,张江路 ８８ 号, ５ 楼",
        ],
    )
    def test_is_the_agreed_one_however_it_is_written(self, used):
        assert is_agreed_address(used, [AGREED])

    def test_of_another_house_is_another(self):
        """T2-14.2.2: 88 is not 89."""
        assert not is_agreed_address(AGREED.replace("88", "89"), [AGREED])

    def test_is_one_of_several(self):
        assert is_agreed_address("2 New Road", ["1 Old Street", "2 New Road"])

    @pytest.mark.parametrize("agreed", [[], [""], [" \n"]])
    def test_is_as_good_as_any_where_none_was_agreed(self, agreed):
        assert is_agreed_address("2 New Road", agreed)

    @given(st.text())
    def test_is_always_its_own(self, text):
        assert is_agreed_address(text, [text])
        assert is_agreed_mailbox(text, [text])


class TestMailbox:
    @pytest.mark.parametrize(
        "used", ["office@example.com", " OFFICE@example.com ", "The Office <office@example.com>"]
    )
    def test_is_the_agreed_one_with_a_name_or_without(self, used):
        assert is_agreed_mailbox(used, ["Reception <office@example.com>"])

    @pytest.mark.parametrize("used", ["off.ice@example.com", "office@example.org", "office"])
    def test_differs_by_one_dot(self, used):
        assert not is_agreed_mailbox(used, ["office@example.com"])
