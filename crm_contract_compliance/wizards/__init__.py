from . import crm_contract_deadline_wizards
from . import crm_contract_end_wizard
from . import crm_contract_register_wizard
from . import crm_contract_renew_wizard
from . import crm_contract_renewal_decision_wizard
from . import crm_contract_signature_wizard
from . import crm_contract_waive_wizard
