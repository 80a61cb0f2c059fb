"""instruction_sets: the same program with fewer vector instructions: those of the libraries that choose them at run time are taken from it.

What runs by vectors is the matcher's own (told by --instructions: OURS), the C library's (copying, comparing, searching), libcrypto's (digests) and
simdjson's, each told by its own variable: SETS. A set is forced only if the loader says that another is active: `forced()` counts.
"""
import contextlib
import os
import subprocess

NO_AVX512 = "-AVX512F,-AVX512VL,-AVX512BW"
SETS = {
    "all": {},
    "AVX2": {"GLIBC_TUNABLES": f"glibc.cpu.hwcaps={NO_AVX512}", "SIMDJSON_FORCE_IMPLEMENTATION": "westmere"},
    "SSE2": {"GLIBC_TUNABLES": f"glibc.cpu.hwcaps={NO_AVX512},-AVX2,-AVX", "SIMDJSON_FORCE_IMPLEMENTATION": "fallback", "OPENSSL_ia32cap": "0x0:0x0"},
}
OURS = {"all": (), "AVX2": ("--instructions", "AVX2"), "SSE2": ("--instructions", "SCALAR")}  # of evaluate and audit
LOADER = "/lib64/ld-linux-x86-64.so.2"


@contextlib.contextmanager
def forced(name):
    """Programs begun inside have that set."""
    before = dict(os.environ)
    os.environ.update(SETS[name])
    try:
        yield
    finally:
        os.environ.clear()
        os.environ.update(before)


def active(name):
    """What the loader uses of the processor under that set; nothing where the loader cannot say."""
    with forced(name):
        told = subprocess.run([LOADER, "--list-diagnostics"], stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True, check=False).stdout
    return tuple(line for line in told.splitlines() if line.startswith("x86.cpu_features.features") and "active" in line)


def distinct():
    """The sets that differ on this machine, the whole one first."""
    seen, out = set(), []
    for name in SETS:
        have = active(name)
        if have not in seen:
            seen.add(have)
            out.append(name)
    return out
