"""bars: every bar of bench/accuracy, in one place, and where it comes from.

A bar that the measurement misses stays: what is changed is the program, or the bar with its reason in the commit.
"""

# ppverify: true lines whose own name and address are sufficient, but for INSUFFICIENT, which is over all true lines.
PPVERIFY_MISSED = 0.15
PPVERIFY_VERIFIED_OR_REVIEW = 0.97
PPVERIFY_INSUFFICIENT = 0.09

# Bars that are not reached yet, with what was: ./check is red when a row falls below that; bench/accuracy alone still calls it missed.
OPEN = {}

# traps: each class by itself. Every class that must not be verified: 0.
TRAPS_CLASS = 0.98
TRAPS_CLASS_OF = {"v_arabic_transliteration": 0.95, "v_chinese_order": 0.95}

# namepairs: F1 at the cut of the program. It was set after scores of this set had been seen: no clean test of it. CPU of `names compare`, reading
# and writing its files included.
NAMES_CUT = 850
NAMES_F1 = 0.80
NAMES_CPU_US = 5.0

# openaddresses-lines; the other sets must not be worse in fatal lines than the best peer that bench/compare/run ran beside the program.
ADDRESS_EXACT = 0.994
ADDRESS_FATAL = 0.004
ADDRESS_LINES_PER_CPU_S = 1_000_000
# Fatal lines of the best peer of each set, as bench/compare/run printed them on 22 November 2026 (usaddress 0.5.16, usaddress-scourgify 0.7.1,
# fastaddress 0.1.0; lines of usaddress's training files left out). scourgify's are the fewest: it refuses more lines than the others.
ADDRESS_BEST_PEER_FATAL = {"addressit-us": 1, "libpostal-us": 3, "parse-address": 1, "us50": 0, "usaddress-labeled": 1}

# Lines that stand for no address; true lines of an invented world without any error.
PLACEHOLDERS_SUFFICIENT = 0
TRUE_ADDRESSES_INSUFFICIENT = 0.001

# Invented worlds of --full.
NEGATIVES_LINES = 3_000_000
WORLD_PEOPLE = 1_000_000
NATURAL_LINES = 300_000
NATURAL_VERIFIED = 0.90
NATURAL_VERIFIED_OR_REVIEW = 0.97
NATURAL_GROUP_BELOW_MEAN = 0.03
