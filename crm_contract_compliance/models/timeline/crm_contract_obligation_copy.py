from odoo import api, models
from odoo.tools import SQL

# What a contract takes over from its type, and a renewal from the contract before it.
_COPIED = (
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
)
_FROM_TYPE = SQL("template.type_id = contract.type_id")
_FROM_RENEWED = SQL("template.contract_id = contract.renewed_from_id AND template.side != 'third'")


class CrmContractObligation(models.Model):
    """Duties of a new contract: a copy, which later changes of the type do not reach."""

    _inherit = "crm.contract.obligation"

    @api.model
    def _copy_templates(self, contracts, scopes=None):
        """Give each contract the duties of its type that its scope calls for (T0-2.2).

        ``scopes``: only those of these scopes, which a draft has just taken in.
        """
        renewals = contracts.filtered(
            lambda row: row.renewed_from_id.type_id == row.type_id and scopes is None
        )
        self._copy_rows(renewals, _FROM_RENEWED)
        for chosen, alike in (contracts - renewals).grouped(lambda row: row._scopes()).items():
            wanted = chosen if scopes is None else chosen & scopes
            condition = SQL("template.scope IN %s", tuple(wanted) or ("",))
            if scopes is None:
                condition = SQL("(template.scope IS NULL OR %s)", condition)
            self._copy_rows(alike, SQL("%s AND %s", _FROM_TYPE, condition))

    @api.model
    def _copy_rows(self, contracts, condition):
        """In one statement, in every language: a thousand contracts may start at once (B-G6)."""
        if not contracts:
            return
        self.flush_model()
        contracts.flush_recordset()
        rows = self.env.execute_query(
            SQL(
                """INSERT INTO crm_contract_obligation (contract_id, company_id, contract_user_id,
                    template_id, lane, cycle, %(columns)s,
                    create_uid, write_uid, create_date, write_date)
               SELECT contract.id, contract.company_id, contract.user_id,
                    COALESCE(template.template_id, template.id),
                    CASE WHEN template.side = contract.our_side THEN 'ours'
                         WHEN template.side = 'third' THEN 'third' ELSE 'theirs' END,
                    'regular', %(values)s, %(uid)s, %(uid)s, %(now)s, %(now)s
               FROM crm_contract contract
               JOIN crm_contract_obligation template ON %(condition)s
               WHERE contract.id IN %(ids)s ORDER BY contract.id, template.id RETURNING id""",
                columns=SQL(", ").join(map(SQL.identifier, _COPIED)),
                values=SQL(", ").join(SQL.identifier("template", name) for name in _COPIED),
                condition=condition,
                uid=self.env.uid,
                now=self.env.cr.now(),
                ids=tuple(contracts.ids),
            )
        )
        contracts.invalidate_recordset(["obligation_ids"])
        new = self.browse([row_id for (row_id,) in rows])
        new.modified(["date_start"])
        new.mapped("is_running")  # what has begun already gets its dates

    @api.model
    def _complete_template_names(self):
        """Give contracts the languages that their type's duties have learnt since."""
        self.flush_model(["name", "template_id"])
        self.env.execute_query(
            SQL(
                """UPDATE crm_contract_obligation row SET name = template.name || row.name
               FROM crm_contract_obligation template
               WHERE template.id = row.template_id AND template.name != row.name
               RETURNING row.id"""
            )
        )
        self.invalidate_model(["name"])
