"""The safeguards of the store, each as the mutation that takes it away."""

from __future__ import annotations

from tests.mutations import Mutation

FILES, JOURNAL, LOCK = "factcheck/store/files.py", "factcheck/store/journal.py", "factcheck/store/lock.py"
STORAGE, READING = "factcheck/store/storage.py", "factcheck/store/reading.py"
CREATION = "factcheck/store/creation.py"
POWER, CALLS, REFUSALS = ("store/test_power_loss",), ("store/test_every_call",), ("store/test_refusals",)

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
        ("store/test_files",),
    ),
    Mutation(
        "what did not take its place stays",
        FILES,
        {"            replacement.drop()\n": "            pass\n"},
        ("store/test_files",),
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
        ("store/test_files",),
    ),
    Mutation(
        "the mode of db.json is not kept",
        FILES,
        {"os.fchmod(file.fileno(), stat.S_IMODE(like.st_mode) & 0o777)": "pass"},
        ("store/test_files",),
    ),
    Mutation(
        "the old db.json is not kept as a backup",
        FILES,
        {"_keep_as(backup, self.path)": "pass"},
        ("store/test_recovery", "store/test_storage"),
    ),
    Mutation(
        "what was forgotten may come back when the power goes",
        "factcheck/store/beside.py",
        {"sync_directory(self.case.parent)": "pass"},
        ("store/test_forgotten",),
    ),
    Mutation(
        "what a crash left over stays",
        STORAGE,
        {"            remove_leftovers(self.beside.case)": "            pass"},
        ("store/test_storage",),
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
        ("store/test_journal",),
    ),
    Mutation(
        "the checksum of a line does not go on from the one before",
        JOURNAL,
        {
            "checksum = zlib.crc32(body, self._checksum)": "checksum = zlib.crc32(body)",
            "zlib.crc32(line[9:], before)": "zlib.crc32(line[9:])",
        },
        ("store/test_journal",),
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
        {"            os.fsync(handle)\n": ""},
        POWER,
    ),
    Mutation(
        "a handle that failed to sync is used again",
        JOURNAL,
        {"            self._loose = False\n        self.close()\n": "            self._loose = False\n"},
        ("store/test_journal_faults",),
    ),
    Mutation(
        "a change that may be saved all the same is called refused",
        JOURNAL,
        {"if begun and self._loose:": "if False:"},
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
        ("store/test_rivals",),
    ),
    Mutation(
        "the bytes of a journal that was put away are counted for the next",
        JOURNAL,
        {
            "handle, self._handle, self._end, self._checksum = self._handle, None, 0, 0": (
                "handle, self._handle = self._handle, None"
            )
        },
        ("store/test_storage", "store/test_every_call"),
    ),
    Mutation(
        "a case is begun beside the journal of one that is gone",
        CREATION,
        {"if not is_there(beside.case) and Journal(beside.journal).size:": "if False:"},
        ("test_beginning",),
    ),
]

LOCKS = [
    Mutation(
        "nobody looks whether the lock stands",
        STORAGE,
        {"if lock.stands():": "if True:"},
        ("store/test_removed_lock",),
    ),
    Mutation(
        "nobody is locked out",
        LOCK,
        {"if not lock_descriptor(handle, blocking=False):\n        return _read(handle)": "if False:\n        pass"},
        ("store/test_lock",),
    ),
    Mutation(
        "a lock that was removed meanwhile is taken for one",
        LOCK,
        {"    if not is_at(handle, path):\n": "    if False:\n"},
        ("store/test_lock",),
    ),
    Mutation(
        "a lock of another is removed",
        LOCK,
        {"if is_at(handle, self._path):": "if True:"},
        ("store/test_lock",),
    ),
    Mutation(
        "the holder's name is not written",
        LOCK,
        {"os.write(handle, _signature(name))": "pass"},
        ("store/test_lock",),
    ),
    Mutation(
        "the holder's name is not waited for",
        LOCK,
        {"if taken.pid or not patience:": "if True:"},
        ("store/test_many_writers",),
    ),
    Mutation(
        "the lock is not let go",
        STORAGE,
        {"self._lock.release()": "pass"},
        ("store/test_storage",),
    ),
]

CASES = [
    Mutation(
        "a change is made before it is durable",
        STORAGE,
        {
            "self._journal.append(batch)": "self.case.make(steps)\n                self._journal.append(batch)",
            "            try:\n                self.case.make(steps)": "            try:\n                pass",
        },
        REFUSALS,
    ),
    Mutation(
        "a change that could not be shown is followed by others",
        STORAGE,
        {'self.read_only = "the last change is saved, but could not be shown; restart to go on"': "pass"},
        ("store/test_memory_error",),
    ),
    Mutation(
        "whoever may only read writes",
        STORAGE,
        {'raise ReadOnlyError(f"{shown(self.path)} is read-only: {self.read_only}")': "pass"},
        ("store/test_storage",),
    ),
    Mutation(
        "what another program made of db.json is overwritten",
        STORAGE,
        {"if stamp not in {self._read.stamp, self._written}:": "if False:"},
        ("store/test_rivals",),
    ),
    Mutation(
        "what another program makes of db.json during a fold is overwritten",
        STORAGE,
        {"                self._refuse_foreign()  # it took a while to write": "                pass"},
        ("store/test_meddling",),
    ),
    Mutation(
        "the own fold is taken for another program's work",
        STORAGE,
        {"if stamp not in {self._read.stamp, self._written}:": "if stamp != self._read.stamp:"},
        REFUSALS,
    ),
    Mutation(
        "two folds at once",
        STORAGE,
        {"self._folding = threading.Lock()": "self._folding = threading.Semaphore(9)"},
        ("store/test_rivals",),
    ),
    Mutation(
        "db.json is read before the journal",
        STORAGE,
        {
            "        self._journal = Journal(self.beside.journal)\n": (
                "        early = read_case(self.path, watch)\n        self._journal = Journal(self.beside.journal)\n"
            ),
            "read = read_case(self.path, watch)": "read = early",
        },
        ("store/test_rivals",),
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
        ("store/test_bad_files",),
    ),
]

SAFEGUARDS = [*NEW_FILES, *JOURNALS, *LOCKS, *CASES]
