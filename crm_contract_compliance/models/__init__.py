from . import (
    base,
    contract,
    timeline,
    third_party,
    payment,
    liability,
    confidentiality,
    service,
    document,
)
from .confidentiality import crm_contract_demo_classify  # goes on with what the others tell
