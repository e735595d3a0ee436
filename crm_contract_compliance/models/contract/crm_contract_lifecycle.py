from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError

from ...tools.due_date import local_day
from ..base.batches import in_batches, isolate
from ..base.windows import dialog_of, form_of
from ..base.words import listed
from .crm_contract import END_GROUNDS

GROUPS = {
    "officer": "crm_contract_compliance.group_contract_officer",
    "manager": "crm_contract_compliance.group_contract_manager",
}


class CrmContract(models.Model):
    """The contract's moves: legality in the table, permission and conditions in the guards."""

    _inherit = "crm.contract"
    _transitions = {
        "draft": {"signing": "_guard_signing", "cancelled": None},
        "signing": {"draft": None, "signed": "_guard_signed", "cancelled": None},
        "signed": {"active": "_guard_active", "cancelled": "_guard_officer"},
        "active": {"suspended": "_guard_officer", "ended": "_guard_ended"},
        "suspended": {"active": "_guard_officer", "ended": "_guard_ended"},
        "ended": {"closed": "_guard_closed"},
        "closed": {},
        "cancelled": {},
    }

    def action_send_to_sign(self):
        return self.write({"state": "signing"})

    def action_back_to_draft(self):
        return self.write({"state": "draft"})

    def action_complete_signing(self):
        return self.write({"state": "signed"})

    def action_activate(self):
        return self.write({"state": "active"})

    def action_suspend(self):
        return self.write({"state": "suspended"})

    def action_resume(self):
        return self.write({"state": "active"})

    def action_end(self):
        """Ask for ground and day; the wizard then ends it."""
        return self._action_wizard("crm.contract.end.wizard", self.env._("End the Contract"))

    def action_close(self):
        return self.write({"state": "closed"})

    def action_cancel(self):
        return self.write({"state": "cancelled"})

    @api.model
    def _cron_record_expiry(self, limit=500):
        """Record the end by expiry as the decision it is; never blocked by open matters (T0-12.3).

        The end date itself is still in term: a contract is expired from its next day on.
        """
        running = [
            ("state", "in", ("active", "suspended")),
            ("end_date", "<=", fields.Date.today()),
        ]
        for batch in in_batches(self, running, limit):
            isolate(batch.filtered("is_expired"), lambda contracts: contracts._expire())

    def _expire(self):
        for day, contracts in self.grouped("end_date").items():
            contracts._write_settled({"ended_on": day, "end_ground": "expiry"})
        self.write({"state": "ended"})

    def _end(self, ground, day):
        """End by a person's decision: one of the type's grounds, on a day (T0-12.2)."""
        self._require("officer")
        self._refuse_illegal_move("ended")
        for contract in self:
            if ground not in dict(END_GROUNDS):
                raise UserError(self.env._("An end needs one of its grounds."))
            contract._refuse_end_on(day)
            contract._write_settled({"ended_on": day, "end_ground": ground})
        self.write({"state": "ended"})

    def _guard_signing(self):
        """“Approval” is the manager's act of sending to sign, asked for by setting (§5)."""
        if self.company_id.crm_contract_is_approval_needed:
            self._require("manager")
        if not self.party_a_id or not self.party_b_id:
            raise UserError(
                self.env._("%s cannot be sent to sign: name both parties first.", self.code)
            )

    def _guard_signed(self):
        self._refuse_while_missing("sign")

    def _guard_active(self):
        self._require("officer")
        self._refuse_while_missing("effect")

    def _guard_officer(self):
        self._require("officer")

    def _guard_ended(self):
        self._require("officer")
        if not self.end_ground or not self.ended_on:
            raise UserError(self.env._("An end needs one of its grounds."))
        if self.end_ground != "expiry":
            self._refuse_open_matters()

    def _guard_closed(self):
        self._require("officer")
        self._refuse_open_matters()
        self._refuse_while_missing("close", self._accepted_matters())

    def _require(self, role):
        """Refuse whoever lacks the role, and name whom to ask (screens.md §14.8)."""
        if self.env.su or self.env.user.has_group(GROUPS[role]):
            return
        people = self._people(role)
        raise AccessError(
            self.env._(
                "This is for a contract %(role)s. Ask one of: %(people)s.",
                role=self.env._("manager") if role == "manager" else self.env._("officer"),
                people=listed(self.env, people[:5].mapped("name")) or "–",
            )
        )

    def _people(self, role):
        """Who has the role and works in these contracts' companies."""
        companies = self.sudo().company_id
        users = self.env.ref(GROUPS[role]).sudo().all_user_ids
        return users.filtered(
            lambda user: user.active and not user.share and companies <= user.company_ids
        )

    def _after_move(self, old_states):
        for contract in self:
            old, new = old_states[contract.id], contract.state
            if new == "signing":
                contract._open_main_execution()
            elif (old, new) == ("signing", "draft") or new == "cancelled":
                contract._void_main_execution()
                contract._give_renewal_back()
            elif new == "signed":
                contract._after_signed()
        self.filtered(
            lambda row: (old_states[row.id], row.state) == ("signed", "active")
        )._settle_terms_at_activation()
        return super()._after_move(old_states)

    def _settle_terms_at_activation(self):
        """The effective day is settled from the conditions as they stand, then stays.

        As a rule it stands there already: no deadline is looked at twice (B-G6).
        """
        days = self.grouped(lambda row: row._effective_day_at_activation())
        for day, contracts in days.items():
            contracts.filtered(lambda row, day=day: row.effective_date != day)._write_settled(
                {"effective_date": day}
            )
        self._settle_terms()

    def _effective_day_at_activation(self):
        return max(
            [self._main_execution().executed_on or fields.Date.today()]
            + self._every_requirement()
            .filtered(lambda row: row.gate == "effect" and row.is_required and row.done_on)
            .mapped("done_on")
        )

    def _local_today(self):
        self.ensure_one()
        return local_day(fields.Datetime.now(), self.tz or "UTC")

    def _executed_at(self):
        return self._main_execution().executed_at

    def _freeze_level(self):
        self.ensure_one()
        main = self._main_execution()
        if self.state in ("draft", "cancelled"):
            return 2 if main.state == "executed" else 0
        if self.state == "signing":
            return 1 if main._has_marks() else 0
        return 2

    def _action_open(self):
        self.ensure_one()
        return form_of(self)

    def _action_wizard(self, model, title, **defaults):
        self.ensure_one()
        self.check_access("read")
        return dialog_of(model, title, contract_id=self.id, **defaults)
