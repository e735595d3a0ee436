import { reactive, useSubEnv } from "@odoo/owl";
import { KeepLast } from "@web/core/utils/concurrency";
import { ContractDeadlineTiles } from "./deadline_tiles";

const MODEL = "crm.contract.deadline";

/** Values from `orm.call` did not pass `call_button`, which derives `views` from `view_mode`. */
function withViews(action) {
    if (action.type !== "ir.actions.act_window" || action.views) {
        return action;
    }
    const { view_id, view_mode = "form", ...rest } = action;
    const first = Array.isArray(view_id) ? view_id[0] : view_id || false;
    const views = view_mode.split(",").map((mode, index) => [index ? false : first, mode]);
    return { ...rest, views };
}

/**
 * The tile strip and "a click opens the record behind", for list and kanban controllers.
 *
 * @param {typeof import("@odoo/owl").Component} Controller
 */
export function withDeadlineTiles(Controller) {
    return class ContractDeadlineController extends Controller {
        static components = { ...Controller.components, ContractDeadlineTiles };

        setup() {
            this.tiles = reactive({ mine: null, team: false });
            this.keepLastTiles = new KeepLast();
            useSubEnv({ contractTiles: this.tiles });
            super.setup();
        }

        get className() {
            return `${super.className || ""} o_contract_with_tiles`;
        }

        /** Counts follow the data: after each load, and after a cell was saved. */
        get modelParams() {
            const params = super.modelParams;
            const { onRecordSaved } = params.hooks;
            params.hooks.onRootLoaded = () => this.onRootLoaded();
            params.hooks.onRecordSaved = (record) => {
                this.loadTiles();
                return onRecordSaved(record);
            };
            params.hooks.onSavedMulti = () => this.loadTiles();
            return params;
        }

        onRootLoaded() {
            if (!this.model.orm.isSample) {
                this.loadTiles();
            }
        }

        /** Not awaited by the view: the list must not wait for its counts. */
        async loadTiles() {
            const { orm } = this.env.services;
            Object.assign(this.tiles, await this.keepLastTiles.add(orm.call(MODEL, "get_tiles", [])));
        }

        async openRecord(record, options = {}) {
            const { action, orm } = this.env.services;
            if (await record.isDirty()) {
                await record.save();
            }
            const source = await orm.call(MODEL, "action_open_source", [[record.resId]]);
            if (!source) {
                return super.openRecord(record, options);
            }
            return action.doAction(withViews(source), { newWindow: options.newWindow });
        }
    };
}
