"""An HTTP server on a free port that a test plays somebody by."""
import http.server
import json
import threading


class Handler(http.server.BaseHTTPRequestHandler):
    """Of one request; `owner` is the server that it came to."""
    protocol_version = "HTTP/1.1"
    owner = None

    def content(self):
        return self.rfile.read(int(self.headers.get("Content-Length", "0")))

    def answer(self, reply, status=200):
        reply = json.dumps(reply).encode()
        self.send_response(status)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(reply)))
        self.end_headers()
        self.wfile.write(reply)

    def log_message(self, *words):
        pass


class HttpPeer:
    """`handler` has the methods that are answered."""

    def __init__(self, handler):
        self.handler = handler
        self.lock = threading.Lock()

    def __enter__(self):
        self.server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), type("Bound", (self.handler,), {"owner": self}))
        self.server.daemon_threads = True
        self.server.handle_error = lambda request, address: None  # whoever was killed hangs up
        self.url = f"http://127.0.0.1:{self.server.server_address[1]}"
        self.thread = threading.Thread(target=self.server.serve_forever, daemon=True)
        self.thread.start()
        return self

    def __exit__(self, kind, value, trace):
        self.server.shutdown()
        self.server.server_close()
        self.thread.join()
