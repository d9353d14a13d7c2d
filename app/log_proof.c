/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "log_proof.h"
#include "json_write.h"

#include <inttypes.h>

void log_proof_cautions(struct hoshi_buffer *out, enum hoshi_lang lang, const struct hoshi_log_proof *p)
{
    if (p->clock_back)
        hoshi_buffer_printf(
            out,
            hoshi_say(
                lang,
                "注意: %" PRId64
                "番は、一つ前の記録より早い時刻に記録されています（機械の時計が戻されたか、合っていませんでした）。\n",
                "note: entry %" PRId64
                " was recorded at an earlier time than the one before (the machine's clock was set back or wrong).\n"),
            p->clock_back);
    if (p->clock_ahead)
        hoshi_buffer_printf(
            out,
            hoshi_say(lang,
                      "注意: %" PRId64
                      "番の記録の時刻は、この機械の今の時刻より後です（どちらかの時計が合っていません）。\n",
                      "note: entry %" PRId64
                      " was recorded later than it is now on this machine (one of the clocks is wrong).\n"),
            p->clock_ahead);
    if (p->without_wal)
        hoshi_buffer_puts(
            out,
            hoshi_say(
                lang,
                "注意: 保管ファイルに付いているはずの -wal ファイルがありません。使っている間に写したファイルなら、最後の方の記録が欠けている可能性があります。元のファイルか、backup で作った控えと比べてください。\n",
                "note: the store lacks the -wal file it says it has. If it was copied while in use, the last entries may be missing: compare it with the original or a copy made by backup.\n"));
}

static void proof_stamps(struct hoshi_json_writer *w, const struct log_stamps *x)
{
    hoshi_json_put_whole(w, "stamps_kept", (int64_t)x->kept);
    hoshi_json_list(w, "stamps");
    for (size_t i = 0; i < x->n; i++) {
        const struct log_stamp_found *f = &x->found[i];
        hoshi_json_object(w, NULL);
        hoshi_json_put_whole(w, "entry", f->seq);
        hoshi_json_put(w, "time", f->stamp.time);
        hoshi_json_put(w, "head", f->stamp.imprint);
        hoshi_json_put(w, "signer", f->stamp.signer);
        hoshi_json_put_truth(w, "signer_checked", f->stamp.signer_checked);
        hoshi_json_end(w);
    }
    hoshi_json_end(w);
}

/* @param stamps NULL: an export */
static void proof_json(struct hoshi_buffer *out, const struct request *r, const char *mark,
                       const char *case_id, const struct hoshi_log_proof *p, bool sound,
                       const struct log_stamps *stamps)
{
    bool of_export = !stamps;
    struct hoshi_json_writer w;
    hoshi_json_start(&w, out);
    hoshi_json_object(&w, NULL);
    hoshi_json_put_whole(&w, mark, 1);
    hoshi_json_put(&w, "case_id", case_id);
    hoshi_json_put_truth(&w, "sound", sound);
    hoshi_json_put_whole(&w, "entries", p->entries);
    if (of_export) {
        hoshi_json_put_whole(&w, "blacked_out", p->blacked_out);
    } else {
        hoshi_json_put_whole(&w, "contents", p->attachments);
        hoshi_json_put_whole(&w, "versions", p->versions);
        hoshi_json_put_whole(&w, "runs", p->runs);
    }
    hoshi_json_put(&w, "head", p->head);
    if (!of_export) {
        hoshi_json_put(&w, "kept_head", p->kept_head);
        hoshi_json_put_whole(&w, "clock_back_at", p->clock_back);
        hoshi_json_put_whole(&w, "clock_ahead_at", p->clock_ahead);
        hoshi_json_put_truth(&w, "without_wal", p->without_wal);
        proof_stamps(&w, stamps);
    }
    if (option_value(r, "--head")) {
        hoshi_json_put_whole(&w, "given_head_at", p->head_at > 0 ? p->head_at : 0);
        if (!of_export)
            hoshi_json_put_whole(&w, "given_kept_head_at", p->kept_at);
    }
    hoshi_json_end(&w);
    hoshi_buffer_puts(out, "\n");
}

/* What the head value that was given proves, and what nobody can tell without one. */
static void proof_head(struct hoshi_buffer *out, const struct request *r, enum hoshi_lang lang,
                       const struct hoshi_log_proof *p)
{
    if (!option_value(r, "--head"))
        hoshi_buffer_puts(
            out,
            hoshi_say(
                lang,
                "分かるのは、今ある記録どうしが合っていることまでです。全体を作り直したことや、末尾を取り除いたことは、前に相手へ渡した値と --head で比べなければ分かりません。\n",
                "This shows that what is there now fits together. Whether all of it was made anew, or its end cut off, shows only against a value handed out earlier: --head.\n"));
    if (p->head_at > 0)
        hoshi_buffer_printf(out,
                            hoshi_say(lang,
                                      "渡した値は、%" PRId64 "番までの記録の値です。%" PRId64
                                      "番までは、その値を渡したときのままです。\n",
                                      "The value handed out is that of the log up to entry %" PRId64
                                      ": up to entry %" PRId64 " it is as it was then.\n"),
                            p->head_at, p->head_at);
    if (p->head_at > 0 && p->head_at < p->entries)
        hoshi_buffer_printf(out,
                            hoshi_say(lang, "%" PRId64 "番から後は、この値では確かめられません。\n",
                                      "From entry %" PRId64 " on this value proves nothing.\n"),
                            p->head_at + 1);
    if (p->kept_at)
        hoshi_buffer_printf(out,
                            hoshi_say(lang,
                                      "渡した値は、ケースの版と計算の記録の%" PRId64
                                      "件目までの値です。そこまでは、その値を渡したときのままです。\n",
                                      "The value handed out is that of the first %" PRId64
                                      " kept versions and runs: they are as they were then.\n"),
                            p->kept_at);
    if (p->head_at < 0)
        hoshi_buffer_puts(
            out, hoshi_say(lang, "渡した値は、まだ何も記録していないときの値です。何も確かめられません。\n",
                           "The value handed out is that of a log without entries: it proves nothing.\n"));
}

void log_proof_print(struct hoshi_buffer *out, const struct request *r, enum hoshi_lang lang,
                     const char *case_id, const struct hoshi_log_proof *p, const struct log_stamps *stamps,
                     bool sound)
{
    if (option_value(r, "--json")) {
        proof_json(out, r, "hoshiwari_log_proof", case_id, p, sound, stamps);
        return;
    }
    if (!sound)
        return;
    hoshi_buffer_printf(out,
                        hoshi_say(lang,
                                  "協議の記録 %s: 記録 %" PRId64 "件、ケースの版 %" PRId64
                                  "件、計算の記録 %" PRId64 "件、保管した内容 %" PRId64
                                  "件。互いのハッシュ値に食い違いはありません。\n最後の値（ヘッド） %s\n",
                                  "log of talks, %s: %" PRId64 " entries, %" PRId64
                                  " versions of the case, %" PRId64 " runs, %" PRId64
                                  " kept contents. No hash contradicts another.\nhead value %s\n"),
                        case_id, p->entries, p->versions, p->runs, p->attachments, p->head);
    if (p->kept_head[0])
        hoshi_buffer_printf(
            out,
            hoshi_say(lang, "ケースの版と計算の記録の最後の値 %s\n", "head value of versions and runs %s\n"),
            p->kept_head);
    proof_head(out, r, lang, p);
    log_stamps_print(out, lang, stamps);
    log_proof_cautions(out, lang, p);
}

void log_proof_print_export(struct hoshi_buffer *out, const struct request *r, enum hoshi_lang lang,
                            const struct hoshi_log_proof *p, bool sound)
{
    if (option_value(r, "--json")) {
        proof_json(out, r, "hoshiwari_log_export_proof", p->case_id, p, sound, NULL);
        return;
    }
    if (!sound)
        return;
    hoshi_buffer_printf(out,
                        hoshi_say(lang,
                                  "書き出した記録 %s: 記録 %" PRId64 "件（うち伏せたもの %" PRId64
                                  "件）。互いのハッシュ値に食い違いはありません。\n最後の値（ヘッド） %s\n",
                                  "exported log, %s: %" PRId64 " entries (%" PRId64
                                  " of them blacked out). No hash contradicts another.\nhead value %s\n"),
                        p->case_id, p->entries, p->blacked_out, p->head);
    proof_head(out, r, lang, p);
    hoshi_buffer_puts(
        out, hoshi_say(lang, "添付ファイルはこの中にありません。載っている SHA-256 と比べてください。\n",
                       "Attachments are not in it: compare them with the SHA-256 it lists.\n"));
}
