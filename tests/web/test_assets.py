from odoo.tools.js_transpiler import is_odoo_module

from devtools.settings import ADDONS, REPO


def test_every_script_is_a_module():
    """One that is not breaks its whole bundle, and with it every page that loads it."""
    scripts = [path for addon in ADDONS for path in (REPO / addon / "static").rglob("*.js")]

    assert scripts
    assert [
        path
        for path in scripts
        if not is_odoo_module(f"/{path.relative_to(REPO)}", path.read_text())
    ] == []
