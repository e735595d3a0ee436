from odoo import api, fields, models
from odoo.exceptions import ValidationError

from ..contract.crm_contract_amendment_terms import Subject
from .crm_contract_clause import CHAPTERS

_OF_CLAUSE = ("name", "body", "is_highlighted", "chapter", "sequence")
_TEXTS = ("name", "body")


class CrmContractAmendmentChange(models.Model):
    """The text of a signed contract changes clause by clause."""

    _inherit = "crm.contract.amendment.change"

    subject = fields.Selection(
        selection_add=[("clause", "A clause")], ondelete={"clause": "cascade"}
    )
    clause_id = fields.Many2one(
        "crm.contract.clause",
        ondelete="restrict",
        index="btree_not_null",
        domain="[('contract_id', '=', contract_id), ('removed_on', '=', False),"
        " ('is_classified', '=', False)]",
    )
    new_chapter = fields.Selection(CHAPTERS, "Chapter", default="final")

    @api.depends("clause_id", "new_chapter", "value_text")
    def _compute_words(self):
        return super()._compute_words()

    @api.onchange("clause_id")
    def _onchange_clause(self):
        self._onchange_term()

    @api.model
    def _subjects(self):
        clause = Subject("crm.contract.clause", "clause_id", _OF_CLAUSE)
        return {**super()._subjects(), "clause": clause}

    @api.model
    def _addable(self):
        return [*super()._addable(), "clause"]

    @api.model
    def _removable(self):
        return [*super()._removable(), "clause"]

    def _addition_vals(self):
        if self.subject != "clause":
            return super()._addition_vals()
        last = max(self.contract_id.sudo().all_clause_ids.mapped("sequence"), default=0)
        return {
            "name": self.new_name,
            "body": self.value_text,
            "chapter": self.new_chapter,
            "sequence": last + 10,
        }

    def _addition_in_words(self):
        if self.subject != "clause":
            return super()._addition_in_words()
        return self.value_text or ""

    def _what_of(self, target, label):
        if self.subject == "clause":
            return self.env._("%(what)s of %(whose)s", what=label, whose=target.display_name)
        return super()._what_of(target, label)

    def _refuse_value(self, target, field):
        self._refuse_secret_clause(target)
        return super()._refuse_value(target, field)

    def _refuse_removed(self, target):
        self._refuse_secret_clause(target)
        return super()._refuse_removed(target)

    def _refuse_secret_clause(self, target):
        """Rows of an amendment are read by whoever reads its contract."""
        if self.subject == "clause" and target.is_classified:
            raise ValidationError(
                self.env._(
                    "This clause is confidential, and what an amendment changes is not: mark the"
                    " whole contract as confidential, or agree on the clause in a document."
                )
            )


class CrmContractClause(models.Model):
    _inherit = "crm.contract.clause"

    def _apply_agreed(self, vals):
        """Agreed words are agreed in all languages: a translation of the old ones is none."""
        result = super()._apply_agreed(vals)
        languages = {"en_US", *(code for code, _name in self.env["res.lang"].get_installed())}
        for name in _TEXTS:
            if name in vals:
                self._write_agreed_text(name, vals[name] or "", languages)
        return result

    def _write_agreed_text(self, name, text, languages):
        for code in languages:
            self.with_context(lang=code)._write_settled({name: text})
