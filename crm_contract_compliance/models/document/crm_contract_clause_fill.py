from odoo import models
from odoo.tools import format_amount

from ...tools.clause import placeholders
from ..base.words import day_in_words, listed

# Placeholders that are a column of the contract.
_COLUMNS = {
    "number": "code",
    "title": "name",
    "background": "recital",
    "goals": "goals",
    "implementation_start": "implementation_start",
    "implementation_end": "implementation_end",
    "signing_date": "signing_date",
    "signing_place": "signing_place",
    "performance_place": "performance_place",
    "effective_date": "effective_date",
    "end_date": "end_date",
    "governing_law": "governing_law",
    "amendment_mode": "amendment_execution_mode",
    "copies_total": "copies_total",
    "copies_a": "copies_a",
    "copies_b": "copies_b",
}
# Numbers of days, and the units that some of them count in.
_DAYS = {
    "information_update_days": "information_update_unit",
    "complaint_days": "complaint_unit",
    "cooperation_days": None,
    "renewal_notice_days": None,
    "renewal_complete_days": None,
    "fm_notice_days": None,
    "fm_proof_days": None,
    "handover_days": None,
}
_NOTICES = ("rescission_notice_days", "termination_notice_days")


class CrmContract(models.Model):
    """What the placeholders of clauses stand for: an allow-list, and nothing outside it."""

    _inherit = "crm.contract"

    def _clause_placeholders(self):
        """Hook: all placeholders that a clause may hold."""
        return {*_COLUMNS, *_DAYS, *_NOTICES, *self._said_values()}

    def _placeholders_in_words(self):
        """{placeholder: what it stands for}, for whoever writes clauses."""
        columns = {**_COLUMNS, **dict.fromkeys([*_DAYS, *_NOTICES])}
        return {
            **{name: self._label_of(column or name) for name, column in columns.items()},
            **self._said_placeholders(),
        }

    def _said_placeholders(self):
        """Hook: what those stand for that are no column of the contract."""
        return {
            "party_a": self.env._("Name of Party A"),
            "party_b": self.env._("Name of Party B"),
            "supplier": self.env._("Party A or B: who supplies"),
            "payer": self.env._("Party A or B: who pays"),
            "scope": self.env._("Scope"),
            "amount_total": self.env._("Amount, with its currency"),
            "confidentiality_years": self.env._("How long secrecy lasts after the end"),
            "ip_owner": self.env._("Who owns intellectual property"),
            "effect_conditions": self.env._("When it takes effect"),
            "term": self.env._("How long it lasts"),
            "indirect_loss": self.env._("Whether indirect loss counts"),
            "forum": self.env._("Court or arbitration"),
            "interpretation": self.env._("How doubts are settled"),
            "copies_kept": self.env._("Who keeps how many originals"),
        }

    def _clause_values(self, bodies, without=()):
        """{placeholder: words} of those that ``bodies`` ask for; no others are looked up."""
        self.ensure_one()
        contract = self.sudo()
        asked = {name for body in bodies for name in placeholders(body)}
        known = self._clause_placeholders() & asked.difference(without)
        return {name: contract._clause_value(name) or "" for name in known}

    def _clause_value(self, name):
        """Hook: the words of one placeholder of the allow-list."""
        if name in _COLUMNS:
            return self._column_in_words(_COLUMNS[name])
        if name in _DAYS:
            return self._days_in_words(self[name], _DAYS[name] and self[_DAYS[name]])
        if name in _NOTICES:
            return self._notice_in_words(self[name])
        return self._said_values()[name]()

    def _said_values(self):
        """Hook: {placeholder: what says it}."""
        return {
            "party_a": lambda: self._side_name("a"),
            "party_b": lambda: self._side_name("b"),
            "supplier": lambda: self._side_label(self.supplier_side),
            "payer": lambda: self._side_label(self.payer_side),
            "scope": self._scope_in_words,
            "amount_total": self._amount_in_words,
            "confidentiality_years": lambda: self._count_of_years(self.confidentiality_years),
            "ip_owner": self._owner_in_words,
            "effect_conditions": self._conditions_in_words,
            "term": self._agreed_term_in_words,
            "indirect_loss": self._indirect_loss_in_words,
            "forum": self._forum_in_words,
            "interpretation": self._interpretation_in_words,
            "copies_kept": self._copies_in_words,
        }

    def _column_in_words(self, name):
        field, value = self._fields[name], self[name]
        if name == "governing_law":
            return self._law_in_words()
        if field.type == "date":
            return value and day_in_words(self.env, value)
        if field.type == "selection":
            return dict(field._description_selection(self.env)).get(value)
        if field.type == "integer":
            return str(value) if value else None  # no number of originals is no agreement on it
        return value

    def _law_in_words(self):
        """As it stands within a sentence, in the language of the text."""
        law = self.governing_law_words
        return self.env._("the law of the PRC") if law == self.env._("Law of the PRC") else law

    def _days_in_words(self, count, unit=None):
        if unit == "working":
            one, many = self.env._("1 working day"), self.env._("%s working days", count)
        else:
            one, many = self.env._("1 day"), self.env._("%s days", count)
        return one if count == 1 else many

    def _notice_in_words(self, days):
        if not days:
            return self.env._("at any time")
        return self.env._("%s ahead", self._days_in_words(days))

    def _side_name(self, side):
        """The name as it stands on the contract."""
        party = self.party_ids.filtered(lambda row: row.side == side)[:1]
        return party.legal_name or party.partner_id.name

    def _scope_in_words(self):
        if (self.scope or "").strip():
            return self.scope
        names = ("is_scope_sales", "is_scope_service", "is_scope_after_sales", "is_scope_other")
        return listed(self.env, [self._label_of(name) for name in names if self[name]])

    def _amount_in_words(self):
        return self.amount_total and format_amount(self.env, self.amount_total, self.currency_id)

    def _owner_in_words(self):
        if self.ip_owner == "each":
            return self.env._("each party for what it brings along and makes itself")
        return self._column_in_words("ip_owner")

    def _conditions_in_words(self):
        """T0-13.1, T1-14.1: how it is signed, and what else has to be there."""
        modes = {
            "sign_and_seal": self.env._("both parties have signed and sealed it"),
            "sign_or_seal": self.env._("both parties have signed or sealed it"),
            "sign": self.env._("both parties have signed it"),
        }
        rows = self.requirement_ids.filtered(
            lambda row: row.gate == "effect" and row.is_required and row.kind == "condition"
        )
        others = [row._told_words() for row in rows]
        signed = modes[self.main_execution_mode]
        if not others:
            return signed
        return self.env._(
            "%(signed)s and these conditions are met: %(others)s",
            signed=signed,
            others=listed(self.env, others),
        )

    def _agreed_term_in_words(self):
        """How long it lasts, since when, and the day on which it ends where that is known."""
        end = self.end_date and day_in_words(self.env, self.end_date)
        if self.is_end_date_fixed and end:
            return self.env._("until %s", end)
        if not (self.term_years or self.term_months):
            return self.env._("for an indefinite time")
        length = self._length_in_words()
        if end:
            return self.env._("%(length)s, until %(end)s", length=length, end=end)
        starts = {
            "effective": self.env._("the day on which it takes effect"),
            "signing": self.env._("the day of signing"),
            "fixed": self.term_start_date and day_in_words(self.env, self.term_start_date),
        }
        start = starts[self.term_start_basis]
        return start and self.env._("%(length)s from %(start)s", length=length, start=start)

    def _indirect_loss_in_words(self):
        if self.is_indirect_loss_counted:
            return self.env._("indirect loss is made good, too")
        return self.env._("indirect loss is not counted")

    def _forum_in_words(self):
        place = (self.forum_place or "").strip()
        if self.forum == "arbitration":
            return self.forum_institution and self.env._(
                "arbitration by %s", self.forum_institution.strip()
            )
        if self.forum != "court":
            return False
        bases = {
            "performance": self.env._("the people's court at the place of performance"),
            "signing": self.env._("the people's court at the place of signing"),
            "chosen": place and self.env._("the people's court at %s", place),
        }
        return bases.get(self.forum_basis)

    def _interpretation_in_words(self):
        if self.interpretation_side:
            return self.env._(
                "failing that, the reading of %s counts", self._side_label(self.interpretation_side)
            )
        return self.env._(
            "failing that, the words, the purpose and good faith decide how it is read"
        )
