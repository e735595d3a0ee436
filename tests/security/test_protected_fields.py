from odoo import Command
from odoo.exceptions import AccessError, UserError

from .security_case import SecurityCase


class TestProtectedFields(SecurityCase):
    """security.md 2d: what no form offers may not be written over RPC either."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.draft = cls._create_contract()
        cls.twin = cls._create_contract(name="Twin")
        cls.others = cls._create_contract(name="Somebody else's", user_id=cls.other_user.id)
        cls.foreign = cls._create_foreign_contract()
        cls.signing = cls._create_contract(name="Being signed")
        cls._name_representatives(cls.signing)
        cls.signing.action_send_to_sign()
        cls.execution = cls.signing.execution_ids
        cls.signed = cls._sign(cls._create_contract(name="Signed"), "2026-01-15")
        cls.active = cls._create_active(name="In force")
        cls.requirement = cls.env["crm.contract.requirement"].create(
            {"contract_id": cls.draft.id, "name": "Insurance"}
        )
        cls.nda = cls.env["crm.contract.nda"].create(
            {"contract_id": cls.draft.id, "name": "Drawings"}
        )

    def test_what_decides_who_sees_a_row_is_not_typed(self):
        rows = (
            self.draft.party_ids[0],
            self.requirement,
            self.nda,
            self.execution,
            self.execution.signature_ids[0],
        )
        for row in rows:
            for name, value in (
                ("company_id", self.company_b.id),
                ("contract_user_id", self.other_user.id),
            ):
                with self.subTest(model=row._name, name=name):
                    self.assert_refused(UserError, self.user, row, "write", {name: value})

    def test_a_created_row_takes_company_and_owner_from_its_contract(self):
        """The row rules look at the row's own columns: forged ones must not count."""
        new, values = self.requirement.browse(), {"name": "Planted"}
        forged = {"company_id": self.company.id, "contract_user_id": self.user.id}
        for contract in (self.foreign, self.others):
            self.assert_denied(self.user, new, "create", {**values, "contract_id": contract.id})
            self.assert_refused(
                UserError,
                self.user,
                new,
                "create",
                {**values, **forged, "contract_id": contract.id},
            )

    def test_a_row_stays_with_its_contract(self):
        rows = (self.draft.party_ids[0], self.requirement, self.nda, self.execution)
        for row in rows:
            for target in (self.foreign, self.others, self.twin, self.signed):
                with self.subTest(model=row._name, target=target.name):
                    self.assert_refused(
                        UserError, self.user, row, "write", {"contract_id": target.id}
                    )

    def test_a_penalty_rule_stays_with_its_contract_for_the_manager_too(self):
        self.assert_refused(
            UserError,
            self.manager,
            self.draft.penalty_rule_ids[:1],
            "write",
            {"contract_id": self.signed.id},
        )

    def test_a_signature_is_not_forged(self):
        row = self.execution.signature_ids[0]
        for vals in (
            {"is_complete": True},
            {"complete_on": "2026-01-01"},
            {"side": "third"},
            {"partner_id": self.our_partner.id},
            {"signer_name": "Nobody"},
            {"evidence_sha256": "0" * 64},
            {"recorded_by_id": self.manager.id},
            {"execution_id": self.signed.execution_ids.id},
        ):
            with self.subTest(vals=vals):
                self.assert_refused(UserError, self.user, row, "write", vals)

    def test_an_instrument_is_not_weakened(self):
        for vals in (
            {"mode": "sign"},
            {"kind": "amendment"},
            {"executed_on": "2026-01-01"},
            {"document_sha256": "0" * 64},
        ):
            with self.subTest(vals=vals):
                self.assert_refused(UserError, self.user, self.execution, "write", vals)

    def test_the_instrument_of_a_contract_being_signed_is_not_voided(self):
        """Else nobody would have to sign."""
        self.assert_refused(UserError, self.user, self.execution, "action_take_back")
        self.assert_refused(UserError, self.user, self.execution, "write", {"state": "void"})

    def test_an_agreement_does_not_borrow_the_signatures_of_another(self):
        done = self.signed.execution_ids
        self.assert_refused(UserError, self.user, self.nda, "write", {"execution_id": done.id})
        self.assert_refused(
            UserError,
            self.user,
            self.nda.browse(),
            "create",
            {"contract_id": self.draft.id, "name": "X", "execution_id": done.id},
        )

    def test_derived_columns_of_a_contract_are_refused_for_everybody(self):
        """T0-14.2: the effective date is computed; A42."""
        values = {
            "effective_date": "2026-01-01",
            "party_a_id": self.partner.id,
            "ended_on": "2026-01-01",
            "party_b_id": self.our_partner.id,
            "partner_name": "Somebody",
            "end_ground": "mutual",
            "renewal_notice_date": "2026-01-01",
            "renewal_complete_date": "2026-01-01",
            "is_renewed": True,
            "is_registered": True,
            "renewed_from_id": self.signed.id,
            "end_date": "2027-01-01",
            "renewal_decision": "lapse",
            "renewal_reason": "No",
            "renewal_decided_by_id": self.manager.id,
            "renewal_decided_on": "2026-01-01",
        }
        for user in (self.user, self.officer, self.manager):
            for contract in (self.draft, self.active):
                for name, value in values.items():
                    with self.subTest(user=user.login, state=contract.state, name=name):
                        self.assert_refused(UserError, user, contract, "write", {name: value})
        for name, value in values.items():
            with self.subTest(create=name):
                self.assert_refused(
                    UserError,
                    self.user,
                    self.draft.browse(),
                    "create",
                    {"name": "X", "partner_id": self.partner.id, name: value},
                )

    def test_a_draft_is_not_pushed_into_a_company_out_of_reach(self):
        self.assert_denied(self.user, self.draft, "write", {"company_id": self.company_b.id})

    def test_a_signed_contract_keeps_its_terms(self):
        """A47, I10."""
        values = {
            "currency_id": self.env.ref("base.EUR").id,
            "partner_id": self.our_person.id,
            "company_id": self.company_b.id,
            "amount_total": 1,
            "name": "Other",
            "type_id": self.env["crm.contract.type"].search([], limit=1).id,
        }
        for name, value in values.items():
            with self.subTest(name=name):
                self.assert_refused(UserError, self.manager, self.signed, "write", {name: value})

    def test_a_signed_contract_is_not_deleted(self):
        """A45, X-S6."""
        for contract in (self.signed, self.active):
            self.assert_refused(UserError, self.manager, contract, "unlink")
        self.assert_refused(UserError, self.manager, self.signed.party_ids, "unlink")
        with self.undone():
            self.rpc(self.user, self.twin, "unlink")
            self.assertFalse(self.twin.exists())

    def test_a_template_of_another_tells_nothing_by_its_name(self):
        hidden = self.env["crm.contract.requirement"].create(
            {"contract_id": self.others.id, "name": "Secret condition"}
        )
        self.assert_denied(
            self.user,
            hidden.browse(),
            "create",
            {
                "contract_id": self.draft.id,
                "name": "Mine",
                "template_id": hidden.id,
            },
        )
        own = hidden.browse().with_user(self.user)
        with self.assertRaises(AccessError):
            own.with_context(default_template_id=hidden.id).create(
                {"contract_id": self.draft.id, "name": "Mine"}
            )
        self.assert_refused(
            UserError, self.user, self.requirement, "write", {"template_id": hidden.id}
        )

    def test_templates_of_a_type_belong_to_the_manager(self):
        """A plain user would loosen what every later contract of the type needs."""
        template = self.env["crm.contract.requirement"].create(
            {"type_id": self.contract_type.id, "name": "Certificate"}
        )
        for user in (self.user, self.officer):
            self.assert_denied(user, template, "write", {"is_required": False})
            self.assert_denied(user, template, "unlink")
            self.assert_denied(
                user, template.browse(), "create", {"type_id": self.contract_type.id, "name": "X"}
            )
        with self.undone():
            self.rpc(self.manager, template, "write", {"is_required": False})

    def test_templates_of_another_companys_type_stay_there(self):
        foreign_type = self._create_type(company_id=self.company_b.id)
        template = self.env["crm.contract.requirement"].create(
            {"type_id": foreign_type.id, "name": "Certificate of B"}
        )
        rule = self.env["crm.contract.penalty.rule"].create({"type_id": foreign_type.id, "rate": 7})
        for user in (self.user, self.manager):
            for row in (template, rule):
                self.assert_denied(user, row, "read", ["name"])

    def test_nested_commands_pass_the_same_doors(self):
        """A43: a parent's one2many opens nothing."""
        rule = self.draft.penalty_rule_ids[0]
        self.assert_denied(
            self.user,
            self.draft,
            "write",
            {"penalty_rule_ids": [Command.update(rule.id, {"rate": 0})]},
        )
        self.assert_denied(
            self.user, self.draft, "write", {"penalty_rule_ids": [Command.delete(rule.id)]}
        )
        self.assert_denied(
            self.user,
            self.draft.browse(),
            "create",
            {
                "name": "X",
                "partner_id": self.partner.id,
                "penalty_rule_ids": [Command.create({"rate": 0.0})],
            },
        )
        self.assert_denied(
            self.user,
            self.draft,
            "write",
            {
                "deadline_ids": [
                    Command.create(
                        {
                            "res_model": "res.partner",
                            "res_id": 1,
                            "kind": "duty",
                            "due_date": "2026-01-01",
                        }
                    )
                ]
            },
        )
        self.assert_denied(
            self.user, self.signing, "write", {"execution_ids": [Command.delete(self.execution.id)]}
        )

    def test_a_copy_starts_from_nothing(self):
        """A46"""
        with self.undone():
            ids = self.rpc(self.user, self.active, "copy")
            copy = self.active.browse(ids)
            self.assertEqual(copy.state, "draft")
            self.assertNotEqual(copy.code, self.active.code)
            self.assertFalse(
                copy.execution_ids
                or copy.deadline_ids
                or copy.effective_date
                or copy.signing_date
                or copy.is_registered
                or copy.member_ids
            )

    def test_states_are_not_created_or_typed(self):
        """A40, A41: only the gate moves a state; its exhaustive table is tested with the gate."""
        vals = {"name": "X", "partner_id": self.partner.id}
        new = self.draft.browse()
        self.assert_refused(UserError, self.manager, new, "create", {**vals, "state": "active"})
        self.assert_refused(
            UserError, self.manager, new, "create", vals, context={"default_state": "active"}
        )
        self.assert_refused(UserError, self.manager, self.draft, "write", {"state": "active"})
        self.assert_refused(
            UserError, self.manager, self.draft, "web_save", {"state": "active"}, {"state": {}}
        )

    def test_no_context_key_opens_a_door(self):
        for value in (True, 1, "x", {}, []):
            for door in ("crm_contract_register", "crm_contract_settle"):
                self.assert_refused(
                    UserError,
                    self.manager,
                    self.draft,
                    "write",
                    {"state": "active"},
                    context={door: value},
                )
                self.assert_refused(
                    UserError,
                    self.manager,
                    self.draft,
                    "write",
                    {"effective_date": "2026-01-01"},
                    context={door: value},
                )
