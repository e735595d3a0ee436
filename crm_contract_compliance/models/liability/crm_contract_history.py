from odoo import models

_CAP = (
    "basis",
    "fixed_amount",
    "percent",
    "percent_base",
    "aggregation",
    "determined_by",
    "determined_on",
    "is_confidentiality_uncapped",
    "is_personal_data_uncapped",
    "limit_amount",
)


class CrmContract(models.Model):
    _inherit = "crm.contract"

    def _history_records(self, day):
        """Caps are there from the day on which they were determined."""
        caps = self.cap_ids._filtered_access("read").filtered(
            lambda cap: cap.limit_amount and cap.determined_on <= day
        )
        told = super()._history_records(day)
        others = {record: names for record, names in told.items() if record._name != caps._name}
        return {**others, **dict.fromkeys(caps, _CAP)}
