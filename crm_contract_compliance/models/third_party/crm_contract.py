from odoo import api, fields, models
from odoo.exceptions import UserError

from ..base.words import listed
from ..contract.crm_contract_missing import SHOWN
from .crm_contract_third_party import OVER


class CrmContract(models.Model):
    _inherit = "crm.contract"

    third_party_ids = fields.One2many(
        "crm.contract.third.party", "contract_id", "Third Parties", copy=False
    )
    responsibility_ids = fields.One2many(
        "crm.contract.responsibility", "contract_id", "Division of Duties", copy=False
    )
    share_ids = fields.One2many("crm.contract.share", "contract_id", "Benefits", copy=False)
    third_party_count = fields.Integer("Third-Party Count", compute="_compute_third_party_count")

    @api.depends("third_party_ids.state")
    def _compute_third_party_count(self):
        """From the rows that the form reads anyway."""
        for contract in self:
            rows = contract.third_party_ids.filtered(lambda row: row.state not in OVER)
            contract.third_party_count = len(rows)

    def _party_contacts(self):
        return super()._party_contacts() | self.third_party_ids.partner_id

    def write(self, vals):
        if "currency_id" in vals:
            self._refuse_other_currency(vals["currency_id"])
        return super().write(vals)

    def _refuse_other_currency(self, currency_id):
        """Fees and caps stand in the contract's currency: it stays once one was agreed."""
        for contract in self.filtered(lambda row: row.currency_id.id != currency_id):
            rows = contract.third_party_ids
            if any(row._is_answered() or row._freeze_level() for row in rows):
                raise UserError(
                    self.env._(
                        "%s keeps its currency: something was agreed with a third party in it.",
                        contract.display_name,
                    )
                )

    @api.model
    def _cron_record_expiry(self, limit=500):
        """After the contracts, whoever acted in one of them, or has reached its own last day."""
        result = super()._cron_record_expiry(limit)
        self.env["crm.contract.third.party"]._cron_record_end(limit)
        return result

    def _advisory_alerts(self):
        """T0-20.1: a duty that nobody is accountable for."""
        hints = super()._advisory_alerts()
        unanswered = self.responsibility_ids.filtered("is_unanswered")
        if unanswered:
            names = listed(self.env, unanswered[:SHOWN].mapped("name"))
            message = self.env._("Nobody is accountable for: %s.", names)
            hints.append(("unanswered", {"level": "info", "message": message}))
        return hints

    @api.constrains("is_tripartite")
    def _check_tripartite(self):
        """An agreement of two does not become one of three by changing the terms."""
        self.third_party_ids.filtered(lambda row: row.state not in OVER)._check_tripartite()

    @api.ondelete(at_uninstall=False)
    def _unlink_third_parties(self):
        """With the draft go its proposals; what was agreed on refuses."""
        self.third_party_ids.unlink()

    def action_view_third_parties(self):
        self.ensure_one()
        self.check_access("read")
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "crm_contract_compliance.crm_contract_third_party_action"
        )
        action["domain"] = [("contract_id", "=", self.id)]
        action["context"] = {"default_contract_id": self.id}
        return action
