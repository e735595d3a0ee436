"""Installing, updating and removing the addons: the log stays clean and nothing stays behind."""

import pytest

from devtools.databases import QUIET, check_log
from devtools.settings import ADDONS, MAIN

COLUMNS = """
SELECT table_name, column_name, data_type, is_nullable FROM information_schema.columns
WHERE table_schema = 'public'
"""
CONSTRAINTS = """
SELECT conrelid::regclass, conname FROM pg_constraint
WHERE connamespace = 'public'::regnamespace
"""
INDEXES = "SELECT tablename, indexname FROM pg_indexes WHERE schemaname = 'public'"
FUNCTIONS = """
SELECT proname FROM pg_proc WHERE pronamespace = 'public'::regnamespace
UNION ALL SELECT tgname FROM pg_trigger WHERE NOT tgisinternal
"""
PARAMETERS = "SELECT key FROM ir_config_parameter"
SCHEMA = (COLUMNS, CONSTRAINTS, INDEXES, FUNCTIONS, PARAMETERS)

COUNTED = (  # not ir_model_constraint: Odoo itself leaves the rows of dropped foreign keys there
    "ir_model ir_model_fields ir_model_relation ir_model_access ir_rule "
    "ir_cron ir_act_server ir_act_window ir_act_report_xml ir_ui_menu ir_ui_view ir_sequence "
    "ir_default ir_filters ir_exports ir_asset res_groups res_groups_privilege mail_template "
    "mail_activity_type mail_message_subtype"
).split()
OURS = "SELECT module, name, model, res_id FROM ir_model_data WHERE module LIKE 'crm_contract_%'"


@pytest.mark.parametrize("kind, addons", [("core", [MAIN]), ("test", list(ADDONS))])
def test_install_update_and_uninstall_leave_no_trace(kind, addons, scratch, databases, workspace):
    database = scratch(kind)
    before = snapshot(databases, database)

    check_log(workspace.odoo("-d", database, "-i", ",".join(addons), *QUIET))
    assert states(databases, database, addons) == {"installed"}

    check_log(workspace.odoo("-d", database, "-u", MAIN, *QUIET))
    check_log(workspace.odoo("module", "uninstall", "-d", database, MAIN))

    assert states(databases, database, addons) == {"uninstalled"}
    assert databases.sql(OURS, database) == []
    assert differences(before, snapshot(databases, database)) == {}


def states(databases, database, addons):
    names = ", ".join(f"'{addon}'" for addon in addons)
    rows = databases.sql(f"SELECT state FROM ir_module_module WHERE name IN ({names})", database)
    return {state for (state,) in rows}


def snapshot(databases, database):
    """What the database consists of, and how many rows of each technical table it has."""
    parts = {query: set(map(tuple, databases.sql(query, database))) for query in SCHEMA}
    for table in COUNTED:
        parts[table] = {tuple(databases.sql(f"SELECT count(*) FROM {table}", database)[0])}
    return parts


def differences(before, after):
    return {key: sorted(before[key] ^ after[key]) for key in before if before[key] != after[key]}
