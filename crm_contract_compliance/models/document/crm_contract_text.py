from markupsafe import Markup

from odoo import api, fields, models
from odoo.exceptions import UserError

from ..base.windows import form_of
from ..base.words import listed
from .crm_contract_clause_screen import CONTRACT


class CrmContract(models.Model):
    """The whole text on one page, with what is missing in it, before anybody prints it."""

    _inherit = "crm.contract"

    shown_clause_ids = fields.Many2many(
        "crm.contract.clause", string="Text", compute="_compute_shown_clause_ids"
    )
    text_preview = fields.Html("Preview", compute="_compute_text_preview")
    text_note = fields.Text("What Is Missing in the Text", compute="_compute_text_note")
    has_own_clauses = fields.Boolean(compute="_compute_has_own_clauses")

    @api.depends("type_id", "clause_ids")
    @api.depends_context("uid")
    def _compute_shown_clause_ids(self):
        """Those that the reader may know of."""
        for contract in self:
            rows = contract._clauses().sudo(False)
            contract.shown_clause_ids = rows._filtered_access("read")

    @api.depends("type_id", "clause_ids.name", "clause_ids.body")
    @api.depends_context("uid", "lang")
    def _compute_text_preview(self):
        for contract in self:
            contract.text_preview = contract._text_as_html()

    @api.depends(
        "type_id",
        "state",
        "clause_ids.name",
        "clause_ids.body",
        "clause_ids.makes",
        "clause_ids.outdated_language",
    )
    @api.depends_context("uid", "lang")
    def _compute_text_note(self):
        for contract in self:
            contract.text_note = "\n".join(contract._text_gaps())

    @api.depends("clause_ids")
    def _compute_has_own_clauses(self):
        for contract in self:
            contract.has_own_clauses = bool(contract.sudo().all_clause_ids)

    def action_view_text(self):
        """The text on a page of its own: the form need not read it."""
        self.ensure_one()
        self.check_access("read")
        view = self.env.ref("crm_contract_compliance.crm_contract_view_form_text")
        return {
            **form_of(self),
            "name": self.env._("Text"),
            "views": [(view.id, "form")],
            "context": {CONTRACT: self.id},
        }

    def action_adapt_clauses(self):
        """Take the type's clauses over, to be written for this contract alone."""
        self.ensure_one()
        self.check_access("write")
        self._refuse_frozen_text()
        if not self.has_own_clauses:
            self._adopt_clauses()
            self._message_log(
                body=self.env._("The clauses of “%s” were taken over.", self.type_id.name)
            )
        return True

    def action_reset_clauses(self):
        """Go back to what the type says today; what the user may not read, nobody throws away."""
        self.ensure_one()
        self.check_access("write")
        self._refuse_frozen_text()
        self._discard_clauses()
        return True

    def _discard_clauses(self):
        """All of them, as the user: the rules refuse what he may not read."""
        self.sudo().all_clause_ids.sudo(False).unlink()

    def _refuse_frozen_text(self):
        if self._freeze_level():
            raise UserError(self._frozen_message(self._description_of("crm.contract.clause")))

    def _text_as_html(self):
        """Everything that people typed is text here, never markup."""
        blocks, number = [], 0
        for section in self._clause_sections():
            number += section.is_numbered
            title = f"{number}. {section.title}" if section.is_numbered else section.title
            heading = Markup("<h4>%s</h4>") if section.is_numbered else Markup("<h3>%s</h3>")
            lines = [Markup("<p>%s</p>") % line for line in section.paragraphs]
            if section.is_highlighted:
                lines = [Markup("<p><b>%s</b></p>") % line for line in section.paragraphs]
            blocks += [heading % title, *lines]
        return Markup("").join(blocks)

    def _clauses_in_words(self, clauses):
        """{id: how each of ``clauses`` reads in this contract}, for lists."""
        self.ensure_one()
        rows = self._clauses().filtered(lambda row: row in clauses)
        numbers = self._clause_numbers()
        filled = self._filled_clauses(rows)
        made = self._made_by_clauses(set(rows.mapped("makes")))
        told = {}
        for row in rows:
            text = self._told_clause(row, filled[row])[1]
            is_standing = row.id in numbers
            said = made.get(row.makes, "")
            told[row.id] = {
                "number": numbers.get(row.id, False),
                "first_line": text.partition("\n")[0],
                "is_standing": is_standing,
                "made": said or False,
                "gap": is_standing and self._gap_of_clause(row, said),
            }
        return told

    def _gap_of_clause(self, clause, made):
        """What is missing in it, in words; what was signed is as it is."""
        if self._freeze_level() == 2:
            return False
        gaps = (self._clause_gap(clause.makes, made), self._wording_gap(clause))
        return " ".join(filter(None, gaps)) or False

    def _wording_gap(self, clause):
        return clause._is_outdated(self) and clause._wording_in_words()

    def _clause_numbers(self):
        """{id: the number under which it is printed}."""
        return {row.id: str(place) for place, row in enumerate(self._standing_clauses(), 1)}

    def _text_gaps(self):
        """What the clauses do not bring about, and the blanks that they would print.

        What was signed lacks nothing any more: it is as it was agreed.
        """
        self.ensure_one()
        if self._freeze_level() == 2:
            return []
        rows = self._standing_clauses().filtered(self._is_clause_told)
        filled = self._filled_clauses(rows)
        made = self._made_by_clauses(set(rows.mapped("makes")))
        labels = self._placeholders_in_words()
        gaps = []
        for number, row in self._numbered(rows):
            texts = [
                self._clause_gap(row.makes, made.get(row.makes, "")),
                *self._blanks_told(filled[row], labels),
                self._wording_gap(row),
            ]
            told = " ".join(text for text in texts if text)
            title = row.with_context(lang=self.env.lang).name
            if told:
                gaps.append(
                    self.env._(
                        "%(number)s “%(title)s”: %(gap)s", number=number, title=title, gap=told
                    )
                )
        return gaps

    def _numbered(self, rows):
        numbers = self._clause_numbers()
        return [(numbers[row.id], row) for row in rows]

    def _blanks_told(self, filled, labels):
        blanks = listed(self.env, [labels[name] for name in filled.blanks])
        unknown = listed(self.env, [f"{{{name}}}" for name in filled.unknown])
        return [
            blanks and self.env._("A blank is printed for: %s.", blanks),
            unknown
            and self.env._("%s is no placeholder; a blank is printed in its place.", unknown),
        ]
