import { reactive, useSubEnv } from "@odoo/owl";
import { registry } from "@web/core/registry";
import { useSetupAction } from "@web/search/action_hook";
import { ListController } from "@web/views/list/list_controller";
import { ListRenderer } from "@web/views/list/list_renderer";
import { listView } from "@web/views/list/list_view";
import { ContractAxis } from "../../fields/contract_window/contract_axis";

export class ContractRenewalListController extends ListController {
    setup() {
        const contractAxis = reactive({ offset: this.props.state?.contractAxisOffset || 0 });
        useSubEnv({ contractAxis });
        super.setup();
        useSetupAction({
            getLocalState: () => ({ contractAxisOffset: contractAxis.offset }),
        });
    }
}

export class ContractRenewalListRenderer extends ListRenderer {
    static template = "crm_contract_compliance.RenewalListRenderer";
    static components = { ...ListRenderer.components, ContractAxis };
}

export const contractRenewalListView = {
    ...listView,
    Controller: ContractRenewalListController,
    Renderer: ContractRenewalListRenderer,
};

registry.category("views").add("contract_renewal_list", contractRenewalListView);
