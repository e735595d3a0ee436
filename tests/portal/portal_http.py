from odoo import http
from odoo.tests import tagged

from ..common import ComplianceHttpCase
from .portal_case import PortalWorld


@tagged("post_install", "-at_install")
class PortalHttpCase(PortalWorld, ComplianceHttpCase):
    """A customer's browser, without JavaScript."""

    MOMENT = "2026-02-10 02:00:00"

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.freeze_class(cls.MOMENT)
        cls.build_portal()
        cls.contract = cls._create_active(name="CRM norms", amount_total=300000)

    def _login(self, user):
        self.authenticate(user.login, user.login)

    def _url(self, contract=None, path=""):
        return f"/my/crm-contracts/{(contract or self.contract).id}{path}"

    def _get(self, url, **kwargs):
        return self.url_open(url, **{"allow_redirects": False, **kwargs})

    def _post(self, url, files=None, **values):
        data = {"csrf_token": http.Request.csrf_token(self), **values}
        return self.url_open(url, data=data, files=files, allow_redirects=False)
