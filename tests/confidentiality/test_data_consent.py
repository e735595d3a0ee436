from odoo.exceptions import UserError, ValidationError

from .data_case import ASSESSED, DataCase


class TestDataConsent(DataCase):
    """L-38, L-40, L-41: each person's own, withdrawable, asked anew when the purpose changes."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.processing = cls._in_force(role="controller")

    def test_it_holds_from_its_day_until_it_is_withdrawn(self):
        consent = self._ask(self.processing, self.wu)
        self.assertTrue(consent.is_valid)
        self.assertEqual((consent.version, consent.purpose), (1, self.processing.purpose))

        consent.action_withdraw()

        self.assertEqual(consent.withdrawn_on, self._day("2026-08-01"))
        self.assertFalse(consent.is_valid)
        self.assertIn("separate consent", self.processing.access_note)

    def test_a_withdrawal_cannot_be_undone(self):
        """PIPL 15: a new consent is a new line."""
        consent = self._ask(self.processing, self.wu)
        consent.withdrawn_on = "2026-07-25"
        for value in (False, "2026-07-26"):
            with self.subTest(value=value), self.assertRaisesRegex(UserError, "cannot be undone"):
                consent.withdrawn_on = value
        with self.assertRaises(UserError):
            consent.action_withdraw()
        self._ask(self.processing, self.wu, consented_on="2026-07-28")
        self.assertFalse(self.processing.access_note)

    def test_who_withdraws_does_so_for_all_that_was_given_before(self):
        """Recorded twice, withdrawn once: no line still says that the person agrees."""
        first = self._ask(self.processing, self.wu)
        second = self._ask(self.processing, self.wu, consented_on="2026-07-25")
        second.action_withdraw()
        self.assertEqual(first.withdrawn_on, second.withdrawn_on)
        self.assertFalse(first.is_valid or second.is_valid)
        self.assertIn(self.wu, self.processing._left_out(self.wu))

    def test_withdrawn_by_one_of_two_contacts_that_are_merged(self):
        """A merge writes past every guard: the rule itself leaves the person out."""
        self._ask(self.processing, self.wu).action_withdraw()
        self._ask(self.processing, self.hu)
        self.env.flush_all()
        merging = self.env["base.partner.merge.automatic.wizard"].create({})
        merging._merge((self.wu | self.hu).ids, self.hu)
        self.env.invalidate_all()
        self.assertIn(self.hu, self.processing._left_out(self.hu))

    def test_a_request_to_withdraw_is_fulfilled_once_it_is_withdrawn(self):
        """L-42: nobody is told that it is done while the data may still go out."""
        consent = self._ask(self.processing, self.wu)
        case = self.env["crm.contract.case"].create(
            {
                "contract_id": self.contract.id,
                "kind": "request",
                "category": "data_withdraw",
                "name": "No more of my data",
                "channel_id": self.env.ref("crm_contract_compliance.channel_phone").id,
                "data_subject_id": self.wu.id,
            }
        )
        case.write({"answer": "Done", "data_outcome": "fulfilled"})
        with self.assertRaisesRegex(UserError, "still hold: withdraw them first"):
            case._guard_answered()
        consent.action_withdraw()
        case._guard_answered()

    def test_one_paper_with_the_consents_of_several_persons(self):
        """Each line keeps a copy of its own."""
        scan = self._create_file("list.pdf")
        rows = [
            self._ask(self.processing, person, evidence_ids=self._link(scan))
            for person in (self.wu, self.hu)
        ]
        files = [row.evidence_ids for row in rows]
        self.assertEqual([len(file) for file in files], [1, 1])
        self.assertNotEqual(*files)
        self.assertEqual([file.res_id for file in files], [row.id for row in rows])

    def test_it_is_kept_for_three_years_from_its_withdrawal(self):
        consent = self._ask(self.processing, self.wu)
        self.assertEqual(consent.retained_until, self._day("2029-07-20"))
        consent.withdrawn_on = "2026-07-25"
        self.assertEqual(consent.retained_until, self._day("2029-07-25"))
        self.freeze("2029-07-25 04:00:00")
        for unlink in (consent.unlink, consent.sudo().unlink):
            with self.assertRaises(UserError):
                unlink()

    def test_it_stays_as_it_was_given(self):
        consent = self._ask(self.processing, self.wu)
        for values in (
            {"consented_on": "2026-07-01"},
            {"partner_id": self.hu.id},
            {"is_sensitive": True},
            {"basis": "contract"},
            {"purpose": "More"},
        ):
            with self.subTest(values=values), self.assertRaisesRegex(UserError, "as it was given"):
                consent.write(values)
        with self.assertRaises(UserError):
            consent.unlink()
        with self.assertRaises(UserError):
            consent.evidence_ids.unlink()

    def test_days_lie_in_the_past_and_in_order(self):
        with self.assertRaises(ValidationError):
            self._ask(self.processing, self.wu, consented_on="2026-08-02")
        consent = self._ask(self.processing, self.wu)
        for day in ("2026-08-02", "2026-07-19"):
            with self.subTest(day=day), self.assertRaises(ValidationError):
                consent.withdrawn_on = day

    def test_persons_consent_in_writing(self):
        """X-9: companies do not, and the document belongs to it."""
        with self.assertRaisesRegex(ValidationError, "is a company"), self.cr.savepoint():
            self._ask(self.processing, self.partner)
        with self.assertRaisesRegex(ValidationError, "attach the doc"), self.cr.savepoint():
            self._ask(self.processing, self.wu, evidence_ids=False)
        self._ask(self.processing, self.wu, evidence_ids=False, basis="contract")
        self.assertIn("separate consent", self.processing.access_note, "another ground is none")

    def test_only_contacts_of_the_customer_consent(self):
        """Or the customer itself, where it is a person; of a company below it too."""
        stranger = self.env["res.partner"].create({"name": "Feng Bo"})
        with self.assertRaisesRegex(ValidationError, "Feng Bo is no contact of "):
            self._ask(self.processing, stranger)
        with self.assertRaisesRegex(ValidationError, "no contact"):
            self._ask(self.processing, self.our_person)
        branch = self.env["res.partner"].create(
            {"name": "Branch", "is_company": True, "parent_id": self.partner.id}
        )
        stranger.parent_id = branch
        self.assertTrue(self._ask(self.processing, stranger).is_valid)
        self.assertIn(stranger, self.processing._candidates())

    def test_a_customer_who_is_a_person_consents_for_itself(self):
        person = self.env["res.partner"].create({"name": "Feng Bo"})
        contract = self._create_contract()
        self.assertEqual(contract._contacts_among(person), person.browse())
        contract.partner_id = person
        self.assertEqual(contract._contacts_among(person | self.wu), person)

    def test_another_purpose_is_asked_for_anew(self):
        """L-38, PIPL 14: a changed draft outdates what was consented to; a space does not."""
        draft = self._draft(role="controller", **ASSESSED)
        consent = self._ask(draft, self.wu)
        draft.purpose = f"{draft.purpose} "
        self.assertFalse(consent.is_outdated)
        draft.protection = "More of it"
        self.assertFalse(consent.is_outdated)

        draft.data_kinds = "Names, bank accounts"

        self.assertEqual((draft.version, consent.is_outdated), (2, True))
        self.assertFalse(consent.is_valid)
        self.assertEqual(self._ask(draft, self.wu).version, 2)

    def test_search_finds_those_that_hold(self):
        """L-38: by the same rule as the field."""
        self.processing.action_end()
        draft = self._draft(role="controller")
        outdated = self._ask(draft, self.lu)
        draft.purpose = "Another"
        withdrawn = self._ask(draft, self.wu)
        withdrawn.action_withdraw()
        valid = self._ask(draft, self.hu)
        rows = outdated | withdrawn | valid
        mine = [("id", "in", rows.ids)]
        found = rows.search([*mine, ("is_valid", "=", True)])
        self.assertEqual(found, rows.filtered("is_valid"))
        self.assertEqual(found, valid)
        self.assertEqual(rows.search([*mine, ("is_valid", "=", False)]), rows - valid)

    def test_what_was_answered_keeps_the_question(self):
        draft = self._draft(role="controller")
        self._ask(draft, self.wu)
        with self.assertRaisesRegex(UserError, "Persons have answered"):
            draft.unlink()
