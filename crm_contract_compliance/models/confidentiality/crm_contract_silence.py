from odoo import models

from ..base.crm_contract_thread_mixin import CLEARANCE


class CrmContract(models.Model):
    """A contract that becomes confidential: what its people were told before falls silent.

    Mails that went out stay with their readers; what stands in an activity is read again and again
    by whoever it is given to, whatever it hangs on.
    """

    _inherit = "crm.contract"

    def write(self, vals):
        newly = (
            self.filtered(lambda row: not row.is_classified) if vals.get("is_classified") else ()
        )
        result = super().write(vals)
        if newly:
            newly.sudo()._silence_activities()
        return result

    def _silence_activities(self):
        """Reminders say no more than that something is due; whoever typed the others keeps them."""
        self.env["crm.contract.deadline"].flush_model()
        activities = self._activities_below().with_context(mail_activity_quick_update=True)
        for reminder in activities.filtered("crm_contract_deadline_id"):
            deadline = reminder.crm_contract_deadline_id
            reminder.summary = deadline.with_context(lang=reminder.user_id.lang).name
        cleared = self.env.ref(CLEARANCE).all_user_ids
        typed = activities.filtered(lambda row: not row.crm_contract_deadline_id)
        typed.filtered(lambda row: row.user_id not in cleared).user_id = self.env.user
        self.env.add_to_compute(activities._fields["res_name"], activities)

    def _activities_below(self):
        """Of the contracts and of all records below them that have activities."""
        activities = self.env["mail.activity"].with_context(active_test=False)
        found = activities.search([("res_model", "=", self._name), ("res_id", "in", self.ids)])
        for model in self.pool.descendants(["mail.activity.mixin"], "_inherit"):
            records = self.env[model].with_context(active_test=False)
            link = records._fields.get("contract_id")
            if link and link.comodel_name == self._name and link.store:
                below = records.search([("contract_id", "in", self.ids)])
                domain = [("res_model", "=", model), ("res_id", "in", below.ids)]
                found |= activities.search(domain)
        return found
