from odoo import api, models

from ..base.crm_contract_thread_mixin import CLEARANCE
from .handed_over import HandedOver

_KEY = "crm_contract_handed_over"
_PLAIN = {"id", "display_name", "code", "contract_code", "create_date", "write_date"}


class CrmContractInputMixin(models.AbstractModel):
    """Whatever is below a contract leaves a trace when a confidential one is opened, listed or
    exported: one a call, however deep it goes.

    Only people with the clearance get that far; for all others, and for the jobs, nothing is
    looked up here.
    """

    _inherit = "crm.contract.input.mixin"

    @api.readonly
    def web_read(self, specification):
        if not self._hands_over(specification):
            return super().web_read(specification)
        records = self._handing_over()
        rows = super(CrmContractInputMixin, records).web_read(specification)
        self._note_read(records, self._way_of_reading())
        return rows

    def read(self, fields=None, load="_classic_read"):
        if self._handed_over() or not self._hands_over(fields or self._fields):
            return super().read(fields, load)
        records = self._handing_over()
        rows = super(CrmContractInputMixin, records).read(fields, load)
        self._note_read(records, self._way_of_reading())
        return rows

    @api.model
    @api.readonly
    def search_read(self, domain=None, fields=None, *args, **kwargs):
        if not self._hands_over(fields or self._fields):
            return super().search_read(domain, fields, *args, **kwargs)
        records = self._handing_over()
        rows = super(CrmContractInputMixin, records).search_read(domain, fields, *args, **kwargs)
        records._handed_over().add(self.browse([row["id"] for row in rows]))
        self._note_read(records, "list")
        return rows

    @api.model
    @api.readonly
    def web_search_read(self, *args, **kwargs):
        if not self._is_watched():
            return super().web_search_read(*args, **kwargs)
        records = self._handing_over()
        found = super(CrmContractInputMixin, records).web_search_read(*args, **kwargs)
        self._note_read(records, "list")
        return found

    @api.model
    @api.readonly
    def web_read_group(self, *args, **kwargs):
        """Groups that are open bring their records."""
        if not self._is_watched():
            return super().web_read_group(*args, **kwargs)
        records = self._handing_over()
        groups = super(CrmContractInputMixin, records).web_read_group(*args, **kwargs)
        self._note_read(records, "list")
        return groups

    def _export_rows(self, fields, *, _is_toplevel_call=True):
        if not self._is_watched():
            return super()._export_rows(fields, _is_toplevel_call=_is_toplevel_call)
        records = self._handing_over()
        rows = super(CrmContractInputMixin, records)._export_rows(
            fields, _is_toplevel_call=_is_toplevel_call
        )
        self._note_read(records, "export")
        return rows

    def _determine_fields_to_fetch(self, field_names=None, ignore_when_in_cache=False):
        """What says whether a record is confidential is read along, at no query more."""
        if field_names and self._handed_over():
            field_names = [*field_names, *self._access_anchors()]
        return super()._determine_fields_to_fetch(field_names, ignore_when_in_cache)

    def _access_anchors(self):
        """The columns that lead to whether a record is confidential."""
        anchors = [self._fields.get(name) for name in ("contract_id", "is_classified")]
        return [field.name for field in anchors if field and field.store]

    def _way_of_reading(self):
        return "open" if len(self) == 1 else "list"

    def _access_contract(self):
        """Hook: the contract below which the records are."""
        return self if self._name == "crm.contract" else self.contract_id

    def _hands_over(self, names):
        """Hook: whether ``names`` say more than a number, to a person who is watched."""
        return (
            not _PLAIN.issuperset(names)
            and all(isinstance(record_id, int) for record_id in self._ids)
            and self._is_watched()
        )

    @api.model
    def _is_watched(self):
        return (
            not self.env.su
            and not self._transient
            and bool(self._access_anchors())
            and self.env.user.has_group(CLEARANCE)
        )

    def _handed_over(self):
        """What the call that is going on has handed over so far, if it is one that is noted."""
        reached = self.env.context.get(_KEY)
        return reached if isinstance(reached, HandedOver) else None

    def _handing_over(self):
        """The records, in a call that hands them over, or in the one that is going on."""
        reached = self._handed_over()
        if reached is None:
            return self.with_context(**{_KEY: HandedOver(self)})
        reached.add(self)
        return self

    def _note_read(self, records, channel):
        """Of the outermost call alone: write down what it has handed over."""
        if self._handed_over() is None:
            secret = records._handed_over().secret(self.env)
            self.env["crm.contract.access"]._note(channel, secret)

    def _note_access(self, channel):
        """Write down what of these records is confidential."""
        self.env["crm.contract.access"]._note(channel, HandedOver(self).secret(self.env))
