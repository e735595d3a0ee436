from ..common import ComplianceCase


class TestScenarioEffectiveness(ComplianceCase):
    """requirements.md §6, scenario 1; T0-12.1, T0-14.1."""

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
