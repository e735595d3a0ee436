from . import crm_contract_ticket_wizard
