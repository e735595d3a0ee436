"""What the tests of the rulebook's modules share."""

from contextlib import contextmanager
from datetime import date

import pytest
from hypothesis import settings
from hypothesis import strategies as st

from odoo.addons.crm_contract_compliance.tools.term import TermError

# The same examples on every run and machine; no file is written.
PROPERTY = settings(derandomize=True, max_examples=150, deadline=None, database=None)

days = st.dates(date(2020, 1, 1), date(2060, 12, 31))


@contextmanager
def refused(code, error=TermError):
    """The block raises that error with that stable code, and says something."""
    with pytest.raises(error) as caught:
        yield
    assert caught.value.code == code
    assert str(caught.value)
    assert caught.value.args == (str(caught.value),), "the message alone, not the code"
