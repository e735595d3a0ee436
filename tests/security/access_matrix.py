"""The access matrix: its file, its records, and what each role may really do with them."""

import csv
from collections import namedtuple
from pathlib import Path

from odoo import Command, fields
from odoo.exceptions import AccessError
from odoo.tools import SQL

from .security_case import ADDON, SecurityCase

PATH = Path(__file__).with_name("access_matrix.csv")
OPERATIONS = ("create", "read", "write", "unlink")
EVERYBODY = frozenset(
    {
        "public",
        "portal",
        "employee",
        "own_user",
        "member",
        "other_user",
        "officer",
        "manager",
        "foreign_manager",
    }
)
BY_CLEARANCE = frozenset(
    {
        "own_user",
        "officer",
        "manager",
        "cleared_user",
        "cleared_officer",
        "cleared_manager",
    }
)
EXPECTED = {"yes": True, "no": False, "-": None}

Cell = namedtuple("Cell", "model place role operation is_allowed")

_WRITES = {
    "crm.contract": {"scope": "Changed"},
    "crm.contract.party": {"phone": "110"},
    "crm.contract.requirement": {"note": "Changed"},
    "crm.contract.nda": {"scope": "Changed"},
    "crm.contract.amendment": {"reason": "Changed"},
    "crm.contract.amendment.change": {"sequence": 5},
    "crm.contract.execution": {"document_id": False},
    "crm.contract.signature": {"method": "electronic"},
    "crm.contract.question": {"answer": "Yes"},
    "crm.contract.notice": {"proof_reference": "SF 1001"},
    "crm.contract.interruption": {"note": "Changed"},
    "crm.contract.dispute": {"note": "Changed"},
    "crm.contract.dispute.talk": {"summary": "Changed"},
    "crm.contract.dispute.cost": {"name": "Changed"},
    "crm.contract.incident": {"cause": "Changed"},
    "crm.contract.incident.notify.wizard": {"reference": "Changed"},
    "crm.contract.penalty.rule": {"clause": "7.2"},
    "crm.contract.obligation": {"note": "Changed"},
    "crm.contract.deadline": {"note": "Changed"},
    "crm.contract.type": {"description": "Changed"},
    "crm.contract.reminder.policy": {"to_owner": False},
    "crm.contract.signature.wizard": {"method": "electronic"},
    "crm.contract.renew.wizard": {"term_years": 2},
    "crm.contract.renewal.decision.wizard": {"reason": "Changed"},
    "crm.contract.end.wizard": {"reason": "Changed"},
    "crm.contract.override.wizard": {"reason": "Changed"},
    "crm.contract.end.ground": {"article": "Changed"},
    "crm.contract.classification": {"sequence": 90},
    "crm.contract.termination": {"reason": "Changed"},
    "crm.contract.settlement.line": {"name": "Changed"},
    "crm.contract.deadline.done.wizard": {"note": "Changed"},
    "crm.contract.deadline.snooze.wizard": {"choice": "three"},
    "crm.contract.deadline.reassign.wizard": {"user_id": 1},
    "crm.contract.deadline.reason.wizard": {"reason": "Changed"},
    "crm.contract.rest.days.wizard": {"year": 2025},
    "crm.contract.register.wizard": {"name": "Changed"},
    "crm.contract.legacy.wizard": {"file_name": "Changed"},
    "crm.contract.waive.wizard": {"reason": "Changed"},
    "crm.contract.settings.wizard": {"crm_contract_shift_weekends": True},
    "crm.contract.third.party": {"purpose": "Changed"},
    "crm.contract.qualification": {"issuer": "Changed"},
    "crm.contract.responsibility": {"clause": "Changed"},
    "crm.contract.share": {"clause": "Changed"},
    "crm.contract.liability.cap": {"carve_out_note": "Changed"},
    "crm.contract.as.of.wizard": {"day": "2026-06-29"},
    "crm.contract.consent.wizard": {"reason": "Changed"},
    "crm.contract.exit.wizard": {"reason": "Changed"},
    "crm.contract.third.party.end.wizard": {"note": "Changed"},
    "crm.contract.liability.post.wizard": {"note": "Changed"},
    "crm.contract.liability.limit.wizard": {"reason": "Changed"},
    "crm.contract.fee": {"clause": "4.2"},
    "crm.contract.breach": {"obligation": "Changed"},
    "crm.contract.loss": {"name": "Changed"},
    "crm.contract.claim": {"note": "Changed"},
    "crm.contract.breach.type": {"consequence": "Changed"},
    "crm.contract.reference.rate": {"source": "Changed"},
    "crm.contract.claim.wizard": {"head": "cost"},
    "crm.contract.decision.wizard": {"reason": "Changed"},
    "crm.contract.case": {"description": "Changed"},
    "crm.contract.service.standard": {"quality": "Changed"},
    "crm.contract.channel": {"sequence": 90},
    "crm.contract.communication": {"summary": "Changed"},
    "crm.contract.disclosure": {"scope": "Changed"},
    "crm.contract.purge": {"reason": "Changed"},
    "crm.contract.purge.line": {"count": 2},
    "crm.contract.training": {"note": "Changed"},
    "crm.contract.ability": {"color": 3},
    "crm.contract.process": {"review_note": "Changed"},
    "crm.contract.indicator": {"note": "Changed"},
    "crm.contract.report": {"findings": "Changed"},
    "crm.contract.report.line": {"value": 80.0},
    "crm.contract.customer.field": {"sequence": 90},
    "crm.contract.data.processing": {"purpose": "Changed"},
    "crm.contract.data.consent": {"withdrawn_on": "2026-06-30"},
    "crm.contract.data.export.wizard": {"with_phone": True},
    "crm.contract.case.finding.wizard": {"facts": "Changed"},
    "crm.contract.case.extend.wizard": {"reason": "Changed"},
    "crm.contract.case.notify.wizard": {"reference": "Changed"},
    "crm.contract.case.close.wizard": {"note": "Changed"},
    "crm.contract.case.cancel.wizard": {"reason": "Changed"},
    "crm.contract.clause": {"body": "Changed"},
}
# Code refuses these to everybody, before the rights are asked: here the rights alone are asked.
_RIGHTS_ONLY = {
    ("crm.contract.execution", "create"),
    ("crm.contract.signature", "create"),
    ("crm.contract.question", "create"),
    ("crm.contract.deadline", "create"),
    ("crm.contract.reminder", "create"),
    ("crm.contract.reminder", "write"),
    ("crm.contract.reminder", "unlink"),
    ("crm.contract.liability.account", "create"),
    ("crm.contract.liability.account", "write"),
    ("crm.contract.liability.account", "unlink"),
    ("crm.contract.liability.entry", "write"),
    ("crm.contract.liability.entry", "unlink"),
    ("crm.contract.amendment.line", "create"),
    ("crm.contract.amendment.line", "write"),
    ("crm.contract.amendment.line", "unlink"),
    ("crm.contract.payment", "create"),
    ("crm.contract.payment", "write"),
    ("crm.contract.payment", "unlink"),
    ("crm.contract.report.line", "create"),
    ("crm.contract.access", "create"),
    ("crm.contract.access", "write"),
    ("crm.contract.access", "unlink"),
    ("crm.contract.disclosure", "write"),
    ("crm.contract.disclosure", "unlink"),
    ("crm.contract.purge.line", "create"),
    ("crm.contract.purge.line", "write"),
    ("crm.contract.purge.line", "unlink"),
}


def load_cells():
    """The cells of the file, one a role and operation."""
    lines = [line for line in PATH.read_text().splitlines() if not line.startswith("#")]
    return [
        Cell(row["model"], row["place"], role, operation, EXPECTED[row[operation]])
        for row in csv.DictReader(lines)
        for role in row["roles"].split()
        for operation in OPERATIONS
    ]


def own_models(env):
    """Our models that have a table, wizards included."""
    return {
        name
        for name, model in env.registry.items()
        if model._original_module == ADDON and not model._abstract
    }


class AccessMatrixCase(SecurityCase):
    """One set of records for each place of the matrix."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.people = {
            "public": cls.public,
            "portal": cls.portal,
            "employee": cls.employee,
            "own_user": cls.user,
            "member": cls.member,
            "other_user": cls.other_user,
            "officer": cls.officer,
            "manager": cls.manager,
            "foreign_manager": cls.foreign_manager,
            "cleared_user": cls.cleared_user,
            "cleared_officer": cls.cleared_officer,
            "cleared_manager": cls.cleared_manager,
        }
        cls.anzhi = cls.env["res.partner"].create({"name": "Anzhi Data", "is_company": True})
        cls.breach_type = cls.env["crm.contract.breach.type"].create({"name": "Service"})
        cls.records = {}
        cls.vals = {}
        cls._build_place("own", cls.company)
        cls._build_place("foreign", cls.company_b)
        cls._build_place("classified", cls.company, is_classified=True)
        cls._build_place("others", cls.company, user_id=cls.other_user.id, member_ids=[])
        for place, company in (
            ("own", cls.company),
            ("foreign", cls.company_b),
            ("shared", cls.env["res.company"]),
        ):
            cls._build_configuration(place, company)
        cls._build_shared()
        cls._build_dialogs()

    @classmethod
    def _build_place(cls, place, company, **values):
        members = cls.member if place != "classified" else cls.member | cls.cleared_user
        values = {"company_id": company.id, "member_ids": cls._link(members), **values}
        cls._build_draft(place, cls._create_contract(**values))
        with_nda = cls._create_contract(**values)
        cls._keep_new(place, "crm.contract.nda", {"contract_id": with_nda.id, "name": "Drawings"})
        cls._build_signing(place, cls._create_contract(**values))
        cls._build_active(place, cls._create_active(**values))
        cls._build_ended(place, cls._create_active(**values))
        cls._build_third_party(place, cls._create_contract(**values))
        cls._build_money(place, cls._create_contract(**values))
        cls._build_access(place, cls.records["crm.contract", place])

    @classmethod
    def _build_draft(cls, place, draft):
        contract_vals = {
            "name": "New",
            "partner_id": cls.partner.id,
            "company_id": draft.company_id.id,
            "type_id": cls.contract_type.id,
            "is_classified": draft.is_classified,
        }
        third = {"contract_id": draft.id, "side": "third", "partner_id": cls.their_person.id}
        cls._keep(place, draft, contract_vals)
        cls._keep(place, draft.party_ids[1], third)
        cls._keep(place, draft.penalty_rule_ids[0], {"contract_id": draft.id, "rate": 1.0})
        cls._keep_new(
            place, "crm.contract.requirement", {"contract_id": draft.id, "name": "Insurance"}
        )
        cls._keep_new(place, "crm.contract.obligation", {"contract_id": draft.id, "name": "Visit"})
        clause = {"contract_id": draft.id, "name": "Secrecy", "body": "Nothing is told."}
        cls._keep_new(place, "crm.contract.clause", clause)

    @classmethod
    def _build_signing(cls, place, contract):
        cls._name_representatives(contract)
        contract.action_send_to_sign()
        cls._keep(place, contract.execution_ids)
        row = contract.execution_ids.signature_ids[0]
        cls._keep(place, row)
        clause = {"code": "cap", "title": "Cap", "text": "At most 60,000."}
        asked = cls.env["crm.contract.question"]._ask(row, clause, "All of it?", row.partner_id)
        cls._keep(place, asked)

    @classmethod
    def _build_active(cls, place, contract):
        row = contract.deadline_ids[0]
        notice = {"contract_id": contract.id, "side": "a", "sent_on": "2026-06-30"}
        cls._keep_new(place, "crm.contract.notice", notice)
        interruption = {"contract_id": contract.id, "side": "a", "date_start": "2026-06-30"}
        cls._keep_new(place, "crm.contract.interruption", interruption)
        dispute = {"contract_id": contract.id, "side": "a", "name": "Quality"}
        cls._keep_new(place, "crm.contract.dispute", dispute)
        talk = {"people": "Li Na", "summary": "None", "held_on": "2026-06-30"}
        talk["dispute_id"] = cls.records["crm.contract.dispute", place].id
        cls._keep_new(place, "crm.contract.dispute.talk", talk)
        cost = {"name": "Court fee", "payer_side": "a", "amount": 1.0}
        cost["dispute_id"] = talk["dispute_id"]
        cls._keep_new(place, "crm.contract.dispute.cost", cost)
        incident = {"contract_id": contract.id, "name": "Customer list"}
        cls._keep_new(place, "crm.contract.incident", incident)
        mutual = cls.env.ref(f"{ADDON}.end_ground_mutual")
        cls._keep_new(
            place,
            "crm.contract.termination",
            {"contract_id": contract.id, "ground_id": mutual.id, "is_mutual": True},
        )
        cls._keep(place, row)
        cls._keep(place, cls._create_reminder(row))
        wish = {"contract_id": contract.id, "side": "a", "name": "More", "reason": "More work"}
        cls._keep_new(place, "crm.contract.amendment", wish)
        amendment = cls.records["crm.contract.amendment", place]
        change = {"amendment_id": amendment.id, "subject": "contract", "value_text": "More"}
        kept = cls.env["crm.contract.amendment.change"].create({**change, "term": "contract.scope"})
        cls._keep(place, kept, {**change, "term": "contract.governing_law", "value_char": "PRC"})

    @classmethod
    def _build_ended(cls, place, contract):
        """Its end is agreed on paper, and is being settled."""
        paper = cls.env["ir.attachment"].create({"name": "agreement.pdf", "raw": b"agreed"})
        end = cls.env["crm.contract.termination"].create(
            {
                "contract_id": contract.id,
                "ground_id": cls.env.ref(f"{ADDON}.end_ground_mutual").id,
                "evidence_ids": cls._link(paper),
            }
        )
        end.action_make_effective()
        line = {"termination_id": end.id, "name": "Keys", "debtor_side": "b", "amount": 100.0}
        cls._keep_new(place, "crm.contract.settlement.line", line)

    @classmethod
    def _build_third_party(cls, place, contract):
        """A proposal that may still go, and beside it one whose cap has a ledger and a history."""
        proposal = {
            "contract_id": contract.id,
            "partner_id": cls.anzhi.id,
            "kind": "consultant",
        }
        cls._keep_new(place, "crm.contract.third.party", proposal)
        held = cls.env["crm.contract.third.party"].create(proposal)
        cls._keep_new(
            place, "crm.contract.qualification", {"third_party_id": held.id, "name": "ISO 27001"}
        )
        cls._build_data(place, held)
        common = {"contract_id": contract.id, "third_party_id": held.id, "name": "Quality"}
        cls._keep_new(place, "crm.contract.responsibility", common)
        cls._keep_new(place, "crm.contract.share", {**common, "percent_a": 100.0})
        terms = {"third_party_id": held.id, "fixed_amount": 60000}
        cls._keep_new(place, "crm.contract.liability.cap", terms)
        cap = cls.env["crm.contract.liability.cap"].create(terms)
        cap.action_determine()
        cap._change_limit(70000, "More work")
        posting = {
            "account_id": cap.account_ids.id,
            "kind": "commit",
            "bucket": "committed",
            "amount": 1.0,
        }
        cls._keep(place, cap.account_ids)
        cls._keep_new(place, "crm.contract.liability.entry", posting)
        cls._keep(place, contract.amendment_line_ids)

    @classmethod
    def _build_data(cls, place, third_party):
        """A draft that may still go, and one that somebody has answered."""
        terms = {"third_party_id": third_party.id, "purpose": "Migration"}
        cls._keep_new(place, "crm.contract.data.processing", terms)
        asked = cls.env["crm.contract.data.processing"].create(terms)
        person = cls.env["res.partner"].create(
            {"name": "Contact", "parent_id": asked.contract_id.partner_id.id}
        )
        answer = {"processing_id": asked.id, "partner_id": person.id, "basis": "contract"}
        answer["consented_on"] = "2026-06-30"
        cls._keep_new(place, "crm.contract.data.consent", answer)

    @classmethod
    def _build_money(cls, place, contract):
        """A fee of a draft that may still go; in force, a payment, breaches and what they cost."""
        terms = {"name": "Support", "amount": 100.0, "due_date": "2026-03-31"}
        draft = cls.records["crm.contract", place]
        cls._keep_new(place, "crm.contract.fee", {**terms, "contract_id": draft.id})
        cls.env["crm.contract.fee"].create({**terms, "contract_id": contract.id})
        monthly = {"name": "Analysis", "kind": "report", "contract_id": contract.id}
        cls.env["crm.contract.obligation"].create(monthly)
        cls._sign(contract, "2026-01-15").action_activate()
        cls._keep(place, contract.payment_ids)
        breach = {
            "contract_id": contract.id,
            "type_id": cls.breach_type.id,
            "side": "b",
            "clause": "8.2",
            "occurred_on": "2026-05-19",
            "known_on": "2026-05-20",
        }
        cls._keep_new(place, "crm.contract.breach", breach)
        held = cls.env["crm.contract.breach"].create(breach)
        loss = {"breach_id": held.id, "name": "Data lost", "amount": 100.0}
        cls._keep_new(place, "crm.contract.loss", loss)
        cls._build_service(place, draft, contract)
        cls._build_report(place, contract)
        cls._keep_new(place, "crm.contract.claim", {"breach_id": held.id, "claimed_amount": 100.0})

    @classmethod
    def _build_service(cls, place, draft, contract):
        """A complaint under the contract in force, and a standard of the draft."""
        complaint = {
            "contract_id": contract.id,
            "kind": "complaint",
            "name": "Too slow",
            "channel_id": cls.env.ref(f"{ADDON}.channel_phone").id,
        }
        cls._keep_new(place, "crm.contract.case", complaint)
        call = {**complaint, "name": "Called", "summary": "They called."}
        call.pop("kind")
        cls._keep_new(place, "crm.contract.communication", call)
        passed_on = {"contract_id": contract.id, "name": "Drawings", "recipient": "Rival"}
        cls._keep_new(place, "crm.contract.disclosure", {**passed_on, "legal_basis": "none"})
        standard = {"contract_id": draft.id, "category": "training", "response_hours": 4.0}
        kept = cls.env["crm.contract.service.standard"].create(standard)
        cls._keep(place, kept, {**standard, "category": "consultation"})

    @classmethod
    def _build_report(cls, place, contract):
        """April's report stands; May's is still to be made."""
        indicators = cls.env["crm.contract.indicator"]
        goals = indicators.create([{"name": "Buy again"}, {"name": "Loyal"}])
        row = contract.deadline_ids.filtered(lambda row: row.duty_kind == "report")
        april, may = row.sorted("due_date")[:2]
        april.obligation_id.indicator_ids = goals[0]
        report = cls.env["crm.contract.report"].create({"deadline_id": april.id})
        cls._keep(place, report, {"deadline_id": may.id})
        line = {"report_id": report.id, "indicator_id": goals[1].id}
        cls._keep(place, report.line_ids, line)

    @classmethod
    def _build_shared(cls):
        """What stands beside the companies: the catalogue of breaches and the reference rates."""
        cls._keep_new("shared", "crm.contract.breach.type", {"name": "Quality", "side": "b"})
        ground = {"name": "Sale of the business", "code": "sale"}
        cls._keep(
            "shared",
            cls.env["crm.contract.end.ground"].create(ground),
            {**ground, "code": "brandnew"},
        )
        secret = {"name": "State secret", "code": "state_secret"}
        cls._keep(
            "shared",
            cls.env["crm.contract.classification"].create(secret),
            {**secret, "code": "brandnew"},
        )
        cls._keep_new("shared", "crm.contract.channel", {"name": "Fax"})
        cls._keep_new("shared", "crm.contract.ability", {"name": "Repair"})
        cls._keep_process("shared", False)
        cls._keep_new("shared", "crm.contract.indicator", {"name": "Buy again"})
        wanted = cls.env["crm.contract.customer.field"].with_context(active_test=False)
        website = wanted.search([("field_name", "=", "website")])
        cls._keep("shared", website, {"field_name": "comment"})
        rates = cls.env["crm.contract.reference.rate"]
        rate = rates.create({"valid_from": "2026-05-20", "percent": 3.0})
        cls._keep("shared", rate, {"valid_from": "2026-06-20", "percent": 3.0})

    @classmethod
    def _build_configuration(cls, place, company):
        values = {"name": "Of its own", "company_id": company.id}
        contract_type = cls._create_type(**values)
        cls._keep(place, contract_type, {**values, "code": "brandnew"})
        if company:
            cls._build_training(place, company)
            cls._build_purge(place, company)
        policies = cls.env["crm.contract.reminder.policy"].with_context(active_test=False)
        policy = policies.create({"kind": "duty", "company_id": company.id, "active": False})
        cls._keep(place, policy, {"kind": "nda", "company_id": company.id, "active": False})
        template = {"own": "template", "foreign": "foreign_template"}.get(place)
        if template:
            of_type = {"type_id": contract_type.id}
            cls._keep_new(template, "crm.contract.requirement", {**of_type, "name": "Insurance"})
            cls._keep_new(template, "crm.contract.penalty.rule", {**of_type, "rate": 1.0})
            cls._keep_new(template, "crm.contract.obligation", {**of_type, "name": "Visit"})
            cls._keep_new(template, "crm.contract.clause", {**of_type, "name": "Secrecy"})
            standard = {**of_type, "category": "training"}
            kept = cls.env["crm.contract.service.standard"].create(standard)
            cls._keep(template, kept, {**of_type, "category": "consultation"})

    @classmethod
    def _build_purge(cls, place, company):
        """That of the own company counts as confidential, too: it asks for the clearance."""
        purge = cls.env["crm.contract.purge"].with_company(company).create({"reason": "Over"})
        vals = {"purge_id": purge.id, "res_model": "crm.contract.disclosure"}
        line = cls.env["crm.contract.purge.line"]._write_lines([vals])
        for told in (place, "classified") if place == "own" else (place,):
            cls._keep(told, purge, {"reason": "Over"})
            cls._keep(told, line, vals)

    @classmethod
    def _keep_process(cls, place, company):
        """Of each kind of case there is one current process."""
        vals = {"name": "Repair", "company_id": company and company.id}
        process = cls.env["crm.contract.process"].create({**vals, "category": "consultation"})
        cls._keep(place, process, {**vals, "category": "after_sales"})

    @classmethod
    def _build_training(cls, place, company):
        cls._keep_process(place, company)
        ability = cls.env["crm.contract.ability"].create({"name": "Welding"})
        person = cls.user if company == cls.company else cls.foreign_manager
        training = {"ability_id": ability.id, "user_id": person.id, "company_id": company.id}
        cls._keep_new(place, "crm.contract.training", {**training, "trained_on": "2026-06-01"})

    @classmethod
    def _build_dialogs(cls):
        """Each role opens its dialogs on what it may read; somebody else's stand on ``own``."""
        for place in ("own", "foreign", "others"):
            for name, vals in cls._dialog_vals(place).items():
                model = f"crm.contract.{name}.wizard"
                cls.vals[model, "dialog", place] = vals
                if place == "own":
                    cls.records[model, "others_dialog"] = cls.env[model].create(vals)

    @classmethod
    def _dialog_vals(cls, place):
        deadline = cls.records["crm.contract.deadline", place]
        return {
            "signature": cls._signature_vals(cls.records["crm.contract.signature", place]),
            "settings": {"crm_contract_penalty_rate": 3.0},
            "rest.days": {"source": "published", "year": 2026},
            **cls._contract_dialogs(deadline.contract_id.id),
            **cls._deadline_dialogs({"deadline_ids": [Command.set(deadline.ids)]}),
            **cls._third_party_dialogs(place),
            **cls._breach_dialogs(cls.records["crm.contract.breach", place].id),
            **cls._case_dialogs({"case_id": cls.records["crm.contract.case", place].id}),
            "incident.notify": {
                "incident_id": cls.records["crm.contract.incident", place].id,
                "audience": "authority",
            },
        }

    @classmethod
    def _signature_vals(cls, signature):
        return {
            "execution_id": signature.execution_id.id,
            "signature_id": signature.id,
            "signer_id": cls.their_person.id,
            "capacity": "legal",
            "signed_on": "2026-06-30",
            "sealed_on": "2026-06-30",
        }

    @classmethod
    def _contract_dialogs(cls, contract):
        term = {"term_years": 1, "term_months": 0}
        paper = {"company_id": cls.company.id, "type_id": cls.contract_type.id, "our_side": "a"}
        return {
            "renew": {"contract_id": contract, **term, "amount_total": 1.0},
            "renewal.decision": {"contract_id": contract},
            "end": {
                "contract_id": contract,
                "ground_id": cls.env.ref(f"{ADDON}.end_ground_mutual").id,
                "kind": "termination",
            },
            "as.of": {"contract_id": contract, "day": "2026-06-30"},
            "register": {**paper, **term},
            "legacy": {},
        }

    @classmethod
    def _deadline_dialogs(cls, deadlines):
        return {
            "deadline.done": deadlines,
            "deadline.snooze": deadlines,
            "deadline.reassign": {**deadlines, "user_id": cls.user.id},
            "deadline.reason": {**deadlines, "reason": "Why"},
        }

    @classmethod
    def _third_party_dialogs(cls, place):
        requirement = cls.records["crm.contract.requirement", place].id
        cap = cls.records["crm.contract.liability.account", place].cap_id.id
        third_party = {"third_party_id": cls.records["crm.contract.third.party", place].id}
        return {
            "exit": {**third_party, "reason": "Why"},
            "third.party.end": {**third_party, "ground": "inability"},
            "waive": {"requirement_id": requirement, "reason": "Why"},
            "override": {
                "termination_id": cls.records["crm.contract.termination", place].id,
                "reason": "Why",
            },
            "consent": third_party,
            "data.export": {"processing_id": cls.records["crm.contract.data.processing", place].id},
            "liability.post": {"cap_id": cap, "amount": 1.0, "note": "Why"},
            "liability.limit": {"cap_id": cap, "limit_amount": 80000.0, "reason": "Why"},
        }

    @classmethod
    def _breach_dialogs(cls, breach):
        return {
            "claim": {"breach_id": breach, "head": "damages"},
            "decision": {"breach_id": breach, "reason": "Why"},
        }

    @classmethod
    def _case_dialogs(cls, case):
        day = {"extended_due_date": "2026-08-01", "notified_on": "2026-06-30"}
        return {
            "case.finding": {**case, "finding": "partly", "facts": "Checked"},
            "case.extend": {**case, "reason": "Why", **day},
            "case.notify": {**case, "answer": "Sorry"},
            "case.close": case,
            "case.cancel": {**case, "reason": "Why"},
        }

    @classmethod
    def _build_access(cls, place, contract):
        """Somebody took a file of it, of an open contract a tagged one."""
        log = cls.env["crm.contract.access"]
        contract.fetch(["is_classified"])
        log._note("download", {contract: contract})
        cls._keep(place, log.search([("contract_id", "=", contract.id)]))

    @classmethod
    def _create_reminder(cls, deadline):
        deadline.flush_recordset()
        [(reminder_id,)] = cls.env.execute_query(
            SQL(
                """INSERT INTO crm_contract_reminder (deadline_id, company_id, contract_user_id,
                    lead, due_date, sent_at, is_notice)
               VALUES (%s, %s, %s, 30, %s, %s, TRUE) RETURNING id""",
                deadline.id,
                deadline.company_id.id,
                deadline.contract_user_id.id,
                deadline.due_date,
                fields.Datetime.now(),
            )
        )
        return cls.env["crm.contract.reminder"].browse(reminder_id)

    @classmethod
    def _keep(cls, place, record, vals=None):
        record.ensure_one()
        cls.records[record._name, place] = record
        cls.vals[record._name, place] = vals

    @classmethod
    def _keep_new(cls, place, model, vals):
        cls._keep(place, cls.env[model].create(vals), vals)

    def mismatches(self, cells):
        """The cells that are not as the file says, in words."""
        found = []
        for cell in cells:
            if cell.is_allowed is not None and self.may(cell) != cell.is_allowed:
                verb = "may not" if cell.is_allowed else "may"
                found.append(f"{cell.role} {verb} {cell.operation} {cell.model} ({cell.place})")
        return found

    def may(self, cell):
        """Whether the role really gets through, tried and rolled back."""
        try:
            with self.undone():
                getattr(self, f"_try_{cell.operation}")(cell, self.people[cell.role])
        except AccessError:
            return False
        return True

    def _try_create(self, cell, user):
        model = self.as_user(self.env[cell.model], user)
        if (cell.model, "create") in _RIGHTS_ONLY:
            return model.check_access("create")
        vals = dict(self._vals(cell))
        if cell.model == "crm.contract":
            vals["user_id"] = user.id
        return model.create(vals)

    def _try_read(self, cell, user):
        record = self._record(cell, user)
        record.read(["create_date"])
        found = record.with_context(active_test=False).search([("id", "in", record.ids)])
        self.assertEqual(found, record, f"{cell}: read by id, but not found")

    def _try_write(self, cell, user):
        record = self._record(cell, user)
        if (cell.model, "write") in _RIGHTS_ONLY:
            return record.check_access("write")
        return record.write(_WRITES[cell.model])

    def _try_unlink(self, cell, user):
        record = self._record(cell, user)
        if (cell.model, "unlink") in _RIGHTS_ONLY:
            return record.check_access("unlink")
        return record.unlink()

    def _record(self, cell, user):
        """The record of the place; a dialog is the user's own, where there can be one."""
        if cell.place != "dialog":
            return self.as_user(self.records[cell.model, cell.place], user)
        dialog = self.env[cell.model].with_user(user).sudo().create(self._vals(cell))
        return self.as_user(dialog, user)

    def _vals(self, cell):
        if cell.place != "dialog":
            return self.vals[cell.model, cell.place]
        place = {"other_user": "others", "foreign_manager": "foreign"}.get(cell.role, "own")
        return self.vals[cell.model, "dialog", place]
