from odoo import Command
from odoo.exceptions import AccessError, UserError
from odoo.fields import Domain

from .access_matrix import AccessMatrixCase
from .security_case import ADDON, CLEARANCE

SECRET = "Osmium"
ROWS = (
    "crm.contract",
    "crm.contract.party",
    "crm.contract.requirement",
    "crm.contract.nda",
    "crm.contract.execution",
    "crm.contract.signature",
    "crm.contract.notice",
    "crm.contract.interruption",
    "crm.contract.penalty.rule",
    "crm.contract.deadline",
    "crm.contract.reminder",
    "crm.contract.third.party",
    "crm.contract.qualification",
    "crm.contract.liability.cap",
    "crm.contract.liability.account",
    "crm.contract.liability.entry",
    "crm.contract.amendment.line",
    "crm.contract.fee",
    "crm.contract.payment",
    "crm.contract.dispute",
    "crm.contract.dispute.talk",
    "crm.contract.dispute.cost",
    "crm.contract.incident",
    "crm.contract.breach",
    "crm.contract.loss",
    "crm.contract.claim",
    "crm.contract.communication",
    "crm.contract.disclosure",
    "crm.contract.report",
    "crm.contract.report.line",
)


class ReadIsolationCase(AccessMatrixCase):
    """security.md 2a: denied means AccessError or nothing found, on every path."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        for user in cls.people.values():
            if not user.share:
                user.group_ids |= cls.env.ref("base.group_allow_export")
        cls.hidden = {
            place: [cls.records[model, place] for model in ROWS]
            for place in ("own", "foreign", "classified")
        }
        cls.contract = cls.records["crm.contract.deadline", "foreign"].contract_id
        for place in ("foreign", "classified"):
            for model in ROWS:
                contract = cls._contract_of(cls.records[model, place])
                contract.name = SECRET if contract.state == "draft" else contract.name

    @staticmethod
    def _contract_of(record):
        if record._name == "crm.contract":
            return record
        if record._name == "crm.contract.reminder":
            return record.deadline_id.contract_id
        return record.contract_id

    def _sees(self, user, record, path):
        """Whether one of the nine paths gives anything away."""
        ids = [("id", "in", record.ids)]
        calls = {
            "read": lambda: self.rpc(user, record, "read", ["create_date"]),
            "web_read": lambda: self.rpc(user, record, "web_read", {"create_date": {}}),
            "search_read": lambda: self.rpc(user, record, "search_read", ids, ["create_date"]),
            "search_count": lambda: self.rpc(user, record, "search_count", ids),
            "formatted_read_group": lambda: any(
                group["__count"]
                for group in self.rpc(user, record, "formatted_read_group", ids, [], ["__count"])
            ),
            "name_search": lambda: self.rpc(user, record, "name_search", "", ids),
            "export_data": lambda: self.rpc(user, record, "export_data", ["create_date"])["datas"],
            "copy": lambda: self.rpc(user, record, "copy"),
            "get_metadata": lambda: self.rpc(user, record, "get_metadata"),
        }
        try:
            with self.undone():
                return bool(calls[path]())
        except AccessError:
            return False
        except UserError:
            # Whoever may not export at all is told so before the record is looked at.
            self.assertTrue(path == "export_data" and user.share)
            return False

    PATHS = (
        "read",
        "web_read",
        "search_read",
        "search_count",
        "formatted_read_group",
        "name_search",
        "export_data",
        "copy",
        "get_metadata",
    )


class TestReadPaths(ReadIsolationCase):
    def test_each_of_the_nine_paths_is_closed_to_outsiders(self):
        """A01"""
        outsiders = [("foreign", user) for user in (self.user, self.officer, self.manager)]
        outsiders += [
            ("own", user)
            for user in (
                self.other_user,
                self.foreign_manager,
                self.employee,
                self.portal,
                self.public,
            )
        ]
        outsiders += [("classified", user) for user in (self.user, self.officer, self.manager)]
        seen = [
            f"{user.login}: {path} of {record._name} ({place})"
            for place, user in outsiders
            for record in self.hidden[place]
            for path in self.PATHS
            if self._sees(user, record, path)
        ]
        self.assertEqual(seen, [])

    def test_the_paths_are_open_to_whom_the_record_belongs(self):
        """Else the test above would prove nothing."""
        contract = self.records["crm.contract", "own"]
        self.assertEqual(
            [path for path in self.PATHS if not self._sees(self.user, contract, path)], []
        )

    def test_a_missing_record_and_a_foreign_one_answer_alike(self):
        contract = self.records["crm.contract", "foreign"]
        missing = contract.browse(contract.id + 10**6)
        for record in (contract, missing):
            self.assertFalse(
                any(
                    self._sees(self.user, record, path)
                    for path in (
                        "search_read",
                        "search_count",
                        "formatted_read_group",
                        "name_search",
                    )
                )
            )

    def test_another_companys_records_stay_hidden_whatever_the_cookie_says(self):
        """A14: the allowed companies come from the client."""
        contract = self.records["crm.contract", "foreign"]
        for companies in ([self.company_b.id], [self.company.id, self.company_b.id]):
            self.assert_denied(
                self.manager, contract, "read", ["name"], context={"allowed_company_ids": companies}
            )
            self.assert_denied(
                self.manager,
                contract,
                "search_count",
                [],
                context={"allowed_company_ids": companies},
            )

    def test_a_user_who_moves_to_another_company_leaves_the_records_behind(self):
        """A14: ownership does not follow."""
        contract = self.records["crm.contract", "own"]
        self.user.write(
            {"company_ids": [Command.set(self.company_b.ids)], "company_id": self.company_b.id}
        )
        self.assertFalse(self._sees(self.user, contract, "read"))

    def test_only_the_companies_switched_on_are_seen(self):
        self.manager.company_ids |= self.company_b
        contract = self.records["crm.contract", "foreign"]
        here = {"allowed_company_ids": self.company.ids}
        both = {"allowed_company_ids": [self.company.id, self.company_b.id]}
        domain = [("id", "=", contract.id)]
        self.assertEqual(self.rpc(self.manager, contract, "search_count", domain, context=here), 0)
        self.assertEqual(self.rpc(self.manager, contract, "search_count", domain, context=both), 1)

    def test_archived_records_keep_their_rules(self):
        """A15"""
        for place, user in (
            ("foreign", self.manager),
            ("own", self.other_user),
            ("classified", self.manager),
        ):
            contract = self.records["crm.contract", place]
            contract.active = False
            for path in self.PATHS:
                self.assertFalse(self._sees(user, contract, path), (place, path))
            self.assertEqual(
                self.rpc(
                    user,
                    contract,
                    "search_count",
                    [("id", "=", contract.id)],
                    context={"active_test": False},
                ),
                0,
            )

    def test_records_of_an_archived_company_stay_hidden(self):
        self.env["res.users"].search([("company_id", "=", self.company_b.id)]).active = False
        self.company_b.active = False
        contract = self.records["crm.contract", "foreign"]
        self.assertFalse(any(self._sees(self.manager, contract, path) for path in self.PATHS))

    def test_a_branch_is_a_company_of_its_own(self):
        """A16: neither the parent's people see the branch's contracts, nor the other way round."""
        branch = self.env["res.company"].create(
            {"name": "Branch", "parent_id": self.company.id, "crm_contract_tz": "Asia/Shanghai"}
        )
        of_branch = self._create_contract(company_id=branch.id)
        clerk = self._new_user(
            "cc_branch", "manager", company_id=branch.id, company_ids=[Command.set(branch.ids)]
        )
        of_parent = self.records["crm.contract", "own"]
        self.assertFalse(self._sees(self.manager, of_branch, "read"))
        self.assertTrue(self._sees(clerk, of_branch, "read"))
        self.assertFalse(self._sees(clerk, of_parent, "read"))
        self.manager.company_ids |= branch
        self.assertTrue(self._sees(self.manager, of_branch, "read"))


class TestNames(ReadIsolationCase):
    """A02: what a many2one says, which is read as superuser."""

    def _name_of(self, user, record):
        """As it comes through somebody else's many2one."""
        return self.as_user(record, user).sudo().display_name

    def test_a_contract_is_named_in_full_for_whoever_may_read_it(self):
        contract = self.records["crm.contract", "own"]
        full = f"{contract.code} {contract.name}"
        for user in (self.user, self.member, self.officer, self.manager):
            self.assertEqual(self._name_of(user, contract), full)

    def test_outsiders_read_the_number_alone(self):
        for place, users in (
            (
                "own",
                (self.other_user, self.employee, self.portal, self.public, self.foreign_manager),
            ),
            ("foreign", (self.user, self.officer, self.manager)),
        ):
            contract = self.records["crm.contract", place]
            for user in users:
                self.assertEqual(self._name_of(user, contract), contract.code, user.login)

    def test_a_confidential_contract_is_a_number_for_everybody(self):
        contract = self.records["crm.contract", "classified"]
        for user in (self.user, self.manager, self.cleared_manager, self.cleared_user):
            self.assertEqual(self._name_of(user, contract), contract.code, user.login)

    def test_no_name_of_a_row_tells_what_its_reader_may_not_know(self):
        """Activities, wizards and templates point at rows by many2one too."""
        nda = self.records["crm.contract.nda", "foreign"]
        requirement = self.records["crm.contract.requirement", "foreign"]
        deadline = self.records["crm.contract.deadline", "foreign"]
        deadline.subject = SECRET
        deadline.invalidate_recordset()
        for record in (nda, requirement, deadline):
            code = record.contract_id.code
            self.assertEqual(self._name_of(self.manager, record), code, record._name)
            self.assertEqual(
                self._name_of(self.foreign_manager, record),
                "Company B" and record.sudo().name,
                record._name,
            )
        for model in ROWS:
            name = self._name_of(self.manager, self.records[model, "foreign"])
            self.assertNotIn(SECRET, name)
            self.assertNotIn(self.partner.name, name)

    def test_an_activity_tells_nothing_of_the_deadline_it_was_tied_to(self):
        """Anybody may write that many2one; its name is read as superuser."""
        deadline = self.records["crm.contract.deadline", "foreign"]
        activity = self.env["mail.activity"].create(
            {
                "res_model_id": self.env["ir.model"]._get_id("res.partner"),
                "res_id": self.employee.partner_id.id,
                "user_id": self.employee.id,
                "crm_contract_deadline_id": deadline.id,
            }
        )
        [values] = self.rpc(self.employee, activity, "read", ["crm_contract_deadline_id"])
        self.assertEqual(values["crm_contract_deadline_id"][1], deadline.contract_id.code)

    def test_the_opportunity_does_not_name_the_contracts_of_others(self):
        lead = self.env["crm.lead"].create(
            {"name": "Deal", "user_id": self.other_user.id, "type": "opportunity"}
        )
        contract = self.records["crm.contract", "own"]
        contract.opportunity_id = lead
        self.other_user.group_ids |= self.env.ref("sales_team.group_sale_salesman")
        [values] = self.rpc(
            self.other_user,
            lead,
            "web_read",
            {
                "crm_contract_ids": {"fields": {"display_name": {}}},
                "crm_contract_count": {},
            },
        )
        self.assertEqual(values["crm_contract_ids"], [])
        self.assertEqual(values["crm_contract_count"], 0)


class TestOracles(ReadIsolationCase):
    def test_a_domain_through_a_readable_record_tells_nothing(self):
        """A04: each question gets the answer that a record without contracts would get."""
        contract = self.records["crm.contract", "others"]
        lead = self.env["crm.lead"].create(
            {"name": "Deal", "type": "opportunity", "user_id": self.user.id}
        )
        contract.write({"amount_total": 4711, "opportunity_id": lead.id, "name": SECRET})
        self.user.group_ids |= self.env.ref("sales_team.group_sale_salesman")
        for records, path in ((lead, "crm_contract_ids"), (self.partner, "crm_contract_ids")):
            mine = Domain("id", "in", records.ids)
            for guess in (
                ("amount_total", "=", 4711),
                ("amount_total", ">", 4000),
                ("name", "ilike", SECRET),
                ("state", "=", "draft"),
            ):
                question = mine & Domain(path, "any", [("id", "=", contract.id), guess])
                found = self.rpc(self.user, records, "search_count", list(question))
                self.assertEqual(found, 0, guess)

    def test_order_and_groups_by_a_hidden_record_tell_nothing(self):
        deadlines = self.records["crm.contract.deadline", "own"]
        groups = self.rpc(
            self.user, deadlines, "formatted_read_group", [], ["contract_id"], ["__count"]
        )
        told = {group["contract_id"][0] for group in groups}
        self.assertIn(deadlines.contract_id.id, told)
        mine = ["|", ("user_id", "=", self.user.id), ("member_ids", "=", self.user.id)]
        self.assertLessEqual(told, set(self.env["crm.contract"].sudo().search(mine).ids))
        for group in groups:
            self.assertNotIn(SECRET, group["contract_id"][1])

    def test_confidential_text_is_not_found_by_searching_for_it(self):
        """A05"""
        contract = self.records["crm.contract", "classified"]
        deadline = self.records["crm.contract.deadline", "classified"]
        deadline.subject = SECRET
        for user in (self.user, self.officer, self.manager):
            for records, name in (
                (contract, "name"),
                (deadline, "subject"),
                (deadline, "name"),
                (deadline, "contract_id"),
            ):
                domain = [(name, "ilike", SECRET), ("id", "in", records.ids)]
                self.assertEqual(self.rpc(user, records, "search_count", domain), 0)
            self.assertEqual(self.rpc(user, contract, "name_search", SECRET), [])

    def test_a_dialog_pointed_at_a_hidden_contract_shows_nothing(self):
        """A03: what a dialog shows of its contract it reads as its user."""
        contract = self.records["crm.contract.deadline", "foreign"].contract_id
        renew = self.env["crm.contract.renew.wizard"]
        spec = {"old_amount": {}, "old_end": {}, "amount_total": {}}
        self.assert_denied(
            self.user, renew, "onchange", {"contract_id": contract.id}, ["contract_id"], spec
        )
        self.assert_denied(self.user, renew, "create", {"contract_id": contract.id})
        signature = self.env["crm.contract.signature.wizard"]
        execution = self.records["crm.contract.execution", "foreign"]
        self.assert_denied(
            self.user,
            signature,
            "onchange",
            {"execution_id": execution.id},
            ["execution_id"],
            {"mode": {}, "signer_id": {"fields": {}}},
        )

    def test_a_form_pointed_at_a_hidden_contract_shows_nothing(self):
        """A03: stored computes run as superuser, in a form too."""
        contract = self.records["crm.contract.deadline", "foreign"].contract_id
        own = self.records["crm.contract.deadline", "own"]
        spec = {
            "partner_id": {"fields": {"display_name": {}}},
            "contract_user_id": {"fields": {"display_name": {}}},
        }
        self.assert_denied(
            self.user, own, "onchange", {"contract_id": contract.id}, ["contract_id"], spec
        )
        for model in ("party", "requirement", "nda"):
            record = self.records[f"crm.contract.{model}", "own"]
            self.assert_denied(
                self.user,
                record,
                "onchange",
                {"contract_id": contract.id},
                ["contract_id"],
                {"contract_user_id": {"fields": {"name": {}}}},
            )

    def test_the_counts_on_a_partner_are_of_what_one_may_read(self):
        counts = {
            user: self.rpc(user, self.partner, "read", ["crm_contract_count"])[0]
            for user in (self.other_user, self.employee)
        }
        seen = self.as_user(self.env["crm.contract"], self.other_user).search_count(
            [("partner_id", "=", self.partner.id), ("state", "in", ("active", "suspended"))]
        )
        self.assertEqual(counts[self.other_user]["crm_contract_count"], seen)
        self.assertEqual(counts[self.employee]["crm_contract_count"], 0)


class TestScreens(ReadIsolationCase):
    """A08: without the group there is no way in."""

    def test_an_employee_has_none_of_our_menus(self):
        menus = (
            self.env["ir.model.data"]
            .search([("module", "=", ADDON), ("model", "=", "ir.ui.menu")])
            .mapped("res_id")
        )
        visible = self.as_user(self.env["ir.ui.menu"], self.employee)._visible_menu_ids()
        self.assertFalse(set(menus) & set(visible))
        self.assert_denied(self.portal, self.env["ir.ui.menu"], "load_web_menus", False)

    def test_the_screen_behind_an_action_stays_shut(self):
        for model in ROWS:
            empty = self.env[model]
            for user in (self.employee, self.portal, self.public):
                self.assert_denied(user, empty, "web_search_read", [], {"id": {}})
                self.assert_denied(user, empty, "get_views", [(False, "form")])

    def test_only_a_manager_may_open_the_register_dialog(self):
        for user in (self.user, self.officer):
            self.assert_denied(
                user, self.env["crm.contract.register.wizard"], "get_views", [(False, "form")]
            )


class TestConversations(ReadIsolationCase):
    """A09-A12: what hangs on a record is as hidden as the record."""

    def test_messages_and_activities_of_a_hidden_contract_are_hidden(self):
        """A09. Who follows what is open to every employee in core: mail.followers has no rule."""
        for place, users in (
            ("foreign", (self.user, self.manager)),
            ("own", (self.other_user, self.employee)),
            ("classified", (self.user, self.manager)),
        ):
            contract = self.records["crm.contract", place]
            message = contract.message_post(body=SECRET)
            activity = contract.activity_schedule(
                "mail.mail_activity_data_todo", note=SECRET, user_id=self.cleared_manager.id
            )
            for user in users:
                self.assert_denied(user, message, "read", ["body"])
                self.assert_denied(user, activity, "read", ["note"])
                for records in (message, activity):
                    found = self.rpc(user, records, "search_count", [("id", "in", records.ids)])
                    self.assertEqual(found, 0, f"{user.login}: {records} of {place}")

    def test_nobody_follows_what_they_may_not_read(self):
        """A11"""
        contract = self.records["crm.contract", "foreign"]
        stranger = self.employee.partner_id
        for user in (self.user, self.manager, self.employee):
            with self.undone():
                self.rpc(user, contract, "message_subscribe", user.partner_id.ids)
                self.assertNotIn(user.partner_id, contract.message_partner_ids)
            if user != self.employee:
                self.assert_denied(user, contract, "message_subscribe", stranger.ids)
            self.assert_denied(
                user,
                self.env["mail.followers"],
                "create",
                {
                    "res_model": "crm.contract",
                    "res_id": contract.id,
                    "partner_id": stranger.id,
                },
            )

    def test_a_confidential_contract_takes_no_follower_without_the_clearance(self):
        """A12"""
        contract = self.records["crm.contract", "classified"]
        for partner in (self.partner, self.manager.partner_id):
            text = self.assert_refused(
                UserError, self.cleared_manager, contract, "message_subscribe", partner.ids
            )
            self.assertIn(partner.name, text)
        self.rpc(
            self.cleared_manager, contract, "message_subscribe", self.cleared_officer.partner_id.ids
        )
        self.assertIn(self.cleared_officer.partner_id, contract.message_partner_ids)

    def test_a_confidential_message_reaches_nobody_without_the_clearance(self):
        """A12, I9: old followers, owners and people mentioned get no mail."""
        nda = self.records["crm.contract.nda", "classified"]
        for record in (self.records["crm.contract", "classified"], nda):
            record._message_subscribe(
                (self.partner | self.manager.partner_id | self.cleared_officer.partner_id).ids
            )
            message = self.as_user(record, self.cleared_manager).message_post(
                body=SECRET,
                subtype_xmlid="mail.mt_comment",
                partner_ids=(self.user.partner_id | self.partner).ids,
            )
            told = message.sudo().notification_ids.res_partner_id
            self.assertEqual(told, self.cleared_officer.partner_id)

    def test_an_open_contract_still_tells_its_followers(self):
        contract = self.records["crm.contract", "own"]
        contract._message_subscribe(self.partner.ids)
        message = contract.message_post(body="Hello", subtype_xmlid="mail.mt_comment")
        self.assertEqual(message.notification_ids.res_partner_id, self.partner)

    def test_notes_that_the_addon_posts_say_nothing_confidential(self):
        """A10, fact 4: a portal follower can read a note by its id."""
        contract = self.records["crm.contract", "own"]
        contract._message_subscribe(self.portal.partner_id.ids)
        contract.action_send_to_sign()
        bodies = "".join(str(body) for body in contract.message_ids.mapped("body"))
        for text in (contract.name, self.partner.name, "4711"):
            self.assertNotIn(text, bodies)

    def test_confidential_is_decided_by_people_with_the_clearance(self):
        contract = self.records["crm.contract", "own"]
        for user in (self.user, self.manager):
            self.assert_denied(user, contract, "write", {"is_classified": True})
        self.assertTrue(self.cleared_manager.has_group(CLEARANCE))
        with self.undone():
            self.rpc(self.cleared_manager, contract, "write", {"is_classified": True})
