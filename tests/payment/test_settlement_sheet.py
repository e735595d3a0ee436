"""The settlement on paper: rows T0-12.3, T2-11.2.1, T2-11.3."""

import re

from lxml import html

from odoo.exceptions import AccessError
from odoo.tests import tagged
from odoo.tools import mute_logger

from .settlement_case import SettlementCase


@tagged("post_install", "-at_install")
class TestSettlementSheet(SettlementCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.contract = cls._yearly(document_language="en_US")
        cls._paid(cls.contract, 60000)
        keys = {"contract_id": cls.contract.id, "name": "Keys", "kind": "handover", "quantity": 2}
        cls.env["crm.contract.requirement"].create(
            {**keys, "side": "a", "receiver_side": "b", "custodian_id": cls.our_person.id}
        )
        cls.termination = cls._end(cls.contract, ip_kept_a="The norms")
        cls.termination.action_compute_settlement()

    def _text(self, user=None, termination=None):
        self.env.flush_all()
        self.env.invalidate_all()
        report = self.env["ir.actions.report"].with_user(user or self.user)
        name = "crm_contract_compliance.document_settlement"
        ids = (termination or self.termination).ids
        page = html.fromstring(report._render_qweb_html(name, ids)[0].decode())
        [page] = page.find_class("article")
        return re.sub(r"\s+", " ", " ".join(page.itertext()))

    def test_says_what_was_earned_and_paid_and_who_returns_what(self):
        text = self._text()

        self.assertIn("Fee earned: Support", text)
        self.assertIn("owed by Party B 146 of 365 days", text)
        self.assertIn("Party A returns", text)
        self.assertIn("12,000.00", text)

    def test_lists_what_changes_hands_what_is_open_and_who_keeps_which_rights(self):
        text = self._text()

        self.assertIn("Party A → Party B × 2", text)
        self.assertIn("Wang Fang", text)
        self.assertIn("Not paid: Support", text)
        self.assertIn("The norms", text)

    def test_has_no_heading_without_anything_below_it(self):
        self.assertIn("Rights Kept", self._text())
        self.assertNotIn(
            "Rights Kept",
            self._text(termination=self._end(self._yearly(document_language="en_US"))),
        )

    def test_is_in_the_contract_s_language_whoever_reads_it(self):
        self.env["res.lang"]._activate_lang("zh_CN")
        self.env["ir.module.module"]._load_module_terms(["crm_contract_compliance"], ["zh_CN"])
        end = self._end(self._yearly(document_language="zh_CN"))
        end.action_compute_settlement()

        self.assertIn("应得费用", self._text(termination=end))

    @mute_logger("odoo.addons.base.models.ir_rule")
    def test_is_for_whoever_may_read_the_end(self):
        with self.assertRaises(AccessError):
            self._text(self.other_user)
