from odoo import api, fields, models
from odoo.exceptions import ValidationError


class CrmContractAmendmentChange(models.Model):
    """What is no longer agreed from the effective day on: a duty, a fee or a penalty rule.

    Its record stays with that day; nothing that was agreed is deleted (I10).
    """

    _inherit = "crm.contract.amendment.change"

    op = fields.Selection(selection_add=[("remove", "Remove")], ondelete={"remove": "cascade"})

    @api.depends("op")
    def _compute_words(self):
        result = super()._compute_words()
        for change in self.filtered(lambda row: row.op == "remove"):
            target = change._target()
            change.what = self.env._("Removed: %s", target.display_name or "")
            change.before = change._removal_in_words(target) if target else False
            change.after = "–"
        return result

    @api.onchange("op")
    def _onchange_op(self):
        result = super()._onchange_op()
        if self.op == "remove":
            self.term = False
            if self.subject not in self._removable():
                self.subject = self._removable()[0]
        return result

    @api.model
    def _removable(self):
        """Hook: the subjects of which something can be agreed away."""
        return []

    def _subjects_of_op(self):
        return self._removable() if self.op == "remove" else super()._subjects_of_op()

    def _removal_in_words(self, target):
        """Hook: what was agreed of the record, in one line."""
        return target.display_name

    def _refuse_wrong(self):
        removals = self.filtered(lambda row: row.op == "remove")
        for change in removals:
            change._refuse_wrong_removal()
        return super(CrmContractAmendmentChange, self - removals)._refuse_wrong()

    def _refuse_wrong_removal(self):
        if self.subject not in self._removable():
            raise ValidationError(self.env._("Choose what is removed: a fee, duty or penalty."))
        self._refuse_term()
        target = self._target()
        if not target or self._contract_of(target) != self.contract_id:
            raise ValidationError(self.env._("Choose what is removed, within this contract."))
        if "third_party_id" in target and target.third_party_id:
            raise ValidationError(
                self.env._("“%s” stands in the third party's own agreement.", target.name)
            )
        self._refuse_removed(target)
        others = self.amendment_id.change_ids.filtered(lambda row: row.op != "add") - self
        if any(row._target() == target for row in others):
            self._refuse_beside_removal(target)

    def _refuse_twice(self, target):
        """What is removed already is no longer changed, nor beside its removal."""
        self._refuse_removed(target)
        removals = self.amendment_id._removals() - self
        if any(row._target() == target for row in removals):
            self._refuse_beside_removal(target)
        return super()._refuse_twice(target)

    def _refuse_beside_removal(self, target):
        raise ValidationError(
            self.env._("One amendment removes “%s”, and nothing else of it.", target.display_name)
        )

    def _refuse_removed(self, target):
        if "removed_on" in target and target.removed_on:
            raise ValidationError(self.env._("“%s” is removed already.", target.display_name))

    def _removed_vals(self):
        target = self._target()
        return {
            "op": "remove",
            "res_model": target._name,
            "res_id": target.id,
            "old_value": target._history_values(self._subjects()[self.subject].names),
        }

    def _remove_agreed(self):
        self._target().sudo()._remove_from(self._effective_on())


class CrmContractAmendment(models.Model):
    _inherit = "crm.contract.amendment"

    def _removals(self):
        return self.change_ids.sudo().filtered(lambda row: row.op == "remove")
