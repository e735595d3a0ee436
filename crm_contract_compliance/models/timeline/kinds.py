"""The kinds of deadlines, and the order in which the timeline's moves are legal."""

KINDS = [
    ("renewal_notice", "Renewal notice"),
    ("renewal_complete", "Renewal completion"),
    ("expiry", "End of contract"),
    ("nda", "Confidentiality"),
    ("certificate", "Certificate"),
    ("consent", "Consent to a third party"),
    ("agreement", "Third-party agreement"),
    ("third_party", "End of a third party"),
    ("cap", "Liability cap"),
    ("payment", "Payment"),
    ("assist", "Help against a third party"),
    ("limitation", "Limitation of a claim"),
    ("answer", "Answer to a notice"),
    ("complaint", "Complaint"),
    ("request", "Service request"),
    ("resolution", "Solution of a request"),
    ("information", "Change of customer data"),
    ("measure", "Corrective or preventive action"),
    ("duty", "Duty"),
    ("greeting", "Greeting"),
]
OPEN = ("open", "submitted")
# Duties that a person ticks off; the others close when the fact behind them is there.
TICKED = ("duty", "greeting")
