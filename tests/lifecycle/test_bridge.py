"""Removing the bridge to the helpdesk: tickets and cases stay, what tied them goes (A72)."""

import os
import subprocess

import pytest

from devtools.databases import QUIET, check_log
from devtools.settings import BRIDGE, MAIN, REPO, TEST_DB

STORY = """
from odoo.fields import Date
partner = env["res.partner"].create({"name": "Huaxing", "is_company": True})
contract_type = env["crm.contract.type"].search([("code", "=", "norms")])
contract = env["crm.contract"]._register_existing([{
    "name": "Norms", "state": "active", "type_id": contract_type.id, "partner_id": partner.id,
    "user_id": env.uid, "effective_date": Date.today(), "term_years": 1,
}])
ticket = env["helpdesk.ticket"].create(
    {"name": "Kept", "description": "Text", "partner_id": partner.id}
)
ticket.action_make_crm_contract_complaint()
assert ticket.crm_contract_case_ids
env.cr.commit()
"""
COLUMNS = """
SELECT table_name, column_name FROM information_schema.columns
WHERE table_name = 'crm_contract_ticket_wizard'
    OR (table_name = 'crm_contract_case' AND column_name = 'ticket_id')
    OR (table_name = 'helpdesk_ticket' AND column_name LIKE 'crm_contract%')
"""


@pytest.fixture
def database(databases):
    name = databases.copy(databases.refresh(TEST_DB), f"crm_contract_life_{os.getpid()}_bridge")
    yield name
    databases.drop(name)


def test_cases_and_tickets_stay_without_the_bridge(database, databases, workspace):
    run_shell(workspace, database, STORY)
    assert databases.sql(COLUMNS, database)

    check_log(workspace.odoo("module", "uninstall", "-d", database, BRIDGE))

    assert databases.sql(COLUMNS, database) == []
    assert (
        databases.sql(f"SELECT name FROM ir_model_data WHERE module = '{BRIDGE}'", database) == []
    )
    case = "SELECT kind, state FROM crm_contract_case WHERE name = 'Kept'"
    assert list(map(tuple, databases.sql(case, database))) == [("complaint", "received")]
    assert databases.sql("SELECT id FROM helpdesk_ticket WHERE name = 'Kept'", database)
    check_log(workspace.odoo("-d", database, "-u", MAIN, *QUIET))  # no view is left dangling


def run_shell(workspace, database, script):
    command = [workspace.python, "-m", "odoo", "shell", "-d", database, "--no-http"]
    done = subprocess.run(
        [*map(str, command), "--log-level=warn"],
        input=script,
        text=True,
        env=workspace.env,
        cwd=REPO,
        capture_output=True,
        check=True,
    )
    assert "Traceback" not in done.stderr + done.stdout, done.stderr + done.stdout
