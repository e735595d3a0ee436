from odoo import api, fields, models
from odoo.exceptions import UserError, ValidationError

from ..base.windows import form_of
from ..base.words import day_in_words
from ..contract.crm_contract_missing import Gap
from .crm_contract_third_party_end import ACTING

_PROPOSAL = ("kind", "kind_note", "role", "duties", "permissions", "purpose", "engaged_by")
_ENTRY = ("entry_manner", "entry_conditions", "date_end")


class CrmContractThirdParty(models.Model):
    """One takes another's place: agreed by both sides, qualified, once the old one has ended.

    T1-15.1, T1-15.2. The proposal names whom it replaces, so both consents are to that, too.
    """

    _inherit = "crm.contract.third.party"

    replaces_id = fields.Many2one(
        "crm.contract.third.party",
        copy=False,
        ondelete="restrict",
        index="btree_not_null",
        domain="[('contract_id', '=', contract_id), ('replaced_by_id', '=', False),"
        " ('state', 'in', ('active', 'exiting', 'ended'))]",
    )
    replaced_by_id = fields.Many2one(
        "crm.contract.third.party",
        readonly=True,
        copy=False,
        ondelete="restrict",
        index="btree_not_null",
    )

    _replaced_once = models.UniqueIndex(
        "(replaces_id) WHERE replaces_id IS NOT NULL AND state != 'rejected'",
        "Somebody is proposed in its place already.",
    )

    _anchor_fields = frozenset({"contract_id", "replaces_id"})

    @api.model_create_multi
    def create(self, vals_list):
        self._refuse_second_successor(vals_list)
        third_parties = super().create(vals_list)
        replaced = third_parties.replaces_id.filtered(lambda row: row.state in ACTING)
        replaced._ask_for_exit_papers("document", "handover")
        return third_parties

    @api.constrains("replaces_id", "partner_id", "contract_id")
    def _check_replaces(self):
        for row in self.filtered("replaces_id"):
            old = row.replaces_id
            if old.contract_id != row.contract_id:
                raise ValidationError(self.env._("The third party belongs to another contract."))
            if old.partner_id.commercial_partner_id == row.partner_id.commercial_partner_id:
                raise ValidationError(
                    self.env._("%s cannot take its own place.", row.partner_id.name)
                )
            if old.state not in (*ACTING, "ended"):
                raise ValidationError(
                    self.env._("%s does not act; there is nobody to replace.", old.display_name)
                )

    def action_replace(self):
        """Propose somebody else for the same role, on a new form; or open who is proposed."""
        self.ensure_one()
        self.check_access("write")
        proposed = self._successor()
        if proposed:
            return form_of(proposed)
        if self.state not in ACTING:
            raise UserError(
                self.env._("%s does not act; there is nobody to replace.", self.display_name)
            )
        defaults = {name: self[name] for name in (*_PROPOSAL, *_ENTRY) if self[name]}
        defaults |= {"contract_id": self.contract_id.id, "replaces_id": self.id}
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Replace %s", self.display_name),
            "res_model": self._name,
            "views": [(False, "form")],
            "context": {f"default_{name}": value for name, value in defaults.items()},
        }

    def action_send_to_sign(self):
        """T1-15.2: the old agreement ends before the new one is signed."""
        for row in self.filtered("replaces_id"):
            if not row.replaces_id._agreed_end():
                raise UserError(row._unended_text())
        return super().action_send_to_sign()

    def _refuse_second_successor(self, vals_list):
        """Said before the database's own index would."""
        default = self.default_get(["replaces_id"]).get("replaces_id")
        for old in self.browse(filter(None, {v.get("replaces_id", default) for v in vals_list})):
            new = old._successor()
            if new:
                raise ValidationError(
                    self.env._(
                        "%(old)s is replaced by %(new)s already.",
                        old=old.display_name,
                        new=new.display_name,
                    )
                )

    def _successor(self):
        """Who is proposed, or acts, in its place."""
        return self.replaced_by_id or self.search(
            [("replaces_id", "=", self.id), ("state", "!=", "rejected")], limit=1
        )

    def _agreed_end(self):
        """The day on which its agreement ends: recorded, or agreed on in writing."""
        if self.state == "ended":
            return self.ended_on
        papers = self._exit_rows().filtered(lambda row: row.kind == "document")
        days = papers.mapped("done_on")
        return max(days) if days and all(days) else False

    def _missing(self, gate):
        gaps = super()._missing(gate)
        if gate == "third_active" and self.replaces_id:
            gaps = [*gaps, *self._gaps_of_replacement()]
        return gaps

    def _gaps_of_replacement(self):
        """T1-15.1: the old agreement is ended. The consents and papers are asked for anyway."""
        end = self.replaces_id._agreed_end()
        if not end:
            return [Gap(self._replacement_gap())]
        if self.agreed_on and self.agreed_on < end:
            return [Gap(self._early_agreement(end))]
        return []

    def _replacement_gap(self):
        return self.env._("the agreement that ends the one with %s", self.replaces_id.display_name)

    def _unended_text(self):
        old = self.replaces_id.display_name
        return self.env._("The agreement with %s ends before another one is signed: end it.", old)

    def _early_agreement(self, end):
        return self.env._(
            "the agreement of %(day)s lies before the end of the one with %(old)s on %(end)s",
            day=day_in_words(self.env, self.agreed_on),
            old=self.replaces_id.display_name,
            end=day_in_words(self.env, end),
        )

    def _settle_agreement(self):
        result = super()._settle_agreement()
        for row in self.filtered("replaces_id"):
            end = row.replaces_id._agreed_end()
            if not end or row.agreed_on < end:
                raise UserError(row._early_agreement(end) if end else row._unended_text())
        return result

    def _after_move(self, old_states):
        result = super()._after_move(old_states)
        for row in self.filtered("replaces_id"):
            if row.state == "active" and old_states[row.id] == "consented":
                row._take_over()
            elif row.state == "rejected" and row.replaces_id.state == "active":
                row.replaces_id._drop_exit_papers()
        return result

    def _take_over(self):
        """In the same transaction the old one ends, and each knows the other."""
        old = self.replaces_id
        if old.state in ACTING:
            old._end("replaced", old._agreed_end(), replaced_by_id=self.id)
        else:
            old._write_settled({"replaced_by_id": self.id})

    def _refuse_unmatched_replacement(self):
        new = self.replaced_by_id
        if new.replaces_id != self or new.state != "active":
            raise UserError(
                self.env._("%s ends when the one that replaces it begins.", self.display_name)
            )
