from ..common import ComplianceCase


class TestDataDemo(ComplianceCase):
    """The story: one processor with its assessment, one controller with two of three consents."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls._load_demo()

    def _ref(self, key):
        return self.env.ref(f"crm_contract_compliance.demo_{key}")

    def test_the_processor_is_assessed_and_supervised(self):
        processor = self._ref("data_processor")
        self.assertTrue(processor.is_access_allowed, processor.access_note)
        self.assertEqual(processor.result, "conditional")
        self.assertEqual(processor.oversight_id.interval, 6)
        self.assertTrue(processor.assessment_ids)

    def test_of_the_controllers_three_persons_two_have_consented(self):
        """L-40: the third one would be left out, and the story says who."""
        controller = self._ref("data_controller")
        self.assertTrue(controller.is_access_allowed, controller.access_note)
        persons = controller._candidates()
        self.assertEqual(len(persons), 3)
        self.assertEqual(list(controller._left_out(persons)), [self._ref("tao_lei")])
