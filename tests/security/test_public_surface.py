import csv
import inspect
from pathlib import Path

from odoo.exceptions import AccessError, UserError
from odoo.service.model import get_public_method

from .access_matrix import _WRITES, AccessMatrixCase, own_models
from .security_case import ADDON
from .surface import private_methods, surface

PATH = Path(__file__).with_name("public_surface.csv")
REVIEWED_WORDS = 4
# Core's own methods that we add to; they tell the defaults of a form, never a record.
TELL_NO_RECORD = {"default_get"}
ARGUMENTS = {
    "onchange": [{}, [], {}],
    "get_unusual_days": ["2026-01-01", "2026-12-31"],
    "get_empty_list_help": [""],
    "export_data": [["create_date"]],
    "get_as_of": ["2026-06-30"],
    "get_penalty_trace": ["2026-06-30"],
    "web_read": [{"create_date": {}}],
    "search_read": [[], ["create_date"]],
    "web_read_group": [[], ["create_date:day"]],
    "web_search_read": [[], {"create_date": {}}],
}
LEDGERS = ("crm.contract.reminder", "crm.contract.access")


def reviewed():
    with PATH.open(newline="") as file:
        return list(csv.DictReader(file))


class TestPublicSurface(AccessMatrixCase):
    """S-G2: whatever is open to the outside has been looked at, and says why it may be."""

    def test_the_list_is_what_the_code_has(self):
        """Something new fails here until it has been reviewed; so does a line without its code."""
        listed = {(row["kind"], row["file"], row["name"], int(row["count"])) for row in reviewed()}
        opened = surface()
        self.assertEqual(sorted(opened - listed), [], "opened, but not reviewed")
        self.assertEqual(sorted(listed - opened), [], "reviewed, but gone")

    def test_every_line_says_why_in_words(self):
        for row in reviewed():
            self.assertGreaterEqual(len(row["reason"].split()), REVIEWED_WORDS, row)

    def test_no_public_method_works_as_superuser_on_what_anybody_gave(self):
        """sudo() stands in private steps that follow a check; the exceptions are named."""
        as_superuser = {row["name"] for row in reviewed() if row["kind"] == "sudo"}
        public = {row["name"] for row in reviewed() if row["kind"] == "method"}
        self.assertEqual(
            as_superuser & public,
            {
                # each after core's own check of the same call
                "AccountMove.write",
                "CrmContract.write",
                "CrmContractClause.write",
                "ResUsers.write",
                "CrmContractSettingsMixin.action_run_crm_contract_reminders",
            },
        )

    def test_methods_are_closed_to_people_without_the_group(self):
        """A48"""
        for model, method in self._public_methods():
            place = "others_dialog" if self.env[model]._transient else "own"
            place = place if (model, place) in self.records else "shared"
            for user in (self.employee, self.portal, self.public):
                with self.subTest(model=model, method=method, user=user.login):
                    self._assert_closed(user, self.records[model, place], method)

    def test_methods_are_closed_to_other_companies(self):
        """A48: called with the ids of what stands in company B, by A's manager."""
        for model, method in self._public_methods():
            if (model, "shared") in self.records and (model, "own") not in self.records:
                continue  # of no company
            record = self.records.get((model, "foreign")) or self.records[model, "others_dialog"]
            if method == "create" or getattr(getattr(type(record), method), "_api_model", False):
                continue  # takes no ids; the matrix tells who creates what where
            with self.subTest(model=model, method=method):
                self._assert_closed(self.manager, record, method)

    def test_buttons_on_records_of_other_addons_are_closed(self):
        lead = self.env["crm.lead"].create(
            {
                "name": "Deal",
                "company_id": self.company_b.id,
                "user_id": False,
                "type": "opportunity",
            }
        )
        partner = self.env["res.partner"].create({"name": "B's", "company_id": self.company_b.id})
        sales = self.env.ref("sales_team.group_sale_manager")
        self.manager.group_ids |= sales
        for record, method in (
            (lead, "action_new_crm_contract"),
            (lead, "action_view_crm_contracts"),
            (partner, "action_view_crm_contracts"),
            (partner, "action_view_crm_contract_overdue"),
        ):
            for user in (self.manager, self.employee, self.portal):
                self.assert_denied(user, record, method)
        for method in ("action_view_crm_contracts", "action_view_crm_contract_overdue"):
            self.assert_denied(self.employee, self.partner, method)

    def test_methods_do_not_crash_on_strange_ids(self):
        """A48: none, many, and ones that are gone."""
        tried, crashed = 0, []
        for model, method in self._public_methods():
            record = self.records.get((model, "own"))
            if not record or method in ("create", "write", "unlink"):
                continue
            gone = record.browse(record.id + 10**6)
            tried += 1
            try:
                with self.undone():
                    self.rpc(self.manager, gone, method, *self._arguments(record, method))
            except (UserError, ValueError):
                pass  # MissingError is a UserError; a ValueError says "Expected singleton".
            except Exception as crash:  # noqa: BLE001 - whatever it is
                crashed.append(f"{model}.{method}: {crash!r}")
        self.assertTrue(tried)
        self.assertEqual(crashed, [])

    def test_private_methods_are_closed_to_clients(self):
        """A49"""
        names = {name for _class, name in private_methods()}
        tried = 0
        for model in own_models(self.env):
            for name in names:
                if hasattr(type(self.env[model]), name):
                    tried += 1
                    with self.assertRaises(AccessError, msg=f"{model}.{name}"):
                        get_public_method(self.env[model], name)
        self.assertGreater(tried, 200)

    def test_a_private_method_is_refused_over_a_call(self):
        for model, name in (
            ("crm.contract", "_register_existing"),
            ("crm.contract", "_end"),
            ("crm.contract.requirement", "_waive"),
            ("crm.contract.deadline", "_cron_remind"),
        ):
            self.assert_denied(self.manager, self.records[model, "own"], name, [])

    def _public_methods(self):
        """(model, method) of what our own classes add to our models."""
        found = {
            (model, name)
            for model in own_models(self.env)
            for base in type(self.env[model]).mro()
            if ADDON in base.__module__
            for name, function in vars(base).items()
            if inspect.isfunction(function) and not name.startswith("_")
        }
        self.assertGreater(len(found), 60)
        return sorted(pair for pair in found if pair[1] not in TELL_NO_RECORD)

    def _arguments(self, record, method):
        if method == "message_subscribe":
            return [self.partner.ids]
        if method == "create":
            return [dict(self.vals.get((record._name, "own")) or {})]
        if method == "write":
            return [_WRITES.get(record._name, {})]
        return ARGUMENTS.get(method, [])

    def _assert_closed(self, user, record, method):
        error = AccessError
        if record._name in LEDGERS and method in ("create", "write"):
            error = UserError  # refused for everybody, before rights are asked
        if method == "export_data":
            error = UserError  # core asks for its own group first, and has no AccessError for it
        self.assert_refused(error, user, record, method, *self._arguments(record, method))
