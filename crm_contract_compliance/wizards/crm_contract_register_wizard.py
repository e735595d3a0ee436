from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.fields import Command

from ..models.contract.selections import OTHER_SIDE, SIDES
from ..tools.term import TermError, renewal_window, term_end

# What is typed here and stands on the contract as it is.
_TERMS = (
    "company_id",
    "type_id",
    "name",
    "code",
    "our_side",
    "user_id",
    "signing_date",
    "signing_place",
    "effective_date",
    "term_years",
    "term_months",
    "is_end_date_fixed",
    "currency_id",
    "amount_total",
)


class CrmContractRegisterWizard(models.TransientModel):
    """Register a contract that was signed on paper, through the second door."""

    _name = "crm.contract.register.wizard"
    _description = "Register a Paper Contract"
    _inherit = ["crm.contract.input.mixin"]

    step = fields.Selection(
        [
            ("parties", "Parties & Number"),
            ("terms", "Dates & Money"),
            ("signatures", "Signatures & Scan"),
        ],
        default="parties",
        required=True,
    )
    company_id = fields.Many2one(
        "res.company", required=True, default=lambda self: self.env.company
    )
    type_id = fields.Many2one(
        "crm.contract.type",
        required=True,
        default=lambda self: self.env["crm.contract.type"].search([], limit=1),
    )
    name = fields.Char("Title")
    code = fields.Char("Number", help="Empty: the next number.")
    our_side = fields.Selection(
        SIDES,
        "We Are",
        compute="_compute_from_type",
        compute_sudo=False,
        store=True,
        readonly=False,
        precompute=True,
    )
    partner_id = fields.Many2one("res.partner", "Counterparty")
    our_representative_id = fields.Many2one("res.partner", domain=[("is_company", "=", False)])
    their_representative_id = fields.Many2one("res.partner", domain=[("is_company", "=", False)])
    user_id = fields.Many2one(
        "res.users", "Owner", default=lambda self: self.env.user, domain=[("share", "=", False)]
    )
    signing_date = fields.Date()
    signing_place = fields.Char()
    effective_date = fields.Date("In Force Since")
    term_years = fields.Integer(
        "Years",
        compute="_compute_from_type",
        compute_sudo=False,
        store=True,
        readonly=False,
        precompute=True,
    )
    term_months = fields.Integer(
        "Months",
        compute="_compute_from_type",
        compute_sudo=False,
        store=True,
        readonly=False,
        precompute=True,
    )
    is_end_date_fixed = fields.Boolean("End Date Is Typed")
    end_date = fields.Date(compute="_compute_end_date", store=True, readonly=False, precompute=True)
    currency_id = fields.Many2one("res.currency", default=lambda self: self.env.company.currency_id)
    amount_total = fields.Monetary("Amount")
    scan_ids = fields.Many2many(
        "ir.attachment", string="Scan of the Signed Paper", bypass_search_access=True
    )
    are_past_done = fields.Boolean("Mark Past Ones as Done Before Registration", default=True)
    preview = fields.Char(compute="_compute_preview")

    @api.depends("type_id")
    def _compute_from_type(self):
        for wizard in self:
            wizard.our_side = wizard.type_id.supplier_side
            wizard.term_years = wizard.type_id.term_years
            wizard.term_months = wizard.type_id.term_months

    @api.depends(
        "type_id",
        "signing_date",
        "effective_date",
        "term_years",
        "term_months",
        "is_end_date_fixed",
    )
    def _compute_end_date(self):
        for wizard in self:
            if wizard.is_end_date_fixed:
                continue
            try:
                start = wizard._term_start()
                wizard.end_date = start and term_end(
                    start,
                    wizard.term_years,
                    wizard.term_months,
                    wizard.company_id.crm_contract_end_date_convention,
                )
            except TermError:
                wizard.end_date = False

    @api.depends("end_date", "effective_date", "type_id")
    def _compute_preview(self):
        today = fields.Date.context_today(self)
        for wizard in self:
            dates = wizard._deadline_dates()
            late = [day for day in dates if day < today]
            wizard.preview = self.env._(
                "This creates %(count)s deadlines, %(late)s of them already overdue.",
                count=len(dates),
                late=len(late),
            )

    def action_next(self):
        self.ensure_one()
        self._check_step()
        steps = [value for value, _label in self._fields["step"].selection]
        self.step = steps[min(steps.index(self.step) + 1, len(steps) - 1)]
        return self._reopen()

    def action_previous(self):
        self.ensure_one()
        steps = [value for value, _label in self._fields["step"].selection]
        self.step = steps[max(steps.index(self.step) - 1, 0)]
        return self._reopen()

    def action_register(self):
        self.ensure_one()
        self._check_step()
        contract = self.env["crm.contract"]._register_paper(
            [self._prepare_contract_vals()], self.are_past_done
        )
        return contract._action_open()

    def _term_start(self):
        """A type whose terms start on a fixed day starts this one on its effective day."""
        is_from_signing = self.type_id.term_start_basis == "signing"
        return self.signing_date if is_from_signing else self.effective_date

    def _deadline_dates(self):
        if not self.end_date or not self.effective_date:
            return []
        window = renewal_window(
            self.end_date, self.type_id.renewal_notice_days, self.type_id.renewal_complete_days
        )
        return [window.notice_date, window.complete_date, self.end_date]

    def _check_step(self):
        needed = {
            "parties": (
                "type_id",
                "name",
                "our_side",
                "our_representative_id",
                "partner_id",
                "their_representative_id",
                "user_id",
            ),
            "terms": ("signing_date", "effective_date"),
            "signatures": ("scan_ids",),
        }
        order = list(needed)
        for step in order[: order.index(self.step) + 1]:
            for name in needed[step]:
                if not self[name]:
                    raise UserError(
                        self.env._(
                            "“%s” is still empty.", self._fields[name]._description_string(self.env)
                        )
                    )
        today = fields.Date.context_today(self)
        if self.step != "parties" and max(self.signing_date, self.effective_date) > today:
            raise UserError(self.env._("A paper contract was signed and in force by today."))
        if self.step != "parties" and self.effective_date < self.signing_date:
            raise UserError(self.env._("A contract takes effect when it is signed, not before."))

    def _prepare_contract_vals(self):
        vals = {name: self._fields[name].convert_to_write(self[name], self) for name in _TERMS}
        if self.is_end_date_fixed:
            vals["end_date"] = self.end_date
        if self.type_id.term_start_basis == "fixed":
            vals["term_start_date"] = self._term_start()
        parties = self._prepare_parties()
        execution = self.env["crm.contract"]._paper_execution_vals(
            self.type_id.main_execution_mode, self.signing_date, parties, self.scan_ids
        )
        return {
            **vals,
            "state": "active",
            "is_registered": True,
            "party_ids": [Command.create(party) for party in parties],
            "execution_ids": [Command.create(execution)],
        }

    def _prepare_parties(self):
        return [
            {
                "side": self.our_side,
                "partner_id": self.company_id.partner_id.id,
                "representative_id": self.our_representative_id.id,
            },
            {
                "side": OTHER_SIDE[self.our_side],
                "partner_id": self.partner_id.id,
                "representative_id": self.their_representative_id.id,
            },
        ]

    def _reopen(self):
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Register a Paper Contract"),
            "res_model": self._name,
            "res_id": self.id,
            "views": [(False, "form")],
            "target": "new",
        }
