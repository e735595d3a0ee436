from odoo import fields, models

from ..base.words import day_in_words


class CrmContract(models.Model):
    """The contract's own signing: its buttons, and what its people are told of it."""

    _inherit = "crm.contract"

    question_ids = fields.One2many(
        "crm.contract.question", "contract_id", "Questions Before Signing"
    )

    def action_invite_to_sign(self):
        self.ensure_one()
        self.check_access("write")
        return self._main_execution().action_invite_to_sign()

    def action_print_to_sign(self):
        self.ensure_one()
        self.check_access("write")
        return self._main_execution().action_print_to_sign()

    def action_verify(self):
        """Every executed instrument of the contract."""
        self.ensure_one()
        self.check_access("read")
        self._require("officer")
        done = self.execution_ids.filtered(lambda execution: execution.state == "executed")
        return done.action_verify()

    def action_download_certificate(self):
        self.ensure_one()
        self.check_access("read")
        return self._main_execution().action_download_certificate()

    def _advisory_alerts(self):
        alerts = super()._advisory_alerts()
        for key, level, text in (
            ("refused", "warning", self._hint_of_refusal()),
            ("unreliable", "info", self._hint_of_unreliable_signatures()),
        ):
            if text:
                alerts.append((key, {"level": level, "message": text}))
        return alerts

    def _hint_of_refusal(self):
        if self.state != "signing":
            return False
        refused = self._main_execution().signature_ids.filtered(
            lambda row: row.refused_on and not row.signed_on
        )[:1]
        return refused and self.env._(
            "%(side)s refused to sign on %(day)s: %(reason)s",
            side=self._side_label(refused.side),
            day=day_in_words(self.env, refused.refused_on),
            reason=refused.refusal_reason,
        )

    def _hint_of_unreliable_signatures(self):
        weak = self.signature_ids.filtered(lambda row: row._is_unreliable())[:1]
        return weak and self.env._(
            "The electronic signature of %(side)s is not reliable: a plain picture does not show"
            " that it was the signer's alone, or that nothing changed after it (Electronic"
            " Signature Law 13). Have it signed online or on paper. This is a hint, not legal"
            " advice.",
            side=self._side_label(weak.side),
        )
