from odoo import api, fields, models
from odoo.tools import SQL

from ..contract.crm_contract import CrmContract as Base
from ..contract.crm_contract_end_terms import CrmContractTermsMixin as Terms
from .papers import MODELS, lack_sql

_LOCKS = ("signed", "active", "ended", "closed")


class CrmContract(models.Model):
    """The papers of a contract: its checklist, who keeps the originals, and where."""

    _inherit = "crm.contract"

    paper_ids = fields.One2many(
        "crm.contract.requirement",
        "contract_id",
        "Attachments",
        domain=[("kind", "=", "document")],
    )
    condition_ids = fields.One2many(
        "crm.contract.requirement",
        "contract_id",
        "Conditions",
        domain=[("kind", "!=", "document")],
    )
    copies_stated = fields.Integer(
        "Originals, Closing Clause",
        help="Where the last clause counts the originals once more (T2-14.5); 0: it does not.",
    )
    copies_custodian_id = fields.Many2one(
        "res.partner", "Our Originals Are With", ondelete="restrict", check_company=True
    )
    copies_place = fields.Char("Shelf Place")
    explanation_ids = fields.Many2many(
        "ir.attachment",
        "crm_contract_explanation_rel",
        string="Proof of Explanation",
        ondelete="restrict",
        copy=False,
        bypass_search_access=True,  # see evidence.py
        help="That the highlighted clauses were pointed out and explained (CC 496).",
    )

    _bounds = {**Terms._bounds, "copies_stated": (0, 1000)}
    _living_fields = Base._living_fields | {
        "copies_custodian_id",
        "copies_place",
        "explanation_ids",
    }
    _growing_fields = frozenset({"explanation_ids"})

    def _after_move(self, old_states):
        result = super()._after_move(old_states)
        self.filtered(lambda row: row.state in _LOCKS)._lock_papers()
        return result

    def _begin_closing(self):
        result = super()._begin_closing()
        self.invalidate_recordset(["condition_ids"])
        return result

    def _lock_papers(self):
        """Lock what stands on the checklist; a third party's own papers follow its agreement."""
        rows = self.env["crm.contract.requirement"].sudo()
        rows.search(
            [
                ("contract_id", "in", self.ids),
                ("kind", "=", "document"),
                ("evidence_ids", "!=", False),
                "|",
                ("third_party_id", "=", False),
                ("gate", "=", "sign"),
            ]
        )._lock_files()

    @api.model
    def _incomplete_models(self):
        return [*super()._incomplete_models(), *MODELS, "res.company"]

    @api.model
    def _incomplete_sql(self, alias):
        """What ``_is_missing`` of a line adds: its condition calls for a paper."""
        contract, row = SQL.identifier(alias), SQL.identifier("r")
        today = self.env["crm.contract.deadline"]._local_today_sql(contract)
        return SQL(
            """%(others)s OR EXISTS (SELECT 1 FROM crm_contract_requirement r
                JOIN res_company k ON k.id = %(c)s.company_id
                WHERE r.contract_id = %(c)s.id AND r.kind = 'document'
                AND r.required_when IS NOT NULL AND r.third_party_id IS NULL
                AND (r.is_required OR k.crm_contract_is_attachment_blocking)
                AND r.waived_on IS NULL
                AND (r.done_on IS NULL OR r.required_when = 'payment')
                AND r.gate = CASE %(c)s.state
                    WHEN 'signed' THEN 'effect' WHEN 'ended' THEN 'close' ELSE 'sign' END
                AND %(lack)s)""",
            others=super()._incomplete_sql(alias),
            c=contract,
            lack=lack_sql(SQL("%s.required_when", row), contract, today),
        )
