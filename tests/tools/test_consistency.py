"""T1-14.5.3, T2-17.3: end, confidentiality and cap of an agreement beside the main contract."""

from datetime import date
from decimal import Decimal

import pytest

from odoo.addons.crm_contract_compliance.tools.consistency import (
    AgreementTerms,
    MainTerms,
    inconsistencies,
)

END, SECRET = date(2027, 1, 15), date(2030, 1, 15)
MAIN = MainTerms(END, SECRET, "a_b", Decimal(300000))
FITTING = {"end": END, "has_secrecy": True, "secret_until": SECRET}


@pytest.mark.parametrize(
    ("changed", "expected"),
    [
        ({}, ()),
        ({"end": date(2027, 1, 16)}, ("end",)),
        ({"end": None}, ()),
        ({"has_secrecy": False, "secret_until": None}, ("no_secrecy",)),
        ({"secret_until": date(2030, 1, 14)}, ("short_secrecy",)),
        ({"secret_until": None}, ()),
        ({"caps": (("a_b", Decimal(300000)),)}, ()),
        ({"caps": (("a_b", Decimal("300000.01")),)}, ("cap_amount",)),
        ({"caps": (("b_third", Decimal(1)),)}, ("cap_author",)),
        (
            {"end": date(2028, 1, 1), "has_secrecy": False, "caps": (("all", Decimal(400000)),)},
            ("end", "no_secrecy", "cap_author", "cap_amount"),
        ),
    ],
)
def test_what_does_not_fit(changed, expected):
    assert inconsistencies(MAIN, AgreementTerms(**{**FITTING, **changed})) == expected


def test_what_the_contract_does_not_say_is_not_compared():
    open_contract = MainTerms(cap_author="a_b", total=Decimal(0))
    agreement = AgreementTerms(end=END, caps=(("a_b", Decimal(1000)),))
    assert inconsistencies(open_contract, agreement) == ()
