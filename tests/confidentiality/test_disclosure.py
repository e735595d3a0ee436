from unittest.mock import patch

from odoo.exceptions import AccessError, UserError, ValidationError
from odoo.tests import Form

from ..query_counts import QueryCounts
from .disclosure_case import DisclosureCase

LIST = (
    "disclosed_on",
    "name",
    "recipient",
    "contract_id",
    "purpose",
    "legal_basis",
    "reason",
    "is_authorised",
    "verdict",
    "correction_ids",
    "company_id",
    "contract_user_id",
)


class TestDisclosure(DisclosureCase):
    """T0-8.2, T1-8.1 to T1-8.4: who passed what on, to whom, on which ground, with which paper."""

    def test_a_consent_that_came_first_authorises(self):
        row = self._log(**self._consent_vals())
        self.assertTrue(row.is_authorised)
        self.assertFalse(row.breach_id)
        self.assertEqual(row.reason, "the other side had consented")

    def test_the_court_order_needs_no_consent(self):
        """T1-8.4, scenario 10: court order attached -> no breach."""
        row = self._log(**self._order_vals())
        self.assertTrue(row.is_authorised)
        self.assertFalse(row.breach_id or self.contract.breach_ids)

    def test_without_consent_and_law_a_breach_is_proposed(self):
        """T0-8.2."""
        row = self._log()
        self.assertFalse(row.is_authorised)
        breach = row.breach_id
        self.assertEqual((breach.state, breach.side), ("proposed", "a"))
        self.assertEqual(breach.matter, "confidentiality")
        self.assertEqual(breach.disclosure_id, row)
        self.assertEqual(
            (str(breach.occurred_on), str(breach.known_on)), ("2026-05-10", "2026-05-12")
        )
        self.assertIn("Rival Ltd", breach.fact)

    def test_each_flaw_is_unauthorised_and_says_why(self):
        for values, words in (
            (self._consent_vals(consented_on="2026-05-11"), "came after"),
            (self._consent_vals(consented_on=False), "day of the consent"),
            (self._consent_vals(consent_ids=False), "paper of the consent"),
            (self._consent_vals(consent_side="a"), "not the consent of whose"),
            (self._consent_vals(is_recipient_named=False), "does not name this recipient"),
            (self._consent_vals(purpose="marketing"), "beyond the performance"),
            (self._consent_vals(consent_purpose="marketing"), "for another purpose"),
            (self._order_vals(authority=" "), "authority"),
            (self._order_vals(legal_reference=False), "law or order is not named"),
            (self._order_vals(document_ids=False), "not attached"),
            (self._order_vals(ordered_on="2026-05-11"), "order came after"),
            ({"legal_basis": "none"}, "neither a consent nor a law"),
        ):
            with self.subTest(words):
                row = self._log(**values)
                self.assertFalse(row.is_authorised)
                self.assertIn(words, row.reason)
                self.assertEqual(row.breach_id.state, "proposed")

    def test_marketing_is_flagged(self):
        """T1-8.3, whatever kind of event it is (T1-8.2)."""
        for kind in ("disclosure", "use", "export"):
            row = self._log(kind=kind, **self._consent_vals(purpose="marketing"))
            self.assertFalse(row.is_authorised)

    def test_use_for_others_asks_for_consent_too(self):
        """T1-8.2; for whom need not be known."""
        self.assertTrue(self._log(kind="use", recipient=False).breach_id)
        self.assertFalse(self._log(kind="use", **self._consent_vals()).breach_id)
        with self.assertRaisesRegex(ValidationError, "to whom"):
            self._log(recipient=False)

    def test_the_reasons_are_said_in_the_readers_language(self):
        self.env["res.lang"]._activate_lang("zh_CN")
        row = self._log(**self._consent_vals(consented_on="2026-05-11"))
        self.assertIn("同意", row.with_context(lang="zh_CN").reason)

    def test_what_nobody_says_follows_from_the_contract(self):
        row = self._log(partner_id=self.anzhi.id, recipient=False)
        self.assertEqual((row.side, row.owner_side, row.recipient), ("a", "b", "Anzhi Data"))
        self.anzhi.name = "Renamed"
        self.assertEqual(row.recipient, "Anzhi Data")

    def test_a_third_party_that_passes_it_on_is_named(self):
        with self.assertRaisesRegex(ValidationError, "third party"):
            self._log(side="third")
        row = self._log(side="third", third_party_id=self.third_party.id)
        self.assertEqual(row.owner_side, "both")
        self.assertEqual(row.breach_id.third_party_id, self.third_party)
        self.assertEqual(row.breach_id.type_id.code, "C3.2")

    def test_all_of_it_belongs_to_one_contract(self):
        other = self._create_active()
        nda = self.env["crm.contract.nda"].create({"contract_id": other.id, "name": "Other"})
        with self.assertRaisesRegex(ValidationError, "same contract"):
            self._log(nda_id=nda.id)

    def test_days_lie_in_the_past_and_in_order(self):
        with self.assertRaisesRegex(ValidationError, "has taken place"):
            self._log(disclosed_on="2026-05-21", known_on="2026-05-21")
        with self.assertRaises(ValidationError):
            self._log(disclosed_on="2026-05-13")

    def test_nothing_logged_changes(self):
        row = self._log()
        for values in (
            {"legal_basis": "law"},
            {"consented_on": "2026-05-01"},
            {"name": "Nothing"},
            {"disclosed_on": "2026-05-11"},
        ):
            with self.subTest(values), self.assertRaisesRegex(UserError, "further row"):
                row.sudo().write(values)

    def test_verdict_and_breach_are_nobodys_to_type(self):
        for name, value in (("is_authorised", True), ("verdict", "law"), ("breach_id", False)):
            with self.subTest(name), self.assertRaises(UserError):
                self._log(**{name: value})

    def test_a_mistake_is_put_right_by_a_further_row(self):
        """The breach stays for a person to judge; no second one is proposed."""
        first = self._log()
        again = self._log(corrects_id=first.id, recipient="Rival Holding")
        right = self._log(corrects_id=again.id, **self._consent_vals())
        self.assertEqual(again.breach_id, first.breach_id)
        self.assertEqual(self.contract.breach_ids, first.breach_id)
        self.assertEqual(first.correction_ids, again)
        self.assertTrue(right.is_authorised)
        self.assertFalse(right.breach_id)

    def test_saved_again_it_is_the_same_breach(self):
        row = self._log()
        row._propose_breaches()
        row.write({"name": "Price list"})
        self.assertEqual(len(self.contract.breach_ids), 1)

    def test_the_dialog_asks_for_what_its_ground_needs(self):
        action = self.contract.with_user(self.user).action_log_disclosure()
        self.assertEqual(
            (action["res_model"], action["target"]), ("crm.contract.disclosure", "new")
        )
        self.assertEqual(action["context"]["default_contract_id"], self.contract.id)

    def test_the_door_for_what_the_addon_passes_on(self):
        """A third party that both consented to: their consents are the ground."""
        row = self.contract._log_disclosure(
            {
                "kind": "export",
                "third_party_id": self.third_party.id,
                "partner_id": self.anzhi.id,
                "disclosed_on": "2026-05-18",
                "scope": "2 contacts",
            }
        )
        self.assertEqual((row.name, row.recipient), ("2 contacts", "Anzhi Data"))
        self.assertTrue(row.is_authorised, row.reason)
        self.assertEqual(len(row.consent_ids), 2)
        self.assertEqual(set(row.consent_ids.mapped("res_model")), {"crm.contract.disclosure"})

    def test_an_agreement_shows_what_was_passed_on_under_it(self):
        nda = self.env["crm.contract.nda"].create(
            {"contract_id": self.contract.id, "name": "Mutual"}
        )
        nda.action_send_to_sign()
        for side in ("a", "b"):
            self._record_marks(nda.execution_id, side, "2026-05-18", "2026-05-18")
        row = self._log()
        self.assertEqual((row.nda_id, nda.disclosure_ids), (nda, row))

    def test_of_a_confidential_contract_only_people_with_the_clearance_log_and_read(self):
        row = self._log()
        self.contract.sudo().is_classified = True
        self.env.flush_all()
        for user in (self.user, self.officer, self.manager):
            with self.subTest(user.login), self.assertRaises(AccessError):
                row.with_user(user).read(["name"])
            with self.assertRaises(AccessError):
                self._log(user=user)
            self.assertEqual(row.with_user(user).display_name, self.contract.code)

    def test_others_than_the_contracts_people_reach_nothing(self):
        row = self._log()
        with self.assertRaises(AccessError):
            row.with_user(self.other_user).read(["name"])
        with self.assertRaises(AccessError):
            self._log(user=self.other_user)

    def test_the_form_says_the_verdict_before_it_is_logged(self):
        rows = self.env["crm.contract.disclosure"].with_user(self.user)
        form = Form(rows.with_context(default_contract_id=self.contract.id))
        form.name = "Price list"
        self.assertEqual((form.side, form.owner_side, form.consent_side), ("a", "b", "b"))
        self.assertIn("day of the consent", form.reason)
        form.legal_basis = "law"
        self.assertEqual(form.purpose, "compelled")
        self.assertIn("authority", form.reason)
        form.legal_basis = "none"
        self.assertEqual(form.purpose, "performance")
        form.partner_id = self.anzhi
        self.assertEqual(form.recipient, "Anzhi Data")
        row = form.save()
        self.assertEqual(row.breach_id.state, "proposed")


class TestDisclosureQueries(QueryCounts, DisclosureCase):
    """B-G1: the log costs the same for one row as for eighty."""

    def test_list_of_eighty_disclosures(self):
        rows = self.env["crm.contract.disclosure"].create(
            [
                {
                    "contract_id": self.contract.id,
                    "name": f"Page {number}",
                    "recipient": "Court",
                    **self._order_vals(document_ids=False),
                }
                for number in range(80)
            ]
        )
        for user in (self.user, self.officer):
            with self.subTest(user=user.login):
                self._assert_flat(rows, LIST, 16, user)


class TestRetention(DisclosureCase):
    """L-44, L-45: three years, which nobody shortens."""

    def test_the_years_count_from_the_day_on_which_it_was_known(self):
        self.assertEqual(self._log().retained_until, self._day("2029-05-12"))

    def test_nobody_deletes_it_before(self):
        row = self._log(**self._order_vals())
        self.env.flush_all()
        with self.assertRaises(AccessError):
            row.with_user(self.manager).unlink()
        with self.assertRaises(UserError):
            row.sudo().unlink()
        with self.assertRaises(UserError):
            self.contract.sudo().unlink()
        with (
            patch.object(type(row), "_freeze_level", lambda row: 0),
            self.assertRaisesRegex(UserError, "is kept until"),
        ):
            row.sudo().unlink()
        self.assertTrue(row.exists())

    def test_its_last_day_is_kept_too(self):
        row = self._log(**self._order_vals())
        for moment, is_kept in (("2029-05-12 15:59:59", True), ("2029-05-12 16:00:00", False)):
            self.freeze(moment)  # midnight in Shanghai lies between
            with patch.object(type(row), "_freeze_level", lambda row: 0):
                if is_kept:
                    with self.assertRaisesRegex(UserError, "is kept until"):
                        row.sudo().unlink()
                else:
                    row.sudo().unlink()
        self.assertFalse(row.exists())

    def test_the_day_comes_no_nearer(self):
        row = self._log()
        with self.assertRaises(UserError):
            row.write({"retained_until": "2030-05-12"})
        for day in ("2029-05-11", False):
            with self.assertRaisesRegex(UserError, "no nearer"):
                row.sudo()._write_settled({"retained_until": day})
        row.sudo()._write_settled({"retained_until": "2031-05-12"})
        row.sudo()._settle_retention()
        self.assertEqual(row.retained_until, self._day("2031-05-12"))
        with self.assertRaises(UserError):
            self._log(retained_until="2026-06-01")
