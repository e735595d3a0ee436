from odoo import models

from ...tools.document import Document
from . import blocks


class CrmContractCalculationMixin(models.AbstractModel):
    """An amount and why it is what it is, on paper: the same trace as on screen, in words.

    X-S5, T1-6.3. Nothing on it is computed here, and nothing tells of the day on which it was
    printed (I11).
    """

    _name = "crm.contract.calculation.mixin"
    _description = "Calculation Sheet"
    _inherit = ["crm.contract.internal.document.mixin"]

    def _document(self):
        return Document(
            title=self.env._("Calculation Sheet"),
            number=self.contract_id.code or "",
            intro=(self._calculated(),),
            sections=blocks.unnumbered(
                *(blocks.section(title, facts=pairs) for title, pairs in self._calculation_basis()),
                self._trace_section(),
                blocks.section(self.env._("Result"), facts=self._calculation_results()),
                blocks.section(self.env._("Hints for Your Own Side"), *self._calculation_hints()),
            ),
        )

    def _trace_section(self):
        words = self._calculation_words()
        return blocks.section(
            self.env._("Why This Number"),
            words["caption"]
            if words
            else self.env._("No calculation is on record for this amount."),
            table=blocks.trace_table(words) if words else None,
        )

    def _calculated(self):
        """Hook: what the amount is, without a word that its reader may not know."""
        raise NotImplementedError

    def _calculation_basis(self):
        """Hook: [(title, [(label, value)])] that stand before the calculation."""
        raise NotImplementedError

    def _calculation_words(self):
        """Hook: the table that the form shows."""
        raise NotImplementedError

    def _calculation_results(self):
        """Hook: [(label, value)] that follow from the calculation."""
        raise NotImplementedError

    def _calculation_hints(self):
        """Hook: what the law says of it; a hint, not legal advice."""
        return []
