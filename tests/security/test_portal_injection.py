import re

from odoo import http

from .injection_case import PORTAL_PAGES
from .payloads import texts
from .portal_injection_case import PortalInjectionCase
from .security_case import ADDON

# Files, what is printed, and what is only posted.
NO_PAGES = ("document", "files", "signed-text", "certificate", "message", "refuse", "ask")


class TestPortalInjection(PortalInjectionCase):
    """One of the six texts on each page; all of them in tests/soak."""

    def test_nothing_runs_on_the_pages_of_customers_and_third_parties(self):
        self._plant(texts()[1])
        self._open_portal()

    def test_every_page_of_ours_is_listed(self):
        """One that is added later cannot be forgotten here."""
        listed = {
            re.sub(r"{\w+}|page/1", "*", page) for pages in PORTAL_PAGES.values() for page in pages
        }
        self.assertFalse(self._pages() - listed)

    def _pages(self):
        routes = http._generate_routing_rules([ADDON], nodb_only=False)
        return {
            re.sub(r"page/<[^>]+>|<[^>]+>", "*", path)
            for path, endpoint in routes
            if path.startswith("/my/crm-")
            and "GET" in (endpoint.routing["methods"] or ["GET"])
            and not set(NO_PAGES) & set(path.split("/"))
        }
