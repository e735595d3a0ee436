"""The choices of a standing duty."""

DUTY_KINDS = [
    ("visit", "Visit"),
    ("greeting", "Greeting"),
    ("report", "Report"),
    ("review", "Review"),
    ("data_check", "Data Check"),
    ("channel_check", "Channel Check"),
    ("training", "Training"),
    ("maintenance", "Maintenance"),
    ("manual", "Manual"),
    ("policy_review", "Policy Review"),
    ("safeguard", "Safeguard"),
    ("other", "Other"),
]
# What keeps the data safe (T0-3.2, T2-3.1.3, L-43): rules with their versions, and measures.
SAFEGUARDS = ("policy_review", "safeguard")
NATURES = [("technical", "Technical"), ("managerial", "Managerial")]
UNITS = [
    ("none", "Always, without dates"),
    ("once", "Once"),
    ("day", "Days"),
    ("week", "Weeks"),
    ("month", "Months"),
    ("year", "Years"),
]
SCOPES = [
    ("sales", "Sales"),
    ("service", "Service"),
    ("after_sales", "After-sales"),
    ("other", "Other"),
]
# The contract's field that says whether it covers a scope (T0-2.2).
SCOPE_OF = {
    "is_scope_sales": "sales",
    "is_scope_service": "service",
    "is_scope_after_sales": "after_sales",
    "is_scope_other": "other",
}
TIERS = [("regular", "Regular"), ("key", "Key"), ("long_term", "Long-Term")]
LANES = [("ours", "Ours"), ("theirs", "Theirs"), ("third", "Third Party's")]


def lane_of(side, our_side):
    """Whose duty it is, seen from us; nobody's where no side is named."""
    if not side or side == "third":
        return side
    return "ours" if side == our_side else "theirs"
