from odoo import fields, models


class ResCompany(models.Model):
    _inherit = "res.company"

    crm_contract_archive_days = fields.Integer("Archive Communications After (Days)", default=90)

    _crm_contract_archive_days_bounded = models.Constraint(
        "CHECK(crm_contract_archive_days >= 0 AND crm_contract_archive_days <= 3650)",
        "Communications are archived after 0 to 3,650 days; 0: by hand alone.",
    )
