"""The other side: who leads the time in which the machines live."""
import http.client
import json
import queue
import threading
import urllib.parse


class Stage:
    """Asks the stage; what takes time there answers when it has passed. Each answer tells the time."""

    def __init__(self, url: str):
        self.url = url
        self._idle = queue.SimpleQueue()
        self._lock = threading.Lock()
        self._host = urllib.parse.urlparse(url).netloc
        self._told = (0, "1970-01-01T00:00:00.000Z")

    @property
    def now(self) -> str:
        return self._told[1]

    def tell(self, headers) -> None:
        """Takes the time of an answer; an older one that comes late changes nothing, and each story begins anew."""
        with self._lock:
            self._told = max(self._told, (int(headers["X-Story"]), headers["X-Now"]))

    def ask(self, what: str, **said) -> str:
        try:
            connection, answer = self._sent(self._idle.get_nowait(), what, said)
        except (queue.Empty, http.client.RemoteDisconnected, ConnectionError):
            # None is idle, or it was closed while it was.
            connection, answer = self._sent(http.client.HTTPConnection(self._host), what, said)
        text = answer.read().decode()
        if answer.status != 200:
            raise RuntimeError(f"the stage refused {what}: {text}")
        self.tell(answer.headers)
        self._idle.put(connection)
        return text

    @staticmethod
    def _sent(connection, what: str, said: dict):
        connection.request("POST", "/-/" + what, json.dumps(said))
        return connection, connection.getresponse()

    def wait(self, seconds: float) -> None:
        self.ask("wait", seconds=seconds)

    def random(self) -> float:
        return float(self.ask("random"))
