from odoo import api, fields, models
from odoo.fields import Domain

CUSTOMER_FIELDS = [
    ("phone", "Phone"),
    ("email", "Email"),
    ("street", "Street"),
    ("city", "City"),
    ("zip", "Postcode"),
    ("country_id", "Country"),
    ("vat", "Tax ID"),
    ("company_registry", "Company ID"),
    ("website", "Website"),
    ("industry_id", "Industry"),
    ("child_ids", "Contact person"),
    ("category_id", "Category tag"),
    ("comment", "Notes"),
]


class CrmContractCustomerField(models.Model):
    """Which data of a customer must be there: their share is its completeness (T0-3.1)."""

    _name = "crm.contract.customer.field"
    _description = "Mandatory Customer Data"
    _inherit = ["crm.contract.input.mixin"]
    _order = "sequence, id"
    _rec_name = "field_name"

    field_name = fields.Selection(CUSTOMER_FIELDS, "Data", required=True)
    sequence = fields.Integer(default=10)
    active = fields.Boolean(default=True)

    _once = models.UniqueIndex("(field_name)", "This is on the list already.")

    @api.model
    def _wanted(self):
        """{field of the contact: its label for the reader}, in order."""
        labels = dict(self._fields["field_name"]._description_selection(self.env))
        names = self.search([("active", "=", True)]).mapped("field_name")
        return {name: labels[name] for name in names}

    @api.model
    def _incomplete_domain(self):
        """Customers under contract of which something is missing."""
        return (
            Domain("is_company", "=", True)
            & Domain("crm_contract_ids", "!=", False)
            & Domain.OR(Domain(name, "=", False) for name in self._wanted())
        )
