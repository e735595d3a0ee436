"""The few facts that the other modules share."""

import ast
import os
from pathlib import Path

REPO = Path(__file__).resolve().parent.parent
STATE = Path(os.environ.get("ODOO_DEV_HOME") or REPO / ".odoo").expanduser().absolute()

MAIN = "crm_contract_compliance"
BRIDGE = "crm_contract_compliance_helpdesk_mgmt"
ADDONS = (MAIN, BRIDGE)
LANGUAGE = "zh_CN"  # beside English

DEMO_DB = "crm_contract_demo"
TEST_DB = "crm_contract_test"
LOGINS = {  # of the demo data; each password equals its login
    "admin": "administrator",
    "fang": "contract manager",
    "lei": "contract officer",
    "na": "salesperson",
    "chen": "our legal representative, who signs",
    "ting": "helpdesk agent",
    "huaxing": "customer, portal",
    "yunfan": "supplier, portal",
    "anzhi": "third party, portal",
}

PURE_TESTS = ("tests/tools", "tests/source")  # need neither a database nor Odoo
NEEDED_DISK = 3 * 1024**3


def depends(addon):
    manifest = ast.literal_eval((REPO / addon / "__manifest__.py").read_text())
    return [name for name in manifest["depends"] if name not in ADDONS]
