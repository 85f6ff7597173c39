"""A real Kannel between a fake network and Sambung: fakesmsc sends LAPOR and CEK, the answers come back to it, the delivery
report lands. It runs in a network namespace of its own where that is allowed, since Kannel's fake SMSC listens on every address."""
import os
import subprocess
import sys

from stage import ROOT, Stage, free_port, run_tests, wait_until

BINARY = os.path.abspath(sys.argv[1])
FAKESMSC = "/usr/lib/kannel/test/fakesmsc"
PHONE = "+6281200000501"


def own_network():
    """Starts this test again in a namespace with nothing but loopback."""
    if os.environ.get("SAMBUNG_OWN_NETWORK"):
        return
    tried = subprocess.run(["unshare", "-n", "true"], capture_output=True, check=False)
    if tried.returncode == 0:
        os.environ["SAMBUNG_OWN_NETWORK"] = "yes"
        os.execvp("unshare", ["unshare", "-n", "sh", "-c", 'ip link set lo up && exec python3 "$0" "$@"', os.path.abspath(__file__), *sys.argv[1:]])


class Kannel:
    def __init__(self, folder, hook, sendsms):
        self.folder = os.path.join(folder, "kannel")
        os.makedirs(os.path.join(self.folder, "spool"))
        self.fake, self.smsbox, self.sendsms = free_port(), free_port(), sendsms
        words = {"ADMIN_PORT": free_port(), "SMSBOX_PORT": self.smsbox, "SENDSMS_PORT": sendsms, "FAKE_PORT": self.fake, "USERNAME": "sambung",
                 "PASSWORD": "demo", "SECRET": "demo", "HOOK": hook, "STATE": os.path.join(self.folder, "spool")}
        with open(os.path.join(ROOT, "deploy/kannel/kannel.conf.in"), encoding="utf-8") as template:
            text = template.read()
        for word, value in words.items():
            text = text.replace(f"@{word}@", str(value))
        self.config = os.path.join(self.folder, "kannel.conf")
        with open(self.config, "w", encoding="utf-8") as out:
            out.write(text)
        self.boxes = []

    def start(self):
        log = open(os.path.join(self.folder, "kannel.log"), "ab")
        for box, port in (("bearerbox", self.smsbox), ("smsbox", self.sendsms)):
            self.boxes.append(subprocess.Popen([box, "-v", "0", self.config], stdout=log, stderr=log))
            wait_until(f"{box} listens", lambda port=port: listening(port))

    def stop(self):
        for box in reversed(self.boxes):
            box.kill()
            box.wait()

    def phone(self, messages):
        """A fake phone that sends these messages and prints what it gets."""
        out = os.path.join(self.folder, f"phone-{free_port()}.log")
        with open(out, "wb") as log:
            process = subprocess.Popen([FAKESMSC, "-H", "127.0.0.1", "-r", str(self.fake), "-i", "0.5", "-m", str(len(messages)), *messages], stdout=log, stderr=log, stdin=subprocess.DEVNULL)
        return process, out


def listening(port):
    import socket
    with socket.socket() as probe:
        return probe.connect_ex(("127.0.0.1", port)) == 0


def read(path):
    with open(path, encoding="utf-8", errors="replace") as text:
        return text.read()


def lapor_and_cek_through_a_real_kannel():
    sendsms = free_port()
    settings = {"send_url": f"http://127.0.0.1:{sendsms}/cgi-bin/sendsms", "username": "sambung", "password": "demo", "from": "2345"}
    with Stage(BINARY, sms=settings) as stage:
        sambung = stage.sambung
        kannel = Kannel(stage.folder, f"http://127.0.0.1:{sambung.public}/hooks/sms", sendsms)
        kannel.start()
        try:
            phone, heard = kannel.phone([f"{PHONE} 2345 text LAPOR bapak tua tidur di emperan pasar sudah tiga hari"])
            try:
                answer = wait_until("the receipt on the phone", lambda: "No. " in read(heard) and read(heard), 60)
                ticket = sambung.rows("SELECT ticket FROM cases")[0][0]
                assert f"{ticket[:3]} {ticket[3:6]} {ticket[6:]}" in answer.replace("+", " "), answer
                wait_until("the delivery report has landed", lambda: sambung.rows("SELECT count(*) FROM outbox WHERE channel = 'sms' AND state = 'delivered'")[0][0] >= 1, 60)
            finally:
                phone.kill()
                phone.wait()
            phone, heard = kannel.phone([f"{PHONE} 2345 text CEK", f"{PHONE} 2345 text CEK {ticket}"])
            try:
                wait_until("the standing on the phone", lambda: read(heard).replace("+", " ").count("DITERIMA") >= 2, 60)
            finally:
                phone.kill()
                phone.wait()
            assert len(sambung.rows("SELECT ticket FROM cases")) == 1
        finally:
            kannel.stop()


def a_message_is_not_lost_while_sambung_is_away():
    sendsms = free_port()
    settings = {"send_url": f"http://127.0.0.1:{sendsms}/cgi-bin/sendsms", "username": "sambung", "password": "demo", "from": "2345"}
    with Stage(BINARY, sms=settings) as stage:
        sambung = stage.sambung
        kannel = Kannel(stage.folder, f"http://127.0.0.1:{sambung.public}/hooks/sms", sendsms)
        kannel.start()
        try:
            sambung.kill()
            phone, heard = kannel.phone([f"{PHONE} 2345 text LAPOR ibu tua sendirian di gubuk dekat rel"])
            try:
                wait_until("Kannel has tried in vain", lambda: "Couldn't fetch" in read(os.path.join(kannel.folder, "kannel.log")), 60)
                sambung.start()
                wait_until("the receipt on the phone", lambda: "No. " in read(heard), 90)
            finally:
                phone.kill()
                phone.wait()
            assert len(sambung.rows("SELECT ticket FROM cases")) == 1
        finally:
            kannel.stop()


own_network()
run_tests([lapor_and_cek_through_a_real_kannel, a_message_is_not_lost_while_sambung_is_away])
