from odoo import fields, models


class MailActivity(models.Model):
    _inherit = "mail.activity"

    crm_contract_deadline_id = fields.Many2one(
        "crm.contract.deadline", "Contract Deadline", index="btree_not_null", ondelete="set null"
    )

    def _action_done(self, feedback=False, attachment_ids=None):
        """Marking the reminder done closes a duty that wants no proof (design.md)."""
        deadlines = self.crm_contract_deadline_id
        result = super()._action_done(feedback=feedback, attachment_ids=attachment_ids)
        deadlines._close_from_activity()
        return result
