from . import crm_contract_document_mixin
from . import crm_contract_document
