"""Selections that several models share; labels are translated where the fields stand."""

SIDES = [("a", "Party A"), ("b", "Party B")]
ALL_SIDES = [*SIDES, ("third", "Third Party")]
EXECUTION_MODES = [
    ("sign_and_seal", "Signed and sealed"),
    ("sign_or_seal", "Signed or sealed"),
    ("sign", "Signature only"),
]
CAPACITIES = [("legal", "Legal representative"), ("authorised", "Authorised representative")]
SIGNING_METHODS = [("wet", "By hand on paper"), ("electronic", "Electronic signature")]
OTHER_SIDE = {"a": "b", "b": "a"}
CAP_AUTHORS = [
    ("a_b", "Party A and Party B"),
    ("b_third", "Party B and the third party"),
    ("all", "All three"),
]
PARTY_SIZES = [
    ("state_body", "State organ or public institution"),
    ("large", "Large company"),
    ("medium", "Medium company"),
    ("small", "Small company"),
    ("micro", "Micro company"),
]
DAY_UNITS = [("calendar", "Calendar days"), ("working", "Working days")]
