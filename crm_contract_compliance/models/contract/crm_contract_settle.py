from odoo import api, fields, models
from odoo.exceptions import ValidationError

from ...tools.term import TermError, renewal_window, term_end
from ..base.words import listed, term_error_in_words
from .selections import OTHER_SIDE

_SETTLING = frozenset(
    {
        "our_side",
        "party_ids",
        "term_start_basis",
        "term_start_date",
        "term_years",
        "term_months",
        "end_date",
        "is_end_date_fixed",
        "end_date_convention",
        "renewal_notice_days",
        "renewal_complete_days",
        "signing_date",
    }
)


class CrmContract(models.Model):
    """What follows from parties, signatures and terms, as plain columns (design.md, engine 4)."""

    _inherit = "crm.contract"

    term_note = fields.Char(compute="_compute_term_note")

    @api.depends(
        "term_years", "term_months", "end_date_convention", "end_date", "is_end_date_fixed"
    )
    @api.depends_context("lang")
    def _compute_term_note(self):
        for contract in self:
            contract.term_note = contract._term_in_words()

    @api.onchange(
        "term_start_basis",
        "term_start_date",
        "term_years",
        "term_months",
        "signing_date",
        "end_date_convention",
        "renewal_notice_days",
        "renewal_complete_days",
        "is_end_date_fixed",
        "end_date",
    )
    def _onchange_term(self):
        try:
            dates = self._settled_dates()
        except ValidationError:
            return  # a preview; saving says what is wrong
        for name, value in dates.items():
            if self[name] != value:
                self[name] = value

    @api.model
    def _settling_fields(self):
        """Hook: the fields after whose change the derived columns are written anew."""
        return _SETTLING

    def _settle_terms(self):
        """Write what the record derives, where it differs; executed records included."""
        for contract in self:
            wanted = {**contract._settled_parties(), **contract._settled_dates()}
            contract._write_settled(
                {
                    name: value
                    for name, value in wanted.items()
                    if contract._fields[name].convert_to_write(contract[name], contract) != value
                }
            )

    def _settled_parties(self):
        self.ensure_one()
        sides = {party.side: party for party in self.party_ids}
        other = sides.get(OTHER_SIDE[self.our_side])
        return {
            "party_a_id": sides["a"].partner_id.id if "a" in sides else False,
            "party_b_id": sides["b"].partner_id.id if "b" in sides else False,
            "partner_id": other.partner_id.id if other else False,
            "partner_name": (other.legal_name or other.partner_id.name) if other else False,
        }

    def _settled_dates(self):
        self.ensure_one()
        effective = self._effective_day()
        start = self._term_start(effective)
        end = self._settled_end(start)
        window = self._settled_window(end)
        return {
            "effective_date": effective or False,
            "end_date": end or False,
            "renewal_notice_date": window.notice_date if window else False,
            "renewal_complete_date": window.complete_date if window else False,
        }

    def _effective_day(self):
        """The last condition met: signatures, seals, and what the type asks for (T0-12.1, T2-5.2).

        Once in force the day stands as it was settled then.
        """
        if self.state == "draft":
            return None
        if self.state not in ("signing", "signed"):
            return self.effective_date
        executed_on = self._main_execution().executed_on
        if not executed_on or self._missing("effect"):
            return None
        met = self._every_requirement().filtered(
            lambda row: row.gate == "effect" and row.is_required and row.done_on
        )
        return max([executed_on, *met.mapped("done_on")])

    def _term_start(self, effective):
        return {
            "fixed": self.term_start_date,
            "signing": self.signing_date,
            "effective": effective,
        }[self.term_start_basis]

    def _settled_end(self, start):
        if self.is_end_date_fixed:
            return self.end_date
        if not start:
            return None
        with term_error_in_words(self.env):
            return term_end(start, self.term_years, self.term_months, self.end_date_convention)

    def _settled_window(self, end):
        if not end:
            return None
        try:
            return renewal_window(end, self.renewal_notice_days, self.renewal_complete_days)
        except TermError as error:
            raise ValidationError(
                self.env._("The days of the renewal notice do not fit the end date.")
            ) from error

    def _term_in_words(self):
        """The term and its end as a person says it (X-4)."""
        self.ensure_one()
        if self.is_end_date_fixed:
            return self.env._("The end date is typed and overrides the term.")
        if not (self.term_years or self.term_months):
            return self.env._("Open-ended: no end date, no renewal.")
        term = self._length_in_words()
        if self.end_date_convention == "inclusive":
            return self.env._("%s; the day before the anniversary is the last one.", term)
        return self.env._("%s; the anniversary day is the last one.", term)

    def _length_in_words(self):
        """The term alone, such as “1 year, 6 months”."""
        years = self.term_years and self._count_of_years(self.term_years)
        count = self.term_months
        months = count and (self.env._("1 month") if count == 1 else self.env._("%s months", count))
        return listed(self.env, [text for text in (years, months) if text])

    def _count_of_years(self, count):
        return self.env._("1 year") if count == 1 else self.env._("%s years", count)
