from . import new_ticket
from . import portal
