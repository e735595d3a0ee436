from odoo import api, fields, models
from odoo.exceptions import ValidationError
from odoo.fields import Command

from ...tools.history import Change
from .crm_contract_amendment_terms import Subject

_MODEL = "crm.contract.end.ground"
_SAID = ("end_ground", "article")


class CrmContractAmendmentChange(models.Model):
    """A ground to end the contract that is agreed in addition, or no longer (T0-12.2).

    The grounds are one catalogue: a contract gains and loses them, none is made or altered.
    """

    _inherit = "crm.contract.amendment.change"

    subject = fields.Selection(
        selection_add=[("ground", "A ground to end")], ondelete={"ground": "cascade"}
    )
    end_ground_id = fields.Many2one(_MODEL, "Ground", ondelete="restrict", index="btree_not_null")
    ground_ids = fields.Many2many(_MODEL, string="Possible Grounds", compute="_compute_ground_ids")

    @api.depends("contract_id.end_ground_ids", "op")
    def _compute_ground_ids(self):
        """Those that can be chosen."""
        catalogue = self.env[_MODEL].search([("active", "=", True)])
        for change in self:
            agreed = change.contract_id.end_ground_ids
            change.ground_ids = catalogue - agreed if change.op == "add" else agreed

    @api.depends("end_ground_id")
    def _compute_words(self):
        return super()._compute_words()

    @api.onchange("op")
    def _onchange_op(self):
        """Grounds change rarely: something else is proposed first."""
        result = super()._onchange_op()
        if self.subject == "ground":
            self.subject = [*self._subjects_of_op()[1:], "ground"][0]
        return result

    @api.model
    def _subjects(self):
        return {**super()._subjects(), "ground": Subject(_MODEL, "end_ground_id", _SAID)}

    @api.model
    def _fields_of(self, subject):
        """No term of the catalogue is any contract's to change."""
        return [] if subject == "ground" else super()._fields_of(subject)

    def _subjects_of_op(self):
        subjects = super()._subjects_of_op()
        return [one for one in subjects if self.op != "set" or one != "ground"]

    @api.model
    def _addable(self):
        return [*super()._addable(), "ground"]

    @api.model
    def _removable(self):
        return [*super()._removable(), "ground"]

    def _added_name(self):
        return self.end_ground_id.name if self.subject == "ground" else super()._added_name()

    def _addition_in_words(self):
        is_ground = self.subject == "ground"
        return self.end_ground_id.name if is_ground else super()._addition_in_words()

    def _contract_of(self, target):
        if target._name != _MODEL:
            return super()._contract_of(target)
        return self.contract_id if target in self.contract_id.end_ground_ids else None

    def _refuse_wrong(self):
        result = super()._refuse_wrong()
        for change in self.filtered(lambda row: row.subject == "ground"):
            ground = change.end_ground_id
            if change.op == "add" and ground in change.contract_id.end_ground_ids:
                raise ValidationError(self.env._("“%s” is agreed already.", ground.name))
            if (change.amendment_id.change_ids - change).filtered(
                lambda row, ground=ground: row.subject == "ground" and row.end_ground_id == ground
            ):
                raise ValidationError(
                    self.env._("“%s” is added or removed once in one amendment.", ground.name)
                )
        return result

    def _add_agreed(self):
        """It is there already; what the contract says of it follows from its history."""
        return self.end_ground_id if self.subject == "ground" else super()._add_agreed()

    def _remove_agreed(self):
        return None if self.subject == "ground" else super()._remove_agreed()

    def _as_addition(self):
        if self.subject != "ground":
            return super()._as_addition()
        return Change(
            self.amendment_id.execution_id.executed_at,
            -self.id,
            self._effective_on(),
            f"{_MODEL},{self.end_ground_id.id}",
            "add",
            new=self.end_ground_id._history_values(_SAID),
        )


class CrmContractAmendment(models.Model):
    _inherit = "crm.contract.amendment"

    def _apply(self):
        result = super()._apply()
        if "ground" in self.change_ids.sudo().mapped("subject"):
            self.contract_id.sudo()._follow_grounds()
        return result


class CrmContract(models.Model):
    _inherit = "crm.contract"

    def _history_records(self, day):
        """On which grounds it could end, those too that no amendment has touched."""
        return {**dict.fromkeys(self.end_ground_ids, _SAID), **super()._history_records(day)}

    def _follow_grounds(self):
        """The later agreement wins, a backdated one included."""
        lines = self.amendment_line_ids.filtered(lambda line: line.res_model == _MODEL)
        touched = self.env[_MODEL].browse({line.res_id for line in lines})
        said = self._as_of(self._local_today())
        agreed = touched.filtered(lambda ground: f"{_MODEL},{ground.id}" in said)
        grounds = (self.end_ground_ids - touched) | agreed
        self._write_settled({"end_ground_ids": [Command.set(grounds.ids)]})
