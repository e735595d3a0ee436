import { Component, markup } from "@odoo/owl";
import { getCurrency } from "@web/core/currency";
import { _t } from "@web/core/l10n/translation";
import { registry } from "@web/core/registry";
import { roundDecimals } from "@web/core/utils/numbers";
import { exprToBoolean } from "@web/core/utils/strings";
import { formatMonetary } from "@web/views/fields/formatters";
import { standardFieldProps } from "@web/views/fields/standard_field_props";
import { useRecordAction } from "../../utils/record_action";

const PAID = "paid_amount";
const HELD = "held_amount";
const CURRENCY = "currency_id";

const NEARLY_USED = 80;
const DEFAULT_DIGITS = 2;

const USED_CLASSES = {
    near: "fw-bold rounded px-1 bg-warning-subtle text-warning-emphasis",
    full: "fw-bold rounded px-1 bg-danger-subtle text-danger-emphasis",
};

/** Neither "0%" of something nor "100%" while something is left. */
function percentUsed(used, free, limit) {
    if (free <= 0) {
        return 100;
    }
    const percent = Math.min(99, Math.round((100 * used) / limit));
    return used > 0 ? Math.max(1, percent) : 0;
}

function levelOf(percent) {
    if (percent >= 100) {
        return "full";
    }
    return percent >= NEARLY_USED ? "near" : "calm";
}

/** A liability cap: what is paid, what is held for claims not yet paid, what is left of the limit. */
export class ContractCapField extends Component {
    static template = "crm_contract_compliance.ContractCapField";
    static props = {
        ...standardFieldProps,
        action: { type: String, optional: true },
        compact: { type: Boolean, optional: true },
        currencyField: { type: String, optional: true },
        heldField: { type: String, optional: true },
        paidField: { type: String, optional: true },
    };
    static defaultProps = { heldField: HELD, paidField: PAID };

    setup() {
        this.runAction = useRecordAction();
    }

    amount(name) {
        return Math.max(0, this.props.record.data[name] || 0);
    }

    get currencyId() {
        const { currencyField, name, record } = this.props;
        const field = currencyField || record.fields[name].currency_field || CURRENCY;
        return record.data[field]?.id;
    }

    get digits() {
        return getCurrency(this.currencyId)?.digits[1] ?? DEFAULT_DIGITS;
    }

    /** Null without a limit: nothing is measured against nothing. */
    get gauge() {
        const limit = this.amount(this.props.name);
        if (!limit) {
            return null;
        }
        const paid = this.amount(this.props.paidField);
        const held = this.amount(this.props.heldField);
        const free = Math.max(0, roundDecimals(limit - paid - held, this.digits));
        const percent = percentUsed(paid + held, free, limit);
        return { free, held, level: levelOf(percent), limit, paid, percent: `${percent}%` };
    }

    format(amount) {
        return formatMonetary(amount, { currencyId: this.currencyId });
    }

    formatShort(amount) {
        return formatMonetary(amount, {
            currencyId: this.currencyId,
            noSymbol: true,
            trailingZeros: !Number.isInteger(amount),
        });
    }

    /** A bar cannot be more than full, whatever the amounts say. */
    segments({ held, limit, paid }) {
        const paidShare = Math.min(100, (100 * paid) / limit);
        const heldShare = Math.min(100 - paidShare, (100 * held) / limit);
        return [
            { kind: "paid", share: paidShare },
            { kind: "held", share: heldShare },
        ]
            .filter(({ share }) => share > 0)
            .map(({ kind, share }) => ({ kind, style: `width: ${Math.round(share * 1000) / 1000}%` }));
    }

    headline({ free, limit }) {
        return _t("%(free)s free of %(limit)s", {
            free: markup`<strong>${this.format(free)}</strong>`,
            limit: this.format(limit),
        });
    }

    usedClass({ level }) {
        return USED_CLASSES[level] || "";
    }

    usedText({ percent }) {
        return _t("%(percent)s used", { percent });
    }

    sentence({ free, held, limit, paid, percent }) {
        return _t(
            "%(free)s free of %(limit)s: %(paid)s paid, %(held)s committed, %(percent)s used",
            {
                free: this.format(free),
                held: this.format(held),
                limit: this.format(limit),
                paid: this.format(paid),
                percent,
            }
        );
    }

    legend({ free, held, paid }) {
        return [
            { kind: "paid", label: _t("Paid"), amount: this.formatShort(paid) },
            { kind: "held", label: _t("Committed"), amount: this.formatShort(held) },
            { kind: "free", label: _t("Free"), amount: this.formatShort(free) },
        ];
    }

    get isButton() {
        return Boolean(this.props.action && this.props.record.resId);
    }

    onClick() {
        return this.runAction(this.props.record, this.props.action);
    }

    /** A list would open its row on Enter. */
    onKeydown(ev) {
        if (ev.key === "Enter") {
            ev.stopPropagation();
        }
    }
}

export const contractCapField = {
    component: ContractCapField,
    displayName: _t("Liability cap"),
    supportedTypes: ["monetary", "float"],
    supportedOptions: [
        { label: _t("Paid"), name: "paid", type: "field", availableTypes: ["monetary", "float"] },
        { label: _t("Committed"), name: "held", type: "field", availableTypes: ["monetary", "float"] },
        {
            label: _t("Currency"),
            name: "currency_field",
            type: "field",
            availableTypes: ["many2one"],
        },
        { label: _t("Bar and percentage only"), name: "compact", type: "boolean" },
        { label: _t("Method that a click calls"), name: "action", type: "string" },
    ],
    isEmpty: () => false,
    extractProps: ({ options, viewType }) => ({
        action: options.action,
        compact: exprToBoolean(options.compact) || viewType === "list",
        currencyField: options.currency_field,
        heldField: options.held,
        paidField: options.paid,
    }),
    fieldDependencies: ({ options, type }) => [
        { name: options.paid || PAID, type },
        { name: options.held || HELD, type },
        { name: options.currency_field || CURRENCY, type: "many2one", relation: "res.currency" },
    ],
    listViewWidth: [140],
};

registry.category("fields").add("contract_cap", contractCapField);
