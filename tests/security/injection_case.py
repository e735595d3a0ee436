"""What people type, read as HTML by nobody: payloads in every text, opened in the browser."""

import json

from odoo.tests import HttpCase
from odoo.tools import SQL

from .access_matrix import AccessMatrixCase, own_models
from .classified_case import TECHNICAL
from .payloads import texts

VIEWS = ("form", "list", "kanban")
# What our own code reads; nobody types it.
READ_BY_US = {*TECHNICAL, "field_name", "origin"} - {"code", "contract_code"}
# Names that are shown beside ours.
NEIGHBOURS = {"res.partner": ("name", "complete_name"), "ir.attachment": ("name",)}
# What a customer and a third party open in the portal: each has to answer.
PORTAL_PAGES = {
    "pt_customer": (
        "/my/home",
        "/my/crm-contracts",
        "/my/crm-contracts/{active}",
        "/my/crm-contracts/{active}/complaint",
        "/my/crm-contracts/{active}/complaint/{case}",
        "/my/crm-contracts/{active}/notice",
        "/my/crm-contracts/{active}/third-parties",
        "/my/crm-contracts/{signing}/sign",
        "/my/crm-contracts/{signing}/sign/{signature}",
    ),
    "pt_third": (
        "/my/crm-contracts/page/1",
        "/my/crm-third-parties/{third_party}",
        "/my/crm-third-parties/{third_party}/sign",
        "/my/crm-third-parties/{third_party}/sign/{their_signature}",
    ),
}
READY = "odoo.isReady === true && !!odoo.__WOWL_DEBUG__"
# One page, many windows: each is opened by the client itself, with all its tabs; then pages and
# prints in a frame. A payload that runs says so on the console, which fails the test.
OPEN_ALL = """
(async () => {
    const windows = %(windows)s, pages = %(pages)s;
    const later = (time) => new Promise((resolve) => setTimeout(resolve, time));
    const { action, dialog } = odoo.__WOWL_DEBUG__.root.env.services;
    let opened = 0, telling = 0;
    const tells = () =>
        document.body.innerText.includes("XSS") ||
        [...document.querySelectorAll("input, textarea")].some((el) => el.value.includes("XSS"));
    for (const [model, id, view] of windows) {
        const goal = { type: "ir.actions.act_window", res_model: model, views: [[false, view]] };
        if (view === "form") { goal.res_id = id; } else { goal.domain = [["id", "=", id]]; }
        await action.doAction(goal, { clearBreadcrumbs: true });
        await later(%(pause)s);
        for (const tab of document.querySelectorAll(".o_form_view .o_notebook .nav-link")) {
            tab.click();
            await later(30);
        }
        opened += document.querySelectorAll(".o_view_controller").length;
        telling += tells();
    }
    for (const page of pages) {
        const frame = document.createElement("iframe");
        const loaded = new Promise((resolve) => { frame.onload = resolve; });
        frame.src = page;
        document.body.append(frame);
        await loaded;
        await later(200);
        opened += 1;
        frame.remove();
    }
    if (opened === windows.length + pages.length && telling > windows.length / 2) {
        console.log("test successful");
    } else {
        console.error(`opened ${opened} of ${windows.length + pages.length}, ${telling} tell`);
    }
})();
"""


class InjectionCase(AccessMatrixCase, HttpCase):
    """One record of each model, whose texts are written past every guard."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.allow_inherited_tests_method = True
        cls.manager.tour_enabled = False
        cls.manager.group_ids |= cls.env.ref("crm_contract_compliance.group_contract_confidential")
        cls.planted = {
            model: record for (model, place), record in cls.records.items() if place == "own"
        }
        owner = cls.planted["crm.contract"]
        cls.file = cls._create_file("x.pdf", res_model=owner._name, res_id=owner.id)

    def _plant(self, text):
        """The text behind the id in every column that is shown as typed: some must be unique."""
        for model in sorted(own_models(self.env)):
            records = self.env[model]
            if not records._transient and records._auto and not records._abstract:
                self._plant_in(model, self._text_names(model), text)
        for model, names in NEIGHBOURS.items():
            self._plant_in(model, names, text)
        for record in self.planted.values():
            if hasattr(record, "message_post"):
                record.sudo().message_post(body=text)
        self.env.flush_all()
        self.env.invalidate_all()

    def _text_names(self, model):
        return [
            name
            for name, field in self.env[model]._fields.items()
            if field.type in ("char", "text")
            and field.store
            and field.column_type
            and name not in READ_BY_US
            and not name.endswith(("_sha256", "_hash"))
        ]

    def _plant_in(self, model, names, text, is_bare=False):
        records = self.env[model]
        records.flush_model()
        for name in names:
            field = records._fields[name]
            size = getattr(field, "size", None) or 10_000
            value = SQL("LEFT(id || ' ' || %s, %s)", text, size)
            if is_bare:
                value = SQL("%s || id", text)
            if field.translate:
                value = SQL("jsonb_build_object('en_US', %(v)s, 'zh_CN', %(v)s)", v=value)
            self.env.execute_query(
                SQL(
                    "UPDATE %s SET %s = %s WHERE %s IS NOT NULL OR %s RETURNING 1",
                    SQL.identifier(records._table),
                    SQL.identifier(name),
                    value,
                    SQL.identifier(name),
                    model.startswith("crm.contract"),
                )
            )
        records.invalidate_model()

    def _windows(self, models, views=VIEWS):
        found = [
            [model, record.id, view]
            for model, record in self.planted.items()
            if model in models
            for view in views
        ]
        self.assertTrue(found)
        return found

    def _prints(self):
        """Of what is printed as a PDF, the HTML that it is made of."""
        reports = self.env["ir.actions.report"].search(
            [("report_type", "=", "qweb-pdf"), ("model", "in", list(self.planted))]
        )
        return [
            f"/report/html/{report.report_name}/{self.planted[report.model].id}"
            for report in reports
        ]

    def _open_all(self, windows, pages=(), pause=150):
        code = OPEN_ALL % {
            "windows": json.dumps(windows),
            "pages": json.dumps(list(pages)),
            "pause": pause,
        }
        self.browser_js("/odoo", code, READY, login=self.manager.login, timeout=900)

    def _rounds(self):
        """Once for each text: after the last every payload stood in every field."""
        for number, text in enumerate(texts()):
            self._plant(text)
            yield number
