"""The kinds of deadlines, and the order in which the timeline's moves are legal."""

KINDS = [
    ("renewal_notice", "Renewal notice"),
    ("renewal_complete", "Renewal completion"),
    ("expiry", "End of contract"),
    ("nda", "Confidentiality"),
    ("certificate", "Certificate"),
    ("payment", "Payment"),
    ("duty", "Duty"),
]
OPEN = ("open", "submitted")
