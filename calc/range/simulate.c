/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "simulate.h"
#include "file.h"
#include "sort.h"

#include <stdlib.h>
#include <string.h>

enum { LINES_FILE_MAX = 16 * 1024 * 1024, ID_MAX = 200 };

struct reader {
    struct hoshi_simulation *s;
    struct hoshi_range_input *input;
    struct hoshi_range_term *term;
    struct hoshi_range_group *group;
    struct hoshi_range_factor *factor;
    enum hoshi_distribution_kind kind;
    struct hoshi_faults *faults;
};

static void simulate_memory(struct reader *r)
{
    hoshi_fault_add(r->faults, HOSHI_E_MEMORY, NULL, NULL, NULL);
}

static void read_triple(const struct hoshi_json *at, struct hoshi_range_triple *out)
{
    struct hoshi_json e;
    double v[3] = {0};
    size_t i = 0;
    if (!hoshi_json_is_array(at) || hoshi_json_size(at) != 3) {
        hoshi_json_fault(at, HOSHI_E_TYPE, NULL, "[0.95, 1.0, 1.1]");
        return;
    }
    for (bool more = hoshi_json_first(at, &e); more; more = hoshi_json_next(&e))
        v[i++] = hoshi_json_real(&e, 0, HOSHI_RANGE_FACTOR_MAX, 1);
    if (v[0] > v[1] || v[1] > v[2])
        hoshi_json_fault(at, HOSHI_E_ORDER, "", "low <= likely <= high");
    *out = (struct hoshi_range_triple){v[0], v[1], v[2]};
}

static void read_factors(struct reader *r, const struct hoshi_json *root)
{
    struct hoshi_json at, e;
    struct hoshi_simulation *s = r->s;
    if (!hoshi_json_get(root, "factors", &at))
        return;
    if (!hoshi_json_is_object(&at)) {
        hoshi_json_fault(&at, HOSHI_E_TYPE, NULL, "{…}");
        return;
    }
    size_t n = hoshi_json_size(&at);
    if (n > HOSHI_RANGE_FACTORS_MAX) {
        hoshi_json_fault(&at, HOSHI_E_TOO_MANY, "", "%d", HOSHI_RANGE_FACTORS_MAX);
        return;
    }
    r->factor = hoshi_arena_array(&s->arena, n, sizeof *r->factor);
    s->factor = hoshi_arena_array(&s->arena, n, sizeof *s->factor);
    if (!r->factor || !s->factor) {
        simulate_memory(r);
        return;
    }
    for (bool more = hoshi_json_first(&at, &e); more; more = hoshi_json_next(&e)) {
        s->factor[s->model.n_factors] = hoshi_arena_text(&s->arena, e.key);
        struct hoshi_range_factor *f = &r->factor[s->model.n_factors++];
        *f = (struct hoshi_range_factor){.id = s->factor[s->model.n_factors - 1], .n = 1};
        read_triple(&e, &f->part[0]);
    }
}

static int find_factor(struct reader *r, const struct hoshi_json *at)
{
    const char *id = hoshi_json_text(at, ID_MAX, false);
    for (size_t i = 0; i < r->s->model.n_factors; i++)
        if (strcmp(r->s->factor[i], id) == 0)
            return (int)i;
    hoshi_json_fault(at, HOSHI_E_CHOICE, NULL, "factors");
    return HOSHI_RANGE_NO_FACTOR;
}

static double real(const struct hoshi_json *at, const char *key, double min, double max, double otherwise,
                   bool must)
{
    struct hoshi_json m;
    if (must ? hoshi_json_need(at, key, &m) : hoshi_json_get(at, key, &m))
        return hoshi_json_real(&m, min, max, otherwise);
    return otherwise;
}

static void simulate_read_line(struct reader *r, const struct hoshi_json *at, size_t i)
{
    static const char *const keys[] = {"id", "low", "likely", "high", "quantity", "probability", "factor"};
    struct hoshi_json m;
    const double most = HOSHI_DISTRIBUTION_MAX;
    hoshi_json_keys(at, keys, 7);
    if (hoshi_json_need(at, "id", &m))
        r->s->line[i] = hoshi_arena_text(&r->s->arena, hoshi_json_text(&m, ID_MAX, false));
    double low = real(at, "low", -most, most, 0, true), likely = real(at, "likely", -most, most, 0, true);
    double high = real(at, "high", -most, most, 0, true);
    if (low > likely || likely > high)
        hoshi_json_fault(at, HOSHI_E_ORDER, "", "low <= likely <= high");
    double quantity = real(at, "quantity", 0, HOSHI_RANGE_WEIGHT_MAX, 1, false);
    double probability = real(at, "probability", 0, 1, 1, false);
    int factor = hoshi_json_get(at, "factor", &m) ? find_factor(r, &m) : HOSHI_RANGE_NO_FACTOR;
    r->input[i] = (struct hoshi_range_input){r->s->line[i], r->kind, low, likely, high};
    r->term[i] = (struct hoshi_range_term){i, quantity, factor};
    r->group[i] = (struct hoshi_range_group){.id = r->s->line[i],
                                             .probability = probability,
                                             .need = HOSHI_NEED_FIXED,
                                             .need_high = 1,
                                             .first = i,
                                             .n = 1};
}

static int by_text(const void *a, const void *b)
{
    return strcmp(*(const char *const *)a, *(const char *const *)b);
}

static void check_ids(struct reader *r)
{
    size_t n = r->s->lines;
    const char **id = hoshi_arena_array(&r->s->arena, n, sizeof *id);
    if (!id) {
        simulate_memory(r);
        return;
    }
    for (size_t i = 0; i < n; i++)
        id[i] = r->s->line[i] ? r->s->line[i] : "";
    hoshi_sort(id, n, sizeof *id, by_text);
    for (size_t i = 1; i < n; i++)
        if (*id[i] && strcmp(id[i - 1], id[i]) == 0)
            hoshi_fault_add(r->faults, HOSHI_E_DUPLICATE, "lines[].id", id[i], NULL);
}

static void simulate_read_lines(struct reader *r, const struct hoshi_json *root)
{
    struct hoshi_json at, e;
    struct hoshi_simulation *s = r->s;
    if (!hoshi_json_need(root, "lines", &at))
        return;
    size_t n = hoshi_json_is_array(&at) ? hoshi_json_size(&at) : 0, i = 0;
    if (n < 1 || n > HOSHI_RANGE_INPUTS_MAX) {
        hoshi_json_fault(&at, n ? HOSHI_E_TOO_MANY : HOSHI_E_RANGE, "", "1 … %d", HOSHI_RANGE_INPUTS_MAX);
        return;
    }
    s->lines = n;
    s->line = hoshi_arena_array(&s->arena, n, sizeof *s->line);
    r->input = hoshi_arena_array(&s->arena, n, sizeof *r->input);
    r->term = hoshi_arena_array(&s->arena, n, sizeof *r->term);
    r->group = hoshi_arena_array(&s->arena, n, sizeof *r->group);
    if (!s->line || !r->input || !r->term || !r->group) {
        simulate_memory(r);
        return;
    }
    for (bool more = hoshi_json_first(&at, &e); more; more = hoshi_json_next(&e))
        simulate_read_line(r, &e, i++);
    check_ids(r);
}

static void simulate_read_root(struct reader *r, const struct hoshi_json *root)
{
    static const char *const keys[] = {"hoshiwari_lines", "distribution", "lines", "factors"};
    static const char *const kinds[] = {"triangular", "pert", "lognormal90", "uniform"};
    static const enum hoshi_distribution_kind kind[] = {HOSHI_TRIANGULAR, HOSHI_PERT, HOSHI_LOGNORMAL90,
                                                        HOSHI_UNIFORM};
    struct hoshi_json m;
    hoshi_json_keys(root, keys, 4);
    if (hoshi_json_need(root, "hoshiwari_lines", &m) && hoshi_json_int(&m, 1, 1, 0) != 1)
        hoshi_json_fault(&m, HOSHI_E_FORMAT_VERSION, NULL, "1");
    r->kind = HOSHI_TRIANGULAR;
    if (hoshi_json_get(root, "distribution", &m))
        r->kind = kind[hoshi_json_choice(&m, kinds, 4, 0)];
    read_factors(r, root);
    simulate_read_lines(r, root);
    r->s->model.inputs = r->input;
    r->s->model.n_inputs = r->s->lines;
    r->s->model.factors = r->factor;
    r->s->model.groups = r->group;
    r->s->model.n_groups = r->s->lines;
    r->s->model.terms = r->term;
    r->s->model.n_terms = r->s->lines;
}

enum hoshi_status hoshi_simulation_read(const char *path, struct hoshi_simulation *out,
                                        struct hoshi_faults *faults)
{
    char *text = NULL;
    size_t n = 0;
    struct hoshi_json_document *document = NULL;
    struct hoshi_json root;
    struct hoshi_simulation s = {0};
    enum hoshi_status status = hoshi_file_read(path, LINES_FILE_MAX, &text, &n, faults);
    if (status)
        return status;
    faults->file = path;
    status = hoshi_json_parse(text, n, &document, &root, faults);
    if (!status) {
        struct reader r = {.s = &s, .faults = faults};
        simulate_read_root(&r, &root);
        status = hoshi_faults_status(faults);
    }
    faults->file = NULL;
    hoshi_json_close(document);
    free(text);
    if (status)
        hoshi_simulation_release(&s);
    else
        *out = s;
    return status;
}

void hoshi_simulation_release(struct hoshi_simulation *s)
{
    if (!s)
        return;
    hoshi_arena_release(&s->arena);
    memset(s, 0, sizeof *s);
}
