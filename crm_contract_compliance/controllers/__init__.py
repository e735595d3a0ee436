from . import access
from . import bundle
