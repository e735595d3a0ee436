import { registry } from "@web/core/registry";
import { kanbanView } from "@web/views/kanban/kanban_view";
import { KanbanController } from "@web/views/kanban/kanban_controller";
import { ListController } from "@web/views/list/list_controller";
import { listView } from "@web/views/list/list_view";
import { withDeadlineTiles } from "./deadline_controller";

export class ContractDeadlineListController extends withDeadlineTiles(ListController) {
    static template = "crm_contract_compliance.DeadlineListView";
}

export class ContractDeadlineKanbanController extends withDeadlineTiles(KanbanController) {
    static template = "crm_contract_compliance.DeadlineKanbanView";
}

export const contractDeadlineListView = { ...listView, Controller: ContractDeadlineListController };
export const contractDeadlineKanbanView = {
    ...kanbanView,
    Controller: ContractDeadlineKanbanController,
};

registry
    .category("views")
    .add("contract_deadline_list", contractDeadlineListView)
    .add("contract_deadline_kanban", contractDeadlineKanbanView);
