from dataclasses import replace

from odoo import api, fields, models
from odoo.tools import SQL

from ..base.evidence import has_files
from ..confidentiality.crm_contract_requirement import CrmContractRequirement as Base
from .papers import CONDITIONS, MODELS, OF_EACH, calls_sql


class CrmContractRequirement(models.Model):
    """The attachment checklist: what calls for a paper, and whether it is there.

    T0-0, T0-App1-10, T1-13.2, T1-App1-7, T2-13.1-3.
    """

    _inherit = "crm.contract.requirement"

    required_when = fields.Selection(
        CONDITIONS,
        "Needed When",
        copy=False,
        help="What calls for the paper. Empty: always, if it is required, or by choice.",
    )
    paper_state = fields.Selection(
        [("missing", "Missing"), ("there", "There"), ("not_needed", "Not needed")],
        "Paper",
        compute="_compute_paper",
    )
    paper_note = fields.Char("Lacks", compute="_compute_paper")
    needed_note = fields.Char("Needed", compute="_compute_needed_note")
    shelf_place = fields.Char(help="Where the paper itself is kept.")

    _copied_columns = (*Base._copied_columns, "required_when", "is_manual")
    _living_fields = Base._living_fields | {
        "custodian_id",
        "shelf_place",
        "has_steps",
        "has_cautions",
        "has_questions",
    }

    @api.model_create_multi
    def create(self, vals_list):
        rows = super().create(vals_list)
        rows._note_arrival(rows.filtered("done_on"))
        return rows

    def write(self, vals):
        if "required_when" in vals and not self._is_door_open():
            changed = self.filtered(lambda row: row.required_when != vals["required_when"])
            changed.filtered(lambda row: row.contract_id and row.template_id).contract_id._require(
                "manager"
            )
        result = super().write(vals)
        if "evidence_ids" in vals and "done_on" not in vals:
            self._note_arrival()
        return result

    @api.depends(
        "kind", "required_when", "is_required", "done_on", "waived_on", "is_manual", "has_steps",
        "has_cautions", "has_questions",
    )  # fmt: skip
    @api.depends_context("lang")
    def _compute_paper(self):
        """Facts of other records, counted in one query; the line's own answer comes first."""
        papers = self.filtered(lambda row: row.kind == "document" and row.contract_id)
        calls = papers._calls()
        for row in self:
            called, lacking = calls.get((row.contract_id._origin.id, row.required_when), (0, 0))
            row.paper_state = row in papers and row._state_of_paper(called, lacking)
            row.paper_note = row.paper_state == "missing" and row._note_of_paper(called, lacking)

    @api.depends("kind", "required_when", "is_required")
    @api.depends_context("lang")
    def _compute_needed_note(self):
        labels = dict(self._fields["required_when"]._description_selection(self.env))
        for row in self:
            if row.kind != "document":
                row.needed_note = False
            elif row.is_required:
                row.needed_note = self.env._("In any case")
            else:
                row.needed_note = labels.get(row.required_when) or self.env._("By choice")

    def action_view_payments(self):
        """What was paid and has no proof yet (T1-App2)."""
        self.ensure_one()
        self.check_access("read")
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "crm_contract_compliance.crm_contract_payment_action_proof"
        )
        action["domain"] = [("contract_id", "=", self.contract_id.id), ("paid_amount", ">", 0)]
        return action

    def _calls(self):
        """{(contract, condition): (how many call for it, how many are without it)}."""
        conditions = {row.required_when for row in self} - {False}
        contracts = self.contract_id._origin
        if not conditions or not contracts.ids:
            return {}
        for name in MODELS:
            self.env[name].flush_model()
        table = SQL.identifier("c")
        today = self.env["crm.contract.deadline"]._local_today_sql(table)
        rows = self.env.execute_query(
            SQL(
                "SELECT c.id, %s FROM crm_contract c WHERE c.id IN %s",
                SQL(", ").join(calls_sql(when, table, today) for when in conditions),
                tuple(contracts.ids),
            )
        )
        return {
            (contract_id, when): numbers[2 * place : 2 * place + 2]
            for contract_id, *numbers in rows
            for place, when in enumerate(conditions)
        }

    def _state_of_paper(self, called, lacking):
        if self.waived_on:
            return "there"
        if lacking and (not self.done_on or self.required_when == "payment"):
            return "missing"
        if self.is_required and not self.done_on:
            return "missing"
        return "there" if self.done_on or called else "not_needed"

    def _note_of_paper(self, called, lacking):
        """Hook: what is lacking, in words."""
        if self.required_when in OF_EACH and lacking:
            return self.env._("%(lacking)s of %(all)s without it", lacking=lacking, all=called)
        return False

    def _is_missing(self):
        """What is always needed, and, where the company says so, what is called for."""
        return super()._is_missing() or (
            self._is_condition_strict() and self.paper_state == "missing"
        )

    def _is_condition_strict(self):
        """Whether its condition keeps the gate shut, or only turns the line red."""
        if self.kind != "document" or not self.required_when or self.third_party_id:
            return False
        company = self.contract_id.company_id.sudo()
        return self.is_required or company.crm_contract_is_attachment_blocking

    def _note_arrival(self, apart=()):
        """A paper is there from the day on which its file is; without any it is no more."""
        papers = self.filtered(
            lambda row: row.kind == "document" and row.contract_id and row not in apart
        )
        for row in papers.filtered(lambda row: row.required_when not in OF_EACH):
            is_there = has_files(row)
            if is_there and not row.done_on and not row._lacking_parts():
                row.done_on = row.contract_id._local_today()
            elif row.done_on and not is_there:
                row.done_on = False

    def _gap(self):
        spot = "paper_ids" if self.kind == "document" else "condition_ids"
        return replace(super()._gap(), spot=("documents", spot))

    def _copy_for_third_party(self, third_party):
        """Whoever leaves is asked for what the type only keeps ready (T1-App5)."""
        copies = super()._copy_for_third_party(third_party)
        papers = copies.filtered(lambda row: row.kind == "document" and not row.is_required)
        papers._write_settled({"is_required": True})
        return copies
