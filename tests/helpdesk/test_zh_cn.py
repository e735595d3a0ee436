from ..common import ComplianceCase
from ..i18n.translated_addon import TranslatedAddon


class TestSimplifiedChinese(TranslatedAddon, ComplianceCase):
    """The bridge speaks Chinese as completely as the addon does."""

    addon = "crm_contract_compliance_helpdesk_mgmt"
