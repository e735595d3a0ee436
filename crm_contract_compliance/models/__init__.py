from . import (
    base,
    contract,
    timeline,
    third_party,
    payment,
    liability,
    confidentiality,
    service,
    document,  # last: it looks at all of them
)
from .confidentiality import crm_contract_demo_classify  # goes on with what the others tell
