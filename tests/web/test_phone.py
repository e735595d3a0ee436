from ..common import ComplianceHttpCase

FIRST_COLUMN_HAS_A_CARD = """
    const shown = [...document.querySelectorAll(".o_kanban_group")].find((el) => el.offsetWidth);
    const [card] = shown.querySelectorAll(".o_kanban_record");
    const { left, right } = (card || document.body).getBoundingClientRect();
    if (card && left >= 0 && right <= window.innerWidth) {
        console.log("test successful");
    } else {
        console.error("the phone opens on an empty column: " + shown.innerText);
    }
"""


class TestPhone(ComplianceHttpCase):
    """What 390 pixels show at first sight (screens.md §0, §1)."""

    browser_size = "390x844"
    touch_enabled = True

    def test_next_actions_open_on_the_first_column_that_holds_something(self):
        self.user.tour_enabled = False
        contract = self._create_active(term_years=20)
        self.assertEqual(set(contract.deadline_ids.mapped("bucket")), {"later"})
        self.browser_js(
            "/odoo/crm-contracts-deadlines",
            FIRST_COLUMN_HAS_A_CARD,
            "document.querySelector('.o_kanban_record') !== null",
            login="cc_user",
        )
