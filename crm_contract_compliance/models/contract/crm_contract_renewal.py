from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.fields import Command, Domain

from ...tools.term import renewal_start
from ..base import doors
from ..base.local_day import by_today
from ..base.row_lock import queue_up

DECISIONS = [
    ("renew", "Renew"),
    ("renegotiate", "Renegotiate"),
    ("lapse", "Let lapse"),
]
RUNNING = ("active", "suspended")
# What a renewal starts from (T0-9.3): the old terms, not its signatures, payments or breaches.
_CARRIED = (
    "name",
    "type_id",
    "company_id",
    "our_side",
    "user_id",
    "scope",
    "currency_id",
    "amount_total",
    "signing_place",
    "performance_place",
    "governing_law",
    "forum_place",
    "tz",
    "end_date_convention",
    "is_holiday_shifted",
    "is_weekend_shifted",
    "is_classified",
    "classification_ids",
)


class CrmContract(models.Model):
    _inherit = "crm.contract"

    renewal_notice_date = fields.Date("Renewal Notice By", readonly=True, copy=False)
    renewal_complete_date = fields.Date("Renewal Completed By", readonly=True, copy=False)
    renewal_decision = fields.Selection(DECISIONS, readonly=True, copy=False)
    renewal_reason = fields.Char("Reason of the Decision", readonly=True, copy=False)
    renewal_decided_by_id = fields.Many2one("res.users", "Decided By", readonly=True, copy=False)
    renewal_decided_on = fields.Date("Decided On", readonly=True, copy=False)
    renewed_from_id = fields.Many2one(
        "crm.contract",
        "Renewal Of",
        readonly=True,
        copy=False,
        index="btree_not_null",
        ondelete="restrict",
    )
    renewal_ids = fields.One2many("crm.contract", "renewed_from_id", "Renewals")
    is_renewed = fields.Boolean("Renewed", readonly=True, copy=False)

    is_expired = fields.Boolean("Expired", compute="_compute_clock", search="_search_is_expired")
    in_notice_window = fields.Boolean(compute="_compute_clock", search="_search_in_notice_window")
    is_renewal_overdue = fields.Boolean(
        "Renewal Overdue", compute="_compute_clock", search="_search_is_renewal_overdue"
    )

    _one_renewal = models.UniqueIndex(
        "(renewed_from_id) WHERE renewed_from_id IS NOT NULL AND state != 'cancelled'",
        "This contract is being renewed already.",
    )
    _end_idx = models.Index("(end_date) WHERE state IN ('active', 'suspended')")

    @api.depends(
        "end_date",
        "state",
        "renewal_notice_date",
        "renewal_complete_date",
        "renewal_decision",
        "is_renewed",
    )
    def _compute_clock(self):
        """Facts of the clock: never stored, so that nothing lies at midnight."""
        for contract in self:
            today = contract._local_today()
            is_open = contract.state in RUNNING and not contract.is_renewed
            end, notice = contract.end_date, contract.renewal_notice_date
            complete = contract.renewal_complete_date
            contract.is_expired = bool(end and end < today and contract.state in RUNNING)
            contract.in_notice_window = bool(
                is_open
                and notice
                and contract._window_opens() <= today <= end
                and contract.renewal_decision != "lapse"
            )
            contract.is_renewal_overdue = bool(
                is_open and complete and complete < today and contract.renewal_decision != "lapse"
            )

    @api.model
    def _search_is_expired(self, operator, value):
        if operator != "in":
            return NotImplemented
        return Domain("state", "in", RUNNING) & by_today(self, "end_date", "<")

    @api.model
    def _search_in_notice_window(self, operator, value):
        if operator != "in":
            return NotImplemented
        return (
            self._undecided()
            & by_today(self, "renewal_notice_date", "<=", self._window_lead())
            & by_today(self, "end_date", ">=")
        )

    @api.model
    def _search_is_renewal_overdue(self, operator, value):
        if operator != "in":
            return NotImplemented
        return self._undecided() & by_today(self, "renewal_complete_date", "<")

    @api.model
    def _undecided(self):
        return (
            Domain("state", "in", RUNNING)
            & Domain("is_renewed", "=", False)
            & (Domain("renewal_decision", "=", False) | Domain("renewal_decision", "!=", "lapse"))
        )

    @api.model
    def _window_lead(self):
        """Days before the notice date from which the window counts as open on the screens."""
        return 30

    def _window_opens(self):
        return fields.Date.subtract(self.renewal_notice_date, days=self._window_lead())

    def action_decide_renewal(self):
        return self._action_wizard("crm.contract.renewal.decision.wizard", self.env._("Decide"))

    def action_renew(self):
        """Open the renewal: the draft that is there, else the wizard that makes it."""
        self.ensure_one()
        draft = self._renewal_draft()
        if draft:
            return draft._action_open()
        self._require("officer")
        return self._action_wizard("crm.contract.renew.wizard", self.env._("Renew"))

    def _decide_renewal(self, decision, reason):
        """Record the decision with its person and day (T0-9.2)."""
        self.check_access("write")
        self._require("officer")
        if decision == "lapse" and not (reason or "").strip():
            raise UserError(self.env._("Say why the contract is left to lapse."))
        for contract in self:
            if contract.state not in RUNNING or not contract.end_date:
                raise UserError(
                    self.env._("%s has no renewal to decide on.", contract.display_name)
                )
            doors.through(contract, "crm_contract_settle").write(
                {
                    "renewal_decision": decision,
                    "renewal_reason": (reason or "").strip() or False,
                    "renewal_decided_by_id": self.env.uid,
                    "renewal_decided_on": contract._local_today(),
                }
            )
            contract._close_renewal_request()
            contract._message_log(
                body=self.env._(
                    "Renewal: %(decision)s. %(reason)s",
                    decision=dict(
                        self._fields["renewal_decision"]._description_selection(self.env)
                    )[decision],
                    reason=(reason or "").strip(),
                )
            )

    def _give_renewal_back(self):
        """A renewal that is not to be leaves the old contract as not renewed."""
        old = self.renewed_from_id.sudo()
        if old.is_renewed:
            old._write_settled({"is_renewed": False})

    def _renewal_draft(self):
        return self.renewal_ids.filtered(lambda contract: contract.state != "cancelled")[:1]

    def _renew(self, **changes):
        """The linked draft that starts the day after the old end; pressed twice, the same one.

        :raises UserError: when the contract is not in force or has no end
        """
        self.ensure_one()
        self.check_access("write")
        self._require("officer")
        self.renewal_ids.flush_recordset(["state"])
        queue_up(self, ())  # two press at once: the second finds what the first one made
        draft = self._renewal_draft()
        if draft:
            return draft
        has_expired = self.state == "ended" and self.end_ground == "expiry"
        if not (self.state in RUNNING or has_expired) or not self.end_date:
            raise UserError(self.env._("Only a contract in force that has an end can be renewed."))
        draft = doors.through(self, "crm_contract_settle").create(self._renewal_vals(**changes))
        draft = doors.closed(draft, "crm_contract_settle")
        self._close_renewal_request()
        if self.renewal_decision != "renew" and self.state in RUNNING:
            self._decide_renewal("renew", False)
        return draft

    def _renewal_vals(self, **changes):
        self.ensure_one()
        names = [*_CARRIED, *self._term_names()]
        values = {name: self._fields[name].convert_to_write(self[name], self) for name in names}
        return {
            **values,
            "party_ids": [Command.create(party._carried_vals()) for party in self.party_ids],
            "renewed_from_id": self.id,
            "opportunity_id": self.opportunity_id.id,
            "term_start_basis": "fixed",
            "term_start_date": renewal_start(self.end_date),
            **changes,
        }
