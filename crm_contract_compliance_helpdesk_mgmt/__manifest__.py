{
    "name": "Contract Compliance: Helpdesk",
    "version": "19.0.1.0.0",
    "author": "Contract Compliance Contributors",
    "license": "AGPL-3",
    "category": "Sales/Contracts",
    "depends": ["crm_contract_compliance", "helpdesk_mgmt"],
    "auto_install": True,
}
