"""The cases that the tests with a database build on."""

from odoo.tests import HttpCase, TransactionCase, tagged
from odoo.tests.common import freeze_time

from .factories import Factories

__all__ = ["ComplianceCase", "ComplianceHttpCase", "freeze_time"]


class FrozenClock:
    """Python's clock stands still; PostgreSQL's now() goes on."""

    @classmethod
    def freeze_class(cls, moment):
        """In setUpClass: for all the tests of the class."""
        return cls.startClassPatcher(freeze_time(moment))

    def freeze(self, moment):
        """In a test: until its end, or until the next freeze."""
        return self.startPatcher(freeze_time(moment))


@tagged("post_install", "-at_install")
class ComplianceCase(FrozenClock, Factories, TransactionCase):
    """A test inside one transaction, rolled back at its end, in the world of ``Factories``."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.build_world()


@tagged("post_install", "-at_install")
class ComplianceHttpCase(FrozenClock, Factories, HttpCase):
    """A test that speaks HTTP to a served database; tours live in tests/tours."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.build_world()
