from odoo import Command
from odoo.exceptions import AccessError, UserError

from .security_case import SecurityCase


class TestWhoMay(SecurityCase):
    """design.md, "Who may do what": through the buttons and through raw calls alike."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.draft = cls._create_contract(name="Draft")
        cls._name_representatives(cls.draft)
        cls.signed = cls._sign(cls._create_contract(name="Signed"), "2026-01-15")
        cls.active = cls._create_active(name="In force")
        cls.ended = cls._create_active(name="Ended")
        cls.ended._end("mutual", cls._day("2026-06-01"))

    def _assert_asked(self, user, records, method, *args, group="officer", **kwargs):
        """Refused, and told whom to ask (screens.md §14.8)."""
        text = self.assert_refused(AccessError, user, records, method, *args, **kwargs)
        names = {"officer": (self.officer, self.manager), "manager": (self.manager,)}[group]
        self.assertTrue(any(person.name in text for person in names), text)
        self.assertNotIn(self.foreign_manager.name, text)

    def _assert_may(self, user, records, method, *args, **kwargs):
        with self.undone():
            self.rpc(user, records, method, *args, **kwargs)

    def _confirm(self, user, wizard, **vals):
        """Fill in a dialog and press its button, as the user."""
        model = self.env[f"crm.contract.{wizard}.wizard"]
        dialog = model.browse(self.rpc(user, model, "create", vals))
        return self.rpc(user, dialog, "action_confirm")

    # The own contract's user may:

    def test_the_owner_drafts_and_sends_to_sign(self):
        with self.undone():
            [contract] = self.draft.browse(
                self.rpc(
                    self.user,
                    self.draft,
                    "create",
                    [
                        {
                            "name": "Mine",
                            "partner_id": self.partner.id,
                            "type_id": self.contract_type.id,
                        }
                    ],
                )
            )
            self.rpc(self.user, contract, "write", {"amount_total": 10, "scope": "All"})
            for party in contract.party_ids:
                self.rpc(self.user, party, "write", {"representative_id": self.their_person.id})
            self.rpc(self.user, contract, "action_send_to_sign")
            self.assertEqual(contract.state, "signing")

    def test_the_owner_records_signatures_and_evidence(self):
        with self.undone():
            self.rpc(self.user, self.draft, "action_send_to_sign")
            for side in ("a", "b"):
                self._record_marks(
                    self.draft._main_execution(), side, "2026-06-01", "2026-06-01", user=self.user
                )
            self.assertEqual(self.draft.state, "signed")

    def test_the_owner_takes_back_and_cancels_what_is_not_signed(self):
        with self.undone():
            self.rpc(self.user, self.draft, "action_send_to_sign")
            self.rpc(self.user, self.draft, "action_back_to_draft")
            self.assertEqual(self.draft.state, "draft")
            self.rpc(self.user, self.draft, "action_cancel")
            self.assertEqual(self.draft.state, "cancelled")

    def test_where_approval_is_set_the_manager_sends_to_sign(self):
        self.company.crm_contract_is_approval_needed = True
        for user in (self.user, self.officer):
            self._assert_asked(user, self.draft, "action_send_to_sign", group="manager")
            self._assert_asked(user, self.draft, "write", {"state": "signing"}, group="manager")
        self._assert_may(self.manager, self.draft, "action_send_to_sign")

    def test_the_owner_cannot_switch_the_approval_off(self):
        self.company.crm_contract_is_approval_needed = True
        for user in (self.user, self.officer):
            self.assert_denied(
                user, self.company, "write", {"crm_contract_is_approval_needed": False}
            )

    # The officer does, the owner asks:

    def test_the_owner_asks_for_the_officers_moves(self):
        moves = (
            (self.signed, "action_activate", "active"),
            (self.signed, "action_cancel", "cancelled"),
            (self.active, "action_suspend", "suspended"),
            (self.ended, "action_close", "closed"),
        )
        for contract, button, state in moves:
            with self.subTest(button=button):
                self._assert_asked(self.user, contract, button)
                self._assert_asked(self.user, contract, "write", {"state": state})
                self._assert_asked(self.user, contract, "web_save", {"state": state}, {"id": {}})
                self._assert_may(self.officer, contract, button)

    def test_the_owner_asks_to_resume(self):
        self.active.action_suspend()
        self._assert_asked(self.user, self.active, "action_resume")
        self._assert_asked(self.user, self.active, "write", {"state": "active"})
        self._assert_may(self.officer, self.active, "action_resume")

    def test_the_owner_asks_to_end(self):
        """The dialog leaves a draft for an officer; only the officer declares and ends."""
        self._assert_asked(self.user, self.active, "write", {"state": "ended"})
        with self.undone():
            self._confirm(self.user, "end", **self._agreed_vals(self.user))
            draft = self.active.termination_ids
            self.assertEqual((self.active.state, draft.state), ("active", "draft"))
            self._assert_asked(self.user, draft, "action_make_effective")
            self._assert_asked(self.user, draft, "write", {"state": "effective"})
            self._assert_may(self.officer, draft, "action_make_effective")
            self.rpc(self.user, draft, "action_withdraw")
        with self.undone():
            self._confirm(self.officer, "end", **self._agreed_vals(self.officer))
            self.assertEqual(self.active.state, "ended")

    def _agreed_vals(self, user):
        files = self.env["ir.attachment"].with_user(user)
        paper = files.create({"name": "agreement.pdf", "raw": b"agreed"})
        return {
            "contract_id": self.active.id,
            "ground_id": self.env.ref("crm_contract_compliance.end_ground_mutual").id,
            "kind": "termination",
            "is_mutual": True,
            "requested_end_date": "2026-06-30",
            "evidence_ids": [Command.link(paper.id)],
        }

    def test_the_owner_asks_to_renew(self):
        """The button, the dialogs, the private methods behind them, and a raw write."""
        active = self.as_user(self.active, self.user)
        self._assert_asked(self.user, self.active, "action_renew")
        for call in (
            lambda: self._confirm(self.user, "renew", contract_id=self.active.id),
            lambda: active._renew(),
            lambda: active._decide_renewal("renew", False),
            lambda: active._decide_renewal("lapse", "No need"),
            lambda: self._confirm(
                self.user,
                "renewal.decision",
                decision="lapse",
                contract_id=self.active.id,
                reason="No need",
            ),
        ):
            with self.assertRaises(AccessError), self.undone():
                call()
        self.assert_refused(
            UserError, self.user, self.active, "write", {"renewal_decision": "lapse"}
        )
        self.assertFalse(self.active.renewal_ids or self.active.renewal_decision)

    def test_the_officer_renews(self):
        with self.undone():
            self._confirm(
                self.officer, "renewal.decision", decision="renew", contract_id=self.active.id
            )
            self._confirm(self.officer, "renew", contract_id=self.active.id)
            self.assertEqual(self.active.renewal_ids.state, "draft")
            self.assertEqual(self.active.renewal_decided_by_id, self.officer)

    def test_a_member_asks_like_the_owner_and_strangers_are_denied(self):
        self.signed.member_ids = self.member
        self._assert_asked(self.member, self.signed, "action_activate")
        for user in (
            self.other_user,
            self.employee,
            self.portal,
            self.public,
            self.foreign_manager,
        ):
            self.assert_denied(user, self.signed, "action_activate")

    # Only the manager:

    def test_rates_are_the_managers(self):
        """X-S2: a sales user writing a rate gets an AccessError."""
        rule = self.draft.penalty_rule_ids[0]
        for user in (self.user, self.officer):
            self.assert_denied(user, rule, "write", {"rate": 9.0})
            self.assert_denied(user, rule, "unlink")
            self.assert_denied(user, rule, "create", {"contract_id": self.draft.id, "rate": 9.0})
            self.assert_denied(
                user,
                self.draft,
                "write",
                {"penalty_rule_ids": [Command.update(rule.id, {"rate": 9.0})]},
            )
            self.assertEqual(self.rpc(user, rule, "read", ["rate"])[0]["rate"], 2.0)
        self._assert_may(self.manager, rule, "write", {"rate": 9.0})

    def test_rates_are_not_reset_by_turning_the_type_back_and_forth(self):
        rule, other = self.draft.penalty_rule_ids[0], self._create_type()
        self._assert_may(self.user, self.draft, "write", {"type_id": other.id})
        rule.rate = 9.0
        self._assert_asked(self.user, self.draft, "write", {"type_id": other.id}, group="manager")
        self._assert_may(self.manager, self.draft, "write", {"type_id": other.id})

    def test_a_requirement_is_waived_by_the_manager(self):
        row = self.env["crm.contract.requirement"].create(
            {"contract_id": self.draft.id, "name": "Insurance"}
        )
        for user in (self.user, self.officer):
            self.assert_denied(
                user,
                self.env["crm.contract.waive.wizard"],
                "create",
                {"requirement_id": row.id, "reason": "Because"},
            )
            self.assert_refused(UserError, user, row, "write", {"waived_on": "2026-06-30"})
            with self.assertRaises(AccessError) as caught:
                self.as_user(row, user)._waive("Because")
            self.assertIn(self.manager.name, str(caught.exception))
        with self.undone():
            self._confirm(self.manager, "waive", requirement_id=row.id, reason="Because")
            self.assertEqual(row.waived_by_id, self.manager)

    def test_a_manager_waives_in_their_own_company_only(self):
        foreign = self._create_foreign_contract()
        row = self.env["crm.contract.requirement"].create(
            {"contract_id": foreign.id, "name": "Insurance"}
        )
        with self.assertRaises(AccessError), self.undone():
            self._confirm(self.manager, "waive", requirement_id=row.id, reason="Because")

    def test_paper_contracts_are_registered_by_the_manager(self):
        vals = self._paper_vals()
        wizards = self.env["crm.contract.register.wizard"]
        for user in (self.user, self.officer):
            self.assert_denied(user, wizards, "create", vals)
            with self.assertRaises(AccessError), self.undone():
                self.as_user(self.draft, user)._register_existing([{"name": "X"}])
        with self.undone():
            dialog = wizards.browse(self.rpc(self.manager, wizards, "create", vals))
            self.rpc(self.manager, dialog, "action_register")

    def test_a_manager_registers_into_their_own_company_only(self):
        wizards = self.env["crm.contract.register.wizard"]
        with self.assertRaises(AccessError), self.undone():
            vals = self._paper_vals(company_id=self.company_b.id)
            dialog = wizards.browse(self.rpc(self.manager, wizards, "create", vals))
            self.rpc(self.manager, dialog, "action_register")

    def test_settings_types_and_policies_are_not_the_users(self):
        policy = self.env.ref("crm_contract_compliance.policy_expiry")
        for user in (self.user, self.officer):
            self.assert_denied(user, self.env["res.config.settings"], "create", {})
            self.assert_denied(
                user, self.env["res.config.settings"], "action_run_crm_contract_reminders"
            )
            self.assert_denied(user, self.contract_type, "write", {"term_years": 3})
            self.assert_denied(user, policy, "write", {"leads": "1"})
            self.assert_denied(
                user,
                self.env.ref("crm_contract_compliance.ir_cron_reminders"),
                "write",
                {"active": False},
            )
            self.assert_denied(
                user,
                self.env.ref("crm_contract_compliance.sequence_contract"),
                "write",
                {"number_next": 1},
            )


class TestDeadlines(SecurityCase):
    """Dates mirror a source; a person looks after the row."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.contract = cls._create_active("2026-06-20")
        cls.mirror = cls.contract.deadline_ids[0]
        cls.duty = cls.env["crm.contract.deadline"].create(
            {
                "contract_id": cls.contract.id,
                "res_model": "res.partner",
                "res_id": cls.partner.id,
                "kind": "duty",
                "key": "1",
                "due_date": "2026-07-10",
                "subject": "Report",
                "user_id": cls.user.id,
            }
        )

    def test_nobody_types_what_follows_from_the_source(self):
        values = {
            "due_date": "2030-01-01",
            "remind_on": False,
            "is_escalated": True,
            "error": "x",
            "is_silent": True,
            "res_id": 1,
            "res_model": "res.users",
            "kind": "duty",
            "contract_id": self._create_contract().id,
            "key": "2",
            "subject": "Other",
            "side": "b",
            "needs_proof": True,
            "is_classified": True,
            "partner_id": False,
            "company_id": self.company_b.id,
            "contract_user_id": self.other_user.id,
            "tz": "UTC",
        }
        for user in (self.user, self.officer, self.manager):
            for row in (self.mirror, self.duty):
                for name, value in values.items():
                    with self.subTest(user=user.login, kind=row.kind, name=name):
                        self.assert_refused(UserError, user, row, "write", {name: value})

    def test_people_look_after_the_row(self):
        for vals in (
            {"user_id": self.officer.id},
            {"snoozed_until": "2026-07-05"},
            {"note": "Called"},
            {"evidence_ids": [Command.link(self._file_of(self.user).id)]},
        ):
            for row in (self.mirror, self.duty):
                with self.subTest(vals=vals), self.undone():
                    self.rpc(self.user, row, "write", vals)
                    for name, value in vals.items():
                        self.assertTrue(row[name], "nothing was there before")
                        if name != "evidence_ids":
                            written = row._fields[name].convert_to_write(row[name], row)
                            self.assertEqual(str(written), str(value))

    def _file_of(self, user):
        return self.as_user(self.env["ir.attachment"], user).create(
            {"name": "proof.pdf", "raw": b"proof"}
        )

    def test_a_mirror_is_not_closed_by_hand(self):
        for user in (self.user, self.manager):
            for method, args in (
                ("write", [{"state": "done"}]),
                ("write", [{"state": "skipped"}]),
                ("write", [{"state": "cancelled"}]),
                ("write", [{"state": "submitted"}]),
                ("action_done", []),
                ("action_reopen", []),
            ):
                if method == "action_reopen":
                    self.mirror.sudo()._close(self._day("2026-06-30"))
                self.assert_refused(UserError, user, self.mirror, method, *args)

    def test_a_duty_is_done_and_undone_by_its_person(self):
        with self.undone():
            self.rpc(self.user, self.duty, "action_done")
            self.assertEqual(self.duty.state, "done")
            self.rpc(self.user, self.duty, "action_reopen")
            self.assertEqual(self.duty.state, "open")

    def test_proof_is_reviewed_by_an_officer(self):
        self.duty.needs_proof = True
        with self.undone():
            self.rpc(
                self.user,
                self.duty,
                "write",
                {
                    "evidence_ids": [Command.link(self._file_of(self.user).id)],
                    "state": "submitted",
                },
            )
            self.assert_denied(self.user, self.duty, "action_accept")
            self.assert_denied(self.user, self.duty, "action_reject")
            self.assert_denied(self.user, self.duty, "write", {"state": "done"})
            self.rpc(self.officer, self.duty, "action_accept")

    def test_an_activity_tied_to_a_foreign_duty_does_not_close_it(self):
        """The many2one on the activity is open to every employee."""
        activity = self.env["mail.activity"].create(
            {
                "res_model_id": self.env["ir.model"]._get_id("res.partner"),
                "res_id": self.partner.id,
                "user_id": self.other_user.id,
                "crm_contract_deadline_id": self.duty.id,
            }
        )
        self.as_user(activity, self.other_user).action_done()
        self.assertEqual(self.duty.state, "open")

    def test_the_activity_of_ones_own_duty_closes_it(self):
        activity = self.env["mail.activity"].create(
            {
                "res_model_id": self.env["ir.model"]._get_id("crm.contract"),
                "res_id": self.contract.id,
                "user_id": self.user.id,
                "crm_contract_deadline_id": self.duty.id,
            }
        )
        self.as_user(activity, self.user).action_done()
        self.assertEqual(self.duty.state, "done")

    def test_the_ledger_of_reminders_is_nobodys(self):
        """A43"""
        ledger = self.env["crm.contract.reminder"]
        for user in (self.user, self.manager):
            self.assert_refused(UserError, user, ledger, "create", {"deadline_id": self.duty.id})

    def test_dialogs_do_not_reach_rows_of_others(self):
        for name, vals in (("done", {}), ("snooze", {}), ("reassign", {"user_id": 1})):
            model = self.env[f"crm.contract.deadline.{name}.wizard"]
            self.assert_denied(
                self.other_user,
                model,
                "create",
                {"deadline_ids": [Command.set(self.duty.ids)], **vals},
            )


class TestGroups(SecurityCase):
    """A salesperson is a contract user, a sales manager an officer; the rest is given by hand."""

    def _groups(self, xmlid):
        return self.env.ref(xmlid).all_implied_ids

    def _ours(self, role):
        return self.env.ref(f"crm_contract_compliance.group_contract_{role}")

    def test_a_salesperson_is_a_contract_user(self):
        groups = self._groups("sales_team.group_sale_salesman")
        self.assertIn(self._ours("user"), groups)
        for role in ("officer", "manager", "confidential"):
            self.assertNotIn(self._ours(role), groups)

    def test_a_sales_manager_is_an_officer(self):
        groups = self._groups("sales_team.group_sale_manager")
        self.assertLessEqual(self._ours("user") | self._ours("officer"), groups)
        for role in ("manager", "confidential"):
            self.assertNotIn(self._ours(role), groups)

    def test_roles_imply_each_other_upwards_and_nobody_the_clearance(self):
        self.assertIn(self._ours("user"), self._ours("officer").all_implied_ids)
        self.assertIn(self._ours("officer"), self._ours("manager").all_implied_ids)
        self.assertNotIn(self._ours("manager"), self._ours("officer").all_implied_ids)
        for role in ("user", "officer", "manager"):
            self.assertNotIn(self._ours("confidential"), self._ours(role).all_implied_ids)

    def test_an_employee_is_none_of_them(self):
        for xmlid in ("base.group_user", "base.group_portal", "base.group_public"):
            groups = self._groups(xmlid)
            for role in ("user", "officer", "manager", "confidential"):
                self.assertNotIn(self._ours(role), groups)

    def test_the_clearance_alone_opens_nothing(self):
        user = self.employee
        user.group_ids |= self._ours("confidential")
        contract = self._create_contract(is_classified=True)
        self.assert_denied(user, contract, "read", ["name"])
