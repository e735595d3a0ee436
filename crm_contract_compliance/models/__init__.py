from . import base, contract, timeline, confidentiality, third_party, payment, liability, service
