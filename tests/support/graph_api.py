"""Meta's Graph API on a free port, as far as photos and messages go: tells where a medium lies, brings it, takes what is sent."""
import hashlib
import json
import threading

from http_peer import Handler, HttpPeer
from stage import wait_until


class Calls(Handler):
    def do_POST(self):
        body = json.loads(self.content())
        with self.owner.lock:
            self.owner.sent.append(body)
            number = len(self.owner.sent)
        self.answer({"messages": [{"id": f"wamid.OUT{number}"}]})

    def do_GET(self):
        kind, identity = self.path.split("/")[-2:]
        with self.owner.lock:
            self.owner.fetched.append((kind, identity, self.headers.get("Authorization")))
        if identity not in self.owner.media:
            return self.answer({"error": {"code": 100}}, 400)
        content, digest = self.owner.media[identity]
        if kind != "file":
            return self.answer({"url": f"{self.owner.url}/file/{identity}", "mime_type": "image/jpeg", "sha256": digest, "file_size": len(content), "id": identity})
        self.send_response(200)
        self.send_header("Content-Length", str(len(content)))
        self.end_headers()
        self.wfile.write(content[:len(content) // 2])
        self.wfile.flush()
        self.owner.held.wait(60)
        try:
            self.wfile.write(content[len(content) // 2:])
        except OSError:
            pass  # it was killed meanwhile
        return None


class GraphApi(HttpPeer):
    def __init__(self):
        super().__init__(Calls)
        self.media = {}  # id: (bytes, the digest that is told)
        self.sent = []  # what was to go to phones
        self.fetched = []  # ids that were asked for, with the token
        self.held = threading.Event()  # while it is clear, a medium breaks off half way
        self.held.set()

    def put(self, identity, content, digest=None):
        self.media[identity] = (content, digest or hashlib.sha256(content).hexdigest())

    def __exit__(self, kind, value, trace):
        self.held.set()
        super().__exit__(kind, value, trace)

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
