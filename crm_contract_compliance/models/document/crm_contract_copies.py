from odoo import models

from ...tools.clause import placeholders
from ..base.words import listed

_TOLD_BY = {"copies_total", "copies_kept"}
_SIDES = ("a", "b", "third")


class CrmContract(models.Model):
    """How many originals there are and who keeps them stands in the text (T0-14.3, T2-14.3)."""

    _inherit = "crm.contract"

    def _copies_in_words(self):
        """“1 for Party A and 1 for Party B”."""
        counts = {side: self[f"copies_{side}"] for side in _SIDES}
        return listed(
            self.env,
            [
                self.env._("%(count)s for %(side)s", count=count, side=self._side_label(side))
                for side, count in counts.items()
                if count
            ],
        )

    def _document_closing(self):
        """What no clause says of its originals."""
        bodies = [clause.body or "" for clause in self._standing_clauses()]
        if not self.copies_total or any(_TOLD_BY & set(placeholders(body)) for body in bodies):
            return ()
        return (
            self.env._(
                "Number of originals, all of equal force: %(total)s (%(kept)s).",
                total=self.copies_total,
                kept=self._copies_in_words(),
            ),
        )

    def _copies_facts(self):
        """Where they are, once that is known: for us alone."""
        where = [self.copies_custodian_id.name, self.copies_place]
        if not any(where):
            return []
        kept = f"{self.copies_total} ({self._copies_in_words()})"
        return [(self._label_of("copies_total"), "\n".join(filter(None, [kept, *where])))]
