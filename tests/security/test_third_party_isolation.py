from odoo.exceptions import AccessError, UserError

from .access_matrix import AccessMatrixCase

THIRD_PARTY_ROWS = (
    "crm.contract.third.party",
    "crm.contract.qualification",
    "crm.contract.responsibility",
    "crm.contract.share",
    "crm.contract.liability.cap",
    "crm.contract.liability.account",
    "crm.contract.liability.entry",
    "crm.contract.amendment.line",
)
DIALOGS = ("as.of", "consent", "exit", "third.party.end", "liability.post", "liability.limit")


class TestThirdPartyIsolation(AccessMatrixCase):
    """security.md 2a for third parties, caps and their ledger; the nine paths are in ReadPaths."""

    def _name_of(self, user, record):
        """As it comes through somebody else's many2one."""
        return self.as_user(record, user).sudo().display_name

    def test_outsiders_of_every_kind_find_nothing(self):
        """Portal and public users have no right at all: no path tells a record from none."""
        for model in THIRD_PARTY_ROWS:
            record = self.records[model, "own"]
            missing = record.browse(record.id + 10**6)
            for user in (self.portal, self.public, self.employee):
                for records in (record, missing):
                    ids = [("id", "in", records.ids)]
                    for method, *arguments in (
                        ("read", ["create_date"]),
                        ("web_read", {"create_date": {}}),
                        ("search", ids),
                        ("search_read", ids),
                        ("web_search_read", ids, {"id": {}}),
                        ("search_count", ids),
                        ("name_search", "A"),
                        ("formatted_read_group", ids, [], ["__count"]),
                        ("web_read_group", ids, ["contract_id"]),
                        ("get_views", [(False, "form")]),
                    ):
                        with self.subTest(model=model, user=user.login, method=method):
                            self.assert_denied(user, records, method, *arguments)
                    with self.assertRaises(UserError):  # told first that it may not export at all
                        self.rpc(user, records, "export_data", ["id"])
        for name in DIALOGS:
            for user in (self.portal, self.public, self.employee):
                dialog = self.env[f"crm.contract.{name}.wizard"]
                self.assert_denied(user, dialog, "create", {})
                self.assert_denied(user, dialog, "onchange", {}, [], {})

    def test_missing_records_and_foreign_ones_answer_alike(self):
        for model in THIRD_PARTY_ROWS:
            foreign = self.records[model, "foreign"]
            missing = foreign.browse(foreign.id + 10**6)
            for record in (foreign, missing):
                domain = [("id", "in", record.ids)]
                for user in (self.user, self.manager):
                    with self.subTest(model=model, user=user.login):
                        self.assertEqual(self.rpc(user, record, "search", domain), [])
                        self.assertEqual(self.rpc(user, record, "search_count", domain), 0)
                        self.assertEqual(self.rpc(user, record, "name_search", "", domain), [])
                        self.assertFalse(self._may_read(user, record))

    def _may_read(self, user, record):
        try:
            return bool(self.rpc(user, record, "read", ["display_name"]))
        except AccessError:
            return False

    def test_names_of_a_confidential_contract_tell_the_number_alone(self):
        """A02, I9: to the uncleared, on every row and on the deadline of a cap."""
        cap = self.records["crm.contract.liability.account", "classified"].cap_id
        cap._write_settled({"nearly_used_on": "2026-06-30"})
        cap.account_ids._write_settled({"key": "Leak at Huaxing"})
        deadline = self.env["crm.contract.deadline"].search(
            [("res_model", "=", cap._name), ("res_id", "=", cap.id)]
        )
        self.assertEqual(deadline.kind, "cap")
        records = [self.records[model, "classified"] for model in THIRD_PARTY_ROWS]
        for record in (*records, cap, deadline):
            for user in (self.user, self.member, self.officer, self.manager, self.employee):
                with self.subTest(model=record._name, user=user.login):
                    code = record.contract_id.code
                    self.assertEqual(self._name_of(user, record), code)

    def test_cleared_people_read_no_name_in_a_list_of_links_either(self):
        for model in THIRD_PARTY_ROWS:
            record = self.records[model, "classified"]
            name = self._name_of(self.cleared_manager, record)
            with self.subTest(model=model):
                self.assertEqual(name, record.contract_id.code)

    def test_names_of_ones_own_tell_who_it_is(self):
        """Else the tests above would prove nothing."""
        code = self.records["crm.contract.third.party", "own"].contract_id.code
        names = {
            model: self._name_of(self.user, self.records[model, "own"])
            for model in THIRD_PARTY_ROWS
        }
        entry = self.records["crm.contract.liability.entry", "own"]
        self.assertEqual(
            list(names.values()),
            [
                "Anzhi Data",
                "ISO 27001",
                "Quality",
                "Quality",
                f"Cap of Anzhi Data, {code}",
                f"Cap of Anzhi Data, {code}",
                f"Commit {entry.id}",
                code,
            ],
        )

    def test_names_of_the_hidden_are_numbers_to_outsiders(self):
        for model in THIRD_PARTY_ROWS:
            for place, user in (
                ("foreign", self.manager),
                ("own", self.other_user),
                ("own", self.foreign_manager),
                ("own", self.portal),
            ):
                record = self.records[model, place]
                with self.subTest(model=model, place=place, user=user.login):
                    self.assertEqual(self._name_of(user, record), record.contract_id.code)

    def test_confidential_text_is_not_found_by_searching_for_it(self):
        """A05: by name, by what stands in it, or through the rows below it."""
        questions = (
            ("crm.contract.third.party", "partner_id.name", "ilike", "Anzhi"),
            ("crm.contract.third.party", "qualification_ids.name", "ilike", "ISO"),
            ("crm.contract.third.party", "cap_ids.limit_amount", ">", 0),
            ("crm.contract.qualification", "name", "ilike", "ISO"),
            ("crm.contract.responsibility", "name", "ilike", "Quality"),
            ("crm.contract.share", "percent_a", ">", 50),
            ("crm.contract.liability.cap", "limit_amount", ">=", 0),
            ("crm.contract.liability.cap", "is_nearly_used", "=", False),
            ("crm.contract.liability.account", "consumed_amount", ">", 0),
            ("crm.contract.liability.entry", "amount", ">", 0),
            ("crm.contract.amendment.line", "reason", "ilike", "work"),
        )
        for model, *guess in questions:
            for place, user in (
                ("classified", self.manager),
                ("foreign", self.manager),
                ("own", self.other_user),
            ):
                contract = self.records[model, place].contract_id
                domain = [tuple(guess), ("contract_id", "=", contract.id)]
                with self.subTest(model=model, guess=guess, place=place):
                    self.assertEqual(self.rpc(user, self.env[model], "search_count", domain), 0)

    def test_requirements_and_deadlines_name_no_hidden_third_party(self):
        """What stands on them by many2one or as a sentence."""
        hidden = self.records["crm.contract.third.party", "classified"]
        hidden.consent_due_date = "2026-07-10"
        rows = self.env["crm.contract.deadline"].search(
            [("res_model", "=", hidden._name), ("res_id", "=", hidden.id)]
        )
        self.assertTrue(rows)
        for user in (self.user, self.manager):
            for record in (*rows, *hidden.requirement_ids):
                self.assertEqual(self._name_of(user, record), hidden.contract_id.code)
            self.assert_denied(user, hidden.requirement_ids, "read", ["third_party_id"])
        for row in rows:
            self.assertEqual(self._name_of(self.cleared_manager, row), "Confidential matter")

    def test_figures_of_a_contract_are_of_the_caps_one_may_read(self):
        contract = self.records["crm.contract.liability.cap", "own"].contract_id
        names = ["cap_limit_amount", "third_party_count"]
        [values] = self.rpc(self.user, contract, "read", names)
        self.assertEqual((values["cap_limit_amount"], values["third_party_count"]), (70000, 2))
        for user in (self.other_user, self.portal, self.employee):
            self.assert_denied(user, contract, "read", names)
        hidden = self.records["crm.contract.liability.cap", "classified"].contract_id
        self.assert_denied(self.manager, hidden, "read", names)

    def test_notes_on_third_parties_and_caps_say_nothing_of_sums_or_names(self):
        """A10: the addon's own words in a conversation; whoever typed a reason answers for it."""
        cap = self.records["crm.contract.liability.account", "own"].cap_id
        third_party = cap.third_party_id
        third_party._reject("Price")
        bodies = "".join(str(m.body) for m in (*cap.message_ids, *third_party.message_ids))
        self.assertIn("The cap was determined", bodies)
        for text in ("70000", "70,000", "60,000", "Anzhi", third_party.contract_id.name):
            self.assertNotIn(text, bodies)

    def test_confidential_third_party_takes_no_follower_without_the_clearance(self):
        """A12, on each record with a conversation of its own."""
        for model in ("crm.contract.third.party", "crm.contract.liability.cap"):
            record = self.records[model, "classified"]
            for partner in (self.partner, self.manager.partner_id):
                self.assert_refused(
                    UserError, self.cleared_manager, record, "message_subscribe", partner.ids
                )
            record._message_subscribe((self.partner | self.manager.partner_id).ids)
            message = self.as_user(record, self.cleared_manager).message_post(
                body="Secret", subtype_xmlid="mail.mt_comment"
            )
            self.assertFalse(message.sudo().notification_ids.res_partner_id)
