from odoo import api, fields, models
from odoo.exceptions import UserError, ValidationError

from ...tools.due_date import local_day
from ...tools.notice import is_agreed_address, is_agreed_mailbox
from ..base.words import day_in_words

# What of a party was agreed as the place for notices of each method.
PLACES = {"letter": "notice_address", "email": "email"}
_DELIVERY = frozenset({"delivered_on", "delivered_at", "proof_reference", "proof_ids"})


class CrmContractNotice(models.Model):
    """How a notice reached its addressee: it takes effect on arrival, never when sent (L-15)."""

    _inherit = "crm.contract.notice"

    sent_to = fields.Text(
        compute="_compute_sent_to",
        store=True,
        readonly=False,
        precompute=True,
        help="The address, number or mailbox that was used.",
    )
    is_delivery_doubtful = fields.Boolean(
        "Delivery Doubtful",
        readonly=True,
        help="It went to another address than the one that was agreed on that day.",
    )
    delivered_on = fields.Date(compute="_compute_delivered_on", store=True, readonly=False)
    delivered_at = fields.Datetime(
        help="When a message entered the addressee's system; its day follows from it."
    )
    proof_ids = fields.Many2many(
        "ir.attachment",
        "crm_contract_notice_proof_rel",
        ondelete="restrict",
        bypass_search_access=True,  # see evidence.py
    )
    proof_reference = fields.Char(help="Courier number, fax slip, message id.")
    is_proven = fields.Boolean("Has Proof", compute="_compute_status", store=True)
    effective_on = fields.Date(
        compute="_compute_status", store=True, help="The day of its proven delivery."
    )
    status = fields.Selection(
        [("sent", "Sent"), ("delivered", "Delivered, not proven"), ("proven", "Delivery proven")],
        compute="_compute_status",
        store=True,
    )
    correction_reason = fields.Char(
        "Reason of the Correction", help="Proven delivery is corrected by a manager, who says why."
    )

    @api.depends("contract_id", "to_side", "method")
    def _compute_sent_to(self):
        """Offered: the agreed address of today; what stands there already stays."""
        for notice in self:
            today = notice.contract_id and notice.contract_id._local_today()
            places = notice._offered_places(today) if today else []
            notice.sent_to = notice.sent_to if notice._origin else next(iter(places), False)

    @api.depends("delivered_at")
    def _compute_delivered_on(self):
        for notice in self:
            moment = notice.delivered_at
            notice.delivered_on = (
                local_day(moment, notice.contract_id.tz or "UTC") if moment else notice.delivered_on
            )

    @api.depends("delivered_on", "proof_ids", "proof_reference")
    def _compute_status(self):
        for notice in self:
            notice.is_proven = bool(notice.proof_ids or (notice.proof_reference or "").strip())
            is_effective = notice.is_proven and notice.delivered_on
            notice.effective_on = notice.delivered_on if is_effective else False
            unproven = "delivered" if notice.delivered_on else "sent"
            notice.status = "proven" if is_effective else unproven

    @api.constrains("sent_on", "delivered_on", "delivered_at")
    def _check_delivered_on(self):
        for notice in self:
            if notice.delivered_on and notice.delivered_on < notice.sent_on:
                raise ValidationError(self.env._("A notice cannot arrive before it is sent."))
            notice._refuse_future(notice.delivered_on)
            moment = notice.delivered_at
            if moment and local_day(moment, notice.contract_id.tz or "UTC") != notice.delivered_on:
                raise ValidationError(
                    self.env._("The moment of delivery lies on another day than the delivery.")
                )

    def write(self, vals):
        corrected = self._refuse_recorded_delivery(vals)
        before = {notice: notice.effective_on for notice in corrected}
        result = super().write(vals)
        for notice in corrected:
            notice._message_log(body=notice._correction_words(before[notice]))
        if _DELIVERY & vals.keys():
            self._after_delivery()
        return result

    def _after_delivery(self):
        """Hook: how it stands with delivery, after it was recorded or corrected."""

    def _judged_vals(self):
        return {**super()._judged_vals(), "is_delivery_doubtful": self._is_misdirected()}

    def _is_misdirected(self):
        if not (self.sent_to or "").strip():
            return False
        is_agreed = is_agreed_mailbox if self.method == "email" else is_agreed_address
        return not is_agreed(self.sent_to, self._agreed_places(self.sent_on))

    def _offered_places(self, day):
        """Hook: where a new notice may go."""
        return self._agreed_places(day)

    def _agreed_places(self, day):
        """Where such a notice reached its addressee on ``day``; empty: nothing was agreed."""
        name = PLACES.get(self.method)
        parties = self._parties_of(self.to_side) if name else ()
        said = [self.contract_id._value_as_of(name, day, party) for party in parties]
        return [place for place in said if place]

    def _parties_of(self, side):
        """Hook: who stands on the notice's own or its addressee's side."""
        return self.contract_id.party_ids.filtered(lambda party: party.side == side)

    def _refuse_recorded_delivery(self, vals):
        """Proven delivery stays; a manager may correct it and says why. Returns the corrected."""
        names = (_DELIVERY - {"proof_ids"}) & vals.keys()
        corrected = self.filtered(
            lambda notice: (
                notice.status == "proven"
                and any(notice._is_really_changed(notice, name, vals[name]) for name in names)
            )
        )
        if corrected and not (vals.get("correction_reason") or "").strip():
            raise UserError(
                self.env._(
                    "%(notice)s: delivery on %(day)s is proven and stays. A contract manager may"
                    " correct it and says why.",
                    notice=corrected[0].display_name,
                    day=day_in_words(self.env, corrected[0].delivered_on),
                )
            )
        for notice in corrected:
            notice.contract_id._require("manager")
        return corrected

    def _correction_words(self, before):
        return self.env._(
            "Delivery corrected from %(before)s to %(after)s: %(reason)s",
            before=day_in_words(self.env, before),
            after=day_in_words(self.env, self.delivered_on) if self.delivered_on else "–",
            reason=self.correction_reason,
        )
