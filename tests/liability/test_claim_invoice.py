from odoo.exceptions import AccessError, UserError

from ..query_counts import QueryCounts
from .invoice_case import InvoiceCase


class TestClaimInvoice(InvoiceCase):
    """Screens §4: a confirmed claim becomes a draft, which accountants post."""

    def test_what_others_owe_us_is_a_customer_invoice(self):
        """The salesperson of the contract drafts it, without accounting rights."""
        claim = self._claim(head="penalty").with_user(self.user)
        with self.assertRaises(AccessError):
            self.env["account.move"].with_user(self.user).check_access("create")
        result = claim.action_create_invoices()
        self.assertEqual(result["params"]["message"], "1 draft created")
        move = claim.sudo().move_id
        self.assertEqual(
            (move.move_type, move.partner_id, move.state, move.currency_id, move.amount_total),
            ("out_invoice", self.partner, "draft", claim.currency_id, 2000),
        )
        self.assertEqual(move.crm_contract_id, claim.contract_id)
        [line] = move.invoice_line_ids
        self.assertEqual(line.name, f"Penalty {claim.contract_id.code} Quality")
        self.assertEqual((line.quantity, line.price_unit), (1, 2000))

    def test_what_we_owe_is_a_bill_and_what_goes_back_a_credit_note(self):
        for creditor, head, wanted in (
            ("a", "damages", "out_invoice"),
            ("b", "damages", "in_invoice"),
            ("b", "refund", "out_refund"),
            ("a", "refund", "in_refund"),
        ):
            with self.subTest(creditor=creditor, head=head):
                claim = self._claim(creditor=creditor, head=head)
                claim.action_create_invoices()
                move = claim.sudo().move_id
                self.assertEqual((move.move_type, move.partner_id), (wanted, self.partner))
                self.assertEqual(move.amount_total, 2000)

    def test_draft_of_a_reversed_claim_stays_cancelled(self):
        """No accountant brings it back to life: what is owed after all is claimed anew."""
        claim = self._claim()
        claim.action_create_invoices()
        move = claim.sudo().move_id
        claim._decide("reversed", "Court decided otherwise")
        self.assertEqual(move.state, "cancel")
        for call in (move.button_draft, lambda: move.write({"state": "posted"})):
            with self.assertRaisesRegex(UserError, "was reversed"), self.env.cr.savepoint():
                call()
        self.assertEqual(move.state, "cancel")
        other = self._claim()
        other.action_create_invoices()
        draft = other.sudo().move_id
        draft.button_cancel()
        draft.button_draft()
        self.assertEqual(draft.state, "draft", "the claim stands, and so may its invoice")

    def test_only_what_the_cap_allows_is_invoiced_and_to_the_third_party(self):
        """80,000 on a cap of 60,000: nothing uncovered stands on the invoice."""
        self._determined()
        claim = self._claims(self._third(80000), creditor_a=100, creditor_b=0)
        claim.action_confirm()
        claim.action_create_invoices()
        move = claim.sudo().move_id
        self.assertEqual((move.amount_total, move.partner_id), (60000, self.anzhi))

    def test_a_leak_is_claimed_and_invoiced_from_the_side_that_leaked(self):
        """T0-8.3: a loss of 50,000 makes a claim of 50,000 against the leaking side."""
        claim = self._confirmed(self._breach(50000, side="b", matter="confidentiality"))
        self.assertEqual((claim.debtor_side, claim.allowed_amount), ("b", 50000))
        claim.action_create_invoices()
        move = claim.sudo().move_id
        self.assertEqual((move.amount_total, move.partner_id), (50000, self.partner))

    def test_a_companys_default_tax_raises_no_claim(self):
        tax = (
            self.env["account.tax"]
            .sudo()
            .create({"name": "13%", "amount": 13, "company_id": self.company.id})
        )
        self.company.sudo().account_sale_tax_id = tax
        claim = self._claim()
        claim.action_create_invoices()
        self.assertEqual(claim.sudo().move_id.amount_total, 2000)

    def test_pressed_twice_there_is_one_draft_which_accountants_see(self):
        claim = self._claim()
        claim.action_create_invoices()
        move = claim.sudo().move_id
        again = claim.with_user(self.user).action_create_invoices()
        self.assertIn("1 skipped", again["params"]["message"])
        self.assertIn("invoiced already", again["params"]["message"])
        self.manager.sudo().group_ids |= self.env.ref("account.group_account_invoice")
        again = claim.action_create_invoices()
        self.assertEqual((again["res_model"], again["res_id"]), ("account.move", move.id))
        self.assertEqual(claim.sudo().move_id, move)

    def test_a_cancelled_or_deleted_draft_is_made_again(self):
        claim = self._claim()
        for lose in ("button_cancel", "unlink"):
            claim.action_create_invoices()
            move = claim.sudo().move_id
            self.assertFalse(claim.is_to_invoice)
            getattr(move, lose)()
            self.env.invalidate_all()
            self.assertTrue(claim.is_to_invoice)
        claim.action_create_invoices()
        self.assertEqual(claim.sudo().move_id.state, "draft")

    def test_selection_says_what_it_made_and_what_it_skipped(self):
        claims = self._claim() | self._claim() | self._claim() | self._claim(state="draft")
        message = claims.action_create_invoices()["params"]["message"]
        self.assertEqual(
            message,
            f"3 drafts created, 1 skipped: {claims[3].display_name}: it is not confirmed",
        )
        self.assertEqual(len(claims.sudo().move_id), 3, "one a claim, so that each can be reversed")

    def test_what_is_no_money_of_ours_is_skipped_with_its_reason(self):
        self._determined()
        used_up = self._confirmed(self._third(60000)) and self._confirmed(self._third(500))
        leak = self._third(10, matter="confidentiality")
        between = self._claims(leak, creditor_a=0, creditor_b=100)
        between.action_confirm()
        for claim, reason in (
            (self._claim(head="remedy"), "no money"),
            (used_up, "no money"),
            (between, "between others"),
        ):
            with self.subTest(reason=reason):
                self.assertIn(reason, claim.action_create_invoices()["params"]["message"])
                self.assertFalse(claim.move_id or claim.is_to_invoice)

    def test_a_settled_claim_is_invoiced_too(self):
        """Who pays before the invoice is written gets it for the books."""
        claim = self._claim(state="settled")
        self.assertTrue(claim.is_to_invoice)
        claim.action_create_invoices()
        self.assertTrue(claim.move_id)

    def test_the_claim_shows_how_its_invoice_stands_to_people_without_accounting_rights(self):
        claim = self._claim()
        self.assertFalse(claim.invoice_status)
        claim.action_create_invoices()
        theirs = claim.with_user(self.user)
        self.assertEqual(theirs.invoice_status, "draft")
        move = self._post_move(claim)
        register = move.env["account.payment.register"].with_context(
            active_model="account.move", active_ids=move.ids
        )
        register.create({"payment_date": "2026-05-20"})._create_payments()
        self.env.invalidate_all()
        self.assertIn(theirs.invoice_status, ("in_payment", "paid"))

    def test_reversing_a_claim_cancels_its_draft(self):
        claim = self._claim()
        claim.action_create_invoices()
        claim._decide("reversed", "The court decided otherwise")
        self.assertEqual(claim.sudo().move_id.state, "cancel")
        self.assertFalse(claim.is_to_invoice)

    def test_a_posted_invoice_is_credited_before_its_claim_is_reversed(self):
        claim = self._claim(state="settled")
        claim.action_create_invoices()
        move = self._post_move(claim)
        with self.assertRaisesRegex(UserError, "credited in full first"):
            claim._decide("reversed", "Withdrawn")
        note = move._reverse_moves([{"date": "2026-05-20", "invoice_date": "2026-05-20"}])
        with self.assertRaisesRegex(UserError, move.name):
            claim._decide("reversed", "Withdrawn")
        note.action_post()
        claim._decide("reversed", "Withdrawn")
        self.assertEqual((claim.state, move.state), ("reversed", "posted"))

    def test_the_line_is_in_the_language_of_who_pays(self):
        self.env["res.lang"].sudo()._activate_lang("zh_CN")
        self.partner.sudo().lang = "zh_CN"
        claim = self._claim(head="penalty")
        claim.action_create_invoices()
        [line] = claim.sudo().move_id.invoice_line_ids
        self.assertRegex(line.name, "违约金")

    def test_a_breach_drafts_its_decided_claims(self):
        claim = self._claim()
        breach = claim.breach_id
        draft = self._claims(breach, amount=1)[-1]
        self.assertTrue(breach.is_to_invoice)
        breach.with_user(self.user).action_create_invoices()
        self.assertTrue(claim.sudo().move_id)
        self.assertFalse(draft.sudo().move_id)
        breach.invalidate_recordset()
        self.assertFalse(breach.is_to_invoice)


class TestQueries(QueryCounts, InvoiceCase):
    """B-G1: drafting eighty costs core's own account.move.create and a few queries more."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        breaches = [cls._breach() for _number in range(80)]
        cls.claims = cls.env["crm.contract.claim"].create(
            [
                {"breach_id": breach.id, "claimed_amount": 9, "creditor_side": "a"}
                for breach in breaches
            ]
        )
        for breach in breaches:
            breach.write({"state": "claimed"})
        for claim in cls.claims:
            claim.action_confirm()

    def test_drafts_of_eighty_claims(self):
        self.claims[:1].action_create_invoices()  # reads what a server reads once
        moves = self.claims[:1].sudo().move_id
        vals = [claim._move_vals(*claim._invoice_key()[1:5]) for claim in self.claims[1:]]
        drafts = self.env["account.move"].sudo()
        vals = self.claims._with_journals(vals, drafts)
        with self.env.cr.savepoint() as point:
            core = self._queries(drafts.create, vals)
            point.rollback()
        self.env.invalidate_all()
        ours = self._queries(self.claims[1:].action_create_invoices)
        self.assertEqual(len(self.claims.sudo().move_id - moves), 79)
        self.assertLessEqual(ours - core, 15)

    def test_list_of_eighty_claims_with_what_became_of_them(self):
        self.claims.action_create_invoices()
        names = ("contract_id", "head", "claimed_amount", "invoice_status", "is_invoiced")
        for user in (self.user, self.officer, self.manager):
            with self.subTest(user=user.login):
                self._assert_flat(self.claims, (*names, "is_to_invoice", "state"), 24, user)
