from . import crm_contract_fee
from . import crm_contract_payment
from . import crm_contract_payment_balance
from . import crm_contract_payment_invoice
from . import account_move
from . import account_partial_reconcile
from . import crm_contract_deadline
from . import crm_contract
