from odoo import api, fields, models

CONTRACT = "crm_contract_clause_of"
"""Context key: the contract whose text is looked at, where the clauses are those of its type."""


class CrmContractClause(models.Model):
    """How a clause reads in one contract: its number, its first line, and what it brings about."""

    _inherit = "crm.contract.clause"

    number = fields.Char("No.", compute="_compute_in_contract")
    first_line = fields.Char("Begins With", compute="_compute_in_contract")
    is_standing = fields.Boolean("Printed", compute="_compute_in_contract")
    made = fields.Char("Brings About", compute="_compute_in_contract")
    gap = fields.Char("What Is Missing", compute="_compute_in_contract")
    is_locked = fields.Boolean(compute="_compute_is_locked")
    placeholder_help = fields.Text("Placeholders", compute="_compute_placeholder_help")

    @api.depends("name", "body", "makes", "condition", "sequence", "chapter", "contract_id")
    @api.depends_context("lang", "uid", CONTRACT)
    def _compute_in_contract(self):
        told = {}
        for contract in self._contracts_looked_at():
            told |= contract._clauses_in_words(self)
        for clause in self:
            row = told.get(clause.id, {})
            for name in ("number", "first_line", "is_standing", "made", "gap"):
                clause[name] = row.get(name, False)

    @api.depends("contract_id.state")
    def _compute_is_locked(self):
        for clause in self:
            clause.is_locked = bool(clause.contract_id and clause.contract_id.is_locked)

    @api.depends_context("lang")
    def _compute_placeholder_help(self):
        """What may stand in braces; the list that filling goes by."""
        words = self.env["crm.contract"]._placeholders_in_words()
        self.placeholder_help = "\n".join(f"{{{name}}}  {words[name]}" for name in sorted(words))

    def _contracts_looked_at(self):
        """Their own contracts, and the one that the screen names if the user may read it."""
        contracts = self.contract_id
        named = self.env.context.get(CONTRACT)
        if isinstance(named, int) and named:
            contracts |= self.env["crm.contract"].browse(named).exists()._filtered_access("read")
        return contracts
