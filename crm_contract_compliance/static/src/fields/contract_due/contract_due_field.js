import { Component } from "@odoo/owl";
import { _t } from "@web/core/l10n/translation";
import { registry } from "@web/core/registry";
import { exprToBoolean } from "@web/core/utils/strings";
import { DateTimeField } from "@web/views/fields/datetime/datetime_field";
import { formatDate } from "@web/views/fields/formatters";
import { standardFieldProps } from "@web/views/fields/standard_field_props";
import { daysUntil, isClosed, todayIn } from "../../utils/dates";

const DATE_ONLY_AFTER = 60;
const SOON = 7;

export function dueText(days) {
    if (days === -1) {
        return _t("1 day late");
    }
    if (days < 0) {
        return _t("%s days late", -days);
    }
    if (days === 0) {
        return _t("Today");
    }
    if (days === 1) {
        return _t("Tomorrow");
    }
    return days > DATE_ONLY_AFTER ? "" : _t("in %s days", days);
}

export class ContractDueField extends Component {
    static template = "crm_contract_compliance.ContractDueField";
    static components = { DateTimeField };
    static props = {
        ...standardFieldProps,
        doneField: { type: String, optional: true },
        muted: { type: Boolean, optional: true },
        tzField: { type: String, optional: true },
        required: { type: Boolean, optional: true },
        showTextInEdit: { type: Boolean, optional: true },
    };

    get value() {
        return this.props.record.data[this.props.name];
    }

    get isClosed() {
        return isClosed(this.props.record.data, this.props.doneField);
    }

    get days() {
        const tz = this.props.record.data[this.props.tzField || "tz"];
        return daysUntil(this.value, todayIn(typeof tz === "string" ? tz : ""));
    }

    get text() {
        // "12 days late" would be untrue of something done in time
        return this.value && !this.isClosed ? dueText(this.days) : "";
    }

    get textClass() {
        const { days } = this;
        if (this.props.muted) {
            return "text-muted";
        }
        if (days < 0) {
            return "o_contract_due_late fw-bold rounded px-1 bg-danger-subtle text-danger-emphasis";
        }
        if (days === 0) {
            return "o_contract_due_today fw-bold rounded px-1 bg-warning-subtle text-warning-emphasis";
        }
        return days <= SOON ? "fw-bold" : "";
    }

    get date() {
        return formatDate(this.value, { numeric: true });
    }

    get isoDate() {
        return this.value.toISODate();
    }

    get editorProps() {
        const { id, name, readonly, record, required } = this.props;
        return { id, name, readonly, record, required, numeric: true };
    }
}

export const contractDueField = {
    component: ContractDueField,
    displayName: _t("Days left"),
    supportedTypes: ["date"],
    supportedOptions: [
        { label: _t("Field that says it is done"), name: "done_field", type: "field" },
        { label: _t("Without colours"), name: "muted", type: "boolean" },
    ],
    extractProps: ({ options, viewType }, dynamicInfo) => ({
        doneField: options.done_field,
        muted: exprToBoolean(options.muted),
        tzField: options.tz_field,
        required: dynamicInfo.required,
        showTextInEdit: viewType === "form",
    }),
    fieldDependencies: ({ options }) =>
        [
            { name: options.done_field, type: "boolean" },
            { name: options.tz_field, type: "char" },
        ].filter(({ name }) => name),
    listViewWidth: [185],
};

registry.category("fields").add("contract_due", contractDueField);
