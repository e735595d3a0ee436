from dataclasses import dataclass

from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.fields import NO_ACCESS

from ..base.blank import is_blank
from ..base.words import listed

SHOWN = 3
NEXT_GATE = {"draft": "sign", "signing": "sign", "signed": "effect", "ended": "close"}


@dataclass(frozen=True, slots=True)
class Gap:
    """One thing that keeps a gate shut, in the reader's words, and where it is supplied:
    in the dialog of a party, or at ``(page, field)`` of the contract's form. ``origin`` names the
    record that is open, in no language: ``"model,id"``. ``told`` are the words for what everybody
    may read, such as a log, where the reader's own would say too much.
    """

    text: str
    party_id: int | bool = False
    spot: tuple[str, str] | None = None
    origin: str = ""
    told: str = ""

    @property
    def words(self):
        return self.told or self.text


class CrmContract(models.Model):
    """What must be there before a gate opens: one method feeds banner, guard and tooltip."""

    _inherit = "crm.contract"

    requirement_ids = fields.One2many("crm.contract.requirement", "contract_id", "Requirements")
    # Those that the reader may not see included: a gate holds for everybody.
    all_requirement_ids = fields.One2many(
        "crm.contract.requirement", "contract_id", "All Requirements", groups=NO_ACCESS
    )
    execution_ids = fields.One2many("crm.contract.execution", "contract_id", "Executions")
    signature_ids = fields.One2many("crm.contract.signature", "contract_id", "Signatures")
    alerts = fields.Json(compute="_compute_alerts")
    missing_note = fields.Char("Missing", compute="_compute_missing_note")
    is_incomplete = fields.Boolean(
        "Missing Something",
        compute="_compute_missing_note",
        search="_search_is_incomplete",  # in crm_contract_incomplete.py
    )

    @api.depends(
        "state", "requirement_ids.done_on", "all_requirement_ids.done_on", "party_ids", "forum"
    )
    @api.depends_context("uid", "lang")
    def _compute_missing_note(self):
        for contract in self:
            gaps = contract._open_gaps()
            contract.missing_note = contract._gaps_in_words(gaps)
            contract.is_incomplete = bool(gaps)

    @api.depends("state", "forum", "is_cap_before_signing", "party_ids", "requirement_ids")
    @api.depends_context("uid", "lang")
    def _compute_alerts(self):
        for contract in self:
            banners = [*contract._alert_list(), *contract._advisory_alerts()] if contract.id else []
            order = {"danger": 0, "warning": 1, "info": 2}
            banners.sort(key=lambda banner: order[banner[1]["level"]])
            contract.alerts = dict(banners[:2]) or False

    def _alert_list(self):
        """Hook: (key, banner) pairs of an area; see core's ``actionable_errors``."""
        self.ensure_one()
        gaps = self._open_gaps()
        if not gaps:
            return self._signed_alerts()
        intro = {
            "sign": self.env._("Before it can be signed: %s."),
            "effect": self.env._("Before it can take effect: %s."),
            "close": self.env._("Before it can be closed: %s."),
        }[NEXT_GATE[self.state]]
        message = intro % self._gaps_in_words(gaps)
        return [("missing", {"level": "warning", "message": message, **self._link_to(gaps[0])})]

    def _signed_alerts(self):
        """Everybody has signed, and what was missing then has come."""
        if self.state != "signing" or not self._main_execution()._is_complete():
            return []
        message = self.env._(
            "All sides have signed and nothing is missing any more: press “Record Signature” to"
            " complete it."
        )
        return [("signed", {"level": "warning", "message": message})]

    def _link_to(self, gap):
        """The banner's link: to what its sentence names first."""
        complete = self.env._("Complete")
        if gap.party_id:
            return {"action_text": complete, "action": self._action_party(gap.party_id)}
        if gap.spot:
            return {"action_text": complete, "spot": gap.spot}
        if self.state == "signing":
            return {
                "action_text": self.env._("Record Signature"),
                "action": self._action_sign(),
            }
        return {}

    def _open_gaps(self):
        """Hook: what keeps the next gate shut."""
        gate = NEXT_GATE.get(self.state)
        return self._missing(gate) if gate else []

    def _missing(self, gate):
        """The gaps before ``gate``: requirement rows and what is computed from the record."""
        self.ensure_one()
        rows = self._every_requirement()
        gaps = [
            row._gap() for row in rows.filtered(lambda row: row.gate == gate and row._is_missing())
        ]
        if gate == "sign":
            return [
                *self._gaps_of_parties(),
                *self._gaps_of_forum(),
                *gaps,
                *self._gaps_of_signatures(),
            ]
        if gate == "effect":
            return [*self._gaps_of_execution(), *gaps]
        return gaps

    def _every_requirement(self):
        """Its requirements as superuser; in a form that is not saved yet, those on the screen."""
        self.ensure_one()
        return self.sudo().all_requirement_ids if isinstance(self.id, int) else self.requirement_ids

    def _gaps_of_parties(self):
        gaps = []
        for side in ("a", "b"):
            party = self.party_ids.filtered(lambda row, side=side: row.side == side)
            if party:
                gaps += party._gaps()
            else:
                text = self.env._("the name of %s", self._side_label(side))
                gaps.append(Gap(text, spot=("parties", "partner_id")))
        return gaps

    def _gaps_of_forum(self):
        if not self.forum:
            text = self.env._("the choice of court or arbitration")
            return [Gap(text, spot=("terms", "forum")), *self._gaps_of_place()]
        gaps = self._gaps_of_place()
        if self.forum == "arbitration" and is_blank(self.forum_institution):
            text = self.env._("the arbitration institution")
            gaps.append(Gap(text, spot=("terms", "forum_institution")))
        if self._is_court_chosen() and is_blank(self.forum_place):
            gaps.append(Gap(self.env._("the place of the court"), spot=("terms", "forum_place")))
        return gaps

    def _is_court_chosen(self):
        return self.forum == "court" and self.forum_basis == "chosen"

    def _gaps_of_place(self):
        needed = self.is_signing_place_required or (
            self.forum == "court" and self.forum_basis == "signing"
        )
        if needed and is_blank(self.signing_place):
            text = self.env._("the place of signing")
            return [Gap(text, spot=("documents", "signing_place"))]
        return []

    def _gaps_of_signatures(self):
        if self.state == "draft":
            return []
        execution = self._main_execution()
        return execution._gaps() if execution else [Gap(self.env._("the signatures"))]

    def _gaps_of_execution(self):
        if self._main_execution().state == "executed":
            return []
        return [Gap(self.env._("the executed contract"))]

    def _gaps_in_words(self, gaps):
        texts = [gap.text for gap in gaps]
        shown = listed(self.env, texts[:SHOWN])
        if len(texts) <= SHOWN:
            return shown
        return self.env._("%(first)s and %(more)s more", first=shown, more=len(texts) - SHOWN)

    def _refuse_while_missing(self, gate, accepted=()):
        gaps = [gap for gap in self._missing(gate) if gap not in accepted]
        if not gaps:
            return
        message = {
            "sign": self.env._("%(code)s cannot be signed yet: %(gaps)s."),
            "effect": self.env._("%(code)s cannot take effect: %(gaps)s."),
            "end": self.env._("%(code)s cannot end yet: %(gaps)s."),
            "close": self.env._("%(code)s cannot be closed yet: %(gaps)s."),
        }[gate]
        raise UserError(
            message % {"code": self.code, "gaps": listed(self.env, [gap.text for gap in gaps])}
        )

    def _side_label(self, side):
        labels = dict(
            self.env["crm.contract.party"]._fields["side"]._description_selection(self.env)
        )
        return labels[side]

    def _action_party(self, party_id):
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Party"),
            "res_model": "crm.contract.party",
            "res_id": party_id,
            "views": [(False, "form")],
            "target": "new",
        }
