"""Client of Concord, the histopathology image-search engine, over the local pipe of ``concord serve``.

    import concord_client

    with concord_client.connect() as concord:
        for hit in concord.search("lung", tile=17, k=5)["hits"]:
            print(hit["rank"], hit["distance"], hit["case"], hit["labels"])
"""
from .client import Client, connect
from .errors import (
    AccessDenied,
    AlreadyExists,
    BadArgument,
    Busy,
    Cancelled,
    Closed,
    ConcordError,
    Corrupt,
    Deadline,
    DeviceLost,
    DiskFull,
    HelloFirst,
    Internal,
    IoError,
    Locked,
    Malformed,
    NewerFormat,
    NotFound,
    NotRunning,
    OutOfDeviceMemory,
    OutOfMemory,
    PluginFailed,
    Poisoned,
    Stopping,
    TooLarge,
    UnknownMethod,
    Unsupported,
    VersionMismatch,
)
from .jobs import JobEvents
from .request import Request
from .version import __version__

__all__ = [
    "AccessDenied",
    "AlreadyExists",
    "BadArgument",
    "Busy",
    "Cancelled",
    "Client",
    "Closed",
    "ConcordError",
    "Corrupt",
    "Deadline",
    "DeviceLost",
    "DiskFull",
    "HelloFirst",
    "Internal",
    "IoError",
    "JobEvents",
    "Locked",
    "Malformed",
    "NewerFormat",
    "NotFound",
    "NotRunning",
    "OutOfDeviceMemory",
    "OutOfMemory",
    "PluginFailed",
    "Poisoned",
    "Request",
    "Stopping",
    "TooLarge",
    "UnknownMethod",
    "Unsupported",
    "VersionMismatch",
    "__version__",
    "connect",
]
