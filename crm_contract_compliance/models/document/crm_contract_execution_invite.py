from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.tools import email_normalize

from ..base.words import listed

TEMPLATE = "crm_contract_compliance.mail_template_sign"


class CrmContractExecution(models.Model):
    """Those who are to sign are told, with the way to the page on which they do."""

    _inherit = "crm.contract.execution"

    is_fixed = fields.Boolean("Out for Signature", compute="_compute_is_fixed")

    @api.depends("document_id", "document_fixed_at", "state")
    def _compute_is_fixed(self):
        for execution in self:
            execution.is_fixed = execution.state == "open" and execution._is_fixed()

    def action_invite_to_sign(self):
        """Tell each side that has not signed; without an address it is said whose."""
        self.ensure_one()
        self.check_access("write")
        told = self._invite_signers()
        return {
            "type": "ir.actions.client",
            "tag": "display_notification",
            "params": {
                "type": "success",
                "message": self.env._("Invited to sign: %s.", listed(self.env, told)),
                "next": {"type": "ir.actions.client", "tag": "soft_reload"},
            },
        }

    def _invite_signers(self):
        """The addresses or names of those who were told: all who can sign online, and have not.

        Those outside by mail; our own representative, by an activity, a mail or both.
        """
        self._refuse_closed()
        rows = self.sudo().signature_ids.filtered(lambda row: row._is_invited())
        if not rows:
            raise UserError(
                self.env._("Nobody is left to invite to the signing of %s.", self.display_name)
            )
        silent = rows.filtered(lambda row: not row._invited_email() and row._is_outside())
        if silent:
            raise UserError(
                self.env._(
                    "No e-mail address is known of %s; add one to the contact or to the party.",
                    listed(self.env, silent.mapped("partner_id.name")),
                )
            )
        self._fix_document()
        for row in rows:
            row._invite()
        return [row._invited_email() or row._signing_person().name for row in rows]


class CrmContractSignature(models.Model):
    _inherit = "crm.contract.signature"

    def _is_invited(self):
        """Our own side is, where its representative can log in; else it signs on paper."""
        is_open = not self.signed_on and not self.is_complete
        return is_open and (self._is_outside() or bool(self._own_signers()))

    def _portal_record(self):
        """What the link in its invitation opens: the contract, or the third party's own page."""
        if self.side != "third":
            return self.contract_id
        return self.contract_id.third_party_ids.filtered(
            lambda row: row.partner_id == self.partner_id and row._is_shown()
        )[:1]

    def _sign_url(self):
        """The page's address, with the token where a link may be given out; never in house."""
        record = self._portal_record()
        token = record._portal_ensure_token() if record and self._is_outside() else False
        url = f"{(record or self.contract_id).access_url}/sign/{self.id}"
        return f"{url}?access_token={token}" if token else url

    def _invited_email(self):
        party = self._own_party()
        addresses = (self._signing_person().email, party.email, self.partner_id.email)
        if not self._is_outside():
            addresses = (*self._own_signers().mapped("email"), self._signing_person().email)
        return next(filter(None, map(email_normalize, filter(None, addresses))), False)

    def _invite(self):
        """In the outbox; that it was sent, and to whom, is on record."""
        email = self._invited_email()
        if not self._is_outside():
            self._invite_own()
        if email:
            template = self.env.ref(TEMPLATE).sudo()
            template.send_mail(self.id, email_values={"email_to": email, "recipient_ids": []})
        self.execution_id._message_log(
            body=self.env._(
                "Invited to sign: %(name)s, %(email)s; SHA-256 of the text %(hash)s.",
                name=self._signing_person().name or self.partner_id.name,
                email=email or "–",
                hash=self.execution_id.document_sha256,
            )
        )
