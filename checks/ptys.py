"""Runs ./slipway in a pipe or in a pseudo-terminal of its own, and keeps what was seen there."""
import fcntl
import os
import pty
import re
import signal
import struct
import subprocess
import termios
import threading
from dataclasses import dataclass

PATIENCE = 90
ROWS, COLUMNS = 30, 110


@dataclass
class Ran:
    """What a command in a pipe has left behind."""
    words: tuple
    status: int
    out: str
    err: str


class Checks:
    """Counts what was looked at, and keeps what is not as it should be."""

    def __init__(self):
        self.count, self.broken, self.ran, self.right, self.wrong = 0, [], [], set(), set()
        self.lock = threading.Lock()

    def that(self, holds, about, should):
        with self.lock:
            self.count += 1
            if not holds:
                self.broken.append(f"{about}\n  should be so: it {should}")


class Piped:
    """A command whose output goes to another program."""

    def __init__(self, words, environment):
        self.words, self.out, self.err = words, [], []
        self.heard = threading.Condition()
        self.process = subprocess.Popen(["./slipway", *words], stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.PIPE, env=environment)
        self.readers = [threading.Thread(target=self.read, args=pair, daemon=True) for pair in ((self.process.stdout, self.out), (self.process.stderr, self.err))]
        for reader in self.readers:
            reader.start()

    def read(self, stream, kept):
        with stream:
            for line in stream:
                with self.heard:
                    kept.append(line.decode())
                    self.heard.notify_all()

    def wait(self, text):
        """Waits until it has printed that."""
        with self.heard:
            return self.heard.wait_for(lambda: any(text in line for line in self.out), PATIENCE)

    def end(self):
        try:
            status = self.process.wait(PATIENCE)
        except subprocess.TimeoutExpired:
            self.process.kill()
            status = "still running"
        for reader in self.readers:
            reader.join(PATIENCE)
        return Ran(self.words, status, "".join(self.out), "".join(self.err))


def in_its_terminal():
    """The terminal in which a Ctrl-C is typed; whoever runs the checks in the background has it ignored for all that they start."""
    signal.signal(signal.SIGINT, signal.SIG_DFL)
    fcntl.ioctl(0, termios.TIOCSCTTY, 0)


class Typed:
    """A command in a terminal of its own, as a person has typed it."""

    def __init__(self, words, environment, program=("./slipway",)):
        self.words, self.columns, self.seen = words, COLUMNS, ""
        self.heard = threading.Condition()
        self.master, slave = pty.openpty()
        fcntl.ioctl(slave, termios.TIOCSWINSZ, struct.pack("HHHH", ROWS, COLUMNS, 0, 0))
        self.process = subprocess.Popen([*program, *words], stdin=slave, stdout=slave, stderr=slave, env=environment, start_new_session=True,
                                        preexec_fn=in_its_terminal)
        os.close(slave)
        self.reader = threading.Thread(target=self.read, daemon=True)
        self.reader.start()

    def __repr__(self):
        return f"{' '.join(self.words)} in a terminal, which shows {self.seen[-1500:]!r}"

    def read(self):
        decoded = b""
        while True:
            try:
                some = os.read(self.master, 65536)
            except OSError:
                # Linux says so when the last process has left the terminal.
                some = b""
            if not some:
                return
            decoded += some
            with self.heard:
                self.seen = decoded.decode("utf-8", "replace")
                self.heard.notify_all()

    def wait(self, text):
        with self.heard:
            return self.heard.wait_for(lambda: text in self.seen, PATIENCE)

    def types(self, text):
        os.write(self.master, text.encode())

    def interrupt(self):
        """Types Ctrl-C; how the command ended."""
        self.types("\x03")
        return self.end()

    def end(self):
        """Waits for its end; the status as a shell tells it."""
        try:
            status = self.process.wait(PATIENCE)
        except subprocess.TimeoutExpired:
            self.process.kill()
            return "still running"
        self.reader.join(PATIENCE)
        return status if status >= 0 else 128 - status

    def screen(self):
        """The lines as a person sees them in the end: what was drawn over is gone (ECMA-48: CPL, EL, ED, SGR; DECTCEM)."""
        lines, row, column = [""], 0, 0
        for part in re.findall(r"\x1b\[[?0-9;]*[A-Za-z]|[^\x1b\r\n]+|[\r\n]|\x1b", self.seen):
            if part == "\r":
                column = 0
            elif part == "\n":
                row += 1
                lines += [""] * (row + 1 - len(lines))
            elif part.startswith("\x1b"):
                number, what = re.match(r"\x1b\[[?]?([0-9]*)[0-9;]*(.)", part).groups()
                if what == "F":
                    row, column = max(0, row - int(number or 1)), 0
                elif what == "K":
                    lines[row] = lines[row][:column]
                elif what == "J":
                    lines[row:] = [lines[row][:column]]
                elif what not in "mhl":
                    raise AssertionError(f"no terminal of these checks knows {part!r}")
            else:
                lines[row] = lines[row][:column].ljust(column) + part + lines[row][column + len(part):]
                column += len(part)
        return lines


class Terminals:
    """Where one person types: the sandbox's exports, and nothing of the machine's own settings."""

    def __init__(self, settings, checks):
        self.checks = checks
        self.environment = {name: value for name, value in os.environ.items() if not name.startswith("AWS_") and name not in ("COLUMNS", "LINES", "NO_COLOR")}
        self.environment |= settings | {"TERM": "xterm-256color"}

    def begin(self, *words, settings=None):
        """Starts a command in a pipe."""
        self.checks.ran.append(words)
        return Piped(words, {name: value for name, value in (self.environment | (settings or {})).items() if value is not None})

    def ended(self, begun):
        """Waits for a command in a pipe; nothing of a terminal may be in what it printed."""
        ran = begun.end()
        self.checks.that("\x1b" not in ran.out + ran.err and "\r" not in ran.out + ran.err and "\tat " not in ran.err, ran, "prints nothing that is for a terminal, and no trace")
        return ran

    def piped(self, *words, settings=None):
        return self.ended(self.begin(*words, settings=settings))

    def shell(self):
        """A person's bash, without what their own files would set."""
        return Typed(("--norc", "--noprofile", "-i"), self.environment | {"PS1": "$ ", "INPUTRC": os.devnull}, ("bash",))

    def typed(self, *words):
        self.checks.ran.append(words)
        return Typed(words, self.environment)


def commands(settings):
    """Every command that there is, as a wrong one is told."""
    done = subprocess.run(["./slipway", "frobnicate"], capture_output=True, text=True, timeout=PATIENCE, env=os.environ | settings)
    return set(re.sub(r"^.*, it has |\. See .*\n$", "", done.stderr).split(", "))
