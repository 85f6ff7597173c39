"""Packages of npm that play somebody else's side, and the process of the providers' own libraries (tests/peers/providers)."""
import fcntl
import json
import os
import shutil
import subprocess
import sys

from stage import ROOT


def source(name):
    return os.path.join(ROOT, "tests", "peers", name)


def installed(name):
    """Installs what the peer's lock file names, once for all tests and builds; the environment in which Node finds it."""
    target = os.path.join(ROOT, "build", "peers", name)
    os.makedirs(target, exist_ok=True)
    with open(os.path.join(target, ".lock"), "w", encoding="utf-8") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        with open(os.path.join(source(name), "package-lock.json"), encoding="utf-8") as file:
            wanted = file.read()
        done = os.path.join(target, ".installed")
        if not os.path.exists(done) or open(done, encoding="utf-8").read() != wanted:
            for file in ("package.json", "package-lock.json"):
                shutil.copy(os.path.join(source(name), file), target)
            subprocess.run(["npm", "ci", "--ignore-scripts", "--no-audit", "--no-fund"], cwd=target, check=True, stdout=subprocess.DEVNULL)
            with open(done, "w", encoding="utf-8") as out:
                out.write(wanted)
    return {**os.environ, "NODE_PATH": os.path.join(target, "node_modules")}


class Providers:
    """The providers' libraries in one process: `ask` names what is to be done, and its answer is what the library made of it."""

    def __enter__(self):
        environment = {name: value for name, value in installed("providers").items() if not name.lower().endswith("_proxy")}
        self.process = subprocess.Popen(["node", os.path.join(source("providers"), "providers.js")], stdin=subprocess.PIPE, stdout=subprocess.PIPE,
                                        text=True, env=environment)
        return self

    def __exit__(self, kind, value, trace):
        self.process.stdin.close()
        self.process.stdout.close()
        self.process.kill()
        self.process.wait()

    def ask(self, do, **request):
        self.process.stdin.write(json.dumps({"do": do, **request}) + "\n")
        self.process.stdin.flush()
        answer = json.loads(self.process.stdout.readline() or '{"error": "the process has ended"}')
        assert "error" not in answer, f"{do}: {answer['error']}"
        return answer["is"]


if __name__ == "__main__":
    installed(sys.argv[1])
