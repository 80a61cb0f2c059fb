#!/usr/bin/env python3
"""install-packages: what it would do. Nothing is installed here."""
import pathlib
import subprocess
import unittest

TOOLS = pathlib.Path(__file__).resolve().parent


def run(*words):
    done = subprocess.run([str(TOOLS / "install-packages"), *words], stdin=subprocess.DEVNULL, capture_output=True, text=True)
    return done.returncode, done.stdout, done.stderr


class InstallPackages(unittest.TestCase):
    def test_lists_the_packages_of_its_groups_once_and_without_their_reasons(self):
        status, output, _ = run("--list", "CORE", "TEST", "INTEROP")
        names = output.splitlines()
        self.assertEqual((status, len(set(names))), (0, len(names)))
        self.assertIn("libssl-dev", names)
        self.assertIn("python3-venv", names)
        self.assertFalse([name for name in names if "#" in name])

    def test_shows_what_it_would_run(self):
        status, output, _ = run("--dry-run", "CORE")
        self.assertEqual(status, 0)
        self.assertTrue(output.startswith("apt-get install --no-install-recommends "))

    def test_refuses_an_unknown_group_and_no_group(self):
        for words in (["NOPE"], ["../core"], [], ["CORE", "--force"]):
            self.assertEqual(run(*words)[0], 2, words)

    def test_pins_every_python_package_by_hash_and_names_no_host(self):
        for path in (TOOLS / "packages").glob("*.txt"):
            text = path.read_text().replace("\\\n", " ")
            for line in filter(None, (line.split("#")[0].strip() for line in text.splitlines())):
                self.assertRegex(line, r"^[\w.-]+==[\w.]+ +--hash=sha256:[0-9a-f]{64}", path)
            self.assertNotRegex(text, r"https?://|--index-url|--find-links")


if __name__ == "__main__":
    unittest.main()
