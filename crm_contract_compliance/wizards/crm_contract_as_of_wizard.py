from markupsafe import Markup

from odoo import api, fields, models

from ..models.base.value_words import value_in_words
from ..models.base.words import day_in_words
from ..tools.due_date import end_of_local_day

_MAIN = (
    "name",
    "partner_id",
    "amount_total",
    "effective_date",
    "end_date",
    "renewal_notice_date",
    "renewal_complete_date",
    "scope",
)


class CrmContractAsOfWizard(models.TransientModel):
    """What the contract said on a day, beside what it says today."""

    _name = "crm.contract.as.of.wizard"
    _description = "Contract As Of"
    _inherit = ["crm.contract.input.mixin"]

    contract_id = fields.Many2one("crm.contract", required=True)
    day = fields.Date("On", required=True, default=fields.Date.context_today)
    known_on = fields.Date("As Known On", help="Empty: with all that was agreed since.")
    banner = fields.Char(compute="_compute_said", compute_sudo=False)
    said = fields.Html(compute="_compute_said", compute_sudo=False, sanitize=False)

    @api.depends("contract_id", "day", "known_on")
    @api.depends_context("lang", "uid")
    def _compute_said(self):
        for wizard in self:
            wizard.said = wizard.banner = False
            if wizard.contract_id and wizard.day:
                wizard.contract_id.check_access("read")
                # Typed in a form it has not passed the checks of a save yet.
                wizard._refuse_bad_input({"day": wizard.day, "known_on": wizard.known_on})
                wizard.said = wizard._comparison()
                wizard.banner = wizard._banner_text()

    def _banner_text(self):
        day = day_in_words(self.env, self.day)
        if not self.known_on:
            return self.env._("You are looking at the contract as of %s.", day)
        return self.env._(
            "You are looking at the contract as of %(day)s, as it was known on %(known)s.",
            day=day,
            known=day_in_words(self.env, self.known_on),
        )

    def _comparison(self):
        contract = self.contract_id
        known_at = self.known_on and end_of_local_day(self.known_on, contract.tz)
        then = contract._as_of(self.day, known_at or None)
        now = contract._as_of(contract._local_today())
        if then == now:
            return self._unchanged(now)
        records = sorted({**then, **now}, key=lambda key: then.get(key) == now.get(key))
        parts = [self._part(record, then.get(record), now.get(record)) for record in records]
        return self._in_a_table(Markup("").join(parts), self.env._("Today"))

    def _unchanged(self, said):
        """That day said what today says: the main terms are enough."""
        contract = self.contract_id
        own = said.get(f"{contract._name},{contract.id}", {})
        rows = [self._row(contract, name, own[name], own[name]) for name in _MAIN if own.get(name)]
        note = Markup("<p>%s</p>") % self.env._("What is agreed today is what was agreed then.")
        return note + self._in_a_table(Markup("").join(rows), "")

    def _in_a_table(self, rows, today):
        head = Markup(
            "<tr><th scope='col'></th><th scope='col'>%s</th><th scope='col'>%s</th></tr>"
        )
        return Markup(
            "<table class='table table-sm'><caption class='visually-hidden'>%s</caption>"
            "<thead>%s</thead><tbody>%s</tbody></table>"
        ) % (self._banner_text(), head % (day_in_words(self.env, self.day), today), rows)

    def _part(self, key, then, now):
        """The rows of one record; what differs today comes first, marked by an arrow as well."""
        model, _comma, record_id = key.partition(",")
        record = self.env[model].browse(int(record_id)).exists()
        title = Markup("<tr class='table-light'><th scope='rowgroup' colspan='3'>%s</th></tr>")
        rows = [title % self._title(record, then, now)]
        then, now = then or {}, now or {}
        for name in sorted({**then, **now}, key=lambda name: then.get(name) == now.get(name)):
            old, new = then.get(name), now.get(name)
            if old or new:
                rows.append(self._row(record, name, old, new))
        return Markup("").join(rows)

    def _title(self, record, then, now):
        if not record:  # agreed for a later day, on which it gets its record
            return self.env._("%s: to be added", (then or now).get("name") or self.env._("Penalty"))
        name = record.display_name
        is_to_come = self.day > self.contract_id._local_today()
        if then is None:
            gone, new = self.env._("%s: to be removed", name), self.env._("%s: added since", name)
            return gone if is_to_come else new
        if now is None:
            new, gone = self.env._("%s: to be added", name), self.env._("%s: no longer there", name)
            return new if is_to_come else gone
        return name

    def _row(self, record, name, old, new):
        label = record._label_of(name)
        before = value_in_words(record, name, old)
        if old == new:
            return Markup(
                "<tr><th scope='row' class='fw-normal'>%s</th><td>%s</td><td></td></tr>"
            ) % (
                label,
                before,
            )
        return Markup(
            "<tr class='table-warning'><th scope='row'>%s</th><td>%s</td><td>→ %s</td></tr>"
        ) % (label, before, value_in_words(record, name, new))
