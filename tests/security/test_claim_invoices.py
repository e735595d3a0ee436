from odoo import Command
from odoo.exceptions import UserError
from odoo.tests import mute_logger

from ..common import ComplianceHttpCase
from .money_security_case import MoneySecurityCase


class TestClaimInvoices(MoneySecurityCase):
    """Claims in accounting: by their own people alone, and never tied by hand."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.confirmed = cls._claim_of(cls._breach(cls.home), "confirmed")
        cls.out_of_reach = [
            cls._claim_of(cls._breach(contract), "confirmed") for contract in cls.hidden
        ]

    def test_nobody_confirms_or_drafts_for_contracts_out_of_reach(self):
        for claim in self.out_of_reach:
            self.assert_denied(self.user, claim, "action_confirm")
            self.assert_denied(self.user, claim.breach_id, "action_create_invoices")
            for claims in (claim, claim | self.confirmed):
                self.assert_denied(self.user, claims, "action_create_invoices")
        for user in (self.accountant, self.employee, self.portal):
            self.assert_denied(user, self.confirmed, "action_create_invoices")
            self.assert_denied(user, self.confirmed.breach_id, "action_create_invoices")
        self.assertFalse(self.confirmed.move_id)

    def test_its_own_people_draft_and_do_not_confirm(self):
        """Else the test above would prove nothing; neither has accounting rights."""
        self.assert_denied(self.user, self.claim, "action_confirm")
        self.rpc(self.user, self.claim, "action_create_invoices")
        self.assertFalse(self.claim.move_id, "a draft claim is no debt yet")
        self.rpc(self.user, self.confirmed, "action_create_invoices")
        self.assertEqual(self.confirmed.move_id.state, "draft")
        self.assert_denied(self.user, self.confirmed, "action_view_move")
        self.assert_denied(self.user, self.confirmed.move_id, "read", ["name"])

    def test_an_accountant_without_contract_rights_posts_it(self):
        self.rpc(self.user, self.confirmed, "action_create_invoices")
        move = self.confirmed.move_id
        self.rpc(self.accountant, move, "write", {"invoice_date": "2026-05-01"})
        self.rpc(self.accountant, move, "action_post")
        self.assertEqual(move.state, "posted")
        message = self.assert_refused(
            UserError, self.manager, self.confirmed, "write", {"state": "reversed"}
        )
        self.assertIn("Say why", message)

    def test_a_manager_without_accounting_rights_reverses_claim_and_draft(self):
        self.rpc(self.user, self.confirmed, "action_create_invoices")
        vals = {"claim_id": self.confirmed.id, "reason": "Withdrawn"}
        wizard = self.env["crm.contract.decision.wizard"].with_user(self.manager).create(vals)
        self.rpc(self.manager, wizard, "action_confirm")
        self.assertEqual(
            (self.confirmed.state, self.confirmed.move_id.state), ("reversed", "cancel")
        )

    def test_claims_are_not_tied_to_invoices_by_hand(self):
        self.rpc(self.user, self.payment, "action_create_invoices")
        move = self.payment.move_id
        claims = self.env["crm.contract.claim"]
        vals = {"breach_id": self.breach.id, "claimed_amount": 1.0}
        for name, value in (("move_id", move.id), ("foreign_rate", 9.0)):
            for user in (self.user, self.manager):
                with self.subTest(name=name, user=user.login):
                    self.assert_refused(UserError, user, claims, "create", {**vals, name: value})
                    for claim in (self.claim, self.confirmed):
                        self.assert_refused(UserError, user, claim, "write", {name: value})
                        self.assert_refused(
                            UserError, user, claim, "web_save", {name: value}, {name: {}}
                        )
        spoofing = claims.with_context(default_move_id=move.id)
        with self.undone():
            created = spoofing.with_user(self.user).create(vals)
            self.assertFalse(created.sudo().move_id)

    def test_a_confidential_contract_tells_its_invoice_the_number_alone(self):
        """I9"""
        claim = self.out_of_reach[2]
        self.rpc(self.cleared_manager, claim, "action_create_invoices")
        move = claim.move_id
        self.assertEqual(move.invoice_line_ids.mapped("name"), [claim.contract_id.code])
        [read] = self.rpc(self.accountant, move, "read", ["crm_contract_id"])
        self.assertEqual(read["crm_contract_id"][1], claim.contract_id.code)

    def test_words_of_a_hidden_trace_stay_hidden(self):
        for claim in self.out_of_reach:
            self.assert_denied(self.user, claim, "read", ["trace_words"])
            self.assert_denied(self.user, claim.contract_id.payment_ids, "read", ["penalty_words"])


class TestSheetsOverHttp(ComplianceHttpCase):
    """I9, A48: the sheet by its address, for who may not read the claim."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        contract = cls._create_contract()
        cls._sign(contract, "2026-01-15")
        contract.action_activate()
        breach = cls.env["crm.contract.breach"].create(
            {
                "contract_id": contract.id,
                "type_id": cls.env["crm.contract.breach.type"].create({"name": "Service"}).id,
                "side": "b",
                "clause": "8.2",
                "fact": "Osmium",
                "occurred_on": "2026-02-01",
                "known_on": "2026-02-01",
            }
        )
        claim = cls.env["crm.contract.claim"].create(
            {"breach_id": breach.id, "claimed_amount": 100}
        )
        cls.address = f"/report/html/crm_contract_compliance.document_claim/{claim.id}"
        cls.env["res.users"].create(
            {
                "name": "Portal",
                "login": "cc_portal",
                "password": "cc_portal",
                "group_ids": [Command.set(cls.env.ref("base.group_portal").ids)],
            }
        )

    def test_readers_get_it_and_nobody_else(self):
        self.authenticate("cc_user", "cc_user")
        answer = self.url_open(self.address)
        self.assertEqual(answer.status_code, 200)
        self.assertIn("Osmium", answer.text)
        for login in ("cc_other", "cc_portal", None):
            with self.subTest(login=login), mute_logger("odoo.http"):
                self.authenticate(login, login)
                answer = self.url_open(self.address, allow_redirects=False)
                self.assertNotEqual(answer.status_code, 200)
                self.assertNotIn("Osmium", answer.text)
