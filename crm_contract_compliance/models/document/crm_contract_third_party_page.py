from odoo import api, models
from odoo.fields import Domain

from ..base.words import day_in_words
from ..contract.selections import OTHER_SIDE
from ..timeline.kinds import OPEN

_SAID = ("role", "duties", "permissions", "purpose")
_BADGES = {"consented": "info", "active": "success", "exiting": "warning"}
MOST_DATES = 60


class CrmContractThirdParty(models.Model):
    """What a third party reads of its own part, and of nobody else's (A13)."""

    _inherit = "crm.contract.third.party"

    def _portal_file_rows(self):
        """Its agreement and the papers that it handed in itself."""
        executions = self.contract_id.execution_ids.filtered(
            lambda row: row._is_signed_by(self.partner_id)
        )
        papers = self.requirement_ids.filtered(
            lambda row: (
                row.kind == "document"
                and row.side == "third"
                and row.done_on
                and not row.is_classified
            )
        )
        return [*executions._portal_file_rows(), *papers._portal_file_rows()]

    def _portal_document(self):
        return self.execution_id._portal_document()

    def _own_deadlines(self):
        """What these have to do themselves: their duties, their papers, what stands on them."""
        papers = self.qualification_ids
        return (
            Domain("contract_id", "in", self.contract_id.ids)
            & Domain("side", "=", "third")
            & Domain("state", "in", OPEN)
            & (
                Domain("obligation_id.third_party_id", "in", self.ids)
                | (Domain("res_model", "=", self._name) & Domain("res_id", "in", self.ids))
                | (Domain("res_model", "=", papers._name) & Domain("res_id", "in", papers.ids))
            )
        )

    def _portal_dates(self):
        """The open dates of its own, next first."""
        rows = self.env["crm.contract.deadline"].search(
            self._own_deadlines(),
            order="due_date, id",
            limit=MOST_DATES,
        )
        today = self.contract_id._local_today()
        return [
            {
                "day": day_in_words(self.env, row.due_date),
                "what": row.name,
                "is_late": row.due_date < today,
                "is_sent": row.state == "submitted",
            }
            for row in rows
        ]

    def _portal_next_dates(self):
        order = "due_date desc, id desc"
        rows = self.env["crm.contract.deadline"].search(self._own_deadlines(), order=order)
        owner_of = {paper.id: paper.third_party_id.id for paper in self.qualification_ids}
        return {self._owner_of(row, owner_of): row.due_date for row in rows}

    def _owner_of(self, deadline, owner_of):
        if deadline.obligation_id:
            return deadline.obligation_id.third_party_id.id
        own = deadline.res_model == self._name
        return deadline.res_id if own else owner_of.get(deadline.res_id)

    def _portal_line(self, is_told):
        contract = self.contract_id
        return {
            "number": contract.code,
            "title": contract.name if is_told else self.env._("Confidential contract"),
            "role": contract._side_label("third"),
            "state": self._portal_state(),
            "badge": _BADGES.get(self.state, "secondary"),
        }

    def _portal_state(self):
        words = {
            "consented": self.env._("Both parties have consented"),
            "active": self.env._("In Force"),
            "exiting": self.env._("On the way out"),
            "ended": self.env._("Ended"),
        }
        if self.execution_id.state == "open":
            return self.env._("Waiting for signatures")
        return words[self.state]

    @api.model
    def _portal_to_sign_domain(self, partner):
        waiting = self._waiting_domain(partner) & Domain("side", "=", "third")
        rows = self.env["crm.contract.signature"]._search(waiting)
        return Domain("contract_id.signature_ids", "in", rows) & self._portal_told_domain(partner)

    def _portal_part(self):
        """[(label, value)]: what it is there for."""
        said = [(self._label_of(name), self[name]) for name in _SAID]
        days = [
            (self._label_of(name), day_in_words(self.env, self[name]))
            for name in ("date_start", "date_end", "agreed_on")
            if self[name]
        ]
        fee = self.fee_amount and [
            (self._label_of("fee_amount"), self.currency_id.format(self.fee_amount))
        ]
        return [*((label, text) for label, text in said if text), *days, *(fee or [])]

    def _portal_duties(self):
        """What it was given in the division of duties, and what it owes without a date."""
        words = self.contract_id._clause_words
        parts = dict(self.responsibility_ids._fields["part_third"]._description_selection(self.env))
        divided = [
            {"what": row.name, "clause": words(row.clause), "part": parts[row.part_third]}
            for row in self.responsibility_ids
            if row.part_third
        ]
        standing = self.contract_id.obligation_ids.filtered(
            lambda row: row.third_party_id == self and row.unit == "none" and not row.removed_on
        )
        return [
            *divided,
            *({"what": row.name, "clause": words(row.clause), "part": ""} for row in standing),
        ]

    def _portal_caps(self):
        """How far it answers: to itself alone, once it was determined."""
        money = self.currency_id.format
        return [
            {
                "limit": money(cap.limit_amount),
                "terms": cap.terms_note or "",
                "day": self.env._("determined on %s", day_in_words(self.env, cap.determined_on)),
            }
            for cap in self.cap_ids
            if cap.limit_amount
        ]

    def _portal_payments(self):
        """What it is paid for its service."""
        rows = self.contract_id.payment_ids.filtered(lambda row: row.third_party_id == self)
        return rows._portal_rows("third")

    def _portal_sides(self):
        """Whom it works for, by name."""
        rows = self.contract_id.party_ids.filtered(lambda row: row.side in OTHER_SIDE)
        label = self.contract_id._side_label
        return [(label(row.side), row.legal_name) for row in rows.sorted("side")]
