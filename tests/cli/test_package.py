#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""What is installed beside the program: manual pages, completions; each says what --help says.

    test_package.py PROGRAM
"""
import json
import os
import pty
import select
import shutil
import subprocess
import sys
import time

sys.path.insert(0, os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
from suite import ENGLISH, JAPANESE, ROOT, Program, Suite

program = Program(sys.argv[1])
PAGES = os.path.join(ROOT, "app", "package", "pages.py")


def described():
    return json.loads(program.run("--describe").stdout)


def made(kind):
    path = program.place(kind)
    subprocess.run([sys.executable, PAGES, os.path.abspath(sys.argv[1]), kind, path], check=True)
    with open(path, encoding="utf-8") as file:
        return file.read()


def description_is_the_help(t):
    told = described()
    t.check(len(told["verbs"]) > 14, "verbs are described", len(told["verbs"]))
    for v in told["verbs"]:
        for lang, env in (("ja", JAPANESE), ("en", ENGLISH)):
            text = program.run(v["name"], "--help", env=env).stdout.decode()
            wanted = [v[lang], v["usage"], v["more_" + lang]] + [w for o in v["options"] for w in (o["name"], o[lang])]
            t.equal([w for w in wanted if w not in text], [], "%s --help says in %s what is described" % (v["name"], lang))


def pages_name_every_option(t):
    told = described()
    for kind, lang in (("man_en", "en"), ("man_ja", "ja")):
        page = made(kind)
        plain = page.replace("\\-", "-").replace("\\e", "\\").replace("\\&", "")
        missing = ["%s %s" % (v["name"], o["name"]) for v in told["verbs"] for o in v["options"]
                   if "\\fB%s\\fR" % o["name"] not in plain or o[lang] not in plain]
        t.equal(missing, [], kind + " holds every option with its help")
        t.check(all(v["name"] in plain for v in told["verbs"]), kind + " holds every verb")
        odd = [line for line in page.splitlines()
               if line[:1] in (".", "'") and line.split(" ")[0] not in (".TH", ".SH", ".SS", ".TP", ".PP", ".br", ".nf", ".fi")]
        t.equal(odd, [], kind + ": no text is taken for a request")


def bash_completes(t):
    if not shutil.which("bash"):
        t.skip("bash completes", "no bash")
        return
    path = program.place("completion")
    with open(path, "w", encoding="utf-8") as file:
        file.write(made("bash"))

    def offers(*words):
        script = 'source "$1"; shift; COMP_WORDS=(hoshiwari "$@"); COMP_CWORD=$#; _hoshiwari; printf "%s\\n" "${COMPREPLY[@]}"'
        return subprocess.run(["bash", "-c", script, "-", path, *words], capture_output=True, text=True).stdout.split()
    verbs = [v["name"] for v in described()["verbs"]]
    t.equal(offers(""), verbs + ["--help", "--version"], "every verb is offered first")
    t.equal(offers("esti"), ["estimate"], "a verb is completed")
    for v in described()["verbs"]:
        names = [o["name"] for o in v["options"]]
        t.equal([n for n in names if n not in offers(v["name"], "--")], [], v["name"] + " offers its options")
    t.equal(offers("worksheet", "--disclose", ""), ["total", "category", "criteria"], "a choice is offered")


    t.equal(offers("log", "c.json", "a"), ["add", "attachment"], "what log does is offered behind the case")


def zsh_completes(t):
    """zsh itself in a terminal: a beginning of a line, the tab key, and what stands there then."""
    if not shutil.which("zsh"):
        t.skip("zsh completes", "no zsh")
        return
    folder = program.place("functions")
    os.makedirs(folder)
    with open(os.path.join(folder, "_hoshiwari"), "w", encoding="utf-8") as file:
        file.write(made("zsh"))
    os.symlink(program.path, os.path.join(folder, "hoshiwari"))
    child, terminal = pty.fork()
    if not child:
        os.chdir(folder)
        os.execvpe("zsh", ["zsh", "-f", "-i"], {**os.environ, "PATH": folder + ":" + os.environ["PATH"], "TERM": "dumb", "LANG": "C.UTF-8"})

    def until(words, seconds=60):
        seen, end = "", time.time() + seconds
        while words not in seen and time.time() < end:
            if select.select([terminal], [], [], 0.2)[0]:
                seen += os.read(terminal, 65536).decode(errors="replace")
        return seen

    def typed(text):
        os.write(terminal, text.encode())

    typed("stty columns 200; fpath=($PWD $fpath); autoload -Uz compinit; compinit -u -D; setopt NO_BEEP; print rea''dy $_comps[hoshiwari]\n")
    seen = until("ready _hoshiwari")
    t.check("ready _hoshiwari" in seen, "zsh finds the completion", repr(seen))
    for begun, wanted in (("hoshiwari wor\t", "worksheet "), ("hoshiwari worksheet --vi\t", "--view "), ("hoshiwari estimate --engine g\t", "grid "),
                          ("hoshiwari log c.json ad\t", "add ")):
        typed(begun)
        t.check(wanted in until(wanted, 20), "zsh completes " + begun.strip())
        typed("\x15")
    typed("exit\n")
    os.waitpid(child, 0)


suite = Suite()
suite.run([description_is_the_help, pages_name_every_option, bash_completes, zsh_completes])
suite.finish()
