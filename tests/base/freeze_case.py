"""One executed record of each model that freezes, and a different value for any field."""

from odoo.fields import Command

from odoo.addons.crm_contract_compliance.models.base import doors

from ..confidentiality.data_case import ITEMS
from ..third_party.third_party_case import ThirdPartyCase

# What may still change on an executed record: written by hand, each for a reason.
LIVING = {
    # Who looks after it, where it is filed, who may see it; its chatter and its activities.
    "crm.contract": {
        "user_id",
        "member_ids",
        "active",
        "is_classified",
        "classification_ids",
        "opportunity_id",
        "message_follower_ids",
        "activity_ids",
        "message_ids",
        "website_message_ids",
        # Where the originals are; that the standard terms were explained may be proven later.
        "copies_custodian_id",
        "copies_place",
        "explanation_ids",
    },
    "crm.contract.party": set(),
    "crm.contract.execution": set(),
    "crm.contract.signature": set(),
    "crm.contract.question": set(),
    # Delivery of a notice, its proof and the answer come later.
    "crm.contract.notice": {
        "proof_ids",
        "proof_reference",
        "message_follower_ids",
        "delivered_on",
        "delivered_at",
        "correction_reason",
        "answered_on",
        "answer",
    },
    # Its end, its notice and its proof come later (the end once: see its own tests).
    "crm.contract.interruption": {
        "proof_ids",
        "proven_on",
        "security_on",
        "negotiation",
        "notice_id",
        "rejection_reason",
        "message_follower_ids",
        "activity_ids",
        "message_ids",
        "website_message_ids",
    },
    "crm.contract.dispute": {
        "award_ids",
        "note",
        "message_follower_ids",
        "activity_ids",
        "message_ids",
        "website_message_ids",
    },
    "crm.contract.dispute.cost": {"proof_ids"},
    "crm.contract.dispute.talk": set(),
    # Later documents of it; its chatter and its activities.
    "crm.contract.amendment": {"document_ids", "message_follower_ids", "activity_ids"},
    "crm.contract.amendment.change": set(),
    "crm.contract.incident": {
        "user_id",
        "message_follower_ids",
        "activity_ids",
        "message_ids",
        "website_message_ids",
    },
    "crm.contract.nda": {"user_id", "message_follower_ids", "activity_ids"},
    # Its chatter and its activities; the agreement may be scanned later, and its balance is paid.
    "crm.contract.termination": {
        "cleared_on",
        "clearance_note",
        "evidence_ids",
        "message_follower_ids",
        "activity_ids",
        "message_ids",
        "website_message_ids",
    },
    "crm.contract.settlement.line": {"evidence_ids"},
    "crm.contract.penalty.rule": set(),
    # Who looks after the duty, and how.
    # Who does it; a report may have to say more (never less), and to somebody else.
    "crm.contract.obligation": {
        "user_id",
        "note",
        "sequence",
        "version",
        "indicator_ids",
        "recipient_id",
        "ability_ids",
    },
    # A condition is met after signing, and its evidence comes then.
    "crm.contract.requirement": {
        "done_on",
        "is_classified",
        "classification_ids",
        "evidence_ids",
        "note",
        "sequence",
        "delivered_on",
        "manual_on",
        "video_on",
        "accepted_a_on",
        "accepted_b_on",
        # Where the paper is kept, and which parts of a manual are there.
        "custodian_id",
        "shelf_place",
        "has_steps",
        "has_cautions",
        "has_questions",
    },
    # Who looks after it; its chatter and its activities.
    "crm.contract.third.party": {
        "user_id",
        "message_follower_ids",
        "activity_ids",
        "message_ids",
        "website_message_ids",
    },
    # Where a row stands; what comes in is divided again and again, by the same shares.
    "crm.contract.responsibility": {"sequence"},
    "crm.contract.share": {"sequence", "amount"},
    # A certificate may be scanned later; a manager may do without one.
    "crm.contract.qualification": {"evidence_ids", "is_required"},
    # Who looks after it, its chatter and its activities; the report may be scanned later.
    "crm.contract.data.processing": {
        "user_id",
        "assessment_ids",
        "message_follower_ids",
        "activity_ids",
        "message_ids",
        "website_message_ids",
    },
    # It may be withdrawn, once, and scanned later.
    "crm.contract.data.consent": {"withdrawn_on", "evidence_ids"},
    "crm.contract.liability.cap": {
        "evidence_ids",
        "message_follower_ids",
        "message_ids",
        "website_message_ids",
    },
    "crm.contract.liability.entry": set(),
    # Terms of the contract, and what follows from them by the schedule.
    "crm.contract.fee": set(),
    "crm.contract.payment": {"proof_ids"},  # the receipt comes with the money
    # Once decided: its chatter and its activities; later proof of what was lost or claimed. The
    # other side may ask at any time whether it will be rescinded.
    "crm.contract.breach": {
        "rescission_asked_until",
        "message_follower_ids",
        "activity_ids",
        "message_ids",
        "website_message_ids",
    },
    "crm.contract.loss": {"evidence_ids"},
    "crm.contract.claim": {
        "evidence_ids",
        "note",
        "message_follower_ids",
        "message_ids",
        "website_message_ids",
    },
    "crm.contract.amendment.line": set(),
    "crm.contract.communication": set(),
    # Logged: nothing of it; a further row corrects it.
    "crm.contract.disclosure": set(),
    # Submitted: nothing of it.
    "crm.contract.report": set(),
    "crm.contract.report.line": set(),
    # What was promised is done after the complaint is closed; by whom may change.
    "crm.contract.case": {
        "user_id",
        "corrective_user_id",
        "corrective_done_on",
        "preventive_user_id",
        "preventive_done_on",
        "message_follower_ids",
        "activity_ids",
        "message_ids",
        "website_message_ids",
    },
    "crm.contract.service.standard": set(),
    # Who may read it.
    "crm.contract.clause": {"is_classified", "classification_ids"},
    # Purged: the proof of it stays as it is.
    "crm.contract.purge": set(),
    "crm.contract.purge.line": set(),
}
OTHER = {
    "char": "Altered",
    "text": "Altered",
    "date": "2026-03-03",
    "datetime": "2026-03-03 03:03:03",
    "one2many": [Command.create({})],
    "json": "Altered",
    "binary": b"QWx0ZXJlZA==",
}
MAGIC = {"id", "create_uid", "create_date", "write_uid", "write_date", "state"}

# What a second record of a model needs to be there.
_OTHER_VALS = {
    "crm.lead": {"name": "Other"},
    "crm.contract.end.ground": {"name": "Other", "code": "other"},
    "crm.contract.classification": {"name": "Other", "code": "other"},
    "crm.contract.indicator": {"name": "Other"},
    "crm.contract.process": {"name": "Other", "category": "complaint"},
    "crm.contract.purge": {},
    "crm.contract.breach.type": {"name": "Other"},
    "account.move": {"move_type": "entry"},
    "helpdesk.ticket": {"name": "Other", "description": "Other"},
}


class FreezeCase(ThirdPartyCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.freeze_class("2026-06-01 04:00:00")
        cls._build_contract()
        cls._build_papers()
        cls._build_cap()
        cls.breach, cls.claim = cls._claim()
        records = (
            *cls._of_contract(),
            *cls._of_third_party(),
            *cls._of_breach(),
            *cls._of_dispute(),
            *cls._of_service(),
            cls._disclosure(cls.contract),
            cls.clause,
            *cls._purged(),
            cls._incident(cls.contract, state="closed"),
        )
        cls.frozen = {record._name: record for record in records}

    @classmethod
    def _build_contract(cls):
        cls.contract_type.requirement_ids = [
            Command.create({"name": "Training accepted", "gate": "close"})
        ]
        cls.contract = cls._create_contract(amount_total=1000, scope="Service")
        cls.standard = cls._standard(cls.contract)
        cls.clause = cls._clause(cls.contract)
        cls.fee = cls.env["crm.contract.fee"].create(
            {
                "contract_id": cls.contract.id,
                "name": "Support",
                "amount": 1000,
                "due_date": "2026-05-01",
            }
        )
        cls.obligation = cls._create_obligation(cls.contract)
        cls.report_duty = cls._create_report_duty(cls.contract)
        cls._sign(cls.contract, "2026-01-15").action_activate()

    @classmethod
    def _build_papers(cls):
        cls.execution = cls.contract._main_execution()
        cls.party = cls.contract.party_ids.filtered(lambda party: party.side == "b")
        cls.signature = cls.execution.signature_ids.filtered(lambda row: row.side == "b")
        cls.question = cls._question(cls.signature)
        cls.rule = cls.contract.penalty_rule_ids
        cls.requirement = cls.contract.requirement_ids
        cls.notice = cls.env["crm.contract.notice"].create(
            {"contract_id": cls.contract.id, "side": "b", "sent_on": "2026-06-01"}
        )
        cls.interruption = cls.env["crm.contract.interruption"].create(
            {
                "contract_id": cls.contract.id,
                "kind": "creditor_delay",
                "side": "b",
                "date_start": "2026-05-01",
                "date_end": "2026-05-02",
            }
        )
        cls.interruption.action_accept()
        cls.nda = cls.env["crm.contract.nda"].create(
            {"contract_id": cls.contract.id, "name": "Secrets"}
        )
        cls._build_amendment()
        cls.nda.action_send_to_sign()
        for side in ("a", "b"):
            cls._record_marks(cls.nda.execution_id, side, "2026-02-01", "2026-02-01")

    @classmethod
    def _build_amendment(cls):
        """Applied to a contract of its own."""
        cls.contract_type.is_amendment_notice_needed = False
        change = {"subject": "contract", "term": "contract.scope", "value_text": "More"}
        cls.amendment = cls.env["crm.contract.amendment"].create(
            {
                "contract_id": cls._create_active("2026-01-15").id,
                "name": "More",
                "side": "a",
                "reason": "More work",
                "change_ids": [Command.create(change)],
            }
        )
        cls.amendment.action_negotiate()
        cls.amendment.action_send_to_sign()
        for side in ("a", "b"):
            cls._record_marks(cls.amendment.execution_id, side, "2026-02-01", "2026-02-01")

    @classmethod
    def _build_cap(cls):
        """A third party's cap that was raised, and one entry in its ledger."""
        cls.third_party = cls._consented()
        common = {"contract_id": cls.contract.id, "third_party_id": cls.third_party.id}
        cls.responsibility = cls.env["crm.contract.responsibility"].create(
            {**common, "name": "Quality", "part_third": "accountable"}
        )
        cls.share = cls.env["crm.contract.share"].create(
            {**common, "name": "Sales", "percent_a": 50, "percent_b": 30, "percent_third": 20}
        )
        cls._sign_agreement(cls.third_party)
        cls.third_party.action_activate()
        cls.qualification = cls._certify(cls.third_party)
        cls.cap = cls.env["crm.contract.liability.cap"].create(
            {"third_party_id": cls.third_party.id, "fixed_amount": 60000}
        )
        cls.cap.action_determine()
        cls.cap._change_limit(70000, "More work")
        cls.entry = cls.env["crm.contract.liability.entry"].create(
            {
                "account_id": cls.cap.account_ids.id,
                "kind": "commit",
                "bucket": "committed",
                "amount": 10000,
            }
        )

    @classmethod
    def _question(cls, signature):
        """Asked before signing, and never answered."""
        asked = doors.through(cls.env["crm.contract.question"], "crm_contract_settle").create(
            {"signature_id": signature.id, "code": "cap", "question": "All of it?"}
        )
        return doors.closed(asked, "crm_contract_settle")

    @classmethod
    def _of_contract(cls):
        papers = (cls.execution, cls.signature, cls.question, cls.notice, cls.nda)
        papers += (cls.rule, cls.requirement)
        papers += (cls.interruption, cls._ended(), cls._settled_line())
        papers += (cls.amendment, cls.amendment.change_ids)
        return (cls.contract, cls.party, *papers, cls.obligation, cls.fee, cls.fee.payment_ids)

    @classmethod
    def _ended(cls):
        """The agreement by which another contract has ended."""
        contract = cls._create_active()
        mutual = cls.env.ref("crm_contract_compliance.end_ground_mutual")
        agreement = cls.env["crm.contract.termination"].create(
            {
                "contract_id": contract.id,
                "ground_id": mutual.id,
                "evidence_ids": cls._link(cls._create_file()),
            }
        )
        agreement.action_make_effective()
        return agreement

    @classmethod
    def _settled_line(cls):
        """What was agreed besides in a settlement that stands."""
        agreement = cls._ended()
        line = {"termination_id": agreement.id, "name": "Keys", "debtor_side": "b", "amount": 100}
        line = cls.env["crm.contract.settlement.line"].create(line)
        agreement.action_settle()
        return line

    @classmethod
    def _of_third_party(cls):
        changes = cls.contract.amendment_line_ids
        agreed = (cls.responsibility, cls.share, *cls._of_data())
        return (cls.third_party, cls.qualification, cls.cap, cls.entry, changes, *agreed)

    @classmethod
    def _of_data(cls):
        """What the third party may do with personal data, and one person's answer."""
        terms = {**ITEMS, "assessed_on": "2026-06-01", "assessor": "Zhao Lei", "result": "passed"}
        processing = cls.env["crm.contract.data.processing"].create(
            {"third_party_id": cls.third_party.id, **terms}
        )
        processing.action_activate()
        customer = cls.contract.partner_id
        contact = cls.env["res.partner"].create({"name": "Contact", "parent_id": customer.id})
        answer = {"processing_id": processing.id, "partner_id": contact.id}
        consent = {**answer, "basis": "contract", "consented_on": "2026-06-01"}
        return (processing, cls.env["crm.contract.data.consent"].create(consent))

    @classmethod
    def _of_breach(cls):
        return (cls.breach, cls.breach.loss_ids, cls.claim)

    @classmethod
    def _of_dispute(cls):
        dispute = cls._dispute(cls.contract)
        dispute.write({"resolved_on": "2026-06-01", "outcome": "Half each"})
        dispute.action_settle()
        dispute.action_close()
        return (dispute, dispute.talk_ids, dispute.cost_ids)

    @classmethod
    def _incident(cls, contract, **values):
        vals = {"contract_id": contract.id, "name": "Customer list", **values}
        return cls.env["crm.contract.incident"]._register_existing([vals])

    @classmethod
    def _dispute(cls, contract):
        talk = {"people": "Li Na", "summary": "None", "held_on": "2026-06-01"}
        dispute = {"contract_id": contract.id, "side": "a", "name": "Quality"}
        cost = {"name": "Fee", "payer_side": "a", "amount": 1, "paid_on": "2026-06-01"}
        dispute |= {"talk_ids": [Command.create(talk)], "cost_ids": [Command.create(cost)]}
        return cls.env["crm.contract.dispute"].create(dispute)

    @classmethod
    def _of_service(cls):
        case = cls._case(cls.contract)
        case._cancel("Registered twice")
        communication = cls._communication(cls.contract)
        communication.action_put_into_archive()
        report = cls._create_report()
        report.action_submit()
        return (case, cls.standard, communication, report, report.line_ids)

    @classmethod
    def _clause(cls, contract):
        clause = cls.env["crm.contract.clause"].create(
            {"contract_id": contract.id, "name": "Secrecy", "body": "Nothing is told."}
        )
        clause.action_confirm_wording()  # there are no Chinese words
        return clause

    @classmethod
    def _standard(cls, contract, **values):
        standards = cls.env["crm.contract.service.standard"]
        return standards.create({"contract_id": contract.id, "category": "other", **values})

    @classmethod
    def _case(cls, contract):
        """A complaint that came in today."""
        return cls.env["crm.contract.case"].create(
            {
                "contract_id": contract.id,
                "kind": "complaint",
                "name": "Too slow",
                "channel_id": cls.env.ref("crm_contract_compliance.channel_phone").id,
            }
        )

    @classmethod
    def _communication(cls, contract):
        return cls.env["crm.contract.communication"].create(
            {
                "contract_id": contract.id,
                "name": "Called",
                "summary": "They called.",
                "channel_id": cls.env.ref("crm_contract_compliance.channel_phone").id,
            }
        )

    @classmethod
    def _disclosure(cls, contract):
        """One without a ground, and its proposed breach."""
        return cls.env["crm.contract.disclosure"].create(
            {
                "contract_id": contract.id,
                "name": "Price list",
                "recipient": "Rival",
                "disclosed_on": "2026-05-20",
                "legal_basis": "none",
            }
        )

    @classmethod
    def _purged(cls):
        """A purge that is done; what went is not asked for here."""
        purge = cls.env["crm.contract.purge"]._register_existing([{"state": "done"}])
        vals = {"purge_id": purge.id, "res_model": "crm.contract.disclosure", "count": 1}
        return purge, cls.env["crm.contract.purge.line"]._write_lines([vals])

    @classmethod
    def _create_report_duty(cls, contract):
        received = cls.env.ref("crm_contract_compliance.indicator_complaints_received")
        duty = {"name": "Analysis", "kind": "report", "indicator_ids": received.ids}
        return cls.env["crm.contract.obligation"].create({**duty, "contract_id": contract.id})

    @classmethod
    def _create_report(cls):
        """Of the duty's first occurrence that has none yet."""
        reports = cls.env["crm.contract.report"]
        row = cls.report_duty.deadline_ids.filtered(lambda row: not row.report_ids)[0]
        return reports.create({"deadline_id": row.id})

    @classmethod
    def _create_obligation(cls, contract):
        return cls.env["crm.contract.obligation"].create(
            {"contract_id": contract.id, "name": "Visit", "kind": "visit"}
        )

    @classmethod
    def _claim(cls):
        """A breach that was judged and claimed from, and its confirmed claim."""
        breach = cls._breach(
            cls.contract, fact="Late", impact="Lost", severity="minor", fault="ordinary"
        )
        cls.env["crm.contract.loss"].create({"breach_id": breach.id, "name": "Data", "amount": 100})
        breach.action_assess()
        claim = cls.env["crm.contract.claim"].create(
            {"breach_id": breach.id, "claimed_amount": 100}
        )
        breach.write({"state": "claimed"})
        claim.action_confirm()
        return breach, claim

    @classmethod
    def _breach(cls, contract, **values):
        breach_type = cls.env["crm.contract.breach.type"].create({"name": "Service"})
        return cls.env["crm.contract.breach"].create(
            {
                "contract_id": contract.id,
                "type_id": breach_type.id,
                "side": "b",
                "clause": "8.2",
                "occurred_on": "2026-05-01",
                "known_on": "2026-05-02",
                **values,
            }
        )

    def _other_value(self, record, field):
        """A value that ``record`` does not have in ``field``."""
        old = record[field.name]
        if field.type in ("integer", "float", "monetary", "many2one_reference"):
            return old + 1
        if field.type == "boolean":
            return not old
        if field.type == "selection":
            return next((value for value in field.get_values(self.env) if value != old), False)
        if field.type in ("many2one", "many2many"):
            other = self._other_record(field.comodel_name, old)
            return [Command.link(other.id)] if field.type == "many2many" else other.id
        return OTHER[field.type]

    def _other_record(self, model, old):
        records = self.env[model].with_context(active_test=False)
        found = records.search([("id", "not in", old.ids)], limit=1)
        return found or self._make_other(model)

    def _make_other(self, model):
        """A second one, where the world of the test holds none: by its maker, or with few words."""
        records = self.env[model]
        if model in _OTHER_VALS:
            return records.create(_OTHER_VALS[model])
        makers = {
            "ir.attachment": self._create_file,
            "crm.contract": self._create_contract,
            "res.partner.bank": self._create_bank_account,
            "res.company": self._create_company,
            "crm.contract.requirement": lambda: records.create(
                {"name": "Other", "type_id": self._create_type().id}
            ),
            "crm.contract.report": self._create_report,
            "crm.contract.notice": lambda: records.create(
                {"contract_id": self.contract.id, "side": "a", "sent_on": "2026-05-01"}
            ),
            "crm.contract.amendment": self.amendment.copy,
            "mail.activity": lambda: self.contract.activity_schedule(user_id=self.env.uid),
            "crm.contract.obligation": lambda: self._create_obligation(self._create_contract()),
            "crm.contract.execution": self._create_other_execution,
            "crm.contract.third.party": self._propose,
            "crm.contract.data.processing": lambda: records.create(
                {"third_party_id": self.third_party.id}
            ),
            "crm.contract.liability.cap": self._create_other_cap,
            "crm.contract.breach": lambda: self._breach(self.contract),
            "crm.contract.claim": lambda: self._claim()[1],
            "crm.contract.fee": lambda: self.fee.copy({"contract_id": self._create_contract().id}),
            "crm.contract.dispute": lambda: self._dispute(self.contract),
            "crm.contract.nda": self.nda.copy,
            "crm.contract.disclosure": lambda: self._disclosure(self.contract),
            "crm.contract.incident": lambda: self._incident(self.contract),
            "crm.contract.penalty.rule": lambda: self._create_contract().penalty_rule_ids,
            "crm.contract.liability.account": lambda: self._create_other_cap().account_ids,
        }
        return makers[model]()

    def _create_bank_account(self):
        return self.env["res.partner.bank"].create(
            {"acc_number": "6222 0000 1111", "partner_id": self.partner.id}
        )

    def _create_other_cap(self):
        cap = self.cap.create({"third_party_id": self._propose().id, "fixed_amount": 1000})
        cap.action_determine()
        return cap

    def _create_other_execution(self):
        other = self._create_contract()
        self._name_representatives(other)
        other.action_send_to_sign()
        return other._main_execution()
