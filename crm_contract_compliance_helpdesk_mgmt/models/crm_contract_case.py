from odoo import api, fields, models
from odoo.exceptions import UserError, ValidationError

from odoo.addons.crm_contract_compliance.models.base.windows import form_of
from odoo.addons.crm_contract_compliance.models.service.selections import OVER

OPEN = ("received", "assigned", "in_progress")
CHANNELS = {"phone": "phone", "email": "email", "portal": "web"}  # ours: the helpdesk's


class CrmContractCase(models.Model):
    """The ticket on which the customer writes; nothing of the case goes there but its number."""

    _inherit = "crm.contract.case"

    ticket_id = fields.Many2one(
        "helpdesk.ticket",
        index="btree_not_null",
        ondelete="set null",
        copy=False,
        check_company=True,
    )

    @api.model_create_multi
    def create(self, vals_list):
        """A customer raises one, but does not follow it: it is talked over among us."""
        default = self.default_get(["ticket_id"])
        self._refuse_hidden_tickets([{**default, **vals} for vals in vals_list])
        if self.env.user.share:
            self = self.with_context(mail_create_nosubscribe=True)
        return super().create(vals_list)

    def write(self, vals):
        self._refuse_hidden_tickets([vals])
        return super().write(vals)

    @api.constrains("ticket_id")
    def _check_ticket(self):
        for case in self:
            ticket = case.ticket_id
            if ticket and not case._is_of_customer(ticket):
                raise ValidationError(
                    self.env._(
                        "%(ticket)s is the ticket of another customer: %(theirs)s. %(case)s is a"
                        " matter of %(ours)s.",
                        ticket=ticket.number,
                        theirs=ticket.commercial_partner_id.name,
                        case=case.code or case.name,
                        ours=case.partner_id.commercial_partner_id.name,
                    )
                )
            if ticket.closed and case.state in OPEN:
                raise ValidationError(
                    self.env._("%s is closed: reopen the ticket first.", ticket.number)
                )

    def action_create_ticket(self):
        """A ticket that says which case it is about, and nothing of what stands in it."""
        self.ensure_one()
        self.check_access("write")
        if self.state in OVER:
            raise UserError(self.env._("%s is over and needs no ticket.", self.display_name))
        if not self.ticket_id:
            self.ticket_id = self.env["helpdesk.ticket"].create(self._prepare_ticket_vals())
        return form_of(self.ticket_id)

    def action_view_ticket(self):
        self.ensure_one()
        self.ticket_id.check_access("read")
        return form_of(self.ticket_id)

    def _prepare_ticket_vals(self):
        partner = self.partner_id
        title = self._ticket_title()
        return {
            "name": title,
            "description": title,
            "company_id": self.company_id.id,
            "partner_id": partner.id,
            "partner_name": partner.name,
            "partner_email": partner.email,
            "channel_id": self._ticket_channel().id,
            "crm_contract_id": self.contract_id.id,
        }

    def _ticket_title(self):
        """Number and category in the customer's language, who sees the ticket in the portal."""
        case = self.with_context(lang=self.partner_id.lang or self.env.lang)
        name = "category" if case.category else "kind"
        labels = dict(case._fields[name]._description_selection(case.env))
        return f"{case.code} {labels[case[name]]}"

    def _ticket_channel(self):
        own = self.channel_id.get_external_id()[self.channel_id.id].rpartition("channel_")[2]
        return (
            self.env.ref(
                f"helpdesk_mgmt.helpdesk_ticket_channel_{CHANNELS.get(own, 'other')}",
                raise_if_not_found=False,
            )
            or self.env["helpdesk.ticket.channel"].browse()
        )

    def _refuse_hidden_tickets(self, vals_list):
        """A case holds its ticket open: only whoever works on a ticket ties it to one."""
        ids = {vals["ticket_id"] for vals in vals_list if vals.get("ticket_id")}
        if ids:
            self.env["helpdesk.ticket"].browse(ids).check_access("write")

    def _is_of_customer(self, ticket):
        customer = ticket.commercial_partner_id
        return not customer or customer == self.partner_id.commercial_partner_id

    def _what_is_missing(self):
        """What keeps the case from being answered, in the words of its own guards."""
        self.ensure_one()
        try:
            self._guard_assigned()
            self._guard_answered()
        except UserError as refusal:
            return refusal.args[0]
        return self.env._("Its answer is not recorded yet: press Answer.")

    def _after_move(self, old_states):
        """The ticket hears that something happened, and nothing of what."""
        result = super()._after_move(old_states)
        for case in self.sudo().filtered("ticket_id"):
            if case.state in OVER:
                case.ticket_id._message_log(
                    body=self.env._("The contract matter of this ticket is over.")
                )
            elif old_states[case.id] == "answered" and case.ticket_id.closed:
                case.ticket_id._message_log(
                    body=self.env._("The contract matter of this closed ticket is taken up again.")
                )
        return result
