"""Photos and voice notes of a report, from WhatsApp to the disk: fetched after the answer, checked, sealed, and once."""
import json
import os
import sqlite3
import sys
import time

from citizen import answer_to
from graph_api import GraphApi
from sent_media import PHOTO, WHERE, voice_note
from stage import JSON, Stage, meta_signature, run_tests, ticket_in, wait_until

BINARY = os.path.abspath(sys.argv[1])
NUMBER = "100000000000002"


class Play:
    """Sambung with a WhatsApp channel whose provider is a Graph API of our own."""

    def __enter__(self):
        self.graph = GraphApi().__enter__()
        channel = (f"  - id: foto\n    adapter: whatsapp_cloud\n    app_secret: demo\n    verify_token: demo\n    access_token: a-token\n"
                   f"    phone_number_id: \"{NUMBER}\"\n    send_url: {self.graph.url}/v25.0\n")
        self.stage = Stage(BINARY, channels=channel, further="exchanges: {folder: exchanges, days: 1}\n")
        try:
            self.stage.__enter__()
        except BaseException:
            self.graph.__exit__(None, None, None)
            raise
        self.sambung = self.stage.sambung
        self.count = 0
        return self

    def __exit__(self, kind, value, trace):
        if kind is not None:
            print("---- what the graph was asked\n", self.graph.fetched[-10:], "\n", self.graph.sent[-3:])
        self.stage.__exit__(kind, value, trace)
        self.graph.__exit__(kind, value, trace)

    def hear(self, phone, kind, **content):
        self.count += 1
        message = {"from": phone.lstrip("+"), "id": f"wamid.{self.count}", "timestamp": str(int(time.time())), "type": kind, kind: content}
        value = {"messaging_product": "whatsapp", "metadata": {"display_phone_number": "6221500000", "phone_number_id": NUMBER}, "messages": [message]}
        body = json.dumps({"object": "whatsapp_business_account", "entry": [{"id": "1", "changes": [{"field": "messages", "value": value}]}]}).encode()
        reply = self.sambung.request("POST", "/hooks/foto", body, {**JSON, "X-Hub-Signature-256": meta_signature(body)})
        assert reply[0] == 200, reply

    def report(self, phone, *media):
        """A report with these sent along, to its ticket."""
        self.hear(phone, "text", body="LAPOR")
        heard = 0
        screen = self.graph.said(phone, heard)
        for kind, identity in media:
            self.hear(phone, kind, id=identity, mime_type="image/jpeg" if kind == "image" else "audio/ogg; codecs=opus")
            heard += 1
            screen = self.graph.said(phone, heard)
        for _ in range(20):
            if ticket_in(screen):
                return ticket_in(screen)
            self.hear(phone, "text", body="8" if "8 Lewati" in screen else answer_to(screen))
            heard += 1
            screen = self.graph.said(phone, heard)
        raise AssertionError("no ticket after many screens; the last one:\n" + screen)

    def settled(self, ticket, state):
        """Waits until all media of that case are in that state; their rows."""
        def rows():
            found = self.sambung.rows("SELECT state, code, kind, bytes FROM media WHERE case_id = (SELECT id FROM cases WHERE ticket = ?) ORDER BY id", ticket)
            return found if found and all(one[0] == state for one in found) else None
        return wait_until(f"media of {ticket} are {state}", rows)

    def files(self):
        root = self.stage.sambung.database + ".media"
        return [os.path.join(folder, name) for folder, _, names in os.walk(root) for name in names]

    def events(self, kind):
        return self.sambung.rows("SELECT count(*) FROM events WHERE type = ?", kind)[0][0]

    def metrics(self):
        return self.sambung.desk_get("/metrics")[1]


def content(file):
    with open(file, "rb") as opened:
        return opened.read()


def assert_sealed(files):
    for file in files:
        # Three bytes stand by chance somewhere in one of some ten thousand files; at its beginning they do not.
        assert not content(file).startswith(b"\xff\xd8\xff"), file
        for tell_tale in (b"OggS\x00\x02", b"OpusHead", b"JFIF\x00", WHERE):
            assert tell_tale not in content(file), (file, tell_tale)
        assert os.stat(file).st_mode & 0o777 == 0o600, file


def a_photo_and_a_voice_note_are_kept_sealed():
    with Play() as play:
        play.graph.put("1001", PHOTO)
        play.graph.put("1002", voice_note(400))
        ticket = play.report("+6281200000901", ("image", "1001"), ("audio", "1002"))
        photo, voice = play.settled(ticket, "kept")
        assert photo[2] == "image" and 0 < photo[3] < 5_000, photo
        assert voice[2] == "voice" and 160_000 < voice[3] < len(voice_note(400)), voice
        assert len(play.files()) == 2, play.files()
        assert_sealed(play.files())
        assert play.events("media.kept") == 2
        assert ("v25.0", "1001", "Bearer a-token") in play.graph.fetched, play.graph.fetched
        assert ("file", "1001", "Bearer a-token") in play.graph.fetched
        assert 'sambung_media_total{channel="foto",code="",result="kept"} 2' in play.metrics()
        assert play.sambung.rows("SELECT count(*) FROM media WHERE reference IS NOT NULL") == [(0,)]
        assert play.sambung.stop() == 0
        exchanges = b"".join(content(os.path.join(folder, name)) for folder, _, names in os.walk(os.path.join(play.stage.folder, "exchanges")) for name in names)
        assert b'"method":"GET"' in exchanges and WHERE not in exchanges and b"JFIF" not in exchanges and b"a-token" not in exchanges


def what_is_not_what_it_was_said_to_be_is_refused():
    with Play() as play:
        play.graph.put("2001", PHOTO, digest="0" * 64)
        play.graph.put("2002", b"%PDF-1.7 with a name in it")
        rows = play.settled(play.report("+6281200000902", ("image", "2001")), "refused")
        assert [row[1] for row in rows] == ["sha256"], rows
        rows = play.settled(play.report("+6281200000903", ("image", "2002")), "refused")
        assert [row[1] for row in rows] == ["kind"], rows
        rows = play.settled(play.report("+6281200000904", ("image", "2003")), "lost")
        assert [row[1] for row in rows] == ["100"], rows
        assert play.files() == []
        assert play.events("media.refused") == 2 and play.events("media.lost") == 1
        assert 'sambung_media_total{channel="foto",code="sha256",result="refused"} 1' in play.metrics()


def killed_while_fetching_it_is_kept_once():
    with Play() as play:
        play.graph.held.clear()
        play.graph.put("3001", voice_note(2_000))
        ticket = play.report("+6281200000905", ("audio", "3001"))
        play.settled(ticket, "fetching")
        left = wait_until("some of it is on disk", lambda: [file for file in play.files() if os.path.getsize(file) > 100_000])
        assert_sealed(left)
        play.sambung.kill()
        play.graph.held.set()
        assert play.files() == left, "a crash leaves what was begun"
        os.utime(left[0], (time.time() - 7_200,) * 2)
        with sqlite3.connect(play.sambung.database) as database:  # as if the lease were over
            database.execute("UPDATE media SET ready = 0")
        play.sambung.start()
        play.settled(ticket, "kept")
        wait_until("what the crash left is swept", lambda: left[0] not in play.files())
        assert len(play.files()) == 1, play.files()
        assert_sealed(play.files())
        assert play.events("media.kept") == 1
        assert len([one for one in play.graph.fetched if one[0] == "file"]) == 2


run_tests([a_photo_and_a_voice_note_are_kept_sealed, what_is_not_what_it_was_said_to_be_is_refused, killed_while_fetching_it_is_kept_once])
