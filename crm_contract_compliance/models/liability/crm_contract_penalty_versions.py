from dataclasses import replace
from datetime import date

from odoo import models

from .crm_contract_penalty_rule import _TERMS


class CrmContractPenaltyRule(models.Model):
    """The rule as amendments have turned it: an amended rate counts from its own day on (§5)."""

    _inherit = "crm.contract.penalty.rule"

    def _versions(self):
        """The terms before all amendments, and those from each day on which one turned them."""
        self.ensure_one()
        since = self.valid_from or date.min
        turns = {
            line.effective_date
            for line in self.contract_id.amendment_line_ids
            if line.op == "set" and (line.res_model, line.res_id) == (self._name, self.id)
        }
        if not turns:
            return [self._as_terms()]
        later = [replace(self._as_terms_on(day), valid_from=day) for day in sorted(turns)]
        first = replace(self._as_terms_on(since), valid_from=self.valid_from or None)
        return [first, *(terms for terms in later if terms.valid_from > since)]

    def _as_terms_on(self, day):
        """What the rule said on ``day``, as the rulebook takes it."""
        contract = self.contract_id
        names = [name for name in _TERMS if self._fields[name].column_type]
        said = {name: contract._value_as_of(name, day, self) for name in names}
        return self.new(said)._as_terms()
