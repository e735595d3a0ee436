import { Component } from "@odoo/owl";
import { _t } from "@web/core/l10n/translation";
import { registry } from "@web/core/registry";
import { standardFieldProps } from "@web/views/fields/standard_field_props";
import { useRecordAction } from "../../utils/record_action";

/** An open step shows its number, the others a sign: none of them relies on its colour. */
const STATES = {
    done: { icon: "fa-check", word: _t("done") },
    open: { icon: "", word: _t("open") },
    blocked: { icon: "fa-lock", word: _t("blocked") },
    warning: { icon: "fa-exclamation", word: _t("needs attention") },
};

/**
 * Facts in their order, each with what to do about it. The value is a list of
 * `{key, label, state, note, reason, action}`; whatever is not that is left out.
 */
export class ContractStepsField extends Component {
    static template = "crm_contract_compliance.ContractStepsField";
    static props = { ...standardFieldProps };

    setup() {
        this.runAction = useRecordAction();
    }

    get label() {
        return this.props.record.fields[this.props.name].string;
    }

    get steps() {
        const value = this.props.record.data[this.props.name];
        const steps = (Array.isArray(value) ? value : [])
            .filter((step) => step?.label)
            .map((step, index) => {
                const state = Object.hasOwn(STATES, step.state) ? step.state : "open";
                return { ...step, ...STATES[state], state, number: index + 1 };
            });
        const current = steps.find(({ state }) => state !== "done");
        return steps.map((step) => ({ ...step, isCurrent: step === current }));
    }

    onClick({ action }) {
        return this.runAction(this.props.record, action);
    }
}

export const contractStepsField = {
    component: ContractStepsField,
    displayName: _t("Steps"),
    supportedTypes: ["json"],
};

registry.category("fields").add("contract_steps", contractStepsField);
