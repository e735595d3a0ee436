from . import crm_contract_reminder_policy
from . import crm_contract_deadline
from . import crm_contract_deadline_sync
from . import crm_contract_deadline_remind
from . import crm_contract_deadline_actions
from . import crm_contract_reminder
from . import crm_contract
from . import res_company
