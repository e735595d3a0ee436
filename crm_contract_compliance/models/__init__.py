from . import base, contract, timeline, third_party, payment, liability, confidentiality, service
