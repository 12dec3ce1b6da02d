"""The safeguards of the store, each as the mutation that takes it away."""

from __future__ import annotations

from tests.mutations import Mutation

FILES, JOURNAL, LOCK = "factcheck/storage/atomic.py", "factcheck/storage/journal.py", "factcheck/storage/lock.py"
STORAGE, READING = "factcheck/storage/storage.py", "factcheck/storage/reader.py"
CREATION, CONTEXT, OUTPUT = "factcheck/storage/creation.py", "factcheck/cli/context.py", "factcheck/cli/output.py"
POWER, CALLS, REFUSALS = ("storage/test_power_loss",), ("storage/test_every_call",), ("storage/test_refusals",)

NEW_FILES = [
    Mutation(
        "the bytes of a new db.json are not synced",
        FILES,
        {"        os.fsync(file.fileno())\n": ""},
        POWER,
    ),
    Mutation(
        "the name of a new db.json is not synced",
        FILES,
        {"sync_directory(real.parent)": "pass"},
        POWER,
    ),
    Mutation(
        "a directory that cannot be synced is not told",
        FILES,
        {"        if error.errno not in _NO_SUCH_SYNC:\n            raise\n": "        pass\n"},
        ("storage/test_atomic",),
    ),
    Mutation(
        "what did not take its place stays",
        FILES,
        {"            replacement.drop()\n": "            pass\n"},
        ("storage/test_atomic",),
    ),
    Mutation(
        "db.json is written in place",
        FILES,
        {
            "_keep_as(backup, self.path)\n        self._temporary.replace(self.path)": (
                "_keep_as(backup, self.path)\n        self.path.write_bytes(self._temporary.read_bytes())"
            )
        },
        CALLS,
    ),
    Mutation(
        "a new file may be read by everybody",
        FILES,
        {"_NEW_MODE = 0o600": "_NEW_MODE = 0o644"},
        ("storage/test_atomic",),
    ),
    Mutation(
        "the mode of db.json is not kept",
        FILES,
        {"os.fchmod(file.fileno(), stat.S_IMODE(like.st_mode) & 0o777)": "pass"},
        ("storage/test_atomic",),
    ),
    Mutation(
        "the old db.json is not kept as a backup",
        FILES,
        {"_keep_as(backup, self.path)": "pass"},
        ("storage/test_recovery", "storage/test_storage"),
    ),
    Mutation(
        "what was forgotten may come back when the power goes",
        "factcheck/storage/paths.py",
        {"sync_directory(self.case.parent)": "pass"},
        ("storage/test_forgotten",),
    ),
    Mutation(
        "what could not be forgotten everywhere is forgotten nowhere else",
        STORAGE,
        {"if any(map(is_forgetting, self._journal.batches)) else None": "if False else None"},
        ("storage/test_forgotten",),
    ),
    Mutation(
        "a journal with what is to be forgotten becomes a backup",
        STORAGE,
        {
            "self._journal.archive(size, None)": "self._journal.archive(size, self.beside.journal_backup)",
        },
        ("storage/test_forgotten",),
    ),
    Mutation(
        "what a crash left over stays",
        STORAGE,
        {"            remove_leftovers(self.beside.case)": "            pass"},
        ("storage/test_storage",),
    ),
]

JOURNALS = [
    Mutation(
        "a line of the journal is not synced",
        JOURNAL,
        {"            sync_data(handle)\n": ""},
        POWER,
    ),
    Mutation(
        "the name of the journal is not synced",
        JOURNAL,
        {"(handle, self._end)\n                sync_directory(self.path.parent)": "(handle, self._end)"},
        POWER,
    ),
    Mutation(
        "a torn end of the journal is not cut off",
        JOURNAL,
        {"                os.ftruncate(handle, self._end)\n                sync": "                sync"},
        CALLS,
    ),
    Mutation(
        "the checksum of a line is not looked at",
        JOURNAL,
        {'return line[:9] == b"%08x " % zlib.crc32(line[9:], before)': "return True"},
        ("storage/test_journal",),
    ),
    Mutation(
        "the checksum of a line does not go on from the one before",
        JOURNAL,
        {
            "checksum = zlib.crc32(body, self._checksum)": "checksum = zlib.crc32(body)",
            "zlib.crc32(line[9:], before)": "zlib.crc32(line[9:])",
        },
        ("storage/test_journal",),
    ),
    Mutation(
        "a refused line is not cut off",
        JOURNAL,
        {"            os.ftruncate(handle, self._end)\n            os.fsync(handle)\n": ""},
        REFUSALS,
    ),
    Mutation(
        "a refused line is cut off, and that is not synced",
        JOURNAL,
        {"(handle, self._end)\n            os.fsync(handle)\n": "(handle, self._end)\n"},
        POWER,
    ),
    Mutation(
        "a handle that failed to sync is used again",
        JOURNAL,
        {"            self._dirty = False\n        self.close()\n": "            self._dirty = False\n"},
        ("storage/test_journal_faults",),
    ),
    Mutation(
        "a change that may be saved all the same is called refused",
        JOURNAL,
        {"if begun and self._dirty:": "if False:"},
        REFUSALS,
    ),
    Mutation(
        "a write of a part is taken for the whole",
        JOURNAL,
        {"    while data:\n        data = data[os.write(handle, data) :]": "    os.write(handle, data)"},
        CALLS,
    ),
    Mutation(
        "a journal is given up with the changes that came while it was folded",
        JOURNAL,
        {"if self._end != size or size == 0:": "if size == 0:"},
        ("storage/test_rivals",),
    ),
    Mutation(
        "the bytes of a journal that was put away are counted for the next",
        JOURNAL,
        {
            "handle, self._handle, self._end, self._checksum = self._handle, None, 0, 0": (
                "handle, self._handle = self._handle, None"
            )
        },
        ("storage/test_storage", "storage/test_every_call"),
    ),
    Mutation(
        "a case is begun beside the journal of one that is gone",
        CREATION,
        {"if not is_there(beside.case) and Journal(beside.journal).size:": "if False:"},
        ("workspace/test_create",),
    ),
]

LOCKS = [
    Mutation(
        "nobody looks whether the lock stands",
        STORAGE,
        {"if lock.is_current():": "if True:"},
        ("storage/test_removed_lock",),
    ),
    Mutation(
        "nobody is locked out",
        LOCK,
        {"if not lock_descriptor(handle, blocking=False):\n        return _read(handle)": "if False:\n        pass"},
        ("storage/test_lock",),
    ),
    Mutation(
        "a lock that was removed meanwhile is taken for one",
        LOCK,
        {"    if not is_at(handle, path):\n": "    if False:\n"},
        ("storage/test_lock",),
    ),
    Mutation(
        "a lock of another is removed",
        LOCK,
        {"if is_at(handle, self._path):": "if True:"},
        ("storage/test_lock",),
    ),
    Mutation(
        "the holder's name is not written",
        LOCK,
        {"os.write(handle, _signature(name))": "pass"},
        ("storage/test_lock",),
    ),
    Mutation(
        "the holder's name is not waited for",
        LOCK,
        {"if taken.pid or not patience:": "if True:"},
        ("storage/test_many_writers",),
    ),
    Mutation(
        "the lock is not let go",
        STORAGE,
        {"self._lock.release()": "pass"},
        ("storage/test_storage",),
    ),
]

CASES = [
    Mutation(
        "a change is made before it is durable",
        STORAGE,
        {
            "self._journal.append(batch)": "self.case.commit(steps)\n                self._journal.append(batch)",
            "            try:\n                self.case.commit(steps)": "            try:\n                pass",
        },
        REFUSALS,
    ),
    Mutation(
        "a change that could not be shown is followed by others",
        STORAGE,
        {'self.read_only = "the last change is saved, but could not be shown; restart to go on"': "pass"},
        ("storage/test_memory_error",),
    ),
    Mutation(
        "whoever may only read writes",
        STORAGE,
        {'raise ReadOnlyError(f"{shown(self.path)} is read-only: {self.read_only}")': "pass"},
        ("storage/test_storage",),
    ),
    Mutation(
        "what another program made of db.json is overwritten",
        STORAGE,
        {"if seen.state is not FileState.UNCHANGED:\n            raise": "if False:\n            raise"},
        ("storage/test_rivals",),
    ),
    Mutation(
        "what another program makes of db.json during a fold is overwritten",
        STORAGE,
        {"                self._refuse_foreign()  # it took a while to write": "                pass"},
        ("storage/test_meddling",),
    ),
    Mutation(
        "the own fold is taken for another program's work",
        STORAGE,
        {"{self._read.stamp, self._written})": "{self._read.stamp})"},
        REFUSALS,
    ),
    Mutation(
        "two folds at once",
        STORAGE,
        {"self._folding = threading.Lock()": "self._folding = threading.Semaphore(9)"},
        ("storage/test_rivals",),
    ),
    Mutation(
        "db.json is read before the journal",
        STORAGE,
        {
            "        self._journal = Journal(self.beside.journal)\n        aside": (
                "        early = read_case(self.path, watch)\n"
                "        self._journal = Journal(self.beside.journal)\n        aside"
            ),
            "read = read_case(self.path, watch)": "read = early",
        },
        ("storage/test_rivals",),
    ),
    Mutation(
        "a change that was folded is made again",
        READING,
        {"tuple(change for change in batch if change.id not in case.history)": "batch"},
        CALLS,
    ),
    Mutation(
        "a pipe is read as a case",
        STORAGE,
        {"        if not stat.S_ISREG(mode):": "        if False:"},
        ("storage/test_bad_files",),
    ),
]

COMMANDS = [
    Mutation(
        "that a change is not folded replaces that another is not saved",
        CONTEXT,
        {
            "        with suppress(FactcheckError):\n            close()\n": "        close()\n",
        },
        ("cli/test_full_disk",),
    ),
    Mutation(
        "a change that is saved and not folded fails the command",
        CONTEXT,
        {"    except (NotFoldedError, ForeignError) as error:": "    except ForeignError as error:"},
        ("cli/test_full_disk",),
    ),
    Mutation(
        "a change that is saved fails for what cannot be printed",
        OUTPUT,
        {"if context is None or not context.meta.get(_SAVED, bool)():": "if True:"},
        ("cli/test_lost_output",),
    ),
    Mutation(
        "a message that cannot be written fails the command",
        OUTPUT,
        {"    except OSError:\n        silence(sys.stderr)": "    except OSError:\n        raise"},
        ("cli/test_lost_output",),
    ),
    Mutation(
        "a closed stream is left closed",
        OUTPUT,
        {"if getattr(sys, name) is None:": "if False:"},
        ("cli/test_lost_output",),
    ),
]

READING_BACK = [
    Mutation(
        "a field is written that is nested too deeply to be read",
        "factcheck/storage/schema.py",
        {"row)\n    _check_nesting(where, row)\n": "row)\n"},
        ("storage/test_nesting",),
    ),
    Mutation(
        "two rows that TinyDB writes under one number become one",
        "factcheck/storage/layout.py",
        {"if len(rows) != len(table):": "if False:"},
        ("storage/test_tinydb",),
    ),
    Mutation(
        "a workbench whose case cannot be opened stays there, empty",
        "factcheck/tui/app.py",
        {'if event.worker.group == "open" and event.state is WorkerState.ERROR:': "if False:"},
        ("tui/test_opening",),
    ),
]

OTHER_PROGRAMS = [
    Mutation(
        "closing leaves the file as another program left it",
        STORAGE,
        {"            self._settle()\n": ""},
        ("storage/test_file_state",),
    ),
    Mutation(
        "closing leaves another program's case without the own one beside it",
        STORAGE,
        {"                self.save_copy(mine)\n                raise": "                raise"},
        ("storage/test_file_state",),
    ),
    Mutation(
        "a case that is taken over is not read again",
        STORAGE,
        {"                self._load(None)\n": "                pass\n"},
        ("storage/test_file_state",),
    ),
    Mutation(
        "a draft that the disk refuses goes nowhere else",
        "factcheck/storage/drafts.py",
        {"                    self.keep_in_spare(key, draft)\n": "                    raise\n"},
        ("storage/test_drafts",),
    ),
]

SAFEGUARDS = [*NEW_FILES, *JOURNALS, *LOCKS, *CASES, *COMMANDS, *READING_BACK, *OTHER_PROGRAMS]
