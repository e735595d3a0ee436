"""Rates and ceilings in the reader's words: the same in a rule, in its trace and on paper."""


def rate_in_words(env, number, per=None):
    """“0.05% a day”, “2%”: of a number as the reader writes it."""
    percent = f"{number}%"
    if per == "day":
        return env._("%s a day", percent)
    return env._("%s a year", percent) if per == "year" else percent


def ceiling_in_words(env, number, base):
    """“5% of the overdue amount”"""
    return env._(
        "%(percent)s %(base)s", percent=f"{number}%", base=ceiling_base_in_words(env, base)
    )


def ceiling_base_in_words(env, base):
    return {
        "overdue": env._("of the overdue amount"),
        "contract_total": env._("of the contract's amount"),
    }.get(base, "")
