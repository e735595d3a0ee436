from odoo import api, fields, models
from odoo.fields import NO_ACCESS
from odoo.tools import SQL

from ..contract.crm_contract_missing import Gap

_SPOT = ("text", "recital")


class CrmContract(models.Model):
    """Before it is signed: clauses that say something new in one of its languages alone."""

    _inherit = "crm.contract"

    outdated_clause_ids = fields.Many2many(
        "crm.contract.clause",
        string="Old Words",
        compute="_compute_outdated_clause_ids",
        compute_sudo=True,
        groups=NO_ACCESS,
    )

    @api.depends("type_id", "document_language", "all_clause_ids.outdated_language")
    def _compute_outdated_clause_ids(self):
        """Nearly none: found by one query for all contracts, and their clauses are not read."""
        clauses = self.env["crm.contract.clause"]
        if clauses._speaks_both():
            clauses = clauses.search(
                [
                    ("outdated_language", "!=", False),
                    ("removed_on", "=", False),
                    "|",
                    ("contract_id", "in", self._origin.ids),
                    ("type_id", "in", self.type_id.ids),
                ],
                order="id",
            )
        for contract in self:
            contract.outdated_clause_ids = contract._outdated_among(clauses)

    def _outdated_among(self, clauses):
        """Of its own clauses, or of its type's while it has none."""
        own = clauses.filtered(lambda row: row.contract_id == self._origin)
        if not own and any(row.type_id == self.type_id for row in clauses):
            own = clauses & self._clauses()
        return own.filtered(lambda row: row._is_outdated(self))

    @api.depends("outdated_clause_ids")
    def _compute_missing_note(self):
        return super()._compute_missing_note()

    def _missing(self, gate):
        gaps = super()._missing(gate)
        return [*gaps, *self._gaps_of_wording()] if gate == "sign" else gaps

    def _gaps_of_wording(self):
        """The words that are old, unless they are signed already, whatever they say."""
        clauses = self.sudo().outdated_clause_ids
        if not clauses or self.state not in ("draft", "signing"):
            return []
        if len(clauses) > 1:
            text = self.env._("%s clauses with old words in one language", len(clauses))
        elif self._is_clause_told(clauses):
            title = clauses.with_context(lang=self.env.lang).name
            text = self.env._("clause “%s” with old words in one language", title)
        else:
            text = self.env._("a confidential clause with old words in one language")
        told = self.env._("clauses with old words in one language")
        return [Gap(text, spot=_SPOT, told=told)]

    def _link_to(self, gap):
        if gap.spot == _SPOT:
            return {"action_text": self.env._("Complete"), "action": self.action_view_text()}
        return super()._link_to(gap)

    @api.model
    def _incomplete_models(self):
        return [*super()._incomplete_models(), "crm.contract.clause"]

    @api.model
    def _incomplete_sql(self, alias):
        if not self.env["crm.contract.clause"]._speaks_both():
            return super()._incomplete_sql(alias)
        return SQL(
            """%(others)s OR (%(c)s.state IN ('draft', 'signing') AND EXISTS (
                SELECT 1 FROM crm_contract_clause l
                WHERE l.outdated_language IS NOT NULL AND l.removed_on IS NULL
                AND %(c)s.document_language IN ('both', l.outdated_language)
                AND (l.contract_id = %(c)s.id OR (l.type_id = %(c)s.type_id AND NOT EXISTS (
                    SELECT 1 FROM crm_contract_clause own WHERE own.contract_id = %(c)s.id)))))""",
            others=super()._incomplete_sql(alias),
            c=SQL.identifier(alias),
        )
