from unittest.mock import patch

from odoo import Command
from odoo.exceptions import AccessError, UserError
from odoo.tests import HttpCase, mute_logger

from ..query_counts import QueryCounts
from .security_case import CLEARANCE, SecurityCase

FORM = {"name": {}, "scope": {}, "partner_id": {"fields": {"display_name": {}}}}


class TestAccessLog(QueryCounts, SecurityCase, HttpCase):
    """T0-3.2: access to what is confidential is logged, with the person and the time."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.allow_inherited_tests_method = True
        people = cls.cleared_user | cls.member
        cls.secret = cls._create_contract(is_classified=True, member_ids=cls._link(people))
        cls.open_one = cls._create_contract(member_ids=cls._link(people))
        cls.nda = cls.env["crm.contract.nda"].create(
            {"contract_id": cls.secret.id, "name": "Drawings"}
        )
        cls.log = cls.env["crm.contract.access"]
        for user in (cls.manager, cls.cleared_manager):
            user.group_ids |= cls.env.ref("base.group_allow_export")

    def _rows(self):
        self.env.flush_all()
        names = ["user_id", "channel", "contract_code", "res_model", "res_id", "count"]
        rows = self.log.search([], order="id").read(names, load=None)
        return [tuple(row[name] for name in names) for row in rows]

    def _row(self, user, channel, record, count=1):
        code = record.code if record._name == "crm.contract" else record.contract_id.code
        only = record.id if count == 1 else 0
        return (user.id, channel, code, record._name, only, count)

    def test_opening_is_noted_once_an_hour(self):
        """With the person and the moment, the rows below the contract too."""
        for _time in range(2):
            self.rpc(self.cleared_manager, self.secret, "web_read", FORM)
            self.rpc(self.cleared_manager, self.secret, "read", ["scope"])
        self.rpc(self.cleared_user, self.nda, "web_read", {"name": {}})
        wanted = [
            self._row(self.cleared_manager, "open", self.secret),
            self._row(self.cleared_user, "open", self.nda),
        ]
        self.assertEqual(self._rows(), wanted)
        self.assertEqual(str(self.log.search([])[0].accessed_at), "2026-06-30 02:00:00")

        self.freeze("2026-06-30 03:00:00")
        self.rpc(self.cleared_manager, self.secret, "web_read", FORM)
        self.assertEqual(self._rows(), [*wanted, wanted[0]])

    def test_a_list_is_noted_by_contract_once_an_hour(self):
        """However it is asked for: by ids, by search, as the list or the groups of the client."""
        other = self._create_contract(is_classified=True)
        three = [("id", "in", (self.secret | other | self.open_one).ids)]
        listing = {
            "read": (self.secret | other | self.open_one, ["name"]),
            "search_read": (self.secret, three, ["name"]),
            "web_search_read": (self.secret, three, FORM),
            "web_read_group": (self.secret, three, ["state"]),
        }
        keywords = {"auto_unfold": True, "unfold_read_specification": FORM}
        users = dict(zip(listing, self._cleared_people(len(listing)), strict=True))
        for method, (records, *args) in listing.items():
            more = keywords if method == "web_read_group" else {}
            for _time in range(2):
                self.rpc(users[method], records, method, *args, **more)
            with self.subTest(method=method):
                mine = sorted(row for row in self._rows() if row[0] == users[method].id)
                wanted = [self._row(users[method], "list", one) for one in (self.secret, other)]
                self.assertEqual(mine, sorted(wanted))

    def _cleared_people(self, count):
        people = [self._new_cleared_user(f"cc_cleared_{n}", "officer") for n in range(count)]
        self.assertTrue(people)
        return people

    def test_a_list_of_what_is_below_says_how_many_of_each_contract(self):
        """Whether the call reads the contract along or not."""
        second = self.nda.copy({"contract_id": self.secret.id})
        ndas = self.nda | second
        ndas |= self.nda.create({"contract_id": self.open_one.id, "name": "Open"})
        people = self._cleared_people(3)
        self.rpc(people[0], ndas, "read", ["name"])
        self.rpc(people[1], ndas, "search_read", [("id", "in", ndas.ids)], ["name"])
        self.rpc(people[2], ndas, "web_search_read", [("id", "in", ndas.ids)], {"name": {}})
        self.assertEqual(
            self._rows(), [self._row(person, "list", self.nda, 2) for person in people]
        )

    def test_another_number_of_records_is_another_line(self):
        second = self.nda.copy({"contract_id": self.secret.id})
        for records in (self.nda | second, second, self.nda | second, second):
            domain = [("id", "in", records.ids)]
            self.rpc(self.cleared_user, records, "search_read", domain, ["name"])
        self.assertEqual(
            self._rows(),
            [
                self._row(self.cleared_user, "list", second, 2),
                self._row(self.cleared_user, "list", second),
            ],
        )

    def test_what_hangs_on_it_is_noted_with_what_was_asked_for(self):
        """One call, one line a contract; also where only what hangs on it is confidential."""
        below = {"name": {}, "nda_ids": {"fields": {"name": {}}}}
        self.rpc(self.cleared_manager, self.secret, "web_read", below)
        self.rpc(self.cleared_manager, self.open_one, "web_read", below)
        self.assertEqual(self._rows(), [self._row(self.cleared_manager, "open", self.secret)])

        line = self.env["crm.contract.requirement"].create(
            {"contract_id": self.open_one.id, "name": "The recipe", "is_classified": True}
        )
        below = {"name": {}, "requirement_ids": {"fields": {"name": {}}}}
        self.rpc(self.cleared_manager, self.open_one, "web_read", below)
        self.assertEqual(self._rows()[1:], [self._row(self.cleared_manager, "open", line)])
        names = (line | line.create({"contract_id": self.open_one.id, "name": "Open"}))._ids
        domain = [("id", "in", names)]
        self.rpc(self.cleared_manager, line, "search_read", domain, ["name"])
        self.assertEqual(self._rows()[2:], [self._row(self.cleared_manager, "list", line)])

    def test_an_opportunity_that_lists_contracts_lists_them(self):
        lead = self.env["crm.lead"].create({"name": "Deal", "user_id": self.cleared_manager.id})
        self.cleared_manager.group_ids |= self.env.ref("sales_team.group_sale_manager")
        other = self._create_contract(is_classified=True)
        (self.secret | other).opportunity_id = lead
        spec = {"name": {}, "crm_contract_ids": {"fields": {"name": {}}}}
        self.rpc(self.cleared_manager, lead, "web_read", spec)
        self.assertEqual(
            sorted(self._rows()),
            sorted(self._row(self.cleared_manager, "list", one) for one in self.secret | other),
        )

    def test_numbers_and_names_are_no_access(self):
        """Nor is what people without the clearance get."""
        two = [("id", "in", (self.secret | self.open_one).ids)]
        names = {"code": {}, "display_name": {}}
        self.rpc(self.cleared_manager, self.secret, "web_search_read", two, names)
        self.rpc(self.cleared_manager, self.secret, "search_read", two, list(names))
        self.rpc(self.cleared_manager, self.secret, "read", list(names))
        self.rpc(self.manager, self.secret, "web_search_read", two, FORM)
        self.rpc(self.manager, self.secret, "search_read", two, ["name"])
        self.assertEqual(self._rows(), [])

    def test_who_reads_the_log_is_not_logged(self):
        self.rpc(self.cleared_manager, self.secret, "web_read", FORM)
        spec = {"channel": {}, "contract_id": {"fields": {"display_name": {}}}}
        [row] = self.rpc(self.cleared_manager, self.log, "web_search_read", [], spec)["records"]
        self.assertEqual(row["channel"], "open")
        self.rpc(self.cleared_manager, self.log, "search_read", [], ["channel"])
        self.assertEqual(len(self._rows()), 1)

    def test_no_client_says_that_it_is_part_of_another_call(self):
        for key in (True, 1, "listed"):
            context = {"crm_contract_handed_over": key}
            self.rpc(self.cleared_manager, self.secret, "web_read", FORM, context=context)
        self.assertEqual(len(self._rows()), 1)

    def _form_queries(self, user, record, spec, is_watching=True):
        """How many queries the form takes, as the user, with the log or without it."""
        record = self.as_user(record, user)
        before = self.env.cr.sql_log_count
        if is_watching:
            record.web_read(spec)
        else:
            with patch.object(type(record), "_is_watched", lambda records: False):
                record.web_read(spec)
        return self.env.cr.sql_log_count - before

    def test_an_open_contract_costs_nothing(self):
        """Neither people with the clearance nor anybody else pays for the log."""
        form = {**FORM, "display_name": {}}
        for user in (self.cleared_manager, self.manager, self.user):
            self._form_queries(user, self.open_one, form)
            with self.subTest(user=user.login):
                self.assertEqual(
                    self._form_queries(user, self.open_one, form),
                    self._form_queries(user, self.open_one, form, is_watching=False),
                )
        self.assertEqual(self._rows(), [])

    def test_a_confidential_one_costs_one_statement(self):
        form = {**FORM, "display_name": {}}
        self._form_queries(self.cleared_manager, self.secret, form)
        self.assertEqual(
            self._form_queries(self.cleared_manager, self.secret, form),
            self._form_queries(self.cleared_manager, self.secret, form, is_watching=False) + 1,
        )

    def _list_queries(self, records, spec, is_watching=True):
        domain = [("id", "in", records.ids)]
        model = self.as_user(records.browse(), self.cleared_manager)
        before = self.env.cr.sql_log_count
        with patch.object(type(model), "_is_watched", lambda records: is_watching):
            found = model.web_search_read(domain, spec)
        self.assertEqual(len(found["records"]), len(records))
        return self.env.cr.sql_log_count - before

    def test_a_list_costs_one_statement_where_something_is_confidential(self):
        """One for eighty contracts too; none where all are open."""
        secrets = self.secret.union(*(self.secret.copy() for _time in range(80)))
        names = {"name": {}, "partner_id": {"fields": {"display_name": {}}}}
        below = {"name": {}, "contract_id": {"fields": {"display_name": {}}}}
        opened = self.env["crm.contract.nda"].create(
            {"contract_id": self.open_one.id, "name": "Open"}
        )
        self.assertTrue(all(secrets.mapped("is_classified")))
        for records, spec, more in (
            (secrets, names, 1),
            (self.open_one, names, 0),
            (self.nda, below, 1),
            (opened, below, 0),
        ):
            self._list_queries(records, spec)
            with self.subTest(records=records):
                self.assertEqual(
                    self._list_queries(records, spec),
                    self._list_queries(records, spec, is_watching=False) + more,
                )

    def test_an_export_by_a_manager_leaves_a_line(self):
        """T0-3.2: user and time; one row a contract with the number of its records."""
        other = self.env["crm.contract.nda"].create(
            {"contract_id": self._create_contract().id, "name": "Open"}
        )
        second = self.nda.copy({"contract_id": self.secret.id})
        self.rpc(self.cleared_manager, self.nda | second | other, "export_data", ["name"])
        self.rpc(self.cleared_manager, self.secret | self.open_one, "export_data", ["name"])
        self.assertEqual(
            self._rows(),
            [
                self._row(self.cleared_manager, "export", self.nda, 2),
                self._row(self.cleared_manager, "export", self.secret),
            ],
        )

    def test_an_export_along_links_leaves_a_line(self):
        """From an opportunity: what of the contract goes along."""
        lead = self.env["crm.lead"].create({"name": "Deal", "user_id": self.cleared_manager.id})
        self.cleared_manager.group_ids |= self.env.ref("sales_team.group_sale_manager")
        self.secret.opportunity_id = lead
        paths = ["name", "crm_contract_ids/name", "crm_contract_ids/nda_ids/name"]
        self.rpc(self.cleared_manager, lead, "export_data", paths)
        self.assertEqual(self._rows(), [self._row(self.cleared_manager, "export", self.secret)])

    def test_an_export_without_the_clearance_is_refused(self):
        """T0-3.2: by id, and by a path from what one may export."""
        for record in (self.secret, self.nda):
            self.assert_denied(self.manager, record, "export_data", ["name"])
        self.assertEqual(self._rows(), [])

    def _file(self, record, **values):
        return self._create_file(res_model=record._name, res_id=record.id, **values)

    @mute_logger("odoo.http", "odoo.sql_db")
    def test_a_download_leaves_a_line(self):
        """By its address, which only reads and is asked anew to write; and by its content."""
        files = self._file(self.nda) | self._file(self.open_one)
        self.env.flush_all()
        self.authenticate("cc_cleared_manager", "cc_cleared_manager")
        for file in files:
            self.assertEqual(self.url_open(f"/web/content/{file.id}").status_code, 200)
        wanted = (self.cleared_manager.id, "download", self.secret.code, "ir.attachment")
        self.assertEqual([row[:4] for row in self._rows()], [wanted])

        self.rpc(self.cleared_manager, files, "read", ["name"])
        self.assertEqual(len(self._rows()), 1)
        self.rpc(self.cleared_manager, files, "read", ["datas"])
        self.assertEqual([row[:5] for row in self._rows()], [(*wanted, files[0].id)] * 2)

    def _call(self, method, *args):
        params = {"model": "crm.contract", "method": method, "args": args, "kwargs": {}}
        return self.make_jsonrpc_request(f"/web/dataset/call_kw/crm.contract/{method}", params)

    @mute_logger("odoo.http", "odoo.sql_db")
    def test_a_form_or_list_opened_by_the_web_client_is_noted(self):
        """The client's reading has a cursor that only reads: it is asked anew."""
        self.env.flush_all()
        self.authenticate("cc_cleared_manager", "cc_cleared_manager")
        told = {"id": self.secret.id, "name": "Service norms"}
        domain = [("id", "=", self.secret.id)]
        for _time in range(2):
            self.assertEqual(self._call("web_read", self.secret.ids, {"name": {}}), [told])
            listed = self._call("web_search_read", domain, {"name": {}})
            self.assertEqual(listed["records"], [told])
            self.assertEqual(self._call("search_read", domain, ["name"]), [told])
        self.assertEqual(
            self._rows(),
            [self._row(self.cleared_manager, way, self.secret) for way in ("open", "list")],
        )

    def test_printing_leaves_a_line(self):
        cases = self.env["crm.contract.case"]
        for contract in (self._create_active(is_classified=True), self._create_active()):
            cases |= cases.create(
                {
                    "contract_id": contract.id,
                    "kind": "complaint",
                    "name": "Too slow",
                    "channel_id": self.env.ref("crm_contract_compliance.channel_phone").id,
                }
            )
        report = self.env["ir.actions.report"].with_user(self.cleared_manager)
        report._render_qweb_html("crm_contract_compliance.document_case", cases.ids)
        printed = [row for row in self._rows() if row[1] == "print"]
        self.assertEqual(printed, [self._row(self.cleared_manager, "print", cases[0])])

    def test_nobody_forges_edits_or_deletes_it(self):
        """Sudo included."""
        self.rpc(self.cleared_manager, self.secret, "web_read", FORM)
        row = self.log.search([])
        for user in (self.cleared_manager, self.env.ref("base.user_admin")):
            self.assert_denied(user, row, "unlink")
        vals = {
            "contract_id": self.secret.id,
            "contract_code": "1",
            "user_id": self.user.id,
            "channel": "open",
            "res_model": "crm.contract",
            "accessed_at": "2026-01-01",
            "company_id": self.company.id,
        }
        for forge in (
            lambda: row.sudo().unlink(),
            lambda: row.sudo().write({"user_id": self.user.id}),
            lambda: self.log.sudo().create(vals),
            lambda: self.secret.sudo().write({"access_count": 0}) and row.sudo().unlink(),
        ):
            with self.assertRaises(UserError), self.undone():
                forge()
        self.assertEqual(len(self._rows()), 1)

    def test_the_rows_of_a_deleted_draft_keep_its_number(self):
        draft = self._create_contract(is_classified=True)
        code = draft.code
        self.rpc(self.cleared_manager, draft, "web_read", FORM)
        draft.unlink()
        row = self.log.search([])
        self.assertEqual((row.contract_code, row.contract_id.ids), (code, []))
        with self.assertRaises(UserError):
            row.with_user(self.cleared_manager).action_view_record()

    def test_only_people_with_the_clearance_read_it(self):
        """A cleared user that of their own contracts, a cleared officer all."""
        self.rpc(self.cleared_manager, self.secret, "web_read", FORM)
        foreign = self._create_contract(is_classified=True)
        self.rpc(self.cleared_manager, foreign, "web_read", FORM)
        loner = self.employee
        loner.group_ids = [Command.link(self.env.ref(CLEARANCE).id)]
        found = {
            user: self.log.with_user(user).search_count([])
            for user in (self.cleared_user, self.cleared_officer, self.cleared_manager, loner)
        }
        self.assertEqual(list(found.values()), [1, 2, 2, 0])
        for user in (self.user, self.manager, self.portal):
            with self.assertRaises(AccessError):
                self.log.with_user(user).search([])

    def test_the_contract_shows_how_often_it_was_accessed(self):
        spec = {"access_count": {}}
        self.rpc(self.cleared_manager, self.secret, "web_read", FORM)
        [row] = self.rpc(self.cleared_manager, self.secret, "web_read", spec)
        self.assertEqual(row["access_count"], 1)
        action = self.rpc(self.cleared_manager, self.secret, "action_view_accesses")
        rows = self.log.with_user(self.cleared_manager).search(action["domain"])
        self.assertEqual(rows.what, "Contract")
        self.assertEqual(rows.action_view_record()["res_id"], self.secret.id)
        self.assert_denied(self.manager, self.open_one, "read", ["access_count"])

    def test_its_list_costs_the_same_for_one_row_and_for_eighty(self):
        for _time in range(80):
            self.log._note("export", {self.secret: self.secret})
        names = ["accessed_at", "user_id", "channel", "contract_code", "what", "count"]
        self._assert_flat(self.log.search([]), names, 6, self.cleared_officer)
