"""The kinds of deadlines, and the order in which the timeline's moves are legal."""

KINDS = [
    ("renewal_notice", "Renewal notice"),
    ("renewal_complete", "Renewal completion"),
    ("expiry", "End of contract"),
    ("termination", "End of contract by notice"),
    ("rescission", "Right to rescind"),
    ("nda", "Confidentiality"),
    ("certificate", "Certificate"),
    ("consent", "Consent to a third party"),
    ("agreement", "Third-party agreement"),
    ("third_party", "End of a third party"),
    ("cap", "Liability cap"),
    ("payment", "Payment"),
    ("interruption_notice", "Notice of force majeure"),
    ("interruption_proof", "Proof of force majeure"),
    ("assist", "Help against a third party"),
    ("limitation", "Limitation of a claim"),
    ("answer", "Answer to a notice"),
    ("dispute", "Step in a dispute"),
    ("complaint", "Complaint"),
    ("request", "Service request"),
    ("resolution", "Solution of a request"),
    ("information", "Change of customer data"),
    ("data_request", "Data-subject request"),
    ("incident", "Data incident"),
    ("measure", "Corrective or preventive action"),
    ("duty", "Duty"),
    ("greeting", "Greeting"),
    ("handover", "Hand-over"),
]
OPEN = ("open", "submitted")
# Duties that a person ticks off; the others close when the fact behind them is there.
TICKED = ("duty", "greeting")
