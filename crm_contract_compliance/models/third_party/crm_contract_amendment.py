from odoo import api, fields, models
from odoo.exceptions import UserError, ValidationError

from ..contract.crm_contract_amendment_terms import Subject
from ..contract.crm_contract_missing import Gap
from .crm_contract_third_party_end import ACTING

_OF_THIRD_PARTY = ("role", "duties", "permissions", "purpose", "date_end")


class CrmContractAmendmentChange(models.Model):
    """What a third party does, may decide and until when: changed by A and B (T0-21.1)."""

    _inherit = "crm.contract.amendment.change"

    subject = fields.Selection(
        selection_add=[("third_party", "A third party")], ondelete={"third_party": "cascade"}
    )
    third_party_id = fields.Many2one(
        "crm.contract.third.party",
        ondelete="restrict",
        index="btree_not_null",
        domain="[('contract_id', '=', contract_id), ('state', 'in', ('active', 'exiting'))]",
    )

    @api.depends("third_party_id")
    def _compute_words(self):
        return super()._compute_words()

    @api.onchange("third_party_id")
    def _onchange_third_party(self):
        self._onchange_term()

    @api.model
    def _subjects(self):
        third_party = Subject("crm.contract.third.party", "third_party_id", _OF_THIRD_PARTY)
        return {**super()._subjects(), "third_party": third_party}

    def _what_of(self, target, label):
        if self.subject == "third_party":
            whose = target.display_name
            return self.env._("%(what)s of %(whose)s", what=label, whose=whose)
        return super()._what_of(target, label)

    def _refuse_value(self, target, field):
        if self.subject == "third_party" and target.state not in ACTING:
            raise ValidationError(
                self.env._("%s does not act; nothing of it can change.", target.display_name)
            )
        return super()._refuse_value(target, field)


class CrmContractAmendment(models.Model):
    """The written agreement of A and B, then the notice to the third party (T0-21.1)."""

    _inherit = "crm.contract.amendment"

    third_party_notice_id = fields.Many2one(
        "crm.contract.notice",
        "Notice to the Third Party",
        copy=False,
        ondelete="restrict",
        index="btree_not_null",
        domain="[('contract_id', '=', contract_id), ('kind', '=', 'third_party'),"
        " ('to_side', '=', 'third')]",
    )
    is_third_party_told = fields.Boolean(compute="_compute_is_third_party_told")

    _open_until_executed = frozenset({"notice_id", "third_party_notice_id"})

    @api.depends("change_ids.subject")
    def _compute_is_third_party_told(self):
        for amendment in self:
            amendment.is_third_party_told = bool(amendment._changed_third_parties())

    @api.depends("third_party_notice_id")
    def _compute_missing_note(self):
        return super()._compute_missing_note()

    @api.constrains("third_party_notice_id", "contract_id")
    def _check_third_party_notice(self):
        for amendment in self.filtered("third_party_notice_id"):
            notice = amendment.third_party_notice_id
            is_own = notice.contract_id == amendment.contract_id
            if not is_own or (notice.kind, notice.to_side) != ("third_party", "third"):
                raise ValidationError(
                    self.env._("The notice is none to a third party of this contract.")
                )

    def _changed_third_parties(self):
        changes = self.change_ids.filtered(lambda row: row.subject == "third_party")
        return changes.third_party_id

    def _gaps_of_notice(self):
        return [*super()._gaps_of_notice(), *self._gaps_of_third_party_notice()]

    def _gaps_of_third_party_notice(self):
        """It is told after both have signed; from its delivery on the change counts."""
        notice = self.third_party_notice_id
        if not self._changed_third_parties():
            return []
        if not notice:
            return [Gap(self.env._("the notice to the third party"))]
        if not notice.delivered_on:
            return [Gap(self.env._("the day on which the third party got its notice"))]
        if not notice.is_proven:
            return [Gap(self.env._("the proof that the third party got its notice"))]
        if self.executed_on and notice.sent_on < self.executed_on:
            return [Gap(self.env._("a notice to the third party given after both had signed"))]
        return []

    def _put_on_record(self):
        """Not before the third party was told: a change counts from the delivery on."""
        told_on = self._changed_third_parties() and self.third_party_notice_id.delivered_on
        if told_on and self.effective_date < told_on and not self.line_ids:
            self._write_settled({"effective_date": told_on})
        return super()._put_on_record()


class CrmContractThirdParty(models.Model):
    _inherit = "crm.contract.third.party"

    def _apply_agreed(self, vals):
        """An amendment that comes after its end changes nothing any more."""
        if self.state not in ACTING:
            raise UserError(
                self.env._("%s does not act; nothing of it can change.", self.display_name)
            )
        return super()._apply_agreed(vals)
