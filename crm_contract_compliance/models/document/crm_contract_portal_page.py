from odoo import api, models
from odoo.fields import Domain

from ..base.words import day_in_words
from ..contract.selections import OTHER_SIDE
from ..timeline.kinds import OPEN

# Dates that both sides have, and those on which the other side has to do something.
_SHARED = ("renewal_notice", "renewal_complete", "expiry", "termination")
_THEIRS = (
    "payment",
    "duty",
    "answer",
    "consent",
    "handover",
    "interruption_notice",
    "interruption_proof",
    "assist",
)
_BADGES = {
    "signing": "info",
    "signed": "info",
    "active": "success",
    "suspended": "warning",
}
MOST_DATES = 60


class CrmContract(models.Model):
    """What the other side reads of the contract: plain values, of an allow-list."""

    _inherit = "crm.contract"

    def _other_side(self):
        return OTHER_SIDE[self.our_side]

    def _portal_line(self, is_told):
        return {
            "number": self.code,
            "title": self.name if is_told else self.env._("Confidential contract"),
            "role": self._side_label(self._other_side()),
            "state": self._portal_state(),
            "badge": _BADGES.get(self.state, "secondary"),
        }

    def _portal_state(self):
        """The state in a sentence."""
        self.ensure_one()
        words = {
            "signing": self.env._("Waiting for signatures"),
            "signed": self.env._("Signed, not in force yet"),
            "active": self.env._("In Force"),
            "suspended": self.env._("Performance is suspended"),
            "ended": self.env._("Ended"),
            "closed": self.env._("Ended and settled"),
        }
        state = words[self.state]
        if self.state in ("ended", "closed") and self.ended_on:
            day = day_in_words(self.env, self.ended_on)
            return self.env._("%(state)s on %(day)s", state=state, day=day)
        return state

    @api.model
    def _portal_to_sign_domain(self, partner):
        """Contracts that wait for a signature of ``partner``'s side."""
        waiting = self._waiting_domain(partner) & Domain("side", "!=", "third")
        rows = self.env["crm.contract.signature"]._search(waiting)
        return Domain("signature_ids", "in", rows) & self._portal_told_domain(partner)

    def _portal_next_dates(self):
        """{contract id: the next date that concerns the other side}, for a whole list at once."""
        groups = self.env["crm.contract.deadline"]._read_group(
            self._portal_dates_domain(), ["contract_id"], ["due_date:min"]
        )
        return {contract.id: day for contract, day in groups}

    def _portal_dates_domain(self):
        theirs = Domain.OR(
            Domain("contract_id", "in", self.filtered(lambda row, s=side: row.our_side == s).ids)
            & Domain("side", "=", OTHER_SIDE[side])
            for side in OTHER_SIDE
        )
        return (
            Domain("contract_id", "in", self.ids)
            & Domain("state", "in", OPEN)
            & (
                Domain("obligation_id", "=", False)
                | Domain("obligation_id.third_party_id", "=", False)
            )
            & (Domain("kind", "in", _SHARED) | (Domain("kind", "in", _THEIRS) & theirs))
        )

    def _portal_dates(self):
        """The open dates of the other side, next first."""
        self.ensure_one()
        rows = self.env["crm.contract.deadline"].search(
            self._portal_dates_domain(), order="due_date, id", limit=MOST_DATES
        )
        today = self._local_today()
        return [
            {
                "day": day_in_words(self.env, row.due_date),
                "what": self._portal_words(row),
                "is_late": row.due_date < today and row.kind in _THEIRS,
                "is_sent": row.state == "submitted",
            }
            for row in rows
        ]

    def _portal_words(self, deadline):
        """What is to do, said to whoever does it."""
        if deadline.kind == "consent" and not deadline.is_classified:
            return self.env._("Say whether you consent to %s", deadline.subject)
        return deadline.name

    def _portal_standing(self):
        """Duties of the other side that have no date of their own."""
        duties = self.obligation_ids.filtered(
            lambda row: (
                row.side == self._other_side()
                and row.unit == "none"
                and not row.third_party_id
                and not row.removed_on
            )
        )
        return [{"what": row.name, "clause": self._clause_words(row.clause)} for row in duties]

    @api.model
    def _clause_words(self, clause):
        return self.env._("clause %s", clause) if clause else ""

    def _portal_parties(self):
        rows = self.party_ids.filtered(lambda row: row.side in OTHER_SIDE).sorted("side")
        capacities = dict(rows._fields["capacity"]._description_selection(self.env))
        return [
            {
                "side": self._side_label(row.side),
                "is_own": row.side == self._other_side(),
                "name": row.legal_name,
                "address": row.address or "",
                "person": row.representative_id.name or "",
                "capacity": capacities[row.capacity] if row.representative_id else "",
                "email": row.email or "",
                "phone": row.phone or "",
                "notice_address": row.notice_address or "",
            }
            for row in rows
        ]

    def _portal_term(self):
        """[(label, value)] of what is known."""
        days = [
            (self.env._("Signed on"), self.signing_date),
            (self.env._("In force since"), self.effective_date),
            (self.env._("Ends on"), self.ended_on or self.end_date),
            (self.env._("State your intention on renewal by"), self._portal_notice_day()),
        ]
        rows = [(label, day_in_words(self.env, day)) for label, day in days if day]
        if self.amount_total:
            amount = self.currency_id.format(self.amount_total)
            rows.insert(0, (self.env._("Amount"), amount))
        place = self.performance_place
        return [*rows, *([(self.env._("Place of performance"), place)] if place else [])]

    def _portal_notice_day(self):
        is_open = self.state in ("active", "suspended") and not self.is_renewed
        return is_open and self.renewal_notice_date

    def _portal_contact(self):
        """Who looks after the contract."""
        user = self.user_id
        return {
            "name": user.name,
            "email": user.email_normalized or "",
            "phone": user.phone or "",
            "company": self.company_id.name,
        }
