import { registry } from "@web/core/registry";

const LEAST = 44;
const BUTTON = ".o_contract_sign_submit";
const REASON = ".o_contract_sign_reason";

/** A stroke from left to right, as a finger or a mouse leaves it. */
function stroke() {
    const canvas = document.querySelector(".o_contract_sign_pad canvas");
    const { left, top, width, height } = canvas.getBoundingClientRect();
    const at = (share) => ({
        clientX: left + width * share,
        clientY: top + height * share,
        bubbles: true,
        cancelable: true,
        isPrimary: true,
        pointerId: 1,
        pressure: 0.5,
        buttons: 1,
    });
    canvas.dispatchEvent(new PointerEvent("pointerdown", at(0.2)));
    for (const share of [0.3, 0.4, 0.5, 0.6, 0.7]) {
        canvas.dispatchEvent(new PointerEvent("pointermove", at(share)));
    }
    canvas.dispatchEvent(new PointerEvent("pointerup", { ...at(0.8), buttons: 0 }));
}

/** Nothing stands beside the screen, and what is touched is large enough for a finger. */
function fits() {
    if (document.documentElement.scrollWidth > window.innerWidth) {
        throw new Error("the page scrolls sideways");
    }
    for (const target of document.querySelectorAll(".o_contract_target, .o_contract_sign_submit")) {
        const { height } = target.getBoundingClientRect();
        if (height && height < LEAST) {
            throw new Error(`${height} px are too low to touch: ${target.outerHTML}`);
        }
    }
}

const says = (words) => ({ trigger: `${REASON}:contains(${words})` });
const waits = { trigger: `${BUTTON}:disabled` };

registry.category("web_tour.tours").add("crm_contract_customer_signs", {
    steps: () => [
        { trigger: ".o_contract_text:contains(At most 60,000)", run: fits },
        waits,
        says("Confirm each highlighted clause"),
        { trigger: "#confirm_0", run: "click" },
        waits,
        { trigger: "#confirm_1", run: "click" },
        says("Draw your signature"),
        { trigger: "#sign_name", run: "edit " },
        says("Give your name"),
        { trigger: "#sign_name", run: "edit Li Na" },
        { trigger: ".o_contract_sign_pad canvas", run: stroke },
        { trigger: `${BUTTON}:enabled` },
        { trigger: ".o_contract_sign_clear", run: "click" },
        waits,
        { trigger: ".o_contract_sign_pad canvas", run: stroke },
        { trigger: `${BUTTON}:enabled`, run: "click", expectUnloadPage: true },
        { trigger: ".alert-success:contains(Already signed on):contains(Li Na)", run: fits },
    ],
});

registry.category("web_tour.tours").add("crm_contract_customer_asks_and_refuses", {
    steps: () => [
        { trigger: "summary:contains(Ask about this clause):first", run: "click" },
        { trigger: "#question_0", run: "edit Does it hold for data?" },
        {
            trigger: "button[form=ask_0]:contains(Send the question)",
            run: "click",
            expectUnloadPage: true,
        },
        { trigger: ".o_contract_sign_form:contains(Not answered yet)", run: fits },
        waits,
        { trigger: "summary:contains(Refuse to sign)", run: "click" },
        { trigger: "#refuse_reason", run: "edit The cap is too low." },
        { trigger: "button:contains(Refuse)", run: "click", expectUnloadPage: true },
        { trigger: ".alert-warning:contains(The cap is too low.)" },
    ],
});
