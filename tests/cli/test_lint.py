#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""What the tree as text must keep: names, layers, lists that match the files, words that must not stand in it.

    test_lint.py PROGRAM
"""
import ast
import json
import os
import re
import shlex
import shutil
import subprocess
import sys
import tempfile

sys.path.insert(0, os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
from suite import ROOT, Program, Suite

LAYERS = ["data", "pricing", "calc", "templates", "app"]
LIBRARIES = LAYERS[:-1]
LIBC = set("""aio aliases alloca ar argp argz assert byteswap complex config cpio crypt ctype dirent dlfcn elf endian envz err
    errno error execinfo fcntl features fenv float fmtmsg fnmatch format fstab fts ftw gconv getopt glob grp gshadow iconv
    ifaddrs inttypes iso646 langinfo lastlog libgen libintl limits link locale malloc math mcheck memory mntent monetary
    mqueue netdb nl_types nss obstack paths poll printf proc_service pthread pty pwd re_comp regex regexp resolv sched
    search semaphore setjmp sgtty shadow signal spawn stab stdalign stdarg stdatomic stdbool stddef stdint stdio stdlib
    stdnoreturn string strings stropts syscall sysexits syslog tar termio termios tgmath threads time ttyent uchar ucontext
    ulimit unistd ustat utime utmp utmpx values wait wchar wctype wordexp""".split())
SKIPPED = {".git", ".cache", "__pycache__", "node_modules"}
LONG_FUNCTION, LONGEST_FUNCTION = 60, 120

program = Program(sys.argv[1])


def tree():
    """Every file of the tree but build folders, as paths from its top."""
    found = []
    for folder, folders, files in os.walk(ROOT):
        folders[:] = sorted(f for f in folders if f not in SKIPPED and not (folder == ROOT and f.startswith("build")))
        found += [os.path.relpath(os.path.join(folder, f), ROOT) for f in sorted(files) if not f.endswith(".pyc")]
    return found


FILES = tree()
SOURCES = [f for f in FILES if re.search(r"\.[ch]$", f)]
# *_lanes.h are bodies, included once for each width of vector after its macros; they are no headers on their own.
HEADERS = [f for f in SOURCES if f.endswith(".h") and not f.endswith("_lanes.h")]


def read(path):
    with open(os.path.join(ROOT, path), encoding="utf-8", errors="replace") as file:
        return file.read()


def code_of(path):
    """The text of a C file with comments and the inside of strings blanked, line numbers kept."""
    def blank(match):
        return re.sub(r"[^\n]", " ", match[0])
    return re.sub(r'//[^\n]*|/\*.*?\*/|"(?:\\.|[^"\\\n])*"|\'(?:\\.|[^\'\\\n])*\'', blank, read(path), flags=re.S)


def places(pattern, files, text=code_of):
    return ["%s:%d: %s" % (f, n, line.strip()) for f in files for n, line in enumerate(text(f).splitlines(), 1)
            if re.search(pattern, line)]


def in_layers(*layers):
    return [f for f in SOURCES if f.split(os.sep)[0] in layers]


def nothing(t, name, found):
    t.check(not found, name, *found)


def layers_see_only_below(t):
    nothing(t, "no '..' and no folder in includes", places(r'#\s*include\s*"[^"]*/', SOURCES, read))
    home = {os.path.basename(f): f.split(os.sep)[0] for f in SOURCES if f.endswith(".h")}
    upward = []
    for f in in_layers(*LAYERS):
        for name in re.findall(r'#\s*include\s*"([^"]+)"', read(f)):
            there = home.get(name)
            if there in LAYERS and LAYERS.index(there) > LAYERS.index(f.split(os.sep)[0]):
                upward.append("%s includes %s of %s" % (f, name, there))
    nothing(t, "a layer includes nothing from above", upward)
    owner = {"sqlite3.h": "data", "cjson/cJSON.h": "data", "cJSON.h": "data", "zip.h": "data", "expat.h": "data", "utf8proc.h": "data", "qpdf/qpdf-c.h": "data",
             "cairo-pdf.h": "data", "gmime/gmime.h": "data", "openssl/ts.h": "data", "glpk.h": "pricing",
             "xlsxwriter.h": "templates"}
    wrong = []
    for f in in_layers(*LIBRARIES):
        for name in re.findall(r"#\s*include\s*<([^>]+)>", read(f)):
            mine = owner.get(name, "calc" if name.startswith("gsl/") else None)
            if mine and mine != f.split(os.sep)[0]:
                wrong.append("%s includes <%s> of %s" % (f, name, mine))
            if mine and f.endswith(".h") and mine != "templates":
                wrong.append("%s: a header of ours shows <%s>" % (f, name))
    nothing(t, "a package is used by its own layer, and not in headers", wrong)


def circles(edges):
    """The groups of nodes that reach one another (Tarjan), each with more than one node or an edge to itself."""
    number, low, stack, found = {}, {}, [], []

    def visit(node):
        number[node] = low[node] = len(number)
        stack.append(node)
        for to in edges.get(node, ()):
            if to not in number:
                visit(to)
                low[node] = min(low[node], low[to])
            elif to in stack:
                low[node] = min(low[node], number[to])
        if low[node] == number[node]:
            group = stack[stack.index(node):]
            del stack[len(stack) - len(group):]
            if len(group) > 1 or node in edges.get(node, ()):
                found.append(sorted(group))
    for node in sorted(edges):
        if node not in number:
            visit(node)
    return found


def includes_run_one_way(t):
    """Modules (name.c with name.h) and rooms (folders): following includes never leads back."""
    t.equal(circles({"a": {"b"}, "b": {"c"}, "c": {"a"}, "d": {"a"}}), [["a", "b", "c"]], "a circle is seen")
    t.equal(circles({"a": {"b", "c"}, "b": {"c"}, "c": set()}), [], "no circle, none seen")
    home = {os.path.basename(f): f for f in SOURCES if f.endswith(".h") and f.split(os.sep)[0] in LAYERS}
    module, room = {}, {}
    for f in in_layers(*LAYERS):
        for name in re.findall(r'#\s*include\s*"([^"]+)"', read(f)):
            if name not in home:
                continue
            mine, there = os.path.basename(f)[:-2], name[:-2]
            module.setdefault(mine, set()).update({there} - {mine})
            here, other = os.path.dirname(f), os.path.dirname(home[name])
            room.setdefault(here, set()).update({other} - {here})
    t.check(len(module) > 150 and len(room) > 15, "modules and rooms are found", len(module), len(room))
    cut = {os.path.basename(f)[:-2] for f in in_layers("pricing", "calc", "app")}  # data and templates are being cut
    nothing(t, "no circle of includes among modules", [" <-> ".join(c) for c in circles(module) if set(c) & cut])
    nothing(t, "no circle of includes among rooms", [" <-> ".join(c) for c in circles(room)])


def rooms():
    """Room (folder) -> the folders whose headers it may include: its own and those of the rooms its row names, theirs
    included. Read from the tables of rooms of the meson.build files."""
    uses, folder = {"pricing": ["case"]}, {"pricing": "pricing"}
    for layer in ("data", "calc", "templates"):
        for row in re.finditer(r"\['([\w]+)', '(\w+)', \[([^\]]*)\],\s*\[", read(layer + "/meson.build")):
            folder[row[2]] = layer + "/" + row[1]
            uses[row[2]] = re.findall(r"'(\w+)'", row[3])

    def closure(name, seen):
        if name in folder and folder[name] not in seen:
            seen.add(folder[name])
            for other in uses[name]:
                closure(other, seen)
        return seen
    return {folder[name]: closure(name, set()) for name in folder}


def room_command(folder):
    """The compiler with its -I flags, as a source of that folder is compiled."""
    build = os.path.dirname(os.path.dirname(os.path.abspath(sys.argv[1])))
    with open(os.path.join(build, "compile_commands.json"), encoding="utf-8") as file:
        for entry in json.load(file):
            source = os.path.relpath(os.path.join(entry["directory"], entry["file"]), ROOT)
            if os.path.dirname(source) == folder:
                words = shlex.split(entry["command"])
                compiler = words[:next(i for i, w in enumerate(words) if w.startswith("-"))]
                return compiler + [w for w in words if w.startswith("-I")], entry["directory"]
    return None, None


def rooms_are_walls(t):
    """A header of a room that a room's row does not name cannot be included there: asked of the compiler itself."""
    headers = {}
    for f in HEADERS:
        headers.setdefault(os.path.dirname(f), []).append(os.path.basename(f))
    allowed = rooms()
    t.check(len(allowed) > 20, "rooms are found", sorted(allowed))
    open_doors, forbidden = [], 0
    for room, seen in sorted(allowed.items()):
        command, directory = room_command(room)
        if not command:
            open_doors.append(room + " is compiled nowhere")
            continue
        shut = [h for folder, names in headers.items() if folder not in seen and folder.split("/")[0] in LAYERS for h in names]
        lines = ['#if __has_include("%s")\n#error "%s can see %s"\n#endif' % (h, room, h) for h in shut]
        own = '#include "%s"\n' % headers[room][0]
        done = subprocess.run(command + ["-E", "-x", "c", "-"], input=own + "\n".join(lines), cwd=directory,
                              capture_output=True, text=True)
        open_doors += re.findall(r"#error \"?([^\"\n]*)", done.stderr) or ([done.stderr] if done.returncode else [])
        forbidden += len(shut)
    t.check(forbidden > 1000, "headers behind walls are tried", forbidden)
    nothing(t, "a room sees only the rooms its row names", open_doors)


# Folder -> what its sources must not name: a document for another reader is written from that reader's view alone.
WALLS = {"templates/buyer": r"\b(struct hoshi_(case|split|estimate|check|party|share|ledger|log)|hoshi_(split|estimate|check|log|plan|trials|bargain)_\w+)\b",
         "templates/dossier": r"\b(struct hoshi_(case|split|estimate|party|share|ledger)|hoshi_(split|estimate|plan|trials|bargain)_\w+)\b"}


def views_are_the_only_source(t):
    for folder, pattern in WALLS.items():
        nothing(t, folder + " is written from its view alone",
                places(pattern, [f for f in SOURCES if os.path.dirname(f) == folder]))


# What a document may call of calc and pricing: words and members of what was computed before, looked up.
READS = {
    # keys, names and bounds of enums and tables
    "hoshi_cause_key", "hoshi_range_engine_name", "hoshi_trials_level", "hoshi_joint_size_bounds", "hoshi_division_rule_find",
    "hoshi_division_note_code", "hoshi_division_note_words", "hoshi_division_reason_code", "hoshi_division_reason_words",
    # members of a result that is there: flags, a bit set, a finding's facts, a record of the list
    "hoshi_split_star_free", "hoshi_funding_counts", "hoshi_quotable_line", "hoshi_game_count", "hoshi_game_members",
    "hoshi_check_fact", "hoshi_check_fact_private", "hoshi_check_in_view", "hoshi_finding_entry", "hoshi_finding_fact",
    "hoshi_portfolio_record", "hoshi_portfolio_left", "hoshi_portfolio_buyers_differ",
    # one supplier of thousands: its figures are made as its row is written, and not kept
    "hoshi_supplier_figures_init", "hoshi_budget_star_of", "hoshi_budget_share", "hoshi_budget_weight_of",
    # the default of a size, as the value of the cell that computes it
    "hoshi_assumptions_default"}
# Headers of calc and pricing that a document may name: views, and structs that the program filled.
SHOWN = {"own_view.h", "buyer_view.h", "dossier_view.h", "result_view.h", "budget_view.h", "portfolio_view.h", "supplier_figures.h",
         "offer_shown.h", "budget_against.h", "answer_review.h", "audit.h", "check.h", "division_rules.h", "estimate.h", "quotable.h",
         "split.h", "assumptions.h"}


def declared(files):
    """Function -> header that declares it."""
    return {name: os.path.basename(f) for f in files if f.endswith(".h")
            for name in re.findall(r"\b(hoshi_\w+)\s*\(", code_of(f))}


def templates_compute_nothing(t):
    computes = declared(in_layers("calc", "pricing"))
    t.check(len(computes) > 150 and not READS - set(computes), "functions are found", len(computes), READS - set(computes))
    home = {os.path.basename(f) for f in in_layers("calc", "pricing") if f.endswith(".h")}
    t.check(not SHOWN - home, "headers are there", SHOWN - home)
    calls, named = [], []
    for f in in_layers("templates"):
        calls += ["%s calls %s of %s" % (f, x, computes[x]) for x in sorted(set(re.findall(r"\b(hoshi_\w+)\s*\(", code_of(f))))
                  if x in computes and x not in READS]
        named += ["%s includes %s" % (f, x) for x in re.findall(r'#\s*include\s*"([^"]+)"', read(f)) if x in home and x not in SHOWN]
    nothing(t, "a document calls nothing that computes", calls)
    nothing(t, "a document names views and filled structs alone", named)


def names(t):
    seen, twice = {}, []
    for f in FILES:
        name = os.path.basename(f)
        if name in ("meson.build", "README.md", "case.json", "run", "package.json", "package-lock.json") or f.startswith(os.path.join("data", "examples")) or \
                f.startswith(os.path.join("tests", "golden")):
            continue
        if name in seen:  # 'run' is the door of the tree and of .ci
            twice.append("%s and %s" % (seen[name], f))
        seen[name] = f
    nothing(t, "a file name stands once in the tree", twice)
    nothing(t, "no header is named like one of libc", [f for f in SOURCES if f.endswith(".h") and os.path.basename(f)[:-2] in LIBC])
    nothing(t, "C files are in snake case", [f for f in SOURCES if not re.fullmatch(r"[a-z][a-z0-9_]*\.[ch]", os.path.basename(f))])
    nothing(t, "every source names its licence", [f for f in FILES if re.search(r"\.([ch]|py)$", f) and
                                                  "SPDX-License-Identifier: GPL-3.0-or-later" not in read(f)[:200]])
    guards = [f for f in HEADERS if not re.search(r"#ifndef (HOSHI|TEST)\w*_H\n#define \1\w*_H", read(f))]
    nothing(t, "every header has its guard", guards)


def headers_stand_alone(t):
    command = ["cc", "-std=c17", "-D_GNU_SOURCE", "-fsyntax-only", "-Wall", "-Wextra", "-Werror", "-x", "c"]
    for f in HEADERS:
        if f.split(os.sep)[0] not in LAYERS:
            continue
        below = LAYERS[:LAYERS.index(f.split(os.sep)[0]) + 1]
        folders = sorted({os.path.dirname(h) for h in HEADERS if h.split(os.sep)[0] in below})
        done = subprocess.run(command + ["-I" + os.path.join(ROOT, x) for x in folders] + ["-"], stderr=subprocess.PIPE, text=True,
                              input='#include "%s"\n' % os.path.basename(f))
        t.check(done.returncode == 0, f + " compiles alone", done.stderr)


def every_status_has_its_sentence(t):
    registry = re.findall(r"^HOSHI_STATUS\((\w+), (\d+), ([123])\)", read("data/base/status.def"), re.M)
    sentences = re.findall(r'^HOSHI_SENTENCE\((\w+), (".*")\)$', read("templates/words/message.def"), re.M)
    names_, numbers = [r[0] for r in registry], [int(r[1]) for r in registry]
    spoken = [s[0] for s in sentences]
    nothing(t, "every status has a sentence", sorted(set(names_) - set(spoken)))
    nothing(t, "every sentence has a status", sorted(set(spoken) - set(names_)))
    t.equal(len(set(names_)), len(names_), "a status stands once")
    t.equal(len(set(numbers)), len(numbers), "a number of a status stands once")
    t.equal(len(set(spoken)), len(spoken), "a sentence stands once")
    t.equal(numbers, sorted(numbers), "numbers ascend")
    odd = []
    for name, parts in sentences:
        texts = [ast.literal_eval(x) for x in re.findall(r'"(?:\\.|[^"\\])*"', parts)]
        kana = [bool(re.search("[\u3040-\u30ff\u4e00-\u9fff]", x)) for x in texts]
        if len(texts) != 4 or kana != [True, False, True, False] or not all(x.strip() for x in texts):
            odd.append("%s: %r" % (name, texts))
    nothing(t, "a sentence is Japanese, English, Japanese, English", odd)
    used = "\n".join(read(f) for f in in_layers(*LAYERS))
    nothing(t, "every status is used", [n for n in names_ if not re.search(r"HOSHI_%s\b" % n, used)])


PROSE = r'^HOSHI_PROSE\((\w+),\n    (.+),\n    (.+)\)$'
LITERAL = r'"((?:\\.|[^"\\])*)"'
# What a sheet may never say (SPEC: it declares nothing unlawful and nobody has to accept).
VERDICT = r"違法|違反(?!の疑い)|法令に反|義務が?ある|義務です|応じなければ|受け入れなければ|\bunlawful|\billegal|\bviolat|" \
          r"\bbreach|\bmust (accept|agree)|\bobliged to (accept|agree|pay)"


def placeholders(literal):
    """The conversions of a printf form, in the order of their arguments, without width; names in braces in any order."""
    whole = re.sub(r'"\s*(PRI\w+)\s*(?:"|$)', r"\1;", literal)
    found = re.findall(r"%[-+#0]*(?:\*|\d+)?(?:\.(?:\*|\d+))?(PRI\w+;|(?:hh|h|ll|l|z|j|t)?[a-zA-Z]|%)", whole)
    return [x for x in found if x != "%"] + sorted(re.findall(r"\{\w+\}", whole))


def sentences_in_both_languages(t):
    """The prose files, as a proofreader sees them: all there, of one language each, the same gaps to fill, no verdict."""
    kana, judges = re.compile("[\u3040-\u30ff\u4e00-\u9fff]"), re.compile(VERDICT, re.I)
    rows, odd = [], []
    for f in FILES:
        if not re.fullmatch(r"templates/words/prose_\w+\.def", f):
            continue
        mine = re.findall(PROSE, read(f), re.M)
        t.equal(len(mine), len(re.findall("^HOSHI_PROSE", read(f), re.M)), f + ": a row is an id and two lines")
        rows += [(f, i, ja, en) for i, ja, en in mine]
    t.check(len(rows) > 50, "the prose files are found", len(rows))
    for f, name, ja, en in rows:
        words = ["".join(re.findall(LITERAL, x)) for x in (ja, en)]
        terms = re.sub("取適法|下請法", "", words[1])
        # Commands, option names and quoted cells stand in English within Japanese; a clause does not.
        clause = re.search(r"\b[a-z]{2,}( [a-z]{2,}){2,}\b", re.sub(r"hoshiwari[ \w.-]*|--[\w-]+[ \w.]*", "", words[0]))
        why = ("no Japanese" if not kana.search(words[0]) else "no English" if not re.search("[A-Za-z]{2}", terms) else
               "Japanese within the English" if kana.search(re.sub("「[^」]*」", "", terms)) else "English within the Japanese" if clause else
               "placeholders differ" if placeholders(ja) != placeholders(en) else
               "judges" if judges.search(words[0]) or judges.search(words[1]) else "")
        if why:
            odd.append("%s: %s: %s: %s / %s" % (f, name, why, words[0], words[1]))
    nothing(t, "a sentence is whole in both languages, with the same gaps, and judges nobody", odd)
    ids = [r[1] for r in rows]
    nothing(t, "the id of a sentence stands once", sorted({i for i in ids if ids.count(i) > 1}))
    used = set(re.findall(r"\bPROSE\((\w+)\)", "\n".join(read(f) for f in in_layers("templates", "app"))))
    nothing(t, "every sentence is used", sorted(set(ids) - used))


WORD_ROW = r'^HOSHI_WORD(|_BOTH|_APART)\((\w+), ("[^"]*"), ("[^"]*")(?:, ("[^"]*"))?(?:,\n    ("[^"]*"))?\)$'


def literal_pairs(path):
    """(line, Japanese, English) of each pair of literals side by side in a C file."""
    code = re.sub(r'//[^\n]*|/\*.*?\*/', lambda m: re.sub(r"[^\n]", " ", m[0]), read(path), flags=re.S)
    found = [(m.start(), m.end(), "".join(re.findall(LITERAL, m[0]))) for m in re.finditer(r'"(?:\\.|[^"\\\n])*"(?:\s*(?:"(?:\\.|[^"\\\n])*"|PRI\w+))*', code)]
    for one, other in zip(found, found[1:]):
        if code[one[1]:other[0]].strip() == ",":
            yield code.count("\n", 0, one[0]) + 1, one[2], other[2]


def one_word_for_one_thing(t):
    """The vocabulary, and every short pair of literals beside it: a word of one language has one word in the other."""
    kana = re.compile("[\u3040-\u30ff\u4e00-\u9fff]")
    text = read("templates/words/vocabulary.def")
    rows = re.findall(WORD_ROW, text, re.M)
    t.equal(len(rows), len(re.findall("^HOSHI_WORD", text, re.M)), "a row of the vocabulary is an id, a word in each language, and a reason if apart")
    t.check(len(rows) > 200, "the vocabulary is found", len(rows))
    ids = [r[1] for r in rows]
    nothing(t, "the id of a word stands once", sorted({i for i in ids if ids.count(i) > 1}))
    odd, taken = [], {}  # folded word: its row
    for form, name, ja, en, running, why in [(r[0], r[1]) + tuple(ast.literal_eval(x) if x else "" for x in r[2:]) for r in rows]:
        if not (kana.search(ja) or ja == "★") or kana.search(en.replace("取適法", "")) or not en:
            odd.append("%s: not one word in each language: %s / %s" % (name, ja, en))
        if form and running.lower() != en.lower():
            odd.append("%s: '%s' is not '%s' within a sentence" % (name, running, en))
        if (form == "_APART") != bool(why):
            odd.append("%s: a word apart gives its reason" % name)
        for word in (ja, en.lower()):
            if form != "_APART" and taken.get(word, "") not in ("", "_APART"):
                odd.append("%s: %s stands in another row" % (name, word))
            taken[word] = taken.get(word) or form or "one"
    nothing(t, "one thing has one word in each language", odd)
    used = set(re.findall(r"\bWORD(?:_IN)?\((\w+)\)", "\n".join(read(f) for f in in_layers("templates", "app"))))
    nothing(t, "every word of the vocabulary is used", sorted(set(ids) - used))

    beside, pairs = [], {}
    for f in in_layers("templates", "app"):
        for line, ja, en in literal_pairs(f):
            bare = re.sub(r"%[-+#0]*[\d*]*(\.[\d*]+)?(ll|l|z|h)?[a-zA-Z%]|\\n", "", en)
            if not kana.search(ja) or kana.search(en.replace("取適法", "")) or not re.search("[A-Za-z]", bare) or \
                    len(en) > 40 or en != en.strip():  # with a space at an end it is a piece of a sentence
                continue
            where = "%s:%d: %s / %s" % (f, line, ja, en)
            if ja in taken or en.lower() in taken:
                beside.append(where + " (a word of vocabulary.def)")
            for key in ((0, ja), (1, en.lower())):
                pairs.setdefault(key, []).append(((ja, en), where))
    for key, all_of_it in pairs.items():
        if len(all_of_it) > 1:
            beside += [where for _, where in all_of_it]
    nothing(t, "a word that stands twice, or beside another for the same thing, has a row in vocabulary.def", *[sorted(set(beside))])


def words_that_must_not_stand(t):
    banned = r"\b(strcpy|sprintf|vsprintf|strtok|strtod|strtof|atof|atoi|atol|gets|setlocale|alloca|system|popen|tmpnam|mktemp|" \
             r"rand|srand|asctime|ctime)\s*\("
    nothing(t, "banned functions", places(banned, in_layers(*LAYERS)))
    nothing(t, "libraries do not print or exit", places(r"\b(printf|vprintf|puts|putchar|perror|exit|_exit|abort|getenv)\s*\(|\b(stdout|stderr)\b",
                                                        in_layers(*LIBRARIES)))
    nothing(t, "no name of another library's kind", places(r"^(?!static)\w[\w\s*]*\b(format|workbook|worksheet|chart)_\w+\([^;]*$",
                                                          in_layers(*LIBRARIES)))
    nothing(t, "JSON is written by templates/words/json_write.c alone",
            places(r'printf\(.*\\"[^"]*\\": |puts\(.*\\"\w+\\":', [f for f in in_layers("templates", "app") if not f.endswith("json_write.c")], read))
    mine = os.path.relpath(os.path.abspath(__file__), ROOT)
    readable = [f for f in FILES if f != mine and not re.search(r"\.(xlsx|png|pdf|zip)$", f) and f != "LICENSE"]
    nothing(t, "no path of one machine",
            places(r"/home/\w|/root/|\blocalhost:\d", readable, read))
    nothing(t, "nothing left to do in sources", places(r"\b(TODO|FIXME|XXX|HACK)\b", SOURCES, read))
    nothing(t, "no tabs, no blanks at line ends", places(r"\t|[ ]+$", [f for f in readable if re.search(r"\.([ch]|py|build|def)$", f)], read))


def lists_match_files(t):
    build = read("tests/meson.build")
    listed = set(re.findall(r"^    '(\w+)': \[", re.search(r"^units = \{(.*?)^\}", build, re.S | re.M)[1], re.M))
    there = {os.path.basename(f)[5:-2] for f in FILES if re.fullmatch(r"tests/unit/\w+/test_\w+\.c", f)}
    nothing(t, "every tests/unit/*/test_*.c is in tests/meson.build", sorted(there - listed))
    nothing(t, "every unit of tests/meson.build is there", sorted(listed - there))
    scripts = [f for f in FILES if re.fullmatch(r"tests/\w+/test_\w+\.py", f)]
    nothing(t, "every tests/*/test_*.py is in tests/meson.build", [f for f in scripts if os.path.basename(f) not in build])
    fuzzers = [f for f in FILES if re.fullmatch(r"tests/fuzz/fuzz_\w+\.c", f)]
    nothing(t, "every fuzzer is in tests/meson.build", [f for f in fuzzers if "'%s'" % os.path.basename(f)[:-2] not in build])
    for layer in LAYERS:
        built = read(layer + "/meson.build")
        listed = set(re.findall(r"'(\w+)\.c'", built)) - {"tables_embedded", "decode_table"}
        for row in re.findall(r"^    \[([^\]]*)\]\],$", built, re.M):  # the sources of a room
            listed |= set(re.findall(r"'(\w+)'", row))
        there = {os.path.basename(f)[:-2] for f in SOURCES if f.split(os.sep)[0] == layer and f.endswith(".c")}
        nothing(t, "%s/meson.build lists its files" % layer, sorted(listed ^ there))
    tables = {os.path.basename(f) for f in FILES if re.fullmatch(r"data/tables/\w+\.json", f)}
    nothing(t, "data/meson.build lists its tables",
            sorted(tables ^ set(re.findall(r"'tables/(\w+\.json)'", read("data/meson.build")))))
    for f in FILES:
        if f.startswith("tests/") and os.path.dirname(f) in ("tests", "tests/cli", "tests/office", "tests/bench", "tests/fuzz") and \
                f != "tests/README.md" and os.path.exists(os.path.join(ROOT, "tests/README.md")):
            t.check(os.path.basename(f) in read("tests/README.md"), f + " is in tests/README.md")


def readmes_are_true(t):
    """Every file of a layer stands in its README, under its room; files, and functions named behind a file, are there."""
    stems = {}
    for f in FILES:
        stems.setdefault(os.path.basename(f), []).append(f)
    for layer in LAYERS:
        text = read(layer + "/README.md")
        parts = re.split(r"^### `(\w+)/`", text, flags=re.M)
        rooms = dict(zip(parts[1::2], parts[2::2]))
        missed = []
        for f in FILES:
            steps = f.split(os.sep)
            if steps[0] == layer and re.search(r"\.([ch]|def|py)$", f) and steps[1] != "web":  # it has its own
                room = rooms.get(steps[1], "") if len(steps) > 2 else text
                stem = os.path.basename(f).rsplit(".", 1)[0]
                known = re.search(r"`%s(\.[\w./]+)?`" % stem, room) or (stem.startswith("prose_") and "`prose_*.def`" in room)
                missed += [] if known else [f]
        nothing(t, layer + "/README.md lists every file under its room", missed)
    for path in [f for f in FILES if f.endswith("README.md")]:
        gone, last = [], None
        for word in re.findall(r"`([\w./]+(?:\(\))?)`", read(path)):
            if word.endswith("()"):
                if last and not re.search(r"^\w[\w \*]*\b%s\(" % word[:-2], code_of(last), re.M):
                    gone.append("%s() in %s" % (word[:-2], last))
            elif re.fullmatch(r"[\w/]+\.([ch]|def)", word) and "NAME" not in word:
                here = [f for f in stems.get(os.path.basename(word), []) if f.endswith(word)]
                last = here[0] if here else None
                gone += [] if here else [word]
        nothing(t, path + " names files and functions that are there", gone)


def verbs_have_everything(t):
    rows = re.findall(r"&verb_(\w+)", re.search(r"verbs\[\] = \{(.*?)\};", read("app/main.c"), re.S)[1])
    t.check(len(rows) > 4, "the verbs of app/main.c are found", rows)
    there = [f[len("app/verb_"):-2] for f in FILES if re.fullmatch(r"app/verb_\w+\.c", f)]
    t.equal(sorted(rows), sorted(there), "a verb is a row and a file")
    for file in rows:
        verb = file.replace("_", "-")
        t.check("verb_%s.c" % file in read("app/meson.build"), "verb %s is built" % verb)
        t.check(any('"%s"' % verb in read(f) for f in FILES if re.fullmatch(r"tests/cli/test_\w+\.py", f)),
                "verb %s is tested in tests/cli" % verb)
        if "README.md" in FILES:
            t.check(re.search(r"`(\./run |hoshiwari )?%s\b" % verb, read("README.md")) or
                    re.search(r"^(\./run|hoshiwari|build/app/hoshiwari) %s\b" % verb, read("README.md"), re.M),
                    "verb %s is in README.md" % verb)


def generated_files_are_fresh(t):
    done = program.run("new", "--schema")
    t.check(done.returncode == 0 and done.stdout.decode() == read("data/case.schema.json"),
            "data/case.schema.json is what hoshiwari new --schema prints")
    schema = json.loads(read("data/case.schema.json"))
    t.check("$schema" in schema and schema.get("type") == "object", "the schema is one", list(schema))


def functions(path):
    """(name, first line, length) of each function: its brace opens and closes at the left edge."""
    lines, start, name = code_of(path).splitlines(), None, "?"
    for n, line in enumerate(lines):
        if start is None:
            alone = line.rstrip() == "{"
            head = " ".join(lines[max(0, n - 6):n]) if alone else line
            if alone or re.match(r"\w.*\)\s*\{$", line):
                name, start = (re.findall(r"(\w+)\s*\(", head.split(";")[-1].split("}")[-1]) or ["?"])[0], n
        elif line.startswith("}"):
            yield name, start + 1, n - start - 1
            start = None


PREFIXED = ["data", "pricing"]  # layers whose external functions all bear the prefix


def function_names_tell_their_file(t):
    """A search or a debugger must tell one function from another: no static is named like a function of another file (it
    bears its file's subject), and what others may call bears the prefix."""
    static, external = {}, {}
    for f in in_layers(*LAYERS):
        if f.endswith(".c"):
            for m in re.finditer(r"^(static )?[A-Za-z_][\w \*]*?\b(\w+)\([^;{]*\)\s*\n\{", code_of(f), re.M):
                (static if m[1] else external).setdefault(m[2], []).append(f)
    twice, bare = [], []
    for name, homes in static.items():
        others = homes + external.get(name, [])
        if len(others) > 1:
            twice.append("%s: %s" % (name, ", ".join(others)))
    for name, homes in external.items():
        bare += ["%s: %s" % (f, name) for f in homes if f.split(os.sep)[0] in PREFIXED and not name.startswith("hoshi_")]
    t.check(len(static) > 1000 and len(external) > 300, "functions are found", len(static), len(external))
    nothing(t, "a static function's name stands in one file", twice)
    nothing(t, "a function that others call begins with hoshi_", bare)


def functions_are_short(t):
    longest = []
    for f in in_layers(*LAYERS):
        if not f.endswith(".c"):
            continue
        for name, line, length in functions(f):
            if length > LONG_FUNCTION:
                longest.append((length, "%s:%d: %s, %d lines" % (f, line, name, length)))
    longest.sort(reverse=True)
    if longest:
        print("functions over %d lines:\n    %s" % (LONG_FUNCTION, "\n    ".join(x[1] for x in longest)))
    nothing(t, "no function over %d lines" % LONGEST_FUNCTION, [x[1] for x in longest if x[0] > LONGEST_FUNCTION])


def formatted(t):
    tool = shutil.which("clang-format")
    if not tool:
        t.skip("clang-format", "not installed")
        return
    done = subprocess.run([tool, "--dry-run", "-Werror"] + SOURCES, cwd=ROOT, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True)
    bad = sorted({line.split(":")[0] for line in done.stderr.splitlines() if re.match(r"\S+\.[ch]:\d+", line)})
    t.check(done.returncode == 0, "clang-format would change nothing (./run format)", *bad or [done.stderr])


# Statements of SQL and examples of JSON stand clause by clause; elsewhere a sentence is one literal.
CLAUSES = re.compile(r"tests/|data/store/|data/case/case_schema\.c$")


def literals_are_whole(t):
    """A literal goes on in the next one only where a line of its text ends; where clauses may stand one below the
    other, never inside a word."""
    torn = []
    for f in SOURCES:
        text = read(f)
        for m in re.finditer(r'(.)"[ ]*\n[ ]*(?="(.))', re.sub(r'/\*.*?\*/', lambda c: re.sub(r"[^\n]", " ", c[0]), text, flags=re.S)):
            line = text[:m.start()].rpartition("\n")[2] + m[1]
            if line.endswith("\\n") or line.lstrip().startswith("#") or len(re.findall(r'(?<!\\)"', line)) % 2 == 0:
                continue
            if not CLAUSES.match(f) or (re.match(r"\w", m[1]) and re.match(r"\w", m[2]) and
                                        not re.search(r"\\(x\w\w|\w)$", line)):
                torn.append("%s:%d: %s" % (f, text[:m.start()].count("\n") + 1, line.strip()[-60:]))
    nothing(t, "no literal is torn", torn)
    rules = read(".clang-format")
    t.check("BreakStringLiterals: false" in rules and "ReflowComments: false" in rules, "the formatter leaves strings and comments whole")


def scripts_are_sound(t):
    for f in FILES:
        if f.endswith(".py"):
            try:
                ast.parse(read(f), f)
            except SyntaxError as fault:
                t.check(False, f + " is Python", fault)
        elif read(f).startswith("#!/usr/bin/env bash"):
            t.check("set -euo pipefail" in read(f), f + " stops at the first fault")
            t.equal(subprocess.run(["bash", "-n", os.path.join(ROOT, f)]).returncode, 0, f + " is bash")
    for f in ("run", ".ci/run"):
        t.check(os.access(os.path.join(ROOT, f), os.X_OK), f + " can be run")
    for f in FILES:
        if f.endswith(".json"):
            try:
                json.loads(read(f))
                t.check(True, f + " is JSON")
            except ValueError as fault:
                t.check(False, f + " is JSON", fault)


# Words that no kept document shows: they stand where a case lacks something, or in documents made from lists.
NOT_KEPT = set("""
addressee change_in_yen change_of_our_part_yen check_all_tables date_not_confirmed
department_role_name_at_the_supplier lower_end_yen_a_year no_name no_quotation_left no_supplier_read nothing_special
number_when_the_order_was_placed our_whole_of person_telephone_mail register_of_stars s_more_timeline write_csv
""".split())


def headings_stand_in_kept_documents(t):
    """Two words exchanged by mistake show in tests/golden: so each of the vocabulary stands there, in both languages."""
    kept = "\n".join(read(os.path.join(folder, name)) for folder, _, names in os.walk(os.path.join(ROOT, "tests", "golden"))
                     for name in names if name.endswith((".txt", ".json", ".md")))
    text = r'((?:"(?:[^"\\]|\\.)*"\s*)+)'
    rows = re.findall(r"HOSHI_WORD\((\w+),\s*%s,\s*%s\)" % (text, text), read(os.path.join(ROOT, "templates", "words", "vocabulary.def")))
    t.check(len(rows) > 250, "the vocabulary was read", len(rows))

    def stands(literal):
        words = "".join(re.findall(r'"((?:[^"\\]|\\.)*)"', literal)).replace('\\"', '"')
        return max(re.split(r'%[-+0-9.*l]*[a-zA-Z]+|%%|\\n|"', words), key=len) in kept
    missing = {name for name, ja, en in rows if not (stands(ja) and stands(en))}
    t.equal(sorted(missing - NOT_KEPT), [], "every word stands in a kept document")
    t.equal(sorted(NOT_KEPT - missing), [], "what is named as not kept is not")


suite = Suite()
suite.run([layers_see_only_below, includes_run_one_way, rooms_are_walls, views_are_the_only_source, templates_compute_nothing, names, headers_stand_alone, every_status_has_its_sentence, sentences_in_both_languages,
           one_word_for_one_thing, words_that_must_not_stand, lists_match_files, readmes_are_true, verbs_have_everything, generated_files_are_fresh, functions_are_short,
           function_names_tell_their_file,
           formatted, headings_stand_in_kept_documents, literals_are_whole, scripts_are_sound])
suite.finish()
