from odoo import fields, models


class ResCompany(models.Model):
    _inherit = "res.company"

    crm_contract_archive_days = fields.Integer("Archive Communications After (Days)", default=90)

    crm_contract_data_request_days = fields.Integer(
        "Answer Data-Subject Requests Within (Days)", default=15
    )

    _crm_contract_archive_days_bounded = models.Constraint(
        "CHECK(crm_contract_archive_days >= 0 AND crm_contract_archive_days <= 3650)",
        "Communications are archived after 0 to 3,650 days; 0: by hand alone.",
    )
    _crm_contract_data_request_days_bounded = models.Constraint(
        "CHECK(crm_contract_data_request_days >= 1 AND crm_contract_data_request_days <= 365)",
        "Data-subject requests are answered within 1 to 365 days.",
    )
