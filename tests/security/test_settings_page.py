from odoo.tests import Form

from .security_case import SecurityCase


class TestSettingsPage(SecurityCase):
    """screens.md §9: settings are the contract manager's, without Odoo's administration."""

    def _open(self, user, **values):
        pages = self.env["crm.contract.settings.wizard"]
        return pages.browse(self.rpc(user, pages, "create", values))

    def test_a_manager_sets_what_concerns_contracts(self):
        self.assertFalse(self.manager.has_group("base.group_system"))
        page = self._open(self.manager, crm_contract_penalty_rate=3.5)
        self.assertEqual(self.company.crm_contract_penalty_rate, 3.5)
        self.rpc(self.manager, page, "write", {"crm_contract_fallback_user_id": self.officer.id})
        self.assertEqual(self.company.crm_contract_fallback_user_id, self.officer)
        self.assertTrue(self.rpc(self.manager, page, "execute"))
        self.assertTrue(self.rpc(self.manager, page, "action_run_crm_contract_reminders"))

    def test_it_shows_what_stands_and_the_same_page_as_odoos_settings(self):
        self.company.crm_contract_penalty_rate = 4
        pages = self.as_user(self.env["crm.contract.settings.wizard"], self.manager)
        with Form(pages) as page:
            self.assertEqual(page.crm_contract_penalty_rate, 4)
        arch = pages.get_view(view_type="form")["arch"]
        self.assertIn("crm_contract_health_problem", arch)
        self.assertNotIn('id="crm_contract_sequence"', arch, "numbers are the administrator's")

    def test_it_gives_no_other_right(self):
        """Not the company's other columns, not another company, not Odoo's settings."""
        page = self._open(self.manager, company_id=self.company_b.id, crm_contract_tz="UTC")
        self.assertEqual((page.company_id, self.company.crm_contract_tz), (self.company, "UTC"))
        self.rpc(
            self.manager,
            page,
            "write",
            {"company_id": self.company_b.id, "crm_contract_shift_weekends": True},
        )
        self.assertEqual(self.company_b.crm_contract_tz, "Asia/Shanghai")
        self.assertFalse(self.company_b.crm_contract_shift_weekends)
        for values in ({"name": "Mine"}, {"crm_contract_penalty_rate": 9}):
            self.assert_denied(self.manager, self.company, "write", values)
        self.assert_denied(self.manager, self.env["res.config.settings"], "create", {})
        names = self.env["crm.contract.settings.wizard"]._fields.values()
        writable = {field.related for field in names if field.inverse or not field.readonly}
        self.assertTrue(
            all(name.startswith("company_id.crm_contract_") for name in writable if name)
        )

    def test_nobody_else_opens_it(self):
        mine = self._open(self.manager)
        for user in (self.user, self.officer, self.employee, self.portal):
            self.assert_denied(user, mine.browse(), "create", {"crm_contract_penalty_rate": 9})
            self.assert_denied(user, mine, "write", {"crm_contract_penalty_rate": 9})
        self.assert_denied(self.cleared_manager, mine, "write", {"crm_contract_penalty_rate": 9})
        menu = self.env.ref("crm_contract_compliance.res_config_settings_menu")
        for user, sees in ((self.manager, True), (self.officer, False)):
            menus = self.as_user(self.env["ir.ui.menu"], user)
            self.assertEqual(menu.id in menus._visible_menu_ids(), sees)
