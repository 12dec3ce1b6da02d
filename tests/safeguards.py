"""The safeguards of storage, each as the mutation that removes it: a symbol, and what is replaced within it."""

from __future__ import annotations

from tests.mutations import Mutation, Swap

POWER, CALLS, REFUSALS = ("storage/test_power_loss",), ("storage/test_every_call",), ("storage/test_refusals",)

NEW_FILES = [
    Mutation(
        "the bytes of a new db.json are not synced",
        (Swap("factcheck.storage.atomic._write_new", "os.fsync(file.fileno())", "pass"),),
        POWER,
    ),
    Mutation(
        "the name of a new db.json is not synced",
        (Swap("factcheck.storage.atomic.write_atomically", "sync_directory(real.parent)", "pass"),),
        POWER,
    ),
    Mutation(
        "a directory that cannot be synced is not told",
        (
            Swap(
                "factcheck.storage.disk.sync_directory",
                "if error.errno not in _NO_SUCH_SYNC:\n            raise",
                "pass",
            ),
        ),
        ("storage/test_atomic",),
    ),
    Mutation(
        "what did not take its place stays",
        (Swap("factcheck.storage.atomic.write_atomically", "replacement.drop()", "pass"),),
        ("storage/test_atomic",),
    ),
    Mutation(
        "db.json is written in place",
        (
            Swap(
                "factcheck.storage.atomic.Replacement.take_place",
                "_keep_as(backup, self.path)\n        self._temporary.replace(self.path)",
                "_keep_as(backup, self.path)\n        self.path.write_bytes(self._temporary.read_bytes())",
            ),
        ),
        CALLS,
    ),
    Mutation(
        "a new file may be read by everybody",
        (Swap("factcheck.storage.atomic._NEW_MODE", "_NEW_MODE = 0o600", "_NEW_MODE = 0o644"),),
        ("storage/test_atomic",),
    ),
    Mutation(
        "the mode of db.json is not kept",
        (
            Swap(
                "factcheck.storage.atomic._write_new",
                "os.fchmod(file.fileno(), stat.S_IMODE(like.st_mode) & 0o777)",
                "pass",
            ),
        ),
        ("storage/test_atomic",),
    ),
    Mutation(
        "the old db.json is not kept as a backup",
        (Swap("factcheck.storage.atomic.Replacement.take_place", "_keep_as(backup, self.path)", "pass"),),
        ("storage/test_recovery", "storage/test_storage"),
    ),
    Mutation(
        "what was forgotten may come back when the power goes",
        (Swap("factcheck.storage.paths.CasePaths.remove_copies", "sync_directory(self.case.parent)", "pass"),),
        ("storage/test_forgotten",),
    ),
    Mutation(
        "what could not be forgotten everywhere is forgotten nowhere else",
        (
            Swap(
                "factcheck.storage.reader.load",
                "any(map(is_forgetting, journal.batches))",
                "False",
            ),
        ),
        ("storage/test_forgotten",),
    ),
    Mutation(
        "a journal with what is to be forgotten becomes a backup",
        (
            Swap(
                "factcheck.storage.case_files.CaseFiles.put_away",
                "self.journal.archive(size, None)",
                "self.journal.archive(size, self.paths.journal_backup)",
            ),
        ),
        ("storage/test_forgotten",),
    ),
    Mutation(
        "what a crash left over stays",
        (Swap("factcheck.storage.storage.CaseStorage._clean_up", "remove_leftovers(self.beside.case)", "pass"),),
        ("storage/test_storage",),
    ),
]

JOURNALS = [
    Mutation(
        "a line of the journal is not synced",
        (Swap("factcheck.storage.journal.Journal._write", "sync_data(handle)", "pass"),),
        POWER,
    ),
    Mutation(
        "the name of the journal is not synced",
        (
            Swap(
                "factcheck.storage.journal.Journal._open",
                "(handle, self._end)\n                sync_directory(self.path.parent)",
                "(handle, self._end)",
            ),
        ),
        POWER,
    ),
    Mutation(
        "a torn end of the journal is not cut off",
        (
            Swap(
                "factcheck.storage.journal.Journal._open",
                "os.ftruncate(handle, self._end)\n                sync",
                "sync",
            ),
        ),
        CALLS,
    ),
    Mutation(
        "the checksum of a line is not looked at",
        (
            Swap(
                "factcheck.storage.journal_lines._checks",
                'return line[:9] == b"%08x " % zlib.crc32(line[9:], before)',
                "return True",
            ),
        ),
        ("storage/test_journal",),
    ),
    Mutation(
        "the checksum of a line does not go on from the one before",
        (
            Swap(
                "factcheck.storage.journal.Journal.append",
                "checksum, end = self._checksum, self._end",
                "checksum, end = 0, self._end",
            ),
            Swap("factcheck.storage.journal_lines._checks", "zlib.crc32(line[9:], before)", "zlib.crc32(line[9:])"),
        ),
        ("storage/test_journal",),
    ),
    Mutation(
        "a refused line is not cut off",
        (
            Swap(
                "factcheck.storage.journal.Journal._cut_off",
                "os.ftruncate(handle, self._end)\n            os.fsync(handle)",
                "pass",
            ),
        ),
        REFUSALS,
    ),
    Mutation(
        "a refused line is cut off, and that is not synced",
        (
            Swap(
                "factcheck.storage.journal.Journal._cut_off",
                "(handle, self._end)\n            os.fsync(handle)",
                "(handle, self._end)",
            ),
        ),
        POWER,
    ),
    Mutation(
        "a handle that failed to sync is used again",
        (
            Swap(
                "factcheck.storage.journal.Journal._cut_off",
                "self._dirty = False\n        self.close()",
                "self._dirty = False",
            ),
        ),
        ("storage/test_journal_faults",),
    ),
    Mutation(
        "a change that may be saved all the same is called refused",
        (Swap("factcheck.storage.journal.Journal.append", "if begun and self._dirty:", "if False:"),),
        REFUSALS,
    ),
    Mutation(
        "a write of a part is taken for the whole",
        (
            Swap(
                "factcheck.storage.journal._write_all",
                "while data:\n        data = data[os.write(handle, data) :]",
                "os.write(handle, data)",
            ),
        ),
        CALLS,
    ),
    Mutation(
        "a journal is given up with the changes that came while it was folded",
        (Swap("factcheck.storage.journal.Journal.archive", "if self._end != size or size == 0:", "if size == 0:"),),
        ("storage/test_rivals",),
    ),
    Mutation(
        "the bytes of a journal that was put away are counted for the next",
        (
            Swap(
                "factcheck.storage.journal.Journal.archive",
                "handle, self._handle, self._end, self._checksum = self._handle, None, 0, 0",
                "handle, self._handle = self._handle, None",
            ),
        ),
        ("storage/test_storage", "storage/test_every_call"),
    ),
    Mutation(
        "a case is begun beside the journal of one that is gone",
        (
            Swap(
                "factcheck.storage.case_files.begin",
                "if not is_there(beside.case) and Journal(beside.journal).size:",
                "if False:",
            ),
        ),
        ("workspace/test_create",),
    ),
]

LOCKS = [
    Mutation(
        "nobody looks whether the lock stands",
        (Swap("factcheck.storage.access.WriteAccess.verify", "if lock.is_current():", "if True:"),),
        ("storage/test_removed_lock",),
    ),
    Mutation(
        "nobody is locked out",
        (
            Swap(
                "factcheck.storage.lock._try",
                "if not _lock(handle):\n        return _read(handle)",
                "if False:\n        pass",
            ),
        ),
        ("storage/test_lock",),
    ),
    Mutation(
        "a lock that was removed meanwhile is taken for one",
        (Swap("factcheck.storage.lock._try", "if not is_at(handle, path):", "if False:"),),
        ("storage/test_lock",),
    ),
    Mutation(
        "a lock of another is removed",
        (Swap("factcheck.storage.lock.Lock.release", "if is_at(handle, self._path):", "if True:"),),
        ("storage/test_lock",),
    ),
    Mutation(
        "the holder's name is not written",
        (Swap("factcheck.storage.lock._try", "os.write(handle, _signature(name))", "pass"),),
        ("storage/test_lock",),
    ),
    Mutation(
        "the holder's name is not waited for",
        (Swap("factcheck.storage.lock.Lock.acquire", "if taken.pid or not patience:", "if True:"),),
        ("storage/test_many_writers",),
    ),
    Mutation(
        "the lock is not let go",
        (Swap("factcheck.storage.access.WriteAccess.release", "self._lock.release()", "pass"),),
        ("storage/test_storage",),
    ),
]

CASES = [
    Mutation(
        "a change is made before it is durable",
        (
            Swap(
                "factcheck.storage.storage.CaseStorage.save",
                "files.journal.append(batch, ",
                "self.case.apply_staged(staged)\n                files.journal.append(batch, ",
            ),
            Swap(
                "factcheck.storage.storage.CaseStorage.save",
                "try:\n                self.case.apply_staged(staged)",
                "try:\n                pass",
            ),
        ),
        REFUSALS,
    ),
    Mutation(
        "a change that could not be shown is followed by others",
        (
            Swap(
                "factcheck.storage.storage.CaseStorage.save",
                'self.read_only = "the last change is saved on disk, but could not be applied here; restart to go on"',
                "pass",
            ),
        ),
        ("storage/test_memory_error",),
    ),
    Mutation(
        "whoever may only read writes",
        (
            Swap(
                "factcheck.storage.access.WriteAccess.require",
                'raise ReadOnlyError(f"{shown(self._path)} is read-only: {self.refusal}")',
                "pass",
            ),
        ),
        ("storage/test_storage",),
    ),
    Mutation(
        "what another program made of db.json is overwritten",
        (
            Swap(
                "factcheck.storage.case_files.CaseFiles.refuse_foreign",
                "if seen.state is not FileState.UNCHANGED:\n            raise",
                "if False:\n            raise",
            ),
        ),
        ("storage/test_rivals",),
    ),
    Mutation(
        "what another program makes of db.json during a fold is overwritten",
        (
            Swap(
                "factcheck.storage.file_state.CaseFile.write.ready",
                "check()  # it took a while to write",
                "pass",
            ),
        ),
        ("storage/test_meddling",),
    ),
    Mutation(
        "the own fold is taken for another program's work",
        (
            Swap(
                "factcheck.storage.file_state.CaseFile.observe",
                "{self.stamp, self._written})",
                "{self.stamp})",
            ),
        ),
        REFUSALS,
    ),
    Mutation(
        "two folds at once",
        (
            Swap(
                "factcheck.storage.case_files.CaseFiles.__init__",
                "self.folding = threading.Lock()",
                "self.folding = threading.Semaphore(9)",
            ),
        ),
        ("storage/test_rivals",),
    ),
    Mutation(
        "db.json is read before the journal",
        (
            Swap(
                "factcheck.storage.reader.load",
                "journal = Journal(paths.journal)",
                "early = read_case(path, watch)\n    journal = Journal(paths.journal)",
            ),
            Swap("factcheck.storage.reader.load", "read = read_case(path, watch)", "read = early"),
        ),
        ("storage/test_rivals",),
    ),
    Mutation(
        "a change that was folded is made again",
        (
            Swap(
                "factcheck.storage.reader.replay",
                "tuple(change for change in batch if change.id not in case.history)",
                "batch",
            ),
        ),
        CALLS,
    ),
    Mutation(
        "a pipe is read as a case",
        (Swap("factcheck.storage.file_state.CaseFile.require_ordinary", "if not stat.S_ISREG(mode):", "if False:"),),
        ("storage/test_bad_files",),
    ),
]

COMMANDS = [
    Mutation(
        "that a change is not folded replaces that another is not saved",
        (Swap("factcheck.cli.context.folding", "with suppress(FactcheckError):\n            close()", "close()"),),
        ("cli/test_full_disk",),
    ),
    Mutation(
        "a change that is saved and not folded fails the command",
        (
            Swap(
                "factcheck.cli.context.folding",
                "except (NotFoldedError, ForeignError) as error:",
                "except ForeignError as error:",
            ),
        ),
        ("cli/test_full_disk",),
    ),
    Mutation(
        "a change that is saved fails for what cannot be printed",
        (
            Swap(
                "factcheck.cli.output.write", "if context is None or not context.meta.get(_SAVED, bool)():", "if True:"
            ),
        ),
        ("cli/test_lost_output",),
    ),
    Mutation(
        "a message that cannot be written fails the command",
        (
            Swap(
                "factcheck.cli.output.narrate",
                "except OSError:\n        silence(sys.stderr)",
                "except OSError:\n        raise",
            ),
        ),
        ("cli/test_lost_output",),
    ),
    Mutation(
        "a closed stream is left closed",
        (Swap("factcheck.cli.output.open_closed_streams", "if getattr(sys, name) is None:", "if False:"),),
        ("cli/test_lost_output",),
    ),
]

READING_BACK = [
    Mutation(
        "a field is written that is nested too deeply to be read",
        (Swap("factcheck.storage.schema._check_shape", "row)\n    _check_nesting(where, table, row)", "row)"),),
        ("storage/test_nesting",),
    ),
    Mutation(
        "two rows that TinyDB writes under one number become one",
        (Swap("factcheck.storage.layout.as_tables", "if len(rows) != len(table):", "if False:"),),
        ("storage/test_tinydb",),
    ),
    Mutation(
        "a workbench whose case cannot be opened stays there, empty",
        (
            Swap(
                "factcheck.tui.app.FactcheckApp._end_without_case",
                'if event.worker.group == "open" and event.state is WorkerState.ERROR:',
                "if False:",
            ),
        ),
        ("tui/test_opening",),
    ),
]

OTHER_PROGRAMS = [
    Mutation(
        "closing leaves the file as another program left it",
        (Swap("factcheck.storage.storage.CaseStorage.close", "self.conflicts.settle()", "pass"),),
        ("storage/test_file_state",),
    ),
    Mutation(
        "closing leaves another program's case without the own one beside it",
        (
            Swap(
                "factcheck.storage.conflicts.FileConflicts.settle",
                "files.save_copy(mine)\n                raise",
                "raise",
            ),
        ),
        ("storage/test_file_state",),
    ),
    Mutation(
        "a case that is taken over is not read again",
        (Swap("factcheck.storage.storage.CaseStorage.take_over", "files.load()", "pass"),),
        ("storage/test_file_state",),
    ),
    Mutation(
        "a draft that the disk refuses goes nowhere else",
        (Swap("factcheck.storage.drafts.DraftFiles.keep", "self.keep_in_spare(key, draft)", "raise"),),
        ("storage/test_drafts",),
    ),
]

SAFEGUARDS = [*NEW_FILES, *JOURNALS, *LOCKS, *CASES, *COMMANDS, *READING_BACK, *OTHER_PROGRAMS]
