from odoo import fields, models


class CrmContract(models.Model):
    """The contract's disclosure log, and the one door to it for what the addon itself passes on."""

    _inherit = "crm.contract"

    disclosure_ids = fields.One2many("crm.contract.disclosure", "contract_id", "Disclosure Log")

    def action_log_disclosure(self):
        self.ensure_one()
        self.check_access("read")
        return self.env["crm.contract.disclosure"]._dialog(
            self.env._("Log a Disclosure"),
            contract_id=self.id,
            side=self.our_side,
            nda_id=self._nda_of().id,
        )

    def _log_disclosure(self, vals):
        """Log what was passed on under this contract; see ``crm.contract.disclosure`` for values.

        To a third party that both sides consented to, their recorded consents are the ground
        where none is given.
        """
        self.ensure_one()
        scope = (vals.get("scope") or "").strip()
        vals = {"name": scope.partition("\n")[0][:100], **vals, "contract_id": self.id}
        third_party = self.env["crm.contract.third.party"].browse(vals.get("third_party_id") or ())
        is_open = vals.get("legal_basis", "consent") == "consent" and not vals.get("consented_on")
        if third_party and vals.get("side") != "third" and is_open:
            vals |= third_party._recorded_consent()
        return self.env["crm.contract.disclosure"].create(vals)

    def _nda_of(self, third_party=None):
        """The agreement in force that covers a disclosure by the parties or the third party."""
        ndas = self.nda_ids.filtered(lambda nda: nda.state == "active")
        third_parties = third_party or self.env["crm.contract.third.party"]
        return (ndas.filtered(lambda nda: nda.third_party_id == third_parties) or ndas)[:1]
