from odoo import api, fields, models
from odoo.exceptions import UserError, ValidationError

from ..base.numbers import to_decimal
from ..base.windows import dialog_of


class CrmContractThirdParty(models.Model):
    """What its liability comes to when it ends, and the breaches that lead there."""

    _inherit = "crm.contract.third.party"

    end_breach_id = fields.Many2one(
        "crm.contract.breach",
        "Rescinded For",
        readonly=True,
        copy=False,
        ondelete="restrict",
        index="btree_not_null",
    )
    cap_position = fields.Json("Cap at the End", readonly=True, copy=False)
    cap_position_note = fields.Text("Liability at the End", compute="_compute_cap_position_note")

    @api.depends_context("lang")
    @api.depends("cap_position", "currency_id")
    def _compute_cap_position_note(self):
        for row in self:
            row.cap_position_note = "\n".join(map(row._position_in_words, row.cap_position or []))

    def action_report_failed_check(self):
        """T2-15.3.2: a failed check of quality is a breach of its agreement (C3.1)."""
        self.ensure_one()
        self.check_access("write")
        breach_type = self.env.ref(
            "crm_contract_compliance.breach_type_third_agreement", raise_if_not_found=False
        )
        return dialog_of(
            "crm.contract.breach",
            self.env._("Quality Check Failed"),
            contract_id=self.contract_id.id,
            side="third",
            third_party_id=self.id,
            type_id=breach_type.id if breach_type else False,
            obligation=self.env._("Its service is as agreed"),
            fact=self.env._("A check of quality failed."),
        )

    def _position_in_words(self, position):
        money = self.currency_id.format
        text = self.env._(
            "Limit %(limit)s, used %(used)s, free %(free)s",
            limit=money(position["limit"]),
            used=money(position["consumed"]),
            free=money(position["remaining"]),
        )
        if not position["key"]:
            return text
        return self.env._("%(key)s: %(position)s", key=position["key"], position=text)

    def _keep_final_position(self):
        """Once no posting is on its way: what comes later counts against the cap, not its end.

        The caps too: whoever opens another account of one writes on it first.
        """
        self.cap_ids.lock_for_update(allow_referencing=True)
        accounts = self.cap_ids.account_ids
        if accounts:
            accounts.lock_for_update()
            accounts.invalidate_recordset(["consumed_amount", "limit_amount"])
        for row in self:
            positions = [one for cap in row.cap_ids for one in cap._final_positions()]
            row._write_settled({"cap_position": positions or False})
        return super()._keep_final_position()

    def _refuse_rescission_without_breach(self):
        breach = self.end_breach_id
        if not breach:
            raise UserError(self.env._("Name the breach for which the agreement is rescinded."))
        if breach.third_party_id != self or breach.state == "dismissed":
            raise ValidationError(
                self.env._("The breach is none of %s that stands.", self.display_name)
            )
        return super()._refuse_rescission_without_breach()

    def _determined_caps(self):
        determined = self.cap_ids.filtered("limit_amount")
        return [
            *super()._determined_caps(),
            *((cap.determined_by, to_decimal(cap.limit_amount)) for cap in determined),
        ]
