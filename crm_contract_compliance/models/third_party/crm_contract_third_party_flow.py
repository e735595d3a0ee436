from odoo import api, fields, models
from odoo.exceptions import UserError, ValidationError
from odoo.fields import Command

from ..base.windows import dialog_of
from ..base.words import listed
from .crm_contract_third_party_missing import SAID

# What both sides consent to: who it is, and what was told of it in writing (T0-17.1).
_PROPOSED = frozenset({"partner_id", "kind", "kind_note", *SAID})


class CrmContractThirdParty(models.Model):
    """From the proposal to acting: consents, the agreement, activation."""

    _inherit = "crm.contract.third.party"
    _transitions = {
        "proposed": {"consented": "_guard_consented", "rejected": "_guard_rejected"},
        "consented": {"active": "_guard_active", "rejected": "_guard_rejected"},
        "active": {"exiting": "_guard_exiting", "ended": "_guard_ended"},
        "exiting": {"active": "_guard_officer", "ended": "_guard_ended"},
        "ended": {},
        "rejected": {},
    }

    def write(self, vals):
        if not self._is_door_open():
            self._refuse_other_proposal(vals)
        result = super().write(vals)
        if vals.keys() & set(SAID):
            self._settle_consents()
        return result

    def action_record_consent(self):
        """Ask for the consent, or the confirmation of an exit, that is still missing."""
        self.ensure_one()
        self.check_access("write")
        is_exiting = self.state == "exiting"
        title = self.env._("Record Confirmation") if is_exiting else self.env._("Record Consent")
        return self._action_dialog("crm.contract.consent.wizard", title)

    def action_refuse(self):
        """Ask for the reason: of staying outside until the agreement is signed, or of no exit."""
        self.ensure_one()
        self.check_access("write")
        is_exiting = self.state == "exiting"
        title = self.env._("Call Off the Exit") if is_exiting else self.env._("Refuse")
        return self._action_dialog("crm.contract.consent.wizard", title, answer="refusal")

    def action_send_to_sign(self):
        """Open the one signing route for the agreement with the third party."""
        for row in self:
            if row.state != "consented" or row.execution_id.state in ("open", "executed"):
                raise UserError(
                    self.env._(
                        "The agreement with %s is signed once, after both sides consented.",
                        row.display_name,
                    )
                )
            execution = self.env["crm.contract.execution"]._open(
                "third_party",
                {row.contract_id: row.contract_id.third_party_execution_mode},
                row._signers(),
            )
            row._write_settled({"execution_id": execution.id})
        return True

    def action_record_signature(self):
        self.ensure_one()
        self.check_access("write")
        return self.execution_id._action_sign()

    def action_take_back(self):
        """The agreement that is out for signature: that on its way in, or that on its way out."""
        self.ensure_one()
        executions = self.execution_id | self.exit_execution_id
        return executions.filtered(lambda row: row.state == "open").action_take_back()

    def action_activate(self):
        return self.write({"state": "active"})

    def _action_dialog(self, model, title, **defaults):
        return dialog_of(model, title, third_party_id=self.id, **defaults)

    def _signers(self):
        """Who signs the agreement: the engaging side or sides, and the third party itself."""
        self.ensure_one()
        sides = ("a", "b") if self.engaged_by == "both" else (self.engaged_by,)
        parties = self.contract_id.party_ids.filtered(lambda party: party.side in sides)
        return [*(party._signature_vals() for party in parties), self._signature_vals()]

    def _signature_vals(self):
        self.ensure_one()
        return {
            "side": "third",
            "partner_id": self.partner_id.id,
            "signer_id": self.representative_id.id,
            "capacity": self.capacity,
        }

    def _settle_consents(self):
        """Keep the days of both consents on the record, and carry it on when both are there."""
        for row in self:
            for side in ("a", "b"):
                name, consent = f"consent_{side}_on", row._consent_of(side)
                if row[name] != consent.done_on:
                    row._write_settled({name: consent.done_on})
            if row.state == "proposed" and not row._missing("consent"):
                row.write({"state": "consented"})

    def _refuse_other_proposal(self, vals):
        """A consent is to what was said; whoever signs stays once the agreement is opened."""
        for row in self.filtered(lambda row: not row._freeze_level()):
            held = _PROPOSED if row._is_answered() else frozenset()
            if row.execution_id.state == "open":
                held |= {"engaged_by"}
            for name in sorted(held & vals.keys()):
                if row[name] and self._is_really_changed(row, name, vals[name]):
                    raise UserError(
                        self.env._(
                            "“%(what)s” is what was agreed to with %(name)s; refuse it and propose"
                            " it anew.",
                            what=self._label_of(name),
                            name=row.display_name,
                        )
                    )

    def _is_answered(self):
        """Hook: whether somebody has agreed to something about this third party."""
        return bool(self.consent_a_on or self.consent_b_on)

    def _is_never_agreed(self):
        """Proposed, perhaps refused: nobody consented, determined a cap or began to sign."""
        is_open = self.state in ("proposed", "rejected")
        return is_open and not self._is_answered() and not self.sudo().execution_id

    def _consent_of(self, side):
        return self.requirement_ids.filtered(
            lambda row: row.kind == "consent" and row.gate == "third_active" and row.side == side
        )[:1]

    def _settle_agreement(self):
        """Freeze the agreement on the day of its last signature."""
        for row in self:
            execution = row.sudo().execution_id
            execution._execute()
            row._write_settled({"agreed_on": execution.executed_on})

    def _asked(self, side):
        """What this side is asked for: its consent to the entry, or to the exit."""
        self.ensure_one()
        return self._exit_consent_of(side) if self.state == "exiting" else self._consent_of(side)

    def _answer(self, side, is_given, day, files, note=False):
        """Keep what a side says, to its entry or its exit; both consents to its entry carry it on.

        The one way, whether somebody here records it or the side says so itself.
        """
        self.ensure_one()
        if not is_given:
            return self._refuse(note)
        if self.state not in ("proposed", "exiting"):
            raise UserError(self.env._("%s is no longer proposed.", self.display_name))
        return self._asked(side).write(
            {
                "done_on": day,
                "evidence_ids": [Command.link(file.id) for file in files],
                **({"note": note} if note else {}),
            }
        )

    def _refuse(self, reason):
        """A side says no: to its entry, or to its exit."""
        return self._stay(reason) if self.state == "exiting" else self._reject(reason)

    def _reject(self, reason):
        """One side refuses: the third party stays outside."""
        self.check_access("write")
        if not (reason or "").strip():
            raise UserError(self.env._("Say why the third party is refused."))
        for row in self:
            row._write_settled({"rejection_reason": reason.strip()})
        self.write({"state": "rejected"})

    def _guard_consented(self):
        self._refuse_while_missing("consent")

    def _guard_active(self):
        self.contract_id._require("officer")
        self._refuse_while_missing("third_active")

    def _guard_rejected(self):
        if not self.rejection_reason:
            raise UserError(self.env._("Say why the third party is refused."))
        if self.sudo().execution_id.state == "executed":
            raise UserError(
                self.env._(
                    "The agreement with %s is signed; it can only be ended.", self.display_name
                )
            )

    def _guard_officer(self):
        self.contract_id._require("officer")

    @api.constrains("execution_id", "date_start", "entry_manner", "entry_conditions")
    def _check_what_is_signed(self):
        """What stands in the agreement is not filled in after it was signed."""
        for row in self.filtered(lambda row: row.sudo().execution_id.state == "open"):
            gaps = row._gaps_of_entry()
            if gaps:
                raise ValidationError(
                    self.env._(
                        "Fill in first what the agreement with %(name)s says: %(gaps)s.",
                        name=row.display_name,
                        gaps=listed(self.env, [gap.text for gap in gaps]),
                    )
                )

    def _after_move(self, old_states):
        gone = self.filtered(lambda row: row.state == "rejected").sudo().execution_id
        gone.filtered(lambda execution: execution.state == "open").write({"state": "void"})
        return super()._after_move(old_states)

    def _refuse_while_missing(self, gate):
        gaps = self._missing(gate)
        if gaps:
            raise UserError(
                self.env._(
                    "%(name)s may not act yet: %(gaps)s.",
                    name=self.display_name,
                    gaps=listed(self.env, [gap.text for gap in gaps]),
                )
            )

    def _first_day(self):
        """The first day on which it would act."""
        today = self.contract_id._local_today()
        return max(self.date_start or today, today)

    def _last_day(self):
        return self.date_end or self.contract_id.end_date or fields.Date.to_date("2200-12-31")
