import { Component } from "@odoo/owl";
import { deserializeDate, formatDate } from "@web/core/l10n/dates";
import { _t } from "@web/core/l10n/translation";
import { registry } from "@web/core/registry";
import { formatFloat } from "@web/core/utils/numbers";
import { formatMonetary } from "@web/views/fields/formatters";
import { standardFieldProps } from "@web/views/fields/standard_field_props";

const CURRENCY = "currency_id";

/** Steps of days decide what is charged, those of money what is made of the charges. */
const DAY_STEPS = new Set(["pause", "late_already", "grace"]);

const FIXED_SUMS = { fixed: _t("Fixed sum"), negotiated: _t("Agreed sum") };

const PAUSES = {
    force_majeure: _t("Force majeure"),
    suspension: _t("Suspension"),
    creditor_delay: _t("Delay of the creditor"),
};

const CEILING_BASES = {
    overdue: _t("of the overdue amount"),
    contract_total: _t("of the contract's amount"),
};

const LOSS_STEPS = {
    direct: _t("Direct losses"),
    indirect: _t("Indirect losses"),
    not_counted: _t("Indirect losses, which the contract does not count"),
    unforeseeable: _t("Not foreseeable when the contract was signed"),
    avoidable: _t("Could have been avoided"),
    contributory: _t("Own share of the injured side"),
    mitigation: _t("Costs of keeping the loss small"),
    rounded: _t("Rounded"),
    earnest_paid: _t("Paid as earnest money"),
    earnest_excess: _t("Above a fifth of the contract's amount: an ordinary payment"),
    earnest_doubled: _t("Returned double"),
};

function dateText(iso) {
    return iso ? formatDate(deserializeDate(iso)) : "";
}

/** All digits that are there, in the reader's way of writing numbers. */
function numberText(plain) {
    const places = String(plain).split(".")[1]?.length || 0;
    return formatFloat(Number(plain), { digits: [16, places] });
}

function percentText(plain) {
    return `${numberText(plain)}%`;
}

function daysText(days) {
    return Number(days) === 1 ? _t("1 day") : _t("%s days", numberText(days));
}

/**
 * Why an amount is what it is. The value is the trace of a penalty (`slices` and `steps`) or of
 * losses (`steps` alone), as tools/penalty.py and models/liability write it.
 */
export class ContractTraceField extends Component {
    static template = "crm_contract_compliance.ContractTraceField";
    static props = { ...standardFieldProps };

    get trace() {
        const value = this.props.record.data[this.props.name];
        return value && Array.isArray(value.steps) ? value : null;
    }

    get isPenalty() {
        return Array.isArray(this.trace.slices);
    }

    get isSmall() {
        return this.env.isSmall;
    }

    /** Columns before that of the amount. */
    get span() {
        return this.isSmall ? 1 : 6;
    }

    get caption() {
        const { as_of, overdue_days, since } = this.trace;
        if (!this.isPenalty) {
            return this.trace.of === "earnest"
                ? _t("What follows from the earnest money")
                : _t("Losses that can be claimed");
        }
        const days = { since: dateText(since), day: dateText(as_of), late: daysText(overdue_days) };
        return overdue_days
            ? _t("Due %(since)s; %(late)s late on %(day)s", days)
            : _t("Since %(since)s, reckoned on %(day)s", days);
    }

    money(plain, noSymbol = true) {
        return formatMonetary(Number(plain), {
            currencyId: this.props.record.data[CURRENCY]?.id,
            noSymbol,
        });
    }

    get total() {
        return this.money(this.trace.amount, false);
    }

    get slices() {
        return this.trace.slices.map((slice, index) => ({
            key: index,
            first: dateText(slice.first),
            last: slice.per === "once" ? "" : dateText(slice.last),
            days: slice.per === "once" ? _t("once") : numberText(slice.days),
            length: slice.per === "once" ? _t("once") : daysText(slice.days),
            base: this.money(slice.base),
            rate: this.rateText(slice),
            rateNote: this.rateNote(slice),
            clause: slice.clause || "",
            amount: this.money(slice.amount),
        }));
    }

    /** A slice in words, for where there is no room for columns. */
    sliceWords({ base, clause, length, rate, rateNote }) {
        return [length, base, rateNote ? `${rate} (${rateNote})` : rate, clause && _t("clause %s", clause)]
            .filter(Boolean)
            .join(" · ");
    }

    rateText({ method, per, rate }) {
        if (Object.hasOwn(FIXED_SUMS, method)) {
            return FIXED_SUMS[method];
        }
        const percent = percentText(rate);
        if (per === "once") {
            return percent;
        }
        return per === "day" ? _t("%s a day", percent) : _t("%s a year", percent);
    }

    rateNote({ multiplier, reference, year_days }) {
        return [
            reference && `${percentText(reference)} × ${numberText(multiplier || 1)}`,
            year_days && _t("year of %s days", year_days),
        ]
            .filter(Boolean)
            .join(", ");
    }

    get daySteps() {
        return this.numbered(this.trace.steps.filter(({ code }) => DAY_STEPS.has(code)));
    }

    get moneySteps() {
        return this.numbered(this.trace.steps.filter(({ code }) => !DAY_STEPS.has(code)));
    }

    numbered(steps) {
        return steps.map((step, key) => ({
            key,
            code: step.code,
            words: this.stepWords(step),
            result: DAY_STEPS.has(step.code) ? daysText(step.after) : this.money(step.after),
        }));
    }

    stepWords({ after, before, code, detail, first, last, percent }) {
        const reason = PAUSES[detail] || detail;
        const span = { reason, first: dateText(first), last: dateText(last) || _t("today") };
        switch (code) {
            case "pause":
                return _t("%(reason)s %(first)s – %(last)s does not count", span);
            case "late_already":
                return _t("%(reason)s %(first)s – %(last)s counts: it was late already", span);
            case "grace":
                if (!Number(after)) {
                    return _t("Within the days of grace");
                }
                return detail === "threshold"
                    ? _t("The grace has passed: all days count")
                    : _t("Days of grace do not count");
            case "ceiling":
                return _t("%(before)s cut by the ceiling of %(percent)s %(base)s", {
                    before: this.money(before),
                    percent: percentText(percent),
                    base: CEILING_BASES[detail] || "",
                });
            case "rounded":
                return _t("Rounded from %s", numberText(before));
        }
        return code;
    }

    get losses() {
        return this.trace.steps.map(({ change, code, total }, key) => ({
            key,
            code,
            words: LOSS_STEPS[code] || code,
            change: this.money(change),
            total: this.money(total),
        }));
    }
}

export const contractTraceField = {
    component: ContractTraceField,
    displayName: _t("Why This Number"),
    supportedTypes: ["json"],
    fieldDependencies: [{ name: CURRENCY, type: "many2one", relation: "res.currency" }],
};

registry.category("fields").add("contract_trace", contractTraceField);
