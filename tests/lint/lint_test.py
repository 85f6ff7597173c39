#!/usr/bin/env python3
"""The lints can fail: each row is something forbidden, and the words of the finding that must name it."""
import sys
import tempfile
import unittest
from pathlib import Path

sys.dont_write_bytecode = True
sys.path.insert(0, str(Path(__file__).parent))
import check_dependencies  # noqa: E402
import check_layers  # noqa: E402
import check_words  # noqa: E402


def project_of(files: dict[str, str]) -> tempfile.TemporaryDirectory:
    directory = tempfile.TemporaryDirectory()
    for name, text in files.items():
        file = Path(directory.name, name)
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, encoding="utf-8")
    return directory


class LintTest(unittest.TestCase):
    def findings(self, lint, files: dict[str, str]) -> list[str]:
        with project_of(files) as directory:
            return lint.check(Path(directory))

    def expect(self, lint, files: dict[str, str], *parts: str) -> None:
        found = self.findings(lint, files)
        self.assertEqual(len(found), 1, found)
        for part in parts:
            self.assertIn(part, found[0])


class Layers(LintTest):
    FORBIDDEN = [  # file, line of code, part of the finding
        ("model/src/a.cpp", "#include <boost/asio.hpp>", "from outside nothing"),
        ("model/src/a.cpp", '#include "boost/asio.hpp"', "from outside nothing"),
        ("model/src/a.cpp", "#include <fmt/format.h>", "from outside nothing"),
        ("model/src/a.cpp", '#include "store/keys.h"', "not store"),
        ("model/include/model/a.h", "#include <fstream>", "model is pure"),
        ("model/src/a.cpp", "auto now = std::chrono::system_clock::now();", "reads a clock"),
        ("adapters/src/a.cpp", "#include <boost/beast/http.hpp>", "openssl/, boost/json"),
        ("adapters/src/a.cpp", "#include <sodium.h>", "openssl/, boost/json"),
        ("adapters/src/a.cpp", '#include "cases/report.h"', "not cases"),
        ("adapters/src/a.cpp", '#include "../../gateway/src/config.h"', "climbs out"),
        ("adapters/src/a.cpp", "RAND_bytes(buffer, 16);", "draws random bytes"),
        ("dialogs/src/a.cpp", "#include <spdlog/spdlog.h>", "yaml-cpp/"),
        ("dialogs/src/a.cpp", "#include <random>", "dialogs is pure"),
        ("dialogs/src/a.cpp", 'auto home = std::getenv("HOME");', "reads the environment"),
        ("cases/src/a.cpp", "#include <sqlite3.h>", "date/"),
        ("cases/src/a.cpp", '#include "store/database.h"', "not store"),
        ("store/src/a.cpp", "#include <boost/beast/core.hpp>", "boost/asio"),
        ("store/src/a.cpp", '#include "dialogs/dialog.h"', "not dialogs"),
        ("store/src/a.cpp", "#include <openssl/hmac.h>", "boost/asio"),
        ("desk/src/a.cpp", '#include "adapters/adapter.h"', "not adapters"),
        ("gateway/src/a.cpp", "#include <hiredis/async.h>", "gateway may use from outside"),
        ("gateway/src/a.cpp", "#include <sqlite3.h>", "gateway may use from outside"),
    ]
    ALLOWED = [
        ("model/src/a.cpp", '#include "model/error.h"\n#include <vector>\n#include <cstring>'),
        ("model/src/a.cpp", "// the caller asks system_clock::now() and passes it in"),
        ("adapters/src/a.cpp", '#include <openssl/hmac.h>\n#include <boost/json.hpp>\n#include "form.h"'),
        ("store/src/a.cpp", '#include <boost/asio/post.hpp>\n#include <sqlite3.h>\n#include "cases/office.h"\n#include <unistd.h>'),
        ("gateway/src/a.cpp", '#include <boost/beast/http.hpp>\n#include "dialogs/dialog.h"\n#include <sys/stat.h>'),
    ]

    def test_EveryForbiddenDoorIsFound(self):
        for file, code, finding in self.FORBIDDEN:
            with self.subTest(file=file, code=code):
                self.expect(check_layers, {file: "// first line\n" + code + "\n"}, f"{file}:2: ", finding)

    def test_OpenDoorsAreLeftAlone(self):
        for file, code in self.ALLOWED:
            with self.subTest(file=file, code=code):
                self.assertEqual(self.findings(check_layers, {file: code + "\n"}), [])


class Words(LintTest):
    FORBIDDEN = [
        ("Ada gepeng di pasar?", "gepeng"),
        ("Apakah dia CACAT?", "penyandang disabilitas"),
        ("Ketik PIN Anda.", "pin"),
        ("Simpan kode ini.", "kode"),
        ("Permohonan ditolak.", "belum sesuai aturan"),
        ("Tiket 481207365.", "481207365: more than three digits"),
        ("Lihat di dinsos.depok.go.id", "a link"),
    ]
    ALLOWED = ["Tiket {tiket}. Dial {kode} lagi.", "Telepon 112 atau 119.", "Dial *384*1234# lagi.", "Pinjam hp tetangga.",
               "Undang-undang fakir miskin", "SMS ke 1708"]

    def table(self, text: str) -> dict[str, str]:
        return {"dialogs/texts/id.yaml": f'umum.sapa: "Halo."\nlapor.tanya: "{text}"\n'}

    def test_AWordThatBlamesOrIsSwallowedIsFoundWithItsKey(self):
        for text, finding in self.FORBIDDEN:
            with self.subTest(text=text):
                self.expect(check_words, self.table(text), "dialogs/texts/id.yaml:2: lapor.tanya: ", finding)

    def test_PlainWordsAreLeftAlone(self):
        for text in self.ALLOWED:
            with self.subTest(text=text):
                self.assertEqual(self.findings(check_words, self.table(text)), [])

    def test_WhatFlowsSayIsReadAndWhatCitizensTypeIsNot(self):
        flow = 'triggers:\n  - {words: [gepeng]}\nstates:\n  a:\n    say: {any: "Halo.", ussd: "Ada gepeng?"}\n    options:\n      - {label: "Ya", aliases: [gembel]}\n'
        self.expect(check_words, {"dialogs/flows/x.yaml": flow}, "dialogs/flows/x.yaml:5: states.a.say.ussd: ", "orang tanpa rumah")

    def test_UnitNamesOfPacksAreReadToo(self):
        self.expect(check_words, {"deploy/packs/x/units.yaml": "units:\n  - code: a\n    name: Tim Razia\n"}, "units.yaml:3: ", "penjangkauan")

    def test_ProgrammesAndWordsOfPacksAreReadToo(self):
        for line, part in [("note: Simpan kode ini", "kode"), ("facts: {besaran: 2 juta}", "juta"), ("name: Kartu 2021", "digits")]:
            with self.subTest(line=line):
                programme = f"programmes:\n  - code: a\n    source: Perbup 30/2019\n    {line}\n"
                self.expect(check_words, {"deploy/packs/x/programmes.yaml": programme}, "programmes.yaml:4: ", part)
        self.expect(check_words, {"deploy/packs/x/pack.yaml": "words:\n  jam: pin\n"}, "pack.yaml:2: ", "pin")


class Dependencies(LintTest):
    BASE = {"docs/dependencies.md": "`fmt` `libfmt-dev`", "deploy/install": "build_packages=(\n  libfmt-dev # why\n)\n",
            "cmake/Packages.cmake": "find_package(fmt REQUIRED)\n"}

    def test_NothingUnnamedNothingFound(self):
        self.assertEqual(self.findings(check_dependencies, self.BASE), [])

    def test_AnUnnamedPackageIsFound(self):
        for file, text, finding in [
            ("cmake/Packages.cmake", "find_package(CURL REQUIRED)\n", "`CURL`"),
            ("tests/CMakeLists.txt", "pkg_check_modules(x REQUIRED IMPORTED_TARGET libpq>=15)\n", "`libpq`"),
            ("deploy/install", "test_packages=(chromium)\n", "`chromium`"),
        ]:
            with self.subTest(file=file):
                self.expect(check_dependencies, self.BASE | {file: text}, f"{file}:1: ", finding)


if __name__ == "__main__":
    unittest.main()
