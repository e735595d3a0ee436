from odoo import api, fields, models

from ...tools.data_access import Processing, refusals, why_left_out
from ..base.words import day_in_words, listed


class CrmContractDataProcessing(models.Model):
    """May the third party have the data today? One rule for banner, note and export."""

    _inherit = "crm.contract.data.processing"

    is_access_allowed = fields.Boolean("Data Access", compute="_compute_access")
    access_note = fields.Char("Why No Data", compute="_compute_access")

    @api.depends_context("lang", "uid")
    @api.depends(
        "state", "result", "assessed_on", "date_start", "date_end", "third_party_id.state",
        "role", "purpose", "method", "data_kinds", "protection", "rights", "is_sensitive",
        "sub_entrusting", "sub_processors", "sub_consent_a_on", "sub_consent_b_on",
        "sub_consent_ids", "consent_ids.consented_on", "consent_ids.withdrawn_on",
    )  # fmt: skip
    def _compute_access(self):
        for row in self:
            texts = row._refusal_texts() if row.contract_id else []
            row.access_note = listed(self.env, texts) or False
            row.is_access_allowed = bool(row.id) and not texts

    def _refusal_texts(self):
        """Every reason why the third party gets no data today, in the reader's words."""
        today = self.contract_id._local_today()
        found = refusals(self._terms(), today)
        return [self._text_of(refusal.code, refusal.detail) for refusal in found]

    def _terms(self):
        """What the rulebook wants to know."""
        self.ensure_one()
        return Processing(
            role=self.role,
            is_in_force=self.state == "active",
            is_third_party_acting=self.third_party_id.may_act,
            silent_sides=tuple(self.third_party_id._silent_sides()),
            is_data_returned=self.third_party_id._has_returned_data(),
            missing_items=tuple(self._missing_items()),
            first_day=self.date_start or None,
            last_day=self.date_end or None,
            assessed_on=self.assessed_on or None,
            is_assessment_passed=self.result != "failed",
            is_sub_entrusted=self.sub_entrusting != "none",
            is_sub_entrusting_agreed=self._is_sub_entrusting_agreed(),
            is_sensitive=self.is_sensitive,
            persons=len(self._consenting_persons()),
        )

    def _consenting_persons(self):
        """Whose separate consent holds today."""
        persons = self.consent_ids.partner_id
        today = self.contract_id._local_today() if self.contract_id else fields.Date.today()
        reasons = self._reasons_to_keep(persons, today, "controller")
        return persons.filtered(lambda person: not reasons[person])

    def _reasons_to_keep(self, persons, day, role=None):
        """{person: code of why their data stay behind on ``day``; None: they may be given}."""
        rows = self.consent_ids.grouped("partner_id")
        contacts = self.contract_id._contacts_among(persons)
        return {
            person: why_left_out(
                [row._as_consent() for row in rows.get(person, ())],
                role or self.role,
                self.is_sensitive,
                day,
            )
            if person in contacts
            else "stranger"
            for person in persons
        }

    def _text_of(self, code, detail=""):
        env = self.env
        if code == "consent":
            return self.third_party_id._silence_in_words(detail)
        if code == "item":
            return env._("“%s” is not agreed", detail)
        if code == "not_begun":
            return env._("it begins on %s", day_in_words(env, self.date_start))
        if code == "over":
            return env._("it was over on %s", day_in_words(env, self.date_end))
        return {
            "third_party": env._("the third party may not act today"),
            "returned": env._("it has certified that the data were returned or deleted"),
            "not_in_force": env._("the data processing is not in force"),
            "assessment": env._("no impact assessment was made"),
            "assessment_failed": env._("the impact assessment found it not acceptable"),
            "sub_entrusting": env._("nobody has agreed that the data are passed on"),
            "sensitive": env._("nobody has consented to sensitive data being passed on"),
            "persons": env._("no person's separate consent holds"),
        }[code]

    def _text_left_out(self, code):
        env = self.env
        return {
            "stranger": env._("no contact of the customer"),
            "none": env._("no consent on record"),
            "basis": env._("not asked: another ground than consent"),
            "later": env._("consents from a later day on"),
            "withdrawn": env._("consent withdrawn"),
            "outdated": env._("consented to what was asked before"),
            "sensitive": env._("has not consented to sensitive data"),
        }[code]
