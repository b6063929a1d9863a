"""The archive checks by the name that the readers know; they live below, for workbooks too."""

from ita_portal.archives import (
    CHUNK,
    MAX_DIRECTORY,
    MAX_FILE,
    MAX_MEMBER,
    MAX_MEMBERS,
    MAX_RATIO,
    MAX_TOTAL,
    MB,
    RATIO_FLOOR,
    Archive,
    UnreadableDocument,
    as_file,
    refusal,
)

__all__ = [
    "CHUNK",
    "MAX_DIRECTORY",
    "MAX_FILE",
    "MAX_MEMBER",
    "MAX_MEMBERS",
    "MAX_RATIO",
    "MAX_TOTAL",
    "MB",
    "RATIO_FLOOR",
    "Archive",
    "UnreadableDocument",
    "as_file",
    "refusal",
]
