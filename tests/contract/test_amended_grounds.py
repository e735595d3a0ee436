from psycopg2 import IntegrityError

from odoo.exceptions import UserError, ValidationError
from odoo.fields import Command
from odoo.tools import mute_logger

from .amendment_case import AmendmentCase

GROUND = "crm_contract_compliance.end_ground_"


class TestAmendedGrounds(AmendmentCase):
    """T0-12.2, engine 4: an amendment agrees on another ground to end, or takes one back.

    The contract may end by agreement and for delay; frustrated purpose is none of its grounds.
    """

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.mutual, cls.delay, cls.purpose = (
            cls.env.ref(f"{GROUND}{name}") for name in ("mutual", "delay", "purpose")
        )
        cls.contract = cls._create_contract(amount_total=120000)
        cls.contract.end_ground_ids = cls.mutual | cls.delay
        cls._sign(cls.contract, "2026-03-01").action_activate()

    @staticmethod
    def _row(op, ground):
        return Command.create({"op": op, "subject": "ground", "end_ground_id": ground.id})

    def _grounds(self, day, *known):
        said = self.contract.get_as_of(day, *known)
        grounds = self.env["crm.contract.end.ground"]
        keys = [key.partition(",")[2] for key in said if key.startswith(grounds._name)]
        return grounds.browse(map(int, keys))

    def test_what_was_signed_is_told_of_any_day(self):
        self.assertEqual(self._grounds("2026-03-01"), self.mutual | self.delay)

    def test_another_ground_counts_from_its_day(self):
        amendment = self._amended(self._row("add", self.purpose), effective_date="2026-12-01")
        self.assertEqual(self._grounds("2026-11-30"), self.mutual | self.delay)
        self.assertEqual(self._grounds("2026-12-01"), self.mutual | self.delay | self.purpose)
        self.assertNotIn(self.purpose, self.contract.end_ground_ids)
        self._at("2026-12-01")
        self._run_job()
        self.assertEqual(amendment.state, "applied")
        self.assertIn(self.purpose, self.contract.end_ground_ids)
        self.assertEqual(self._grounds("2026-11-30"), self.mutual | self.delay)
        self.assertEqual(
            self._grounds("2026-12-01", "2026-11-01 00:00:00"), self.mutual | self.delay
        )

    def test_a_ground_that_is_taken_back_ends_nothing_from_then_on(self):
        self._amended(self._row("remove", self.delay), effective_date="2026-11-05")
        self.assertEqual(self.contract.end_ground_ids, self.mutual)
        self.assertEqual(self._grounds("2026-11-04"), self.mutual | self.delay)
        self.assertEqual(self._grounds("2026-11-05"), self.mutual)
        with self.assertRaises(UserError):
            self.env["crm.contract.termination"].create(
                {"contract_id": self.contract.id, "ground_id": self.delay.id}
            )

    def test_the_later_agreement_wins(self):
        """Agreed on 11-05: gone from 12-01. Agreed on 11-20: back from 11-25, so it stays."""
        self._amended(self._row("remove", self.delay), effective_date="2026-12-01")
        self._at("2026-11-20")
        gone = self._amended(self._row("remove", self.delay), effective_date="2026-11-20")
        self.assertEqual(gone.state, "applied")
        self._at("2026-11-21")
        self._amended(self._row("add", self.delay), effective_date="2026-11-21")
        self._at("2026-12-01")
        self._run_job()
        self.assertIn(self.delay, self.contract.end_ground_ids)
        self.assertEqual(self._grounds("2026-11-20"), self.mutual)
        self.assertEqual(self._grounds("2026-12-02"), self.mutual | self.delay)

    def test_the_catalogue_is_no_contracts_to_change(self):
        for values, refused in (
            ({"op": "set", "subject": "ground", "end_ground_id": self.mutual.id}, "Choose what"),
            (
                {"op": "set", "subject": "ground", "term": "ground.end_ground"},
                "none of its choices",
            ),
            ({"op": "add", "subject": "ground"}, "Name what"),
            ({"op": "remove", "subject": "ground"}, "Choose what"),
            ({"op": "add", "subject": "ground", "end_ground_id": self.mutual.id}, "already"),
            ({"op": "remove", "subject": "ground", "end_ground_id": self.purpose.id}, "within"),
        ):
            with self.subTest(values=values), self.assertRaisesRegex(ValidationError, refused):
                self._ask(Command.create(values))
        twice = [self._row("add", self.purpose)] * 2
        with self.assertRaisesRegex(ValidationError, "once in one amendment"):
            self._ask(*twice)
        self.assertEqual(self.purpose.end_ground, self.env.ref(f"{GROUND}purpose").end_ground)

    def test_a_ground_that_a_contract_names_is_not_deleted(self):
        """I10: archived, perhaps, but no signed contract loses one that way."""
        ground = self.env["crm.contract.end.ground"].create({"name": "Other", "code": "other"})
        contract = self._create_contract()
        contract.end_ground_ids = ground
        with self.assertRaises(IntegrityError), mute_logger("odoo.sql_db"):
            ground.unlink()
        contract.end_ground_ids = self.mutual
        ground.unlink()

    def test_day_to_come_is_told_as_such(self):
        """What is agreed for later has not happened yet, whichever way it goes."""
        self._amended(
            self._row("add", self.purpose),
            self._row("remove", self.delay),
            effective_date="2026-12-01",
        )
        wizard = self.env["crm.contract.as.of.wizard"].create(
            {"contract_id": self.contract.id, "day": "2026-12-01"}
        )
        self.assertIn(f"{self.purpose.name}: to be added", wizard.said)
        self.assertIn(f"{self.delay.name}: to be removed", wizard.said)

    def test_screen_says_what_changes(self):
        amendment = self._ask(self._row("add", self.purpose), self._row("remove", self.delay))
        added, removed = amendment.change_ids
        self.assertEqual(added.what, f"Added: {self.purpose.name}")
        self.assertEqual(added.after, self.purpose.name)
        self.assertEqual(removed.what, f"Removed: {self.delay.name}")
        self.assertEqual(added.ground_ids & removed.ground_ids, added.ground_ids.browse())
        self.assertIn(self.purpose, added.ground_ids)
        self._execute(amendment)
        self.assertEqual(
            set(amendment.line_ids.mapped("what")), {self.purpose.name, self.delay.name}
        )
        wizard = self.env["crm.contract.as.of.wizard"].create(
            {"contract_id": self.contract.id, "day": "2026-11-04"}
        )
        self.assertIn(f"{self.purpose.name}: added since", wizard.said)
