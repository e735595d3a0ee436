from odoo import api, models

from ..base.crm_contract_thread_mixin import CLEARANCE

_LISTED = object()
"""In the context of what is read for a list, or below what was opened; no client can carry it."""
_PLAIN = {"id", "display_name", "create_date", "write_date"}


class CrmContractInputMixin(models.AbstractModel):
    """Whatever is below a contract leaves a trace when a confidential one is opened or exported.

    Only people with the clearance get that far; for all others, and for the jobs, nothing is
    looked up here.
    """

    _inherit = "crm.contract.input.mixin"

    @api.readonly
    def web_read(self, specification):
        if not self._is_opening(specification):
            return super().web_read(specification)
        anchor = self._access_anchor()
        rows = super(CrmContractInputMixin, self._listed()).web_read(
            {**specification, anchor: specification.get(anchor, {})}
        )
        if anchor not in specification:
            for row in rows:
                row.pop(anchor)
        self._note_access("open")
        return rows

    def read(self, fields=None, load="_classic_read"):
        rows = super().read(fields, load)
        if self._is_opening(fields or self._fields):
            self._note_access("open")
        return rows

    @api.model
    @api.readonly
    def web_search_read(
        self, domain, specification, offset=0, limit=None, order=None, count_limit=None
    ):
        return super(CrmContractInputMixin, self._listed()).web_search_read(
            domain, specification, offset, limit, order, count_limit
        )

    def _export_rows(self, fields, *, _is_toplevel_call=True):
        if self._is_listed() or not self._is_watched():
            return super()._export_rows(fields, _is_toplevel_call=_is_toplevel_call)
        rows = super(CrmContractInputMixin, self._listed())._export_rows(
            fields, _is_toplevel_call=_is_toplevel_call
        )
        self._note_access("export")
        return rows

    def _access_anchor(self):
        """The column that leads to whether the contract is confidential."""
        return "is_classified" if self._name == "crm.contract" else "contract_id"

    def _access_contract(self):
        """Hook: the contract below which the records are."""
        return self if self._name == "crm.contract" else self.contract_id

    def _is_opening(self, names):
        return (
            len(self) == 1
            and not self._is_listed()
            and not _PLAIN.issuperset(names)
            and self._is_watched()
        )

    def _is_watched(self):
        return (
            not self.env.su
            and not self._transient
            and self._access_anchor() in self._fields
            and all(isinstance(record_id, int) for record_id in self._ids)
            and self.env.user.has_group(CLEARANCE)
        )

    def _is_listed(self):
        return self.env.context.get("crm_contract_listed") is _LISTED

    def _listed(self):
        return self.with_context(crm_contract_listed=_LISTED)

    def _note_access(self, channel):
        """Write down what of these records is below a confidential contract."""
        contracts = self.sudo()._access_contract()
        contracts.fetch(["is_classified"])
        secret = contracts.filtered("is_classified")
        if secret:
            seen = self.sudo().grouped(lambda record: record._access_contract())
            self.env["crm.contract.access"]._note(channel, secret, seen)
