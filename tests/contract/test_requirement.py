from psycopg2 import IntegrityError

from odoo.exceptions import AccessError, UserError
from odoo.fields import Command
from odoo.tools import mute_logger

from ..common import ComplianceCase


class TestRequirement(ComplianceCase):
    """design.md, engine 5: what the type asks for is there, or a manager has waived it."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.freeze_class("2026-06-01 04:00:00")
        cls.contract_type.requirement_ids = [
            Command.create({"name": "Annexes", "gate": "sign", "kind": "document"}),
            Command.create({"name": "Photos", "gate": "sign", "is_required": False}),
        ]

    def setUp(self):
        super().setUp()
        self.contract = self._create_contract()
        self.annexes, self.photos = self.contract.requirement_ids

    def test_a_contract_takes_the_types_requirements_along(self):
        self.assertEqual(self.contract.requirement_ids.mapped("name"), ["Annexes", "Photos"])
        self.assertEqual(self.annexes.template_id, self.contract_type.requirement_ids[0])

    def test_a_required_row_keeps_the_gate_shut_and_an_optional_one_does_not(self):
        self._name_representatives(self.contract)
        self.assertEqual(self.contract.missing_note, "Annexes")
        self.annexes.action_mark_done()
        self.assertEqual(str(self.annexes.done_on), "2026-06-01")
        self.contract.invalidate_recordset()
        self.assertFalse(self.contract.missing_note or self.contract.is_incomplete)

    def test_to_drop_what_the_type_asks_for_is_to_waive_it(self):
        """design.md, who may do what: only a manager waives; a draft makes no difference."""
        for user in (self.user, self.officer):
            row = self.annexes.with_user(user)
            with self.subTest(user=user.login):
                with self.assertRaises(AccessError):
                    row.unlink()
                with self.assertRaises(AccessError):
                    row.is_required = False
                with self.assertRaises(AccessError):
                    row.gate = "close"
                with self.assertRaises(AccessError):
                    self.contract.with_user(user).requirement_ids = [Command.delete(row.id)]
        self.annexes.with_user(self.manager).is_required = False
        self.annexes.with_user(self.manager).unlink()
        self.assertFalse(self.annexes.exists())

    def test_ones_own_rows_and_optional_ones_are_free_in_a_draft(self):
        own = self.photos.with_user(self.user).create(
            {"contract_id": self.contract.id, "name": "Own list"}
        )
        own.is_required = False
        (own | self.photos.with_user(self.user)).unlink()
        self.assertEqual(self.contract.requirement_ids, self.annexes)

    def test_what_is_met_needs_no_waiver_and_what_let_a_contract_pass_stays(self):
        self.annexes.action_mark_done()
        self.annexes.done_on = "2026-05-30"
        self._sign(self.contract, "2026-06-01")
        for day in ("2026-05-29", False):
            with self.subTest(day=day), self.assertRaises(UserError):
                self.annexes.done_on = day

    def test_the_search_for_what_misses_something_agrees_with_the_record(self):
        """One method feeds banner, guard and tooltip; the filter must not disagree."""
        complete = self._create_contract(name="Complete")
        self._name_representatives(complete)
        complete.requirement_ids.filtered("is_required").action_mark_done()
        nobody = self._create_contract(name="Nobody")
        forum = self._create_contract(name="No forum", forum=False)
        self._name_representatives(forum)
        forum.requirement_ids.filtered("is_required").action_mark_done()
        ours = complete | nobody | forum | self.contract
        found = self.env["crm.contract"].search(
            [("is_incomplete", "=", True), ("id", "in", ours.ids)]
        )
        self.assertEqual(found, ours.filtered("is_incomplete").sorted("id", reverse=True))
        self.assertEqual(ours - found, complete)

    def test_a_requirement_is_of_a_type_or_of_a_contract_never_of_both(self):
        for owners in (
            {},
            {"contract_id": self.contract.id, "type_id": self.contract_type.id},
        ):
            refused = self.subTest(owners=owners), self.assertRaises(IntegrityError)
            with refused[0], refused[1], mute_logger("odoo.sql_db"):
                self.annexes.create({"name": "Annex", **owners})
