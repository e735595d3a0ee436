from odoo.tools.js_transpiler import is_odoo_module
from odoo.tools.misc import file_open

from ..common import ComplianceCase

BUNDLES = ("web.assets_backend", "web.assets_frontend")


class TestBundles(ComplianceCase):
    """One script that is no module breaks its whole bundle: nobody could log in."""

    def test_every_script_of_ours_is_loaded_as_a_module(self):
        urls = {url for bundle in BUNDLES for url in self._ours(bundle)}
        self.assertTrue(urls)
        for url in sorted(urls):
            with self.subTest(url), file_open(url.lstrip("/")) as script:
                self.assertTrue(is_odoo_module(url, script.read()))

    def test_the_portal_carries_its_own_scripts_only(self):
        shared = set(self._ours(BUNDLES[0])) & set(self._ours(BUNDLES[1]))
        self.assertFalse(shared)

    def _ours(self, bundle):
        paths = self.env["ir.asset"]._get_asset_paths(bundle, {})
        return [
            path[0]
            for path in paths
            if path[0].startswith("/crm_contract_compliance") and path[0].endswith(".js")
        ]
