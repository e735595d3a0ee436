from odoo.exceptions import UserError

from ..common import ComplianceCase


class TestTranslationDoor(ComplianceCase):
    """I10: the window of translations writes past ``write``, and asks the freeze all the same."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.contract = cls._create_contract()
        cls.duty = cls.env["crm.contract.obligation"].create(
            {"contract_id": cls.contract.id, "name": "Keep records", "side": "a", "unit": "none"}
        )
        cls.paper = cls.env["crm.contract.requirement"].create(
            {"contract_id": cls.contract.id, "name": "Insurance", "gate": "end"}
        )

    def _retold(self, row, text):
        row.with_user(self.user).update_field_translations("name", {"en_US": text})
        return row.name

    def test_a_draft_is_translated_freely(self):
        for row in (self.duty, self.paper):
            self.assertEqual(self._retold(row, "Other words"), "Other words")

    def test_of_what_is_signed_no_word_is_translated_away(self):
        self._sign(self.contract, "2026-01-15")
        for row, name in ((self.duty, "Keep records"), (self.paper, "Insurance")):
            with self.subTest(row=row), self.assertRaises(UserError), self.env.cr.savepoint():
                self._retold(row, "Nothing at all")
            self.env.invalidate_all()
            self.assertEqual(row.name, name)

    def test_what_no_column_takes_is_refused_with_a_word(self):
        with self.assertRaises(UserError), self.env.cr.savepoint():
            self._retold(self.duty, "a\0b")
