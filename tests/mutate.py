#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Put random faults into a module and see whether its own unit test notices (by hand).

    mutate.py BUILD [-n 40] [--seed 1] [--show] MODULE…      MODULE: a name such as check_facts; all that MODULES names without

Each mutant is the source with one change: a condition turned round, < for <=, + for -, && for ||, a whole number off by one,
a member exchanged for another of the same kind, a statement dropped. It is compiled aside and linked before the library, so
nothing in the tree or in the build changes. Mutants that do not compile, or compile to the same code, do not count. What
survives is printed: each is a row of facts that the unit test lacks, or code that makes no difference.
"""
import argparse
import concurrent.futures
import json
import os
import random
import re
import shlex
import subprocess
import sys
import tempfile

ROOT = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
MODULES = {"check_facts": "calc/fair/check_facts.c", "log_facts": "calc/fair/log_facts.c", "buyer_view": "calc/view/buyer_view.c",
           "budget_view": "calc/budget/budget_view.c", "uplift": "calc/share/uplift.c", "funding": "pricing/funding.c", "lines": "pricing/lines.c"}
UNIT = {"check_facts": "check_facts"}  # the unit test where it is named otherwise
SWAPS = [(r" == ", [" != "]), (r" != ", [" == "]), (r" < ", [" <= ", " > "]), (r" <= ", [" < "]), (r" > ", [" >= ", " < "]), (r" >= ", [" > "]),
         (r" && ", [" || "]), (r" \|\| ", [" && "]), (r" \+ ", [" - "]), (r" - ", [" + "]), (r" \* (?=\w)", [" / "]), (r"\+= ", ["-= "]), (r"-= ", ["+= "]),
         (r"\btrue\b", ["false"]), (r"\bfalse\b", ["true"]), (r"(?<=[ (\[])[0-9]+(?=[;,)\] ])", ["{+1}"]), (r"\bif \((?!!)", ["if (!"]),
         (r"\? ", ["!= 0 ? 0 * "]), (r"!(?=[a-z(])", [""])]


def changes(text):
    """[(start, end, new text, what)] of all single changes to the functions of a source."""
    code = re.sub(r'/\*.*?\*/|"(?:[^"\\]|\\.)*"|^#[^\n]*$', lambda m: " " * len(m[0]), text, flags=re.S | re.M)
    inside = [m.span() for m in re.finditer(r"^\{.*?^\}", code, re.M | re.S)]
    found = []
    for low, high in inside:
        for pattern, puts in SWAPS:
            for m in re.finditer(pattern, code[low:high]):
                for put in puts:
                    new = str(int(m[0]) + 1) if put == "{+1}" else put
                    if put == "if (!":
                        end, depth = m.end() + low, 1
                        while depth and end < high:
                            depth += {"(": 1, ")": -1}.get(code[end], 0)
                            end += 1
                        found.append((m.start() + low, end, "if (!(" + text[m.end() + low:end] + ")", "condition"))
                        continue
                    found.append((m.start() + low, m.end() + low, new, m[0].strip() + " -> " + new.strip()))
        members = sorted(set(re.findall(r"(?:->|\.)([a-z]\w*)(?!\w*\()", code[low:high])))
        for m in re.finditer(r"(?<=->|.\.)[a-z]\w*(?![\w(])", code[low:high]):
            others = [x for x in members if x != m[0] and x.rsplit("_", 1)[-1] == m[0].rsplit("_", 1)[-1]]
            found += [(m.start() + low, m.end() + low, x, m[0] + " -> " + x) for x in others[:2]]
        for m in re.finditer(r"^ +(?!return|break|continue|goto|const|static|struct|int|bool|size_t|char|double|enum|uint|int64_t)[a-z*][^\n{}]*;$", code[low:high], re.M):
            found.append((m.start() + low, m.end() + low, "    ;", "dropped"))
    return found


class Bench:
    """Compiles, links and runs one module with its unit test."""

    def __init__(self, build, module):
        self.build, self.source = build, os.path.join(ROOT, MODULES[module])
        with open(os.path.join(build, "compile_commands.json"), encoding="utf-8") as file:
            row = next(r for r in json.load(file) if os.path.normpath(os.path.join(r["directory"], r["file"])) == self.source)
        self.compiler = [w for w in shlex.split(row["command"]) if w != "ccache" and w != "-Werror"]
        self.test = "tests/test_" + UNIT.get(module, module)
        commands = subprocess.run(["ninja", "-C", build, "-t", "commands", self.test], stdout=subprocess.PIPE, text=True, check=True).stdout
        self.linker = [w for w in shlex.split(commands.strip().splitlines()[-1].split(" && ")[0]) if w != "ccache"]
        with open(self.source, encoding="utf-8") as file:
            self.text = file.read()

    def object_of(self, text, folder):
        """Path of the object compiled from the text; None when it does not compile."""
        source, made = os.path.join(folder, os.path.basename(self.source)), os.path.join(folder, "mutant.o")
        with open(source, "w", encoding="utf-8") as file:
            file.write(text)
        words, skip = [], False
        for w in self.compiler:
            if skip or w in ("-MD",):
                skip = False
            elif w in ("-MQ", "-MF", "-o", "-c"):
                skip = True
            elif os.path.basename(w) != os.path.basename(self.source):
                words.append(w)
        done = subprocess.run(words + ["-w", "-g0", "-I" + os.path.dirname(self.source), "-o", made, "-c", source], cwd=self.build, stderr=subprocess.PIPE)
        return made if done.returncode == 0 else None

    def killed(self, text):
        """True when the unit test notices; None when the mutant is none."""
        with tempfile.TemporaryDirectory(prefix="mutant-") as folder:
            made = self.object_of(text, folder)
            if not made:
                return None
            with open(made, "rb") as a:
                if a.read() == self.sound:
                    return None
            program, words = os.path.join(folder, "test"), list(self.linker)
            words[words.index("-o") + 1] = program
            words.insert(words.index(program) + 1, made)
            if subprocess.run(words, cwd=self.build, stdout=subprocess.PIPE, stderr=subprocess.PIPE).returncode:
                return None
            try:
                done = subprocess.run([program], cwd=folder, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.PIPE, timeout=240)
                return done.returncode != 0
            except subprocess.TimeoutExpired:
                return True

    def prepare(self):
        with tempfile.TemporaryDirectory(prefix="mutant-") as folder:
            with open(self.object_of(self.text, folder), "rb") as file:
                self.sound = file.read()
        if self.killed(self.text + "\nint mutate_sound;\n"):
            sys.exit(self.test + " fails without a mutant")


def mutate(build, module, n, seed):
    bench = Bench(build, module)
    bench.prepare()
    all_changes = changes(bench.text)
    random.Random(seed).shuffle(all_changes)
    killed, alive, at = 0, [], 0
    with concurrent.futures.ThreadPoolExecutor(max_workers=os.cpu_count() or 1) as pool:
        while killed + len(alive) < n and at < len(all_changes):
            batch = all_changes[at:at + 4]
            at += len(batch)
            texts = [bench.text[:a] + put + bench.text[b:] for a, b, put, _ in batch]
            for (a, b, put, what), dead in zip(batch, pool.map(bench.killed, texts)):
                if dead is None:
                    continue
                killed += dead
                if not dead:
                    line = bench.text.count("\n", 0, a) + 1
                    alive.append("%s:%d: %s in: %s" % (MODULES[module], line, what, bench.text.splitlines()[line - 1].strip()))
    print("%-12s %d of %d killed (%.0f %%)" % (module, killed, killed + len(alive), 100.0 * killed / max(1, killed + len(alive))), flush=True)
    for line in sorted(alive):
        print("    survives " + line, flush=True)


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("build")
    parser.add_argument("module", nargs="*")
    parser.add_argument("-n", type=int, default=40)
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    for module in options.module or MODULES:
        mutate(os.path.abspath(options.build), module, options.n, options.seed)


main()
