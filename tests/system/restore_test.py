"""The restore drill: a backup beside the running service, more cases and erasures after it, a machine that is gone, and yesterday's
backup elsewhere, in which nothing erased can be read."""
import glob
import os
import shutil
import sqlite3
import subprocess
import sys
import tarfile
import time

from stage import Redis, Sambung, Stage, run_tests, wait_until

BINARY = os.path.abspath(sys.argv[1])
EARLY, LATE, STAYS, AFTER, ALONE = (f"+62812500001{number}" for number in (11, 22, 33, 44, 55))


def command(sambung, *words):
    return subprocess.run([BINARY, *words, "--config", sambung.config], cwd=sambung.folder, capture_output=True, text=True, check=False)


def report(sambung, phone):
    """A case in danger, filed; its row's id."""
    before = sambung.rows("SELECT coalesce(max(id), 0) FROM cases")[0][0]
    assert sambung.sms(phone, f"danger-{phone}", "DARURAT ada orang pingsan di pasar")[0] == 200
    wait_until("it is filed", lambda: sambung.rows("SELECT max(id) FROM cases")[0][0] != before)
    wait_until("it is answered", lambda: sambung.rows("SELECT count(*) FROM inbox WHERE done IS NULL") == [(0,)])
    return sambung.rows("SELECT max(id) FROM cases")[0][0]


def is_erased(sambung, case):
    return sambung.rows("SELECT key IS NULL AND story IS NULL AND address IS NULL FROM cases WHERE id = ?", case) == [(1,)]


def erase(sambung, case):
    """As if three days had gone by since it was asked for; erasures are looked for when the service starts."""
    assert sambung.stop() == 0
    with sqlite3.connect(sambung.database, timeout=10) as database:
        database.execute("UPDATE cases SET status = 'closed' WHERE id = ?", (case,))
        database.execute("INSERT INTO erasures (case_id, reason, state, asked, due, actor) VALUES (?, 'asked', 'waiting', 1, 1, 'citizen')", (case,))
    sambung.start()
    wait_until("it is erased", lambda: is_erased(sambung, case))
    wait_until("and told outside", lambda: sambung.rows("SELECT count(*) FROM erasures WHERE state = 'done' AND line IS NULL") == [(0,)])


def keep_photo(sambung, name=b"a sealed photo"):
    """Bytes where photos lie; what is in them is nobody's business here."""
    folder = os.path.join(sambung.database + ".media", "ab")
    os.makedirs(folder, mode=0o700, exist_ok=True)
    path = os.path.join(folder, "ab" * 32)
    with open(path, "wb") as out:
        out.write(name)
    return path


def ledger(sambung):
    return os.path.join(sambung.database + ".anchors", "erasures.ledger")


def lines_of(path):
    with open(path, encoding="ascii") as text:
        return text.readlines()


class Elsewhere:
    """Another machine: nothing on it but the configuration and the root key, from its safe."""

    def __init__(self, stage):
        self.folder = os.path.join(stage.folder, "elsewhere")
        os.makedirs(os.path.join(self.folder, "keys"))
        self.redis = Redis(os.path.join(self.folder, "redis"))
        self.sambung = Sambung(self.folder, BINARY, self.redis)
        shutil.copy(os.path.join(stage.folder, "keys", "root.key"), os.path.join(self.folder, "keys", "root.key"))

    def __enter__(self):
        self.redis.start()
        return self

    def __exit__(self, kind, value, trace):
        if kind is not None and os.path.exists(self.sambung.log_path):
            print("---- the restored service's log\n" + self.sambung.log()[-3000:])
        if self.sambung.process and self.sambung.process.poll() is None:
            self.sambung.kill()
        self.redis.stop()

    def restore(self, *words):
        return command(self.sambung, "restore", *words)

    def is_empty(self):
        return not glob.glob(self.sambung.database + "*")


def refused(elsewhere, code, why, *words):
    done = elsewhere.restore(*words)
    assert done.returncode == code and why in done.stderr, (done, why)
    assert elsewhere.is_empty(), glob.glob(elsewhere.sambung.database + "*")


def changed(path, to, change):
    with open(path, "rb") as whole, open(to, "wb") as out:
        out.write(change(whole.read()))
    return to


def what_was_erased_after_the_backup_is_erased_again_before_anybody_is_served():
    with Stage(BINARY) as stage:
        sambung = stage.sambung
        early, late, stays = report(sambung, EARLY), report(sambung, LATE), report(sambung, STAYS)
        photo = keep_photo(sambung)
        erase(sambung, early)
        assert len(lines_of(ledger(sambung))) == 2, "the case, and with it the person"
        assert command(sambung, "channel", "suspend", "sms").returncode == 0
        assert sambung.sms(STAYS, "menu-1", "MENU")[0] == 200
        waiting = wait_until("an answer waits", lambda: sambung.rows("SELECT count(*) FROM outbox WHERE state = 'queued' AND lane = 1 AND ready <= ?", int(time.time() * 1000))[0][0])

        backup = os.path.join(stage.folder, "monday.tar")
        made = command(sambung, "backup", backup)
        assert made.returncode == 0 and made.stdout.startswith("3 cases, "), made
        assert os.stat(backup).st_mode & 0o777 == 0o600
        again = command(sambung, "backup", backup)
        assert again.returncode == 2 and "there already" in again.stderr, again
        assert glob.glob(os.path.join(stage.folder, ".monday*")) == [], "nothing is left beside it"
        with open(os.path.join(stage.folder, "keys", "root.key"), encoding="ascii") as key, open(backup, "rb") as whole:
            content = whole.read()
            assert key.read().strip().encode() not in content and STAYS[1:].encode() not in content
        with tarfile.open(backup) as tar:
            assert "media/ab/" + "ab" * 32 in tar.getnames() and tar.getnames()[-1] == "manifest.txt"

        assert command(sambung, "channel", "resume", "sms").returncode == 0
        erase(sambung, late)
        report(sambung, AFTER)
        assert len(lines_of(ledger(sambung))) == 4
        sambung.kill()

        with Elsewhere(stage) as elsewhere:
            there = elsewhere.sambung
            today = ["--erasures", ledger(sambung)]
            refused(elsewhere, 2, "--erasures", backup)
            refused(elsewhere, 2, "no erasure ledger", backup, "--erasures", backup + ".none")
            middle = os.path.getsize(backup) // 2
            bad = os.path.join(stage.folder, "bad")
            refused(elsewhere, 1, "damaged", changed(backup, bad, lambda whole: whole[:middle] + bytes([whole[middle] ^ 1]) + whole[middle + 1:]), *today)
            for cut in (middle, os.path.getsize(backup) - 20_000, 700, 0):
                refused(elsewhere, 1, "", changed(backup, bad, lambda whole, cut=cut: whole[:cut]), *today)
            old = os.path.join(stage.folder, "old.ledger")
            refused(elsewhere, 1, "not the latest", backup, "--erasures", changed(ledger(sambung), old, lambda whole: whole.split(b"\n")[0] + b"\n"))
            refused(elsewhere, 1, "line 3", backup, "--erasures", changed(ledger(sambung), old, lambda whole: b"\n".join(whole.split(b"\n")[:2] + whole.split(b"\n")[3:])))

            done = elsewhere.restore(backup, *today)
            assert done.returncode == 0, done
            assert "erasures since: 2, erased again: 1, left for staff to decide: 0" in done.stdout, done.stdout
            assert is_erased(there, late) and is_erased(there, early) and not is_erased(there, stays)
            assert there.rows("SELECT count(*) FROM persons WHERE key IS NOT NULL AND id IN (SELECT person FROM cases WHERE key IS NULL)") == [(0,)]
            assert there.rows("SELECT count(*) FROM outbox WHERE state = 'unknown' AND code = 'restored' AND payload IS NULL")[0][0] >= waiting
            assert there.rows("SELECT count(*) FROM outbox WHERE lane = 1 AND ready <= ?", int(time.time() * 1000)) == [(0,)]
            assert lines_of(ledger(there)) == lines_of(ledger(sambung))
            assert os.path.exists(photo.replace(sambung.database, there.database))
            refused_again = elsewhere.restore(backup, *today)
            assert refused_again.returncode == 2 and "already" in refused_again.stderr, refused_again

            there.start()
            assert '"erasures":"ok"' in there.desk_get("/readyz")[1]
            verified = command(there, "verify-log")
            assert verified.returncode == 0, verified
            report(there, ALONE)
            erase(there, stays)
            assert len(lines_of(ledger(there))) == 6
            assert command(there, "verify-log").returncode == 0


def another_root_key_opens_no_backup():
    with Stage(BINARY) as stage:
        report(stage.sambung, STAYS)
        backup = os.path.join(stage.folder, "monday.tar")
        assert command(stage.sambung, "backup", backup).returncode == 0
        with Elsewhere(stage) as elsewhere:
            with open(os.path.join(elsewhere.folder, "keys", "root.key"), "w", encoding="ascii") as key:
                key.write("ab" * 32 + "\n")
            refused(elsewhere, 1, "another root key", backup, "--erasures-lost")
            os.remove(os.path.join(elsewhere.folder, "keys", "root.key"))
            refused(elsewhere, 2, "root key", backup, "--erasures-lost")


def a_half_restored_place_is_not_served():
    with Stage(BINARY) as stage:
        sambung = stage.sambung
        assert sambung.stop() == 0
        os.mkdir(sambung.database + ".restoring")
        served = subprocess.run([BINARY, "serve", "--config", sambung.config], cwd=sambung.folder, capture_output=True, text=True, timeout=60, check=False)
        assert served.returncode == 1 and "a restore goes on here or was cut off" in served.stdout + served.stderr, served
        assert command(sambung, "backup", os.path.join(stage.folder, "b.tar")).returncode == 2


def killed(sambung, sign, *words):
    """A subcommand that is killed as soon as that is there."""
    running = subprocess.Popen([BINARY, *words, "--config", sambung.config], cwd=sambung.folder, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    wait_until(f"{words[0]} is at it", lambda: glob.glob(sign) or running.poll() is not None)
    running.kill()
    assert running.wait() == -9, "it had ended before"


def a_backup_or_a_restore_that_is_killed_leaves_nothing_that_is_taken_for_whole():
    with Stage(BINARY) as stage:
        sambung = stage.sambung
        report(sambung, STAYS)
        keep_photo(sambung, os.urandom(1 << 20) * 200)
        backup = os.path.join(stage.folder, "monday.tar")
        killed(sambung, os.path.join(stage.folder, ".monday.tar.*.part"), "backup", backup)
        assert not os.path.exists(backup)
        assert command(sambung, "backup", backup).returncode == 0
        with Elsewhere(stage) as elsewhere:
            there = elsewhere.sambung
            killed(there, there.database + ".media.restoring/ab/*", "restore", backup, "--erasures-lost")
            assert not os.path.exists(there.database)
            helpers = os.path.join(stage.folder, "helpers.csv")
            with open(helpers, "w", encoding="ascii") as out:
                out.write("phone,name,role,area,until\n+6281250000199,Ani,kader,32.76.01.1006,\n")
            for words in (["serve"], ["user", "list"], ["import", "helpers", helpers], ["restore", backup, "--erasures-lost"]):
                done = command(there, *words)
                assert done.returncode != 0 and "was cut off" in done.stdout + done.stderr, done
            assert not os.path.exists(there.database)
            for left in glob.glob(there.database + "*"):
                shutil.rmtree(left)
            assert elsewhere.restore(backup, "--erasures-lost").returncode == 0
            there.start()
            assert command(there, "verify-log").returncode == 0


def a_ledger_that_is_gone_is_told_everywhere():
    with Stage(BINARY) as stage:
        sambung = stage.sambung
        erase(sambung, report(sambung, EARLY))
        assert sambung.stop() == 0
        os.remove(ledger(sambung))
        sambung.start()
        wait_until("readiness tells", lambda: '"erasures":"failing"' in sambung.desk_get("/readyz")[1])
        assert "sambung_erasure_ledger_failing 1" in sambung.desk_get("/metrics")[1]
        assert "it was lost or cut" in sambung.log()


def a_lost_root_key_stops_the_start_in_words():
    with Stage(BINARY) as stage:
        sambung = stage.sambung
        report(sambung, STAYS)
        assert sambung.stop() == 0
        os.remove(os.path.join(stage.folder, "keys", "root.key"))
        served = subprocess.run([BINARY, "serve", "--config", sambung.config], cwd=sambung.folder, capture_output=True, text=True, timeout=60, check=False)
        assert served.returncode == 1 and "put the key back (docs/security.md)" in served.stdout + served.stderr, served
        assert not os.path.exists(os.path.join(stage.folder, "keys", "root.key")), "no new key is made over it"
        assert sambung.rows("SELECT count(*) FROM cases WHERE ticket IS NOT NULL AND status IS NOT NULL AND unit IS NOT NULL") == [(1,)]


def staff_get_an_account_by_a_secret_that_is_told_once():
    with Stage(BINARY) as stage:
        sambung = stage.sambung
        assert command(sambung, "user", "list").stdout == "account,name,role,unit,state\n", "nobody by default"
        added = command(sambung, "user", "add", "ani", "--name", "Ani, S.Sos", "--role", "unit_head", "--unit", "trc", "--by", "budi")
        secret = added.stdout.splitlines()[-1]
        assert added.returncode == 0 and len(secret) == 32, added
        assert command(sambung, "user", "list").stdout.splitlines()[1:] == ['ani,"Ani, S.Sos",unit_head,trc,to_be_set_up']
        again = command(sambung, "user", "add", "Ani", "--name", "A", "--role", "agent", "--by", "budi")
        assert again.returncode == 2 and "already" in again.stderr, again
        for words in (["--role", "king"], ["--role", "unit_head", "--unit", "none"], ["--role", "unit_head"]):
            assert command(sambung, "user", "add", "dewi", "--name", "D", *words, "--by", "budi").returncode == 2, words
        reset = command(sambung, "user", "reset", "ani", "--by", "budi")
        assert reset.returncode == 0 and reset.stdout.splitlines()[-1] != secret
        assert command(sambung, "user", "disable", "ani", "--by", "budi").returncode == 0
        assert command(sambung, "user", "list").stdout.splitlines()[1].endswith(",disabled")
        assert sambung.stop() == 0
        with open(sambung.database, "rb") as database:
            kept = database.read()
        assert secret.encode() not in kept and b"S.Sos" not in kept


run_tests([what_was_erased_after_the_backup_is_erased_again_before_anybody_is_served, another_root_key_opens_no_backup,
           a_half_restored_place_is_not_served, a_ledger_that_is_gone_is_told_everywhere, a_lost_root_key_stops_the_start_in_words,
           a_backup_or_a_restore_that_is_killed_leaves_nothing_that_is_taken_for_whole, staff_get_an_account_by_a_secret_that_is_told_once])
