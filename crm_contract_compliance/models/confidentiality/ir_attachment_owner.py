from odoo import api, fields, models

from ..base.discreet import readable_ids


class IrAttachment(models.Model):
    """What a file belongs to, as its reader may hear it.

    A deadline of a confidential contract is named to nobody, since its name goes into reminders;
    beside a file it is, to people with the clearance.
    """

    _inherit = "ir.attachment"

    crm_contract_owner_name = fields.Char("Belongs To", compute="_compute_crm_contract_owner_name")

    @api.depends("res_model", "res_id")
    @api.depends_context("uid", "lang", "allowed_company_ids")
    def _compute_crm_contract_owner_name(self):
        ours = self.filtered(lambda file: file.res_model == "crm.contract.deadline" and file.res_id)
        told = ours._told_deadlines() if self._is_cleared() else {}
        for file in self:
            file.crm_contract_owner_name = told.get(file in ours and file.res_id) or file.res_name

    def _told_deadlines(self):
        """{deadline: what to do}, of those that the reader may read with what they come from."""
        deadlines = self.env["crm.contract.deadline"].browse(self.mapped("res_id"))
        sentences = deadlines._sentences()
        readable = readable_ids(deadlines)
        told = {}
        for row in deadlines.filtered(lambda row: row.id in readable):
            source = self.env[row.res_model].browse(row.res_id)
            subject = row.subject
            if not subject and "name" in source._fields and source.id in readable_ids(source):
                subject = source.name
            told[row.id] = row._sentence(sentences, subject)
        return told
