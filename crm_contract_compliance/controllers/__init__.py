from . import access
from . import bundle
from . import portal_list
from . import portal_contract
from . import portal_case
from . import portal_notice
from . import portal_consent
from . import portal_third_party
