import csv
import io
import json

import openpyxl

from odoo import http
from odoo.tools import mute_logger

from .injection_case import READY, InjectionCase
from .payloads import PAYLOADS, texts

UNSAFE = ("=", "@", "\t", "\r")
OFTEN_OPENED = (
    "crm.contract",
    "crm.contract.requirement",
    "crm.contract.third.party",
    "crm.contract.deadline",
    "crm.contract.case",
    "crm.contract.breach",
    "crm.contract.amendment",
)


class TestInjection(InjectionCase):
    """A30, A31: what people type is text wherever it is shown; all of it in tests/soak."""

    def test_thirty_payloads_stand_in_six_texts(self):
        self.assertEqual(len(PAYLOADS), 30)
        shown = " ".join(texts())
        for number in range(30):
            self.assertIn(f"XSS {number}'", shown.replace("XSS&#32;", "XSS ").replace("`)", "')"))

    def test_nothing_runs_in_the_screens_that_people_open_most(self):
        self._plant(texts()[0])
        self._open_all(self._windows(OFTEN_OPENED), self._prints())

    def test_a_payload_that_runs_is_noticed(self):
        """The control: in the page, and in a frame of it."""
        for spoil in (
            f"document.body.innerHTML = {PAYLOADS[1]!r};",
            f"const f = document.createElement('iframe'); f.srcdoc = {PAYLOADS[0]!r};"
            " document.body.append(f);",
        ):
            watched = "setTimeout(() => console.log('test successful'), 2000);"
            with (
                self.subTest(spoil=spoil),
                mute_logger("odoo.tests.common"),
                self.assertRaisesRegex(AssertionError, "XSS"),
            ):
                self.browser_js("/odoo", spoil + watched, READY, login=self.manager.login)


class TestUploads(InjectionCase):
    """A32: what could be rendered is downloaded, or shown as text; never by our own address."""

    FILES = (
        ("page.html", b"<script>console.error('XSS')</script>", "text/html"),
        ("page.svg", b"<svg xmlns='http://www.w3.org/2000/svg' onload='x()'/>", "image/svg+xml"),
        ("page.xml", b"<?xml version='1.0'?><x xmlns='http://www.w3.org/1999/xhtml'/>", "text/xml"),
        ("page.xhtml", b"<html xmlns='http://www.w3.org/1999/xhtml'/>", "application/xhtml+xml"),
    )

    def test_markup_as_evidence_is_not_rendered(self):
        """Also the copy that the addon keeps with its record, made as superuser."""
        row = self.planted["crm.contract.requirement"]
        for login in ("cc_user", "cc_manager"):
            user = self.env["res.users"].search([("login", "=", login)])
            for name, content, mimetype in self.FILES:
                file = (
                    self.env["ir.attachment"]
                    .with_user(user)
                    .create({"name": name, "raw": content, "mimetype": mimetype})
                )
                before = row.evidence_ids
                row.with_user(user).evidence_ids = [(4, file.id)]
                kept = row.evidence_ids - before
                self.authenticate(login, login)
                for address in (f"/web/content/{kept.id}", f"/web/content/{kept.id}/{name}"):
                    with self.subTest(login=login, address=address):
                        self._assert_harmless(self.url_open(address))

    def _assert_harmless(self, answer):
        self.assertEqual(answer.status_code, 200)
        kind = answer.headers["Content-Type"].partition(";")[0]
        is_downloaded = answer.headers.get("Content-Disposition", "").startswith("attachment")
        is_locked_in = "default-src 'none'" in answer.headers.get("Content-Security-Policy", "")
        self.assertTrue(is_downloaded or is_locked_in or kind == "text/plain", answer.headers)
        self.assertEqual(answer.headers.get("X-Content-Type-Options"), "nosniff")


class TestTemplates(InjectionCase):
    """A33: what looks like a template is printed as it stands."""

    WORDS = "{{ object.env }} ${object.id} <t t-out='7*7'/> #{1+1} %(name)s {0}"

    def test_typed_text_is_no_template(self):
        self._plant(self.WORDS)
        templates = self.env["mail.template"].search([("model", "=like", "crm.contract%")])
        self.assertTrue(templates)
        for template in templates:
            record = self.planted[template.model]
            found = template._generate_template(record.ids, ("subject", "body_html"))[record.id]
            with self.subTest(template=template.name):
                subject, body = found["subject"], str(found["body_html"])
                self.assertIn("{{ object.env }}", f"{subject} {body}")
                self.assertNotIn("<t t-out", body)
                self.assertNotRegex(f"{subject} {body}", r"\b49\b|odoo\.api|Environment")

    def test_the_digest_says_it_as_it_stands(self):
        self._plant(self.WORDS)
        rows = self.planted["crm.contract.deadline"]
        html = str(
            self.env["ir.qweb"]._render(
                "crm_contract_compliance.reminder_digest",
                {"rows": rows, "user": self.manager, "days": {rows.due_date: "today"}},
            )
        )
        self.assertIn("{{ object.env }}", html)
        self.assertIn("&lt;t t-out=", html)


class TestArguments(InjectionCase):
    """A35: what is passed to a method or a search is a value, never SQL."""

    HOSTILE = ("'; DROP TABLE crm_contract; --", '" OR 1=1 --', "%", "\\", "$$", "\x00", "1)", "{}")

    @mute_logger("odoo.sql_db", "odoo.models")
    def test_searches_of_computed_fields_take_anything(self):
        for model in self.planted:
            records = self.env[model]
            searched = [name for name, field in records._fields.items() if field.search]
            for name in (*searched, "display_name"):
                for value in self.HOSTILE:
                    for operator in ("=", "in", "ilike", "<"):
                        with self.subTest(model=model, name=name, value=value, operator=operator):
                            operand = [value] if operator == "in" else value
                            self._assert_no_sql(
                                lambda r=records, d=[(name, operator, operand)]: r.search(d)
                            )

    @mute_logger("odoo.sql_db", "odoo.models")
    def test_orders_and_groups_are_names_of_fields(self):
        contracts = self.env["crm.contract"]
        for value in self.HOSTILE:
            with self.subTest(value=value):
                self._assert_no_sql(lambda v=value: contracts.search([], order=f"code {v}"))
                self._assert_no_sql(
                    lambda v=value: contracts.formatted_read_group([], [f"health{v}"], ["__count"])
                )

    def test_days_and_moments_are_days_and_moments(self):
        contract = self.planted["crm.contract"]
        payment = self.planted["crm.contract.payment"]
        for value in self.HOSTILE:
            with self.subTest(value=value):
                self._assert_no_sql(lambda v=value: contract.get_as_of(v))
                self._assert_no_sql(lambda v=value: contract.get_as_of("2026-06-01", v))
                self._assert_no_sql(lambda v=value: payment.get_penalty_trace(v))

    def _assert_no_sql(self, call):
        """It answers or says what is wrong with the value; the database is asked nothing odd."""
        try:
            with self.env.cr.savepoint():
                call()
        except Exception as error:  # noqa: BLE001  the kind of error is what is tested
            self.assertNotIn("psycopg2", type(error).__module__, error)


class TestFormulas(InjectionCase):
    """A36: a name such as “=HYPERLINK(...)” is no formula in what is exported."""

    FORMULAS = ("=HYPERLINK(1)", "+1+cmd", "-1+cmd", "@SUM(1)", "\t=1", "\r=1")

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.manager.group_ids |= cls.env.ref("base.group_allow_export")

    def test_no_cell_of_an_export_computes(self):
        for model, record in self.planted.items():
            names = self._text_names(model)[:1]
            if self.env[model]._transient or not names:
                continue
            for formula in self.FORMULAS:
                self._plant_in(model, names, formula, is_bare=True)
                with self.subTest(model=model, name=names[0], formula=formula):
                    [[cell]] = record.with_user(self.manager).export_data(names)["datas"]
                    self.assertFalse(str(cell).startswith(UNSAFE), cell)

    def test_neither_csv_nor_xlsx_holds_a_formula(self):
        for formula in self.FORMULAS:
            self._plant_in("crm.contract", ["scope"], formula, is_bare=True)
            with self.subTest(formula=formula):
                line = list(csv.reader(io.StringIO(self._export("csv").decode())))[1]
                self.assertFalse(line[0].startswith((*UNSAFE, "+", "-")), line)
                book = openpyxl.load_workbook(io.BytesIO(self._export("xlsx")))
                [cell] = [cell for row in book.active.iter_rows(min_row=2) for cell in row]
                self.assertEqual(cell.data_type, "s", cell.value)

    def _export(self, kind):
        asked = {
            "model": "crm.contract",
            "fields": [{"name": "scope", "label": "Scope", "type": "text"}],
            "ids": self.planted["crm.contract"].ids,
            "domain": [],
            "import_compat": False,
            "context": {},
        }
        self.env.flush_all()
        self.authenticate(self.manager.login, self.manager.login)
        form = {"csrf_token": http.Request.csrf_token(self), "data": json.dumps(asked)}
        answer = self.url_open(f"/web/export/{kind}", data=form)
        self.assertEqual(answer.status_code, 200)
        return answer.content
