from odoo import api, fields, models
from odoo.exceptions import UserError

from ..base.words import day_in_words


class CrmContractAmendment(models.Model):
    """What is signed and waits for its day is tried together with what is asked for next.

    The contract as it stands may take each of two amendments, and not what both make of it.
    """

    _inherit = "crm.contract.amendment"

    together_note = fields.Text(
        "Beside Other Amendments",
        readonly=True,
        copy=False,
        help="What does not go with the contract's other terms, as they are agreed by then.",
    )

    @api.model
    def _settled_names(self):
        return super()._settled_names() | {"together_note"}

    def _rehearse(self):
        result = super()._rehearse()
        for amendment in self.sudo().filtered("change_ids"):
            clashes, _loose = amendment._tried_beside_others()
            if clashes:
                raise UserError("\n".join(clashes))
        return result

    def _guard_signing(self):
        result = super()._guard_signing()
        self._note_together()
        return result

    def _after_executed(self):
        """Both sides have signed, so it is no longer refused: whoever looks is told."""
        self._note_together()
        return super()._after_executed()

    def _note_together(self):
        for amendment in self.sudo().filtered("change_ids"):
            before = amendment.contract_id._loose_ends()
            alone = amendment._try_alone() or []
            clashes, loose = amendment._tried_beside_others()
            told = dict.fromkeys([*clashes, *alone, *loose])
            note = "\n".join(words for words in told if words not in before) or False
            if note and note != amendment.together_note:
                amendment._message_log(body=note)
            amendment._write_settled({"together_note": note})

    def _tried_beside_others(self):
        """(why it cannot be applied beside others, what each two would leave loose)."""
        clashes, loose = [], []
        for other in self._signed_beside():
            clashes += self._removed_before_in_words(other)
            pair = (self | other).sorted(lambda row: (row._takes_effect(), -row.id))
            try:
                loose += pair._try_on()
            except UserError as error:
                if other._try_alone() is not None:  # else it is not this one's fault
                    clashes.append(self._clash_in_words(other, error))
        return clashes, loose

    def _removed_before_in_words(self, other):
        """Removing it once more changes nothing, unless it goes from an earlier day."""
        if other._takes_effect() > self._takes_effect():
            return []
        gone = [change._target() for change in other._removals()]
        return [
            self._clash_in_words(
                other, self.env._("“%s” is removed already.", change._target().display_name)
            )
            for change in self._removals()
            if change._target() in gone
        ]

    def _try_alone(self):
        """What it would leave loose; none: it cannot be applied."""
        try:
            return self._try_on()
        except UserError:
            return None

    def _signed_beside(self):
        """What else is agreed and not applied yet."""
        return self.contract_id.amendment_ids.filtered(
            lambda row: row != self and row.state == "executed" and row.change_ids
        )

    def _takes_effect(self):
        return self.effective_date or self.contract_id._local_today()

    def _clash_in_words(self, other, error):
        return self.env._(
            "Beside “%(other)s”, which is signed and takes effect on %(day)s: %(reason)s",
            other=other.name,
            day=day_in_words(self.env, other._takes_effect()),
            reason=str(error),
        )
