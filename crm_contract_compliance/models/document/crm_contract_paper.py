from odoo import api, fields, models
from odoo.fields import Command

from ..base.evidence import sha256_of


class CrmContract(models.Model):
    """Contracts that were made before they came here, through the second door (design.md)."""

    _inherit = "crm.contract"

    @api.model
    def _register_paper(self, vals_list, are_past_done):
        """Register them as they stand; what has expired meanwhile has ended.

        ``are_past_done``: what was due before is taken as done before it was kept here.
        """
        contracts = self._register_existing(vals_list)
        if are_past_done:
            for today, group in contracts.grouped(lambda row: row._local_today()).items():
                past = group.sudo().deadline_ids.filtered(
                    lambda row, today=today: row.due_date < today
                )
                past._close(today)
        contracts.filtered("is_expired")._expire()
        return contracts

    @api.model
    def _paper_execution_vals(self, mode, day, parties, scans):
        """The instrument of a contract that was signed by all ``parties`` on one day.

        ``parties``: dicts of side, partner_id and, where it is known, representative_id; of the
        ``scans`` the first is the document, the others are evidence of each signature.
        """
        document, evidence = scans[:1], scans[1:]
        people = self.env["res.partner"]
        return {
            "kind": "main",
            "mode": mode,
            "state": "executed",
            "executed_on": day,
            "executed_at": fields.Datetime.now(),
            "document_id": document.id,
            "document_sha256": sha256_of(document),
            "signature_ids": [
                Command.create(
                    {
                        "side": party["side"],
                        "partner_id": party["partner_id"],
                        "signer_id": party.get("representative_id"),
                        "signer_name": people.browse(party.get("representative_id")).name,
                        "signed_on": day,
                        "sealed_on": day if mode == "sign_and_seal" else False,
                        "evidence_ids": [Command.link(file.id) for file in evidence],
                        "evidence_sha256": sha256_of(evidence),
                    }
                )
                for party in parties
            ],
        }
