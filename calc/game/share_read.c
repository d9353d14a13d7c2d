/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "share_read.h"
#include "file.h"
#include "json_read.h"
#include "sort.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum shape { COSTS, GAINS, LINES, AIRPORT, CLAIMS, SHAPES };
static const char *const shapes[SHAPES] = {"costs", "gains", "lines", "airport", "claims"};

struct named {
    const char *id;
    size_t index;
};

struct reader {
    struct hoshi_share_game *s;
    struct hoshi_game *g;
    const char **id;
    double *weight;
    bool weighted;
    struct named *sorted; /* players by id */
    struct hoshi_faults *faults;
};

static void *room(struct reader *r, size_t n, size_t size)
{
    void *p = hoshi_arena_array(&r->s->arena, n ? n : 1, size);
    if (!p)
        hoshi_fault_add(r->faults, HOSHI_E_MEMORY, NULL, NULL, NULL);
    return p;
}

/* An amount that is there: whole in yen. */
static double share_read_amount_at(struct reader *r, const struct hoshi_json *at, bool negative)
{
    if (r->g->yen)
        return (double)hoshi_json_int(at, negative ? -HOSHI_YEN_MAX : 0, HOSHI_YEN_MAX, 0);
    return hoshi_json_real(at, negative ? -HOSHI_GAME_AMOUNT_MAX : 0, HOSHI_GAME_AMOUNT_MAX, 0);
}

static double share_read_amount(struct reader *r, const struct hoshi_json *at, const char *key, bool negative)
{
    struct hoshi_json m;
    return hoshi_json_need(at, key, &m) ? share_read_amount_at(r, &m, negative) : 0;
}

/* ---- players ---- */

static int by_id(const void *a, const void *b)
{
    const struct named *x = a, *y = b;
    int c = strcmp(x->id, y->id);
    return c ? c : x->index < y->index ? -1 : x->index > y->index;
}

static void check_twice(struct reader *r, struct named *sorted, size_t n, const char *where)
{
    hoshi_sort(sorted, n, sizeof *sorted, by_id);
    for (size_t i = 1; i < n; i++)
        if (*sorted[i].id && strcmp(sorted[i - 1].id, sorted[i].id) == 0) {
            char path[80];
            snprintf(path, sizeof path, "%s[%zu].id", where, sorted[i].index);
            hoshi_fault_add(r->faults, HOSHI_E_DUPLICATE, path, sorted[i].id, NULL);
        }
}

/* The elements of a list of parties, 1 … max of them; 0 (recorded) when it is none. */
static size_t share_read_count_of(const struct hoshi_json *at, size_t max, const char *why)
{
    if (!hoshi_json_is_array(at)) {
        hoshi_json_fault(at, HOSHI_E_TYPE, NULL, "[…]");
        return 0;
    }
    char got[32];
    size_t n = hoshi_json_size(at);
    snprintf(got, sizeof got, "%zu", n);
    if (n >= 1 && n <= max)
        return n;
    hoshi_json_fault(at, n ? HOSHI_E_TOO_MANY : HOSHI_E_RANGE, got, "1 … %zu%s%s", max, *why ? " " : "", why);
    return 0;
}

static bool start_players(struct reader *r, size_t n)
{
    r->id = room(r, n, sizeof *r->id);
    r->weight = room(r, n, sizeof *r->weight);
    r->sorted = room(r, n, sizeof *r->sorted);
    if (!r->id || !r->weight || !r->sorted)
        return false;
    for (size_t i = 0; i < n; i++) {
        r->id[i] = "";
        r->weight[i] = 1;
    }
    r->g->players = n;
    return true;
}

static void read_id(struct reader *r, const struct hoshi_json *at, size_t i)
{
    const char *id = hoshi_arena_text(&r->s->arena, hoshi_json_text(at, HOSHI_SHARE_ID_MAX, false));
    if (id)
        r->id[i] = id;
    else
        hoshi_fault_add(r->faults, HOSHI_E_MEMORY, NULL, NULL, NULL);
}

/* "id" and "weight" of a party. */
static void read_party(struct reader *r, const struct hoshi_json *at, size_t i)
{
    struct hoshi_json m;
    if (hoshi_json_need(at, "id", &m))
        read_id(r, &m, i);
    if (hoshi_json_is_object(at) && hoshi_json_get(at, "weight", &m)) {
        r->weight[i] = hoshi_json_real(&m, 0, HOSHI_GAME_AMOUNT_MAX, 1);
        r->weighted = true;
    }
}

static void finish_players(struct reader *r, const struct hoshi_json *at, const char *where)
{
    struct hoshi_game *g = r->g;
    double most = 0;
    for (size_t i = 0; i < g->players; i++) {
        r->sorted[i] = (struct named){r->id[i], i};
        most = fmax(most, r->weight[i]);
    }
    check_twice(r, r->sorted, g->players, where);
    if (r->weighted && !(most > 0))
        hoshi_json_fault(at, HOSHI_E_RANGE, "0", "weight > 0 (1 …)");
    g->id = r->id;
    g->weight = r->weighted ? r->weight : NULL;
}

static bool read_players(struct reader *r, const struct hoshi_json *root, size_t max, const char *why)
{
    static const char *const keys[] = {"id", "weight"};
    struct hoshi_json at, e;
    size_t i = 0, n;
    if (!hoshi_json_need(root, "players", &at))
        return false;
    n = share_read_count_of(&at, max, why);
    if (!n || !start_players(r, n))
        return false;
    for (bool more = hoshi_json_first(&at, &e); more; more = hoshi_json_next(&e), i++) {
        if (hoshi_json_is_text(&e)) {
            read_id(r, &e, i);
            continue;
        }
        hoshi_json_keys(&e, keys, 2);
        read_party(r, &e, i);
    }
    finish_players(r, &at, "players");
    return true;
}

/* Index of the player an element names; SIZE_MAX (recorded) when there is none. */
static size_t player_at(struct reader *r, const struct hoshi_json *at)
{
    const char *id = hoshi_json_text(at, HOSHI_SHARE_ID_MAX, false);
    size_t low = 0, high = r->g->players;
    if (!*id)
        return SIZE_MAX;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        int c = strcmp(r->sorted[middle].id, id);
        if (c == 0)
            return r->sorted[middle].index;
        if (c < 0)
            low = middle + 1;
        else
            high = middle;
    }
    char list[160] = "";
    for (size_t i = 0, used = 0; i < r->g->players && used < sizeof list - 1; i++)
        used += (size_t)snprintf(list + used, sizeof list - used, "%s%s", i ? ", " : "", r->id[i]);
    hoshi_json_fault(at, HOSHI_E_CHOICE, NULL, "%s", list);
    return SIZE_MAX;
}

/* ---- coalitions ---- */

static size_t read_members(struct reader *r, const struct hoshi_json *entry)
{
    struct hoshi_json at, e;
    size_t set = 0;
    if (!hoshi_json_need(entry, "members", &at) || !share_read_count_of(&at, HOSHI_GAME_GENERAL_MAX, ""))
        return 0;
    for (bool more = hoshi_json_first(&at, &e); more; more = hoshi_json_next(&e)) {
        size_t i = player_at(r, &e);
        if (i == SIZE_MAX)
            return 0;
        if (set >> i & 1) {
            hoshi_json_fault(&e, HOSHI_E_DUPLICATE, NULL, NULL);
            return 0;
        }
        set |= (size_t)1 << i;
    }
    return set;
}

static void name_coalition(const struct reader *r, size_t set, char *out, size_t size)
{
    size_t used = 0;
    out[0] = 0;
    for (size_t i = 0; i < r->g->players && used < size; i++)
        if (set >> i & 1)
            used += (size_t)snprintf(out + used, size - used, "%s%s", used ? ", " : "", r->id[i]);
}

static void check_missing(struct reader *r, const struct hoshi_json *at, const bool *seen, const char *key)
{
    for (size_t s = 1; s < (size_t)1 << r->g->players; s++) {
        char name[512];
        if (seen[s])
            continue;
        name_coalition(r, s, name, sizeof name);
        hoshi_json_fault(at, HOSHI_E_KEY_MISSING, name, "{ \"members\": [%s], \"%s\": … }", name, key);
    }
}

static void read_coalitions(struct reader *r, const struct hoshi_json *root, enum shape shape)
{
    const char *const keys[] = {"members", shape == GAINS ? "gain" : "cost"};
    struct hoshi_json at, e;
    char why[40];
    snprintf(why, sizeof why, "(%s)", shapes[shape]);
    bool players = read_players(r, root, HOSHI_GAME_GENERAL_MAX, why);
    if (!hoshi_json_get(root, shapes[shape], &at) || !players)
        return;
    size_t size = (size_t)1 << r->g->players, before = r->faults->n + r->faults->dropped;
    double *worth = room(r, size, sizeof *worth);
    bool *seen = room(r, size, sizeof *seen);
    if (!worth || !seen || !share_read_count_of(&at, SIZE_MAX, ""))
        return;
    for (bool more = hoshi_json_first(&at, &e); more; more = hoshi_json_next(&e)) {
        hoshi_json_keys(&e, keys, 2);
        size_t set = read_members(r, &e);
        double x = share_read_amount(r, &e, keys[1], shape == GAINS);
        if (set && seen[set])
            hoshi_json_fault(&e, HOSHI_E_DUPLICATE, NULL, NULL);
        seen[set] = true;
        worth[set] = set ? x : 0;
    }
    if (before == r->faults->n + r->faults->dropped)
        check_missing(r, &at, seen, keys[1]);
    r->g->worth = worth;
    r->g->gains = shape == GAINS;
}

/* ---- lines ---- */

struct lines {
    double *cost;
    size_t *first, *mark; /* mark: line + 1 a player was last seen in */
    uint32_t *needed_by;
    struct named *name;
    size_t n, memberships;
};

/* Σ sizes of needed_by, so that one piece of memory holds all. */
static size_t count_memberships(const struct hoshi_json *at)
{
    struct hoshi_json e, m;
    size_t n = 0;
    for (bool more = hoshi_json_first(at, &e); more; more = hoshi_json_next(&e))
        if (hoshi_json_is_object(&e) && hoshi_json_get(&e, "needed_by", &m) && hoshi_json_is_array(&m))
            n += hoshi_json_size(&m);
    return n;
}

static void read_needed_by(struct reader *r, const struct hoshi_json *entry, struct lines *l)
{
    struct hoshi_json at, e;
    if (!hoshi_json_need(entry, "needed_by", &at) || !share_read_count_of(&at, HOSHI_GAME_PLAYERS_MAX, ""))
        return;
    for (bool more = hoshi_json_first(&at, &e); more; more = hoshi_json_next(&e)) {
        size_t i = player_at(r, &e);
        if (i == SIZE_MAX)
            continue;
        if (l->mark[i] == l->n + 1)
            hoshi_json_fault(&e, HOSHI_E_DUPLICATE, NULL, NULL);
        l->mark[i] = l->n + 1;
        l->needed_by[l->memberships++] = (uint32_t)i;
    }
}

static void share_read_line(struct reader *r, const struct hoshi_json *at, struct lines *l)
{
    static const char *const keys[] = {"id", "cost", "needed_by"};
    struct hoshi_json m;
    hoshi_json_keys(at, keys, 3);
    l->name[l->n] = (struct named){"", l->n};
    if (hoshi_json_need(at, "id", &m))
        l->name[l->n].id = hoshi_json_text(&m, HOSHI_SHARE_ID_MAX, false);
    l->cost[l->n] = share_read_amount(r, at, "cost", false);
    l->first[l->n] = l->memberships;
    if (hoshi_json_is_object(at))
        read_needed_by(r, at, l);
    l->n++;
}

static void share_read_lines(struct reader *r, const struct hoshi_json *root)
{
    struct hoshi_json at, e;
    bool players = read_players(r, root, HOSHI_GAME_PLAYERS_MAX, "");
    if (!hoshi_json_get(root, "lines", &at) || !players)
        return;
    size_t n = share_read_count_of(&at, HOSHI_GAME_PLAYERS_MAX, "");
    size_t memberships = n ? count_memberships(&at) : 0;
    if (memberships > HOSHI_GAME_MEMBERSHIPS_MAX)
        hoshi_json_fault(&at, HOSHI_E_TOO_MANY, "", "%d (needed_by)", HOSHI_GAME_MEMBERSHIPS_MAX);
    if (!n || memberships > HOSHI_GAME_MEMBERSHIPS_MAX)
        return;
    struct lines l = {room(r, n, sizeof *l.cost),
                      room(r, n + 1, sizeof *l.first),
                      room(r, r->g->players, sizeof *l.mark),
                      room(r, memberships, sizeof *l.needed_by),
                      room(r, n, sizeof *l.name),
                      0,
                      0};
    if (!l.cost || !l.first || !l.mark || !l.needed_by || !l.name)
        return;
    for (bool more = hoshi_json_first(&at, &e); more; more = hoshi_json_next(&e))
        share_read_line(r, &e, &l);
    l.first[l.n] = l.memberships;
    check_twice(r, l.name, l.n, "lines");
    r->g->lines = l.n;
    r->g->cost = l.cost;
    r->g->first = l.first;
    r->g->needed_by = l.needed_by;
}

/* ---- airport and claims ---- */

static void read_airport(struct reader *r, const struct hoshi_json *root)
{
    static const char *const keys[] = {"id", "stand_alone", "count", "weight"};
    struct hoshi_json at, e, m;
    size_t i = 0, n;
    if (!hoshi_json_get(root, "airport", &at))
        return;
    n = share_read_count_of(&at, HOSHI_GAME_PLAYERS_MAX, "");
    double *alone = room(r, n, sizeof *alone);
    int64_t *count = room(r, n, sizeof *count);
    if (!n || !alone || !count || !start_players(r, n))
        return;
    for (bool more = hoshi_json_first(&at, &e); more; more = hoshi_json_next(&e), i++) {
        hoshi_json_keys(&e, keys, 4);
        read_party(r, &e, i);
        alone[i] = share_read_amount(r, &e, "stand_alone", false);
        count[i] = 1;
        if (hoshi_json_is_object(&e) && hoshi_json_get(&e, "count", &m))
            count[i] = hoshi_json_int(&m, 1, HOSHI_GAME_COUNT_MAX, 1);
    }
    finish_players(r, &at, "airport");
    r->g->stand_alone = alone;
    r->g->count = count;
}

static void read_claims(struct reader *r, const struct hoshi_json *root)
{
    static const char *const keys[] = {"id", "claim", "weight"};
    struct hoshi_json at, e, estate;
    size_t i = 0, n;
    r->g->estate = share_read_amount(r, root, "estate", false);
    r->g->gains = true;
    if (!hoshi_json_get(root, "claims", &at))
        return;
    n = share_read_count_of(&at, HOSHI_GAME_PLAYERS_MAX, "");
    double *claim = room(r, n, sizeof *claim);
    long double sum = 0;
    if (!n || !claim || !start_players(r, n))
        return;
    for (bool more = hoshi_json_first(&at, &e); more; more = hoshi_json_next(&e), i++) {
        hoshi_json_keys(&e, keys, 3);
        read_party(r, &e, i);
        claim[i] = share_read_amount(r, &e, "claim", false);
        sum += claim[i];
    }
    finish_players(r, &at, "claims");
    r->g->claim = claim;
    /* Sums of decimals miss by a last digit: 0.1 + 0.2 < 0.3. */
    if (r->g->estate > (double)(sum * (1 + 1e-12L)) && hoshi_json_get(root, "estate", &estate))
        hoshi_json_fault(&estate, HOSHI_E_RANGE, NULL, "0 … %.15Lg (Σ claim)", sum);
}

/* ---- the file ---- */

/* Which shape the file has; SHAPES (recorded) when none or several. */
static enum shape find_shape(const struct hoshi_json *root)
{
    enum shape found = SHAPES;
    struct hoshi_json m;
    for (int s = 0; s < SHAPES; s++) {
        if (!hoshi_json_get(root, shapes[s], &m))
            continue;
        if (found != SHAPES) {
            hoshi_json_fault(&m, HOSHI_E_CONTRADICTION, "", "%s", shapes[found]);
            return SHAPES;
        }
        found = (enum shape)s;
    }
    if (found == SHAPES)
        hoshi_json_fault(root, HOSHI_E_KEY_MISSING, "", "costs, gains, lines, airport, claims");
    return found;
}

static void read_shape(struct reader *r, const struct hoshi_json *root, enum shape shape)
{
    static const enum hoshi_game_form form[SHAPES] = {
        HOSHI_GAME_GENERAL, HOSHI_GAME_GENERAL, HOSHI_GAME_LINES, HOSHI_GAME_AIRPORT, HOSHI_GAME_CLAIMS};
    r->g->form = form[shape];
    switch (shape) {
    case COSTS:
    case GAINS:
        read_coalitions(r, root, shape);
        break;
    case LINES:
        share_read_lines(r, root);
        break;
    case AIRPORT:
        read_airport(r, root);
        break;
    default:
        read_claims(r, root);
        break;
    }
}

static void share_read_root(struct reader *r, const struct hoshi_json *root)
{
    static const char *const units[] = {"yen"};
    struct hoshi_json m;
    enum shape shape = find_shape(root);
    if (hoshi_json_need(root, "hoshiwari_game", &m) && hoshi_json_int(&m, 1, INT32_MAX, 1) != 1)
        hoshi_json_fault(&m, HOSHI_E_FORMAT_VERSION, NULL, "1");
    if (hoshi_json_get(root, "unit", &m))
        r->g->yen = hoshi_json_choice(&m, units, 1, 1) == 0;
    if (shape == SHAPES)
        return;
    const char *keys[4] = {"hoshiwari_game", "unit", shapes[shape], "players"};
    if (shape == CLAIMS)
        keys[3] = "estate";
    hoshi_json_keys(root, keys, shape == AIRPORT ? 3 : 4);
    read_shape(r, root, shape);
    if (!hoshi_faults_status(r->faults) && fabs(hoshi_game_total(r->g)) > HOSHI_GAME_AMOUNT_MAX)
        hoshi_fault_add(r->faults, HOSHI_E_OVERFLOW, shapes[shape], NULL, "%.0f", HOSHI_GAME_AMOUNT_MAX);
}

enum hoshi_status hoshi_share_parse(const char *text, size_t n, struct hoshi_share_game *out,
                                    struct hoshi_faults *faults)
{
    struct hoshi_json_document *document = NULL;
    struct hoshi_json root;
    struct hoshi_share_game s = {0};
    enum hoshi_status status = hoshi_json_parse(text, n, &document, &root, faults);
    if (status)
        return status;
    struct reader r = {.s = &s, .g = &s.game, .faults = faults};
    share_read_root(&r, &root);
    status = hoshi_faults_status(faults);
    hoshi_json_close(document);
    if (status)
        hoshi_share_game_release(&s);
    else
        *out = s;
    return status;
}

enum hoshi_status hoshi_share_read(const char *path, struct hoshi_share_game *out,
                                   struct hoshi_faults *faults)
{
    char *text = NULL;
    size_t n = 0;
    enum hoshi_status status = hoshi_file_read(path, HOSHI_FILE_MAX, &text, &n, faults);
    if (status)
        return status;
    faults->file = path;
    status = hoshi_share_parse(text, n, out, faults);
    faults->file = NULL;
    free(text);
    return status;
}

void hoshi_share_game_release(struct hoshi_share_game *game)
{
    if (!game)
        return;
    hoshi_arena_release(&game->arena);
    memset(game, 0, sizeof *game);
}
