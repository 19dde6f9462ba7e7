"""Stands between a client and the sandbox: refuses one service's calls as AWS refuses whom it does not know, and passes all others on."""
import json
import re
import threading
import urllib.error
import urllib.request
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

XML = """<ErrorResponse xmlns="http://cloudformation.amazonaws.com/doc/2010-05-15/"><Error><Type>Sender</Type><Code>{code}</Code>
<Message>{message}</Message></Error><RequestId>0</RequestId></ErrorResponse>"""


class Between:
    def __init__(self, address, service, status, code, message):
        class Handler(BaseHTTPRequestHandler):
            def do_POST(self):
                body = self.rfile.read(int(self.headers.get("Content-Length", 0)))
                scope = re.search(r"Credential=[^/]*/[^/]*/[^/]*/([^/]*)/", self.headers.get("Authorization", ""))
                if scope and scope.group(1) == service:
                    json_protocol = "json" in self.headers.get("Content-Type", "")
                    told = json.dumps({"__type": code, "message": message}) if json_protocol else XML.format(code=code, message=message)
                    self.answer(status, {"Content-Type": self.headers["Content-Type"] if json_protocol else "text/xml"}, told.encode())
                    return
                asked = urllib.request.Request(address + self.path, body, {name: value for name, value in self.headers.items() if name not in ("Host", "Content-Length", "Connection")})
                try:
                    with urllib.request.urlopen(asked) as answer:
                        self.answer(answer.status, answer.headers, answer.read())
                except urllib.error.HTTPError as answer:
                    self.answer(answer.code, answer.headers, answer.read())

            def answer(self, status, headers, body):
                self.send_response(status)
                for name, value in headers.items():
                    if name.lower() not in ("content-length", "transfer-encoding", "connection", "date", "server"):
                        self.send_header(name, value)
                self.send_header("Content-Length", str(len(body)))
                self.end_headers()
                self.wfile.write(body)

            def log_message(self, *_):
                pass

        self.server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.address = f"http://127.0.0.1:{self.server.server_port}"

    def __enter__(self):
        threading.Thread(target=self.server.serve_forever, daemon=True).start()
        return self

    def __exit__(self, *_):
        self.server.shutdown()
        self.server.server_close()
