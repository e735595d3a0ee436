from odoo import api, models
from odoo.tools import SQL

from .crm_contract_missing import Gap


class CrmContract(models.Model):
    """What is still open below a contract keeps it from being closed, whatever its kind."""

    _inherit = "crm.contract"

    @api.model
    def _gaps_of_open(self, rows, states, say, spot):
        """One gap for each of the ``rows`` in these ``states``; ``say`` tells it by its name."""
        return [
            Gap(say(row.display_name), spot=spot, origin=f"{row._name},{row.id}")
            for row in rows
            if row.state in states
        ]

    @api.model
    def _open_rows_sql(self, alias, model, states):
        """The same as a condition of the contract ``alias``, for searches."""
        return SQL(
            """(%(alias)s.state = 'ended' AND EXISTS (SELECT 1 FROM %(table)s open_row
                    WHERE open_row.contract_id = %(alias)s.id AND open_row.state IN %(states)s))""",
            alias=SQL.identifier(alias),
            table=SQL.identifier(self.env[model]._table),
            states=states,
        )
