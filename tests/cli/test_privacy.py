#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""What buyers can compute of what they are not told, from the files of two of them together (SPEC §5.6).

Non-interference: what a third asker buys moves within the band that the own view states, and the files of the other two
stay as they are, but for the yen that largest remainder leaves over in a line. Algebra: no two figures of the two files
give the third asker's purchases, or sales that are not shown, in two worlds that differ in them.
"""
import bisect
import html
import os
import re
import sys
import zipfile

sys.path.insert(0, os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
from suite import Program, Suite, changed, make_buyer, make_case

program = Program(sys.argv[1])
DISCLOSURES = ("total", "category", "criteria")
A, B, C = 140000000, 57300000, 45000000
NEAR = 1e-4  # a way that comes so near is one
ITEM = 1250 * 12000  # what a buyer of make_buyer buys of its one item, yen a year
# Sums of the cells of the file (written_read.h): whoever has the file can compute them, and they move with its last yen.
SUMS = re.compile(r"<si><t[^>]*>;\d+:[^<]*</t></si>")
NUMBER = re.compile(r"(?<![\d.,])-?\d[\d,]*(?:\.\d+)?(?:E[-+]?\d+)?")


def firm(levels, third=C, sales=820000000, shown=False, **changes):
    case = make_case(4, "unmet", buyers=[make_buyer(n, level, x) for n, level, x in zip("ABC", levels, (A, B, third))])
    case["supplier"]["annual_sales_yen"] = sales
    if shown:
        case["supplier"]["disclose_sales"] = True
    for path, value in changes.items():
        case = changed(case, path.replace("__", "."), value)
    return case


def parts(case, *view):
    """Every part of a workbook, numbers taken out: the text between them, and the numbers."""
    out = program.place("privacy.xlsx")
    done = program.run("worksheet", program.write(case), "-o", out, "--force", "--lang", "en", *view)
    if done.returncode:
        raise RuntimeError(done.stderr.decode(errors="replace"))
    with zipfile.ZipFile(out) as book:
        texts = {n: html.unescape(SUMS.sub("", book.read(n).decode(errors="replace"))) for n in book.namelist()}
    return {n: (NUMBER.sub("#", t), [float(x.replace(",", "")) for x in NUMBER.findall(t)]) for n, t in texts.items()}


def received(case, disclose):
    """The files of A and of B, with all that can be added to them."""
    return [parts(case, "--view", "for:" + who, "--disclose", disclose, "--with", "offers") for who in "AB"]


def bands(case):
    """(who, among whom) → (at least, at most), as the own view says it."""
    out = program.place("own.xlsx")
    done = program.run("worksheet", program.write(case), "-o", out, "--force", "--lang", "en", "--trials", "0", "--all")
    if done.returncode:
        raise RuntimeError(done.stderr.decode(errors="replace"))
    with zipfile.ZipFile(out) as book:
        strings = [html.unescape("".join(re.findall(r"<t[^>]*>([^<]*)</t>", x)))
                   for x in re.findall(r"<si>(.*?)</si>", book.read("xl/sharedStrings.xml").decode(), re.S)]
        sheets = [book.read(n).decode() for n in book.namelist() if n.startswith("xl/worksheets/sheet")]
    found = {}
    for sheet in sheets:
        rows = []
        for row in re.findall(r"<row [^>]*>(.*?)</row>", sheet, re.S):
            cells = re.findall(r'<c r="[A-Z]+\d+"[^>]*?(?: t="(\w+)")?>(?:<f>[^<]*</f>)?<v>([^<]*)</v>', row)
            rows.append([strings[int(v)] if t == "s" else v for t, v in cells])
        heads = [i for i, r in enumerate(rows) if "Other askers together, at least" in r]
        for r in rows[heads[0] + 1:] if heads else []:
            if len(r) < 7:
                break
            found[r[0], r[1]] = (int(r[5]), int(r[6]))
    return found


def difference(one, other):
    """The largest difference of two numbers in the same place; None where texts differ. Yen times the buyer's own item
    (what is left over when its part goes on prices) are counted as yen."""
    most = 0
    for x, y in zip(one, other):
        if x.keys() != y.keys() or any(x[n][0] != y[n][0] for n in x):
            return None
        moved = [abs(p - q) for n in x for p, q in zip(x[n][1], y[n][1])]
        most = max([most] + [0 if d and d % ITEM == 0 else d for d in moved])
    return most


AB = "買い手A and 買い手B"
# Name, stars asked by A, B and C, what else the case says, the rows of the own view that speak of C.
CASES = [
    ("all of star 4", (4, 4, 4), {}, [(AB, "★4"), (AB, "★3 or more")]),
    ("all of star 3", (3, 3, 3), {}, [(AB, "★3 or more")]),
    ("the third alone of star 4", (3, 3, 4), {}, [(AB, "★3 or more")]),
    ("one with the third of star 4", (4, 3, 4), {"shown": True}, [(AB, "★3 or more"), ("買い手A", "★4")]),
    ("sales shown", (3, 3, 3), {"shown": True}, [(AB, "★3 or more")]),
    ("star 3 among askers", (3, 4, 3), {"sharing": {"rules": {"level:3": "askers", "upgrade": "askers"}}}, [(AB, "★3 or more")]),
    ("a part kept", (4, 4, 3), {"sharing": {"supplier_part": "0.2"}, "shown": True}, [(AB, "★3 or more")]),
    ("a joint demand", (3, 3, 3), {f"buyers__{i}__extra": [{"measure": "siem"}] for i in range(3)},
     [(AB, "joint demand"), (AB, "★3 or more")]),
]


def a_third_asker_moves_within_the_band_unseen(t):
    for name, levels, changes, rows in CASES:
        case = firm(levels, **changes)
        told = bands(case)
        least, most = max(told[row][0] for row in rows), min(told[row][1] for row in rows)
        t.check(least < C < most, "the band holds the truth: " + name, least, most)
        t.check(most - least > C / 5, "the band is one: " + name, least, most)
        lines = len(program.estimate(case)["lines"])
        for disclose in DISCLOSURES:
            here = received(case, disclose)
            for third in (least + 1, most - 1):
                moved = difference(here, received(firm(levels, third, **changes), disclose))
                t.check(moved is not None and moved <= lines, "unseen: %s, %s, %d" % (name, disclose, third), moved, lines)


def beyond_the_band_a_share_moves(t):
    """The band says no more than is so."""
    case = firm((3, 3, 3))
    least, most = bands(case)[AB, "★3 or more"]
    for third in (least - 5000, most + 5000):
        moved = difference(received(case, "total"), received(firm((3, 3, 3), third), "total"))
        t.check(moved is None or moved > 1000, "seen beyond the band (None: in words), %d" % third, moved)


def no_figures_give_what_is_not_told(t):
    """A way that is chance in one world is not one in another: same places, other values."""
    for disclose in DISCLOSURES:
        for what, worlds in (("sales", [{"sales": 820000000}, {"sales": 934567891}, {"sales": 1219876543}]),
                             ("the third asker", [{"third": C}, {"third": C * 19 // 18}, {"third": C * 17 // 18}])):
            places, ways = [], None
            for world in worlds:
                files = received(firm((4, 3, 4), **world), disclose)
                flat = [(i, n, k, abs(x)) for i, file in enumerate(files) for n in sorted(file)
                        for k, x in enumerate(file[n][1])]
                value = {}
                for i, n, k, x in flat:
                    value.setdefault(x, (i, n, k))
                numbers = sorted(x for x in value if x)
                truth = list(world.values())[0]
                now = set()
                for y in numbers:
                    for way, wanted in [("x", truth), ("x+y", truth - y), ("x-y", truth + y), ("xy", truth / y),
                                        ("x/y", truth * y), ("Ax/y", truth * y / A), ("Bx/y", truth * y / B)]:
                        i = bisect.bisect_left(numbers, wanted * (1 - NEAR))
                        while wanted > 0 and i < len(numbers) and numbers[i] <= wanted * (1 + NEAR):
                            now.add((way, value[numbers[i]], value[y] if way != "x" else None))
                            i += 1
                ways = now if ways is None else ways & now
                places.append(len(numbers))
            t.check(min(places) > 60, "figures were looked at", places)
            t.equal(sorted(ways, key=str)[:5], [], "no way to %s from two files, %s" % (what, disclose))


if __name__ == "__main__":
    suite = Suite()
    suite.run([a_third_asker_moves_within_the_band_unseen, beyond_the_band_a_share_moves, no_figures_give_what_is_not_told])
    suite.finish()
