from ..query_counts import QueryCounts
from .report_case import ReportCase


class TestQueries(ReportCase, QueryCounts):
    def test_the_list_of_eighty(self):
        _contract, duty = self._reporting(unit="day", basis="anchor", offset_days=0)
        rows = duty.deadline_ids.sorted("due_date")[:80]
        reports = self.env["crm.contract.report"].create([{"deadline_id": row.id} for row in rows])
        names = ["name", "due_date", "contract_id", "period_start", "period_end", "missed_count"]
        names += ["user_id", "state", "is_held", "tz", "company_id", "contract_user_id"]
        self._assert_flat(reports, names, 12)
