{
    "name": "Contract Compliance: Helpdesk",
    "summary": "A ticket becomes a complaint or a request under a contract, and back",
    "version": "19.0.1.0.0",
    "author": "Contract Compliance Contributors",
    "license": "AGPL-3",
    "category": "Sales/Contracts",
    "depends": ["crm_contract_compliance", "helpdesk_mgmt"],
    "data": [
        "security/ir.model.access.csv",
        "security/crm_contract_ticket_rules.xml",
        "wizards/crm_contract_ticket_wizard_views.xml",
        "views/helpdesk_ticket_views.xml",
        "views/helpdesk_ticket_templates.xml",
        "views/crm_contract_case_views.xml",
    ],
    "demo": ["demo/story.xml"],
    "auto_install": True,
}
