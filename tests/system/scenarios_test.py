"""Every golden transcript on every session store."""
import glob
import os
import shutil
import subprocess
import sys
import tempfile

from stage import ROOT, Redis, run_tests

BINARY = os.path.abspath(sys.argv[1])
FILES = sorted(glob.glob(os.path.join(ROOT, "tests/scenarios/*.chat")))


def replay(*options):
    assert FILES, "there are no transcripts"
    done = subprocess.run([BINARY, "replay", *options, *FILES], cwd=ROOT, capture_output=True, text=True, timeout=200, check=False)
    print(done.stdout)
    assert done.returncode == 0, done.stderr
    assert f"{len(FILES)} transcripts, 0 failures" in done.stdout


def on_memory():
    replay("--store", "memory")


def on_sql():
    replay("--store", "sql")


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


run_tests([on_memory, on_sql, on_redis, a_wrong_transcript_fails])
