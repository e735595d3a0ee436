from odoo import models

from ..base.value_words import value_in_words
from ..base.words import day_in_words
from . import blocks

# What every renewal says anew, or says below by itself.
_NEW = {"term_start_basis", "term_start_date", "end_date", "recital", "goals"}


class CrmContract(models.Model):
    """A renewal says what it renews, since when, and what changes (T0-9.3, T0-App8)."""

    _inherit = "crm.contract"

    def _document_intro(self):
        old = self.renewed_from_id
        if not old:
            return super()._document_intro()
        start = self.term_start_date or self.effective_date
        renews = self.env._("This contract renews the contract %s.", blocks.contract_words(old))
        if old.signing_date:
            renews = self.env._(
                "This contract renews the contract %(contract)s, signed on %(day)s.",
                contract=blocks.contract_words(old),
                day=day_in_words(self.env, old.signing_date),
            )
        starts = start and self._renewal_start_in_words(day_in_words(self.env, start))
        return tuple(filter(None, (renews, starts, *super()._document_intro())))

    def _renewal_start_in_words(self, day):
        if not self._terms_agreed_anew():
            return self.env._("Its term starts on %s.", day)
        return self.env._(
            "Its term starts on %s. What is listed in the first schedule changes; all else"
            " continues in the words below.",
            day,
        )

    def _schedule_tables(self):
        changes = self._terms_agreed_anew() if self.renewed_from_id else []
        head = (self.env._("Term"), self.env._("So Far"), self.env._("From Now On"))
        return [
            (self.env._("What the Renewal Changes"), blocks.table(head, changes)),
            *super()._schedule_tables(),
        ]

    def _terms_agreed_anew(self):
        """(term, before, now) of what was agreed anew."""
        old = self.renewed_from_id
        names = self.env["crm.contract.amendment.terms"]._subjects()["contract"].names
        return [
            (self._label_of(name), self._term_said(old, name), self._term_said(self, name))
            for name in names
            if name not in _NEW and old[name] != self[name]
        ]

    def _term_said(self, contract, name):
        contract = contract.with_env(self.env)
        value = contract[name]
        if contract._fields[name].type == "many2one":
            value = value.id
        return value_in_words(contract, name, value)
