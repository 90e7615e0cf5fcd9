"""What the operating system refused, in words for a person: the last resort, where no room said it better."""

from __future__ import annotations

import errno

from tracker.model import Message, TrackerError, UnusableCall


def explain(error: OSError) -> TrackerError:
    """One line for an OSError: the file, what happened, what to do. Never raises."""
    file = error.filename
    if isinstance(file, bytes):
        file = file.decode("utf-8", "backslashreplace")
    return UnusableCall("{file}: {problem}", file=Message("output") if file is None else file, problem=_problem(error))


def _problem(error: OSError) -> Message:
    match error.errno:
        case errno.ENOENT:
            return Message("there is no such file; look at the spelling and the folder")
        case errno.EISDIR:
            return Message("is a folder; name a file in it")
        case errno.ENOTDIR:
            return Message("a part of this path is a file, not a folder")
        case errno.EACCES | errno.EPERM:
            return Message("permission denied; close it where it is open, or ask its owner for the right to it")
        case errno.EROFS:
            return Message("the disk is read-only; name another folder")
        case errno.ENOSPC | errno.EDQUOT:
            return Message("the disk is full; make room and run it again")
        case errno.ENAMETOOLONG:
            return Message("the name is too long")
        case errno.EMFILE | errno.ENFILE:
            return Message("too many files are open; give fewer files at once")
        case _:
            return Message("{said} (the operating system's words)", {"said": error.strerror or str(error)})
