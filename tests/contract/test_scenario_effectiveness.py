from odoo.exceptions import UserError
from odoo.fields import Command

from ..common import ComplianceCase


class TestScenarioEffectiveness(ComplianceCase):
    """requirements.md §6, scenario 1; T0-12.1, T0-14.1, T2-5.2, X-3."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.freeze_class("2026-03-01 04:00:00")
        cls.rollout = cls._create_type(
            name="Roll-out",
            forum_basis="signing",
            is_signing_place_required=True,
            requirement_ids=[
                Command.create({"name": name, "gate": "effect"})
                for name in ("Installation accepted", "Debugging accepted", "Training accepted")
            ],
        )

    def test_contract_takes_effect_on_the_last_signature_or_seal(self):
        """T0-12.1: A signed+sealed 01-10, B signed 01-12, sealed 01-15 -> effective 2026-01-15."""
        contract = self._create_contract()
        self._name_representatives(contract)
        contract.action_send_to_sign()
        execution = contract._main_execution()
        self._record_marks(execution, "a", "2026-01-10", "2026-01-10")
        self._record_marks(execution, "b", "2026-01-12")
        self.assertEqual(contract.state, "signing")
        self._record_marks(execution, "b", "2026-01-12", "2026-01-15")

        contract.action_activate()

        self.assertEqual(contract.effective_date, self._day("2026-01-15"))
        self.assertEqual(contract.signing_date, self._day("2026-01-12"), "T0-14.1")
        self.assertEqual(contract.end_date, self._day("2027-01-15"), "statutory, X-4")

    def _signed_rollout(self, **values):
        contract = self._create_contract(
            type_id=self.rollout.id, **{"signing_place": "Shanghai", **values}
        )
        self._sign(contract, "2026-01-10")
        return contract

    def _accept(self, contract, **days):
        for word, day in days.items():
            row = contract.requirement_ids.filtered(
                lambda row, word=word: row.name.lower().startswith(word)
            )
            row.done_on = day

    def test_a_rollout_waits_for_its_training(self):
        """Scenario 1: refused naming “training”; accepted 02-20 -> effective, end 2027-02-20."""
        contract = self._signed_rollout()
        self._accept(contract, installation="2026-02-05", debugging="2026-02-10")
        self.assertFalse(contract.effective_date or contract.end_date)

        with self.assertRaisesRegex(UserError, "Training accepted"):
            contract.action_activate()
        self.assertEqual(contract.state, "signed")

        self._accept(contract, training="2026-02-20")
        contract.action_activate()

        self.assertEqual(contract.state, "active")
        self.assertEqual(contract.effective_date, self._day("2026-02-20"))
        self.assertEqual(contract.end_date, self._day("2027-02-20"))

    def test_a_rollout_without_its_place_of_signing_is_not_signed(self):
        """Scenario 1, T2-9.1"""
        contract = self._signed_rollout(signing_place=False)
        self.assertEqual(contract.state, "signing")
        with self.assertRaisesRegex(UserError, "place of signing"):
            contract.action_complete_signing()

    def test_conditions_met_before_the_signing_do_not_bring_it_forward(self):
        """Effective is the last condition met, signatures included (X-3)."""
        contract = self._create_contract(type_id=self.rollout.id, signing_place="Shanghai")
        self._accept(
            contract, installation="2025-12-01", debugging="2025-12-02", training="2025-12-03"
        )
        self._sign(contract, "2026-01-10")
        self.assertEqual(contract.effective_date, self._day("2026-01-10"))

    def test_a_waived_condition_neither_blocks_nor_dates_the_effect(self):
        contract = self._signed_rollout()
        self._accept(contract, installation="2026-02-05", debugging="2026-02-10")
        training = contract.requirement_ids.filtered(lambda row: "Training" in row.name)
        training.with_user(self.manager)._waive("Trained elsewhere")
        contract.action_activate()
        self.assertEqual(contract.effective_date, self._day("2026-02-10"))

    def test_an_optional_condition_neither_blocks_nor_dates_the_effect(self):
        contract = self._create_contract(type_id=self.rollout.id, signing_place="Shanghai")
        contract.requirement_ids.is_required = False
        self._sign(contract, "2026-01-10")
        self._accept(contract, training="2026-02-20")
        contract.action_activate()
        self.assertEqual(contract.effective_date, self._day("2026-01-10"))

    def test_the_effective_day_stands_once_it_is_in_force(self):
        """I7, I11: a condition that let it pass stays as it was met."""
        contract = self._signed_rollout()
        self._accept(
            contract, installation="2026-02-05", debugging="2026-02-10", training="2026-02-20"
        )
        contract.action_activate()
        for day in ("2026-02-25", False):
            with self.subTest(day=day), self.assertRaises(UserError):
                self._accept(contract, training=day)
        contract.requirement_ids = [
            Command.create({"name": "Late addition", "gate": "effect", "done_on": "2026-02-28"})
        ]
        self.assertEqual(contract.effective_date, self._day("2026-02-20"))
        self.assertEqual(contract.end_date, self._day("2027-02-20"))

    def test_no_condition_is_met_on_a_future_day(self):
        contract = self._signed_rollout()
        with self.assertRaises(UserError):
            self._accept(contract, training="2026-03-02")
