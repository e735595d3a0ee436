from odoo import api, fields, models
from odoo.exceptions import ValidationError
from odoo.tools import SQL

from ...tools.reminder import MAX_LEAD, MAX_LEADS, MIN_LEAD, parse_leads
from ...tools.term import TermError
from .kinds import KINDS


class CrmContractReminderPolicy(models.Model):
    """How a kind of deadline speaks up in a company: when, to whom, by which way."""

    _name = "crm.contract.reminder.policy"
    _description = "Contract Reminder Policy"
    _inherit = ["crm.contract.input.mixin"]
    _order = "company_id, kind, id"

    kind = fields.Selection(KINDS, required=True)
    company_id = fields.Many2one(
        "res.company", index="btree_not_null", help="Empty: for companies without their own."
    )
    active = fields.Boolean(default=True)
    leads = fields.Char(
        "Days Before", default="30, 7", help="Days before the deadline, such as “30, 7”."
    )
    escalate_after = fields.Integer(default=3, help="Days after the deadline; 0: never.")
    is_activity = fields.Boolean("Activity", default=True)
    is_digest = fields.Boolean("Digest Mail", default=True)
    to_owner = fields.Boolean("Contract Owner", default=True)
    recipient_ids = fields.Many2many(
        "res.users", "crm_contract_policy_user_rel", string="People", domain=[("share", "=", False)]
    )
    recipient_group_ids = fields.Many2many(
        "res.groups", "crm_contract_policy_group_rel", string="Roles"
    )
    escalation_group_ids = fields.Many2many(
        "res.groups",
        "crm_contract_policy_escalation_rel",
        string="Escalate To",
        default=lambda self: self._default_escalation_groups(),
    )
    fallback_user_id = fields.Many2one(
        "res.users", "Fallback Responsible", domain=[("share", "=", False)]
    )

    _kind_company_uniq = models.UniqueIndex(
        "(kind, COALESCE(company_id, 0)) WHERE active IS TRUE",
        "There is already a policy for this kind.",
    )

    @api.model_create_multi
    def create(self, vals_list):
        policies = super().create(vals_list)
        policies._arm_deadlines()
        return policies

    def write(self, vals):
        kinds = set(self.mapped("kind"))
        result = super().write(vals)
        if {"leads", "escalate_after", "kind", "company_id", "active"} & vals.keys():
            self._arm_deadlines(kinds)
        return result

    def unlink(self):
        kinds = set(self.mapped("kind"))
        result = super().unlink()
        self._arm_deadlines(kinds)
        return result

    @api.constrains("leads", "escalate_after")
    def _check_leads(self):
        for policy in self:
            if not 0 <= policy.escalate_after <= -MIN_LEAD:
                raise ValidationError(
                    self.env._("Escalation comes between 0 and %s days after.", -MIN_LEAD)
                )
            try:
                parse_leads(policy.leads or "")
            except TermError as error:
                raise ValidationError(
                    self.env._(
                        "“%(text)s” is no list of days such as “30, 7” (at most %(count)s of them,"
                        " from %(first)s to %(last)s).",
                        text=policy.leads,
                        count=MAX_LEADS,
                        first=MIN_LEAD,
                        last=MAX_LEAD,
                    )
                ) from error

    @api.depends("kind")
    @api.depends_context("lang")
    def _compute_display_name(self):
        kinds = dict(self._fields["kind"]._description_selection(self.env))
        for policy in self:
            policy.display_name = kinds.get(policy.kind, "")

    @api.model
    def _default_escalation_groups(self):
        return self.env.ref("crm_contract_compliance.group_contract_manager", False)

    def _all_leads(self):
        """Leads and, as a negative one, the escalation."""
        if not self:
            return ()
        self.ensure_one()
        leads = set(parse_leads(self.leads or ""))
        if self.escalate_after:
            leads.add(-self.escalate_after)
        return tuple(sorted(leads, reverse=True))

    @api.model
    def _by_kind(self):
        """{(kind, company id or False): policy}, read once a batch."""
        return {(policy.kind, policy.company_id.id): policy for policy in self.sudo().search([])}

    @api.model
    def _pick(self, policies, kind, company):
        """The company's own policy, else the common one, else an empty one."""
        return policies.get((kind, company.id)) or policies.get((kind, False)) or self.browse()

    def _arm_deadlines(self, kinds=frozenset()):
        """Open deadlines of these kinds wait for their next unsent lead, in one statement."""
        self.env["crm.contract.deadline"].flush_model()
        self.env["crm.contract.reminder"].flush_model()
        for kind in {*kinds, *self.exists().mapped("kind")}:
            policies = self._by_kind()
            for company in self._companies():
                leads = self._pick(policies, kind, company)._all_leads()
                self.env.execute_query(
                    SQL(
                        """UPDATE crm_contract_deadline row SET remind_on = (
                        SELECT min(row.due_date - wanted.lead)
                        FROM unnest(%(leads)s::int[]) wanted(lead)
                        WHERE NOT EXISTS (SELECT 1 FROM crm_contract_reminder sent
                            WHERE sent.deadline_id = row.id AND sent.lead = wanted.lead
                            AND sent.due_date = row.due_date))
                    WHERE row.kind = %(kind)s AND row.company_id = %(company)s
                        AND row.state IN ('open', 'submitted') AND NOT row.is_silent
                    RETURNING row.id""",
                        leads=list(leads),
                        kind=kind,
                        company=company.id,
                    )
                )
        self.env["crm.contract.deadline"].invalidate_model(["remind_on"])

    @api.model
    def _companies(self):
        """Every company: a common policy speaks for all that have none of their own."""
        return self.env["res.company"].sudo().search([])  # pylint: disable=no-search-all
