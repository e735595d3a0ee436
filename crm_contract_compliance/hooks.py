def uninstall(env):
    """Take the make-up workdays along, which only this addon understands."""
    env["resource.calendar.leaves"].search(
        [("time_type", "=", "crm_contract_workday")]
    ).unlink()
