from lxml import etree
from psycopg2 import IntegrityError

from odoo.exceptions import UserError, ValidationError
from odoo.fields import Command
from odoo.tests import new_test_user
from odoo.tools import mute_logger

from ..common import ComplianceCase


class TestWalkThrough(ComplianceCase):
    """What a careless and a hostile user met on the screens."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.freeze_class("2026-11-20 04:00:00")
        cls.portal = new_test_user(cls.env, "cc_portal", groups="base.group_portal")

    def _register_wizard(self, **values):
        days = {"signing_date": "2018-05-01", "effective_date": "2018-05-01"}
        return self._paper_wizard(**{**days, **values})

    def test_contracts_and_deadlines_are_not_given_to_outsiders(self):
        contract = self._create_active()
        for values in ({"user_id": self.portal.id}, {"member_ids": self._link(self.portal)}):
            with self.subTest(values=values), self.assertRaisesRegex(ValidationError, "internal"):
                contract.write(values)
        with self.assertRaisesRegex(UserError, "internal"):
            contract.deadline_ids[0].with_user(self.officer).user_id = self.portal

    def test_reminder_of_somebody_without_the_company_goes_to_the_owner(self):
        contract = self._create_active()
        row = contract.deadline_ids.filtered(lambda row: row.kind == "renewal_notice")
        stranger = self._new_user("cc_stranger", "user")
        second = self._create_company()
        stranger.write({"company_ids": [(6, 0, second.ids)], "company_id": second.id})
        row.user_id = stranger
        policy = self.env["crm.contract.reminder.policy"].search([("kind", "=", row.kind)])
        self.assertEqual(row._told_user(policy), self.user)

    def test_contract_ended_by_agreement_is_not_renewed(self):
        contract = self._create_active()
        contract.with_user(self.officer)._end("mutual", self._day("2026-11-20"))
        with self.assertRaisesRegex(UserError, "in force"):
            contract.with_user(self.officer)._renew()

    def test_expired_contract_can_still_be_renewed(self):
        contract = self._create_active("2025-01-15")
        contract._expire()
        self.assertEqual(contract.state, "ended")
        renewal = contract.with_user(self.officer)._renew()
        self.assertEqual(renewal.term_start_date, self._day("2026-01-16"))

    def test_database_holds_one_renewal_of_a_contract(self):
        contract = self._create_active()
        renewal = contract._renew()
        with self.assertRaises(IntegrityError), mute_logger("odoo.sql_db"):
            self._create_contract()._write_settled({"renewed_from_id": contract.id})
            self.env.flush_all()
        renewal.action_cancel()
        self.assertNotEqual(contract._renew(), renewal)

    def test_decision_on_a_renewal_stands_in_the_chatter(self):
        contract = self._create_active()
        contract.with_user(self.officer)._decide_renewal("lapse", "No budget")
        self.assertIn("Let lapse", contract.message_ids[0].body)
        self.assertIn("No budget", contract.message_ids[0].body)

    def test_type_in_use_is_archived_not_deleted(self):
        self._create_contract()
        with self.assertRaisesRegex(UserError, "archive"):
            self.contract_type.unlink()

    def test_paper_contract_that_is_over_is_registered_as_expired(self):
        action = self._register_wizard().action_register()
        contract = self.env["crm.contract"].browse(action["res_id"])
        self.assertEqual((contract.state, contract.end_ground), ("ended", "expiry"))
        self.assertEqual(contract.ended_on, self._day("2019-05-01"))

    def test_paper_contract_takes_effect_not_before_it_is_signed(self):
        with self.assertRaisesRegex(UserError, "not before"):
            self._register_wizard(effective_date="2018-04-30").action_register()

    def test_amber_line_leads_to_the_signature_that_is_missing(self):
        contract = self._create_contract()
        self._name_representatives(contract)
        contract.action_send_to_sign()
        banner = contract.alerts["missing"]
        self.assertEqual(banner["action"]["res_model"], "crm.contract.signature.wizard")

    def test_amber_line_leads_to_what_it_names_first(self):
        contract = self._create_contract()
        self.assertEqual(contract.alerts["missing"]["action"]["res_model"], "crm.contract.party")
        self._name_representatives(contract)
        contract.requirement_ids = [
            Command.create({"name": "Annexes", "gate": "sign", "kind": "document"})
        ]
        for values, spot in (
            ({"forum": False}, ["terms", "forum"]),
            ({"forum": "court", "forum_basis": "chosen"}, ["terms", "forum_place"]),
            ({"forum_basis": "signing"}, ["documents", "signing_place"]),
            ({"signing_place": "Shanghai"}, ["documents", "paper_ids"]),
        ):
            with self.subTest(spot=spot):
                contract.write(values)
                contract.invalidate_recordset(["alerts"])
                banner = contract.alerts["missing"]
                self.assertEqual((banner["action_text"], list(banner["spot"])), ("Complete", spot))
                self._assert_on_form(*spot)

    def _assert_on_form(self, page, field):
        form = etree.fromstring(self.env["crm.contract"].get_view(view_type="form")["arch"])
        places = form.xpath(f"//page[@name='{page}']//field[@name='{field}']")
        self.assertTrue([node for node in places if not node.xpath("ancestor::field")])

    def test_window_banner_speaks_to_who_decides_while_its_day_is_to_come(self):
        contract = self._create_active("2026-01-25")  # notice by 2026-11-26
        self.assertIn("window", contract.with_user(self.officer).alerts)
        self.assertNotIn("window", contract.with_user(self.user).alerts or {})
        self.freeze("2026-11-27 04:00:00")
        contract.invalidate_recordset()
        self.assertNotIn("window", contract.with_user(self.officer).alerts or {})
