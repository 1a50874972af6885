"""Exit status 0 when the libraries load that lay out text for PDF, else 1."""

import ctypes
import ctypes.util
import sys

NEEDED = {
    "pango-1.0": "libpango-1.0.so.0",
    "pangoft2-1.0": "libpangoft2-1.0.so.0",
    "harfbuzz-subset": "libharfbuzz-subset.so.0",
}


def loads(name: str, file: str) -> bool:
    """Whether the library loads, by its file name on Linux or by its name elsewhere."""
    for candidate in (file, ctypes.util.find_library(name)):
        try:
            if candidate and ctypes.CDLL(candidate):
                return True
        except OSError:
            continue
    return False


if __name__ == "__main__":
    sys.exit(not all(loads(name, file) for name, file in NEEDED.items()))
