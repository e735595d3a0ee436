from odoo import models
from odoo.tools import format_amount

from ...tools.clause import fill
from ..base.words import day_in_words, listed
from ..third_party.crm_contract_third_party import OVER


class CrmContract(models.Model):
    """Placeholders that stand for rows of the contract: one sentence, or one line for each."""

    _inherit = "crm.contract"

    def _said_values(self):
        return {
            **super()._said_values(),
            "terms": self._definitions_in_words,
            "modules": self._modules_in_words,
            "services": self._services_in_words,
            "channels": self._channels_in_words,
            "fees": self._fees_in_words,
            "penalties": self._penalties_in_words,
            "end_grounds": lambda: listed(self.env, self.end_ground_ids.mapped("name")),
            "third_parties": self._third_parties_in_words,
            "cap": self._caps_in_words,
        }

    def _said_placeholders(self):
        return {
            **super()._said_placeholders(),
            "terms": self.env._("The definitions, a line each"),
            "modules": self.env._("Modules of the system"),
            "services": self.env._("Kinds of service with a standard"),
            "channels": self.env._("Service channels"),
            "fees": self.env._("The fees, a line each"),
            "penalties": self.env._("The penalty rules, a line each"),
            "end_grounds": self.env._("Grounds to end it"),
            "third_parties": self.env._("Third parties that take part"),
            "cap": self.env._("The limit of third parties' liability"),
        }

    def _definitions_in_words(self):
        """T1-2.1: each term with its meaning, in order."""
        rows = self._clauses().filtered(lambda row: row.kind == "definition" and not row.removed_on)
        told = rows.filtered(self._is_clause_told).with_context(lang=self.env.lang)
        values = self._clause_values([row.body or "" for row in told], without=("terms",))
        known = self._clause_placeholders()
        return "\n".join(
            self.env._(
                "“%(term)s”: %(meaning)s",
                term=row.name,
                meaning=fill(row.body or "", values, known).text,
            )
            for row in told
        )

    def _modules_in_words(self):
        return listed(self.env, [row._told_words() for row in self._modules()])

    def _services_in_words(self):
        """The kinds of service that a standard is promised for, each once."""
        labels = dict(
            self.env["crm.contract.service.standard"]
            ._fields["category"]
            ._description_selection(self.env)
        )
        categories = dict.fromkeys(self.standard_ids.mapped("category"))
        return listed(self.env, [labels[category] for category in categories])

    def _channels_in_words(self):
        return listed(
            self.env,
            self.env["crm.contract.channel"].search([("active", "=", True)]).mapped("name"),
        )

    def _fees_in_words(self):
        fees = self._own_fees()
        return "\n".join(
            self.env._(
                "(%(place)s) %(name)s: %(amount)s, %(due)s",
                place=place,
                name=fee.name,
                amount=format_amount(self.env, fee.amount, fee.currency_id),
                due=self._due_in_words(fee),
            )
            for place, fee in enumerate(fees, 1)
        )

    def _due_in_words(self, fee):
        if fee.schedule == "periods":
            return self.env._("each period of %s months", fee.period_months)
        if fee.due_date:
            return self.env._("due on %s", day_in_words(self.env, fee.due_date))
        return self.env._("due after the invoice")

    def _penalties_in_words(self):
        return "\n".join(self._penalty_in_words(rule) for rule in self._standing_rules())

    def _standing_rules(self):
        return self.penalty_rule_ids.filtered(lambda rule: not rule.removed_on)

    def _penalty_in_words(self, rule):
        kind = self._told_breach(rule)
        names = [name for name in ("ceiling", "grace_days", "tiers") if rule[name]]
        terms = [f"{label}: {value}" for label, value in rule._terms_in_words(names)]
        return self.env._(
            "%(kind)s: %(terms)s", kind=kind, terms=listed(self.env, [rule.name, *terms])
        )

    def _told_breach(self, rule):
        return rule.breach_type_id.name or self.env._("Late payment")

    def _third_parties_in_words(self):
        return listed(
            self.env,
            [
                self.env._("%(name)s (%(role)s)", name=row.partner_id.name, role=row.role)
                if row.role
                else row.partner_id.name
                for row in self.third_party_ids
                if row.state not in OVER
            ],
        )

    def _caps_in_words(self):
        caps = self.cap_ids.filtered(lambda cap: cap.third_party_id.state not in OVER)
        return listed(
            self.env,
            [
                self.env._(
                    "%(limit)s (%(of)s)", limit=cap._limit_in_words(), of=cap.partner_id.name
                )
                if len(caps) > 1
                else cap._limit_in_words()
                for cap in caps
            ],
        )


class CrmContractLiabilityCap(models.Model):
    _inherit = "crm.contract.liability.cap"

    def _limit_in_words(self):
        """The sum where it is determined, or else how it will be."""
        self.ensure_one()
        if not self.limit_amount:
            return self._terms_in_words()
        labels = dict(self._fields["aggregation"]._description_selection(self.env))
        return self.env._(
            "%(limit)s (%(aggregation)s)",
            limit=self._say(self.limit_amount),
            aggregation=labels[self.aggregation].lower(),
        )
