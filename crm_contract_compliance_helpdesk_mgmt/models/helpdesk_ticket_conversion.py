from odoo import fields, models
from odoo.exceptions import UserError
from odoo.fields import Command
from odoo.tools import SQL, html2plaintext

from odoo.addons.crm_contract_compliance.models.base.quiet_sql import run_quietly
from odoo.addons.crm_contract_compliance.models.base.windows import dialog_of, form_of
from odoo.addons.crm_contract_compliance.models.service.selections import OVER

from .crm_contract_case import CHANNELS
from .helpdesk_ticket import IN_FORCE


class HelpdeskTicket(models.Model):
    """A ticket becomes a complaint or a request: in one click where there is one contract."""

    _inherit = "helpdesk.ticket"

    def action_make_crm_contract_complaint(self):
        return self._action_make_crm_contract_case("complaint", self.env._("Make Complaint"))

    def action_make_crm_contract_request(self):
        return self._action_make_crm_contract_case("request", self.env._("Make Request"))

    def action_view_crm_contract_cases(self):
        self.ensure_one()
        self.check_access("read")
        cases = self.crm_contract_case_ids
        if len(cases) == 1:
            return form_of(cases)
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Complaints and Requests"),
            "res_model": "crm.contract.case",
            "views": [(False, "list"), (False, "kanban"), (False, "form")],
            "domain": [("id", "in", cases.ids)],
        }

    def _action_make_crm_contract_case(self, kind, title):
        self.ensure_one()
        self.check_access("write")
        self.env["crm.contract.case"].check_access("create")
        before = self._crm_contract_open_case(kind)
        if before:
            return form_of(before)
        contracts = self._crm_contract_choices()
        if not contracts:
            raise UserError(self._crm_contract_none_message())
        chosen = self.crm_contract_id & contracts or contracts
        if len(chosen) == 1:
            return form_of(self._make_crm_contract_case(chosen, kind))
        return dialog_of("crm.contract.ticket.wizard", title, ticket_id=self.id, kind=kind)

    def _crm_contract_none_message(self):
        if not self.partner_id:
            return self.env._("Say first who the customer of %s is.", self.number)
        return self.env._(
            "You have no contract in force with %s. Ask whoever looks after their contracts to"
            " make you a member.",
            self.partner_id.commercial_partner_id.display_name,
        )

    def _crm_contract_open_case(self, kind):
        """The one that the ticket is already: pressed twice, a button makes no second one."""
        cases = self.sudo().crm_contract_case_ids
        cases = cases.filtered(lambda case: case.kind == kind and case.state not in OVER)
        return cases[:1].with_env(self.env)

    def _crm_contract_choices(self):
        """The customer's contracts in force that the user may read."""
        return self.env["crm.contract"].search(
            [
                ("state", "in", IN_FORCE),
                ("company_id", "=", self.company_id.id),
                ("partner_id", "!=", False),
                ("partner_id.commercial_partner_id", "=", self.commercial_partner_id.id),
            ]
        )

    def _make_crm_contract_case(self, contract, kind, category=False):
        self.write({"crm_contract_id": contract.id})
        self._crm_contract_meet()
        vals = {
            **self._prepare_crm_contract_case_vals(contract, kind, category),
            "ticket_id": self.id,
            "channel_id": self._crm_contract_channel().id,
            "name": self.name,
            "description": html2plaintext(self.description or ""),
            # when the customer wrote, not when somebody looked at it
            "received_at": min(self.create_date, fields.Datetime.now()),
            "complainant": self.partner_name or self.partner_id.name,
        }
        case = self.env["crm.contract.case"].create(vals)
        case.evidence_ids = [Command.link(file.id) for file in self._crm_contract_copied_files()]
        return case

    def _crm_contract_copied_files(self):
        """What the customer sent with the ticket, as proof of the case; nothing goes back."""
        own = [("res_model", "=", self._name), ("res_id", "=", self.id), ("res_field", "=", False)]
        return self.env["ir.attachment"].search(own).copy({"res_model": False, "res_id": False})

    def _crm_contract_meet(self):
        """Two people at once meet on the ticket's row: the second is asked again, and sees it."""
        self.flush_recordset()
        run_quietly(
            self.env,
            SQL("UPDATE helpdesk_ticket SET write_date = write_date WHERE id = %s", self.id),
        )

    def _prepare_crm_contract_case_vals(self, contract, kind, category=False):
        """The kind of service is corrected on the case, before anybody works on it."""
        return {
            "contract_id": contract.id,
            "kind": kind,
            "category": kind == "request" and (category or "other"),
            "user_id": contract.user_id.id,
        }

    def _crm_contract_channel(self):
        """Where the ticket does not say it, somebody wrote it down: by phone."""
        own = self.sudo().channel_id.get_external_id().get(self.channel_id.id, "")
        theirs = {helpdesk: ours for ours, helpdesk in CHANNELS.items()}
        return self.env.ref(
            f"crm_contract_compliance.channel_{theirs.get(own.rpartition('_')[2], 'phone')}"
        )
