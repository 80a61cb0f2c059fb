#!/usr/bin/env python3
"""check_layers on small fake houses: one for each way to be wrong, and a right one."""
import unittest

from fake_tree import run_on

LAYERS = """
0 base     :
1 crypto   :
1 names    :
2 register : names
3 match    : names register
4 gate     : match names
5 app      : crypto names register match gate
forbid gate : register
forbid gate/admit : match
party crypto openssl/
party match register : tbb/
"""
RIGHT = {
    "layers.txt": LAYERS,
    "src/base/result.h": "#pragma once\n#include <string>\n",
    "src/names/name.h": '#pragma once\n#include "base/result.h"\n',
    "src/crypto/digest.h": "#pragma once\n",
    "src/crypto/digest.cc": '#include "crypto/digest.h"\n#include <openssl/evp.h>\n',
    "src/register/snapshot.h": '#pragma once\n#include "names/name.h"\n',
    "src/match/matcher.h": '#pragma once\n#include "base/result.h"\n',
    "src/match/matcher.cc": '#include "match/matcher.h"\n#include "register/snapshot.h"\n#include <tbb/parallel_for.h>\n',
    "src/gate/corridor.h": '#pragma once\n#include "match/matcher.h"\n',
    "src/gate/corridor.cc": '#include "gate/corridor.h"\n#include <sys/stat.h>\n// #include "register/snapshot.h"\n',
    "src/gate/corridor_test.cc": '#include "register/snapshot.h"\n#include "crypto/digest.h"\n#include <gtest/gtest.h>\n',
    "src/gate/README.md": "# gate\n",
}


def run(changes):
    """The tool on RIGHT with `changes` laid over it (None takes a file away)."""
    return run_on("check_layers", {**RIGHT, **changes})


class CheckLayers(unittest.TestCase):
    def refuses(self, changes, *sentences):
        status, output = run(changes)
        self.assertEqual(status, 1, output)
        for sentence in sentences:
            self.assertIn(sentence, output)

    def test_takes_a_house_whose_arrows_hold(self):
        status, output = run({})
        self.assertEqual(status, 0, output)
        self.assertIn("10 files in 7 rooms, 0 faults", output)

    def test_refuses_a_room_that_is_not_listed(self):
        self.refuses({"src/shadow/door.h": "#pragma once\n"}, "src/shadow/door.h:1: the room shadow is not listed")

    def test_refuses_a_file_that_stands_in_no_room_and_one_of_an_unknown_kind(self):
        self.refuses({"src/stray.h": "#pragma once\n"}, "stands in no room")
        self.refuses({"src/gate/rules.inc": "\n"}, "neither .h, .cc nor README.md")

    def test_refuses_an_include_without_an_arrow(self):
        self.refuses({"src/names/name.cc": '#include "base/result.h"\n\n#include "crypto/digest.h"\n'},
                     "src/names/name.cc:3: no arrow names -> crypto")

    def test_refuses_an_include_without_an_arrow_however_it_is_written(self):
        for line in ("#include <crypto/digest.h>", '# /* here */ include "crypto/digest.h"', '#include \\\n "crypto/digest.h"'):
            self.refuses({"src/names/name.cc": line + "\n"}, "no arrow names -> crypto")

    def test_refuses_an_upward_include_from_the_ground_floor(self):
        self.refuses({"src/base/result.h": '#pragma once\n#include "gate/corridor.h"\n'}, "no arrow base -> gate")

    def test_refuses_an_arrow_that_goes_up(self):
        self.refuses({"layers.txt": LAYERS.replace("2 register : names", "2 register : names gate")}, "the arrow register -> gate goes up")

    def test_refuses_arrows_that_go_round(self):
        layers = LAYERS.replace("1 crypto   :", "1 crypto   : names").replace("1 names    :", "1 names    : crypto")
        self.refuses({"layers.txt": layers}, "cycle crypto -> names -> crypto")

    def test_refuses_headers_that_include_each_other(self):
        self.refuses({"src/names/name.h": '#pragma once\n#include "names/part.h"\n', "src/names/part.h": '#include "names/name.h"\n'},
                     "headers include each other: names/name.h -> names/part.h -> names/name.h")

    def test_refuses_a_forbidden_reach_through_another_header(self):
        self.refuses({"src/match/matcher.h": '#pragma once\n#include "match/found.h"\n',
                      "src/match/found.h": '#pragma once\n#include "register/snapshot.h"\n'},
                     "reaches register, which is forbidden to it: gate/corridor.h -> match/matcher.h -> match/found.h -> register/snapshot.h")

    def test_refuses_a_forbidden_reach_of_one_file_of_a_room(self):
        self.refuses({"src/gate/admit.cc": '#include "match/matcher.h"\n'}, "src/gate/admit.cc:1: reaches match, which is forbidden to it")

    def test_refuses_a_third_party_header_outside_its_room(self):
        self.refuses({"src/gate/corridor.cc": "#include <openssl/evp.h>\n"}, "third-party header outside its room (crypto): openssl/evp.h")

    def test_refuses_a_third_party_header_that_leaks_through_a_door(self):
        self.refuses({"src/match/matcher.h": "#pragma once\n#include <tbb/task.h>\n"},
                     "src/gate/corridor.cc:1: sees the third-party header tbb/task.h through gate/corridor.cc -> gate/corridor.h")

    def test_refuses_a_third_party_header_that_nobody_listed(self):
        self.refuses({"src/gate/corridor.cc": "#include <boost/asio.hpp>\n"}, "third-party header that layers.txt does not know: boost/asio.hpp")

    def test_refuses_an_include_that_cannot_be_followed(self):
        self.refuses({"src/gate/corridor.cc": '#include "gate/missing.h"\n'}, "cannot be followed, or names no file")
        self.refuses({"src/gate/corridor.cc": "#define DOOR <openssl/evp.h>\n#include DOOR\n"}, "cannot be followed, or names no file")
        self.refuses({"src/gate/corridor.cc": '#include "../register/snapshot.h"\n'}, "cannot be followed, or names no file")

    def test_refuses_an_include_that_is_not_written_from_src(self):
        self.refuses({"src/gate/corridor.cc": '#include "corridor.h"\n'}, 'write it from src: "gate/corridor.h"')

    def test_refuses_a_cc_file_as_a_header(self):
        self.refuses({"src/gate/whole.cc": '#include "gate/corridor.cc"\n'}, "includes a .cc file")

    def test_refuses_a_test_that_looks_upward(self):
        self.refuses({"src/names/name_test.cc": '#include "gate/corridor.h"\n'}, "no arrow names -> gate")

    def test_refuses_a_product_file_that_includes_the_test_library(self):
        self.refuses({"src/names/name.cc": "#include <gtest/gtest.h>\n"}, "third-party header that layers.txt does not know: gtest/gtest.h")

    def test_lets_tests_share_a_header_and_refuses_it_to_the_product(self):
        shared = {"src/gate/world_for_test.h": "#pragma once\n#include <gtest/gtest.h>\n#include \"register/snapshot.h\"\n"}
        status, output = run({**shared, "src/gate/corridor_test.cc": '#include "gate/world_for_test.h"\n'})
        self.assertEqual(status, 0, output)
        self.refuses({**shared, "src/gate/corridor.cc": '#include "gate/world_for_test.h"\n'}, "includes what is for tests only")

    def test_refuses_a_layers_file_that_it_cannot_read(self):
        self.refuses({"layers.txt": LAYERS + "5 gate : match\n"}, "room gate stands twice")
        self.refuses({"layers.txt": LAYERS + "6 desk > gate\n"}, "cannot be read")
        self.refuses({"layers.txt": LAYERS + "6 desk : cellar\n"}, "desk names the room cellar, which is not listed")
        self.refuses({"layers.txt": LAYERS + "forbid gate : cellar\n"}, "names the room cellar, which is not listed")

    def test_refuses_words_of_law_in_source_and_in_its_comments(self):
        for word in ("Removal", "deportable", "IRS", "ICE_DESK", "section 6103(i)"):
            self.refuses({"src/gate/law.cc": f"// {word}\n"}, "src/gate/law.cc:1:", "is law, which is data")
        for word in ("service", "SERVICE", "kIce", "first", "0x61030000", "a6103f"):
            status, output = run({"src/gate/law.cc": f"// {word}\n"})
            self.assertEqual(status, 0, output)

    def test_lets_law_stand_in_documents(self):
        status, output = run({"docs/law.md": "removal, 26 USC 6103\n"})
        self.assertEqual(status, 0, output)

    def test_refuses_paths_of_a_machine_anywhere_in_the_tree(self):
        for path in ("/work" "/main", "/home" "/me/x", "/tmp" "/x"):
            self.refuses({"docs/guide.md": f"see {path}\n"}, "docs/guide.md:1: a path of one machine")
        status, output = run({"docs/guide.md": "see src/work/main, ${TMPDIR:-/tmp}/x and https://example.test/home/me\n"})
        self.assertEqual(status, 0, output)

    def test_refuses_work_put_off(self):
        self.refuses({"src/gate/later.cc": "// TO" "DO: finish\n"}, "src/gate/later.cc:1: work put off")


if __name__ == "__main__":
    unittest.main()
