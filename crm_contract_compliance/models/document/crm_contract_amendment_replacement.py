from odoo import api, fields, models
from odoo.exceptions import ValidationError

from ..base.evidence import every_file
from ..contract.crm_contract_amendment_terms import Subject
from .crm_contract_requirement_lock import hashes_of

_MODEL = "crm.contract.requirement"
_SAID = ("file_hashes",)


class CrmContractAmendmentChange(models.Model):
    """A file that is agreed in place of another one on the checklist (T0-13.2).

    The old one stays on its line with its hash, and the history says which stood when.
    """

    _inherit = "crm.contract.amendment.change"

    op = fields.Selection(
        selection_add=[("replace", "Replace an Attachment")], ondelete={"replace": "cascade"}
    )
    subject = fields.Selection(
        selection_add=[("paper", "An attachment")], ondelete={"paper": "cascade"}
    )
    paper_id = fields.Many2one(
        _MODEL,
        "Attachment",
        ondelete="restrict",
        index="btree_not_null",
        domain="[('contract_id', '=', contract_id), ('kind', '=', 'document'),"
        " ('third_party_id', '=', False)]",
    )
    file_ids = fields.Many2many(
        "ir.attachment",
        "crm_contract_amendment_change_file_rel",
        string="New Files",
        ondelete="restrict",
        bypass_search_access=True,  # see evidence.py
    )

    @api.depends("paper_id", "file_ids")
    def _compute_words(self):
        result = super()._compute_words()
        for change in self.filtered(lambda row: row.op == "replace" and row.paper_id):
            row = change.paper_id
            change.what = self.env._("Replaced: %s", row.display_name)
            change.before = row._files_in_words(change._hashes_before()) or "–"
            change.after = ", ".join(change.file_ids.mapped("name")) or "–"
        return result

    @api.onchange("op")
    def _onchange_op(self):
        result = super()._onchange_op()
        if self.op == "replace":
            self.term = False
            self.subject = "paper"
        elif self.subject == "paper":
            self.subject = self._subjects_of_op()[0]
        return result

    @api.model
    def _subjects(self):
        return {**super()._subjects(), "paper": Subject(_MODEL, "paper_id", _SAID)}

    @api.model
    def _fields_of(self, subject):
        """A file is replaced whole: nothing of its line is a term."""
        return [] if subject == "paper" else super()._fields_of(subject)

    def _subjects_of_op(self):
        if self.op == "replace":
            return ["paper"]
        return [one for one in super()._subjects_of_op() if one != "paper"]

    def _refuse_wrong(self):
        replacements = self.filtered(lambda row: row.op == "replace")
        for change in replacements:
            change._refuse_wrong_replacement()
        return super(CrmContractAmendmentChange, self - replacements)._refuse_wrong()

    def _refuse_wrong_replacement(self):
        self._refuse_term()
        row = self.paper_id
        if self.subject != "paper" or row.contract_id != self.contract_id:
            raise ValidationError(self.env._("Choose the attachment, within this contract."))
        if row.third_party_id:
            raise ValidationError(
                self.env._("“%s” stands in the third party's own agreement.", row.name)
            )
        if not every_file(row):
            raise ValidationError(
                self.env._("“%s” has no file yet: attach it under Documents.", row.name)
            )
        if not self.file_ids:
            raise ValidationError(self.env._("Attach the file that replaces “%s”.", row.name))
        others = self.amendment_id.change_ids.filtered(lambda one: one.op == "replace") - self
        if row in others.paper_id:
            raise ValidationError(self.env._("“%s” is replaced twice in one amendment.", row.name))

    def _hashes_before(self):
        """Live until it is on record; then what the record says of it."""
        row = self.paper_id.sudo()
        line = self.amendment_id.line_ids.filtered(
            lambda line: (line.res_model, line.res_id) == (_MODEL, row.id)
        )[:1]
        return line.old_value if line else row.file_hashes or hashes_of(every_file(row))

    def _replaced_vals(self):
        """A line of history: these files stood, those stand from the effective day on."""
        row = self.paper_id
        return row._changed_vals(_SAID[0], self._hashes_before(), hashes_of(self.file_ids))

    def _replace_agreed(self):
        """Unless a later agreement says otherwise of today."""
        row, contract = self.paper_id.sudo(), self.contract_id.sudo()
        said = contract._value_as_of(_SAID[0], contract._local_today(), row)
        wanted = hashes_of(self.file_ids)
        if _digests(said) == _digests(wanted):
            row._replace_files(self.file_ids.sudo())


class CrmContractAmendment(models.Model):
    _inherit = "crm.contract.amendment"

    def _replacements(self):
        return self.change_ids.sudo().filtered(lambda row: row.op == "replace")

    def _put_on_record(self):
        is_new = not self.line_ids.filtered(lambda line: line.op != "add")
        result = super()._put_on_record()
        replacements = self._replacements()
        if is_new and replacements:
            self._record([change._replaced_vals() for change in replacements])
        return result

    def _apply(self):
        result = super()._apply()
        for change in self._replacements():
            change._replace_agreed()
        return result


class CrmContractAmendmentLine(models.Model):
    _inherit = "crm.contract.amendment.line"

    def _words_of(self, target):
        """Of files their names, with the beginning of each hash."""
        if self.field_name != _SAID[0]:
            return super()._words_of(target)
        words = self.env[_MODEL]._files_in_words
        return [words(value) or "–" for value in (self.old_value, self.new_value)]


def _digests(hashes):
    return sorted(one["sha256"] for one in hashes or [])
