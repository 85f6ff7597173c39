"""Meta's Graph API on a free port, as far as photos and messages go: tells where a medium lies, brings it, takes what is sent."""
import hashlib
import http.server
import json
import threading

from stage import wait_until


class GraphApi:
    def __init__(self):
        self.media = {}  # id: (bytes, the digest that is told)
        self.sent = []  # what was to go to phones
        self.fetched = []  # ids that were asked for, with the token
        self.held = threading.Event()  # while it is clear, a medium breaks off half way
        self.held.set()
        self.lock = threading.Lock()

    def put(self, identity, content, digest=None):
        self.media[identity] = (content, digest or hashlib.sha256(content).hexdigest())

    def __enter__(self):
        api = self

        class Handler(http.server.BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def do_POST(self):
                body = json.loads(self.rfile.read(int(self.headers.get("Content-Length", "0"))))
                with api.lock:
                    api.sent.append(body)
                    number = len(api.sent)
                self.answer({"messages": [{"id": f"wamid.OUT{number}"}]})

            def do_GET(self):
                kind, identity = self.path.split("/")[-2:]
                with api.lock:
                    api.fetched.append((kind, identity, self.headers.get("Authorization")))
                if identity not in api.media:
                    return self.answer({"error": {"code": 100}}, 400)
                content, digest = api.media[identity]
                if kind != "file":
                    return self.answer({"url": f"{api.url}/file/{identity}", "mime_type": "image/jpeg", "sha256": digest, "file_size": len(content), "id": identity})
                self.send_response(200)
                self.send_header("Content-Length", str(len(content)))
                self.end_headers()
                self.wfile.write(content[:len(content) // 2])
                self.wfile.flush()
                api.held.wait(60)
                try:
                    self.wfile.write(content[len(content) // 2:])
                except OSError:
                    pass  # it was killed meanwhile
                return None

            def answer(self, reply, status=200):
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
        self.held.set()
        self.server.shutdown()
        self.server.server_close()
        self.thread.join()

    def said(self, phone, after):
        """Waits for the next message to that phone; its text."""
        def text():
            with self.lock:
                mine = [one for one in self.sent if one.get("to") == phone.lstrip("+")]
            if len(mine) <= after:
                return None
            body = mine[after]
            return body["text"]["body"] if body["type"] == "text" else body["interactive"]["body"]["text"]
        return wait_until(f"message {after + 1} to {phone}", text)
