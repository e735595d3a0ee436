from odoo import api, fields, models
from odoo.exceptions import UserError


class CrmContractReminder(models.Model):
    """The ledger of reminders: one row for each lead that was used up, never two (I8)."""

    _name = "crm.contract.reminder"
    _description = "Contract Reminder"
    _order = "id desc"
    _rec_name = "deadline_id"

    deadline_id = fields.Many2one(
        "crm.contract.deadline", required=True, ondelete="cascade", index=True
    )
    company_id = fields.Many2one("res.company", required=True, index=True)
    contract_user_id = fields.Many2one("res.users")
    lead = fields.Integer(required=True, aggregator=None)
    due_date = fields.Date(required=True)
    sent_at = fields.Datetime(required=True)
    user_id = fields.Many2one("res.users", "Told", help="Who got the activity.")
    is_notice = fields.Boolean(help="Leads passed together give one notice, the nearest one's.")

    _once = models.UniqueIndex("(deadline_id, lead, due_date)", "This reminder was already given.")

    @api.model_create_multi
    def create(self, vals_list):  # pylint: disable=method-required-super
        raise UserError(self.env._("Only the reminder job writes its ledger."))

    def write(self, vals):  # pylint: disable=method-required-super
        raise UserError(self.env._("The ledger of reminders never changes."))
