from ..common import ComplianceHttpCase

MENU = "crm_contract_compliance.crm_contract_menu_root"
CLICKBOT = (
    "odoo.loader.modules.get('@web/webclient/clickbot/clickbot_loader')"
    f".startClickEverywhere('{MENU}', false);"
)


class TestClickAll(ComplianceHttpCase):
    """Every menu, view and filter of the app opens without an error."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls._load_demo()

    def _click_all(self, login):
        self.browser_js(
            "/odoo",
            CLICKBOT,
            "odoo.isReady === true",
            login=login,
            timeout=600,
            success_signal="clickbot test succeeded",
        )

    def test_manager_opens_everything(self):
        self.manager.tour_enabled = False
        self._click_all("cc_manager")

    def test_contract_user_opens_everything(self):
        self.user.tour_enabled = False
        contract = self._create_active()
        self.assertEqual(contract.user_id, self.user)
        self._click_all("cc_user")
