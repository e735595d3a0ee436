from . import crm_contract_penalty_rule
from . import crm_contract_type
from . import crm_contract
