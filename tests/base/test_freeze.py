from odoo.exceptions import UserError
from odoo.fields import Command

from .freeze_case import LIVING, MAGIC, FreezeCase


class TestFreeze(FreezeCase):
    """design.md, engine 4: freeze is default-deny; I10; T0-1.1, A42, A45, A47."""

    def test_every_model_that_freezes_stands_in_the_list(self):
        mixin = self.env.registry["crm.contract.executed.mixin"]
        freezing = {
            name
            for name, model in self.env.registry.items()
            if issubclass(model, mixin) and not model._abstract
        }
        self.assertEqual(freezing, set(LIVING))
        for name, living in LIVING.items():
            self.assertEqual(self.env[name]._living_fields, living, name)

    def test_every_stored_field_of_an_executed_record_is_refused(self):
        """Generated from _fields, as superuser: nothing but what lives may change."""
        for name, record in self.frozen.items():
            self.assertEqual(record._freeze_level(), 2, name)
            for field in self._typed_fields(name):
                if field.name in LIVING[name] or self._guards_itself(field):
                    continue
                with self.subTest(model=name, field=field.name), self.assertRaises(UserError):
                    record.write({field.name: self._other_value(record, field)})

    def test_nobody_may_alter_what_is_executed(self):
        for user in (self.user, self.officer, self.manager):
            with self.subTest(user=user.login), self.assertRaises(UserError):
                self.contract.with_user(user).write({"amount_total": 1})

    def test_a_value_that_stands_there_already_is_no_change(self):
        """A form or an import sends it along."""
        self.contract.write(
            {
                "name": self.contract.name,
                "amount_total": 1000.0,
                "signing_date": "2026-01-15",
                "type_id": self.contract_type.id,
                "partner_id": self.partner.id,
                "user_id": self.user.id,
            }
        )
        self.assertEqual(self.contract.amount_total, 1000)

    def test_a_change_of_the_types_settings_does_not_reach_a_signed_contract(self):
        """I10, X-S1: terms are copied at creation, and resending the type changes nothing."""
        self.contract_type.write({"term_years": 5, "renewal_notice_days": 90})
        self.contract.write({"type_id": self.contract_type.id, "user_id": self.user.id})
        self.assertEqual(self.contract.term_years, 1)
        self.assertEqual(self.contract.renewal_notice_date, self._day("2026-11-16"))

    def test_ordinary_maintenance_of_an_executed_contract_goes_on(self):
        lead = self.env["crm.lead"].create({"name": "Follow-up"})
        self.contract.write(
            {
                "user_id": self.other_user.id,
                "member_ids": self._link(self.officer),
                "active": False,
                "opportunity_id": lead.id,
            }
        )
        self.contract.message_post(body="Called them")
        self.contract.message_subscribe(self.officer.partner_id.ids)
        self.contract.activity_schedule("mail.mail_activity_data_todo", user_id=self.officer.id)
        self.assertEqual(self.contract.user_id, self.other_user)
        self.assertFalse(self.contract.active)
        self.contract.write({"active": True, "user_id": self.env.user.id, "is_classified": True})
        self.assertTrue(self.contract.is_classified)

    def test_later_evidence_is_welcome(self):
        file = self._create_file()
        self.requirement.write(
            {
                "done_on": "2026-05-20",
                "evidence_ids": self._link(file),
                "note": "By courier",
            }
        )
        self.notice.write(
            {"proof_ids": self._link(self._create_file("slip.pdf")), "proof_reference": "SF1234"}
        )
        self.nda.user_id = self.officer
        self.assertEqual(self.requirement.done_on, self._day("2026-05-20"))
        self.assertEqual(self.notice.proof_reference, "SF1234")

    def test_children_are_held_through_every_command_of_the_parent(self):
        """A43: (0) to (6) on the one2many, and a row moved in from elsewhere."""
        draft = self._create_contract()
        mine, theirs = self.party, draft.party_ids[0]
        for name, own, foreign, new in (
            ("party_ids", mine, theirs, {"side": "third", "partner_id": self.their_person.id}),
            ("penalty_rule_ids", self.rule, draft.penalty_rule_ids, {"rate": 1}),
        ):
            commands = {
                0: Command.create(new),
                1: Command.update(
                    own.id, {"sequence": 5} if name != "party_ids" else {"legal_name": "Altered"}
                ),
                2: Command.delete(own.id),
                3: Command.unlink(own.id),
                4: Command.link(foreign.id),
                5: Command.clear(),
                6: Command.set(foreign.ids),
            }
            for number, command in commands.items():
                with self.subTest(field=name, command=number), self.assertRaises(UserError):
                    self.contract.write({name: [command]})
                    self.env.flush_all()
        self.assertEqual(len(self.contract.party_ids), 2)

    def test_no_row_is_created_below_or_moved_out_of_a_frozen_parent(self):
        draft = self._create_contract()
        with self.assertRaises(UserError):
            self.party.create(
                {
                    "contract_id": self.contract.id,
                    "side": "third",
                    "partner_id": self.their_person.id,
                }
            )
        with self.assertRaises(UserError):
            self.rule.create({"contract_id": self.contract.id, "rate": 0})
        for row in (self.party, self.rule, self.requirement, self.nda, self.notice):
            with self.subTest(model=row._name), self.assertRaises(UserError):
                row.contract_id = draft

    def test_a_row_stays_with_its_contract_in_a_draft_too(self):
        """Moved away it would slip past what holds its contract."""
        draft, other = self._create_contract(), self._create_contract()
        nda = self.nda.create({"contract_id": draft.id, "name": "New"})
        for row in (draft.party_ids[0], draft.penalty_rule_ids, draft.requirement_ids, nda):
            with self.subTest(model=row._name), self.assertRaises(UserError):
                row.contract_id = other

    def test_open_matters_may_still_be_added_to_a_contract_in_force(self):
        self.contract.requirement_ids = [
            Command.create(
                {
                    "name": "Return the keys",
                    "gate": "close",
                    "kind": "matter",
                }
            )
        ]
        self.assertIn("Return the keys", self.contract.requirement_ids.mapped("name"))

    def test_nothing_signed_is_deleted(self):
        """A45, X-S6: not the record, not its children, not by the cascade of its parent."""
        for name, record in self.frozen.items():
            with self.subTest(model=name), self.assertRaises(UserError):
                record.unlink()
        draft = self._create_contract()
        parties = draft.party_ids
        draft.unlink()
        self.assertFalse(draft.exists() or parties.exists())

    def test_no_cascade_reaches_a_signed_row(self):
        """The database itself holds the rows: contract, execution and signature restrict."""
        kept = {
            ("crm_contract_execution", "contract_id"),
            ("crm_contract_signature", "execution_id"),
            ("crm_contract_notice", "contract_id"),
            ("crm_contract_nda", "contract_id"),
            ("crm_contract_nda", "third_party_id"),
            ("crm_contract_third_party", "contract_id"),
            ("crm_contract_third_party", "partner_id"),
            ("crm_contract_third_party", "execution_id"),
            ("crm_contract_liability_cap", "third_party_id"),
            ("crm_contract_liability_account", "cap_id"),
            ("crm_contract_liability_entry", "account_id"),
            ("crm_contract_liability_entry", "reverses_id"),
            ("crm_contract_amendment_line", "contract_id"),
            ("crm_contract", "partner_id"),
            ("crm_contract_party", "partner_id"),
            ("crm_contract", "type_id"),
            ("crm_contract", "opportunity_id"),
        }
        self.env.cr.execute("""
            SELECT k.conrelid::regclass::text, a.attname FROM pg_constraint k
            JOIN pg_attribute a ON a.attrelid = k.conrelid AND a.attnum = k.conkey[1]
            WHERE k.contype = 'f' AND k.confdeltype = 'r'""")
        self.assertFalse(kept - set(self.env.cr.fetchall()))

    def _typed_fields(self, name):
        return [
            field
            for field in self.env[name]._fields.values()
            if field.name not in MAGIC
            and not field.inherited
            and (field.store or field.type == "one2many")
        ]

    def _guards_itself(self, field):
        """Rows of another freezing model: tried through commands, each by its own freeze."""
        return field.type == "one2many" and field.comodel_name in LIVING
