from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.fields import Domain
from odoo.tools import SQL, float_repr

from ...tools.incident import Told, hours_late, missing_items
from ..base.words import listed


class CrmContractIncident(models.Model):
    """The moves of an incident, and how late its notice is (L-46)."""

    _inherit = "crm.contract.incident"

    told_at = fields.Datetime(
        "All Told",
        compute="_compute_told_at",
        store=True,
        help="When the last of those who had to be told heard of it.",
    )
    late_hours = fields.Float("Hours Late", compute="_compute_late", digits=(12, 1))
    is_late = fields.Boolean("Late Notice", compute="_compute_late", search="_search_is_late")
    late_note = fields.Char(compute="_compute_late_note")
    missing_note = fields.Char("Missing", compute="_compute_missing_note")

    @api.depends("authority_notified_at", "persons_notified_at", "is_harm_avoided")
    def _compute_told_at(self):
        for incident in self:
            incident.told_at = incident._told().told_at

    @api.depends("target_at", "told_at")
    def _compute_late(self):
        now = fields.Datetime.now()
        for incident in self:
            due = incident.target_at
            late = hours_late(due, incident.told_at or None, now) if due else 0
            incident.late_hours = round(late, 1)
            incident.is_late = late > 0

    @api.depends("target_at", "told_at")
    @api.depends_context("lang")
    def _compute_late_note(self):
        for incident in self:
            late = float_repr(incident.late_hours, 1)
            if not incident.is_late:
                incident.late_note = False
            elif incident.told_at:
                incident.late_note = self.env._("Told %s hours late", late)
            else:
                incident.late_note = self.env._("%s hours late: tell those who wait at once", late)

    @api.model
    def _search_is_late(self, operator, value):
        if operator != "in":
            return NotImplemented
        now = fields.Datetime.now()
        return Domain.custom(
            to_sql=lambda model, alias, query: SQL(
                "COALESCE(%s, %s) > %s",
                model._field_to_sql(alias, "told_at", query),
                now,
                model._field_to_sql(alias, "target_at", query),
            )
        )

    @api.depends(
        "state",
        "kinds",
        "cause",
        "harm",
        "measures",
        "advice",
        "contact",
        "authority_notified_at",
        "persons_notified_at",
        "is_harm_avoided",
        "harm_avoided_reason",
        "is_persons_notice_ordered",
        "outcome",
    )
    @api.depends_context("lang")
    def _compute_missing_note(self):
        for incident in self:
            incident.missing_note = listed(self.env, incident._gaps())

    def _gaps(self):
        """What is missing before its next step."""
        if self.state == "open":
            return self._gaps_of_notice()
        return self._gaps_of_closing() if self.state == "notified" else []

    def action_notified(self):
        return self.write({"state": "notified"})

    def action_close(self):
        return self.write({"state": "closed"})

    def _told(self):
        return Told(
            self.authority_notified_at or None,
            self.persons_notified_at or None,
            self.is_harm_avoided,
            self.is_persons_notice_ordered,
        )

    def _gaps_of_notice(self):
        """What keeps it from counting as notified, in the reader's words."""
        gaps = [self._label_of(item) for item in missing_items(lambda name: self[name])]
        if not self.authority_notified_at:
            gaps.append(self.env._("the report to the authority"))
        return gaps + self._gaps_of_persons()

    def _gaps_of_persons(self):
        if not self.persons_notified_at and self.is_persons_notice_ordered:
            return [self.env._("the notice to the persons, which the authority asks for")]
        if not self.persons_notified_at and self._told().must_tell_persons:
            return [self.env._("the notice to the persons, or why harm is avoided")]
        if self.is_harm_avoided and not (self.harm_avoided_reason or "").strip():
            return [self.env._("why harm is avoided")]
        return []

    def _gaps_of_closing(self):
        gaps = [] if (self.outcome or "").strip() else [self._label_of("outcome")]
        return gaps + self._gaps_of_persons()

    def _guard_notified(self):
        self._refuse_gaps(
            self._gaps_of_notice(), self.env._("%(incident)s is not notified yet: %(gaps)s.")
        )

    def _guard_closed(self):
        self.contract_id._require("officer")
        self._refuse_gaps(
            self._gaps_of_closing(),
            self.env._("Before %(incident)s is closed, fill in: %(gaps)s."),
        )

    def _refuse_gaps(self, gaps, message):
        if gaps:
            raise UserError(
                message % {"incident": self.display_name, "gaps": listed(self.env, gaps)}
            )

    def _after_move(self, old_states):
        closed = self.filtered(lambda incident: incident.state == "closed")
        for incident in closed:
            incident._write_settled({"closed_on": incident.contract_id._local_today()})
        return super()._after_move(old_states)
