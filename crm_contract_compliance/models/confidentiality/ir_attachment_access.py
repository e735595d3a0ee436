from odoo import models

_CONTENT = {"raw", "datas", "db_datas"}


class IrAttachment(models.Model):
    """Whoever takes a file of a confidential contract, by its address or its content, is noted."""

    _inherit = "ir.attachment"

    def _to_http_stream(self):
        stream = super()._to_http_stream()
        self._note_crm_contract_download()
        return stream

    def read(self, fields=None, load="_classic_read"):
        rows = super().read(fields, load)
        if not self.env.su and (fields is None or _CONTENT.intersection(fields)):
            self._note_crm_contract_download()
        return rows

    def _note_crm_contract_download(self):
        for file in self.sudo():
            contract = file._crm_contract()
            if contract and (contract.is_classified or file.crm_contract_is_classified):
                self.env["crm.contract.access"]._note("download", {contract: file})

    def _crm_contract(self):
        """The contract below which the file stands, if any."""
        self.ensure_one()
        model = self.res_model or ""
        if not model.startswith("crm.contract") or model not in self.env or not self.res_id:
            return self.env["crm.contract"]
        record = self.env[model].browse(self.res_id).exists()
        if model == "crm.contract":
            return record
        return record.contract_id if "contract_id" in record._fields else self.env["crm.contract"]
