from odoo import api, models
from odoo.exceptions import UserError
from odoo.tools import SQL


class CrmContract(models.Model):
    """The manager's word that an ended contract is closed in spite of what is open (T0-12.3).

    Settlement, disputes and rows of the list are dealt with where they are.
    """

    _name = "crm.contract"
    _inherit = ["crm.contract", "crm.contract.override.mixin"]
    _override_link = "contract_id"

    def _overridable(self):
        return self._missing("end") if self.state == "ended" else []

    def _not_overridden(self):
        ending = self._ending() if self.state == "ended" else None
        return [gap for gap in super()._not_overridden() if not (ending and ending._covers(gap))]

    def _refuse_override(self):
        if self.state != "ended":
            raise UserError(self.env._("%s is not about to be closed.", self.display_name))

    def _overridden_contract(self):
        return self

    @api.depends("overridden_origins")
    def _compute_missing_note(self):
        return super()._compute_missing_note()

    def _open_gaps(self):
        """What a manager accepted keeps nothing shut, and no banner names it."""
        gaps = super()._open_gaps()
        accepted = self._accepted_matters() if gaps and self.state == "ended" else []
        return [gap for gap in gaps if gap not in accepted]

    @api.model
    def _accepted_sql(self, alias, origin):
        """Whether a manager accepted what ``origin`` names, as a condition of ``alias``."""
        return SQL(
            """(COALESCE(%(alias)s.overridden_origins @> to_jsonb(%(origin)s), FALSE)
                OR EXISTS (SELECT 1 FROM crm_contract_termination e
                    WHERE e.contract_id = %(alias)s.id AND e.state IN ('effective', 'settled')
                    AND e.overridden_origins @> to_jsonb(%(origin)s)))""",
            alias=SQL.identifier(alias),
            origin=origin,
        )

    def _accepted_matters(self):
        """What is open, and a manager saw when letting it end or be closed."""
        ending = self._ending()
        return [
            gap
            for gap in self._missing("end")
            if (ending and ending._covers(gap)) or self._covers(gap)
        ]
