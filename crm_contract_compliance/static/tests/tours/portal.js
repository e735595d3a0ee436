import { registry } from "@web/core/registry";

const opens = (trigger) => ({ trigger, run: "click", expectUnloadPage: true });
const contract = ".o_crm_portal_table a:contains(CT/)";

/** On a phone as on a desk: nothing is wider than the screen. */
const fits = {
    trigger: ".o_crm_portal",
    run() {
        const { scrollWidth } = document.documentElement;
        if (scrollWidth > window.innerWidth) {
            throw new Error(`${location.pathname} scrolls sideways: ${scrollWidth}`);
        }
    },
};

registry.category("web_tour.tours").add("crm_contract_portal_complaint", {
    url: "/my/crm-contracts",
    steps: () => [
        { trigger: contract },
        fits,
        opens(contract),
        { trigger: "h2:contains(Parties)" },
        fits,
        opens("a.btn:contains(Raise a complaint)"),
        fits,
        { trigger: "#crm_kind", run: "select complaint" },
        { trigger: "#crm_subject", run: "edit Nobody came" },
        { trigger: "#crm_text", run: "edit We waited all day." },
        opens("button:contains(Send)"),
        { trigger: ".alert-success:contains(Received. We answer by)" },
        fits,
        opens("a:contains(Back to the contract)"),
        { trigger: "#complaints:contains(Nobody came)" },
    ],
});

registry.category("web_tour.tours").add("crm_contract_portal_consent", {
    url: "/my/crm-contracts",
    steps: () => [
        { trigger: contract },
        opens(contract),
        opens("a.btn:contains(third party waits for your answer)"),
        { trigger: "dd:contains(Checks the data)" },
        fits,
        { trigger: "textarea[name=reason]", run: "edit With pleasure" },
        opens("button[value=consent]"),
        { trigger: ".alert-success:contains(you consent)" },
        { trigger: "body:not(:has(button[value=consent]))" },
        fits,
    ],
});
