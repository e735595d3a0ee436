from odoo import models
from odoo.tools import SQL


class PrivacyLookupWizard(models.TransientModel):
    """Core finds people by their contact or e-mail; our records also hold names that were typed.

    A complainant, whom somebody spoke with, who signed: a request about personal data (L-42) finds
    these too.
    """

    _inherit = "privacy.lookup.wizard"

    def _get_query(self):
        query = super()._get_query()
        name = f"%{self.name.strip()}%"
        for model in self.env.values():
            columns = getattr(model, "_person_names", ())
            if not columns or model._abstract or model._transient:
                continue
            query = SQL(
                """%s
                UNION
                SELECT %s AS res_model_id, id AS res_id, %s AS is_active FROM %s WHERE %s""",
                query,
                self.env["ir.model"]._get_id(model._name),
                SQL.identifier("active") if "active" in model else True,
                SQL.identifier(model._table),
                SQL(" OR ").join(
                    SQL("%s ILIKE %s", SQL.identifier(column), name) for column in columns
                ),
            )
        return query
