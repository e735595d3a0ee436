from odoo import api, models
from odoo.tools import SQL

from ..base.copied_rows import complete_languages
from .crm_contract_obligation import RUNS
from .duty_kinds import SCOPE_OF

_TERMS = (
    "name",
    "sequence",
    "clause",
    "kind",
    "scope",
    "side",
    "unit",
    "interval",
    "key_interval",
    "long_term_interval",
    "basis",
    "offset_days",
    "count",
    "holiday_names",
    "is_shifted",
    "needs_proof",
    "is_beyond_template",
    "survives_end",
    "note",
    "nature",
    "version",
)


class CrmContractObligation(models.Model):
    """Duties of a new contract: a copy, which later changes of the type do not reach."""

    _inherit = "crm.contract.obligation"
    _copied_columns = _TERMS

    @api.model
    def _copied_values(self):
        """A copy knows its span at once: the rule of ``_compute_span``, of no third party."""
        return {
            **super()._copied_values(),
            "cycle": SQL("'regular'"),
            "lane": SQL(
                """CASE WHEN source.side = contract.our_side THEN 'ours'
                        WHEN source.side = 'third' THEN 'third' ELSE 'theirs' END"""
            ),
            "anchor_date": SQL("contract.effective_date"),
            "last_date": SQL("COALESCE(contract.ended_on, contract.end_date)"),
            "is_running": SQL("contract.state IN %s", RUNS),
        }

    @api.model
    def _copied_condition(self):
        """What the scope calls for (T0-2.2); a renewal has what it had, but for third parties'."""
        in_scope = [
            SQL("(source.scope = %s AND %s)", scope, SQL.identifier("contract", name))
            for name, scope in SCOPE_OF.items()
        ]
        return SQL(
            """CASE WHEN source.type_id IS NULL
                    THEN source.side != 'third' AND source.removed_on IS NULL
                    ELSE source.scope IS NULL OR %s END""",
            SQL(" OR ").join(in_scope),
        )

    @api.model
    def _after_copied(self, contracts):
        """What has begun already gets its dates."""
        contracts.sudo().filtered(lambda row: row.state in RUNS).obligation_ids._sync_deadlines()

    @api.model
    def _complete_template_names(self):
        """Give contracts the languages that their type's duties have learnt since."""
        complete_languages(self, "name")
