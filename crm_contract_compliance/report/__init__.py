from . import calculation_sheet
from . import claim_sheet
from . import payment_sheet
from . import settlement_sheet
