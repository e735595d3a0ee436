"""What a screen brings by default is completed and checked as what is typed (A12)."""

from odoo.exceptions import UserError, ValidationError

from ..liability.claim_case import ClaimCase


class TestContextDefaults(ClaimCase):
    def test_claim_takes_its_sides_from_the_breach_of_the_screen(self):
        breach = self._third(100)
        claims = self.env["crm.contract.claim"].with_context(default_breach_id=breach.id)
        claim = claims.create({"claimed_amount": 100})
        self.assertEqual(
            (claim.debtor_side, claim.creditor_side, claim.third_party_id),
            ("third", "b", self.third_party),
        )

    def test_default_sides_are_bound_like_typed_ones(self):
        breach = self._breach(100)
        claims = self.env["crm.contract.claim"].with_context(
            default_breach_id=breach.id, default_creditor_side="b", default_debtor_side="a"
        )
        with self.assertRaisesRegex(ValidationError, "follow from who broke"):
            claims.create({"claimed_amount": 100})

    def test_cap_is_determined_by_whom_its_contract_says(self):
        self.contract.sudo()._write_settled({"cap_determined_by": "all"})
        caps = self.env["crm.contract.liability.cap"].with_context(
            default_third_party_id=self.third_party.id
        )
        cap = caps.create({"basis": "fixed", "fixed_amount": 60000})
        self.assertEqual(cap.determined_by, "all")

    def test_fee_of_a_third_party_of_the_screen(self):
        third_party = self._propose(partner_id=self._partner("Yunfan").id)
        fees = self.env["crm.contract.fee"].with_context(
            default_contract_id=self.contract.id, default_third_party_id=third_party.id
        )
        fee = fees.create({"name": "Advice", "amount": 10, "due_date": "2026-07-01"})
        self.assertEqual(
            (fee.kind, fee.payee_side, fee.payer_side, fee.third_party_id),
            ("third_party", "third", "a", third_party),
        )

    def test_fee_does_not_slip_below_a_signed_agreement(self):
        """The agreement of this third party is signed: by a default no fee gets in either."""
        for context, vals in (
            ({}, {"third_party_id": self.third_party.id}),
            ({"default_third_party_id": self.third_party.id}, {}),
        ):
            fees = self.env["crm.contract.fee"].with_context(
                default_contract_id=self.contract.id, **context
            )
            with self.assertRaisesRegex(UserError, "amendment"), self.env.cr.savepoint():
                fees.create({"name": "Advice", "amount": 10, "due_date": "2026-07-01", **vals})

    def test_third_party_is_engaged_by_whom_its_contract_says(self):
        self.contract_type.sudo().is_tripartite = False
        contract = self._create_contract(is_tripartite=False)
        third_parties = self.env["crm.contract.third.party"].with_context(
            default_contract_id=contract.id
        )
        row = third_parties.create({"partner_id": self.anzhi.id, "kind": "consultant"})
        self.assertEqual(row.engaged_by, "a")

    def test_nda_takes_years_and_partner_from_the_contract_of_the_screen(self):
        contract = self._create_contract(confidentiality_years=7)
        ndas = self.env["crm.contract.nda"]
        nda = ndas.with_context(default_contract_id=contract.id).create({"name": "Secrets"})
        self.assertEqual((nda.years, nda.partner_id), (7, contract.partner_id))
        nda = ndas.with_context(
            default_contract_id=self.contract.id, default_third_party_id=self.third_party.id
        ).create({"name": "Secrets"})
        self.assertEqual(nda.partner_id, self.anzhi)

    def test_default_is_bounded_like_a_typed_value(self):
        breach = self._breach(100)
        claims = self.env["crm.contract.claim"].with_context(default_claimed_amount=float("nan"))
        with self.assertRaisesRegex(ValidationError, "out of bounds"):
            claims.create({"breach_id": breach.id})
        losses = self.env["crm.contract.loss"].with_context(default_amount=-1)
        with self.assertRaisesRegex(ValidationError, "lies outside"):
            losses.create({"breach_id": breach.id, "name": "Loss"})

    def _partner(self, name):
        return self.env["res.partner"].sudo().create({"name": name, "is_company": True})
