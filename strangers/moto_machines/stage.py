"""The other side: who leads the time in which the machines live."""
import http.client
import json
import urllib.parse


class Stage:
    """Asks the stage; what takes time there answers when it has passed. Each answer tells the time."""

    def __init__(self, url: str):
        self.url = url
        self._host = urllib.parse.urlparse(url).netloc
        self.now = "1970-01-01T00:00:00.000Z"

    def ask(self, what: str, **said) -> str:
        connection = http.client.HTTPConnection(self._host)
        try:
            connection.request("POST", "/-/" + what, json.dumps(said))
            answer = connection.getresponse()
            text = answer.read().decode()
            if answer.status != 200:
                raise RuntimeError(f"the stage refused {what}: {text}")
            self.now = answer.headers["X-Now"]
            return text
        finally:
            connection.close()

    def wait(self, seconds: float) -> None:
        self.ask("wait", seconds=seconds)

    def random(self) -> float:
        return float(self.ask("random"))
