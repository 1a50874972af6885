"""Exit status 0 when the port is free on this machine; else one sentence and 1."""

import errno
import socket
import sys


def problem(word: str) -> str | None:
    """What speaks against serving on this port, in one sentence."""
    if not (word.isascii() and word.isdecimal() and len(word) <= 5 and 0 < int(word) < 65536):
        return f"PORT must be a number from 1 to 65535, not {word!r}."
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("127.0.0.1", int(word)))
        except OSError as fault:
            if fault.errno == errno.EACCES:
                return f"Port {word} needs more rights than you have. Take another: PORT=9000 make demo"
            return f"Port {word} is busy. Take another (PORT=9000 make demo) or stop what uses it."
    return None


if __name__ == "__main__":
    sentence = problem(sys.argv[1])
    if sentence:
        print(sentence, file=sys.stderr)
    sys.exit(bool(sentence))
