import { ActionableErrorsField } from "@account/components/actionable_errors/actionable_errors";
import { registry } from "@web/core/registry";

/**
 * Core's banner of `account`, with three differences: it announces itself as a status, its link is
 * a button, and the record is read again once what the link opened has been closed (core keeps
 * showing "missing" after the dialog has supplied it).
 */
export class ContractAlertsField extends ActionableErrorsField {
    static template = "crm_contract_compliance.ContractAlertsField";

    async handleOnClick(alert) {
        const { record } = this.props;
        if (!(await record.save())) {
            return;
        }
        if (alert.action_call) {
            const [model, method, args] = alert.action_call;
            await this.orm.call(model, method, [args]);
            await record.load();
        } else {
            await this.actionService.doAction(this.withViews(alert.action), {
                onClose: () => record.load(),
            });
        }
    }

    withViews(action) {
        const { view_mode, ...rest } = action;
        if (!view_mode || action.views) {
            return action;
        }
        return { ...rest, views: view_mode.split(",").map((mode) => [false, mode]) };
    }
}

export const contractAlertsField = {
    component: ContractAlertsField,
    supportedTypes: ["json"],
};

registry.category("fields").add("contract_alerts", contractAlertsField);
