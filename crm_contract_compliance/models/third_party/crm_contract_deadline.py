from odoo import api, models


class CrmContractDeadline(models.Model):
    _inherit = "crm.contract.deadline"

    @api.model
    def _sentences(self):
        return {
            **super()._sentences(),
            "consent": self.env._("Record the consent to %s"),
            "agreement": self.env._("Have the agreement signed with %s"),
            "third_party": self.env._("%s stops acting"),
        }

    def action_record_consent(self):
        self.ensure_one()
        third_party = self.env["crm.contract.third.party"].browse(self.res_id)
        return third_party.action_record_consent()

    def action_sign_agreement(self):
        """The next step of the agreement: its signatures, or the third party it waits for."""
        self.ensure_one()
        third_party = self.env["crm.contract.third.party"].browse(self.res_id)
        if third_party.state != "consented":
            return self.action_open_source()
        if third_party.execution_state not in ("open", "executed"):
            third_party.action_send_to_sign()
        return third_party.action_record_signature()

    def action_renew_certificate(self):
        self.ensure_one()
        return self.env["crm.contract.qualification"].browse(self.res_id).action_renew()
