from . import base, contract, liability, timeline, confidentiality
