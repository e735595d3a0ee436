from odoo.exceptions import UserError

from ..common import ComplianceCase


class TestRegister(ComplianceCase):
    """The paper-contract wizard, the way through the second door (design.md, the state gate)."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.freeze_class("2026-06-01 04:00:00")

    def _register(self, **values):
        action = self._paper_wizard(amount_total=1000, **values).action_register()
        return self.env["crm.contract"].browse(action["res_id"])

    def test_the_paper_contract_is_in_force_with_its_own_dates(self):
        contract = self._register(code="HT-7", signing_place="Shanghai")
        self.assertRecordValues(
            contract,
            [
                {
                    "code": "HT-7",
                    "state": "active",
                    "is_registered": True,
                    "user_id": self.user.id,
                    "signing_date": self._day("2026-01-12"),
                    "effective_date": self._day("2026-01-15"),
                    "end_date": self._day("2027-01-15"),
                    "amount_total": 1000,
                    "party_a_id": self.our_partner.id,
                    "party_b_id": self.partner.id,
                }
            ],
        )

    def test_its_instrument_is_executed_with_both_signatures_and_the_scans_hash(self):
        scan = (
            self.env["ir.attachment"]
            .with_user(self.manager)
            .create({"name": "scan.pdf", "raw": b"%PDF-1.4 evidence"})
        )
        execution = self._register(scan_ids=self._link(scan))._main_execution()
        self.assertEqual((execution.state, str(execution.executed_on)), ("executed", "2026-01-12"))
        self.assertEqual(execution.signature_ids.mapped("signer_name"), ["Wang Fang", "Li Na"])
        self.assertTrue(all(execution.signature_ids.mapped("is_complete")))
        # sha256sum of "%PDF-1.4 evidence"
        self.assertEqual(
            execution.document_sha256,
            "83d40e60c499a02179e970db4fa0caa836a109dfbfcdbae0298f2652a75c2954",
        )

    def test_further_scans_are_evidence_of_both_signatures_with_their_hash(self):
        scans = (
            self.env["ir.attachment"]
            .with_user(self.manager)
            .create(
                [
                    {"name": "one.pdf", "raw": b"%PDF-1.4 evidence"},
                    {"name": "two.pdf", "raw": b"page two"},
                    {"name": "three.pdf", "raw": b"page three"},
                ]
            )
        )
        rows = self._register(scan_ids=self._link(scans))._main_execution().signature_ids
        for row in rows:
            self.assertEqual(row.evidence_ids.mapped("name"), ["two.pdf", "three.pdf"])
        # sha256sum of both hashes, one a line
        self.assertEqual(
            set(rows.mapped("evidence_sha256")),
            {"3a44f84b2647e47a8c1bcae53ed134238b282483d0b37dcb434660ee1ed849c2"},
        )

    def test_it_is_frozen_like_any_signed_contract(self):
        contract = self._register()
        self.assertEqual(contract._freeze_level(), 2)
        with self.assertRaises(UserError):
            contract.amount_total = 2
        with self.assertRaises(UserError):
            contract.unlink()

    def test_the_preview_is_what_comes_out(self):
        """Whatever day the type's terms start on."""
        for basis, end in (
            ("effective", "2027-01-15"),
            ("signing", "2027-01-12"),
            ("fixed", "2027-01-15"),
        ):
            self.contract_type.term_start_basis = basis
            with self.subTest(basis=basis):
                self.assertEqual(str(self._paper_wizard().end_date), end)
                self.assertEqual(str(self._register().end_date), end)
        fixed = self._register(is_end_date_fixed=True, end_date="2026-12-31")
        self.assertEqual(str(fixed.end_date), "2026-12-31")

    def test_a_paper_contract_is_of_the_past(self):
        for values in ({"signing_date": "2026-06-02"}, {"effective_date": "2026-06-02"}):
            with self.subTest(values=values), self.assertRaises(UserError):
                self._register(**values)

    def test_each_step_asks_for_its_own_fields_and_keeps_what_was_typed(self):
        wizard = self._paper_wizard(step="parties", name=False)
        with self.assertRaisesRegex(UserError, "Title"):
            wizard.action_next()
        wizard.name = "Typed"
        wizard.action_next()
        self.assertEqual(wizard.step, "terms")
        wizard.signing_date = False
        with self.assertRaisesRegex(UserError, "Signing Date"):
            wizard.action_next()
        wizard.action_previous()
        self.assertEqual((wizard.step, wizard.name), ("parties", "Typed"))

    def test_the_signer_of_each_side_and_a_scan_are_asked_for(self):
        for values, label in (
            ({"our_representative_id": False}, "Our Representative"),
            ({"their_representative_id": False}, "Their Representative"),
            ({"scan_ids": False}, "Scan of the Signed Paper"),
        ):
            with self.subTest(label=label), self.assertRaisesRegex(UserError, label):
                self._register(**values)

    def test_a_number_that_is_taken_is_refused_before_anything_is_written(self):
        self._create_contract(code="HT-7")
        with self.assertRaisesRegex(UserError, "HT-7"):
            self._register(code="HT-7")

    def test_what_is_no_text_no_date_or_no_amount_is_refused(self):
        for values in (
            {"name": "a\0b"},
            {"effective_date": "9999-12-31"},
            {"amount_total": float("nan")},
            {"term_years": 10**12},
        ):
            with self.subTest(values=values), self.assertRaises(UserError):
                self._paper_wizard(**values)
