from odoo import models

from ..base.words import day_in_words, listed
from ..third_party.crm_contract_third_party import OVER

MAKES = [
    ("goals", "Goals"),
    ("terms", "Definitions"),
    ("implementation", "The dates of the work"),
    ("modules", "Modules of the system"),
    ("milestones", "Steps that are accepted"),
    ("data", "Duties to check data"),
    ("service", "Service standards"),
    ("complaint", "The time to answer complaints"),
    ("support", "Duties of support and training"),
    ("care", "Duties to visit customers"),
    ("reports", "Duties to report"),
    ("fees", "Fees and their payments"),
    ("cooperation", "The time to answer requests"),
    ("nda", "A confidentiality agreement"),
    ("processing", "Records of data processing"),
    ("ip", "Who owns what is made"),
    ("term", "The end date"),
    ("renewal", "The renewal's deadlines"),
    ("penalty", "Penalty rules"),
    ("force_majeure", "The times of force majeure"),
    ("grounds", "Grounds to end"),
    ("handover", "The hand-over"),
    ("third_party", "Third parties with their agreements"),
    ("cap", "A liability cap"),
    ("forum", "Court or arbitration"),
    ("notices", "Addresses for notices"),
    ("documents", "The attachment checklist"),
]
_DUTIES = {
    "data": ("data_check", "review", "policy_review"),
    "support": ("training", "maintenance"),
    "care": ("visit", "greeting"),
    "reports": ("report",),
}
_FEW = 3


class CrmContract(models.Model):
    """What each clause brings about in the record: read once for all of them."""

    _inherit = "crm.contract"

    def _made_by_clauses(self, keys):
        """{what a clause makes: what stands there of it, in words; empty: nothing}."""
        self.ensure_one()
        contract = self.sudo()
        makers = contract._clause_makers()
        return {key: makers[key]() or "" for key in keys if key in makers}

    def _clause_makers(self):
        """Hook: {what a clause makes: what tells of it}."""
        duties = {
            key: lambda kinds=kinds: self._duties_made(kinds) for key, kinds in _DUTIES.items()
        }
        return {
            **duties,
            "goals": lambda: (self.goals or "").strip(),
            "terms": self._definitions_made,
            "implementation": self._implementation_made,
            "modules": self._modules_in_words,
            "milestones": lambda: self._requirements_made("milestone", "condition"),
            "service": self._services_in_words,
            "complaint": lambda: self._days_made("complaint_days"),
            "fees": self._fees_made,
            "cooperation": lambda: self._days_made("cooperation_days"),
            "nda": self._ndas_made,
            "processing": lambda: self._counted(self.data_processing_ids),
            "ip": self._owner_in_words,
            "term": self._agreed_term_in_words,
            "renewal": self._renewal_made,
            "penalty": lambda: listed(self.env, self._standing_rules().mapped("name")[:_FEW]),
            "force_majeure": lambda: self._days_made("fm_notice_days"),
            "grounds": lambda: listed(self.env, self.end_ground_ids.mapped("name")[:_FEW]),
            "handover": lambda: self._days_made("handover_days"),
            "third_party": self._third_parties_in_words,
            "cap": lambda: self._caps_in_words() if self._standing_third_parties() else "",
            "forum": self._forum_in_words,
            "notices": self._addresses_made,
            "documents": lambda: self._requirements_made("document"),
        }

    def _clause_gap(self, makes, made):
        """What is missing of what the clause should bring about, in words."""
        if made or not makes:
            return False
        words = self._clause_gap_words()
        return words.get(makes) or self.env._("Nothing stands here of what it should bring about.")

    def _clause_gap_words(self):
        return {
            "goals": self.env._("The contract names no goals."),
            "terms": self.env._("No term is defined."),
            "implementation": self.env._("The work has no start and end."),
            "modules": self.env._("No module of the system is listed."),
            "milestones": self.env._("No step is there to be accepted."),
            "data": self.env._("No duty reminds anybody to check the data."),
            "service": self.env._("No service standard is promised."),
            "complaint": self.env._("No time is set to answer complaints."),
            "support": self.env._("No duty of support or training is there."),
            "care": self.env._("No duty to visit customers is there."),
            "reports": self.env._("No duty to report is there."),
            "fees": self.env._("No fee is there: no payment will fall due."),
            "cooperation": self.env._("No time is set to answer requests."),
            "nda": self.env._("No confidentiality agreement keeps its end and reminds of it."),
            "processing": self.env._("No record of data processing is there."),
            "ip": self.env._("Nobody is named as the owner."),
            "term": self.env._("The term cannot be told."),
            "renewal": self.env._("No renewal deadline follows: the contract has no end."),
            "penalty": self.env._("No penalty rule is there."),
            "force_majeure": self.env._("No time is set to notify force majeure."),
            "grounds": self.env._("No ground to end it is chosen."),
            "handover": self.env._("No time is set for the hand-over."),
            "third_party": self.env._("No third party is there."),
            "cap": self.env._("No liability cap is there: the third party answers without limit."),
            "forum": self.env._("Neither a court nor an arbitration institution is named."),
            "notices": self.env._("An address for notices is missing."),
            "documents": self.env._("No attachment is asked for."),
        }

    def _counted(self, rows):
        return rows and self.env._("%s records", len(rows))

    def _first_names(self, names):
        """The first few, and how many more there are."""
        told = listed(self.env, names[:_FEW])
        if len(names) <= _FEW:
            return told
        return self.env._("%(names)s (+%(more)s)", names=told, more=len(names) - _FEW)

    def _duties_made(self, kinds):
        duties = self.obligation_ids.filtered(
            lambda duty: duty.kind in kinds and not duty.removed_on
        )
        return self._first_names(duties.mapped("name"))

    def _requirements_made(self, *kinds):
        rows = self._every_requirement().filtered(
            lambda row: row.kind in kinds and not row.third_party_id
        )
        return self._first_names([row._told_words() for row in rows])

    def _definitions_made(self):
        rows = self._clauses().filtered(lambda row: row.kind == "definition" and not row.removed_on)
        told = rows.filtered(self._is_clause_told).with_context(lang=self.env.lang)
        return self._first_names(told.mapped("name"))

    def _implementation_made(self):
        days = (self.implementation_start, self.implementation_end)
        return all(days) and " – ".join(day_in_words(self.env, day) for day in days)

    def _days_made(self, name):
        return self[name] and self._days_in_words(self[name])

    def _fees_made(self):
        fees = self.fee_ids.filtered(lambda fee: not fee.removed_on)
        return self._first_names(fees.mapped("name"))

    def _ndas_made(self):
        rows = self.nda_ids.filtered(lambda nda: nda.state != "cancelled")
        return self._first_names(rows.mapped("name"))

    def _renewal_made(self):
        if not (self.term_years or self.term_months or self.is_end_date_fixed):
            return False
        if not self.renewal_notice_date:
            return self.renewal_notice_days and self._days_in_words(self.renewal_notice_days)
        days = (self.renewal_notice_date, self.renewal_complete_date)
        return listed(self.env, [day_in_words(self.env, day) for day in days if day])

    def _addresses_made(self):
        parties = self.party_ids.filtered(lambda row: row.side in ("a", "b"))
        addresses = [row.notice_address or row.address for row in parties]
        return len(addresses) == 2 and all(addresses) and self._first_names(addresses)

    def _standing_third_parties(self):
        return self.third_party_ids.filtered(lambda row: row.state not in OVER)
