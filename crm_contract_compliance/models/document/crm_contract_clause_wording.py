from odoo import api, fields, models

from .crm_contract_document_mixin import LANGUAGES

_BOTH = LANGUAGES["both"]
_TEXTS = ("name", "body")


class CrmContractClause(models.Model):
    """Words that were changed in one language leave those of the other behind.

    Whoever prints both, or the other, has to know: it clears when the other language is written,
    too, or when somebody confirms that its words stand as they are.
    """

    _inherit = "crm.contract.clause"

    outdated_language = fields.Selection(
        [("zh_CN", "Chinese"), ("en_US", "English")],
        "Old Words In",
        readonly=True,
        index="btree_not_null",
        help="The language whose words are older than those of the other.",
    )
    wording_note = fields.Char("Languages", compute="_compute_wording_note")

    @api.model_create_multi
    def create(self, vals_list):
        clauses = super().create(vals_list)
        clauses._note_written({self.env.lang or "en_US"})
        return clauses

    def copy(self, default=None):
        copies = super().copy(default)
        copies._take_wording_of(self)
        return copies

    def write(self, vals):
        if not vals.keys() & set(_TEXTS):
            return super().write(vals)
        old = {clause: clause._words() for clause in self}
        result = super().write(vals)
        changed = self.filtered(lambda clause: clause._words() != old[clause])
        changed._note_written({self.env.lang or "en_US"})
        return result

    def _update_field_translations(self, field_name, translations, digest=None, source_lang=""):
        rows = {code: self.with_context(lang=code) for code in translations if code in _BOTH}
        old = {code: row._words() for code, row in rows.items()}
        result = super()._update_field_translations(field_name, translations, digest, source_lang)
        self._note_written({code for code, row in rows.items() if row._words() != old[code]})
        return result

    @api.depends("outdated_language", "contract_id.document_language")
    @api.depends_context("lang")
    def _compute_wording_note(self):
        for clause in self:
            clause.wording_note = clause._is_outdated(clause.contract_id) and (
                clause._wording_in_words()
            )

    def action_confirm_wording(self):
        """Both languages say the same, although one of them was written later."""
        self.ensure_one()
        self.outdated_language = False
        return True

    def _is_outdated(self, contract):
        """Whether old words are printed: in a contract, in its languages alone."""
        languages = contract.sudo()._document_languages() if contract else _BOTH
        return self.outdated_language in languages and self._speaks_both()

    def _wording_in_words(self):
        if self.outdated_language == "zh_CN":
            return self.env._(
                "The Chinese words are older than the English ones. Write them anew, or confirm"
                " that they stand as they are."
            )
        return self.env._(
            "The English words are older than the Chinese ones. Write them anew, or confirm that"
            " they stand as they are."
        )

    def _words(self):
        return [self[name] for name in _TEXTS]

    def _take_wording_of(self, originals):
        """A copy has the words of all languages, and what is known of them."""
        for original, copied in zip(originals, self, strict=False):
            copied._write_settled({"outdated_language": original.outdated_language})

    def _note_written(self, codes):
        """``codes`` are the languages whose words are new; a package brings those of all."""
        if self._is_door_open() or self.env.context.get("install_mode"):
            return
        written = codes & set(_BOTH)
        if not written:
            return
        for clause in self:
            clause._write_settled({"outdated_language": clause._outdated_by(written)})

    def _outdated_by(self, written):
        """The language that is left behind once ``written`` were written."""
        behind = set(_BOTH) - written
        if not behind or self.outdated_language in written or not self._speaks_both():
            return False
        [other] = behind
        return other

    @api.model
    def _speaks_both(self):
        return all(self.env["res.lang"]._get_data(code=code) for code in _BOTH)
