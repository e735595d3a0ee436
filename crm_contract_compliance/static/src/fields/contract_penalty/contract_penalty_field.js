import { registry } from "@web/core/registry";
import { MonetaryField, monetaryField } from "@web/views/fields/monetary/monetary_field";

const NOTE = "penalty_note";

/** A penalty, or in words that it is not known yet and why: never a 0 that nobody reckoned. */
export class ContractPenaltyField extends MonetaryField {
    static template = "crm_contract_compliance.ContractPenaltyField";

    get note() {
        return this.props.record.data[NOTE] || "";
    }
}

export const contractPenaltyField = {
    ...monetaryField,
    component: ContractPenaltyField,
    fieldDependencies: [{ name: NOTE, type: "char" }],
};

registry.category("fields").add("contract_penalty", contractPenaltyField);
