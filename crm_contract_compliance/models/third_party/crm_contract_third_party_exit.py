from odoo import fields, models
from odoo.exceptions import UserError

from ..base.windows import dialog_of
from ..base.words import listed
from ..contract.crm_contract_missing import Gap

IN_FORCE = ("active", "suspended")
_GATE = "third_exit"


class CrmContractThirdParty(models.Model):
    """Leaving on its own wish: it asks, both sides confirm, its duties are done, then it is out.

    T1-16.1, T1-16.2, T1-App5.
    """

    _inherit = "crm.contract.third.party"

    exit_asked_on = fields.Date("Asked to Leave On", readonly=True, copy=False)
    exit_reason = fields.Char("Why It Leaves", readonly=True, copy=False)
    exit_liability = fields.Text("Liability After the Exit", readonly=True, copy=False)
    exit_follow_up = fields.Text("Follow-Up", readonly=True, copy=False)

    def action_exit(self):
        """Ask for the request, or for the last day once everything is there."""
        self.ensure_one()
        self.check_access("write")
        title = self.env._("Exit")
        return dialog_of("crm.contract.exit.wizard", title, third_party_id=self.id)

    def _ask_to_exit(self, day, reason, liability=False, follow_up=False):
        """It asks to leave: from now on both sides are asked to confirm."""
        self.contract_id._require("officer")
        self._refuse_illegal_move("exiting")
        self._write_settled(
            {
                "exit_asked_on": day,
                "exit_reason": (reason or "").strip(),
                "exit_liability": liability,
                "exit_follow_up": follow_up,
            }
        )
        self.write({"state": "exiting"})

    def _stay(self, reason):
        """The exit is off: a side refuses it, or the third party thinks better of it."""
        if not (reason or "").strip():
            raise UserError(self.env._("Say why the third party stays."))
        self.write({"state": "active"})
        for row in self:
            row._message_log(body=self.env._("It stays: %s", reason.strip()))

    def _guard_exiting(self):
        self.contract_id._require("officer")
        if not self.exit_asked_on or not self.exit_reason:
            raise UserError(self.env._("Say since when and why the third party wants to leave."))
        if self.agreed_on and self.exit_asked_on < self.agreed_on:
            raise UserError(self.env._("Nobody asks to leave before the agreement was signed."))
        if self.exit_asked_on > self.contract_id._local_today():
            raise UserError(self.env._("Nobody asks to leave on a future day."))
        if self.contract_id.state not in IN_FORCE:
            raise UserError(
                self.env._("The contract is over; its third parties end with it by themselves.")
            )

    def _refuse_unfinished_exit(self):
        """T1-16.1: both sides agree, no duty is open, the exit agreement is there."""
        if self.state != "exiting":
            raise UserError(
                self.env._("%s leaves after it has asked to: start its exit.", self.display_name)
            )
        if self.ended_on < self.exit_asked_on:
            raise UserError(self.env._("Nobody leaves before the day on which it asked to."))
        gaps = self._missing(_GATE)
        if gaps:
            raise UserError(
                self.env._(
                    "%(name)s cannot leave yet: %(gaps)s.",
                    name=self.display_name,
                    gaps=listed(self.env, [gap.text for gap in gaps]),
                )
            )

    def _after_move(self, old_states):
        for row in self:
            old = old_states[row.id]
            if row.state == "exiting":
                row._ask_for_exit_papers("consent", "document", "handover")
            elif (old, row.state) == ("exiting", "active"):
                row._call_off_exit()
        return super()._after_move(old_states)

    def _ask_for_papers(self):
        """Also of whoever is registered while it is on its way out."""
        leaving = self.filtered(lambda row: row.state == "exiting")
        leaving._ask_for_exit_papers("consent", "document", "handover")
        return super()._ask_for_papers()

    def _missing(self, gate):
        return self._gaps_of_exit() if gate == _GATE else super()._missing(gate)

    def _gaps_of_exit(self):
        rows = self._exit_rows().filtered(lambda row: row._is_missing())
        return [*(row._gap() for row in rows), *map(Gap, self._open_duties())]

    def _open_duties(self):
        """What it still has to do: due by today, or once in any case (T1-16.1)."""
        duties = self.env["crm.contract.obligation"].search([("third_party_id", "=", self.id)])
        rows = self.env["crm.contract.deadline"].search(
            [
                ("res_model", "=", duties._name),
                ("res_id", "in", duties.ids),
                ("state", "in", ("open", "submitted")),
            ]
        )
        once = set(duties.filtered(lambda duty: duty.unit == "once").ids)
        today = self.contract_id._local_today()
        return [row.name for row in rows if row.due_date <= today or row.res_id in once]

    def _exit_rows(self):
        """What is asked for its exit; an exit that was called off asks for nothing any more."""
        return self.sudo().all_requirement_ids.filtered(
            lambda row: row.gate == _GATE and row.is_required
        )

    def _exit_consent_of(self, side):
        rows = self._exit_rows().sudo(self.env.su)
        return rows.filtered(lambda row: row.kind == "consent" and row.side == side)[:1]

    def _ask_for_exit_papers(self, *kinds):
        """The rows of these kinds that are not asked for yet."""
        vals_list = []
        for row in self:
            asked = row._exit_rows()._asked_kinds()
            own = row._copy_exit_templates([kind for kind in kinds if kind not in asked])
            asked |= own._asked_kinds()
            vals_list += [
                vals
                for vals in row._exit_vals()
                if vals["kind"] in kinds and vals["kind"] not in asked
            ]
        self.env["crm.contract.requirement"]._create_in_every_language(vals_list)

    def _copy_exit_templates(self, kinds):
        """What the contract's own list asks of every third party that leaves, in each language."""
        templates = self.contract_id._every_requirement().filtered(
            lambda row: row.gate == _GATE and not row.third_party_id and row.kind in kinds
        )
        copies = templates._copy_for_third_party(self)
        agreements = self.env["crm.contract.requirement"].union(
            *(own for row, own in zip(templates, copies, strict=True) if row._is_exit_paper())
        )
        agreements[:1]._write_settled({"is_exit_agreement": True})
        return copies

    def _exit_vals(self):
        common = {"contract_id": self.contract_id.id, "third_party_id": self.id, "gate": _GATE}
        return [
            *(
                {
                    **common,
                    "kind": "consent",
                    "side": side,
                    "sequence": 920,
                    "name": lambda env, side=side: {
                        "a": env._("Party A's confirmation of the exit"),
                        "b": env._("Party B's confirmation of the exit"),
                    }[side],
                }
                for side in ("a", "b")
            ),
            {
                **common,
                "kind": "document",
                "is_exit_agreement": True,
                "sequence": 930,
                "name": lambda env: env._(
                    "Exit agreement: reason, liability after the exit, follow-up"
                ),
            },
            {
                **common,
                "kind": "handover",
                "side": "third",
                "sequence": 940,
                "name": lambda env: env._("Data and documents returned or deleted"),
            },
        ]

    def _call_off_exit(self):
        """Whoever is replaced all the same still has an agreement that ends."""
        self._drop_exit_papers()
        self._write_settled({"exit_asked_on": False, "exit_reason": False})
        if self._successor():
            self._ask_for_exit_papers("document", "handover")

    def _drop_exit_papers(self):
        """What was asked for an exit that does not come stays on record, and is asked no more."""
        for row in self:
            row._exit_rows()._write_settled({"is_required": False})
