from contextlib import contextmanager

from ..security.access_matrix import OPERATIONS, AccessMatrixCase, load_cells
from ..security.security_case import ADDON

# Equal to the original: a manager reads by the right of the user, whom the group implies.
EQUIVALENT = {
    f"perm_read of {model} manager"
    for model in (
        "crm.contract.ability",
        "crm.contract.breach.type",
        "crm.contract.channel",
        "crm.contract.customer.field",
        "crm.contract.indicator",
        "crm.contract.type",
        "crm.contract.penalty.rule",
        "crm.contract.reference.rate",
        "crm.contract.reminder.policy",
        "crm.contract.liability.cap",
        "crm.contract.liability.entry",
    )
} | {
    "perm_read of crm.contract.training officer",  # the user's, whom the group implies
    # Its creator alone deletes a case, which the matrix's people are not: tests/service/test_case.
    "perm_unlink of crm.contract.case user",
}


class TestSecurityMutants(AccessMatrixCase):
    """S-G9: take away each rule, each right; the matrix turns red, or we never needed it."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.cells = load_cells()

    def test_no_rule_can_be_taken_away_unseen(self):
        rules = self._ours("ir.rule")
        self._assert_killed({f"rule {rule.name}": (rule, {"active": False}) for rule in rules})

    def test_no_right_can_be_taken_away_unseen(self):
        rights = self._ours("ir.model.access")
        self._assert_killed({f"right {right.name}": (right, {"active": False}) for right in rights})

    def test_no_right_can_be_turned_unseen(self):
        """Given where it was not, taken where it was."""
        mutants = {}
        for right in self._ours("ir.model.access"):
            for operation in OPERATIONS:
                name = f"perm_{operation}"
                mutants[f"{name} of {right.name}"] = (right, {name: not right[name]})
        self._assert_killed(mutants)

    def _ours(self, model):
        data = self.env["ir.model.data"].search([("module", "=", ADDON), ("model", "=", model)])
        found = self.env[model].browse(data.mapped("res_id"))
        self.assertTrue(found)
        return found

    def _assert_killed(self, mutants):
        survivors = sorted(
            name for name, (record, vals) in mutants.items() if not self._is_killed(record, vals)
        )
        self.assertEqual(set(survivors) - EQUIVALENT, set(), f"{len(mutants)} mutants")

    def _is_killed(self, record, vals):
        cells = [cell for cell in self.cells if cell.model == record.model_id.model]
        with self._mutated(record, vals):
            return any(self._differs(cell) for cell in cells)

    def _differs(self, cell):
        try:
            return bool(self.mismatches([cell]))
        except Exception:  # a cell that cannot even be tried is red as well
            return True

    @contextmanager
    def _mutated(self, record, vals):
        try:
            with self.undone():
                record.write(vals)
                self.env.flush_all()
                yield
        finally:
            self.env.registry.clear_cache()
