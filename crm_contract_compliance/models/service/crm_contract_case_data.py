from odoo import api, fields, models
from odoo.exceptions import UserError, ValidationError
from odoo.fields import Domain

from ..base.crm_contract_deadline_mixin import DeadlineSpec
from ..base.words import day_in_words, listed
from .selections import CORRECT, DATA_OUTCOMES, DATA_REQUESTS, DELETE, INFORMATION

_IS_DATA = frozenset(category for category, _label in DATA_REQUESTS)
_RETAINED = "crm.contract.retention.mixin"


class CrmContractCase(models.Model):
    """What a person may ask of their own data: access, a copy, a correction, deletion, and to
    take a consent back (L-42).
    """

    _inherit = "crm.contract.case"

    is_data_request = fields.Boolean(
        "Data-Subject Request", compute="_compute_is_data_request", store=True
    )
    data_subject_id = fields.Many2one(
        "res.partner",
        "Whose Data",
        copy=False,
        index="btree_not_null",
        ondelete="restrict",
        check_company=True,
        help="Where they are no contact: their name under “Said By”.",
    )
    update_due_date = fields.Date("Correct Until", readonly=True, copy=False)
    data_updated_on = fields.Date("Data Corrected On", copy=False)
    data_outcome = fields.Selection(DATA_OUTCOMES, "Outcome", copy=False)
    refusal_reason = fields.Text("Why Not All of It", copy=False)
    refusal_ground = fields.Char("Legal Ground", copy=False, help="Such as PIPL 47, para. 2.")
    kept_note = fields.Text("What Stays", compute="_compute_kept_note")

    @api.depends("category")
    def _compute_is_data_request(self):
        for case in self:
            case.is_data_request = case.category in _IS_DATA

    @api.depends("category", "data_subject_id", "complainant", "contract_id")
    @api.depends_context("lang")
    def _compute_kept_note(self):
        for case in self:
            kept = case._kept_of_subject() if case.category == DELETE else []
            stays = self.env._("Not deleted, since it is signed or has to be kept by law: %s.")
            case.kept_note = stays % listed(self.env, kept) if kept else False

    @api.constrains("category", "data_subject_id", "complainant")
    def _check_data_subject(self):
        for case in self.filtered("is_data_request"):
            if not case.data_subject_id and not (case.complainant or "").strip():
                raise ValidationError(
                    self.env._(
                        "Say whose data it is: choose the person, or enter the name under “Said"
                        " By”."
                    )
                )

    @api.constrains("data_updated_on", "received_at")
    def _check_data_updated(self):
        for case in self.filtered("data_updated_on"):
            if case.data_updated_on > case.contract_id._local_today():
                raise ValidationError(self.env._("Nothing was done on a day to come."))
            if case.received_on and case.data_updated_on < case.received_on:
                raise ValidationError(
                    self.env._("Nothing is corrected before the request came in.")
                )

    def action_view_partner(self):
        """Where the data stand: of the person whose they are."""
        action = super().action_view_partner()
        return {**action, "res_id": self.data_subject_id.id or action["res_id"]}

    def _limits(self):
        limits = super()._limits()
        if self.category == CORRECT:
            update = self._limit_of_information(self.contract_id, limits["received_on"])
            return {**limits, "update_due_date": update["answer_due_date"]}
        return {**limits, "update_due_date": False}

    def _limits_of_service(self, contract):
        """Of a data-subject request, the company's days instead of a standard's hours."""
        if not self.is_data_request:
            return super()._limits_of_service(contract)
        days = self.company_id.sudo().crm_contract_data_request_days
        due = contract._forward_due(self._local_day(self.received_at), days)
        return {
            "answer_due_at": False,
            "answer_due_date": due.due,
            "resolution_due_at": False,
            "resolution_due_date": False,
            "quality_standard": False,
            "due_trace": self._trace_of(due, days, "calendar"),
        }

    def _deadline_kind(self):
        return "data_request" if self.is_data_request else super()._deadline_kind()

    def _specs_of_case(self):
        """A correction is entered within the days of T0-3.3, before its answer is due."""
        specs = super()._specs_of_case()
        if self.update_due_date:
            is_refused = self.data_outcome == "refused"
            specs.append(
                DeadlineSpec(
                    INFORMATION,
                    self.update_due_date,
                    user_id=self.user_id.id,
                    side=self.side,
                    subject=f"{self.code} {self.name}",
                    done_on=self.data_updated_on or (is_refused and self.answered_on) or None,
                )
            )
        return specs

    def _guard_answered(self):
        super()._guard_answered()
        if not self.is_data_request:
            return
        if not self.data_outcome:
            raise UserError(self.env._("Say what came of %s: its outcome.", self.display_name))
        self._refuse_bare_refusal()
        if self.category == CORRECT and self.data_outcome != "refused" and not self.data_updated_on:
            raise UserError(
                self.env._("Enter the day on which the data of %s were corrected.", self.code)
            )
        if self.category == DELETE:
            self._state_what_stays()

    def _refuse_bare_refusal(self):
        """L-42, PIPL 50: a refusal gives its reason, and the law that allows it."""
        said = (self.refusal_reason or "").strip(), (self.refusal_ground or "").strip()
        if self.data_outcome != "fulfilled" and not all(said):
            raise UserError(
                self.env._(
                    "What is not fulfilled needs its reason and the legal ground: fill in both."
                )
            )

    def _state_what_stays(self):
        """A76: nothing signed is deleted, nor what the law has kept; the answer says so."""
        if not self.kept_note:
            return
        if self.data_outcome == "fulfilled":
            raise UserError(
                self.env._(
                    "%(note)s Record %(case)s as partly fulfilled or refused, with its legal"
                    " ground.",
                    note=self.kept_note,
                    case=self.display_name,
                )
            )
        if self.kept_note not in self.answer:
            self._write_settled({"answer": f"{self.answer.strip()}\n\n{self.kept_note}"})

    def _refuse_without_feedback(self):
        """Whoever asks for their rights is asked for no score."""
        return None if self.is_data_request else super()._refuse_without_feedback()

    def _kept_of_subject(self):
        """What names the person and stays, in words: signatures, and records under retention."""
        contract = self.contract_id.sudo()
        kept = []
        if contract.execution_ids.filtered(
            lambda row: row.state == "executed" and self._is_named_in(row.signature_ids)
        ) or self._is_named_in(contract.party_ids):
            kept.append(self.env._("the signed contract %s", contract.code))
        return kept + [
            self.env._(
                "%(record)s (until %(day)s)",
                record=record.display_name,
                day=day_in_words(self.env, record.retained_until),
            )
            for record in self._retained_records()
        ]

    def _is_named_in(self, rows):
        """Whether signatures or parties name the person, by contact or by the name given."""
        people = rows.partner_id | rows.mapped(
            "signer_id" if "signer_id" in rows._fields else "representative_id"
        )
        typed = rows.mapped("signer_name") if "signer_name" in rows._fields else []
        return self._is_subject(people) or self._is_name_of_subject(typed)

    def _is_subject(self, people):
        """Whether the person is among them, whichever of two contacts of one name was chosen."""
        return self.data_subject_id in people or self._is_name_of_subject(people.mapped("name"))

    def _is_name_of_subject(self, names):
        name = self._name_of_subject()
        return bool(name) and name in map(_plain, names)

    def _name_of_subject(self):
        return _plain(self.data_subject_id.name or self.complainant)

    def _retained_records(self):
        """Records about the person that the law still keeps, as far as the user may read them."""
        if not self._name_of_subject() or _RETAINED not in self.env.registry:
            return []
        mixin = self.env.registry[_RETAINED]
        today = self.contract_id._local_today()
        found = []
        for name, model in self.env.registry.items():
            is_about = {"contract_id", "partner_id"} <= model._fields.keys()
            if model._abstract or not issubclass(model, mixin) or not is_about:
                continue
            rows = self.env[name].search(
                Domain("contract_id", "=", self.contract_id.id)
                & Domain("partner_id", "!=", False)
                & Domain("retained_until", ">=", today)
            )
            found += rows.filtered(lambda row: self._is_subject(row.partner_id))
        return found


def _plain(name):
    """A name however it was typed: case and blanks tell nobody apart."""
    return " ".join((name or "").split()).casefold()
