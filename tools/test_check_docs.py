#!/usr/bin/env python3
"""check_docs on small fake trees: one for each way to be wrong, and a right one."""
import unittest

from fake_tree import run_on

README = """# It
See [the map](ARCHITECTURE.md#rooms), [elsewhere](https://example.test/x), `src/gate/corridor.cc` and `tests/cases/*.case`.

```sh run
gate --version
```

| figure | value | command |
|---|---|---|
| lines | 3 | `tools/ratchet` |
"""
RIGHT = {
    "README.md": README,
    "ARCHITECTURE.md": "# Map\n## Rooms\n",
    "src/gate/corridor.cc": "",
    "tests/cases/draft.case": "",
    "tools/ratchet": "",
    "bin/gate": "#!/bin/sh\necho \"$@\"\n",
}


def run(changes, *words):
    return run_on("check_docs", {**RIGHT, **changes}, *words)


class CheckDocs(unittest.TestCase):
    def refuses(self, readme, sentence):
        status, output = run({"README.md": readme})
        self.assertEqual(status, 1, output)
        self.assertIn(sentence, output)

    def test_takes_documents_that_say_what_is_there(self):
        status, output = run({})
        self.assertEqual(status, 0, output)

    def test_refuses_a_link_that_leads_nowhere(self):
        self.refuses(README + "[gone](docs/gone.md)\n", "leads nowhere: docs/gone.md")

    def test_refuses_a_link_to_a_heading_that_is_not_there(self):
        self.refuses(README + "[map](ARCHITECTURE.md#cellar)\n", "no such heading: ARCHITECTURE.md#cellar")

    def test_refuses_a_named_file_that_is_not_there(self):
        self.refuses(README + "`src/gate/cellar.cc`\n", "names a file that is not there: src/gate/cellar.cc")
        self.refuses(README + "`tests/cases/*.world`\n", "names a file that is not there: tests/cases/*.world")
        self.refuses(README + "`./demo --fast`\n", "names a file that is not there: demo")

    def test_refuses_a_fence_left_open(self):
        self.refuses(README + "```\nx\n", "this fence is never closed")

    def test_refuses_a_figure_without_its_command(self):
        self.refuses(README + "\n| figure | value |\n|---|---|\n| lines | 3 |\n", "without a column `command`")
        self.refuses(README + "| lines | 3 | `tools/gone` |\n", "a figure without the command that shows it")
        self.refuses(README + "| lines | 3 | soon |\n", "a figure without the command that shows it")

    def test_refuses_a_readme_without_a_block_to_run(self):
        self.refuses(README.replace("sh run", "sh"), "no block is marked")

    def test_runs_the_blocks_of_the_readme_and_refuses_one_that_fails(self):
        script = {"README.md": README.replace("gate --version", "sh \"$(command -v gate || echo missing)\"")}
        status, output = run_on("check_docs", {**RIGHT, **script}, "--run", "ROOT/nowhere")
        self.assertEqual(status, 1, output)
        status, output = run_on("check_docs", {**RIGHT, "README.md": README.replace("gate --version", "true")}, "--run", "ROOT/bin")
        self.assertEqual((status, "1 blocks of README.md run, 0 faults" in output), (0, True), output)


if __name__ == "__main__":
    unittest.main()
