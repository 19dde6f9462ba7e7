"""What no tracked file may contain: a download host, a path of one machine, a credential, a job left for later; nor more lines than a file should have.

The hosts are put together from their parts, so that this file passes its own check.
"""
import re
import subprocess
import sys
from pathlib import Path

HOSTS = [("repo", "maven", "apache", "org"), ("repo1", "maven", "org"), ("pypi", "org"), ("files", "pythonhosted", "org"),
         ("registry", "npmjs", "org"), ("registry", "yarnpkg", "com"), ("deb", "debian", "org"), ("packages", "adoptium", "net")]
RULES = {
    "names a download host; leave that to the reader's own settings": "|".join(re.escape(".".join(host)) for host in HOSTS),
    "names a path of one machine; use one relative to the project": r"(?<![\w.~$}/-])/(home|root|Users|work|mnt|workspace)/",
    "holds an AWS access key": r"\b(AKIA|ASIA)(?!IOSFODNN7EXAMPLE)[A-Z0-9]{16}\b",
    "holds a private key": r"-----BEGIN [A-Z ]*PRIVATE" + " KEY",
    "holds a token of Slack or GitHub": r"\bxox[abprs]-\d{6,}|\bgh[pousr]_[A-Za-z0-9]{30,}|hooks\.slack\.com/services/T[A-Z0-9]{8,}/B[A-Z0-9]{8,}/",
    "leaves a job for later; do it or file it": r"\b(TO" + r"DO|FIX" + r"ME|X" + r"XX)\b",
    "holds a merge conflict": r"^(<{7}|>{7}) ",
}
MOST_LINES = 250


def tracked() -> list[str]:
    listed = subprocess.run(["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"], check=True, capture_output=True)
    return [name for name in listed.stdout.decode().split("\0") if name and Path(name).is_file()]


def complaints(name: str) -> list[str]:
    try:
        text = Path(name).read_text(encoding="utf-8")
    except UnicodeDecodeError:
        return []
    lines = len(text.splitlines())
    long = [f"{name}:{lines}: has more than {MOST_LINES} lines; split it by subject"] if name.endswith(".java") and lines > MOST_LINES else []
    return long + [f"{name}:{text.count(chr(10), 0, found.start()) + 1}: {rule} ({found.group(0).strip()})"
                   for rule, pattern in RULES.items() for found in re.finditer(pattern, text, re.MULTILINE)]


names = tracked()
found = [complaint for name in names for complaint in complaints(name)]
print("\n".join(found) or f"{len(names)} files keep the rules")
sys.exit(bool(found) or not names)
