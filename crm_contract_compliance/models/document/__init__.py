from . import crm_contract_document_mixin
