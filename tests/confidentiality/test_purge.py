import hashlib
from unittest.mock import patch

from odoo import fields
from odoo.exceptions import AccessError, UserError

from odoo.addons.crm_contract_compliance.models.base.crm_contract_thread_mixin import CLEARANCE

from ..base.gate_case import GateCase
from .data_case import ITEMS

LATER = "2029-06-15 04:00:00"
KIND = "crm.contract.disclosure"


class PurgeCase(GateCase):
    """A closed contract with two disclosures of 2026-05; later it is three years on."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.over = cls._register_contract("closed")
        cls.rows = cls._passed_on() | cls._passed_on(disclosed_on="2026-05-28")
        cls.env.flush_all()

    @classmethod
    def _passed_on(cls, contract=None, **values):
        order = {"name": "order.pdf", "raw": b"%PDF-1.4 order"}
        return cls.env[KIND].create(
            {
                "contract_id": (contract or cls.over).id,
                "name": "Price list",
                "recipient": "Court",
                "disclosed_on": "2026-05-10",
                "known_on": values.get("disclosed_on", "2026-05-10"),
                "legal_basis": "law",
                "purpose": "compelled",
                "authority": "Court",
                "legal_reference": "No. 1",
                "document_ids": [(0, 0, order)],
                **values,
            }
        )

    def _purge(self, user=None, **values):
        purges = self.env["crm.contract.purge"].with_user(user or self.keeper)
        return purges.create({"reason": "Three years are over", **values})


class TestPurge(PurgeCase):
    """X-21, L-38, PIPL 47: deleted past their day, by a person, with a proof of what went."""

    def test_counts_come_first_and_delete_nothing(self):
        self.freeze(LATER)
        purge = self._purge()
        self.assertEqual((purge.state, purge.record_count), ("draft", 2))
        line = purge.line_ids
        self.assertEqual((line.res_model, line.count, line.name), (KIND, 2, "Disclosure"))
        self.assertEqual((str(line.date_from), str(line.date_to)), ("2029-05-10", "2029-05-28"))
        self.assertEqual(len(self.rows.exists()), 2)

    def test_what_is_not_past_its_day_stays(self):
        """Kept up to 2029-05-10 and 2029-05-28, those days included."""
        for moment, count in (
            ("2029-05-10 15:59:59", 0),
            ("2029-05-10 16:00:00", 1),
            ("2029-05-28 16:00:00", 2),
        ):
            self.freeze(moment)
            self.assertEqual(self._purge().record_count, count, moment)

    def test_what_goes_is_gone_with_its_files_and_the_record_stays(self):
        self.freeze(LATER)
        files = self.rows.document_ids
        purge = self._purge()
        purge.action_purge()
        self.env.flush_all()
        self.assertFalse(self.rows.exists() or files.exists())
        self.assertEqual((purge.state, purge.user_id), ("done", self.keeper))
        self.assertEqual(str(purge.purged_at), LATER)
        self.assertEqual(purge.line_ids.count, 2)

    def test_the_hash_proves_what_was_deleted(self):
        """Whoever kept a copy of the rows, such as a backup, finds the same hash."""
        self.freeze(LATER)
        copy = self.rows.sudo()._content_hash()
        purge = self._purge()
        purge.action_purge()
        self.assertEqual(purge.line_ids.content_sha256, copy)
        self.assertEqual(len(copy), len(hashlib.sha256().hexdigest()))

    def test_another_file_gives_another_hash(self):
        one = self.rows[0].sudo()
        known = one._content_hash()
        one.document_ids.with_context(active_test=False)
        self.env.cr.execute(
            "UPDATE ir_attachment SET store_fname = NULL, db_datas = %s WHERE id = %s",
            [b"other", one.document_ids.id],
        )
        self.env.invalidate_all()
        self.assertNotEqual(one._content_hash(), known)

    def test_only_managers_with_the_clearance_purge(self):
        self.freeze(LATER)
        purge = self._purge()
        for user in (self.user, self.officer, self.manager):
            with self.subTest(user.login):
                with self.assertRaises(AccessError):
                    self._purge(user=user)
                with self.assertRaises(AccessError):
                    purge.with_user(user).action_purge()
                with self.assertRaises(AccessError):
                    purge.with_user(user).read(["reason"])
        cleared = self._new_user("cc_cleared_officer", "officer")
        cleared.group_ids |= self.env.ref(CLEARANCE)
        with self.assertRaises(AccessError):
            self._purge(user=cleared)
        self.assertEqual(len(self.rows.exists()), 2)

    def test_no_job_purges_by_itself(self):
        """Not even as superuser; and no job says so."""
        self.freeze(LATER)
        purge = self._purge(user=self.env.ref("base.user_root")).sudo()
        self.assertEqual(purge.record_count, 2)
        with self.assertRaisesRegex(AccessError, "no job"):
            purge.action_purge()
        jobs = self.env["ir.cron"].with_context(active_test=False).search([])
        self.assertFalse(jobs.filtered(lambda job: "purge" in (job.code or "")))

    def test_a_ground_and_something_to_delete_are_asked_for(self):
        self.freeze(LATER)
        with self.assertRaisesRegex(UserError, "ground"):
            self._purge(reason=" ").action_purge()
        self.freeze("2027-06-15 04:00:00")
        with self.assertRaisesRegex(UserError, "Nothing is past"):
            self._purge().action_purge()

    def test_what_changed_since_it_was_counted_is_counted_anew(self):
        self.freeze(LATER)
        purge = self._purge()
        self.rows[0].sudo()._write_settled({"retained_until": "2035-01-01"})
        with self.assertRaises(UserError) as caught:
            purge.action_purge()
        self.assertIn("count anew", str(caught.exception))
        self.env.invalidate_all()
        self.assertEqual(purge.state, "draft")
        self.assertEqual(len(self.rows.exists()), 2)
        purge.action_count()
        purge.action_purge()
        self.assertEqual(self.rows.exists(), self.rows[0])

    def test_nothing_is_half_purged(self):
        """A model that fails on its way takes all with it."""
        self.freeze(LATER)
        purge = self._purge()

        def fail(rows):
            rows[:1].sudo()._write_settled({"retained_until": "2035-01-01"})
            raise UserError("refused")

        with patch.object(type(self.rows), "_purge", fail), self.assertRaises(UserError):
            purge.action_purge()
        self.env.invalidate_all()
        self.assertEqual(len(self.rows.exists()), 2)
        self.assertEqual(purge.state, "draft")

    def test_the_record_of_a_purge_stays_as_it_is(self):
        self.freeze(LATER)
        purge = self._purge()
        with self.assertRaises(UserError):
            purge.write({"record_count": 0})
        purge.action_purge()
        for record, values in (
            (purge, {"reason": "Other"}),
            (purge, {"purged_at": False}),
            (purge, {"state": "draft"}),
            (purge.line_ids, {"content_sha256": "0"}),
            (purge.line_ids, {"count": 1}),
        ):
            with self.subTest(values), self.assertRaises(UserError):
                record.sudo().write(values)
        for record in (purge, purge.line_ids):
            with self.assertRaises(UserError):
                record.sudo().unlink()

    def test_a_copy_counts_anew(self):
        self.freeze(LATER)
        self.assertEqual(self._purge().copy().record_count, 2)

    def test_of_two_that_counted_the_same_one_purges(self):
        self.freeze(LATER)
        one, other = self._purge(), self._purge()
        one.action_purge()
        with self.assertRaises(UserError) as caught:
            other.action_purge()
        self.assertIn("count anew", str(caught.exception))
        self.env.invalidate_all()
        self.assertEqual(other.state, "draft")

    def test_one_that_only_counted_may_be_dropped(self):
        self.freeze(LATER)
        purge = self._purge()
        purge.unlink()
        self.assertFalse(purge.exists())
        self.assertEqual(len(self.rows.exists()), 2)

    def test_of_another_company_nothing_goes(self):
        self.freeze(LATER)
        other = self._create_company()
        self.keeper.company_ids |= other
        purges = self.env["crm.contract.purge"].with_user(self.keeper).with_company(other)
        self.assertEqual(purges.create({"reason": "Over"}).record_count, 0)


class TestEvidenceStays(PurgeCase):
    """I10: never what is signed, or evidence of a running claim, dispute or limitation."""

    def _count(self):
        self.freeze(LATER)
        return self._purge().record_count

    def test_while_the_contract_is_not_closed(self):
        for state in ("draft", "active", "suspended", "ended"):
            contract = self._register_contract(state)
            self._passed_on(contract)
        self.assertEqual(self._count(), 2)

    def test_a_disclosure_that_proves_a_breach(self):
        self._passed_on(legal_basis="none", purpose="performance", document_ids=False)
        breach = self.over.breach_ids
        self.assertEqual(self._count(), 0, "the breach is not decided yet")
        breach.with_user(self.manager)._dismiss("Nothing came of it")
        self.assertEqual(self._count(), 2, "the row itself stays with its breach")

    def test_a_claim_whose_limitation_runs(self):
        """A closed breach that was known of less than three years ago."""
        self.freeze(LATER)
        vals = self._vals("crm.contract.breach", state="closed", contract_id=self.over.id)
        self.env["crm.contract.breach"]._register_existing(
            [{**vals, "occurred_on": "2026-05-20", "known_on": "2026-06-16"}]
        )
        self.assertEqual(self._count(), 0)

    def test_a_dispute_that_is_not_closed(self):
        dispute = self._vals("crm.contract.dispute", contract_id=self.over.id)
        self.env["crm.contract.dispute"]._register_existing(
            [{**dispute, "raised_on": "2026-05-01"}]
        )
        self.assertEqual(self._count(), 0)

    def test_what_is_corrected_by_a_row_that_stays(self):
        self._passed_on(corrects_id=self.rows[0].id, disclosed_on="2026-05-30")
        self.freeze("2029-05-29 04:00:00")
        purge = self._purge()
        self.assertEqual(purge.record_count, 1)
        purge.action_purge()
        self.assertTrue(self.rows[0].exists())
        self.assertEqual(self._count(), 2)

    def test_an_incident_that_nobody_has_closed(self):
        """Whoever leaked still has to answer for it; the contract may be over meanwhile."""
        counts = {}
        for state in ("open", "notified", "closed"):
            vals = self._vals("crm.contract.incident", state=state, contract_id=self.over.id)
            found = {"found_at": "2026-05-01 00:00:00", "closed_on": "2026-05-02"}
            incident = self.env["crm.contract.incident"]._register_existing([{**vals, **found}])
            self.freeze(LATER)
            counts[state] = incident in incident.with_company(self.company)._purgeable(
                self._day("2029-06-15")
            )
        self.assertEqual(counts, {"open": False, "notified": False, "closed": True})


class TestPersonalData(PurgeCase):
    """Consents and accesses are kept for three years, too, and go by a purge alone."""

    def test_a_consent_goes_three_years_after_its_withdrawal(self):
        vals = self._vals("crm.contract.third.party", state="ended", contract_id=self.over.id)
        third_party = self.env["crm.contract.third.party"]._register_existing([vals])
        processing = self.env["crm.contract.data.processing"]._register_existing(
            [{"third_party_id": third_party.id, **ITEMS, "state": "ended"}]
        )
        self.their_person.parent_id = self.over.partner_id
        consent = self.env["crm.contract.data.consent"].create(
            {
                "processing_id": processing.id,
                "partner_id": self.their_person.id,
                "basis": "contract",
                "consented_on": "2026-04-01",
                "withdrawn_on": "2026-05-15",
            }
        )
        self.env.flush_all()
        self.freeze("2029-05-15 04:00:00")
        self.assertNotIn(consent._name, self._purge().line_ids.mapped("res_model"))
        self.freeze("2029-05-16 04:00:00")
        with self.assertRaises(UserError):
            consent.unlink()
        purge = self._purge()
        self.assertIn(consent._name, purge.line_ids.mapped("res_model"))
        purge.action_purge()
        self.assertFalse(consent.exists())

    def test_an_access_goes_three_years_after_its_day(self):
        self.over.sudo()._write_settled({"is_classified": True})
        self.env.flush_all()
        log = self.env["crm.contract.access"]
        log.with_user(self.keeper)._note("open", {self.over: self.over})
        row = log.search([("contract_id", "=", self.over.id)])
        kept = row.accessed_at.date()
        self.assertEqual(row.retained_until, fields.Date.add(kept, years=3))
        day = fields.Date.to_string(row.retained_until)
        self.freeze(f"{day} 04:00:00")
        self.assertNotIn(row._name, self._purge().line_ids.mapped("res_model"))
        with self.assertRaises(UserError):
            row.sudo().unlink()
        self.freeze(f"{fields.Date.add(row.retained_until, days=1)} 04:00:00")
        with self.assertRaises(UserError):
            row.sudo().unlink()
        purge = self._purge()
        self.assertIn(row._name, purge.line_ids.mapped("res_model"))
        purge.action_purge()
        self.assertFalse(row.exists())


class TestKeptYears(PurgeCase):
    """L-44, L-45: the company may keep longer, never shorter."""

    def test_the_setting_lengthens_what_is_logged_from_then_on(self):
        self.company.crm_contract_retention_years = 5
        self.assertEqual(self._passed_on().retained_until, self._day("2031-05-10"))
        self.assertEqual(self.rows[0].retained_until, self._day("2029-05-10"))

    def test_less_than_three_years_is_refused(self):
        for years in (2, 0, -1, 101):
            with self.subTest(years), self.assertRaisesRegex(UserError, "3 to 100"):
                self.company.crm_contract_retention_years = years

    def test_back_at_three_years_nothing_comes_nearer(self):
        self.company.crm_contract_retention_years = 5
        row = self._passed_on()
        self.company.crm_contract_retention_years = 3
        row.sudo()._settle_retention()
        self.assertEqual(row.retained_until, self._day("2031-05-10"))

    def test_a_customers_data_is_kept_for_years_after_the_last_contract(self):
        """L-38; the contract ended on 2026-05-01."""
        customer = self.env["res.partner"].create({"name": "Gone", "is_company": True})
        with patch.object(type(self), "partner", customer):
            contract = self._register_contract("closed")
            self.assertEqual(contract.partner_id, customer)
            self.assertEqual(customer.crm_contract_retention_date, self._day("2029-05-01"))
            self._register_contract("ended")
        customer.invalidate_recordset()
        self.assertFalse(customer.crm_contract_retention_date)
