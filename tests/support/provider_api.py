"""A provider's API on a free port: keeps each request as it came, and answers as it is told."""
import http.server
import json
import threading
import urllib.parse
from collections import namedtuple

from stage import wait_until


class Request(namedtuple("Request", "method path headers body")):
    def form(self):
        fields = urllib.parse.parse_qsl(self.body.decode(), keep_blank_values=True, strict_parsing=True)
        assert len(dict(fields)) == len(fields), f"a field is there twice: {fields}"
        return dict(fields)

    def json(self):
        return json.loads(self.body)


class ProviderApi:
    """`answer` makes the reply's status and JSON from the number of the request."""

    def __init__(self, answer):
        self.answer = answer
        self.requests = []
        self.lock = threading.Lock()

    def __enter__(self):
        api = self

        class Handler(http.server.BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def do_POST(self):
                body = self.rfile.read(int(self.headers.get("Content-Length", "0")))
                with api.lock:
                    api.requests.append(Request(self.command, self.path, {name.lower(): value for name, value in self.headers.items()}, body))
                    number = len(api.requests)
                status, reply = api.answer(number)
                reply = json.dumps(reply).encode()
                self.send_response(status)
                self.send_header("Content-Type", "application/json")
                self.send_header("Content-Length", str(len(reply)))
                self.end_headers()
                self.wfile.write(reply)

            def log_message(self, *words):
                pass

        self.server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.server.daemon_threads = True
        self.url = f"http://127.0.0.1:{self.server.server_address[1]}"
        self.thread = threading.Thread(target=self.server.serve_forever, daemon=True)
        self.thread.start()
        return self

    def __exit__(self, kind, value, trace):
        self.server.shutdown()
        self.server.server_close()
        self.thread.join()

    def request(self, what, fits, after=0):
        """Waits for a request after that many which fits."""
        def first():
            with self.lock:
                return next((one for one in self.requests[after:] if fits(one)), None)
        return wait_until(f"{what} reaches the provider", first)

    def count(self):
        with self.lock:
            return len(self.requests)
