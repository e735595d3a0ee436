"""The list of existing contracts in the reader's words: titles, how to fill it, what is wrong."""

from ..tools.legacy import MAX_ROWS
from ..tools.legacy_file import MAX_BYTES


def titles(env):
    """{key of a column: its title}."""
    return {
        "code": env._("Number"),
        "name": env._("Title"),
        "type": env._("Contract Type"),
        "partner": env._("Counterparty"),
        "our_side": env._("We Are"),
        "signed_on": env._("Signed On"),
        "effective_on": env._("In Force Since"),
        "ends_on": env._("End Date"),
        "term": env._("Term"),
        "amount": env._("Amount"),
        "currency": env._("Currency"),
        "state": env._("State"),
        "ended_on": env._("Ended On"),
        "end_ground": env._("Ground of the End"),
        "renewal_decision": env._("Renewal Decision"),
        "renewal_reason": env._("Reason of the Decision"),
        "owner": env._("Owner"),
        "opportunity": env._("Opportunity"),
        "is_classified": env._("Confidential"),
    }


def guides(env):
    """{key of a column: how to fill it}."""
    day = env._("A date like 2026-01-31.")
    return {
        "code": env._("As it stands on the paper. Empty: the next number."),
        "name": env._("What the contract is called."),
        "type": env._("Name or code of the type. Empty: the first one."),
        "partner": env._("Name, tax ID or reference of the contact."),
        "our_side": env._("Which party we are. Empty: the supplier of the type."),
        "signed_on": day,
        "effective_on": env._("A date like 2026-01-31. Empty: since it was signed."),
        "ends_on": env._("The last day in force, or leave it to the term."),
        "term": env._("Like “1 year” or “18 months”; “open” has no end. Empty: that of the type."),
        "amount": env._("Digits with a point before the cents, like 480000.00."),
        "currency": env._("Empty: the company's."),
        "state": env._("Empty: in force."),
        "ended_on": env._("Only of what has ended: the day. By expiry it is the end date."),
        "end_ground": env._("Only of what has ended."),
        "renewal_decision": env._("Only if it was decided already."),
        "renewal_reason": env._("Needed where a contract is left to lapse."),
        "owner": env._("Login of the person in charge. Empty: you."),
        "opportunity": env._("Name of the opportunity that it came from."),
        "is_classified": env._("Others then see its number only."),
    }


def file_problem(env, error):
    """Why the file cannot be read at all, and what to do."""
    words = {
        "empty_file": env._("The file is empty. Fill in the template and choose it here."),
        "too_large": env._(
            "The file is larger than %s MB. Split it, or remove pictures.", MAX_BYTES // 1024**2
        ),
        "old_office": env._(
            "This is an old .xls file, or one with a password. Save it as .xlsx without a password."
        ),
        "too_wide": env._(
            "The list has more than %s columns. Delete those that the template does not have.",
            error.detail,
        ),
        "too_many_rows": env._(
            "The list has more than %s contracts. Split it into several files.", MAX_ROWS
        ),
        "too_far": env._(
            "The sheet goes down to line %s. Delete the empty lines below the last contract.",
            error.detail,
        ),
        "broken_csv": env._(
            "The file breaks off at line %s: a quotation mark may be missing, or a cell holds too"
            " much. Save it again as .xlsx.",
            error.detail,
        ),
        "no_list": env._("This is neither an .xlsx nor a .csv file."),
        "broken_xlsx": env._("The workbook cannot be read. Open it and save it again as .xlsx."),
        "merged": env._(
            "Cells are merged (%s). Unmerge them and repeat the value in each row.", error.detail
        ),
        "bomb": env._("The file unpacks to far more than a list needs. Save it again as .xlsx."),
    }
    return words[error.code]


def problem(env, found):
    """(what is wrong, what to do) of one problem."""
    return {
        **_title_words(env, found),
        **_cell_words(env, found),
        **_day_words(env),
        **_end_words(env),
        **_record_words(env, found),
    }[found.code]


def _title_words(env, found):
    known = env._("Use the titles of the template.")
    return {
        "unknown_column": (env._("No column has this title."), known),
        "column_twice": (env._("The column stands there twice."), env._("Delete one of them.")),
        "column_missing": (env._("The column is missing."), known),
        "no_title": (
            env._("The cell stands in a column without a title."),
            env._("Delete it, or give the column a title of the template."),
        ),
    }


def _cell_words(env, found):
    typed = env._("Type the value itself.")
    return {
        "empty": (env._("It is empty."), env._("Fill it in.")),
        "no_contract": (
            env._("No contract stands below the titles."),
            env._("Fill in a row for each contract; the example's row is passed over."),
        ),
        "formula": (env._("It is a formula."), typed),
        "sheet_error": (env._("It is the error %s.", found.detail), typed),
        "no_text": (env._("It holds characters that are no text."), typed),
        "too_long": (
            env._("It is longer than %s characters.", found.detail),
            env._("Shorten it."),
        ),
        "no_choice": (
            env._("“%s” is none of the choices.", found.detail),
            env._("Take one from the second sheet of the template."),
        ),
        "no_yes": (env._("It is neither yes nor no."), env._("Write yes or no.")),
        "no_amount": (env._("It is no sum of money."), env._("Write it like 480000.00.")),
        "amount_bounds": (
            env._("The sum is out of bounds."),
            env._("It is at least 0 and below 1,000,000,000,000,000."),
        ),
        "amount_digits": (
            env._("The currency has fewer decimal places."),
            env._("Round it."),
        ),
        "no_term": (env._("It is no term."), env._("Write it like “1 year” or “18 months”.")),
    }


def _day_words(env):
    ordered = env._("Compare it with the paper.")
    return {
        "no_day": (env._("It is no date that leaves no doubt."), env._("Write it as 2026-01-31.")),
        "day_bounds": (env._("The year is out of bounds."), ordered),
        "future": (
            env._("The day is still to come."),
            env._("Only contracts that are signed and in force by today are imported."),
        ),
        "before_signed": (env._("It lies before the day of signing."), ordered),
        "before_effective": (env._("It lies before the day of taking effect."), ordered),
        "end_and_term": (
            env._("Both an end date and a term are given."),
            env._("Leave one of them empty."),
        ),
    }


def _end_words(env):
    return {
        "not_ended": (
            env._("The contract is in force."),
            env._("Write “Ended” into the state, or empty this cell."),
        ),
        "ground_missing": (env._("An ended contract needs the ground."), env._("Choose one.")),
        "end_missing": (env._("An ended contract needs the day."), env._("Fill it in.")),
        "no_expiry": (
            env._("By expiry a contract ends on its end date."),
            env._("Correct the day, or choose another ground."),
        ),
        "decision_missing": (
            env._("There is a reason, but no decision."),
            env._("Choose the decision, or empty the reason."),
        ),
        "decision_ended": (
            env._("An ended contract is not decided on."),
            env._("Empty this cell."),
        ),
        "decision_open": (
            env._("A contract without an end has no renewal."),
            env._("Empty this cell, or give the end date."),
        ),
        "reason_missing": (
            env._("A contract is left to lapse without a reason."),
            env._("Say why."),
        ),
    }


def _record_words(env, found):
    return {
        "code_twice": (
            env._("The number stands in line %s already.", found.detail),
            env._("Give each contract a number of its own."),
        ),
        "code_used": (
            env._("The number is used by a contract that is here already."),
            env._("Delete the row, or correct the number."),
        ),
        "partner_unknown": (
            env._("There is no such contact in this company."),
            env._("Correct it, or tick “Create missing counterparties”."),
        ),
        "partner_no_right": (
            env._("There is no such contact, and you may not create contacts."),
            env._("Create it first, or ask somebody who may."),
        ),
        "partner_many": (
            env._("%s contacts are called so.", found.detail),
            env._("Write the tax ID or the reference instead."),
        ),
        "partner_own": (
            env._("This is our own company."),
            env._("Name the other party."),
        ),
        "owner_unknown": (
            env._("No person of this company has this login."),
            env._("Correct it, or leave it empty."),
        ),
        "opportunity_unknown": (
            env._("There is no such opportunity in this company."),
            env._("Correct it, or leave it empty."),
        ),
        "opportunity_many": (
            env._("%s opportunities are called so.", found.detail),
            env._("Leave it empty, and choose it on the contract."),
        ),
        "no_clearance": (
            env._("You lack the clearance for confidential contracts."),
            env._("Leave it empty, or ask somebody who has it."),
        ),
        "refused": (found.detail, env._("Correct the row.")),
    }


def column_title(env, column):
    """The title of a column by its key; a letter or a stray title as it stands."""
    return titles(env).get(column, column)
