/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "describe.h"
#include "json_write.h"
#include "opened.h"

int describe_version(struct request *r)
{
    struct hoshi_tables *t = NULL;
    if (hoshi_tables_open(NULL, today(), &t, r->faults))
        return fault_exit(r);
    const struct {
        const char *name, *version;
    } table[] = {{"catalog", t->catalog.version},       {"measures", t->measures_version},
                 {"prices", t->prices_version},         {"effort", t->effort_version},
                 {"parameters", t->parameters_version}, {"rules", t->rules.version}};
    struct hoshi_buffer out;
    hoshi_buffer_init(&out, 1 << 16);
    hoshi_buffer_puts(&out, "hoshiwari " HOSHI_VERSION "\n");
    for (size_t i = 0; i < sizeof table / sizeof *table; i++) {
        hoshi_buffer_pad(&out, table[i].name, 11);
        hoshi_buffer_printf(&out, "%s\n", table[i].version);
    }
    int code = print_out(r, &out);
    hoshi_buffer_release(&out);
    hoshi_tables_close(t);
    return code;
}

static void describe_texts(struct hoshi_json_writer *w, const char *ja, const char *en)
{
    hoshi_json_put(w, "ja", ja);
    hoshi_json_put(w, "en", en);
}

static void describe_option(struct hoshi_json_writer *w, const struct option_row *o)
{
    hoshi_json_line(w, 8);
    hoshi_json_object(w, NULL);
    hoshi_json_put(w, "name", o->name);
    if (o->short_)
        hoshi_json_put(w, "short", o->short_);
    if (o->value)
        hoshi_json_put(w, "value", o->value);
    describe_texts(w, o->ja, o->en);
    hoshi_json_end(w);
}

static void describe_verb(struct hoshi_json_writer *w, const struct verb *v)
{
    hoshi_json_line(w, 4);
    hoshi_json_object(w, NULL);
    hoshi_json_put(w, "name", v->name);
    hoshi_json_put(w, "usage", v->usage);
    describe_texts(w, v->ja, v->en);
    hoshi_json_put(w, "more_ja", v->more_ja);
    hoshi_json_put(w, "more_en", v->more_en);
    hoshi_json_list(w, "options");
    for (size_t i = 0; i < v->options; i++)
        describe_option(w, &v->option[i]);
    hoshi_json_end(w);
    hoshi_json_end(w);
}

int describe_commands(struct request *r, const struct verb *const *verb, size_t n)
{
    struct hoshi_buffer out;
    struct hoshi_json_writer w;
    hoshi_buffer_init(&out, 1 << 20);
    hoshi_json_start(&w, &out);
    hoshi_json_object(&w, NULL);
    hoshi_json_put(&w, "version", HOSHI_VERSION);
    hoshi_json_list(&w, "verbs");
    for (size_t i = 0; i < n; i++)
        describe_verb(&w, verb[i]);
    hoshi_json_end(&w);
    hoshi_json_end(&w);
    hoshi_buffer_puts(&out, "\n");
    int code = print_out(r, &out);
    hoshi_buffer_release(&out);
    return code;
}
