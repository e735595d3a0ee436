import { Component, useState } from "@odoo/owl";
import { _t } from "@web/core/l10n/translation";
import { registry } from "@web/core/registry";
import { formatDate } from "@web/views/fields/formatters";
import { standardFieldProps } from "@web/views/fields/standard_field_props";
import { Axis } from "./contract_axis";

const DATES = ["effective_date", "renewal_notice_date", "renewal_complete_date", "end_date"];

function clip(position) {
    return Math.min(100, Math.max(0, position));
}

export class ContractWindowField extends Component {
    static template = "crm_contract_compliance.ContractWindowField";
    static props = {
        ...standardFieldProps,
        withScale: { type: Boolean, optional: true },
    };

    setup() {
        this.axisState = useState(this.env.contractAxis || { offset: 0 });
    }

    get axis() {
        const { tz } = this.props.record.data;
        return new Axis(this.axisState.offset, typeof tz === "string" ? tz : "");
    }

    get dates() {
        const { effective_date, renewal_notice_date, renewal_complete_date, end_date } =
            this.props.record.data;
        return {
            start: effective_date,
            notice: renewal_notice_date,
            complete: renewal_complete_date,
            end: end_date,
        };
    }

    get label() {
        const { complete, end, notice } = this.dates;
        const say = (date) => formatDate(date, { numeric: true });
        const parts = [end ? _t("In force to %s", say(end)) : _t("In force without an end date")];
        if (notice) {
            parts.push(_t("notice by %s", say(notice)));
        }
        if (complete) {
            parts.push(_t("complete by %s", say(complete)));
        }
        return parts.reduce((before, next) => _t("%(before)s; %(next)s", { before, next }));
    }

    /** The last day counts: the bar ends where the next day begins. */
    get segments() {
        const { complete, notice, start } = this.dates;
        const end = this.dates.end && this.dates.end.plus({ days: 1 });
        return [
            this.segment("force", start, notice || complete || end),
            notice && this.segment("notice", notice, complete || end),
            complete && this.segment("complete", complete, end),
        ].filter(Boolean);
    }

    segment(kind, from, to) {
        const first = from ? this.axis.position(from) : -1;
        const last = to ? this.axis.position(to) : 101;
        const left = clip(first);
        const width = Math.round((clip(last) - left) * 1000) / 1000;
        if (width <= 0) {
            return null;
        }
        const cut = `${first < 0 ? " o_contract_cut_start" : ""}${last > 100 ? " o_contract_cut_end" : ""}`;
        return {
            kind,
            className: `o_contract_window_${kind}${cut}`,
            style: `inset-inline-start: ${left}%; width: ${width}%`,
        };
    }

    /** When the axis was moved away from the whole bar, say on which side it lies. */
    get outside() {
        const { end, start } = this.dates;
        if (this.segments.length || !(start || end)) {
            return null;
        }
        return end && this.axis.position(end) < 0 ? "before" : "after";
    }

    get todayStyle() {
        const left = this.axis.position(this.axis.today);
        return left < 0 || left > 100 ? "" : `inset-inline-start: ${left}%`;
    }
}

export const contractWindowField = {
    component: ContractWindowField,
    displayName: _t("Renewal window"),
    supportedTypes: ["date"],
    isEmpty: () => false,
    extractProps: ({ viewType }) => ({ withScale: viewType !== "list" }),
    fieldDependencies: DATES.map((name) => ({ name, type: "date" })),
    listViewWidth: [400],
};

registry.category("fields").add("contract_window", contractWindowField);
