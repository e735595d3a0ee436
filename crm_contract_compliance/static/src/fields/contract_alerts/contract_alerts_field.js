import { useRef } from "@odoo/owl";
import { ActionableErrorsField } from "@account/components/actionable_errors/actionable_errors";
import { registry } from "@web/core/registry";
import { getTabableElements } from "@web/core/utils/ui";
import { useRecordAction } from "../../utils/record_action";

/** The frames that a page of the notebook may take to appear. */
const PATIENCE = 10;

/**
 * Core's banner of `account`, with four differences: it announces itself as a status, its link is
 * a button, which may lead to a `spot` of the form (a page and its field), and the record is read
 * again once what the link opened has been closed (core keeps showing "missing" after the dialog
 * has supplied it).
 */
export class ContractAlertsField extends ActionableErrorsField {
    static template = "crm_contract_compliance.ContractAlertsField";

    setup() {
        super.setup();
        this.root = useRef("root");
        this.runAction = useRecordAction();
    }

    async handleOnClick({ action, action_call, spot }) {
        if (spot) {
            return this.showSpot(...spot);
        }
        await this.runAction(this.props.record, action_call ? () => this.call(action_call) : action);
    }

    call([model, method, args]) {
        return this.orm.call(model, method, [args]);
    }

    async showSpot(page, field) {
        const form = this.root.el.closest(".o_form_view");
        form.querySelector(`.o_notebook_headers .nav-link[name="${page}"]`)?.click();
        const find = () => form.querySelector(`.o_field_widget[name="${field}"]`);
        for (let frame = 0; frame < PATIENCE && !find(); frame++) {
            await new Promise((resolve) => requestAnimationFrame(resolve));
        }
        const widget = find();
        if (widget) {
            widget.scrollIntoView({ block: "center" });
            getTabableElements(widget)[0]?.focus();
        }
    }
}

export const contractAlertsField = {
    component: ContractAlertsField,
    supportedTypes: ["json"],
};

registry.category("fields").add("contract_alerts", contractAlertsField);
