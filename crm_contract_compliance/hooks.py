from odoo.fields import Domain

_PEOPLE = ("res.users", "res.partner", "res.partner.bank", "res.bank")


def uninstall(env):
    """Take along the make-up workdays and the requests to renew, which only this addon
    understands.

    Rows of the addon's own tables go with the tables, and the demo's people stay: deleting
    them one by one before that would run into the contracts that hold them.
    """
    env["resource.calendar.leaves"].search([("time_type", "=", "crm_contract_workday")]).unlink()
    requests = Domain("activity_type_id.res_model", "=", "crm.contract")
    env["mail.activity"].with_context(active_test=False).search(requests).unlink()
    env["ir.model.data"].search(
        Domain("module", "=", "crm_contract_compliance")
        & (Domain("model", "=like", "crm.contract%") | Domain("model", "in", _PEOPLE))
    ).unlink()
