from odoo import models
from odoo.exceptions import UserError
from odoo.tools.misc import clean_context

from ..base.row_lock import queue_up


class CrmContract(models.Model):
    """One way to propose the breach that lies in a leak (T0-8.2, T0-8.3, L-46)."""

    _inherit = "crm.contract"

    def _propose_leak(self, source_field, record, side, third_party, occurred_on, known_on, fact):
        """The breach of this leak, for a person to verify: one for its source, whoever asks.

        :param source_field: the many2one of the breach that names its source
        :param record: the source: a disclosure, an incident
        :param side: who leaked: ``a``, ``b``, or ``third`` with its ``third_party``
        """
        self.ensure_one()
        record.ensure_one()
        queue_up(record)  # who comes second finds the breach
        context = clean_context(self.env.context)  # no default of a screen is meant for it
        breaches = self.env(context=context)["crm.contract.breach"].sudo()
        known = breaches.search([(source_field, "=", record.id)])
        return (
            known
            or breaches._register_existing(
                [
                    {
                        "contract_id": self.id,
                        "type_id": self._leak_breach_type(side).id,
                        "side": side,
                        "third_party_id": side == "third" and third_party.id,
                        source_field: record.id,
                        "occurred_on": occurred_on,
                        "known_on": known_on,
                        "fact": fact,
                        "state": "proposed",
                    }
                ]
            )
        ).sudo(self.env.su)

    def _leak_breach_type(self, side):
        """The catalogue's row for a leak by ``side`` under a contract of this type."""
        types = self.env["crm.contract.breach.type"].sudo().with_context(active_test=False)
        types = types.search(
            [("matter", "=", "confidentiality")], order="active DESC, sequence, id"
        )
        fitting = types.filtered(
            lambda row: (
                row.side in (side, "any")
                and (not row.contract_type_ids or self.type_id in row.contract_type_ids)
            )
        ).sorted(lambda row: (row.active, row.side == side, bool(row.contract_type_ids)), True)
        if not types:
            raise UserError(
                self.env._("Add a type of breach about confidentiality to the catalogue first.")
            )
        return (fitting or types)[:1]
