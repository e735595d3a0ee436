from werkzeug.exceptions import NotFound
from werkzeug.wsgi import wrap_file

from odoo import http
from odoo.exceptions import AccessError
from odoo.http import Response, content_disposition, request

from .access import MAX_ID, guarded


class CrmContractBundleController(http.Controller):
    @http.route(
        "/crm-contracts/<int:contract_id>/bundle",
        type="http",
        auth="user",
        methods=["GET"],
        readonly=False,  # who takes it is logged
    )
    def crm_contract_bundle(self, contract_id, dispute_id=None, **_kwargs):
        """The evidence of a contract, sent piece by piece.

        What is foreign and what is not there get one answer.
        """
        contract = self._found("crm.contract", contract_id)
        dispute = self._found("crm.contract.dispute", dispute_id) if dispute_id else None
        if dispute and dispute.contract_id != contract:
            raise NotFound()
        try:
            file, name = contract._bundle(dispute)
        except AccessError as error:
            raise NotFound() from error
        response = Response(
            wrap_file(request.httprequest.environ, file),
            headers=[
                ("Content-Type", "application/zip"),
                ("Content-Disposition", content_disposition(name)),
            ],
            direct_passthrough=True,
        )
        response.call_on_close(file.close)
        return guarded(response)

    def _found(self, model, record_id):
        if not str(record_id).isdecimal() or not 0 < int(record_id) <= MAX_ID:
            raise NotFound()
        record = request.env[model].browse(int(record_id))
        if not record.has_access("read") or not record.exists():
            raise NotFound()
        return record
