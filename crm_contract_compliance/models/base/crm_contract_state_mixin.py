from odoo import api, models
from odoo.exceptions import AccessError, UserError

from . import doors


class CrmContractStateMixin(models.AbstractModel):
    """The state gate: every state is reached by a legal move whose guard agreed.

    A model lists its moves in ``_transitions``: ``{old: {new: guard or None}}``, first state
    first. Legality lives here, permission in groups, the message of a refusal in the guard.
    """

    _name = "crm.contract.state.mixin"
    _inherit = ["crm.contract.input.mixin"]
    _description = "Contract State Gate"
    _transitions = {}

    @api.model_create_multi
    def create(self, vals_list):
        if doors.opened(self, "crm_contract_register"):
            return super().create(vals_list)
        self._refuse_other_first_state(vals_list)
        # Said outright, so that no default of a user (ir.default) has a say in it.
        vals_list = [{**vals, "state": self._first_state()} for vals in vals_list]
        return super(CrmContractStateMixin, self._without_default_state()).create(vals_list)

    def write(self, vals):
        if "state" not in vals or doors.opened(self, "crm_contract_register"):
            return super().write(vals)
        self = self._without_default_state()
        moving = self.filtered(lambda record: record.state != vals["state"])
        moving._refuse_illegal_move(vals["state"])
        others = {name: value for name, value in vals.items() if name != "state"}
        if others:
            super().write(others)
        moving._run_guards(vals["state"])
        old_states = {record.id: record.state for record in moving}
        super(CrmContractStateMixin, moving).write({"state": vals["state"]})
        moving._log_moves(old_states)
        moving._after_move(old_states)
        return True

    @api.model
    def _register_existing(self, vals_list):
        """The second door: create records in the state that they have already reached.

        For the paper-contract wizard, legacy import and demo data; managers and superuser only.
        :raises AccessError: for anybody else
        """
        if not (
            self.env.su or self.env.user.has_group("crm_contract_compliance.group_contract_manager")
        ):
            raise AccessError(self.env._("Only a contract manager registers existing contracts."))
        # What stands in it (executions, signatures) nobody may create by hand.
        records = doors.through(self.sudo(), "crm_contract_register").create(vals_list)
        records = doors.closed(records, "crm_contract_register").sudo(self.env.su)
        records.check_access("create")
        return records

    def _after_move(self, old_states):
        """Hook: what follows from a move; ``old_states`` maps ids to the states left behind."""

    def _without_default_state(self):
        """A default meant for the records of a screen is none for what they bring along."""
        return doors.closed(self, "default_state") if "default_state" in self.env.context else self

    @api.model
    def _first_state(self):
        return next(iter(self._transitions))

    def _state_label(self, state):
        return dict(self._fields["state"]._description_selection(self.env)).get(state, state)

    def _refuse_other_first_state(self, vals_list):
        first = self._first_state()
        default = self.env.context.get("default_state", first)
        for state in {vals.get("state", default) for vals in vals_list}:
            if state != first:
                raise UserError(
                    self.env._(
                        "“%(model)s” begins as “%(first)s”; use the buttons to move it on.",
                        model=self._description_of_model(),
                        first=self._state_label(first),
                    )
                )

    def _description_of_model(self):
        return self.env["ir.model"]._get(self._name).name or self._description

    def _refuse_illegal_move(self, new):
        for record in self:
            if new not in self._transitions.get(record.state, {}):
                raise UserError(
                    self.env._(
                        "%(record)s cannot go from “%(old)s” to “%(new)s”.",
                        record=record.display_name,
                        old=record._state_label(record.state),
                        new=record._state_label(new),
                    )
                )

    def _run_guards(self, new):
        for record in self:
            guard = self._transitions[record.state][new]
            if guard:
                getattr(record, guard)()

    def _log_moves(self, old_states):
        """One note a record, in one batch; a tracked field would cost two queries each."""
        if not self or not hasattr(self, "_message_log_batch"):
            return
        bodies = {
            record.id: self.env._(
                "%(old)s → %(new)s",
                old=record._state_label(old_states[record.id]),
                new=record._state_label(record.state),
            )
            for record in self
        }
        self._message_log_batch(bodies=bodies)
