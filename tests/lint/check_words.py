#!/usr/bin/env python3
"""What citizens read: no word that blames or shames, none that an SMS route swallows, no number that it blocks, no link.

Reads what flows say, the text tables, and the names, notes and words of packs. Trigger words and aliases are what citizens type: those are theirs.

usage: check_words.py [PROJECT]       exit 1 and one line a finding: file:line: key: sentence
"""
import re
import sys
from pathlib import Path

import yaml

# Word -> what to say instead. Whole words, any case.
BLAMES = {
    "pmks": "orang yang butuh bantuan",
    "gepeng": "orang tanpa rumah", "gembel": "orang tanpa rumah",
    "gelandangan": "orang tanpa rumah", "pengemis": "orang yang hidup di jalan",
    "cacat": "penyandang disabilitas", "tuna netra": "disabilitas netra", "tuna rungu": "Tuli",
    "gila": "orang dengan gangguan jiwa", "sakit jiwa": "orang dengan gangguan jiwa",
    "wts": "orang yang butuh perlindungan", "psk": "orang yang butuh perlindungan",
    "tuna susila": "orang yang butuh perlindungan", "lonte": "orang yang butuh perlindungan",
    "odha": "orang dengan HIV", "penderita": "orang dengan ...",
    "anjal": "anak di jalanan", "anak punk": "anak di jalanan", "anak nakal": "anak yang berhadapan dengan hukum",
    "jompo": "lansia", "manula": "lansia",
    "pecandu": "orang yang butuh lepas dari narkoba", "junkie": "orang yang butuh lepas dari narkoba",
    "eks napi": "orang yang baru keluar lapas", "mantan napi": "orang yang baru keluar lapas",
    "razia": "penjangkauan", "ditangkap": "dijangkau petugas", "digaruk": "dijangkau petugas", "terjaring": "dijangkau petugas",
    "miskin": "kurang mampu", "kasus": "laporan", "objek": "warga", "pelapor palsu": "pelapor",
    "jatah": "bantuan sesuai aturan", "tidak layak": "belum sesuai aturan karena ...", "ditolak": "belum sesuai aturan karena ...",
    "anda salah": "belum pas",
    "beggar": "person in need", "crazy": "person with a mental health condition", "cripple": "person with a disability",
    "homeless man": "person without a home", "rejected": "does not fit the rules yet because ...",
}
# Words of fraud, which staff never ask for, and others that Indonesian long-number SMS routes drop a message for.
SWALLOWED = {"kode", "pin", "otp", "akun", "password", "kata sandi", "dana", "selamat", "nomor", "juta"}
# The names of laws and programmes are what they are.
NAMES = re.compile(r"\bfakir miskin\b|\bsantunan kematian\b", re.IGNORECASE)

PLACEHOLDER = re.compile(r"\{[^}]*\}")
DIGIT_GROUP = re.compile(r"(?<![\d*#])\d{4,}(?![\d*#])")
# Service numbers that people must be able to dial, as they are printed.
NUMBERS = {"1708"}
LINK = re.compile(r"https?:|www\.|\b[a-z0-9-]+\.(?:go\.id|com|id|net|org)\b", re.IGNORECASE)


def whole(word: str) -> re.Pattern[str]:
    return re.compile(rf"(?<!\w){re.escape(word)}(?!\w)", re.IGNORECASE)


BLAME_PATTERNS = [(whole(word), word, better) for word, better in BLAMES.items()]
SWALLOWED_PATTERNS = [(whole(word), word) for word in sorted(SWALLOWED)]


def findings_of_text(text: str) -> list[str]:
    """Everything that speaks against one text."""
    text = PLACEHOLDER.sub("", text)
    plain = NAMES.sub("", text)
    found = [f'"{word}": say "{better}"' for pattern, word, better in BLAME_PATTERNS if pattern.search(plain)]
    found += [f'"{word}": SMS routes drop messages with it' for pattern, word in SWALLOWED_PATTERNS if pattern.search(plain)]
    found += [f"{group}: more than three digits in a row; SMS routes block it" for group in DIGIT_GROUP.findall(text) if group not in NUMBERS]
    if LINK.search(text):
        found.append("a link; citizens are warned never to follow one")
    return found


def scalars(node: yaml.Node, path: str = ""):
    """Key path, line and text of every scalar value."""
    if isinstance(node, yaml.ScalarNode):
        yield path, node.start_mark.line + 1, node.value
    elif isinstance(node, yaml.SequenceNode):
        for item in node.value:
            yield from scalars(item, path)
    elif isinstance(node, yaml.MappingNode):
        for key, value in node.value:
            yield from scalars(value, f"{path}.{key.value}" if path else key.value)


# Where texts for citizens stand: files, and the keys whose values (or whose values' values) are such texts; none: all of them.
SOURCES = [
    ("dialogs/flows/*.yaml", {"say", "label"}), ("deploy/packs/*/flows/*.yaml", {"say", "label"}),
    ("dialogs/texts/*.yaml", None), ("deploy/packs/*/texts/*.yaml", None),
    ("deploy/packs/*/units.yaml", {"name"}), ("deploy/packs/*/programmes.yaml", {"name", "note", "facts"}),
    ("deploy/packs/*/pack.yaml", {"words", "terms"}),
]


def check(project: Path) -> list[str]:
    findings = []
    for pattern, keys in SOURCES:
        for file in sorted(project.glob(pattern)):
            tree = yaml.compose(file.read_text(encoding="utf-8"), Loader=yaml.SafeLoader)
            for path, line, text in scalars(tree) if tree else ():
                if keys is None or keys & set(path.split(".")[-2:]):
                    findings += [f"{file.relative_to(project)}:{line}: {path}: {why}" for why in findings_of_text(text)]
    return findings


if __name__ == "__main__":
    found = check(Path(sys.argv[1] if len(sys.argv) > 1 else "."))
    print(*found, sep="\n", end="\n" if found else "")
    sys.exit(1 if found else 0)
