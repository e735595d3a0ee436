from odoo import api, fields, models

from ..base.words import listed
from ..contract.selections import SIDES


class CrmContractThirdParty(models.Model):
    """Whether a third party may have personal data, and what it gives back when it goes.

    T0-3.2, L-39 to L-44, X-21.
    """

    _inherit = "crm.contract.third.party"

    data_processing_ids = fields.One2many(
        "crm.contract.data.processing", "third_party_id", copy=False
    )
    data_access_note = fields.Char("Why No Data", compute="_compute_data_access_note")
    is_data_access_allowed = fields.Boolean(
        "Data Access", compute="_compute_data_access_note", help="May have personal data today."
    )

    @api.depends_context("lang", "uid")
    @api.depends("state", "data_processing_ids.state", "data_processing_ids.assessed_on")
    def _compute_data_access_note(self):
        for row in self:
            row.is_data_access_allowed = bool(row.id) and row._is_data_access_allowed()
            row.data_access_note = not row.is_data_access_allowed and row._why_no_data()

    def _is_data_access_allowed(self):
        """Whether it may be given personal data today, under any of what was agreed with it."""
        self.ensure_one()
        return any(row.is_access_allowed for row in self._current_processings())

    def _why_no_data(self):
        """The reasons of whatever was agreed; of nothing agreed, that and the silent sides."""
        rows = self._current_processings()
        if rows:
            texts = dict.fromkeys(text for row in rows for text in row._refusal_texts())
            return listed(self.env, texts)
        return listed(
            self.env,
            [
                *(self._silence_in_words(side) for side in self._silent_sides()),
                self.env._("no data processing is agreed with it"),
            ],
        )

    def _silent_sides(self):
        """Who has not consented to the third party itself (T0-3.2)."""
        return [side for side, _label in SIDES if not self[f"consent_{side}_on"]]

    def _silence_in_words(self, side):
        return self.env._("%s has not consented to it", self.contract_id._side_label(side))

    def _current_processings(self):
        """What is in force; else what is being drafted; else what has ended."""
        rows = self.data_processing_ids
        for state in ("active", "draft"):
            if found := rows.filtered(lambda row, state=state: row.state == state):
                return found
        return rows

    def _alert_list(self):
        alerts = super()._alert_list()
        is_acting = self.state in ("active", "exiting")
        if is_acting and self.data_processing_ids and self.data_access_note:
            alerts["data"] = {
                "level": "warning",
                "message": self.env._("No personal data today: %s.", self.data_access_note),
            }
        return alerts

    def _steps(self):
        """The data come after it acts, where any were agreed on."""
        steps = super()._steps()
        if self.data_processing_ids and self.state not in ("ended", "rejected"):
            steps.append(
                {
                    "key": "data",
                    "label": self.env._("Personal Data"),
                    "state": "done" if self.is_data_access_allowed else "blocked",
                    "note": "",
                    "reason": self.data_access_note,
                    "action": False,
                }
            )
        return steps

    def _after_move(self, old_states):
        """With the third party ends what it may do with the data (L-39)."""
        over = self.filtered(lambda row: row.state == "ended").data_processing_ids
        over.filtered(lambda row: row.state == "active").write({"state": "ended"})
        return super()._after_move(old_states)

    def _exit_vals(self):
        """The row that asks for the data back; with its certificate where there were any."""
        return [
            {**vals, "is_data_return": True, "needs_proof": self._has_data()}
            if vals["kind"] == "handover"
            else vals
            for vals in super()._exit_vals()
        ]

    def _has_data(self):
        return any(row.state != "draft" for row in self.data_processing_ids)

    def _has_returned_data(self):
        """Certified on its way out: what is given afterwards would belie the certificate."""
        return self.state == "exiting" and any(
            row._keeps_data() and row.done_on for row in self._exit_rows()
        )

    def _ask_for_exit_papers(self, *kinds):
        result = super()._ask_for_exit_papers(*kinds)
        if "handover" in kinds:
            self.filtered(lambda row: row.state in ("exiting", "ended"))._ask_for_data_return()
        return result

    def _ask_for_data_return(self):
        """Whoever leaves with data gives them back or deletes them, and certifies it (X-21)."""
        vals_list = []
        for row in self.filtered(lambda row: row.state in ("exiting", "ended") and row._has_data()):
            asked = row._exit_rows().filtered("is_data_return")
            unproven = asked.filtered(lambda paper: not paper.needs_proof and not paper.done_on)
            unproven._write_settled({"needs_proof": True})
            if not asked:
                vals_list += [vals for vals in row._exit_vals() if vals["kind"] == "handover"]
        self.env["crm.contract.requirement"]._create_in_every_language(vals_list)
