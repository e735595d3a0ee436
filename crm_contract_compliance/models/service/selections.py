"""The choices of requests and complaints."""

CATEGORIES = [
    ("consultation", "Consultation"),
    ("training", "Training"),
    ("troubleshooting", "Troubleshooting"),
    ("after_sales", "After-sales advice"),
    ("other", "Other customer need"),
]
INFORMATION = "information"  # not a service: the customer says that its data have changed (T0-3.3)
# What persons may ask of their own data (L-42, PIPL 45 to 47 and 15).
CORRECT, DELETE, WITHDRAW = "data_correct", "data_delete", "data_withdraw"
DATA_REQUESTS = [
    ("data_access", "Access to own data"),
    ("data_copy", "Copy of own data"),
    (CORRECT, "Correction of own data"),
    (DELETE, "Deletion of own data"),
    (WITHDRAW, "Withdrawal of a consent"),
]
DATA_OUTCOMES = [
    ("fulfilled", "Fulfilled"),
    ("partly", "Partly fulfilled"),
    ("refused", "Refused"),
]
CAUSES = [
    ("quality", "Quality of the service"),
    ("delay", "Delay"),
    ("manner", "Manner"),
    ("information", "Wrong information"),
    ("price", "Price or invoice"),
    ("other", "Other"),
]
FINDINGS = [
    ("justified", "Justified"),
    ("partly", "Partly justified"),
    ("unjustified", "Unjustified"),
]
UPHELD = ("justified", "partly")
OVER = ("closed", "cancelled")
# Written by dialogs and moves alone: nobody types when something happened.
SETTLED = frozenset(
    {
        "code",
        "side",
        "received_on",
        "verify_due_date",
        "answer_due_date",
        "answer_due_at",
        "resolution_due_date",
        "resolution_due_at",
        "due_trace",
        "quality_standard",
        "update_due_date",
        "process_id",
        "extended_due_date",
        "extension_reason",
        "extension_notified_on",
        "extension_proof_ids",
        "is_extension_late",
        "finding",
        "facts",
        "outcome_sent_on",
        "outcome_sent_to",
        "outcome_reference",
        "outcome_proof_ids",
        "feedback",
        "feedback_score",
        "feedback_note",
        "cancel_reason",
        "assigned_at",
        "started_at",
        "answered_at",
        "answered_on",
        "closed_at",
        "closed_on",
    }
)
