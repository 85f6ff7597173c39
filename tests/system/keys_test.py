"""A new root key: shown, turned under the data of a real service, killed at every named moment and at random, the old key refused, backups of before still good."""
import glob
import os
import random
import shutil
import signal
import subprocess
import sys
import time

from stage import Stage, run_tests, wait_until

BINARY, FAULTY = (os.path.abspath(path) for path in sys.argv[1:3])
PHONE = "+6281250000081"
MOMENTS = ("made", "wrapped", "turned", "kept", "placed")


def run(*words, binary=BINARY, environment=None):
    return subprocess.run([binary, *words], capture_output=True, text=True, check=False, env={**os.environ, **(environment or {})})


def rotate(sambung, binary=BINARY, environment=None):
    return run("keys", "rotate", "--by", "ani", "--config", sambung.config, binary=binary, environment=environment)


def show(sambung):
    return run("keys", "show", "--config", sambung.config)


def fingerprint(sambung):
    shown = show(sambung)
    assert shown.returncode == 0, shown
    return next(line.split()[2].rstrip(":") for line in shown.stdout.splitlines() if line.startswith("root key"))


def root(sambung):
    return os.path.join(sambung.folder, "keys", "root.key")


def content(path):
    with open(path, encoding="ascii") as file:
        return file.read().strip()


def report(sambung, identity="k-1", phone=PHONE):
    assert sambung.sms(phone, identity, "LAPOR kakek sendirian di depan Pasar Agung, belum makan")[0] == 200
    wait_until("it is filed", lambda: sambung.rows("SELECT count(*) FROM cases") == [(1,)])
    ticket = sambung.rows("SELECT ticket FROM cases")[0][0]
    wait_until("nothing waits", lambda: sambung.rows("SELECT count(*) FROM inbox WHERE done IS NULL") == [(0,)])
    return ticket


def still_knows(sambung, ticket, identity):
    """The same phone asks for its ticket: persons, sessions and cases open under the key in use."""
    heard = len(sambung.messages(PHONE))
    assert sambung.sms(PHONE, identity, "CEK " + ticket)[0] == 200
    spaced = " ".join(ticket[at:at + 3] for at in (0, 3, 6))
    sambung.answer(PHONE, "sms", after=heard, containing=spaced)


def a_new_key_opens_all_and_the_old_one_is_refused():
    with Stage(BINARY) as stage:
        sambung = stage.sambung
        ticket = report(sambung)
        before, secret = fingerprint(sambung), content(root(sambung))
        persons = sambung.rows("SELECT id, hex(key) FROM persons WHERE key IS NOT NULL ORDER BY id")
        running = rotate(sambung)
        assert running.returncode == 2 and "stop the service" in running.stderr, running
        assert fingerprint(sambung) == before and content(root(sambung)) == secret
        assert sambung.stop() == 0
        done = rotate(sambung)
        assert done.returncode == 0, done
        after = fingerprint(sambung)
        assert after != before and before in done.stdout and after in done.stdout
        shown = show(sambung).stdout
        assert secret not in done.stdout + shown and content(root(sambung)) not in done.stdout + shown
        assert "keyed hashes: of root key " + before in shown and "cases: 1" in shown, shown
        turned = sambung.rows("SELECT id, hex(key) FROM persons WHERE key IS NOT NULL ORDER BY id")
        assert [row[0] for row in turned] == [row[0] for row in persons]
        assert all(old[1] != new[1] for old, new in zip(persons, turned))
        kept = root(sambung) + "." + before
        assert content(kept) == secret and os.stat(kept).st_mode & 0o077 == 0
        new = content(root(sambung))
        shutil.copyfile(kept, root(sambung))
        old = run("export", "cases", "--config", sambung.config)
        assert old.returncode != 0 and before in old.stderr and after in old.stderr, old
        served = run("serve", "--config", sambung.config)
        assert served.returncode != 0 and after in served.stdout + served.stderr, served
        with open(root(sambung), "w", encoding="ascii") as file:
            file.write(new + "\n")
        sambung.start()
        still_knows(sambung, ticket, "k-2")
        assert run("verify-log", "--config", sambung.config).returncode == 0


def killed_at_every_moment_one_key_opens_and_the_next_run_ends_it():
    with Stage(BINARY) as stage:
        sambung = stage.sambung
        ticket = report(sambung)
        assert sambung.stop() == 0
        for moment in MOMENTS:
            old = content(root(sambung))
            mark = os.path.join(stage.folder, "crashed-" + moment)
            killed = rotate(sambung, FAULTY, {"SAMBUNG_CRASH_AT": moment, "SAMBUNG_CRASH_MARK": mark})
            assert killed.returncode == -signal.SIGKILL, (moment, killed)
            opens_under_one(sambung)
            if moment != "placed":
                again = rotate(sambung)
                assert again.returncode == 0, (moment, again)
            assert content(root(sambung)) != old, moment
            assert show(sambung).returncode == 0, moment
            assert not glob.glob(root(sambung) + ".next"), moment
        assert len(glob.glob(root(sambung) + ".*")) == len(MOMENTS)
        sambung.start()
        still_knows(sambung, ticket, "k-3")


def opens_under_one(sambung):
    """Exactly one of the key and the key beside it opens the data."""
    here, beside = root(sambung), root(sambung) + ".next"
    good = 0
    for name in (here, beside):
        if not os.path.exists(name):
            continue
        config = sambung.config + ".try"
        with open(sambung.config, encoding="utf-8") as text, open(config, "w", encoding="utf-8") as out:
            out.write(text.read().replace(f"keys: file:{here}", f"keys: file:{name}"))
        good += run("export", "cases", "--config", config).returncode == 0
        os.remove(config)
    assert good == 1, f"{good} of the keys open the data"


def killed_at_random_it_ends_too():
    seed = int.from_bytes(os.urandom(4), "big")
    print("seed", seed)
    chance = random.Random(seed)
    with Stage(BINARY) as stage:
        sambung = stage.sambung
        ticket = report(sambung)
        assert sambung.stop() == 0
        began = time.monotonic()
        assert rotate(sambung).returncode == 0
        whole = time.monotonic() - began
        for _ in range(12):
            process = subprocess.Popen([BINARY, "keys", "rotate", "--by", "ani", "--config", sambung.config],
                                       stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
            try:
                process.wait(timeout=chance.uniform(0, whole))
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait()
            opens_under_one(sambung)
        assert rotate(sambung).returncode == 0
        sambung.start()
        still_knows(sambung, ticket, "k-4")


def backups_of_before_and_after_come_back_with_the_ledger_of_today():
    with Stage(BINARY) as stage:
        sambung = stage.sambung
        report(sambung)
        early, late = os.path.join(stage.folder, "early.tar"), os.path.join(stage.folder, "late.tar")
        assert run("backup", early, "--config", sambung.config).returncode == 0
        assert sambung.stop() == 0
        assert rotate(sambung).returncode == 0
        before = glob.glob(root(sambung) + ".*")[0]
        key = run("verify-log", "--public-key", "--config", sambung.config).stdout.strip()
        assert run("backup", late, "--config", sambung.config).returncode == 0
        for name, backup, key_file, more in (("late", late, root(sambung), []), ("early", early, before, ["--key", key])):
            config = sambung.config + "." + name
            with open(sambung.config, encoding="utf-8") as text, open(config, "w", encoding="utf-8") as out:
                out.write(text.read().replace("keys: file:" + root(sambung), "keys: file:" + key_file).replace(sambung.database, sambung.database + "." + name))
            back = run("restore", backup, "--erasures-lost", *more, "--config", config)
            assert back.returncode == 0, (name, back)
            assert "1 cases" in back.stdout, back
            assert run("verify-log", "--config", config).returncode == 0, name


run_tests([a_new_key_opens_all_and_the_old_one_is_refused, killed_at_every_moment_one_key_opens_and_the_next_run_ends_it,
           killed_at_random_it_ends_too, backups_of_before_and_after_come_back_with_the_ledger_of_today])
