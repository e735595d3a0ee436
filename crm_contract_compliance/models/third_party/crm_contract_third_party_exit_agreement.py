from odoo import api, fields, models
from odoo.exceptions import UserError

from .crm_contract_third_party_end import ACTING

_SETTLED = frozenset({"exit_execution_id"})


class CrmContractThirdParty(models.Model):
    """The exit agreement is signed by the one route; executed, it is what its exit asks for.

    T1-App5. Of who is replaced it may also be ticked off, as the end that was agreed (T1-15.2).
    """

    _inherit = "crm.contract.third.party"

    exit_execution_id = fields.Many2one(
        "crm.contract.execution",
        "Exit Agreement",
        readonly=True,
        copy=False,
        ondelete="restrict",
        index="btree_not_null",
    )
    exit_execution_state = fields.Selection(
        related="exit_execution_id.state", string="Signing of the Exit Agreement"
    )
    can_sign_exit = fields.Boolean(compute="_compute_can_sign_exit")

    @api.model
    def _settled_names(self):
        return super()._settled_names() | _SETTLED

    @api.depends("state", "exit_asked_on", "exit_execution_id.state")
    def _compute_can_sign_exit(self):
        for row in self:
            is_signed = row.sudo().exit_execution_id.state in ("open", "executed")
            row.can_sign_exit = row._is_leaving() and not is_signed

    def action_send_exit_to_sign(self):
        """Open the one signing route for the agreement by which it leaves."""
        for row in self:
            row.contract_id._require("officer")
            row.check_access("write")
            if not row.can_sign_exit:
                raise UserError(
                    self.env._(
                        "The exit agreement of %s is signed once, after it has asked to leave or"
                        " somebody was proposed in its place.",
                        row.display_name,
                    )
                )
            execution = self.env["crm.contract.execution"]._open(
                "exit",
                {row.contract_id: row.contract_id.third_party_execution_mode},
                row._exit_signers(),
            )
            row._write_settled({"exit_execution_id": execution.id})
        return True

    def action_record_exit_signature(self):
        self.ensure_one()
        self.check_access("write")
        return self.exit_execution_id._action_sign()

    def _is_leaving(self):
        """Whether it acts and is on its way out: by its own wish, or because of a successor."""
        return self.state == "exiting" or (self.state in ACTING and bool(self._successor()))

    def _exit_signers(self):
        """Both parties of the contract, and the third party itself."""
        parties = self.contract_id.party_ids.filtered(lambda party: party.side != "third")
        rows = [party._signature_vals() for party in parties.sorted("side")]
        return [*rows, self._signature_vals()]

    def _settle_exit_agreement(self):
        """Freeze it on the day of its last signature; from then on it is there for the exit."""
        for row in self:
            execution = row.sudo().exit_execution_id
            execution._execute()
            papers = row._exit_rows().filtered("is_exit_agreement")
            papers.filtered(lambda paper: not paper.done_on)._write_settled(
                {"done_on": execution.executed_on}
            )

    def _guard_officer(self):
        """What all sides have signed is not called off by one of them."""
        result = super()._guard_officer()
        if self.state == "exiting" and self.sudo().exit_execution_id.state == "executed":
            raise UserError(
                self.env._(
                    "The exit agreement with %s is signed; record its last day.", self.display_name
                )
            )
        return result

    def _after_move(self, old_states):
        """Whoever stays, and whoever went otherwise, signs no exit agreement."""
        result = super()._after_move(old_states)
        for row in self:
            is_off = row.state == "active" and old_states[row.id] == "exiting"
            is_gone = row.state == "ended" and row.end_reason not in ("exited", "replaced")
            execution = row.sudo().exit_execution_id
            if (is_off or is_gone) and execution.state == "open":
                execution.write({"state": "void"})
        return result
