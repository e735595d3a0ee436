from odoo import api, fields, models
from odoo.tools import format_datetime

from ..base.words import day_in_words
from ..service.crm_contract_case import ALIVE
from ..service.crm_contract_case_outcome import OPEN
from ..service.selections import CATEGORIES

CHANNEL = "crm_contract_compliance.channel_portal"


class CrmContractCase(models.Model):
    """A complaint or a request that the customer raises itself, and what it hears of it."""

    _inherit = "crm.contract.case"

    @api.model
    def _portal_kinds(self):
        """[(value, label)] of a select: a complaint, or the kind of service asked for."""
        labels = dict(self._fields["kind"]._description_selection(self.env))
        categories = dict(self._fields["category"]._description_selection(self.env))
        asked = [
            (
                name,
                self.env._(
                    "%(kind)s: %(category)s", kind=labels["request"], category=categories[name]
                ),
            )
            for name, _label in CATEGORIES
        ]
        return [("complaint", labels["complaint"]), *asked]

    @api.model
    def _portal_vals(self, contract, kind, subject, text, person):
        """Values of what ``person`` raises; ``kind`` is one of ``_portal_kinds``.

        Whatever else came with the request is none of it (A28).
        """
        is_complaint = kind == "complaint"
        return {
            "contract_id": contract.id,
            "kind": "complaint" if is_complaint else "request",
            "category": False if is_complaint else kind,
            "user_id": contract.user_id.id,
            "channel_id": self.env.ref(CHANNEL).id,
            "name": subject,
            "description": text,
            "received_at": fields.Datetime.now(),
            "complainant": person.name,
            "partner_id": contract.partner_id.id,
        }

    @api.model
    def _raise_from_portal(self, contract, kind, subject, text, person, files):
        """Keep it as the customer said it, and tell whoever looks after the contract."""
        cases = self.sudo().with_context(mail_create_nosubscribe=True)
        case = cases.create(self._portal_vals(contract, kind, subject, text, person))
        case.write({"evidence_ids": [fields.Command.link(file.id) for file in files]})
        case._tell_owner(person, f"{subject}\n\n{text}")
        return case

    def _portal_note(self):
        """“Received. We answer by 2026-10-08.”"""
        self.ensure_one()
        if self.state not in OPEN:
            day = self.answered_on
            return self.env._("Answered on %s.", day_in_words(self.env, day)) if day else ""
        if self.answer_due_at:
            by = format_datetime(self.env, self.answer_due_at, tz=self.tz, dt_format="short")
        else:
            by = self.answer_due_date and day_in_words(self.env, self.answer_due_date)
        return self.env._("Received. We answer by %s.", by) if by else self.env._("Received.")

    @api.model
    def _is_raisable(self, contract):
        return contract.state in ALIVE

    def _portal_rows(self):
        """What the customer reads of its complaints and requests; the answer once it was given."""
        states = dict(self._fields["state"]._description_selection(self.env))
        kinds = dict(self._fields["kind"]._description_selection(self.env))
        findings = dict(self._fields["finding"]._description_selection(self.env))
        return [
            {
                "number": case.code,
                "kind": kinds[case.kind],
                "subject": case.name,
                "received": day_in_words(self.env, case.received_on),
                "state": states[case.state],
                "note": case._portal_note(),
                "finding": findings.get(case.answered_on and case.finding, ""),
                "answer": case.answer if case.answered_on else "",
            }
            for case in self
        ]
