"""A small tree of files for a tool's test, and the tool run on it."""
import pathlib
import subprocess
import sys
import tempfile

TOOLS = pathlib.Path(__file__).resolve().parent


def run_on(tool, files, *words, root_flag=True):
    """The exit code and output of tools/`tool` on a fresh folder that holds `files` (name -> text; None: left out)."""
    with tempfile.TemporaryDirectory() as root:
        for name, text in files.items():
            if text is None:
                continue
            path = pathlib.Path(root, name)
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text)
        where = ["--root", root] if root_flag else [root]
        done = subprocess.run([sys.executable, str(TOOLS / tool), *where, *[word.replace("ROOT", root) for word in words]],
                              capture_output=True, text=True)
        return done.returncode, done.stdout + done.stderr
