from . import crm_contract_document_mixin
from . import crm_contract_paper
from . import crm_contract_portal_mixin, crm_contract_portal, crm_contract_third_party_portal
from . import mail_thread
from . import crm_contract_bundle
from . import crm_contract_bundle_events
from . import crm_contract_bundle_files
from . import crm_contract_bundle_index
from . import crm_contract_dispute
