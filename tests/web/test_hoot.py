"""Runs static/tests/*.test.js of our addons in a browser: one test a screen size."""

import pytest

from odoo.tests import tagged

from odoo.addons.web.tests import test_js

pytestmark = pytest.mark.browser

URL = "/web/tests?headless&loglevel=2&preset={preset}&timeout=15000&id={suite}"
SUCCESS = "[HOOT] Test suite succeeded"


@tagged("post_install", "-at_install")
class TestHoot(test_js.HOOTCommon):
    _test_params = ()  # set by Odoo's own test runner only
    # Core's tests of its own base class: they would run once more here.
    test_generate_hoot_hash = None
    test_get_hoot_filter = None

    def run_suite(self, preset):
        suite = self._generate_hash("@crm_contract_compliance")
        self.browser_js(
            URL.format(preset=preset, suite=suite),
            "",
            "",
            login="admin",
            timeout=300,
            success_signal=SUCCESS,
            error_checker=test_js.unit_test_error_checker,
        )

    def test_desktop(self):
        self.run_suite("desktop")

    def test_mobile(self):
        self.run_suite("mobile")
