from odoo.exceptions import AccessError

from .service_case import ServiceCase

REPORT = "crm_contract_compliance.crm_contract_case_report"


class TestRecord(ServiceCase):
    """T0-App6: the printed record tells content, result and improvement."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.case = cls._complaint(
            name="Rude on the phone",
            cause="manner",
            description="Told to call <again> later",
            channel_id=cls.letter.id,
            postmark_date="2026-09-25",
        )
        cls._answered(cls.case)
        cls._measure(cls.case, "corrective", "preventive")

    def _printed(self, user, **context):
        html, _kind = (
            self.env["ir.actions.report"]
            .with_user(user)
            .with_context(**context)
            ._render_qweb_html(REPORT, self.case.ids)
        )
        return html.decode()

    def test_record_shows_all_three(self):
        html = self._printed(self.user)
        for text in (
            self.case.code,
            "Content",
            "Told to call &lt;again&gt; later",
            "Result",
            "Justified",
            "Checked",
            "Improvement",
            "Train the team",
            "rest days",
            "Manner",
        ):
            self.assertIn(text, html)

    def test_record_speaks_the_language_of_its_reader(self):
        self.env["res.lang"]._activate_lang("zh_CN")
        self.env["ir.module.module"]._load_module_terms(["crm_contract_compliance"], ["zh_CN"])
        self.user.lang = "zh_CN"
        html = self._printed(self.user)
        for text in ("投诉处理记录", "内容", "结果", "改进措施"):
            self.assertIn(text, html)

    def test_confidential_record_is_not_printed_without_the_clearance(self):
        """I9, A05"""
        self.contract.is_classified = True
        self.env.invalidate_all()
        with self.assertRaises(AccessError):
            self._printed(self.officer)

    def test_record_of_a_request(self):
        case = self._request()
        html, _kind = self.env["ir.actions.report"]._render_qweb_html(REPORT, case.ids)
        self.assertIn("Record of a Request", html.decode())
