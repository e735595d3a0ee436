import { Component } from "@odoo/owl";
import { _t } from "@web/core/l10n/translation";
import { registry } from "@web/core/registry";
import { standardFieldProps } from "@web/views/fields/standard_field_props";

/**
 * Why an amount is what it is. The value is the table of a trace in the reader's words, as
 * models/base/trace_words.py makes it for the screen and for paper.
 */
export class ContractTraceField extends Component {
    static template = "crm_contract_compliance.ContractTraceField";
    static props = { ...standardFieldProps };

    get trace() {
        const value = this.props.record.data[this.props.name];
        return value && Array.isArray(value.rows) ? value : null;
    }

    /** Seven columns are too many for a phone: a charge is told in words there. */
    get isNarrow() {
        return this.env.isSmall && this.trace.rows.some((row) => row.kind === "slice");
    }

    get columns() {
        const { columns, narrow } = this.trace;
        return this.isNarrow ? [{ name: "words", words: narrow }, columns.at(-1)] : columns;
    }

    /** Columns that the words of a step take, beside its numbers. */
    span(cells) {
        return this.columns.length - cells.length;
    }
}

export const contractTraceField = {
    component: ContractTraceField,
    displayName: _t("Why This Number"),
    supportedTypes: ["json"],
};

registry.category("fields").add("contract_trace", contractTraceField);
