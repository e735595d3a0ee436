from . import crm_contract_nda
from . import crm_contract_nda_third_party
from . import crm_contract_nda_screen
from . import crm_contract_execution
from . import crm_contract
from . import crm_contract_survival
from . import crm_contract_leaks
