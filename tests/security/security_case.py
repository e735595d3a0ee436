"""The people and the records of the security tests, and how an outsider calls them."""

from contextlib import contextmanager

from odoo import Command
from odoo.exceptions import AccessError
from odoo.service.model import call_kw
from odoo.tests import new_test_user
from odoo.tools import mute_logger

from ..common import ComplianceCase

ADDON = "crm_contract_compliance"
CLEARANCE = f"{ADDON}.group_contract_confidential"
NOISY = ("odoo.addons.base.models.ir_model", "odoo.addons.base.models.ir_rule", "odoo.sql_db")


class _Undo(Exception):
    pass


class SecurityCase(ComplianceCase):
    """Two companies, every role of design.md, and remote calls as those people."""

    @classmethod
    def setUpClass(cls):
        cls.freeze_class("2026-06-30 02:00:00")
        super().setUpClass()
        quiet = mute_logger(*NOISY)
        quiet.__enter__()
        cls.addClassCleanup(quiet.__exit__)
        cls.company_b = cls._create_company("Company B")
        cls.company_b.crm_contract_tz = "Asia/Shanghai"
        cls.member = cls._new_user("cc_member", "user")
        cls.cleared_user = cls._new_cleared_user("cc_cleared_user", "user")
        cls.cleared_officer = cls._new_cleared_user("cc_cleared_officer", "officer")
        cls.cleared_manager = cls._new_cleared_user("cc_cleared_manager", "manager")
        cls.foreign_manager = cls._new_user(
            "cc_foreign_manager",
            "manager",
            company_id=cls.company_b.id,
            company_ids=[Command.set(cls.company_b.ids)],
        )
        cls.employee = new_test_user(cls.env, "cc_employee", groups="base.group_user")
        cls.portal = new_test_user(cls.env, "cc_portal", groups="base.group_portal")
        cls.public = cls.env.ref("base.public_user")
        cls.env.user.company_ids |= cls.company_b

    @classmethod
    def _new_cleared_user(cls, login, role):
        user = cls._new_user(login, role)
        user.group_ids |= cls.env.ref(CLEARANCE)
        return user

    @classmethod
    def _env_b(cls):
        """The superuser at work in company B."""
        return cls.env["base"].with_company(cls.company_b).env

    @classmethod
    def _create_foreign_contract(cls, **values):
        """A draft of company B, owned by our user: only the company keeps them apart."""
        return cls._create_contract(company_id=cls.company_b.id, **values).with_env(cls._env_b())

    @contextmanager
    def undone(self):
        """Whatever happens inside is rolled back, the refusal included."""
        try:
            with self.env.cr.savepoint():
                yield
                self.env.flush_all()
                raise _Undo
        except _Undo:
            pass
        finally:
            self.env.invalidate_all()

    def as_user(self, records, user):
        """``records`` as the real user sees them, with nothing in the cache."""
        self.env.flush_all()
        self.env.invalidate_all()
        return records.sudo(False).with_user(user).with_context({})

    def rpc(self, user, records, method, *args, **kwargs):
        """Call a method as a client does: only what is public, with ids, as the user."""
        records = self.as_user(records, user)
        model = records.browse()
        is_model_method = getattr(getattr(type(model), method, None), "_api_model", False)
        head = [] if is_model_method else [records.ids]
        return call_kw(model, method, [*head, *args], kwargs)

    def assert_denied(self, user, records, method, *args, **kwargs):
        self.assert_refused(AccessError, user, records, method, *args, **kwargs)

    def assert_refused(self, error, user, records, method, *args, **kwargs):
        """Refused with ``error``, and nothing of it stays."""
        told = f"{user.login}: {records}.{method}{args}"
        with self.assertRaises(error, msg=told) as caught, self.undone():
            self.rpc(user, records, method, *args, **kwargs)
        return str(caught.exception)
