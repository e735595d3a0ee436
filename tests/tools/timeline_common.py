"""What the tests of terms, due dates, recurrences and reminders share."""

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
def refused(code):
    """The block raises a TermError with that stable code, and says something."""
    with pytest.raises(TermError) as caught:
        yield
    assert caught.value.code == code
    assert str(caught.value)
