from odoo import models
from odoo.exceptions import UserError

from ..base.words import day_in_words
from .statement import statement


class CrmContractThirdParty(models.Model):
    """The consent that a side gives itself, in the portal (T0-17.1)."""

    _inherit = "crm.contract.third.party"

    def _is_asked_in_portal(self):
        """Proposed in writing and complete: nobody consents to what was not said."""
        return self.state == "proposed" and not self._gaps_of_proposal()

    def _is_answerable(self, side):
        """Whether ``side`` is asked, and has not answered yet."""
        self.ensure_one()
        is_asked = self.state == "exiting" or self._is_asked_in_portal()
        return is_asked and bool(self._asked(side)) and not self._asked(side).done_on

    def _answer_from_portal(self, is_given, reason, person, address, files):
        """The other side's own answer, with what it said as the document (X-9)."""
        self.ensure_one()
        contract = self.contract_id
        side = contract._other_side()
        if not self._is_answerable(side):
            raise UserError(
                self.env._("%s has been answered already. Reload the page.", self.partner_id.name)
            )
        words = self._answer_in_words(is_given)
        said = statement(self.env, words, self, person, address, [*self._told_lines(), reason])
        record = self.sudo()
        if is_given:
            uploads = self.env["ir.attachment"].sudo().create(said) | files
            record._answer(side, True, contract._local_today(), uploads, reason or False)
        else:
            record._answer(side, False, contract._local_today(), files, reason)
        record._tell_owner(person, "\n\n".join(filter(None, (words, reason))))
        return True

    def _answer_in_words(self, is_given):
        name = self.partner_id.name
        if self.state == "exiting":
            if is_given:
                return self.env._("We confirm that %s leaves", name)
            return self.env._("We do not agree that %s leaves", name)
        if is_given:
            return self.env._("We consent to %s as a third party", name)
        return self.env._("We refuse %s as a third party", name)

    def _told_lines(self):
        """What the answer is to."""
        return [f"{label}: {text}" for label, text in self._portal_part()]

    def _portal_proposal(self, side):
        """What the people of a side read of a third party: no amounts, no cap."""
        kinds = dict(self._fields["kind"]._description_selection(self.env))
        consents = [
            (
                self.env._("%s consented on", self.contract_id._side_label(one)),
                day_in_words(self.env, self[f"consent_{one}_on"]),
            )
            for one in ("a", "b")
            if self[f"consent_{one}_on"]
        ]
        fee = self._label_of("fee_amount")
        return {
            "id": self.id,
            "name": self.partner_id.name,
            "kind": self.kind_note or kinds[self.kind],
            "state": self._proposal_state(),
            "is_exit": self.state == "exiting",
            "is_answerable": self._is_answerable(side),
            "consents": consents,
            "told": [(label, text) for label, text in self._portal_part() if label != fee],
        }

    def _proposal_state(self):
        states = dict(self._fields["state"]._description_selection(self.env))
        return states[self.state]
