import { _t } from "@web/core/l10n/translation";
import { registry } from "@web/core/registry";

/** Longer than core's 4 seconds: one has to read it, decide and reach the button. */
const TIME_TO_UNDO = 10000;
const SOFT_RELOAD = { type: "ir.actions.client", tag: "soft_reload" };

async function undo(env, ids) {
    await env.services.orm.call("crm.contract.deadline", "action_reopen", [ids]);
    await env.services.action.doAction(SOFT_RELOAD);
}

/** A view's button brings `onClose`, which loads its rows again in place; elsewhere the view is restored. */
export function deadlineDoneNotification(env, action, options = {}) {
    const { deadline_ids: ids = [], message, next } = action.params || {};
    let close = () => {};
    const buttons = [
        {
            name: _t("Undo"),
            icon: "fa-undo",
            onClick: () => {
                close();
                return undo(env, ids);
            },
        },
    ];
    close = env.services.notification.add(message || _t("Done"), {
        type: "success",
        autocloseDelay: TIME_TO_UNDO,
        buttons: ids.length ? buttons : [],
    });
    return next || (options.onClose ? { type: "ir.actions.act_window_close" } : SOFT_RELOAD);
}

registry
    .category("actions")
    .add("contract_deadline_done_notification", deadlineDoneNotification);
