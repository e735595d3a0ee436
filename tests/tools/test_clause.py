"""How the text of a contract is filled (A33)."""

import string

import pytest
from hypothesis import given
from hypothesis import strategies as st

from odoo.addons.crm_contract_compliance.tools.clause import BLANK, fill, paragraphs, placeholders

NAMES = st.text(string.ascii_lowercase + "_", min_size=1, max_size=12).filter(
    lambda name: name[0] != "_"
)
KNOWN = {"party_a", "amount"}


class Trap:
    """Tells when anything of it is reached but its text."""

    def strip(self):
        return "told"

    def __getattr__(self, name):
        raise AssertionError(f"reached {name}")


@pytest.mark.parametrize(
    "text",
    [
        "{party_a.name}",
        "{party_a.__class__.__mro__}",
        "{party_a[0]}",
        "{party_a!r}",
        "{party_a:>10}",
        "{0}",
        "{}",
        "{ party_a }",
        "{{party_a}}",
        "{{ object.env['res.users'] }}",
        "${party_a}",
        "${7*7}",
        "%(party_a)s",
        "<t t-out='object'/>",
        "{PARTY_A}",
        "{party_a",
        "party_a}",
    ],
)
def test_what_is_no_placeholder_is_printed_as_it_stands(text):
    filled = fill(text, {"party_a": "Acme"}, KNOWN)
    assert (filled.text, filled.blanks, filled.unknown) == (text, (), ())


def test_an_unknown_name_and_an_empty_value_are_visible_blanks_and_told():
    filled = fill("{amount} {colour} {party_a}", {"amount": " ", "colour": "red"}, KNOWN)
    assert filled.text == f"{BLANK} {BLANK} {BLANK}"
    assert filled.blanks == ("amount", "party_a")
    assert filled.unknown == ("colour",), "not of the allow-list, whatever its value"


def test_values_are_text_and_nothing_of_them_is_reached():
    assert fill("{party_a} {party_a.secret}", {"party_a": Trap()}, KNOWN).text == (
        "told {party_a.secret}"
    )


@given(st.text(), st.text())
def test_braces_in_a_value_are_never_expanded(value, other):
    filled = fill("[{party_a}]", {"party_a": f"{{amount}}{value}", "amount": other}, KNOWN)
    assert filled.text == f"[{f'{{amount}}{value}'.strip()}]"


@given(st.text(alphabet=st.sampled_from("{}$ab_.!:[]() \n"), max_size=40))
def test_any_text_is_filled_without_an_error_and_once(text):
    filled = fill(text, {}, {"a", "b"})
    assert set(filled.blanks) <= {"a", "b"}
    assert not set(filled.blanks) & set(filled.unknown)
    if not placeholders(text):
        assert filled.text == text


@given(st.dictionaries(NAMES, st.text(string.ascii_letters, min_size=1), max_size=5))
def test_every_known_name_is_filled_with_its_value(values):
    text = " ".join(f"{{{name}}}" for name in values)
    assert fill(text, values, values).text == " ".join(values.values())


@given(st.text())
def test_paragraphs_keep_every_word(text):
    assert " ".join(paragraphs(text)).split() == text.split()
