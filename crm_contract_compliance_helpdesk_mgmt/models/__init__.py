from . import crm_contract_case
from . import helpdesk_ticket
from . import helpdesk_ticket_due
from . import helpdesk_ticket_conversion
from . import helpdesk_ticket_portal
from . import crm_contract_demo
