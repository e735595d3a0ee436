from odoo import api, fields, models

from ...tools.disclosure import Consent, Disclosure, Order, judge
from ..base.windows import dialog_of, form_of
from ..base.words import day_in_words, listed

_DAYS = ("disclosed_on", "known_on", "consented_on", "ordered_on")
_SAID = (
    "name",
    "kind",
    "side",
    "owner_side",
    "recipient",
    "purpose",
    "legal_basis",
    "consent_side",
    "consent_purpose",
    "authority",
    "legal_reference",
    "scope",
)


class CrmContractDisclosure(models.Model):
    """Whether it was authorised, and why, in the reader's language."""

    _inherit = "crm.contract.disclosure"

    is_authorised = fields.Boolean("Authorised", compute="_compute_is_authorised", store=True)
    verdict = fields.Char(
        compute="_compute_is_authorised", store=True, help="The reasons as the rulebook names them."
    )
    reason = fields.Char("Why", compute="_compute_reason")

    @api.depends(
        "disclosed_on",
        "purpose",
        "legal_basis",
        "owner_side",
        "consent_side",
        "consented_on",
        "consent_purpose",
        "is_recipient_named",
        "consent_ids",
        "authority",
        "legal_reference",
        "ordered_on",
        "document_ids",
    )
    def _compute_is_authorised(self):
        for row in self:
            verdict = row.disclosed_on and judge(row._as_rule())
            row.is_authorised = bool(verdict and verdict.is_authorised)
            row.verdict = verdict and ",".join(verdict.reasons)

    @api.depends("verdict")
    @api.depends_context("lang")
    def _compute_reason(self):
        words = self._reasons()
        for row in self:
            codes = (row.verdict or "").split(",")
            row.reason = listed(self.env, [words[code] for code in codes if code in words])

    def action_correct(self):
        """A further row that says it rightly, beginning from what this one says."""
        self.ensure_one()
        self.check_access("read")
        days = {name: fields.Date.to_string(self[name]) for name in _DAYS if self[name]}
        links = ("contract_id", "nda_id", "third_party_id", "partner_id")
        return self._dialog(
            self.env._("Correct"),
            corrects_id=self.id,
            **{name: self[name] for name in _SAID},
            **{name: self[name].id for name in links},
            **days,
        )

    def action_view_breach(self):
        self.ensure_one()
        self.check_access("read")
        return form_of(self.breach_id)

    @api.model
    def _dialog(self, title, **defaults):
        dialog = dialog_of(self._name, title, **defaults)
        view = self.env.ref("crm_contract_compliance.crm_contract_disclosure_view_form_dialog")
        return {**dialog, "views": [(view.id, "form")]}

    def _as_rule(self):
        """The row as the rulebook reads it; a file counts in a form that is not saved too."""
        self.ensure_one()
        return Disclosure(
            day=self.disclosed_on,
            purpose=self.purpose or "other",
            ground=self.legal_basis or "none",
            owners=_sides(self.owner_side),
            consent=Consent(
                given_on=self.consented_on or None,
                by=_sides(self.consent_side),
                purpose=self.consent_purpose or "performance",
                names_recipient=self.is_recipient_named,
                has_paper=bool(self.consent_ids),
            ),
            order=Order(
                has_authority=bool((self.authority or "").strip()),
                has_reference=bool((self.legal_reference or "").strip()),
                has_paper=bool(self.document_ids),
                given_on=self.ordered_on or None,
            ),
        )

    def _fact(self):
        """What happened, for the breach that is proposed."""
        return self.env._(
            "%(kind)s on %(day)s: %(what)s. To whom: %(recipient)s. Not authorised: %(reason)s.",
            kind=dict(self._fields["kind"]._description_selection(self.env))[self.kind],
            day=day_in_words(self.env, self.disclosed_on),
            what=self.name,
            recipient=self.recipient or "–",
            reason=self.reason,
        )

    @api.model
    def _reasons(self):
        return {
            "consent": self.env._("the other side had consented"),
            "law": self.env._("law, court or authority compelled it"),
            "no_ground": self.env._("neither a consent nor a law is named"),
            "beyond_contract": self.env._(
                "the purpose goes beyond the performance of this contract"
            ),
            "other_purpose": self.env._("the consent is for another purpose"),
            "no_consent_day": self.env._("the day of the consent is missing"),
            "late_consent": self.env._("the consent came after it"),
            "other_consent": self.env._("it is not the consent of whose secret it is"),
            "other_recipient": self.env._("the consent does not name this recipient"),
            "no_consent_paper": self.env._("the paper of the consent is missing"),
            "no_authority": self.env._("the authority that asked is not named"),
            "no_reference": self.env._("the law or order is not named"),
            "no_order": self.env._("the order or request is not attached"),
            "late_order": self.env._("the order came after it"),
        }


def _sides(text):
    """The sides that a choice stands for."""
    return frozenset(("a", "b") if text == "both" else filter(None, [text]))
