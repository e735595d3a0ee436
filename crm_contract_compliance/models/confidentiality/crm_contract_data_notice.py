from odoo import api, fields, models
from odoo.exceptions import UserError


class CrmContractDataProcessing(models.Model):
    """What each person is told before consenting: recipient, contact, purpose, manner, kinds.

    L-40; PIPL 17, 23.
    """

    _inherit = "crm.contract.data.processing"

    notice_text = fields.Text("Notice to the Persons", compute="_compute_notice_text")

    @api.depends_context("lang")
    @api.depends("third_party_id", "purpose", "method", "data_kinds", "is_sensitive")
    def _compute_notice_text(self):
        for row in self:
            row.notice_text = row.third_party_id and "\n".join(row._notice_lines())

    def _notice_lines(self):
        env = self.env
        recipient = self.third_party_id.partner_id
        lines = [
            (env._("Recipient"), recipient.name),
            (env._("Contact Details"), self._contact_of(recipient)),
            (env._("Purpose of Processing"), self.purpose),
            (env._("Manner of Processing"), self.method),
            (env._("Kinds of data"), self.data_kinds),
        ]
        said = [
            env._("%(label)s: %(text)s", label=label, text=text or "–") for label, text in lines
        ]
        if self.is_sensitive:
            said.append(env._("They include sensitive data, for which you are asked separately."))
        return [
            env._("We ask for your separate consent to giving your personal data to:"),
            *said,
            env._("You may withdraw your consent at any time; what happened before stays lawful."),
        ]

    def _contact_of(self, recipient):
        address = ", ".join((recipient.contact_address or "").split("\n"))
        parts = (recipient.phone, recipient.email, address.strip(", "))
        return "; ".join(filter(None, parts))

    def action_tell_persons(self):
        """Send the notice to each of the customer's persons whose consent does not hold yet."""
        for row in self:
            row.check_access("write")
            row._guard_officer()
            row._tell_persons()
        return True

    def _tell_persons(self):
        if self._missing_items():
            raise UserError(self.env._("Agree on purpose, manner and kinds of data first."))
        persons = self.contract_id._contacts_among(self._candidates())
        persons -= self._consenting_persons()
        reached = persons.filtered("email")
        if not reached:
            raise UserError(self.env._("Nobody who is still to be asked has an e-mail address."))
        template = self.env.ref("crm_contract_compliance.mail_template_data_notice")
        for person in reached:
            template.with_context(crm_contract_person_lang=person.lang).send_mail(
                self.id, email_values={"recipient_ids": [(4, person.id)]}
            )
        self._message_log(
            body=self.env._(
                "Notice of the data processing sent to %(count)s persons; %(left)s have no e-mail"
                " address.",
                count=len(reached),
                left=len(persons - reached),
            )
        )
