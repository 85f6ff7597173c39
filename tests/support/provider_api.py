"""A provider's API on a free port: keeps each request as it came, and answers as it is told."""
import json
import urllib.parse
from collections import namedtuple

from http_peer import Handler, HttpPeer
from stage import wait_until


class Request(namedtuple("Request", "method path headers body")):
    def form(self):
        fields = urllib.parse.parse_qsl(self.body.decode(), keep_blank_values=True, strict_parsing=True)
        assert len(dict(fields)) == len(fields), f"a field is there twice: {fields}"
        return dict(fields)

    def json(self):
        return json.loads(self.body)


class Calls(Handler):
    def do_POST(self):
        body = self.content()
        with self.owner.lock:
            self.owner.requests.append(Request(self.command, self.path, {name.lower(): value for name, value in self.headers.items()}, body))
            number = len(self.owner.requests)
        status, reply = self.owner.answer(number)
        self.answer(reply, status)


class ProviderApi(HttpPeer):
    """`answer` makes the reply's status and JSON from the number of the request."""

    def __init__(self, answer):
        super().__init__(Calls)
        self.answer = answer
        self.requests = []

    def request(self, what, fits, after=0):
        """Waits for a request after that many which fits."""
        def first():
            with self.lock:
                return next((one for one in self.requests[after:] if fits(one)), None)
        return wait_until(f"{what} reaches the provider", first)

    def count(self):
        with self.lock:
            return len(self.requests)
