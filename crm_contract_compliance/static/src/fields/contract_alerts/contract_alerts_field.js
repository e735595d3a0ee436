import { ActionableErrorsField } from "@account/components/actionable_errors/actionable_errors";
import { registry } from "@web/core/registry";
import { useRecordAction } from "../../utils/record_action";

/**
 * Core's banner of `account`, with three differences: it announces itself as a status, its link is
 * a button, and the record is read again once what the link opened has been closed (core keeps
 * showing "missing" after the dialog has supplied it).
 */
export class ContractAlertsField extends ActionableErrorsField {
    static template = "crm_contract_compliance.ContractAlertsField";

    setup() {
        super.setup();
        this.runAction = useRecordAction();
    }

    async handleOnClick({ action, action_call }) {
        await this.runAction(this.props.record, action_call ? () => this.call(action_call) : action);
    }

    call([model, method, args]) {
        return this.orm.call(model, method, [args]);
    }
}

export const contractAlertsField = {
    component: ContractAlertsField,
    supportedTypes: ["json"],
};

registry.category("fields").add("contract_alerts", contractAlertsField);
