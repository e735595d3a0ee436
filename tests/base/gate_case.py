"""Records of each model in each of its states, ready for every move that is legal from there."""

from odoo.fields import Command

from odoo.addons.crm_contract_compliance.models.base import doors

from ..common import ComplianceCase
from ..confidentiality.data_case import ITEMS
from ..third_party.third_party_case import SAID

# design.md, "Transitions": written by hand, not read from the code.
MOVES = {
    "crm.contract": {
        "draft": {"signing", "cancelled"},
        "signing": {"draft", "signed", "cancelled"},
        "signed": {"active", "cancelled"},
        "active": {"suspended", "ended"},
        "suspended": {"active", "ended"},
        "ended": {"closed"},
        "closed": set(),
        "cancelled": set(),
    },
    "crm.contract.execution": {
        "open": {"executed", "void"},
        "executed": set(),
        "void": set(),
    },
    "crm.contract.deadline": {
        "open": {"submitted", "done", "skipped", "cancelled"},
        "submitted": {"done", "open"},
        "done": {"open"},
        "skipped": {"open"},
        "cancelled": {"open"},
    },
    "crm.contract.amendment": {
        "requested": {"negotiating", "withdrawn"},
        "negotiating": {"signing", "withdrawn"},
        "signing": {"executed", "negotiating", "withdrawn"},
        "executed": {"applied"},
        "applied": set(),
        "withdrawn": set(),
    },
    "crm.contract.nda": {
        "draft": {"active", "cancelled"},
        "active": {"ended"},
        "ended": set(),
        "cancelled": set(),
    },
    "crm.contract.third.party": {
        "proposed": {"consented", "rejected"},
        "consented": {"active", "rejected"},
        "active": {"exiting", "ended"},
        "exiting": {"active", "ended"},
        "ended": set(),
        "rejected": set(),
    },
    "crm.contract.data.processing": {
        "draft": {"active"},
        "active": {"ended"},
        "ended": set(),
    },
    "crm.contract.breach": {
        "proposed": {"registered", "dismissed"},
        "registered": {"assessed", "dismissed"},
        "assessed": {"claimed", "closed", "dismissed"},
        "claimed": {"closed"},
        "closed": set(),
        "dismissed": set(),
    },
    "crm.contract.claim": {
        "draft": {"confirmed", "dismissed"},
        "confirmed": {"settled", "reversed"},
        "settled": {"reversed"},
        "dismissed": set(),
        "reversed": set(),
    },
    "crm.contract.interruption": {
        "proposed": {"accepted", "rejected"},
        "accepted": {"rejected"},
        "rejected": set(),
    },
    "crm.contract.dispute": {
        "negotiation": {"arbitration", "litigation", "settled"},
        "arbitration": {"decided", "settled"},
        "litigation": {"decided", "settled"},
        "decided": {"closed"},
        "settled": {"closed"},
        "closed": set(),
    },
    "crm.contract.termination": {
        "draft": {"notified", "effective", "withdrawn"},
        "notified": {"effective", "withdrawn"},
        "effective": {"settled"},
        "settled": set(),
        "withdrawn": set(),
    },
    "crm.contract.purge": {"draft": {"done"}, "done": set()},
    "crm.contract.case": {
        "received": {"assigned", "cancelled"},
        "assigned": {"in_progress", "cancelled"},
        "in_progress": {"answered"},
        "answered": {"closed", "in_progress"},
        "closed": set(),
        "cancelled": set(),
    },
    "crm.contract.incident": {
        "open": {"notified"},
        "notified": {"closed"},
        "closed": set(),
    },
}
FIRST = {
    "crm.contract": "draft",
    "crm.contract.execution": "open",
    "crm.contract.deadline": "open",
    "crm.contract.amendment": "requested",
    "crm.contract.nda": "draft",
    "crm.contract.third.party": "proposed",
    "crm.contract.data.processing": "draft",
    "crm.contract.breach": "proposed",
    "crm.contract.claim": "draft",
    "crm.contract.interruption": "proposed",
    "crm.contract.case": "received",
    "crm.contract.dispute": "negotiation",
    "crm.contract.termination": "draft",
    "crm.contract.purge": "draft",
    "crm.contract.incident": "open",
}
# A breach that a person enters is registered at once; only the daily job proposes.
BORN = {**FIRST, "crm.contract.breach": "registered"}


class GateCase(ComplianceCase):
    """Records come through the second door, with whatever their guards ask for."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.freeze_class("2026-06-01 04:00:00")
        cls.anzhi = cls.env["res.partner"].create({"name": "Anzhi Data", "is_company": True})
        cls.breach_type = cls.env["crm.contract.breach.type"].create({"name": "Service"})
        cls.home_breach = cls.env["crm.contract.breach"]
        cls.home_third_party = cls.env["crm.contract.third.party"]
        cls.home = cls.env["crm.contract"]
        cls.home = cls._register_contract("active", name="Home of the children")
        cls.home_breach = cls._register_breach("claimed")
        cls.keeper = cls._new_user("cc_keeper", "manager")
        cls.keeper.group_ids |= cls.env.ref("crm_contract_compliance.group_contract_confidential")
        cls.home_third_party = cls._register_third_party("consented")

    @classmethod
    def _vals(cls, model, **values):
        """The least that a person gives to create a record of ``model``."""
        least = {**cls._of_the_agreement(), **cls._of_its_life(), **cls._of_what_went_wrong()}
        return {**least[model], **values}

    @classmethod
    def _of_the_agreement(cls):
        """A contract, what is signed and dated of it, who steps in."""
        return {
            "crm.contract": {
                "name": "Gate",
                "type_id": cls.contract_type.id,
                "partner_id": cls.partner.id,
            },
            "crm.contract.execution": {"contract_id": cls.home.id, "kind": "amendment"},
            "crm.contract.deadline": {
                "contract_id": cls.home.id,
                "kind": "duty",
                "due_date": "2026-07-01",
                "res_model": "crm.contract",
                "res_id": cls.home.id,
                "key": "gate",
                "skip_reason": "Not needed",
                "rejection_reason": "Unreadable",
            },
            "crm.contract.nda": {"contract_id": cls.home.id, "name": "Gate"},
            "crm.contract.third.party": {
                "contract_id": cls.home.id,
                "partner_id": cls.anzhi.id,
                "kind": "consultant",
                "date_start": "2026-06-01",
                **SAID,
            },
            "crm.contract.data.processing": {
                "third_party_id": cls.home_third_party.id,
                **ITEMS,
                "assessed_on": "2026-06-01",
                "assessor": "Zhao Lei",
                "result": "passed",
            },
        }

    @classmethod
    def _of_its_life(cls):
        """What changes it, interrupts it and ends it."""
        return {
            "crm.contract.amendment": {
                "contract_id": cls.home.id,
                "name": "Gate",
                "side": "b",
                "reason": "More work",
                "change_ids": [
                    Command.create(
                        {"subject": "contract", "term": "contract.scope", "value_text": "More"}
                    )
                ],
            },
            "crm.contract.interruption": {
                "contract_id": cls.home.id,
                "side": "a",
                "event": "war",
                "is_unforeseeable": True,
                "is_unavoidable": True,
                "is_insurmountable": True,
                "rejection_reason": "Forged",
            },
            "crm.contract.dispute": {
                "contract_id": cls.home.id,
                "name": "Gate",
                "side": "a",
            },
            "crm.contract.termination": {
                "contract_id": cls.home.id,
                "ground_id": cls.env.ref("crm_contract_compliance.end_ground_mutual").id,
                "is_mutual": True,
            },
        }

    @classmethod
    def _of_what_went_wrong(cls):
        """Breaches, claims and complaints."""
        return {
            "crm.contract.breach": {
                "contract_id": cls.home.id,
                "type_id": cls.breach_type.id,
                "side": "b",
                "clause": "8.2",
            },
            "crm.contract.claim": {
                "breach_id": cls.home_breach.id,
                "claimed_amount": 100,
            },
            "crm.contract.case": {
                "contract_id": cls.home.id,
                "kind": "complaint",
                "name": "Gate",
                "channel_id": cls.env.ref("crm_contract_compliance.channel_phone").id,
            },
            "crm.contract.purge": {"reason": "Three years are over"},
            "crm.contract.incident": {"contract_id": cls.home.id, "name": "Gate"},
        }

    @classmethod
    def _in_state(cls, model, state, new=None):
        """A record in ``state``; ``new``: whither it is to move from there."""
        if model == "crm.contract.third.party":
            return cls._register_third_party(state, is_signed=new != "rejected")
        if model == "crm.contract.breach":
            return cls._register_breach(state, is_claimed=new == "claimed")
        if model == "crm.contract.dispute":
            return cls._register_dispute(state, is_arbitrated=new == "arbitration")
        if model == "crm.contract.termination":
            return cls._register_termination(state, is_agreed=new in ("effective", "withdrawn"))
        if model == "crm.contract.amendment":
            return cls._register_amendment(state, is_proven=new == "applied")
        makers = {
            "crm.contract": cls._register_contract,
            "crm.contract.execution": cls._register_execution,
            "crm.contract.nda": cls._register_nda,
            "crm.contract.claim": cls._register_claim,
            "crm.contract.case": cls._register_case,
            "crm.contract.purge": cls._register_purge,
            "crm.contract.incident": cls._register_incident,
        }
        maker = makers.get(model) or (
            lambda state: cls.env[model]._register_existing([cls._vals(model, state=state)])
        )
        return maker(state)

    @classmethod
    def _register_contract(cls, state, **values):
        vals = cls._vals("crm.contract", state=state, **values)
        vals["party_ids"] = [
            Command.create(
                {
                    "side": "a",
                    "partner_id": cls.our_partner.id,
                    "representative_id": cls.our_person.id,
                }
            ),
            Command.create(
                {
                    "side": "b",
                    "partner_id": cls.partner.id,
                    "representative_id": cls.their_person.id,
                }
            ),
        ]
        if state not in ("draft", "cancelled"):
            vals["execution_ids"] = [
                Command.create(cls._execution_vals("open" if state == "signing" else "executed"))
            ]
        if state in ("active", "suspended", "ended", "closed"):
            vals |= {
                "effective_date": "2026-01-15",
                "ended_on": "2026-05-01",
                "end_ground": "mutual",
            }
        return cls.env["crm.contract"]._register_existing([vals])

    @classmethod
    def _register_execution(cls, state):
        return cls.env["crm.contract.execution"]._register_existing(
            [
                {
                    **cls._execution_vals(state),
                    "contract_id": cls.home.id,
                    "kind": "amendment",
                    "executed_on": "2026-01-15",
                }
            ]
        )

    @classmethod
    def _register_amendment(cls, state, is_proven=False):
        """Signed by both; without its notice it is executed and not applied by that."""
        values = {"state": state, "effective_date": "2026-05-01"}
        if state not in ("requested", "negotiating"):
            is_signed = state in ("executed", "applied")
            execution = cls.env["crm.contract.execution"]._register_existing(
                [
                    {
                        **cls._execution_vals("executed" if is_signed else "open"),
                        "contract_id": cls.home.id,
                        "kind": "amendment",
                        "executed_at": "2026-01-15 04:00:00",
                    }
                ]
            )
            values["execution_id"] = execution.id
        if is_proven:
            notice = {"contract_id": cls.home.id, "kind": "amendment", "side": "b"}
            proof = {"sent_on": "2026-06-01", "proof_reference": "SF1"}
            values["notice_id"] = cls.env["crm.contract.notice"].create({**notice, **proof}).id
        vals = cls._vals("crm.contract.amendment", **values)
        return cls.env["crm.contract.amendment"]._register_existing([vals])

    @classmethod
    def _register_nda(cls, state):
        execution = cls.env["crm.contract.execution"]._register_existing(
            [
                {
                    **cls._execution_vals("executed" if state in ("active", "ended") else "open"),
                    "contract_id": cls.home.id,
                    "kind": "nda",
                }
            ]
        )
        return cls.env["crm.contract.nda"]._register_existing(
            [
                cls._vals(
                    "crm.contract.nda",
                    state=state,
                    execution_id=execution.id,
                    basis="dates",
                    date_start="2026-01-15",
                    date_end="2026-05-31",
                )
            ]
        )

    @classmethod
    def _register_termination(cls, state, is_agreed=False):
        """Of a contract of its own; agreed on paper, or declared by a notice that arrived."""
        contract = cls._register_contract("active")
        vals = {"state": state, "contract_id": contract.id, "ended_on": "2026-05-01"}
        if is_agreed:
            file = cls.env["ir.attachment"].create({"name": "agreement.pdf", "raw": b"agreed"})
            vals["evidence_ids"] = [Command.link(file.id)]
        if not is_agreed or state == "notified":
            day = "2026-05-01"
            notice = cls.env["crm.contract.notice"].create(
                {
                    "contract_id": contract.id,
                    "kind": "rescission",
                    "side": "a",
                    "sent_on": day,
                    "delivered_on": day,
                    "proof_reference": "SF 1001",
                }
            )
            refusal = cls.env.ref("crm_contract_compliance.end_ground_refusal")
            vals |= {
                "ground_id": refusal.id,
                "kind": "rescission",
                "is_mutual": False,
                "initiator_side": "a",
                "notice_id": notice.id,
                "earliest_end_date": "2026-05-01",
            }
        vals = cls._vals("crm.contract.termination", **vals)
        return cls.env["crm.contract.termination"]._register_existing([vals])

    @classmethod
    def _register_third_party(cls, state, is_signed=True):
        """Both sides have consented; refused it can only be while its agreement is not signed."""
        execution = cls.env["crm.contract.execution"]._register_existing(
            [
                {
                    **cls._execution_vals("executed" if is_signed else "open"),
                    "contract_id": cls.home.id,
                    "kind": "third_party",
                }
            ]
        )
        model = "crm.contract.third.party"
        third_party = cls.env[model]._register_existing(
            [
                cls._vals(
                    model,
                    state="consented",
                    execution_id=execution.id,
                    exit_asked_on="2026-05-20",
                    exit_reason="It gives up the business",
                    end_reason="condition",
                    end_clause="12.3",
                    ended_on="2026-05-31",
                    rejection_reason="Price",
                )
            ]
        )
        for side in ("a", "b"):
            third_party._consent_of(side).write(
                {"done_on": "2026-05-10", "evidence_ids": cls._link(cls._create_file())}
            )
        doors.through(third_party, "crm_contract_register").write({"state": state})
        return third_party

    @classmethod
    def _register_breach(cls, state, is_claimed=False):
        """Judged by its four criteria; a claim hangs on it where it is to be claimed from."""
        vals = cls._vals(
            "crm.contract.breach",
            state=state,
            fact="Late",
            impact="A week lost",
            severity="minor",
            fault="ordinary",
            resolution="Forgiven",
        )
        breach = cls.env["crm.contract.breach"]._register_existing([vals])
        if is_claimed:
            cls.env["crm.contract.claim"].create({"breach_id": breach.id, "claimed_amount": 100})
        return breach

    @classmethod
    def _register_dispute(cls, state, is_arbitrated=False):
        """Talked over, filed, and with its outcome and judgment."""
        contract = cls.home
        if is_arbitrated:
            terms = {"forum": "arbitration", "forum_institution": "SHIAC"}
            contract = cls._register_contract("active", **terms)
        vals = cls._vals(
            "crm.contract.dispute",
            state=state,
            contract_id=contract.id,
            raised_on="2026-05-01",
            no_talk_reason="They are gone",
            filed_on="2026-05-02",
            resolved_on="2026-05-03",
            outcome="Both go home",
            loser_side="a",
            award_ids=cls._link(cls._create_file()),
        )
        return cls.env["crm.contract.dispute"]._register_existing([vals])

    @classmethod
    def _register_claim(cls, state):
        is_allowed = state in ("confirmed", "settled")
        return cls.env["crm.contract.claim"]._register_existing(
            [
                cls._vals(
                    "crm.contract.claim",
                    state=state,
                    allowed_amount=100 if is_allowed else 0,
                    decision_reason="Court",
                )
            ]
        )

    @classmethod
    def _register_case(cls, state):
        """With a person, a finding and an outcome notice, and a reason to cancel it."""
        vals = cls._vals(
            "crm.contract.case",
            state=state,
            user_id=cls.user.id,
            finding="unjustified",
            facts="Checked",
            outcome_sent_on="2026-06-01",
            cancel_reason="Twice",
        )
        return cls.env["crm.contract.case"]._register_existing([vals])

    @classmethod
    def _register_purge(cls, state):
        """Counted it has found one record past its day."""
        if state == "draft":
            contract = cls._register_contract("closed")
            order = {"authority": "Court", "legal_reference": "1", "legal_basis": "law"}
            cls.env["crm.contract.disclosure"].create(
                {
                    "contract_id": contract.id,
                    "name": "Gate",
                    "recipient": "Court",
                    "disclosed_on": "2023-05-10",
                    "known_on": "2023-05-10",
                    "document_ids": cls._link(cls._create_file()),
                    **order,
                }
            )
        vals = cls._vals("crm.contract.purge", state=state)
        purge = cls.env["crm.contract.purge"]._register_existing([vals])
        return purge.with_user(cls.keeper)  # a person's, never a job's

    @classmethod
    def _register_incident(cls, state):
        """With all that a notice says, both told, and its outcome."""
        items = ("kinds", "cause", "harm", "measures", "advice", "contact", "outcome")
        vals = cls._vals(
            "crm.contract.incident",
            state=state,
            **dict.fromkeys(items, "Said"),
            found_at="2026-05-31 04:00:00",
            authority_notified_at="2026-05-31 05:00:00",
            persons_notified_at="2026-05-31 06:00:00",
        )
        return cls.env["crm.contract.incident"]._register_existing([vals])

    @classmethod
    def _execution_vals(cls, state):
        """An instrument that both sides have signed and sealed on 2026-01-15."""
        vals = {
            "kind": "main",
            "state": state,
            "signature_ids": [
                Command.create(
                    {
                        "side": side,
                        "partner_id": partner.id,
                        "signer_id": person.id,
                        "signed_on": "2026-01-15",
                        "sealed_on": "2026-01-15",
                    }
                )
                for side, partner, person in (
                    ("a", cls.our_partner, cls.our_person),
                    ("b", cls.partner, cls.their_person),
                )
            ],
        }
        if state == "executed":
            vals |= {"executed_on": "2026-01-15", "executed_at": "2026-01-15 08:00:00"}
        return vals
