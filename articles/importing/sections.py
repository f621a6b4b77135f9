"""Words in data files, by section: lines under `[name]`; `#` begins a comment (词表)."""


def sections(path):
    """{section: its lines} of a data file (a Path), without comments."""
    found = {}
    for line in path.read_text(encoding="utf-8").splitlines():
        if line.startswith("["):
            lines = found.setdefault(line.strip("[]"), [])
        elif line and not line.startswith("#"):
            lines.append(line)
    return found


def characters(lines):
    return frozenset("".join(lines))


def words(lines):
    return tuple(dict.fromkeys(" ".join(lines).split()))
