from . import ir_actions_report
from . import out_for_signature
