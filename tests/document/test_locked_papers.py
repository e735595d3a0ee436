import hashlib

from odoo.exceptions import UserError, ValidationError
from odoo.fields import Command

from ..contract.amendment_case import AmendmentCase
from .test_checklist import Lines

OLD, NEW = b"%PDF-1.4 norms, first edition", b"%PDF-1.4 norms, second edition"


def sha256(content):
    return hashlib.sha256(content).hexdigest()


class TestLockedPapers(Lines, AmendmentCase):
    """T0-13.2: locked with its hash when the contract is signed; replaced by an amendment only."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.annexed = cls._create_contract(name="With an annex")
        cls.row = cls.annexed.paper_ids.create(
            {
                "contract_id": cls.annexed.id,
                "kind": "document",
                "gate": "sign",
                "name": "Norms",
                "evidence_ids": [Command.create({"name": "norms.pdf", "raw": OLD})],
            }
        )
        cls.old = cls.row.evidence_ids

    def setUp(self):
        super().setUp()
        self._sign(self.annexed, "2026-11-01")
        self.annexed.action_activate()

    def _new_file(self, content=NEW):
        return self._create_file("norms-2.pdf", content)

    def _replacement(self, row=None, file=None, **values):
        files = self._link(file or self._new_file())
        return Command.create(
            {
                "op": "replace",
                "subject": "paper",
                "paper_id": (row or self.row).id,
                "file_ids": files,
                **values,
            }
        )

    def _replace(self, *changes, **values):
        changes = changes or [self._replacement()]
        return self._ask(*changes, contract=self.annexed, **values)

    def test_a_draft_changes_its_papers_freely(self):
        draft = self._of_type("rollout")
        row = self._line(draft, "rollout_norms")
        file = self._attach(row)
        self.assertFalse(row.file_hashes)
        row.evidence_ids = [Command.unlink(file.id)]
        self.assertFalse(row.evidence_ids)

    def test_signing_locks_the_files_with_their_sha256(self):
        self.assertEqual(
            self.row.file_hashes,
            [{"id": self.old.id, "sha256": sha256(OLD)}],
        )
        self.assertEqual(self.row.hash_note, sha256(OLD)[:8])

    def test_a_file_that_was_signed_is_neither_taken_off_nor_swapped(self):
        """T0-13.2: replaced file after signing: refused, whoever asks."""
        for user in (self.user, self.officer, self.manager):
            row = self.row.with_user(user)
            new = self.env["ir.attachment"].with_user(user).create({"name": "new", "raw": NEW})
            for command in (
                Command.unlink(self.old.id),
                Command.clear(),
                Command.set(new.ids),
            ):
                refused = self.assertRaisesRegex(UserError, "amendment|its proof stays")
                with self.subTest(user=user.login), refused, self.env.cr.savepoint():
                    row.evidence_ids = [command]
        for spoil in (
            lambda: self.old.write({"raw": NEW}),
            lambda: self.old.write({"name": "other.pdf"}),
            self.old.unlink,
        ):
            with self.assertRaises(UserError), self.env.cr.savepoint():
                spoil()
        with self.assertRaises(UserError):
            self.row.file_hashes = []

    def test_what_was_locked_without_being_done_stays_too(self):
        """The lock holds by itself, not by the day of the line."""
        contract = self._create_contract(name="Loose")
        row = contract.paper_ids.create(
            {"contract_id": contract.id, "kind": "document", "name": "Plan", "gate": "close",
             "required_when": "report", "is_required": False,
             "evidence_ids": [Command.create({"name": "plan.pdf", "raw": OLD})]}
        )  # fmt: skip
        self.assertFalse(row.done_on)
        self._sign(contract, "2026-11-01")
        with self.assertRaisesRegex(UserError, "plan.pdf.*replaced by an amendment"):
            row.evidence_ids = [Command.clear()]

    def test_a_later_file_is_locked_with_the_next_step(self):
        self._attach(self.row, "later.pdf", b"%PDF-1.4 later")
        self.assertEqual(len(self.row.file_hashes), 1)
        self.annexed._end("mutual", self._day("2026-11-04"))
        self.assertEqual(len(self.row.file_hashes), 2)

    def test_an_executed_amendment_replaces_it_and_keeps_the_old_one(self):
        amendment = self._replace()
        self.assertEqual(amendment.change_ids.before, f"norms.pdf ({sha256(OLD)[:8]})")
        self.assertEqual(self.row.evidence_ids, self.old, "asked for, not agreed yet")

        self._execute(amendment)

        self.assertEqual(amendment.state, "applied")
        self.assertEqual([one["sha256"] for one in self.row.file_hashes], [sha256(NEW)])
        self.assertEqual(self.row.evidence_ids.raw, NEW)
        self.assertEqual((self.row.replaced_ids, self.row.replaced_ids.raw), (self.old, OLD))
        line = amendment.line_ids
        self.assertEqual(
            (line.old_value[0]["sha256"], line.new_value[0]["sha256"]), (sha256(OLD), sha256(NEW))
        )
        self.assertEqual(line.new_said, f"norms-2.pdf ({sha256(NEW)[:8]})")
        with self.assertRaises(UserError), self.env.cr.savepoint():
            self.old.write({"raw": NEW})
        with self.assertRaises(UserError), self.env.cr.savepoint():
            self.row.evidence_ids = [Command.clear()]
        with self.assertRaises(UserError):
            self.row.replaced_ids = [Command.clear()]

    def test_history_says_which_file_stood_when(self):
        self._execute(self._replace())
        key = f"crm.contract.requirement,{self.row.id}"
        for day, content in (("2026-11-04", OLD), ("2026-11-05", NEW)):
            said = self.annexed.get_as_of(day)[key]["file_hashes"]
            with self.subTest(day=day):
                self.assertEqual([one["sha256"] for one in said], [sha256(content)])

    def test_a_replacement_for_later_waits_for_its_day(self):
        amendment = self._execute(self._replace(effective_date="2026-11-20"))
        self.assertEqual(self.row.evidence_ids, self.old)
        self._at("2026-11-20")
        self._run_job()
        self.assertEqual(amendment.state, "applied")
        self.assertEqual(self.row.evidence_ids.raw, NEW)

    def test_of_two_agreements_the_later_one_stands(self):
        third = b"%PDF-1.4 third edition"
        later = self._execute(self._replace(effective_date="2026-11-20"))
        self._at("2026-11-06")
        newer = self._replacement(file=self._new_file(third))
        self._execute(self._replace(newer, effective_date="2026-11-10"))
        self._at("2026-11-20")
        self._run_job()
        self.assertEqual((later.state, self.row.evidence_ids.raw), ("applied", third))

    def test_it_names_its_attachment_and_the_new_file_once(self):
        other = self.contract.paper_ids.create(
            {"contract_id": self.contract.id, "kind": "document", "name": "Elsewhere",
             "evidence_ids": [Command.create({"name": "x.pdf", "raw": OLD})]}
        )  # fmt: skip
        bare = self.annexed.paper_ids.create(
            {"contract_id": self.annexed.id, "kind": "document", "name": "Bare"}
        )
        for change, message in (
            (self._replacement(row=other), "within this contract"),
            (self._replacement(row=bare), "has no file yet"),
            (self._replacement(file_ids=[]), "Attach the file"),
            (self._replacement(term="contract.scope"), "never both"),
        ):
            refused = self.assertRaisesRegex(ValidationError, message)
            with self.subTest(message=message), refused, self.env.cr.savepoint():
                self._replace(change)
        with self.assertRaisesRegex(ValidationError, "twice"):
            self._replace(self._replacement(), self._replacement())

    def test_a_name_is_told_to_whoever_may_read_the_file(self):
        """I9: hashes say nothing of what a file is called."""
        words = self.row.with_user(self.user)._files_in_words
        self.assertEqual(words(self.row.file_hashes), f"norms.pdf ({sha256(OLD)[:8]})")
        stranger = self.row.with_user(self.other_user)
        self.assertEqual(stranger._files_in_words(self.row.file_hashes), sha256(OLD)[:8])

    def test_only_one_side_signed_leaves_the_file(self):
        amendment = self._replace()
        self._give_notice(amendment)
        self._send_to_sign(amendment)
        self._mark(amendment, "a")
        self.assertEqual(self.row.evidence_ids, self.old)
        with self.assertRaises(UserError):
            amendment.change_ids.file_ids = [Command.clear()]
