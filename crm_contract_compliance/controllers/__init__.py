from . import access
from . import sign
