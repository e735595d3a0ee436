from . import calculation_sheet
from . import claim_sheet
from . import payment_sheet
from . import settlement_sheet
from . import ir_actions_report
