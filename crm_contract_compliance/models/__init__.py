from . import base, contract, timeline, confidentiality, third_party, payment, liability, service
from .confidentiality import crm_contract_demo_classify  # goes on with what the others tell
