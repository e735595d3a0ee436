const { DateTime } = luxon;

const CLOSED_STATES = ["done", "skipped", "cancelled"];

/**
 * Legal days end at midnight where the contract is performed, not where the reader sits.
 *
 * @param {string} [tz] IANA name; the user's zone when empty or unknown
 */
export function todayIn(tz) {
    const there = tz && DateTime.now().setZone(tz);
    return there?.isValid ? there.startOf("day") : DateTime.local().startOf("day");
}

/** Day numbers are compared, not instants: `date` is a midnight of the user's zone, `today` of another. */
function dayNumber({ year, month, day }) {
    return Date.UTC(year, month - 1, day) / 86400000;
}

export function daysUntil(date, today) {
    return dayNumber(date) - dayNumber(today);
}

/**
 * @param {Record<string, any>} data a record's values
 * @param {string} [doneField]
 */
export function isClosed(data, doneField) {
    if (doneField && data[doneField]) {
        return true;
    }
    return Boolean(data.is_done) || CLOSED_STATES.includes(data.state);
}
