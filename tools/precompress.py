"""Puts compressed copies beside the files of a site: `python -m tools.precompress site`.

For hosts that send such files as they are. The site itself ships none: they would add nearly half to its size, and a
host that does not know them gains nothing.
"""

import gzip
import shutil
import subprocess
import sys
from pathlib import Path

from tools.policy import PACKED

LEAST = 1000
"""Bytes below which a compressed copy saves no packet."""
WORTH = 0.9
"""Of its size, what a file must shrink to for a copy to be worth its place."""
COPIES = {".gz", ".br"}


def precompress(site: Path) -> int:
    """Write the copies; how many files have one now."""
    brotli = shutil.which("brotli")
    count = 0
    for path in sorted(site.rglob("*")):
        if not path.is_file() or path.suffix in PACKED | COPIES or path.stat().st_size < LEAST:
            continue
        plain = path.read_bytes()
        packed = gzip.compress(plain, 9, mtime=0)
        if len(packed) > WORTH * len(plain):
            continue
        path.with_name(f"{path.name}.gz").write_bytes(packed)
        if brotli:
            subprocess.run([brotli, "--best", "--force", "--keep", str(path)], check=True)
        count += 1
    return count


if __name__ == "__main__":
    print(f"{precompress(Path(sys.argv[1]))} files have a compressed copy beside them now.")
