/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "redact_notice.h"
#include "text_plain.h"

#include <inttypes.h>
#include <stdio.h>
#include <string.h>

static const char *reason(enum hoshi_lang lang, enum hoshi_look_reason why)
{
    static const char *const words[HOSHI_LOOKS][2] = {
        {"ほかの取引先の名前の一部ですが、ふつうの言葉・地名でもあります",
         "part of another customer's name, and an ordinary word as well"},
        {"ほかの取引先の部署ですが、どの会社にもある名前です",
         "a department of another customer that any company has"},
        {"ほかの取引先の id です。短いので、単独では伏せていません",
         "another customer's id, too short to be blacked out by itself"},
        {"ほかの取引先の言葉ですが、当事者の名前・品目にも含まれるため伏せていません",
         "another customer's word that is part of a name or item of the two sides, so it was left"}};
    return hoshi_say(lang, words[why][0], words[why][1]);
}

void redact_notice(enum hoshi_lang lang, int64_t replaced, const struct hoshi_redact_look *look, size_t n,
                   size_t files)
{
    bool head = false;
    if (replaced)
        fprintf(stderr,
                hoshi_say(lang, "ほかの取引先に関する言葉・額を %" PRId64 " か所で伏せました（■■■）。\n",
                          "blacked out in %" PRId64 " places: words and amounts of other customers (■■■).\n"),
                replaced);
    for (size_t i = 0; i < n; i++) {
        char word[256];
        bool always = look[i].reason == HOSHI_LOOK_OWN;
        if (!look[i].times && !always)
            continue;
        if (!head)
            fputs(hoshi_say(lang, "次は伏せていません。渡す前に人が確かめてください:\n",
                            "not blacked out; a person has to look at these before it is handed out:\n"),
                  stderr);
        head = true;
        hoshi_text_clean(look[i].word, strlen(look[i].word), word, sizeof word);
        fprintf(stderr, "  「%s」", word);
        if (look[i].times)
            fprintf(stderr, hoshi_say(lang, " %" PRId64 "か所", " %" PRId64 " times"), look[i].times);
        fprintf(stderr, "  %s\n", reason(lang, look[i].reason));
    }
    if (files)
        fprintf(
            stderr,
            hoshi_say(
                lang,
                "添付 %zu件の中身は調べていません。名前の読み仮名・ローマ字、言い換えた言葉も見つけられません。渡す前に読んでください。\n",
                "nothing looked into the %zu attachments; readings of names and what was paraphrased cannot be found: read all of it before handing it out.\n"),
            files);
    else if (n || replaced)
        fputs(
            hoshi_say(
                lang,
                "名前の読み仮名・ローマ字、言い換えた言葉は見つけられません。渡す前に読んでください。\n",
                "readings of names and what was paraphrased cannot be found: read it before handing it out.\n"),
            stderr);
}
