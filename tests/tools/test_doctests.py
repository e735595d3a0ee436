"""The examples in the rulebook's docstrings are true, and the rulebook is pure."""

import ast
import dataclasses
import doctest
import pkgutil
from importlib import import_module
from pathlib import Path

import pytest

from odoo.addons.crm_contract_compliance import tools

MODULES = sorted(module.name for module in pkgutil.iter_modules(tools.__path__))
TIMELINE = {"term", "due_date", "recurrence", "duty", "reminder", "rest_days"}
MONEY = {"balance", "penalty_terms", "accrual", "penalty", "closed_form"}
DAMAGES = {"damages", "limitation", "advisory", "settlement"}
SERVICE = {"indicator"}
LIFE = {"notice", "dispute"}
BUNDLED = TIMELINE | MONEY | DAMAGES | SERVICE | {"history", "liability"}
TAUGHT = BUNDLED - {"accrual"} | {"money"} | LIFE  # what accrual gives, penalty shows
TAUGHT = BUNDLED - {"accrual"} | {"money", "ending"}  # what accrual gives, penalty shows
CLOCKS = {"today", "now", "utcnow", "time", "open", "print"}


def load(name):
    return import_module(f"odoo.addons.crm_contract_compliance.tools.{name}")


def test_every_module_of_the_rulebook_is_found():
    assert set(MODULES) >= TAUGHT | BUNDLED


@pytest.mark.parametrize("name", MODULES)
def test_examples_are_true(name):
    result = doctest.testmod(load(name))

    assert result.failed == 0


@pytest.mark.parametrize("name", sorted(TAUGHT))
def test_rules_teach_by_example(name):
    assert doctest.testmod(load(name)).attempted > 0


@pytest.mark.parametrize("name", sorted(BUNDLED))
def test_bundles_of_the_rules_are_frozen_and_slotted(name):
    module = load(name)
    own = [
        value
        for value in vars(module).values()
        if dataclasses.is_dataclass(value) and value.__module__ == module.__name__
    ]

    assert own
    for bundle in own:
        assert bundle.__dataclass_params__.frozen
        assert "__slots__" in vars(bundle)


@pytest.mark.parametrize("name", MODULES)
def test_rulebook_imports_no_odoo_and_reads_no_clock(name):
    tree = ast.parse(Path(load(name).__file__).read_text(encoding="utf-8"))

    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            assert not any(alias.name.startswith("odoo") for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.level == 0:
            assert not node.module.startswith("odoo")
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 1, "only siblings: the package above imports models"
        elif isinstance(node, ast.Call):
            called = getattr(node.func, "attr", getattr(node.func, "id", None))
            assert called not in CLOCKS
