from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError
from odoo.fields import Command

from ..base.crm_contract_thread_mixin import CLEARANCE


class CrmContractClassifiedMixin(models.AbstractModel):
    """A record that may be confidential, and why (T0-8.1, T1-8.1).

    ``is_classified``, a plain column, is what record rules and names look at. A classification
    sets it; the last one taken off leaves it, until somebody says that the record is open.
    Both are put on and taken off by people with the clearance alone.
    """

    _name = "crm.contract.classified.mixin"
    _description = "Classified Record"
    _inherit = ["crm.contract.input.mixin"]

    is_classified = fields.Boolean(
        "Confidential", help="Others see the number of its contract only."
    )
    classification_ids = fields.Many2many(
        "crm.contract.classification",
        string="Classifications",
        ondelete="restrict",
        context={"active_test": False},
        help="Why it is confidential.",
    )

    @api.model_create_multi
    def create(self, vals_list):
        return super().create(self._classified_vals(vals_list))

    def write(self, vals):
        if not {"is_classified", "classification_ids"} & vals.keys():
            return super().write(vals)
        if self._is_reclassified(vals):
            self._require_clearance()
        result = super().write(vals)
        tagged = self.filtered(lambda row: row.classification_ids and not row.is_classified)
        if tagged and "is_classified" in vals:
            raise UserError(
                self.env._("What is classified is confidential: take its classifications off.")
            )
        return result and (not tagged or tagged.write({"is_classified": True}))

    @api.onchange("classification_ids")
    def _onchange_classification_ids(self):
        if self.classification_ids:
            self.is_classified = True

    @api.model
    def _classified_vals(self, vals_list):
        """The rows with the flag that their classifications set, from whoever may set it."""
        names = ("is_classified", "classification_ids")
        completed = []
        for vals, given in zip(vals_list, self._with_defaults(vals_list, *names), strict=True):
            is_tagged = self._brings_tags(given.get("classification_ids"))
            completed.append({**vals, "is_classified": True} if is_tagged else vals)
            if is_tagged or given.get("is_classified"):
                self._require_clearance()
        return completed

    @api.model
    def _brings_tags(self, value):
        """Whether commands, or ids, put a classification on a new record."""
        return any(
            not isinstance(command, list | tuple)
            or command[0] in (Command.CREATE, Command.LINK)
            or (command[0] == Command.SET and command[2])
            for command in value or ()
        )

    def _is_reclassified(self, vals):
        """Whether ``vals`` change anything of it; a form may send along what stands there."""
        field = self._fields["classification_ids"]
        for record in self.sudo():
            if record.is_classified != bool(vals.get("is_classified", record.is_classified)):
                return True
            if "classification_ids" in vals:
                new = field.convert_to_cache(vals["classification_ids"], record, validate=False)
                if set(new) != set(record.classification_ids.ids):
                    return True
        return False

    @api.model
    def _require_clearance(self):
        if not self.env.su and not self.env.user.has_group(CLEARANCE):
            raise AccessError(
                self.env._("Only people with the clearance decide what is confidential.")
            )
