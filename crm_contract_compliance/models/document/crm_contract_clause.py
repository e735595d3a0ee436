from odoo import api, fields, models
from odoo.tools import SQL

from ..base.copied_rows import complete_languages
from .crm_contract_clause_makes import MAKES

KINDS = [("clause", "Clause"), ("definition", "Definition")]
CHAPTERS = [
    ("general", "General"),
    ("service", "Performance"),
    ("money", "Fees"),
    ("secrecy", "Confidentiality and Rights"),
    ("third", "Third Parties"),
    ("liability", "Liability"),
    ("life", "Term, Changes and End"),
    ("final", "Final Provisions"),
]
CONDITIONS = [
    ("always", "In every contract"),
    ("sales", "The scope covers sales"),
    ("service", "The scope covers service"),
    ("after_sales", "The scope covers after-sales"),
    ("other", "The scope covers something else"),
    ("third_party", "A third party takes part"),
    ("fees", "There are fees"),
    ("penalty", "There is a penalty"),
    ("usage", "Undefined terms follow trade usage"),
]
_LAST = 1000


class CrmContractClause(models.Model):
    """The text of a contract, clause by clause: of a type, or a contract's own copy.

    A draft is told by its type's clauses. It gets its own when somebody first adapts them, and
    when it is sent to sign; once executed they change by an amendment alone.
    """

    _name = "crm.contract.clause"
    _description = "Contract Clause"
    _inherit = [
        "crm.contract.copied.mixin",
        "crm.contract.removable.mixin",
        "crm.contract.executed.mixin",
        "crm.contract.discreet.mixin",
        "crm.contract.classified.mixin",
    ]
    _order = "contract_id, type_id, sequence, id"

    name = fields.Char("Title", required=True, translate=True)
    body = fields.Text(
        "Text",
        translate=True,
        help="Placeholders such as {party_a} are filled from the contract; one that is unknown, or"
        " that the contract says nothing of, is printed as a blank.",
    )
    kind = fields.Selection(KINDS, required=True, default="clause")
    code = fields.Char(size=64)
    chapter = fields.Selection(CHAPTERS, required=True, default="general")
    sequence = fields.Integer(
        "Place in Its Chapter", default=_LAST, help="Smaller numbers stand first."
    )
    contract_id = fields.Many2one("crm.contract", ondelete="cascade", index="btree_not_null")
    type_id = fields.Many2one("crm.contract.type", ondelete="cascade", index="btree_not_null")
    template_id = fields.Many2one(
        "crm.contract.clause",
        readonly=True,
        copy=False,
        ondelete="set null",
        index="btree_not_null",
    )
    company_id = fields.Many2one(
        related="contract_id.company_id", store=True, precompute=True, index=True
    )
    contract_user_id = fields.Many2one(related="contract_id.user_id", store=True, precompute=True)
    is_highlighted = fields.Boolean(
        "Highlighted",
        help="Attention is drawn to it: whoever signs online confirms it by itself (CC 496).",
    )
    condition = fields.Selection(CONDITIONS, "Stands Where", required=True, default="always")
    makes = fields.Selection(
        MAKES,
        "Should Bring About",
        help="What the contract's record holds because of this clause; where nothing of it stands"
        " there, the contract's text says so.",
    )
    is_left_out = fields.Boolean(
        readonly=True,
        copy=False,
        help="The contract was signed without it: what it stands for was not there.",
    )

    _of_type_or_contract = models.Constraint(
        "CHECK((type_id IS NULL) != (contract_id IS NULL))",
        "A clause belongs to a type or to a contract.",
    )

    _copied_columns = (
        "name",
        "body",
        "kind",
        "code",
        "chapter",
        "sequence",
        "is_highlighted",
        "condition",
        "makes",
        "is_classified",
        "outdated_language",
    )
    _copied_links = ("classification_ids",)
    _anchor_fields = frozenset({"contract_id", "type_id", "template_id"})
    _frozen_by = "contract_id"
    _living_fields = frozenset({"is_classified", "classification_ids"})
    _open_until_executed = frozenset({"outdated_language"})
    _settled_fields = frozenset({"is_left_out", "template_id", "log_ids"})

    @api.model_create_multi
    def create(self, vals_list):
        """A new one stands in the list where it is printed: behind the others of its chapter."""
        return super().create([self._placed(vals) for vals in vals_list])

    @api.model
    def _placed(self, vals):
        owner = next((name for name in ("contract_id", "type_id") if vals.get(name)), None)
        if not owner or vals.get("sequence", _LAST) != _LAST:
            return vals
        chapter = vals.get("chapter") or self._fields["chapter"].default(self)
        others = self.sudo().search(
            [(owner, "=", vals[owner]), ("chapter", "=", chapter)], order="sequence desc", limit=1
        )
        return {**vals, "sequence": others.sequence or _LAST}

    @api.depends("is_classified")
    def _compute_display_name(self):
        return super()._compute_display_name()

    def _told_name(self):
        return not self.is_classified and super()._told_name()

    @api.model
    def _copied_condition(self):
        """A new contract is told by its type's clauses; a renewal starts from what was agreed."""
        return SQL("source.contract_id IS NOT NULL AND source.removed_on IS NULL")

    @api.model
    def _complete_template_languages(self):
        """Give contracts the languages that their type's clauses have learnt since."""
        complete_languages(self, "name", "body")

    def _given_up(self):
        """The text belongs to its type: a draft that turns to another one takes that one's."""
        return self

    def _chapter_order(self):
        """Chapter by chapter, each in its own order."""
        places = {key: place for place, (key, _label) in enumerate(CHAPTERS)}
        return self.sorted(lambda row: (places.get(row.chapter, 0), row.sequence, row.id))

    def _key(self):
        """What a signature refers to it by."""
        return self.code or f"clause-{self.id}"
