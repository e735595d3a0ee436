from odoo import api, fields, models
from odoo.exceptions import ValidationError

from ...tools.due_date import local_day

_BATCH = 500


class CrmContractCommunication(models.Model):
    """The log of what was said to and by a customer, kept for good once archived (T2-3.2.3)."""

    _name = "crm.contract.communication"
    _description = "Communication"
    _inherit = [
        "crm.contract.customer.mixin",
        "crm.contract.executed.mixin",
        "crm.contract.discreet.mixin",
    ]
    _order = "held_at desc, id desc"
    _person_names = ("person",)
    _check_company_auto = True

    name = fields.Char("Subject", required=True)
    company_id = fields.Many2one(related="contract_id.company_id", store=True, index=True)
    contract_user_id = fields.Many2one(
        related="contract_id.user_id", store=True, string="Contract Owner"
    )
    tz = fields.Selection(related="contract_id.tz", store=True)
    person = fields.Char("Spoken With", help="The person on the customer's side.")
    channel_id = fields.Many2one("crm.contract.channel", required=True, ondelete="restrict")
    direction = fields.Selection(
        [("in", "From the customer"), ("out", "To the customer")],
        "In or Out",
        default="out",
        required=True,
    )
    held_at = fields.Datetime("When", required=True, default=lambda self: fields.Datetime.now())
    held_on = fields.Date("Day", compute="_compute_held_on", store=True, index=True)
    user_id = fields.Many2one(
        "res.users",
        "Staff",
        required=True,
        index=True,
        ondelete="restrict",
        domain=[("share", "=", False)],
        default=lambda self: self.env.user,
    )
    summary = fields.Text(required=True, help="What was said and agreed.")
    evidence_ids = fields.Many2many(
        "ir.attachment",
        "crm_contract_communication_evidence_rel",
        string="Proof",
        ondelete="restrict",
        bypass_search_access=True,  # see evidence.py
        copy=False,
    )
    archived_on = fields.Date("Archived", readonly=True, copy=False, index="btree_not_null")

    _settled_fields = frozenset({"archived_on"})
    _waiting_idx = models.Index("(company_id, held_on) WHERE archived_on IS NULL")

    @api.depends("held_at", "contract_id.tz")
    def _compute_held_on(self):
        for row in self:
            row.held_on = row.held_at and row._local_day(row.held_at)

    @api.constrains("held_at")
    def _check_held_at(self):
        if any(row.held_at > fields.Datetime.now() for row in self):
            raise ValidationError(self.env._("What is logged has taken place; plan it elsewhere."))

    @api.constrains("user_id")
    def _check_user(self):
        if self.user_id.sudo().filtered("share"):
            raise ValidationError(self.env._("An internal user is named as staff."))

    def action_put_into_archive(self):
        """From now on nobody changes or deletes it."""
        self.check_access("write")
        self.filtered(lambda row: not row.archived_on)._put_into_archive()
        return True

    @api.model
    def _cron_archive(self, limit=_BATCH):
        """Archive what is older than the company's days."""
        cron = self.env["ir.cron"]
        companies = self.env["res.company"].search([("crm_contract_archive_days", ">", 0)])
        for company in companies:
            last = fields.Date.subtract(fields.Date.today(), days=company.crm_contract_archive_days)
            waiting = [
                ("company_id", "=", company.id),
                ("archived_on", "=", False),
                ("held_on", "<=", last),
            ]
            while batch := self.search(waiting, order="id", limit=limit):
                batch._put_into_archive()
                if not cron._commit_progress(len(batch)):
                    return

    def _put_into_archive(self):
        now = fields.Datetime.now()
        for tz, rows in self.grouped("tz").items():
            rows._write_settled({"archived_on": local_day(now, tz or "UTC")})

    def _local_day(self, moment):
        return local_day(moment, self.contract_id.tz or "UTC")

    def _freeze_level(self):
        self.ensure_one()
        return 2 if self.archived_on else 0

    def _frozen_message(self, what):
        return self.env._(
            "%(record)s is archived: “%(what)s” can neither be changed nor deleted.",
            record=self.display_name,
            what=what,
        )
