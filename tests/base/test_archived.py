from odoo.tests import Form

from ..timeline.timeline_case import TimelineCase


class TestArchived(TimelineCase):
    """A58: contacts, users and currencies that were archived, or lack what others have.

    A user without an address: tests/timeline/test_digest.py.
    """

    def _archive(self, record):
        record.active = False
        self.env.flush_all()
        self.env.invalidate_all()

    def _assert_still_works(self):
        """It is read, found, reminded of and renewed."""
        self._run_job("2027-04-20")
        contract = self.contract.with_user(self.officer)
        self.assertIn(contract, contract.search([("is_expired", "=", False)]))
        self.assertTrue(contract.partner_name and contract.display_name)
        self.assertIn("window", contract.alerts)
        self.assertFalse(any(self.contract.deadline_ids.mapped("error")))
        self.assertTrue(self._activities(self.contract.deadline_ids))
        draft = contract._renew()
        self.assertEqual((draft.state, draft.partner_id), ("draft", self.partner))
        return draft

    def test_an_archived_counterparty_stays_on_its_contract(self):
        self._archive(self.partner)
        draft = self._assert_still_works()
        self.assertEqual(draft.party_ids.mapped("legal_name")[1], "Huaxing Machinery")
        self.assertEqual(
            self.env["crm.contract"].search([("partner_id", "=", self.partner.id)]),
            draft | self.contract,
        )

    def test_an_archived_representative_stays_the_signer(self):
        self._archive(self.their_person)
        self._assert_still_works()
        rows = self.contract.signature_ids.filtered(lambda row: row.side == "b")
        self.assertEqual(rows.signer_id, self.their_person)

    def test_the_duties_of_an_archived_owner_go_on_with_the_fallback(self):
        self.company.crm_contract_fallback_user_id = self.officer
        self._archive(self.user)
        self._assert_still_works()
        self.assertEqual(self.contract.user_id, self.user, "who owned it is history")
        told = self.contract.activity_ids.user_id
        self.assertTrue(told)
        self.assertNotIn(self.user, told)

    def test_an_archived_currency_still_counts(self):
        euro = self.env.ref("base.EUR")
        euro.active = True
        contract = self._create_contract(currency_id=euro.id, amount_total=10.005)
        self._archive(euro)
        self.assertEqual(contract.amount_total, 10.01)
        contract.amount_total = 20.004
        self.assertEqual(contract.amount_total, 20.0)
        self._sign(contract, "2026-06-30")
        self.assertEqual(contract._renewal_vals()["currency_id"], euro.id)

    def test_an_archived_type_keeps_its_contracts(self):
        self._archive(self.contract_type)
        self._assert_still_works()

    def test_a_counterparty_with_neither_country_nor_language(self):
        bare = self.env["res.partner"].create({"name": "Bare", "lang": False, "country_id": False})
        with Form(self.env["crm.contract"].with_user(self.user)) as form:
            form.name = "With Bare"
            form.partner_id = bare
        party = form.record.party_ids.filtered(lambda party: party.partner_id == bare)
        self.assertEqual((party.legal_name, party.address or ""), ("Bare", ""))
        self._sign(form.record, "2026-06-30")
        self.assertEqual(form.record.state, "signed")
