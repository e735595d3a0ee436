from odoo.exceptions import AccessError, UserError
from odoo.fields import Command

from .third_party_security_case import ThirdPartySecurityCase


class TestLedgerForgery(ThirdPartySecurityCase):
    """I1 to I3, A42, A43: a cap's balance has one door, and it takes no forged key."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.third_party = cls._propose()
        cls.cap = cls._cap_of(cls.third_party)
        cls.account = cls.cap.account_ids
        cls.entry = cls._commit(cls.cap)
        cls.other_cap = cls._cap_of(cls._propose(partner_id=cls.their_person.id))
        cls.foreign_cap = cls._cap_of(cls._propose(contract_id=cls.foreign.id))
        cls.new = cls.entry.browse()

    def assert_balances(self):
        """I1: on every account, of every company."""
        accounts = self.env["crm.contract.liability.account"].search([])
        self.env.flush_all()
        accounts.invalidate_recordset()
        for account in accounts:
            posted = sum(account.entry_ids.mapped("amount"))
            self.assertAlmostEqual(account.consumed_amount, posted, 2)
        self.assertEqual(self.account.consumed_amount, 1000)

    def test_forged_keys_of_an_entry_are_refused(self):
        for values in (
            {"cap_id": self.other_cap.id},
            {"contract_id": self.others.id},
            {"company_id": self.company_b.id},
            {"contract_user_id": self.user.id},
            {"currency_id": self.env.ref("base.USD").id},
            {"posting": self.entry.posting},
        ):
            with self.subTest(values=values):
                forged = self._posting(self.cap, **values)
                self.assert_refused(UserError, self.manager, self.new, "create", forged)
        context = {
            "default_cap_id": self.other_cap.id,
            "default_posting": self.entry.posting,
            "default_contract_id": self.others.id,
        }
        with self.undone():
            entry_id = self.rpc(
                self.manager, self.new, "create", self._posting(self.cap), context=context
            )
            entry = self.new.browse(entry_id)
            self.assertEqual(entry.cap_id, self.cap)
            self.assertEqual(entry.contract_id, self.contract)
            self.assertNotEqual(entry.posting, self.entry.posting)
        self.assert_balances()

    def test_account_of_another_company_is_out_of_reach(self):
        """Whatever company the client says it works in."""
        forged = self._posting(self.foreign_cap)
        for context in ({}, {"allowed_company_ids": [self.company.id, self.company_b.id]}):
            self.assert_denied(self.manager, self.new, "create", forged, context=context)
        mixed = [self._posting(self.cap), forged]
        self.assert_denied(self.manager, self.new, "create", mixed)
        theirs = self._commit(self.foreign_cap)
        self.assert_denied(
            self.manager,
            self.new,
            "create",
            self._posting(self.cap, kind="reverse", amount=-1000.0, reverses_id=theirs.id),
        )
        self.assert_balances()

    def test_entry_without_a_real_account_is_refused_in_words(self):
        for account in (False, None, "x", 0.5, True, [1], 10**9, -1):
            with self.subTest(account=account):
                forged = self._posting(self.cap, account_id=account)
                self.assert_refused(UserError, self.manager, self.new, "create", forged)
        for left_out in ("account_id", "kind", "bucket", "amount"):
            forged = self._posting(self.cap)
            del forged[left_out]
            with self.subTest(left_out=left_out):
                self.assert_refused(UserError, self.manager, self.new, "create", forged)
        for values in (
            {"kind": "x"},
            {"kind": []},
            {"bucket": False},
            {"bucket": {}},
            {"amount": "x"},
            {"kind": "reverse", "reverses_id": "x"},
            {"kind": "reverse", "reverses_id": False},
            {"kind": "reverse", "reverses_id": 10**9},
        ):
            with self.subTest(values=values):
                forged = self._posting(self.cap, **values)
                self.assert_refused(UserError, self.manager, self.new, "create", forged)
        self.assert_balances()

    def test_reversal_of_another_account_or_of_twice_the_sum_is_refused(self):
        for values in (
            {"account_id": self.other_cap.account_ids.id, "amount": -1000.0},
            {"amount": -999.0},
            {"amount": -2000.0},
            {"amount": 1000.0},
            {"amount": -1000.0, "bucket": "reserved"},
        ):
            forged = self._posting(self.cap, kind="reverse", reverses_id=self.entry.id)
            with self.subTest(values=values):
                self.assert_refused(
                    UserError, self.manager, self.new, "create", {**forged, **values}
                )
        twice = self._posting(self.cap, kind="reverse", reverses_id=self.entry.id, amount=-1000.0)
        self._commit(self.cap, 1000.0)
        self.assert_refused(UserError, self.manager, self.new, "create", [twice, dict(twice)])
        with self.undone():
            self.rpc(self.manager, self.new, "create", twice)
            self.assertTrue(self.entry.reversed_by_ids)

    def test_nobody_but_the_manager_posts(self):
        posting = self._posting(self.cap)
        for user in (
            self.user,
            self.officer,
            self.cleared_officer,
            self.employee,
            self.portal,
            self.public,
        ):
            self.assert_denied(user, self.new, "create", posting)
            dialog = self.env["crm.contract.liability.post.wizard"]
            self.assert_denied(user, dialog, "create", {"cap_id": self.cap.id})
            dialog = self.env["crm.contract.liability.limit.wizard"]
            self.assert_denied(user, dialog, "create", {"cap_id": self.cap.id})
            self.assert_denied(user, self.cap, "action_determine")
            self.assert_denied(user, self.entry, "unlink")
        self.assert_balances()

    def test_what_was_determined_is_written_by_nobody(self):
        """A42."""
        for user in (self.user, self.officer, self.manager):
            for record, values in (
                (self.cap, {"limit_amount": 1e9}),
                (self.cap, {"determined_by_id": self.user.id}),
                (self.cap, {"nearly_used_on": "2026-05-01"}),
                (self.cap, {"currency_id": self.env.ref("base.USD").id}),
                (self.cap, {"third_party_id": self.other_cap.third_party_id.id}),
                (self.cap, {"fixed_amount": 1}),
                (self.cap, {"determined_on": "2026-01-01"}),
                (self.cap, {"is_personal_data_uncapped": False}),
                (self.account, {"consumed_amount": 0}),
                (self.account, {"limit_amount": 1e9}),
                (self.account, {"key": "2027"}),
                (self.account, {"cap_id": self.other_cap.id}),
                (self.entry, {"amount": 1}),
                (self.entry, {"account_id": self.other_cap.account_ids.id}),
                (self.entry, {"posted_on": "2026-01-01"}),
                (self.entry, {"reverses_id": self.entry.id}),
                (self.third_party, {"consent_a_on": "2026-05-10"}),
                (self.third_party, {"agreed_on": "2026-05-10"}),
            ):
                with self.subTest(user=user.login, model=record._name, values=values):
                    self.assert_refused(UserError, user, record, "write", values)
        self.assert_balances()

    def test_commands_of_parents_post_nothing(self):
        """A43."""
        posting = self._posting(self.cap)
        for parent, name in (
            (self.cap, "entry_ids"),
            (self.account, "entry_ids"),
            (self.cap, "account_ids"),
            (self.third_party, "cap_ids"),
            (self.contract, "cap_ids"),
            (self.contract, "amendment_line_ids"),
        ):
            rows = parent[name]
            commands = [Command.delete(rows[:1].id), Command.unlink(rows[:1].id), Command.clear()]
            if name == "entry_ids":
                commands += [Command.create(posting), Command.update(rows[:1].id, {"amount": 5})]
            if name == "account_ids":
                commands += [Command.create({"key": "x", "limit_amount": 1e9})]
            if name == "amendment_line_ids":
                commands = [Command.create({"reason": "Forged"})]
            for command in commands:
                for user in (self.user, self.manager):
                    with self.subTest(parent=parent._name, name=name, command=command):
                        self.assert_refused(UserError, user, parent, "write", {name: [command]})
        self.assert_balances()

    def test_spoofed_defaults_reach_no_balance_and_no_history(self):
        """A new account starts at nothing, a change is known when it was made."""
        context = {
            "default_consumed_amount": 500.0,
            "default_limit_amount": 1e9,
            "default_key": "x",
            "default_known_at": "1999-01-01 00:00:00",
            "default_op": "remove",
            "default_effective_date": "1999-01-01",
        }
        defaults = self.env["ir.default"].with_user(self.manager)
        for model, name, value in (
            ("crm.contract.liability.account", "consumed_amount", 500.0),
            ("crm.contract.amendment.line", "known_at", "1999-01-01 00:00:00"),
        ):
            defaults.set(model, name, value, user_id=self.manager.id)
        terms = {"third_party_id": self.third_party.id, "fixed_amount": 5000}
        cap = self.cap.with_user(self.manager).with_context(**context).create(terms)
        cap.action_determine()
        cap._change_limit(6000, "More work")
        cap = cap.sudo()
        self.assertEqual(cap.account_ids.mapped("key"), [""])
        self.assertEqual(cap.account_ids.consumed_amount, 0)
        self.assertEqual((cap.limit_amount, cap.account_ids.limit_amount), (6000, 6000))
        line = self.contract.amendment_line_ids
        self.assertEqual(str(line.known_at), "2026-05-20 04:00:00")
        self.assertEqual((line.op, str(line.effective_date)), ("set", "2026-05-20"))
        self.assert_balances()

    def test_no_context_key_opens_the_ledger(self):
        for door in ("crm_contract_register", "crm_contract_settle"):
            for forged in (True, 1, "SETTLE", {}, []):
                context = {door: forged}
                for record, values in (
                    (self.cap, {"limit_amount": 1e9}),
                    (self.account, {"consumed_amount": 0}),
                    (self.entry, {"amount": 1}),
                ):
                    self.assert_refused(
                        UserError, self.manager, record, "write", values, context=context
                    )
                self.assert_refused(
                    AccessError,
                    self.manager,
                    self.contract.amendment_line_ids.browse(),
                    "create",
                    {
                        "contract_id": self.contract.id,
                        "effective_date": "2026-05-01",
                        "res_model": "crm.contract",
                        "res_id": self.contract.id,
                        "field_name": "amount_total",
                    },
                    context=context,
                )
        self.assert_balances()

    def test_import_posts_and_determines_nothing(self):
        """A37: what a file brings passes the same doors."""
        for record, names, row in (
            (self.cap, ["third_party_id/.id", "fixed_amount", "limit_amount"], ["", "5", "1e9"]),
            (self.account, ["cap_id/.id", "key", "limit_amount"], ["", "x", "5"]),
            (self.entry, ["account_id/.id", "kind", "bucket", "amount"], ["", "Pay", "Paid", "5"]),
        ):
            parents = {
                "third_party_id/.id": self.third_party,
                "cap_id/.id": self.cap,
                "account_id/.id": self.account,
            }
            row[0] = str(parents[names[0]].id)
            with self.subTest(model=record._name):
                result = self.as_user(record.browse(), self.manager).load(names, [row])
                self.assertFalse(result["ids"])
                self.assertTrue(result["messages"])
        self.assert_balances()
