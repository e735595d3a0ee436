from odoo import api, models
from odoo.exceptions import UserError
from odoo.fields import Domain

from ..base.words import listed

AWAITED = "crm_contract_compliance.mail_activity_type_awaited"
_MARKS = frozenset({"signed_on", "sealed_on", "signer_id"})


class CrmContractSignature(models.Model):
    """Our own side signs online like the others: its representative, by a login of their own."""

    _inherit = "crm.contract.signature"

    def write(self, vals):
        result = super().write(vals)
        if _MARKS & vals.keys():
            self.contract_id._tell_awaited()
        return result

    def _is_outside(self):
        """Whether it is another side's: that one has no login in house, and gets a link."""
        return self.side != self.contract_id.our_side

    def _signing_person(self):
        """Who is to sign: named on the row, else the representative of its side."""
        return self.signer_id or self._own_party().representative_id

    def _is_signed_by(self, user):
        """Whether ``user`` signs here for our own side: its representative, and nobody else."""
        row = self.sudo()
        return (
            not row._is_outside()
            and user.active
            and user._is_internal()
            and row.company_id in user.company_ids
            and row._signing_person() == user.partner_id
        )

    def _own_signers(self):
        """The logins by which our own side signs this row."""
        users = self.sudo()._signing_person().user_ids
        return users.filtered(lambda user: self._is_signed_by(user))

    def _refuse_other_signer(self, person):
        """Our own side is bound by its representative alone, who may read what is signed."""
        if self._is_outside():
            return
        user = self.env.user
        if person != user.partner_id or not self._is_signed_by(user):
            raise UserError(self._signer_words())
        if self.execution_id._is_withheld():
            raise UserError(
                self.env._(
                    "%s is confidential: to read and sign it you need the clearance. Ask a"
                    " contract manager for it.",
                    self.execution_id.display_name,
                )
            )

    def _signer_words(self):
        row = self.sudo()
        side = row.contract_id._side_label(row.side)
        person = row._signing_person()
        if not person:
            return self.env._("%s has no representative yet; name who signs for it first.", side)
        return self.env._(
            "%(name)s signs %(instrument)s for %(side)s, nobody else. What was signed on paper is"
            " recorded with “Record Signature”.",
            name=person.name,
            instrument=row.execution_id.display_name,
            side=side,
        )

    @api.model
    def _awaited_of(self, user):
        """What waits for the signature of ``user`` on our own side."""
        found = self.sudo().search(
            Domain("execution_id.state", "=", "open")
            & Domain("signed_on", "=", False)
            & Domain("is_complete", "=", False)
            & (
                Domain("signer_id", "=", user.partner_id.id)
                | (
                    Domain("signer_id", "=", False)
                    & Domain("contract_id.party_ids.representative_id", "=", user.partner_id.id)
                )
            )
        )
        return found.filtered(lambda row: row._is_waiting() and row._is_signed_by(user))

    def _invite_own(self):
        """Whoever may open the contract finds it among their activities, too."""
        contract = self.contract_id
        for user in self._own_signers():
            is_there = contract.with_user(user).has_access("read")
            if is_there and user not in contract._awaited_activities().user_id:
                contract.with_context(mail_activity_quick_update=True).activity_schedule(
                    AWAITED, contract._local_today(), user_id=user.id
                )
        contract._tell_awaited()


class CrmContractExecution(models.Model):
    _inherit = "crm.contract.execution"

    def _after_move(self, old_states):
        result = super()._after_move(old_states)
        self.contract_id._tell_awaited()
        return result

    def _backend_url(self):
        """The form of the record that the instrument is; nothing for who may not open it."""
        source = self._document_source()
        record = self.env[source._name].sudo(False).browse(source.id)
        return f"/odoo/{record._name}/{record.id}" if record.has_access("read") else False


class CrmContract(models.Model):
    _inherit = "crm.contract"

    def _awaited_activities(self):
        awaited = self.env.ref(AWAITED)
        return self.sudo().activity_ids.filtered(lambda row: row.activity_type_id == awaited)

    def _tell_awaited(self):
        """One activity for each person who was invited: what waits for them, until nothing does."""
        for contract in self:
            for activity in contract._awaited_activities():
                rows = self.env["crm.contract.signature"]._awaited_of(activity.user_id)
                told = rows.filtered(lambda row, of=contract: row.contract_id == of).with_context(
                    lang=activity.user_id.lang
                )
                if not told:
                    activity.unlink()
                    continue
                names = listed(told.env, told.execution_id.mapped("display_name"))
                activity.summary = told.env._("Waits for your signature: %s", names)
