from odoo.exceptions import UserError

from .freeze_case import LIVING, FreezeCase

# What the addon alone writes: by hand, from design.md (engine 4) and the models' own meaning.
SETTLED = {
    "crm.contract.settlement.line": {"days_used", "days_total", "payment_id", "is_computed"},
    "crm.contract": {
        "party_a_id",
        "party_b_id",
        "partner_name",
        "effective_date",
        "renewal_notice_date",
        "renewal_complete_date",
        "ended_on",
        "end_ground",
        "is_renewed",
        "is_registered",
        "renewed_from_id",
        "renewal_decision",
        "renewal_reason",
        "renewal_decided_by_id",
        "renewal_decided_on",
        "access_token",
    },
    "crm.contract.party": {
        "bank_name",
        "bank_account_number",
        "personal_bank_name",
        "personal_account_number",
    },
    "crm.contract.execution": {
        "contract_id",
        "kind",
        "mode",
        "executed_on",
        "executed_at",
        "document_sha256",
    },
    "crm.contract.signature": {
        "execution_id",
        "side",
        "partner_id",
        "signer_name",
        "evidence_sha256",
        "recorded_by_id",
    },
    "crm.contract.notice": {
        "limit_date",
        "is_in_time",
        "is_delivery_doubtful",
        "is_address_changed",
    },
    "crm.contract.interruption": {
        "notified_on",
        "notice_due_date",
        "proof_due_date",
        "accepted_on",
        "accepted_by_id",
    },
    "crm.contract.dispute": {"forum", "forum_institution", "forum_place"},
    "crm.contract.dispute.cost": set(),
    "crm.contract.dispute.talk": set(),
    "crm.contract.amendment": {"execution_id", "applied_on", "error"},
    "crm.contract.amendment.change": set(),
    "crm.contract.nda": {"execution_id", "counts_from"},
    "crm.contract.termination": {
        "notice_days",
        "earliest_end_date",
        "ended_on",
        "execution_id",
    },
    "crm.contract.question": {
        "signature_id",
        "code",
        "title",
        "clause_text",
        "question",
        "asked_by_id",
        "asked_at",
        "answered_by_id",
        "answered_at",
        "is_classified",
    },
    "crm.contract.penalty.rule": set(),
    "crm.contract.obligation": {
        "rolled_until",
        "roll_on",
        "kept_until",
        "cycle",
        "fulfilled_on",
    },
    "crm.contract.requirement": {"waiver_reason", "waived_by_id", "waived_on"},
    "crm.contract.third.party": {
        "execution_id",
        "agreed_on",
        "consent_a_on",
        "consent_b_on",
        "end_reason",
        "ended_on",
        "rejection_reason",
        "rescission_ground",
        "end_clause",
        "end_note",
        "end_breach_id",
        "cap_position",
        "exit_asked_on",
        "exit_reason",
        "exit_liability",
        "exit_follow_up",
        "replaced_by_id",
        "access_token",
    },
    "crm.contract.responsibility": set(),
    "crm.contract.share": set(),
    "crm.contract.qualification": {"renewed_on"},
    "crm.contract.data.processing": {"version", "previous_id", "ended_on", "oversight_id"},
    "crm.contract.data.consent": {"version", "is_outdated"},
    "crm.contract.liability.cap": {"limit_amount", "determined_by_id", "nearly_used_on"},
    "crm.contract.liability.entry": {"claim_id", "posting"},
    "crm.contract.fee": set(),
    "crm.contract.payment": {"fee_id", "name", "period_end", "due_date", "amount", "move_id"},
    "crm.contract.breach": {
        "payment_due_date",
        "resolution",
        "rescission_until",
        "has_rescission_clock",
    },
    "crm.contract.loss": set(),
    "crm.contract.claim": {
        "allowed_amount",
        "uncovered_amount",
        "counts_toward_cap",
        "uncapped_reason",
        "cap_id",
        "trace",
        "foreign_rate",
        "move_id",
        "recourse_of_id",
        "limitation_date",
        "confirmed_on",
        "confirmed_by_id",
        "decision_reason",
    },
    "crm.contract.amendment.line": set(),
    "crm.contract.incident": {
        "code",
        "target_hours",
        "target_at",
        "breach_id",
        "closed_on",
        *(
            f"{audience}_{name}"
            for audience in ("authority", "persons")
            for name in ("notified_at", "recipient", "reference", "text", "proof_ids")
        ),
    },
    "crm.contract.communication": {"archived_on"},
    "crm.contract.disclosure": {"breach_id"},
    "crm.contract.purge": {"day", "line_ids", "record_count", "user_id", "purged_at"},
    "crm.contract.purge.line": {
        "purge_id",
        "res_model",
        "count",
        "date_from",
        "date_to",
        "content_sha256",
    },
    "crm.contract.report": {"print_checksum", "period_start", "period_end"},
    "crm.contract.report.line": {
        "sequence",
        "unit",
        "has_value",
        "part",
        "whole",
        "has_target",
        "target",
        "is_ceiling",
    },
    # When something came, was due and happened; what dialogs record with their day.
    "crm.contract.case": {
        "code",
        "side",
        "received_on",
        "verify_due_date",
        "answer_due_date",
        "answer_due_at",
        "resolution_due_date",
        "resolution_due_at",
        "due_trace",
        "quality_standard",
        "update_due_date",
        "process_id",
        "extended_due_date",
        "extension_reason",
        "extension_notified_on",
        "extension_proof_ids",
        "is_extension_late",
        "finding",
        "facts",
        "outcome_sent_on",
        "outcome_sent_to",
        "outcome_reference",
        "outcome_proof_ids",
        "feedback",
        "feedback_score",
        "feedback_note",
        "cancel_reason",
        "assigned_at",
        "started_at",
        "answered_at",
        "answered_on",
        "closed_at",
        "closed_on",
    },
    "crm.contract.service.standard": set(),
    "crm.contract.clause": {"is_left_out", "template_id", "log_ids"},
}
# It does not freeze, but nothing on it is ever typed: its columns are as good as frozen.
HELD_PARENTS = {*LIVING, "crm.contract.liability.account"}
# What is left of a payment is accounting's to say; no term of the contract follows from it.
OF_ACCOUNTING = {
    ("crm.contract.payment", name) for name in ("paid_amount", "paid_on", "residual_amount")
}


class TestSettled(FreezeCase):
    """T0-14.2, A42: derived columns are nobody's to type, in a draft either."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.draft = cls._create_contract()
        cls._name_representatives(cls.draft)

    def _drafts(self):
        """One free record of each model."""
        signing = self._create_contract()
        self._name_representatives(signing)
        signing.action_send_to_sign()
        dispute = self._dispute(self.contract)
        return {
            "crm.contract": self.draft,
            "crm.contract.party": self.draft.party_ids[0],
            "crm.contract.execution": signing._main_execution(),
            "crm.contract.signature": signing._main_execution().signature_ids[0],
            "crm.contract.notice": self.notice,
            "crm.contract.interruption": self.interruption.create(
                {"contract_id": self.contract.id, "side": "a"}
            ),
            "crm.contract.dispute": dispute,
            "crm.contract.dispute.cost": dispute.cost_ids,
            "crm.contract.dispute.talk": dispute.talk_ids,
            "crm.contract.nda": self.nda.create({"contract_id": self.draft.id, "name": "New"}),
            "crm.contract.penalty.rule": self.draft.penalty_rule_ids[0],
            "crm.contract.obligation": self._create_obligation(self.draft),
            "crm.contract.requirement": self.draft.requirement_ids[0],
            **self._third_party_drafts(),
        }

    def _third_party_drafts(self):
        """Entries and changes are never free."""
        third_party = self._propose(contract_id=self.draft.id)
        cap = self.cap.create({"third_party_id": third_party.id, "fixed_amount": 1000})
        return {
            "crm.contract.third.party": third_party,
            "crm.contract.qualification": self._certify(third_party),
            "crm.contract.data.processing": self.env["crm.contract.data.processing"].create(
                {"third_party_id": third_party.id}
            ),
            "crm.contract.data.consent": self.frozen["crm.contract.data.consent"],
            "crm.contract.responsibility": third_party.responsibility_ids.create(
                {"contract_id": self.draft.id, "name": "Quality"}
            ),
            "crm.contract.share": third_party.share_ids.create(
                {"contract_id": self.draft.id, "name": "Sales", "percent_a": 100}
            ),
            "crm.contract.liability.cap": cap,
            "crm.contract.liability.entry": self.entry,
            "crm.contract.amendment.line": self.contract.amendment_line_ids,
            **self._claim_drafts(),
        }

    def _claim_drafts(self):
        """A payment is never free."""
        breach = self._breach(self.contract)
        return {
            "crm.contract.fee": self.fee.copy({"contract_id": self.draft.id}),
            "crm.contract.payment": self.fee.payment_ids,
            "crm.contract.breach": breach,
            "crm.contract.loss": self.breach.loss_ids.create(
                {"breach_id": breach.id, "name": "Data", "amount": 100}
            ),
            "crm.contract.claim": self.claim.create(
                {"breach_id": breach.id, "claimed_amount": 100}
            ),
            "crm.contract.termination": self.env["crm.contract.termination"].create(
                {
                    "contract_id": self.contract.id,
                    "ground_id": self.env.ref("crm_contract_compliance.end_ground_mutual").id,
                }
            ),
            "crm.contract.case": self._case(self.contract),
            "crm.contract.communication": self._communication(self.contract),
            "crm.contract.incident": self._incident(self.contract),
            **self._reports(),
            "crm.contract.service.standard": self._standard(self.draft, category="training"),
            "crm.contract.clause": self._clause(self.draft),
            **self._ending_drafts(),
        }

    def _ending_drafts(self):
        end = self._ended()
        line = {"termination_id": end.id, "name": "Keys", "debtor_side": "b", "amount": 100}
        return {
            "crm.contract.settlement.line": self.env["crm.contract.settlement.line"].create(line)
        }

    def _reports(self):
        report = self._create_report()
        return {"crm.contract.report": report, "crm.contract.report.line": report.line_ids}

    def test_the_lists_agree_with_the_models(self):
        self.assertEqual(set(SETTLED), set(LIVING))
        for name, settled in SETTLED.items():
            self.assertEqual(self.env[name]._settled_fields, settled, name)
            self.assertFalse(settled & LIVING[name], name)
            for field in settled:
                self.assertTrue(self.env[name]._fields[field].readonly, f"{name}.{field}")

    def test_no_settled_column_is_written_by_hand(self):
        for name, record in self._drafts().items():
            for field_name in SETTLED[name] | self._derived(name):
                field = self.env[name]._fields[field_name]
                if not field.readonly:
                    continue  # offered, then typed
                value = self._other_value(record, field)
                with self.subTest(model=name, field=field_name), self.assertRaises(UserError):
                    record.write({field_name: value})

    def test_the_effective_date_is_refused_to_every_role(self):
        """T0-14.2: manual edit by sales user denied."""
        for user in (self.user, self.officer, self.manager, self.env.ref("base.user_admin")):
            with self.subTest(user=user.login), self.assertRaises(UserError):
                self.draft.with_user(user).write({"effective_date": "2026-01-01"})

    def test_no_settled_column_comes_in_at_creation(self):
        vals = {"name": "New", "partner_id": self.partner.id}
        for name, value in (
            ("effective_date", "2026-01-01"),
            ("is_registered", True),
            ("renewed_from_id", self.contract.id),
            ("end_ground", "mutual"),
            ("renewal_decision", "lapse"),
            ("end_date", "2027-01-01"),
        ):
            with self.subTest(field=name), self.assertRaises(UserError):
                self.env["crm.contract"].create({**vals, name: value})
        with self.assertRaises(UserError):
            self.requirement.create(
                {"contract_id": self.draft.id, "name": "New", "waived_on": "2026-01-01"}
            )
        with self.assertRaises(UserError):
            self.nda.create(
                {"contract_id": self.draft.id, "name": "New", "execution_id": self.execution.id}
            )

    def test_defaults_of_a_context_or_of_a_user_settle_nothing(self):
        values = {
            "effective_date": "2026-01-01",
            "is_registered": True,
            "is_renewed": True,
            "ended_on": "2026-01-01",
            "end_ground": "mutual",
            "end_date": "2027-01-01",
            "renewed_from_id": self.contract.id,
        }
        context = {f"default_{name}": value for name, value in values.items()}
        defaults = self.env["ir.default"].with_user(self.user)
        for name, value in values.items():
            defaults.set("crm.contract", name, value, user_id=self.user.id)
        contracts = self.env["crm.contract"].with_user(self.user)

        for records in (contracts, contracts.with_context(**context)):
            contract = records.create({"name": "New", "partner_id": self.partner.id})
            self.assertFalse(any(contract[name] for name in values))

    def test_the_end_date_is_typed_only_where_it_is_marked_as_typed(self):
        """X-3: a fixed end date overrides, with a visible mark."""
        with self.assertRaises(UserError):
            self.draft.end_date = "2027-03-31"
        self.draft.write({"is_end_date_fixed": True, "end_date": "2027-03-31"})
        self.assertEqual(self.draft.end_date, self._day("2027-03-31"))
        with self.assertRaises(UserError):
            (self.draft | self._create_contract()).write({"end_date": "2027-04-30"})

    def test_stored_computes_look_at_their_own_row_and_its_frozen_parent_only(self):
        """Recompute does not pass write: anything further off would alter what was signed."""
        for name in LIVING:
            for field_name in self._derived(name):
                field = self.env[name]._fields[field_name]
                for path in self.env.registry.field_depends[field]:
                    if (name, field_name) in OF_ACCOUNTING:
                        continue
                    with self.subTest(model=name, field=field_name, path=path):
                        self.assertTrue(self._is_near(name, path))

    def _derived(self, name):
        return {
            field.name for field in self.env[name]._fields.values() if field.store and field.compute
        }

    def _is_near(self, name, path):
        """A stored column of the row itself, or of the freezing record that it belongs to."""
        *hops, last = path.split(".")
        model = self.env[name]
        for hop in hops:
            field = model._fields[hop]
            if field.type != "many2one" or field.comodel_name not in HELD_PARENTS:
                return False
            model = self.env[field.comodel_name]
        return len(hops) <= 1 and model._fields[last].store
