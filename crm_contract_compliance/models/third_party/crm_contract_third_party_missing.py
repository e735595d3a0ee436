from odoo import models

from ..base.words import day_in_words
from ..contract.crm_contract_missing import Gap

SERVING = ("technical", "data")  # it serves: content, standard and fees are agreed (T0-App3)
SAID = ("role", "duties", "permissions", "purpose", "notified_on")


class CrmContractThirdParty(models.Model):
    """What is still missing: one method feeds the stepper, the banner and the guards."""

    _inherit = "crm.contract.third.party"

    def _missing(self, gate):
        """The gaps before ``gate``: ``consent`` (both have agreed), ``third_active``, or its exit.

        T0-17.1, T0-17.2, T0-19.2, T1-14.3, T2-15.2.2, X-9.
        """
        self.ensure_one()
        gaps = [*self._gaps_of_proposal(), *self._gaps_of_consents()]
        if gate == "consent":
            return gaps
        return [
            *gaps,
            *self._gaps_of_entry(),
            *self._gaps_of_papers(),
            *self._gaps_of_qualifications(),
            *self._gaps_of_agreement(),
            *self._gaps_of_secrecy(),
            *self._gaps_of_contract(),
        ]

    def _gaps_of_proposal(self):
        """Both sides consent to a role, duties and authority, told to them in writing (T0-17.1)."""
        return [Gap(self._label_of(name)) for name in SAID if not self[name]]

    def _gaps_of_consents(self):
        gaps = []
        for side in ("a", "b"):
            consent = self._consent_of(side)
            if not consent.done_on:
                label = self.contract_id._side_label(side)
                gaps.append(Gap(self.env._("the written consent of %s", label)))
        return gaps

    def _gaps_of_entry(self):
        names = ["date_start"]
        if self.contract_id.is_entry_agreed:
            names += ["entry_manner", "entry_conditions"]
        return [Gap(self._label_of(name)) for name in names if not self[name]]

    def _gaps_of_papers(self):
        consents = self._consent_of("a") | self._consent_of("b")
        rows = (self.sudo().all_requirement_ids - consents).filtered(
            lambda row: row.gate == "third_active" and row._is_missing()
        )
        return [row._gap() for row in rows]

    def _gaps_of_qualifications(self):
        day = self._first_day()
        gaps = []
        for name, rows in self._required_qualifications().items():
            if rows._cover(day):
                continue
            until = max((row.expires_on for row in rows if row.expires_on), default=False)
            if until and until < day:
                text = self.env._(
                    "“%(name)s” ends on %(until)s, before %(day)s",
                    name=name,
                    until=day_in_words(self.env, until),
                    day=day_in_words(self.env, day),
                )
            else:
                text = self.env._(
                    "“%(name)s” does not hold on %(day)s",
                    name=name,
                    day=day_in_words(self.env, day),
                )
            gaps.append(Gap(text))
        return gaps

    def _required_qualifications(self):
        """{name: rows}: a renewed certificate is one more row of its name."""
        required = self.qualification_ids.filtered("is_required")
        return {
            rows[0].name: self.qualification_ids.filtered(
                lambda row, key=key: row._name_key() == key
            )
            for key, rows in required.grouped(lambda row: row._name_key()).items()
        }

    def _gaps_of_agreement(self):
        execution = self.sudo().execution_id
        if execution.state == "executed":
            return []
        gaps = execution._gaps() if execution.state == "open" else []
        return gaps or [Gap(self.env._("the signed agreement"))]

    def _gaps_of_secrecy(self):
        is_blocking = self.company_id.sudo().crm_contract_is_third_party_nda_blocking
        if is_blocking and "active" not in self.sudo().nda_ids.mapped("state"):
            return [Gap(self.env._("its confidentiality agreement"))]
        return []

    def _gaps_of_contract(self):
        if self.contract_id.state in ("active", "suspended"):
            return []
        return [Gap(self.env._("the contract in force"))]

    def _ask_for_papers(self):
        """Both consents, and the service agreement of whoever serves, as requirements."""
        vals_list = []
        for row in self:
            vals_list += [row._consent_vals(side) for side in ("a", "b")]
            vals_list += row._paper_vals()
        self.env["crm.contract.requirement"]._create_in_every_language(vals_list)

    def _consent_vals(self, side):
        return {
            "contract_id": self.contract_id.id,
            "third_party_id": self.id,
            "gate": "third_active",
            "kind": "consent",
            "sequence": 900,  # behind what the contract itself asks for
            "side": side,
            # In one piece: while the addon is installed the side's label has no translation yet.
            "name": lambda env: {
                "a": env._("Written consent of Party A"),
                "b": env._("Written consent of Party B"),
            }[side],
        }

    def _paper_vals(self):
        """Hook: the papers that this third party must bring."""
        if self.kind not in SERVING:
            return []
        return [
            {
                "contract_id": self.contract_id.id,
                "third_party_id": self.id,
                "gate": "third_active",
                "kind": "document",
                "sequence": 910,
                "side": "third",
                "name": lambda env: env._("Service agreement: content, standard and fees"),
            }
        ]
