from odoo import SUPERUSER_ID, api, fields, models
from odoo.fields import NO_ACCESS
from odoo.tools import SQL

from ...tools.clause import fill, paragraphs
from ...tools.document import Section
from ..base import doors
from ..base.copied_rows import copy_rows
from ..base.crm_contract_thread_mixin import CLEARANCE


class CrmContract(models.Model):
    """The contract's text: its own clauses, or those of its type while nobody has adapted them."""

    _inherit = "crm.contract"

    clause_ids = fields.One2many("crm.contract.clause", "contract_id", "Clauses", copy=False)
    # Those that the reader may not see included: all of them keep their places.
    all_clause_ids = fields.One2many(
        "crm.contract.clause", "contract_id", "All Clauses", copy=False, groups=NO_ACCESS
    )
    recital = fields.Text(help="How the contract came about; printed before its goals.")
    goals = fields.Text(help="What the parties measure their cooperation by.")

    @api.model
    def _copied_fields(self):
        return [*super()._copied_fields(), "clause_ids"]

    def copy(self, default=None):
        """A copy goes on with the text that was adapted."""
        copies = super().copy(default)
        for contract, copied in zip(self, copies, strict=True):
            contract._hand_text_on(copied)
        return copies

    def _hand_text_on(self, other):
        rows = self.sudo().all_clause_ids.filtered(lambda row: not row.removed_on)
        if rows and other.type_id == self.type_id and not other.sudo().all_clause_ids:
            doors.through(rows, "crm_contract_settle").copy({"contract_id": other.id})
            other.invalidate_recordset(["clause_ids", "all_clause_ids"])

    def _renewal_vals(self, **changes):
        """Why the parties work together is carried on, like its clauses."""
        return super()._renewal_vals(**{"recital": self.recital, "goals": self.goals, **changes})

    def _open_main_execution(self):
        """What is sent to sign stands fast: its text no longer follows the type."""
        self._adopt_clauses()
        return super()._open_main_execution()

    def _adopt_clauses(self):
        """Give contracts that have none clauses of their own, as their type says them."""
        bare = self.filtered(lambda row: not row.sudo().all_clause_ids)
        if bare:
            clauses = self.env["crm.contract.clause"]
            copy_rows(bare, [clauses], only=SQL("TRUE"))
            bare._note_copied([clauses])

    def _clauses(self):
        """All clauses and definitions of its text, in order, whether or not they stand.

        What was signed on paper, and registered without its text, stands on its paper alone.
        """
        self.ensure_one()
        contract = self.sudo()
        rows = contract.all_clause_ids
        if not rows and self._freeze_level() < 2:
            rows = contract.type_id.all_clause_ids
        return rows._chapter_order()

    def _standing_clauses(self):
        """Those that are printed today."""
        met = self._clause_conditions()
        return self._clauses().filtered(
            lambda row: (
                row.kind == "clause"
                and not row.is_left_out
                and (self._is_text_agreed(row) or row.condition in met)
                and not (row.removed_on and row.removed_on <= self._local_today())
            )
        )

    def _is_text_agreed(self, clause):
        """Whether the contract was signed with it: what happens later takes nothing away."""
        return clause.contract_id == self and self._freeze_level() == 2

    def _clause_sections(self):
        """The text as a document prints it, in the language of the environment.

        Whoever may not read a classified clause finds its place, and no word of it. Signatories
        outside do read what they sign.
        """
        self.ensure_one()
        labels = dict(
            self.env["crm.contract.clause"]._fields["chapter"]._description_selection(self.env)
        )
        sections, chapter = [], None
        clauses = self._standing_clauses()
        filled = self._filled_clauses(clauses)
        for clause in clauses:
            if clause.chapter != chapter:
                chapter = clause.chapter
                sections.append(
                    Section(title=labels[chapter], is_numbered=False, code=f"chapter-{chapter}")
                )
            sections.append(self._clause_section(clause, filled[clause]))
        return tuple(sections)

    def _clause_section(self, clause, filled):
        title, text = self._told_clause(clause, filled)
        return Section(
            title=title,
            paragraphs=paragraphs(text),
            is_highlighted=clause.is_highlighted,
            code=clause._key(),
        )

    def _filled_clauses(self, clauses):
        """{clause: its text with the contract's values}."""
        rows = clauses.with_context(lang=self.env.lang)
        bodies = {clause: row.body or "" for clause, row in zip(clauses, rows, strict=True)}
        values, known = self._clause_values(bodies.values()), self._clause_placeholders()
        return {clause: fill(body, values, known) for clause, body in bodies.items()}

    def _told_clause(self, clause, filled):
        """(title, text) as whoever asks may know them."""
        if not self._is_clause_told(clause):
            return (
                self.env._("Confidential Clause"),
                self.env._("Only people with the clearance read this clause."),
            )
        return clause.with_context(lang=self.env.lang).name, filled.text

    def _is_clause_told(self, clause):
        user = self.env.user
        return (
            not clause.is_classified
            or self.env.uid == SUPERUSER_ID
            or not user._is_internal()
            or user.has_group(CLEARANCE)
        )
