"""The sandbox in a process of its own, and the paths by which a stranger leads and questions it."""
import json
import os
import subprocess
import urllib.request


class Door:
    """Open while it is used as a context."""

    def __init__(self, home):
        java = os.path.join(os.environ["JAVA_HOME"], "bin", "java")
        built = os.path.join(home, "strangers", "target")
        self.process = subprocess.Popen(
            [java, "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-Xshare:auto", "--enable-native-access=ALL-UNNAMED",
             "-Dslipway.log.level=OFF", "-cp", f"{built}/classes:{built}/lib/*", "slipway.strangers.Door", home, "corners"],
            stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
        self.url = None

    def __enter__(self):
        port = self.process.stdout.readline().strip()
        if not port:
            raise SystemExit("The sandbox did not start; the lines above say why.")
        self.url = f"http://127.0.0.1:{port}"
        return self

    def __exit__(self, *_):
        self.process.stdin.close()
        self.process.wait(timeout=30)

    def advance(self, seconds):
        self._ask("advance", str(seconds).encode())

    def throttle(self):
        """The next call is one too many."""
        self._ask("throttle", b"")

    def operations(self):
        """By signing name and operation: the paths of the parameters that are accepted."""
        return json.loads(self._ask("operations"))

    def faults(self):
        """By line that makes an error: its name, and whether a call was answered with it."""
        return json.loads(self._ask("faults"))

    def _ask(self, what, body=None):
        with urllib.request.urlopen(f"{self.url}/-/{what}", data=body, timeout=60) as answer:
            return answer.read()
