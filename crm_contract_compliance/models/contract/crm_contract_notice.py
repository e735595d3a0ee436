from odoo import api, fields, models
from odoo.exceptions import ValidationError

from ...tools.term import is_in_time
from ..base.words import day_in_words
from .selections import ALL_SIDES


class CrmContractNotice(models.Model):
    """A written notice with its proof. Here: the intention to renew or not (T0-9.2)."""

    _name = "crm.contract.notice"
    _description = "Contract Notice"
    _inherit = ["crm.contract.executed.mixin", "crm.contract.thread.mixin"]
    _order = "sent_on desc, id desc"
    _check_company_auto = True

    contract_id = fields.Many2one("crm.contract", required=True, ondelete="restrict", index=True)
    company_id = fields.Many2one(related="contract_id.company_id", store=True, index=True)
    contract_user_id = fields.Many2one(related="contract_id.user_id", store=True)
    kind = fields.Selection(
        [("renewal_intention", "Intention on renewal")],
        default="renewal_intention",
        required=True,
    )
    side = fields.Selection(ALL_SIDES, "Sent By", required=True)
    intention = fields.Selection(
        [("renew", "Wants to renew"), ("end", "Does not want to renew")],
        default="renew",
        required=True,
    )
    method = fields.Selection(
        [("letter", "Letter"), ("fax", "Fax"), ("email", "E-mail"), ("other", "Other")],
        default="letter",
        required=True,
    )
    sent_on = fields.Date("Stated On", required=True, default=fields.Date.context_today)
    proof_ids = fields.Many2many(
        "ir.attachment",
        "crm_contract_notice_proof_rel",
        ondelete="restrict",
        bypass_search_access=True,  # see evidence.py
    )
    proof_reference = fields.Char(help="Courier number, fax slip, message id.")
    limit_date = fields.Date(
        "In Time Until", readonly=True, help="As the contract stood on that day (§5)."
    )
    is_in_time = fields.Boolean("In Time", readonly=True)
    note = fields.Text()

    _settled_fields = frozenset({"limit_date", "is_in_time"})
    _living_fields = frozenset({"proof_ids", "proof_reference", "note", "message_follower_ids"})

    @api.model_create_multi
    def create(self, vals_list):
        notices = super().create(vals_list)
        for notice in notices:
            limit = notice.contract_id.renewal_notice_date
            notice._write_settled(
                {
                    "limit_date": limit,
                    "is_in_time": is_in_time(notice.sent_on, limit),
                }
            )
        return notices

    @api.constrains("sent_on")
    def _check_sent_on(self):
        for notice in self:
            if notice.sent_on > notice.contract_id._local_today():
                raise ValidationError(self.env._("A notice cannot be dated on a future day."))

    @api.constrains("contract_id")
    def _check_contract(self):
        for notice in self:
            if notice.contract_id.state not in ("active", "suspended"):
                raise ValidationError(
                    self.env._("Intentions on renewal belong to a contract in force.")
                )

    def _compute_display_name(self):
        kinds = dict(self._fields["kind"]._description_selection(self.env))
        for notice in self:
            notice.display_name = self.env._(
                "%(kind)s, %(side)s, %(day)s",
                kind=kinds.get(notice.kind, ""),
                side=notice.contract_id._side_label(notice.side) if notice.side else "",
                day=day_in_words(self.env, notice.sent_on),
            )

    def _freeze_level(self):
        """What was said on that day stays said; proof may still come."""
        return 2 if self.id and self.create_date else 0

    def _executed_at(self):
        return self.create_date
