from . import crm_contract_document_mixin
from . import crm_contract_terms_mixin
from . import crm_contract_clause
from . import crm_contract_clause_log
from . import crm_contract_clause_screen
from . import crm_contract_type
from . import crm_contract_clauses
from . import crm_contract_clause_conditions
from . import crm_contract_clause_fill
from . import crm_contract_clause_lists
from . import crm_contract_clause_makes
from . import crm_contract_text
from . import crm_contract_amendment
from . import crm_contract_document
from . import crm_contract_portal_mixin, crm_contract_portal, crm_contract_third_party_portal
from . import mail_thread
