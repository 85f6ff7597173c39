"""Every golden transcript on every session store."""
import glob
import os
import re
import shutil
import subprocess
import sys
import tempfile

from stage import ROOT, Redis, run_tests

BINARY = os.path.abspath(sys.argv[1])
FILES = sorted(glob.glob(os.path.join(ROOT, "tests/scenarios/**/*.chat"), recursive=True))
PACKS = sorted(os.path.basename(os.path.dirname(pack)) for pack in glob.glob(os.path.join(ROOT, "deploy/packs/*/pack.yaml")))


def replay(*options, totals=r"{files} transcripts, 0 failures"):
    assert FILES, "there are no transcripts"
    done = subprocess.run([BINARY, "replay", *options, *FILES], cwd=ROOT, capture_output=True, text=True, timeout=200, check=False)
    print(done.stdout)
    assert done.returncode == 0, done.stderr
    assert re.search(totals.format(files=len(FILES)), done.stdout), done.stdout


def on_memory():
    replay("--store", "memory")


def variants_file_the_same_cases():
    replay("--store", "memory", "--variants", totals=r"{files} transcripts, [1-9]\d+ variants, 0 failures")


def every_transition_is_taken_in_indonesian():
    replay("--coverage=whole")


def every_transition_of_every_office_can_be_taken():
    with tempfile.TemporaryDirectory(prefix="sambung-test-") as folder:
        for pack in PACKS:
            done = subprocess.run([BINARY, "tour", "--pack", pack, "--out", folder], cwd=ROOT, capture_output=True, text=True, timeout=100, check=False)
            assert done.returncode == 0 and re.match(r"[1-9]\d+ conversations", done.stdout), pack + ": " + done.stdout


def a_tour_takes_what_is_left():
    with tempfile.TemporaryDirectory(prefix="sambung-test-") as folder:
        options = ["--pack", "depok", "--flow", "cek", "--out", folder]
        subprocess.run([BINARY, "tour", *options], cwd=ROOT, capture_output=True, text=True, timeout=100, check=True)
        file = os.path.join(folder, "cek.chat")
        done = subprocess.run([BINARY, "replay", "--update", "--coverage", file], cwd=ROOT, capture_output=True, text=True, timeout=60, check=False)
        counts = re.search(r"cek in id: (\d+) of (\d+) states, (\d+) of (\d+) transitions", done.stdout)
        assert counts and counts[1] == counts[2] and counts[3] == counts[4], done.stdout
        done = subprocess.run([BINARY, "tour", *options, "--met", file], cwd=ROOT, capture_output=True, text=True, timeout=100, check=False)
        assert done.stdout.startswith("0 conversations"), done.stdout


def a_tour_that_gives_up_says_so():
    with tempfile.TemporaryDirectory(prefix="sambung-test-") as folder:
        options = ["--pack", "depok", "--out", folder, "--most", "1"]
        done = subprocess.run([BINARY, "tour", *options], cwd=ROOT, capture_output=True, text=True, timeout=100, check=False)
        assert done.returncode == 1 and re.search(r"^gave up after \d+ turns, before all was tried", done.stdout, re.M), done.stdout


def on_sql():
    replay("--store", "sql")


def through_webhooks():
    replay("--http")


def on_redis():
    folder = tempfile.mkdtemp(prefix="sambung-test-")
    redis = Redis(folder)
    redis.start()
    try:
        replay("--store", "redis", "--redis", "redis+unix:" + redis.socket)
    finally:
        redis.stop()
        shutil.rmtree(folder, ignore_errors=True)


def a_wrong_transcript_fails():
    with tempfile.NamedTemporaryFile("w", suffix=".chat", delete=False) as wrong:
        wrong.write("@pack depok\n@ussd\n> *384*12#\n< Dinsos Malang.\n  ...\n!cases 1\n")
    try:
        done = subprocess.run([BINARY, "replay", wrong.name], cwd=ROOT, capture_output=True, text=True, timeout=60, check=False)
        assert done.returncode == 1, done.stdout
        assert "Dinsos Depok" in done.stdout and "2 failures" in done.stdout, done.stdout
    finally:
        os.unlink(wrong.name)


def run(text, *options):
    """Of a transcript of its own: exit code, what was printed, the file afterwards."""
    with tempfile.NamedTemporaryFile("w", suffix=".chat", delete=False) as file:
        file.write(text)
    try:
        done = subprocess.run([BINARY, "replay", *options, file.name], cwd=ROOT, capture_output=True, text=True, timeout=60, check=False)
        with open(file.name, encoding="utf-8") as after:
            return done.returncode, done.stdout, after.read()
    finally:
        os.unlink(file.name)


def update_writes_only_the_answers():
    head = "# A comment.\n@pack depok\n@ussd\n> *384*12#   # the dial\n"
    code, out, after = run(head + "< Dinsos Malang\n  ...\n!len <=140\n> 1\n< ?\n", "--update")
    assert code == 0, out
    assert after.startswith(head + "< Dinsos Depok\n  ...\n!len <=140\n> 1\n< Apakah ia pingsan"), after
    code, out, again = run(after, "--update")
    assert code == 0 and again == after and "written anew" not in out, out


def update_leaves_a_file_that_is_wrong_otherwise():
    text = "@pack depok\n@ussd\n> *384*12#\n< ?\n!cases 1\n"
    code, out, after = run(text, "--update")
    assert code == 1 and after == text and "left as it is" in out, out


def a_variant_that_loses_a_case_is_named():
    # Told again ten seconds before the day is over: a process that starts again meanwhile makes it a report of its own.
    report = "> LAPOR anak kecil sendirian di terminal\n"
    text = "@pack depok\n@sms\n" + report + ":wait 86390s\n" + report + "!cases 1\n"
    code, out, _ = run(text, "--variants")
    assert code == 1, out
    named = re.search(r"--variant (\S+)", out)
    assert named, out
    code, out, _ = run(text, "--variant", named.group(1))
    assert code == 1 and "1 variants, 1 failures" in out, out
    kind = named.group(1).split(":")[0].split("-")[0]
    assert f"--variant {kind}" not in run(f"#! no-variants {kind}\n" + text, "--variants")[1]


def coverage_counts_what_was_met():
    text = "@pack depok\n@ussd\n> *384*12#\n> 1\n"
    code, out, _ = run(text, "--coverage=missing")
    assert code == 0, out
    assert re.search(r"menu in id: 1 of 1 states, 1 of \d+ transitions", out), out
    assert re.search(r"all offices together, in id: 1 of \d+ transitions", out), out
    assert run(text, "--coverage=whole")[0] == 1
    assert "not taken: menu." in out and "not met: lapor." in out, out


run_tests([
    on_memory,
    variants_file_the_same_cases,
    every_transition_is_taken_in_indonesian,
    every_transition_of_every_office_can_be_taken,
    a_tour_takes_what_is_left,
    a_tour_that_gives_up_says_so,
    on_sql,
    through_webhooks,
    on_redis,
    a_wrong_transcript_fails,
    update_writes_only_the_answers,
    update_leaves_a_file_that_is_wrong_otherwise,
    a_variant_that_loses_a_case_is_named,
    coverage_counts_what_was_met,
])
