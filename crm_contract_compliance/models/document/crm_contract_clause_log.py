from odoo import api, fields, models
from odoo.exceptions import ValidationError
from odoo.fields import NO_ACCESS, Command

from ..base.value_words import value_in_words

_TOLD = (
    "name",
    "body",
    "kind",
    "chapter",
    "condition",
    "is_highlighted",
    "makes",
    "outdated_language",
)


class CrmContractClause(models.Model):
    """Who changed what stands in the contract's own log, before and after (X-S6).

    Of a confidential clause it says no word: what it said before the clause became confidential
    is taken back.
    """

    _inherit = "crm.contract.clause"

    log_ids = fields.Many2many(
        "mail.message",
        "crm_contract_clause_log_rel",
        string="Told In",
        copy=False,
        readonly=True,
        groups=NO_ACCESS,
    )

    @api.model_create_multi
    def create(self, vals_list):
        clauses = super().create(vals_list)
        if not self._is_door_open():
            for clause in clauses:
                clause._tell(self.env._("Clause added: %s", clause.name))
        return clauses

    def write(self, vals):
        if self._is_door_open():
            return super().write(vals)
        old = {clause: clause._told_terms(vals) for clause in self}
        result = super().write(vals)
        for clause in self:
            clause._tell_changes(old[clause], clause._told_terms(vals))
        if vals.get("is_classified") or vals.get("classification_ids"):
            self.filtered("is_classified")._hush()
        return result

    def unlink(self):
        if not self._is_door_open():
            for contract, rows in self.grouped("contract_id").items():
                if contract:
                    contract._message_log(body=rows._removal_in_words())
        return super().unlink()

    def _update_field_translations(self, field_name, translations, digest=None, source_lang=""):
        """The window of translations writes past ``write``; its words are told, too."""
        rows = {code: self.with_context(lang=code) for code in translations}
        old = {code: row._told_terms([field_name]) for code, row in rows.items()}
        result = super()._update_field_translations(field_name, translations, digest, source_lang)
        if not self._is_door_open():
            for code, row in rows.items():
                self._tell_changes(old[code], row._told_terms([field_name]))
        return result

    def _told_terms(self, names):
        """[(label, value as read)] of those of ``names`` that a reader of the log asks for."""
        self.ensure_one()
        return [
            (self._label_of(name), value_in_words(self, name, self[name]))
            for name in _TOLD
            if name in names
        ]

    def _tell_changes(self, old, new):
        changes = [
            (label, was, now)
            for (label, was), (_label, now) in zip(old, new, strict=True)
            if was != now
        ]
        if changes and self.is_classified:
            self._tell("")
        elif changes:
            said = [
                self.env._("%(field)s: %(was)s → %(now)s", field=label, was=was, now=now)
                for label, was, now in changes
            ]
            self._tell("\n".join([self.env._("Clause “%s”", self.name), *said]))

    def _tell(self, body):
        if not self.contract_id:
            return
        if self.is_classified:
            self.contract_id._message_log(body=self._hushed())
            return
        message = self.contract_id._message_log(body=body)
        self.sudo()._write_settled({"log_ids": [Command.link(message.id)]})

    def _removal_in_words(self):
        names = self.filtered(lambda row: not row.is_classified).mapped("name")
        if len(names) < len(self):
            names.append(self._hushed())
        return self.env._("Clauses removed: %s", ", ".join(names))

    def _hushed(self):
        return self.env._("A confidential clause was changed.")

    def _hush(self):
        """Take back what the log has told of them while they were open."""
        for clause in self.sudo():
            clause._refuse_amended_words()
            clause.log_ids.write({"body": self._hushed()})

    def _refuse_amended_words(self):
        """An amendment keeps for good what it changed: such words are no secret any more."""
        changes = self.env["crm.contract.amendment.change"].sudo()
        if changes.search_count([("clause_id", "=", self.id)], limit=1):
            raise ValidationError(
                self.env._(
                    "An amendment tells the words of this clause. Mark the whole contract as"
                    " confidential instead."
                )
            )
