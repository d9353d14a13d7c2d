/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "command.h"
#include "json_write.h"
#include "simulate.h"
#include "right_verb.h"
#include "text.h"

#include <math.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

static const struct option_row options[] = {
    OPTIONS_RANGE,
    OPTION_JSON,
    OPTION_LANG,
};

static void simulate_print_lines(struct hoshi_json_writer *w, const struct hoshi_simulation *s,
                                 const struct hoshi_range *x)
{
    hoshi_json_line(w, 2);
    hoshi_json_array(w, "lines");
    for (size_t i = 0; i < s->lines; i++) {
        hoshi_json_line(w, 4);
        hoshi_json_object(w, NULL);
        hoshi_json_put(w, "id", s->line[i]);
        hoshi_json_put_real(w, "share_of_variance", x->input_share[i] + x->group_share[i]);
        hoshi_json_put_real(w, "swing", x->input_swing[i]);
        hoshi_json_end(w);
    }
    hoshi_json_line(w, 2);
    hoshi_json_end(w);
    hoshi_json_line(w, 2);
    hoshi_json_list(w, "factors");
    for (size_t i = 0; i < s->model.n_factors; i++) {
        hoshi_json_object(w, NULL);
        hoshi_json_put(w, "id", s->factor[i]);
        hoshi_json_put_real(w, "share_of_variance", x->factor_share[i]);
        hoshi_json_end(w);
    }
    hoshi_json_end(w);
}

static void simulate_print_json(struct hoshi_buffer *out, const struct hoshi_simulation *s,
                                const struct hoshi_range *x)
{
    static const char *const key[HOSHI_RANGE_LEVELS] = {"p05", "p10", "p20", "p25", "p30", "p40", "p50",
                                                        "p60", "p70", "p75", "p80", "p90", "p95"};
    struct hoshi_json_writer w;
    hoshi_json_start(&w, out);
    hoshi_json_object(&w, NULL);
    hoshi_json_put(&w, "engine", hoshi_range_engine_name(x->engine));
    hoshi_json_put_real(&w, "error_estimate", x->error_estimate);
    hoshi_json_put_real(&w, "mean", x->mean);
    hoshi_json_put_real(&w, "sd", x->sd);
    for (size_t i = 0; i < HOSHI_RANGE_LEVELS; i++)
        hoshi_json_put_real(&w, key[i], x->percentile[i]);
    hoshi_json_put_real(&w, "point", x->point);
    hoshi_json_put_real(&w, "probability_of_point", x->probability_of_point);
    if (x->engine == HOSHI_RANGE_MC)
        hoshi_json_put_real(&w, "standard_error", x->standard_error);
    simulate_print_lines(&w, s, x);
    hoshi_json_end(&w);
    hoshi_buffer_puts(out, "\n");
}

static void simulate_amount(struct hoshi_buffer *out, const char *label, double x)
{
    char text[HOSHI_DECIMAL_TEXT];
    hoshi_buffer_puts(out, "  ");
    hoshi_buffer_pad(out, label, 40);
    if (fabs(x) < 1e15)
        hoshi_buffer_pad_left(out, hoshi_yen_print(llround(x), text), 22);
    else
        hoshi_buffer_printf(out, "%22.6g", x);
    hoshi_buffer_puts(out, "\n");
}

static void simulate_print_report(struct hoshi_buffer *out, enum hoshi_lang lang,
                                  const struct hoshi_simulation *s, const struct hoshi_range *x)
{
    const double *level = hoshi_range_levels();
    hoshi_buffer_printf(
        out,
        hoshi_say(lang, "%zu行の合計の幅（方法: %s）\n", "range of the total of %zu lines (engine: %s)\n"),
        s->lines, hoshi_range_engine_name(x->engine));
    simulate_amount(out, hoshi_say(lang, WORD_IN(mean)), x->mean);
    simulate_amount(out, hoshi_say(lang, WORD_IN(standard_deviation)), x->sd);
    for (size_t i = 0; i < HOSHI_RANGE_LEVELS; i++) {
        char label[80];
        snprintf(label, sizeof label,
                 hoshi_say(lang, "%d%%の確率でこの額以内", "within this with %d%% probability"),
                 (int)lround(level[i] * 100));
        simulate_amount(out, label, x->percentile[i]);
    }
    simulate_amount(out, hoshi_say(lang, WORD(sum_of_likely)), x->point);
    /* In tenths of a percent as a whole number: "%.1f" would follow the locale. */
    long tenths = lround(x->probability_of_point * 1000);
    hoshi_buffer_printf(out,
                        hoshi_say(lang, "  最もありそうな値の合計で足りる確率 %ld.%ld%%\n",
                                  "  probability that it suffices %ld.%ld%%\n"),
                        tenths / 10, tenths % 10);
}

static int simulate_run(struct request *r)
{
    struct hoshi_simulation s;
    struct hoshi_range x = {0};
    struct hoshi_range_options o = {0};
    enum hoshi_lang lang;
    if (!option_lang(r, &lang) || !range_options(r, &o))
        return EXIT_USAGE;
    if (!right_file(r, r->arg[0], WANT_LINES))
        return fault_exit(r);
    enum hoshi_status status = hoshi_simulation_read(r->arg[0], &s, r->faults);
    if (status)
        return fault_exit(r);
    status = hoshi_range_run(&s.model, &o, &x, r->faults);
    int code = hoshi_status_exit(status);
    if (!status) {
        struct hoshi_buffer out;
        hoshi_buffer_init(&out, 64 << 20);
        if (option_value(r, "--json"))
            simulate_print_json(&out, &s, &x);
        else
            simulate_print_report(&out, lang, &s, &x);
        code = print_out(r, &out);
        hoshi_buffer_release(&out);
    }
    hoshi_range_release(&x);
    hoshi_simulation_release(&s);
    return code;
}

const struct verb verb_simulate = {
    .name = "simulate",
    .usage = "LINES.json [--engine auto|cos|grid|mc] [--draws N] [--seed N] [--json]",
    .ja = "低・中・高の行の合計の幅を求める",
    .en = "the range of any list of low, likely and high lines",
    .more_ja =
        "{ \"hoshiwari_lines\": 1, \"distribution\": \"triangular\", \"lines\": [ { \"id\": \"a\", \"low\": 1, \"likely\": 2, \"high\": 4,\n  \"quantity\": 1, \"probability\": 1, \"factor\": \"market\" } ], \"factors\": { \"market\": [0.95, 1.0, 1.1] } } を読みます。\n分布は triangular、pert、lognormal90、uniform。金額の単位は問いません。\n",
    .more_en =
        "Reads { \"hoshiwari_lines\": 1, \"distribution\": \"triangular\", \"lines\": [ { \"id\": \"a\", \"low\": 1, \"likely\": 2, \"high\": 4,\n  \"quantity\": 1, \"probability\": 1, \"factor\": \"market\" } ], \"factors\": { \"market\": [0.95, 1.0, 1.1] } }.\nDistributions: triangular, pert, lognormal90, uniform. Any unit of money.\n",
    .args_min = 1,
    .args_max = 1,
    .option = options,
    .options = sizeof options / sizeof options[0],
    .run = simulate_run,
};
