"""Databases of their own for tests that install and remove addons."""

import os

import pytest

from devtools.databases import Databases
from devtools.workspace import Workspace


@pytest.fixture(scope="session")
def workspace():
    return Workspace()


@pytest.fixture(scope="session")
def databases(workspace):
    return Databases(workspace)


@pytest.fixture
def scratch(databases):
    """`scratch("core")`: a database with what the addons stand on, and no addon of ours."""
    made = []

    def make(kind):
        name = f"crm_contract_life_{os.getpid()}_{len(made)}"
        made.append(databases.copy(databases.base(kind), name))
        return name

    yield make
    for name in made:
        databases.drop(name)
