"""The README's pictures, taken from the demo site so that they never go stale."""

from pathlib import Path

from playwright.sync_api import sync_playwright

FOLDER = Path(__file__).resolve().parent.parent / "docs" / "pictures"
FLAGS = ["--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-background-networking"]
SETTLE = 5_000  # milliseconds for data, pictures and fonts
DESKTOP, PHONE = (1400, 900), (390, 844)
PICTURES = (  # name, login, path, size, and perhaps what to click there
    ("next-actions", "na", "/odoo/crm-contracts-deadlines", DESKTOP),
    ("next-actions-phone", "na", "/odoo/crm-contracts-deadlines", PHONE),
    ("contracts", "lei", "/odoo/crm-contracts", DESKTOP),
    ("contract", "na", "/odoo/crm-contracts/2", DESKTOP),
    ("renewals", "lei", "/odoo/crm-contracts-renewals", DESKTOP),
    ("third-party", "fang", "/odoo/crm-contracts-third-parties/1", DESKTOP, "a[name=caps]"),
    ("payments", "fang", "/odoo/crm-contracts-payments", DESKTOP),
    ("why-this-number", "fang", "/odoo/crm-contracts-payments/2", DESKTOP),
    ("complaint", "na", "/odoo/crm-contracts-complaints/1", DESKTOP),
    ("amendment", "na", "/odoo/crm-contracts-amendments/2", DESKTOP),
    ("settlement", "lei", "/odoo/crm-contracts-terminations/2", DESKTOP),
    ("portal", "huaxing", "/my/crm-contracts/12", DESKTOP),
    ("portal-sign-phone", "huaxing", "/my/crm-contracts/12/sign", PHONE),
    ("duties", "lei", "/odoo/crm-contracts-visits?view_type=calendar", DESKTOP),
)


def take(url, browser_path):
    """Log in as each person and take the pictures from the site at ``url``."""
    FOLDER.mkdir(parents=True, exist_ok=True)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=browser_path, args=FLAGS)
        for name, login, path, (width, height), *clicks in PICTURES:
            page = browser.new_page(viewport={"width": width, "height": height})
            log_in(page, url, login)
            page.goto(url + path)
            page.wait_for_selector(".o_content, .o_portal", timeout=60_000)
            for selector in clicks:
                page.click(selector)
            page.wait_for_timeout(SETTLE)  # the bus keeps the network from ever being idle
            page.screenshot(path=FOLDER / f"{name}.png")
            page.close()
        browser.close()


def log_in(page, url, login):
    page.goto(f"{url}/web/login")
    page.fill("input[name=login]", login)
    page.fill("input[name=password]", login)
    page.click("button[type=submit]")
    page.wait_for_url(lambda address: "/web/login" not in address, timeout=60_000)


if __name__ == "__main__":
    import sys

    take(*sys.argv[1:])
