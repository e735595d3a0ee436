from . import crm_contract_document_mixin
from . import crm_contract_terms_mixin
from . import crm_contract_clause
from . import crm_contract_type
from . import crm_contract_clauses
from . import crm_contract_clause_conditions
from . import crm_contract_clause_fill
from . import crm_contract_clause_lists
