from odoo.exceptions import AccessError
from odoo.tools import mute_logger

from ..liability.liability_case import LiabilityCase

ADDON = "crm_contract_compliance"
CLEARANCE = f"{ADDON}.group_contract_confidential"


class TestInstrumentAccess(LiabilityCase):
    """I9, A05: what is confidential is printed by the cleared alone, and that is noted."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.third_party.action_activate()
        common = {"contract_id": cls.contract.id}
        nda = cls.env["crm.contract.nda"].create({**common, "name": "Secrets"})
        notice = {**common, "kind": "other", "side": "a", "sent_on": "2026-05-19"}
        amendment = {**common, "name": "Longer", "side": "a", "reason": "More work"}
        cls.papers = [
            ("crm_contract_third_party_report", cls.third_party),
            ("crm_contract_nda_report", nda),
            ("crm_contract_notice_report", cls.env["crm.contract.notice"].create(notice)),
            ("crm_contract_amendment_report", cls.env["crm.contract.amendment"].create(amendment)),
            ("crm_contract_handover_report", cls.contract),
            ("crm_contract_register_report", cls.contract),
        ]
        cls.contract.sudo()._write_settled({"is_classified": True})

    def _print(self, report, record, user):
        self.env.flush_all()
        self.env.invalidate_all()
        reports = self.env["ir.actions.report"].with_user(user)
        return reports._render_qweb_html(f"{ADDON}.{report}", record.ids)[0].decode()

    @mute_logger("odoo.addons.base.models.ir_rule")
    def test_nobody_without_the_clearance_prints_it(self):
        for report, record in self.papers:
            for user in (self.user, self.officer, self.manager):
                with self.subTest(report, user=user.login), self.assertRaises(AccessError):
                    self._print(report, record, user)

    def test_whoever_has_it_does_and_is_noted(self):
        self.manager.sudo().group_ids |= self.env.ref(CLEARANCE)
        log = self.env["crm.contract.access"].sudo()
        for report, record in self.papers:
            with self.subTest(report):
                before = log.search_count([("channel", "=", "print")])
                html = self._print(report, record, self.manager)
                self.assertNotIn(self.contract.sudo().name, html)
                self.assertEqual(log.search_count([("channel", "=", "print")]), before + 1)

    @mute_logger("odoo.addons.base.models.ir_rule")
    def test_nobody_prints_what_is_another_s(self):
        self.contract.sudo()._write_settled({"is_classified": False})
        for report, record in self.papers:
            with self.subTest(report), self.assertRaises(AccessError):
                self._print(report, record, self.other_user)
