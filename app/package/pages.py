#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Manual pages (Japanese, English) and completions for bash and zsh, from what the program says of its commands.

    pages.py PROGRAM KIND OUTPUT      KIND: man_en, man_ja, bash, zsh

PROGRAM is asked with --describe; the pages cannot differ from what it accepts.
"""
import json
import re
import subprocess
import sys

FILES = {"FILE", "DIR", "CASE", "T.docx", "X.xlsx"}
WORDS = {
    "en": {"name": "NAME", "use": "SYNOPSIS", "what": "DESCRIPTION", "verbs": "VERBS", "codes": "EXIT STATUS", "see": "SEE ALSO",
           "one": "what a star costs, who bears it, and the workbook to talk about it",
           "lead": "hoshiwari estimates from a supplier's gap analysis what a star of the Japanese supply-chain security scheme costs, "
                   "divides it between buyers and supplier, and writes workbooks and letters for the talks about price.",
           "exit": [("0", "done"), ("1", "the input cannot be used"), ("2", "wrong usage"), ("3", "environment (file, disk)"),
                    ("4", "check found something to look at")]},
    "ja": {"name": "名前", "use": "書式", "what": "説明", "verbs": "命令", "codes": "終了コード", "see": "関連項目",
           "one": "★の取得費用を見積もり、買い手と分け、Excel の協議資料にする",
           "lead": "受注者のギャップ分析から、求められた★の取得と維持にかかる費用を見積もり、買い手と受注者の間で分け、"
                   "価格協議に使う Excel ファイルと書面を作ります。",
           "exit": [("0", "完了"), ("1", "入力が使えない"), ("2", "使い方の誤り"), ("3", "環境（ファイルなど）"),
                    ("4", "check が確かめることを見つけた")]},
}


def roff(text):
    """Text as roff: nothing in it is a request or an escape."""
    text = text.replace("\\", "\\e").replace("-", "\\-")
    return "\n".join(("\\&" + line if line[:1] in (".", "'") else line) for line in text.split("\n"))


def option_head(o):
    names = ([o["short"]] if "short" in o else []) + [o["name"]]
    return ", ".join("\\fB%s\\fR" % roff(n) for n in names) + (" \\fI%s\\fR" % roff(o["value"]) if "value" in o else "")


def man(told, lang):
    w = WORDS[lang]
    out = ['.TH HOSHIWARI 1 "" "hoshiwari %s" ""' % told["version"], '.SH "%s"' % w["name"],
           "hoshiwari \\- " + roff(w["one"]), '.SH "%s"' % w["use"]]
    for v in told["verbs"]:
        out += ["\\fBhoshiwari %s\\fR %s" % (v["name"], roff(v["usage"])), ".br"]
    out += ['.SH "%s"' % w["what"], roff(w["lead"]), '.SH "%s"' % w["verbs"]]
    for v in told["verbs"]:
        out += ['.SS "%s"' % v["name"], roff(v[lang]), ".PP"]
        for o in v["options"]:
            out += [".TP", option_head(o), roff(o[lang])]
        out += [".PP", ".nf", roff(v["more_" + lang].rstrip("\n")), ".fi"]
    out.append('.SH "%s"' % w["codes"])
    for code, meaning in w["exit"]:
        out += [".TP", "\\fB%s\\fR" % code, roff(meaning)]
    return "\n".join(line for line in out if line) + "\n"


def choices(value):
    """own|for:ID -> own; a value that names one thing has none."""
    return [c for c in value.split("|") if re.fullmatch(r"[a-z0-9_.]+", c)] if "|" in value else []


def acts(verb):
    """What may follow CASE in the usage of a verb: add|mail|join …"""
    second = verb["usage"].split(" ")[1:2]
    return [a for word in second for a in word.split("|") if re.fullmatch(r"[a-z]+(\|[a-z]+)+", word)]


def bash(told):
    verbs = told["verbs"]
    out = ["# bash completion of hoshiwari, made from hoshiwari --describe", "_hoshiwari()", "{",
           "    local word=${COMP_WORDS[COMP_CWORD]} before=${COMP_WORDS[COMP_CWORD-1]} verb=${COMP_WORDS[1]-}",
           "    COMPREPLY=()", "    if ((COMP_CWORD == 1)); then",
           "        mapfile -t COMPREPLY < <(compgen -W '%s --help --version' -- \"$word\")" % " ".join(v["name"] for v in verbs),
           "        return", "    fi", "    case $verb:$before in"]
    for v in verbs:
        for o in v["options"]:
            if choices(o.get("value", "")):
                out.append("    %s:%s) mapfile -t COMPREPLY < <(compgen -W '%s' -- \"$word\"); return ;;"
                           % (v["name"], o["name"], " ".join(choices(o["value"]))))
    out.append("    esac")
    for v in verbs:
        if acts(v):
            out += ["    if [[ $verb == %s ]] && ((COMP_CWORD == 3)) && [[ $word != -* ]]; then" % v["name"],
                    "        mapfile -t COMPREPLY < <(compgen -W '%s' -- \"$word\")" % " ".join(acts(v)), "        return", "    fi"]
    out += ["    if [[ $word != -* ]]; then", "        compopt -o filenames 2>/dev/null",
            "        mapfile -t COMPREPLY < <(compgen -f -- \"$word\")", "        return", "    fi", "    case $verb in"]
    for v in verbs:
        names = [n for o in v["options"] for n in ([o["short"]] if "short" in o else []) + [o["name"]]] + ["--help"]
        out.append("    %s) mapfile -t COMPREPLY < <(compgen -W '%s' -- \"$word\") ;;" % (v["name"], " ".join(names)))
    return "\n".join(out + ["    esac", "}", "complete -F _hoshiwari hoshiwari", ""])


def quoted(text):
    return text.replace("'", "'\\''").replace("[", "(").replace("]", ")").replace(":", " ")


def zsh(told):
    out = ["#compdef hoshiwari", "# zsh completion of hoshiwari, made from hoshiwari --describe", "local -a verbs", "verbs=("]
    out += ["    '%s:%s'" % (v["name"], quoted(v["en"])) for v in told["verbs"]]
    out += [")", "if ((CURRENT == 2)); then", "    _describe verb verbs", "    return", "fi", "local verb=${words[2]}",
            "shift words", "((CURRENT--))", "case $verb in"]
    for v in told["verbs"]:
        out.append("%s) _arguments \\" % v["name"])
        for o in v["options"]:
            tail = ""
            if "value" in o:
                action = "(%s)" % " ".join(choices(o["value"])) if choices(o["value"]) else \
                    "_files" if o["value"] in FILES else ""
                tail = ":%s:%s" % (quoted(o["value"]), action)
            for name in ([o["short"]] if "short" in o else []) + [o["name"]]:
                out.append("    '*%s[%s]%s' \\" % (name, quoted(o["en"]), tail))
        if acts(v):
            out += ["    '1:file:_files' \\", "    '2:what:(%s)' \\" % " ".join(acts(v))]
        out.append("    '*:file:_files' ;;")
    return "\n".join(out + ["esac", ""])


def main():
    program, kind, output = sys.argv[1:]
    told = json.loads(subprocess.run([program, "--describe"], check=True, capture_output=True).stdout)
    text = {"man_en": lambda: man(told, "en"), "man_ja": lambda: man(told, "ja"), "bash": lambda: bash(told), "zsh": lambda: zsh(told)}
    with open(output, "w", encoding="utf-8") as file:
        file.write(text[kind]())


main()
