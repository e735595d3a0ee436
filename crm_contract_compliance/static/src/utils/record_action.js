import { useService } from "@web/core/utils/hooks";

/** `view_mode` is the server's word for it: the client knows `views` only. */
export function withViews(action) {
    const { view_mode, ...rest } = action;
    if (!view_mode || action.views) {
        return action;
    }
    return { ...rest, views: view_mode.split(",").map((mode) => [false, mode]) };
}

/**
 * What a button within a field does: save what was typed, run the action, and read the record again
 * once what it opened has been closed. Pressed again meanwhile, it does nothing.
 *
 * @returns {(record: object, action: object|string|Function) => Promise<void>} `action` is an
 *  action, the name of a method of the record's model, or a call to be awaited
 */
export function useRecordAction() {
    const actionService = useService("action");
    let isRunning = false;

    async function run(record, action) {
        const { root } = record.model;
        // A row of a form belongs to that form's record; a row of a list stands for itself.
        const owner = root.save ? root : record;
        if (!(await owner.save())) {
            return;
        }
        const onClose = () => owner.load();
        if (typeof action === "function") {
            await action();
            await onClose();
        } else if (typeof action === "string") {
            const { context, resId, resModel } = record;
            await actionService.doActionButton({
                type: "object",
                name: action,
                resModel,
                resId,
                context,
                onClose,
            });
        } else {
            await actionService.doAction(withViews(action), { onClose });
        }
    }

    return async (record, action) => {
        if (isRunning) {
            return;
        }
        isRunning = true;
        try {
            await run(record, action);
        } finally {
            isRunning = false;
        }
    };
}
