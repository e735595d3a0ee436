from odoo import models

from ..tools.legacy import COLUMNS
from ..tools.legacy_cells import plain
from ..tools.legacy_template import EXAMPLE, TemplateColumn, TemplateWords, template
from . import legacy_words

_FIELDS = {
    "our_side": "our_side",
    "state": "state",
    "end_ground": "end_ground",
    "renewal_decision": "renewal_decision",
}
_STATES = ("active", "ended")


class CrmContractLegacyWizard(models.TransientModel):
    """What may stand in the columns of choices, and the template that says so."""

    _inherit = "crm.contract.legacy.wizard"

    def _words(self):
        """{key of a column: {plain word: choice}}, in every language that is installed."""
        words = {"type": self._type_words(), "currency": self._currency_words()}
        for key in _FIELDS:
            words[key] = {plain(value): value for value, _label in self._choices(self.env, key)}
            for env in self._languages():
                words[key].update({plain(label): value for value, label in self._choices(env, key)})
        return words

    def _choices(self, env, key):
        field = env["crm.contract"]._fields[_FIELDS[key]]
        choices = field._description_selection(env)
        return [one for one in choices if key != "state" or one[0] in _STATES]

    def _types(self):
        """Those that contracts of the company may have; the first one is the usual one."""
        return self.env["crm.contract.type"].search(
            [("company_id", "in", (False, self.company_id.id))]
        )

    def _type_words(self):
        """The company's own come last, so that they win where a name or a code is shared."""
        types = self._types().sorted(lambda one: bool(one.company_id))
        words = {
            plain(one.name): one.id for env in self._languages() for one in types.with_env(env)
        }
        return {**words, **{plain(one.code): one.id for one in types}}

    def _currency_words(self):
        return {plain(one.name): one.id for one in self._currencies()}

    def _currencies(self):
        return self.env["res.currency"].search([("active", "=", True)])

    def _template(self):
        titles, guides = legacy_words.titles(self.env), legacy_words.guides(self.env)
        example = self._example()
        columns = [
            TemplateColumn(
                column,
                titles[column.key],
                example.get(column.key, ""),
                self._allowed(column.key),
                guides[column.key],
            )
            for column in COLUMNS
        ]
        return template(columns, self._template_words())

    def _allowed(self, key):
        if key in _FIELDS:
            return tuple(label for _value, label in self._choices(self.env, key))
        if key == "type":
            return tuple(self._types().mapped("name"))
        if key == "currency":
            return tuple(self._currencies().mapped("name"))
        if key == "is_classified":
            return (self.env._("yes"), self.env._("no"))
        return ()

    def _example(self):
        """A row that is left out when it comes back."""
        sides = dict(self._choices(self.env, "our_side"))
        states = dict(self._choices(self.env, "state"))
        return {
            "code": EXAMPLE,
            "name": self.env._("Customer service norms"),
            "type": self._types()[:1].name or "",
            "partner": self.env._("Example Trading Co., Ltd."),
            "our_side": sides["a"],
            "signed_on": "2025-03-01",
            "effective_on": "2025-03-15",
            "term": self.env._("2 years"),
            "amount": "480000.00",
            "currency": self.company_id.currency_id.name or "",
            "state": states["active"],
            "owner": self.env.user.login,
            "is_classified": self.env._("no"),
        }

    def _template_words(self):
        return TemplateWords(
            rows=self.env._("Contracts"),
            guide=self.env._("How to Fill"),
            column=self.env._("Column"),
            needed=self.env._("Needed"),
            yes=self.env._("yes"),
            how=self.env._("How to Fill"),
            allowed=self.env._("Allowed Values"),
            intro=(
                self.env._("One contract a row, on the first sheet. Keep the titles."),
                self.env._(
                    "The row “%s” is an example: it is left out, whether you delete it or not.",
                    EXAMPLE,
                ),
            ),
        )
