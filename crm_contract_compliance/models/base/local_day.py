"""Today is the date where the contract is: for days that are proposed, and days that are sought."""

from odoo import api, fields, models
from odoo.fields import Domain
from odoo.tools import SQL

# Of a field in ``_days_of_today``; with ``THERE_FOR_ITS_USER`` in a dialog.
THERE = {
    "compute": "_compute_days_of_today",
    "store": True,
    "readonly": False,
    "precompute": True,
}
THERE_FOR_ITS_USER = {**THERE, "compute_sudo": False}
_SIGNS = {"<": SQL("<"), "<=": SQL("<="), ">": SQL(">"), ">=": SQL(">=")}


class CrmContractLocalDayMixin(models.AbstractModel):
    """Proposes today where the contract is, as the checks mean it, whoever writes it down.

    ``_days_of_today`` names the fields (``THERE``), ``_today_of`` what leads to the contract.
    """

    _name = "crm.contract.local.day.mixin"
    _description = "Today Where the Contract Is"
    _days_of_today = ()
    _today_of = "contract_id"

    @api.depends(lambda self: (self._today_of,) if self._today_of in self._fields else ())
    def _compute_days_of_today(self):
        for record in self:
            today = record._proposed_today()
            for name in record._days_of_today:
                record[name] = record[name] or today

    def _proposed_today(self):
        origin = self[self._today_of]
        contract = origin if origin._name == "crm.contract" else origin.contract_id
        return contract and contract._local_today()


def local_today_sql(tz: SQL) -> SQL:
    """The date in the zone ``tz``, by the clock of Python (frozen in tests)."""
    return SQL(
        "((%s::timestamp AT TIME ZONE 'UTC') AT TIME ZONE COALESCE(%s, 'UTC'))::date",
        fields.Datetime.now(),
        tz,
    )


def contract_today_sql(alias: str) -> SQL:
    """Today where the contract of the row ``alias`` is."""
    contract = SQL.identifier(alias, "contract_id")
    return local_today_sql(SQL("(SELECT z.tz FROM crm_contract z WHERE z.id = %s)", contract))


def by_today(model, name: str, sign: str, days: int = 0) -> Domain:
    """The rows of ``model`` whose day ``name`` lies so to today, or to so many days after it."""
    model.flush_model([name])
    model.env["crm.contract"].flush_model(["tz"])

    def to_sql(_model, alias, _query):
        is_contract = model._name == "crm.contract"
        own = local_today_sql(SQL.identifier(alias, "tz")) if is_contract else None
        return SQL(
            "COALESCE(%s %s %s + %s, FALSE)",
            SQL.identifier(alias, name),
            _SIGNS[sign],
            own or contract_today_sql(alias),
            days,
        )

    return Domain.custom(to_sql=to_sql)
