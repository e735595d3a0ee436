from odoo.exceptions import AccessError
from odoo.tests import new_test_user

from .clause_case import ClauseCase

SECRET = "Zinnober"


class TestClauseSecrecy(ClauseCase):
    """A confidential clause of an open contract reaches people with the clearance alone (I9)."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls._add_cleared()
        cls.contract = cls._create_adapted(document_language="en_US")
        cls.clause = cls._clause(cls.contract, "confidentiality")
        cls.clause.write({"name": SECRET, "body": f"{SECRET} words.", "is_classified": True})
        cls.number = cls.clause.number
        cls.env.flush_all()

    def _as(self, user, records=None):
        self.env.invalidate_all()
        return (self.contract if records is None else records).with_user(user)

    def _to_confirm(self, contract):
        return str(contract._main_execution()._clauses_to_confirm())

    def test_its_place_is_kept_and_no_word_of_it_is_told(self):
        self._as(self.cleared).action_send_to_sign()
        for contract in (self._as(self.user), self._as(self.officer), self._as(self.manager)):
            told = str(contract._clause_sections()) + contract.text_preview + contract.text_note
            self.assertNotIn(SECRET, told + self._to_confirm(contract))
            sections = [row for row in contract._clause_sections() if row.is_numbered]
            self.assertEqual(sections[int(self.number) - 1].title, "Confidential Clause")

    def test_nor_as_superuser_for_them(self):
        """Reports look things up as superuser: the person behind it counts."""
        contract = self._as(self.officer).sudo()
        self.assertNotIn(SECRET, str(contract._clause_sections()))

    def test_people_with_the_clearance_and_those_who_sign_read_it(self):
        customer = new_test_user(self.env, "cc_customer", groups="base.group_portal")
        self._as(self.cleared).action_send_to_sign()
        for contract in (self._as(self.cleared), self._as(customer).sudo()):
            self.assertIn(f"{SECRET} words.", str(contract._clause_sections()))
            self.assertIn(SECRET, self._to_confirm(contract))

    def test_lists_searches_and_names_leave_it_out(self):
        clauses = self.env["crm.contract.clause"].with_user(self.officer)
        self.assertFalse(clauses.search([("body", "ilike", SECRET)]))
        self.assertFalse(clauses.name_search(SECRET))
        self.assertNotIn(self.clause, self._as(self.officer).shown_clause_ids)
        with self.assertRaises(AccessError):
            self._as(self.officer, self.clause).read(["body"])
        self.officer.group_ids |= self.env.ref("base.group_allow_export")
        with self.assertRaises(AccessError):
            self._as(self.officer, self.clause).export_data(["body"])
        self.assertNotIn(SECRET, self._as(self.officer, self.clause).sudo().display_name)

    def test_only_the_cleared_mark_it_and_take_the_mark_off(self):
        other = self._clause(self.contract, "parties")
        with self.assertRaises(AccessError):
            other.with_user(self.manager).is_classified = True
        other.with_user(self.cleared).is_classified = True
        other.with_user(self.cleared).is_classified = False

    def test_whoever_cannot_read_all_of_them_does_not_throw_them_away(self):
        with self.assertRaises(AccessError):
            self._as(self.officer).action_reset_clauses()
        self._as(self.cleared).action_reset_clauses()
        self.assertFalse(self.contract.clause_ids)

    def test_a_copy_and_a_renewal_keep_it_confidential(self):
        copied = self._as(self.officer).copy().sudo()
        self.assertEqual(copied.clause_ids.filtered("is_classified").name, SECRET)
        self.assertNotIn(SECRET, str(copied.with_user(self.officer)._clause_sections()))

    def test_a_definition_may_be_confidential(self):
        definition = self._clause(self.contract, "crm_system")
        definition.write({"name": SECRET, "is_classified": True})
        self.assertNotIn(SECRET, self._text(self._as(self.officer), "definitions"))
        self.assertIn(SECRET, self._text(self._as(self.cleared), "definitions"))
