from odoo import api, fields, models
from odoo.exceptions import UserError

from ...tools.data_access import agreement_refusals
from ..base import doors
from ..base.batches import in_batches, isolate
from ..base.windows import form_of
from ..base.words import listed


class CrmContractDataProcessing(models.Model):
    """From the draft into force and to its end; a change is a new version of it."""

    _inherit = "crm.contract.data.processing"
    _transitions = {
        "draft": {"active": "_guard_active"},
        "active": {"ended": "_guard_officer"},
        "ended": {},
    }

    oversight_months = fields.Integer(
        "Checked Every", default=12, aggregator=None, help="In months: how it is supervised."
    )
    oversight_id = fields.Many2one(
        "crm.contract.obligation",
        "Supervision",
        readonly=True,
        copy=False,
        ondelete="restrict",
        index="btree_not_null",
        help="The standing duty to check the third party (L-45).",
    )

    _oversight_bounded = models.Constraint(
        "CHECK(oversight_months BETWEEN 1 AND 60)", "It is checked every 1 to 60 months."
    )

    _bounds = {"oversight_months": (1, 60)}
    _settled_fields = frozenset({"version", "previous_id", "ended_on", "oversight_id"})

    def action_activate(self):
        return self.write({"state": "active"})

    def action_end(self):
        return self.write({"state": "ended"})

    def action_revise(self):
        """Draft the next version: it takes over once it is in force, and asks everybody anew."""
        self.ensure_one()
        self.check_access("write")
        draft = self.search([("previous_id", "=", self.id), ("state", "=", "draft")], limit=1)
        if self.state != "active" and not draft:
            raise UserError(self.env._("What is in force is revised; change the draft itself."))
        if not draft:
            draft = self.copy()
            draft._write_settled({"previous_id": self.id, "version": self.version + 1})
        return form_of(draft)

    @api.model
    def _cron_record_end(self, limit=500):
        """Record the end of processing the day after its last one."""
        running = [("state", "=", "active"), ("date_end", "<=", fields.Date.today())]
        for batch in in_batches(self, running, limit):
            over = batch.filtered(lambda row: row.date_end < row.contract_id._local_today())
            isolate(over, lambda rows: rows._end_in_time())

    def _end_in_time(self):
        for row in self:
            row._write_settled({"ended_on": row.date_end})
        self.write({"state": "ended"})

    def _guard_active(self):
        """L-39, L-44: the items, the assessment and both sides' consents come first."""
        self._guard_officer()
        terms = self._terms()
        gaps = [*self._texts_of_silence(terms), *self._texts_of_agreement(terms)]
        if gaps:
            raise UserError(
                self.env._(
                    "%(record)s cannot take effect: %(gaps)s.",
                    record=self.display_name,
                    gaps=listed(self.env, gaps),
                )
            )

    def _texts_of_silence(self, terms):
        return [self._text_of("consent", side) for side in terms.silent_sides]

    def _texts_of_agreement(self, terms):
        today = self.contract_id._local_today()
        return [
            self._text_of(refusal.code, refusal.detail)
            for refusal in agreement_refusals(terms, today)
        ]

    def _guard_officer(self):
        self.contract_id._require("officer")

    def _after_move(self, old_states):
        for row in self:
            today = row.contract_id._local_today()
            if row.state == "active":
                row._take_over(today)
                row._supervise(today)
                row.third_party_id._ask_for_data_return()
            elif row.state == "ended":
                row._write_settled({"ended_on": row.ended_on or today})
                row._stop_supervision()
        return super()._after_move(old_states)

    def _take_over(self, today):
        """The version before it ends with its first day in force."""
        before = self.previous_id.filtered(lambda row: row.state == "active")
        before.write({"state": "ended"})

    def _supervise(self, today):
        """L-45, PIPL 21: whoever gives data away looks after what becomes of them."""
        duties = self.env["crm.contract.obligation"]
        vals = {
            "contract_id": self.contract_id.id,
            "side": self.contract_id.our_side,
            "kind": "review",
            "unit": "month",
            "interval": self.oversight_months,
            "date_start": max(today, self.date_start),
            "date_end": self.date_end,
            "user_id": self.user_id.id,
            "needs_proof": True,
            "is_beyond_template": True,
        }
        duty = doors.through(duties, "crm_contract_settle").create(
            {**vals, "name": self._name_of_supervision(self.env)}
        )
        for code, _label in self.env["res.lang"].get_installed():
            row = duty.with_context(lang=code)
            row._write_settled({"name": self._name_of_supervision(row.env)})
        self._write_settled({"oversight_id": duty.id})

    def _name_of_supervision(self, env):
        """Of what is confidential it names no third party (I9)."""
        if self.contract_id.is_classified:
            return env._("Check of the data protection agreed with a third party")
        name = self.third_party_id.partner_id.name
        return env._("Check of the data protection agreed with %s", name)

    def _stop_supervision(self):
        """What was due by its last day stays."""
        for duty in self.oversight_id:
            duty._write_settled({"date_end": max(self.ended_on, duty.date_start)})
