/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Choosing players earns what they pay and obliges to pay for every line they need: a maximum closure, which
 * is a minimum cut (Picard 1976, Management Science 22:1268). Network: source → player (x, when positive) →
 * its lines (no limit) → sink (cost); a player with negative x drains to the sink. The players on the
 * source's side of the cut are the coalition.
 *
 * Dinic's algorithm with an explicit stack. Capacities are integers, amounts scaled so that all of them
 * together stay below 2^50: no rounding noise can keep the search alive, and the excess itself is summed up
 * again from the amounts by the caller. */
#include "game_flow.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#define LIMIT_ALL 1125899906842624.0        /* 2^50 */
#define NO_LIMIT INT64_C(36028797018963968) /* 2^55 */

struct hoshi_closure {
    const struct hoshi_game *g;
    size_t nodes, arcs, source, sink;
    /* Arc 2k and its reverse 2k + 1; those of a node are arc[start[v]] … */
    size_t *start, *of, *current, *queue, *path;
    uint32_t *head;
    int64_t *room, *full; /* left, and at the start */
    int32_t *level;
};

static void add_arc(struct hoshi_closure *c, size_t from, size_t to, int64_t room)
{
    size_t a = c->arcs;
    c->head[a] = (uint32_t)to;
    c->head[a + 1] = (uint32_t)from;
    c->full[a] = room;
    c->full[a + 1] = 0;
    c->arcs += 2;
}

/* Arcs 0 … 4n - 1 are those of the players to source and sink, in order. */
static void add_arcs(struct hoshi_closure *c, const double *x)
{
    const struct hoshi_game *g = c->g;
    double sum = hoshi_game_total(g), scale;
    for (size_t i = 0; i < g->players; i++)
        sum += fabs(x[i]);
    scale = sum > 0 ? LIMIT_ALL / sum : 0;
    for (size_t i = 0; i < g->players; i++) {
        add_arc(c, c->source, i, llround(fmax(0, x[i]) * scale));
        add_arc(c, i, c->sink, llround(fmax(0, -x[i]) * scale));
    }
    for (size_t l = 0; l < g->lines; l++) {
        add_arc(c, g->players + l, c->sink, llround(g->cost[l] * scale));
        for (size_t k = g->first[l]; k < g->first[l + 1]; k++)
            add_arc(c, g->needed_by[k], g->players + l, NO_LIMIT);
    }
}

/* Lists the arcs of each node by counting. */
static void index_arcs(struct hoshi_closure *c)
{
    for (size_t a = 0; a < c->arcs; a++)
        c->start[c->head[a ^ 1] + 1]++;
    for (size_t v = 0; v < c->nodes; v++)
        c->start[v + 1] += c->start[v];
    memcpy(c->current, c->start, c->nodes * sizeof *c->current);
    for (size_t a = 0; a < c->arcs; a++)
        c->of[c->current[c->head[a ^ 1]]++] = a;
}

enum hoshi_status hoshi_closure_open(const struct hoshi_game *g, const double *x, struct hoshi_closure **out)
{
    size_t nodes = g->players + g->lines + 2, arcs = 2 * (2 * g->players + g->lines + g->first[g->lines]);
    struct hoshi_closure *c = calloc(1, sizeof *c);
    if (!c)
        return HOSHI_E_MEMORY;
    c->g = g;
    c->nodes = nodes;
    c->source = nodes - 2;
    c->sink = nodes - 1;
    c->start = calloc(nodes + 1, sizeof *c->start);
    c->current = calloc(nodes, sizeof *c->current);
    c->queue = calloc(nodes, sizeof *c->queue);
    c->path = calloc(nodes, sizeof *c->path);
    c->level = calloc(nodes, sizeof *c->level);
    c->of = calloc(arcs, sizeof *c->of);
    c->head = calloc(arcs, sizeof *c->head);
    c->room = calloc(arcs, sizeof *c->room);
    c->full = calloc(arcs, sizeof *c->full);
    if (!c->start || !c->current || !c->queue || !c->path || !c->level || !c->of || !c->head || !c->room ||
        !c->full) {
        hoshi_closure_close(c);
        return HOSHI_E_MEMORY;
    }
    add_arcs(c, x);
    index_arcs(c);
    *out = c;
    return HOSHI_OK;
}

void hoshi_closure_close(struct hoshi_closure *c)
{
    if (!c)
        return;
    free(c->start);
    free(c->current);
    free(c->queue);
    free(c->path);
    free(c->level);
    free(c->of);
    free(c->head);
    free(c->room);
    free(c->full);
    free(c);
}

/* Levels by breadth from the source through arcs with room; true when the sink is reached. */
static bool find_levels(struct hoshi_closure *c)
{
    size_t begin = 0, end = 0;
    for (size_t v = 0; v < c->nodes; v++)
        c->level[v] = -1;
    c->level[c->source] = 0;
    c->queue[end++] = c->source;
    while (begin < end) {
        size_t v = c->queue[begin++];
        for (size_t k = c->start[v]; k < c->start[v + 1]; k++) {
            size_t a = c->of[k], to = c->head[a];
            if (c->room[a] > 0 && c->level[to] < 0) {
                c->level[to] = c->level[v] + 1;
                c->queue[end++] = to;
                if (to == c->sink) /* everything nearer has its level already */
                    return true;
            }
        }
    }
    return false;
}

/* Push along the path of arcs as much as it holds; returns the length of the path before its first full arc.
 */
static size_t game_flow_push(struct hoshi_closure *c, size_t length)
{
    int64_t flow = NO_LIMIT;
    size_t keep = 0;
    for (size_t k = 0; k < length; k++)
        if (c->room[c->path[k]] < flow)
            flow = c->room[c->path[k]];
    for (size_t k = length; k-- > 0;) {
        c->room[c->path[k]] -= flow;
        c->room[c->path[k] ^ 1] += flow;
        if (c->room[c->path[k]] == 0)
            keep = k;
    }
    return keep;
}

/* A blocking flow by depth: advance along levels, push at the sink, retreat from dead ends. */
static void game_flow_block(struct hoshi_closure *c)
{
    size_t length = 0;
    memcpy(c->current, c->start, c->nodes * sizeof *c->current);
    for (;;) {
        size_t v = length ? c->head[c->path[length - 1]] : c->source;
        if (v == c->sink) {
            length = game_flow_push(c, length);
            continue;
        }
        size_t k = c->current[v];
        while (k < c->start[v + 1] &&
               (c->room[c->of[k]] <= 0 || c->level[c->head[c->of[k]]] != c->level[v] + 1))
            k++;
        c->current[v] = k;
        if (k < c->start[v + 1]) {
            c->path[length++] = c->of[k];
        } else if (length) {
            c->current[c->head[c->path[--length] ^ 1]]++;
        } else {
            return;
        }
    }
}

void hoshi_closure_solve(struct hoshi_closure *c, size_t in, size_t out, int64_t *taken)
{
    memcpy(c->room, c->full, c->arcs * sizeof *c->room);
    if (in != SIZE_MAX)
        c->room[4 * in] = NO_LIMIT;
    if (out != SIZE_MAX)
        c->room[4 * out + 2] = NO_LIMIT;
    while (find_levels(c))
        game_flow_block(c);
    for (size_t i = 0; i < c->g->players; i++)
        taken[i] = c->level[i] >= 0;
}
