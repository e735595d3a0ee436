from odoo import api, fields, models
from odoo.tools import SQL


def _is_below(person, company):
    while person and person != company:
        person = person.parent_id
    return bool(person)


class CrmContract(models.Model):
    """No contract is closed while a third party still holds personal data (L-39, X-21)."""

    _inherit = "crm.contract"

    data_processing_ids = fields.One2many("crm.contract.data.processing", "contract_id", copy=False)

    def _missing(self, gate):
        gaps = super()._missing(gate)
        return [*gaps, *self._gaps_of_data_return()] if gate == "close" else gaps

    def _gaps_of_data_return(self):
        rows = self._every_requirement().filtered(
            lambda row: row._keeps_data() and row._is_missing()
        )
        return [row._gap_of_data_return() for row in rows]

    def _customer(self):
        """The other party: a person stands for its company."""
        return self.partner_id.commercial_partner_id

    def _contacts_among(self, persons):
        """The customer and its contacts, whom alone data are asked and given of.

        They are looked up from below, since that takes no query a contract.
        """
        customer = self._customer()
        return persons.filtered(lambda person: _is_below(person.sudo(), customer))

    @api.model
    def _incomplete_sql(self, alias):
        return SQL(
            """%(others)s OR (%(alias)s.state = 'ended' AND EXISTS (SELECT 1
                    FROM crm_contract_requirement data WHERE data.contract_id = %(alias)s.id
                    AND data.is_data_return AND data.needs_proof AND data.is_required
                    AND data.done_on IS NULL AND data.waived_on IS NULL))""",
            others=super()._incomplete_sql(alias),
            alias=SQL.identifier(alias),
        )
