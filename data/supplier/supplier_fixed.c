/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "supplier_fixed.h"
#include "answer_fold.h"
#include "supplier_columns.h"
#include "text.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* ---- positions ---- */

static int fixed_width(uint32_t c, bool latin_narrow)
{
    if (c < 0x80 || (c >= 0xFF61 && c <= 0xFF9F) || (c >= 0x300 && c < 0x370))
        return c >= 0x300 && c < 0x370 ? 0 : 1;
    return latin_narrow && c < 0x250 ? 1 : 2;
}

static bool fixed_space(uint32_t c)
{
    return c <= ' ' || c == 0x3000 || c == 0xA0;
}

/* ---- lines that are no rows ---- */

bool hoshi_fixed_is_rule(const char *line)
{
    size_t marks = 0, scale = 0;
    for (const char *p = line; *p; p++) {
        bool mark = strchr("-=_", *p) != NULL;
        marks += mark;
        scale += *p == '.' || *p == '+';
        if (!mark && !strchr(" .+|0123456789", *p))
            return false;
    }
    bool figures = line[strcspn(line, "0123456789.")] != 0;
    return (marks >= 4 && !figures) || (scale >= 4 && strstr(line, "....") && strchr(line, '+'));
}

/* FNV-1a of a line without its digits and spaces: the same title with another page or date. */
static uint32_t fixed_mask(const char *line)
{
    uint32_t hash = 2166136261u;
    size_t n = 0;
    for (const char *p = line; *p;) {
        uint32_t c = hoshi_text_next(&p);
        if (fixed_space(c) || (c >= '0' && c <= '9'))
            continue;
        hash = (hash ^ c) * 16777619u;
        n++;
    }
    return n > 3 ? hash | 1 : 0;
}

static bool fixed_title_known(const struct supplier_fixed *f, const char *line)
{
    uint32_t mask = fixed_mask(line);
    for (size_t i = 0; mask && i < f->titles; i++)
        if (f->title[i] == mask)
            return true;
    return false;
}

bool hoshi_fixed_is_title(const struct supplier_fixed *f, const char *line, long row)
{
    return row > f->head_row && fixed_title_known(f, line);
}

bool hoshi_fixed_is_beside(const char *line)
{
    static const char *const words[] = {"合計",          "小計", "総計",   "total", "TOTAL",
                                        "Total",         "件数", "※",      "以上",  "END",
                                        "rows selected", "頁",   "ページ", "PAGE",  "Page"};
    if (hoshi_fixed_is_rule(line))
        return true;
    for (size_t i = 0; i < sizeof words / sizeof *words; i++)
        if (strstr(line, words[i]))
            return true;
    return false;
}

/* ---- splitting ---- */

static bool fixed_put(struct supplier_fixed *f, size_t *used, const char *from, const char *to)
{
    while (from < to && *from == ' ')
        from++;
    while (to > from && to[-1] == ' ')
        to--;
    if (*used + (size_t)(to - from) + 1 > sizeof f->text)
        return false;
    memcpy(f->text + *used, from, (size_t)(to - from));
    *used += (size_t)(to - from);
    f->text[(*used)++] = 0;
    return true;
}

/* What stands apart by two blanks or more. */
static bool fixed_split_title(struct supplier_fixed *f, const char *line, const char **cell, size_t *n)
{
    size_t used = 0;
    *n = 0;
    for (const char *p = line; *p && *n < FIXED_COLUMNS;) {
        const char *end = strstr(p, "  ");
        end = end ? end : p + strlen(p);
        if (end > p) {
            cell[*n] = f->text + used;
            if (!fixed_put(f, &used, p, end))
                return false;
            ++*n;
        }
        p = end + strspn(end, " ");
    }
    return true;
}

enum { FIXED_HALF = -1 }; /* the second position of a character that takes two */

/* Where the character at each position begins; behind the line its end. False for a line that is too long. */
static bool fixed_places(const struct supplier_fixed *f, const char *line, int byte[FIXED_WIDE + 1])
{
    int at = 0;
    for (const char *p = line; *p;) {
        const char *here = p;
        int wide = fixed_width(hoshi_text_next(&p), f->latin_narrow);
        if (at + wide > FIXED_WIDE)
            return false;
        if (wide)
            byte[at] = (int)(here - line);
        if (wide > 1)
            byte[at + 1] = FIXED_HALF;
        at += wide;
    }
    for (; at <= FIXED_WIDE; at++)
        byte[at] = (int)strlen(line);
    return true;
}

/* True when what stands before a position goes on at it. */
static bool fixed_runs_over(const char *line, const int byte[FIXED_WIDE + 1], int at)
{
    int before = at > 1 && byte[at - 1] == FIXED_HALF ? at - 2 : at - 1;
    if (byte[at] == FIXED_HALF)
        return true;
    if (at < 1 || !line[byte[at]])
        return false;
    const char *p = line + byte[before], *q = line + byte[at];
    return !fixed_space(hoshi_text_next(&p)) && !fixed_space(hoshi_text_next(&q));
}

bool hoshi_fixed_split(struct supplier_fixed *f, const char *line, long row, const char **cell, size_t *n)
{
    int byte[FIXED_WIDE + 1];
    size_t used = 0;
    if (row < f->head_row)
        return fixed_split_title(f, line, cell, n);
    if (!fixed_places(f, line, byte))
        return false;
    *n = f->n;
    for (size_t i = 0; i < f->n; i++) {
        int from = f->column[i].from, to = f->column[i].to;
        if (f->stated ? byte[from] == FIXED_HALF || byte[to] == FIXED_HALF
                      : fixed_runs_over(line, byte, from))
            return false;
        cell[i] = f->text + used;
        if (!fixed_put(f, &used, line + byte[from], line + byte[to]))
            return false;
    }
    return true;
}

/* ---- what the user says ---- */

bool hoshi_fixed_range(const char *map, int *from, int *to)
{
    char *end;
    long first = strtol(map, &end, 10), last = 0;
    if (end == map || (*end != '-' && strncmp(end, "~", 1) != 0))
        return false;
    const char *second = end + 1;
    last = strtol(second, &end, 10);
    if (end == second || (*end && *end != '=') || first < 1 || last < first || last > FIXED_WIDE)
        return false;
    *from = (int)first;
    *to = (int)last;
    return true;
}

size_t hoshi_fixed_stated(const char *const *map, size_t maps, struct supplier_fixed *out)
{
    *out = (struct supplier_fixed){.stated = true};
    for (size_t i = 0; i < maps && out->n < FIXED_COLUMNS; i++) {
        int from, to;
        if (!hoshi_fixed_range(map[i], &from, &to))
            continue;
        size_t k = out->n++;
        for (; k && out->column[k - 1].from > from - 1; k--)
            out->column[k] = out->column[k - 1];
        out->column[k].from = from - 1;
        out->column[k].to = to;
    }
    return out->n;
}

/* ---- finding the columns ---- */

struct fixed_look {
    const struct heading_words *words;
    struct supplier_fixed *f;
    char *line[FIXED_TITLES]; /* the first that are not blank */
    long row[FIXED_TITLES];
    size_t lines;
    size_t head; /* among them; lines: none */
    uint32_t filled[FIXED_WIDE];
    bool headed[FIXED_WIDE];
    size_t told; /* lines that tell where columns lie */
};

static bool is_known_heading(const struct fixed_look *l, const char *text, bool *names)
{
    struct column c;
    hoshi_supplier_column_find(l->words, text, &c);
    *names |= c.kind == COLUMN_ID || c.kind == COLUMN_NAME || c.kind == COLUMN_CORPORATE;
    return c.kind != COLUMN_NONE;
}

/* How many headings a line holds: of words that stand apart the most that are one. */
static size_t headings_in(const struct fixed_look *l, const char *line, bool *names)
{
    enum { WORDS = 64, TOGETHER = 4 };
    const char *word[WORDS + 1];
    size_t length[WORDS], n = 0, known = 0;
    for (const char *p = line; *p && n < WORDS;) {
        const char *from = p;
        uint32_t c = hoshi_text_next(&p);
        if (fixed_space(c))
            continue;
        const char *end = p;
        while (*end) {
            const char *next = end;
            if (fixed_space(hoshi_text_next(&next)))
                break;
            end = next;
        }
        word[n] = from;
        length[n++] = (size_t)(end - from);
        p = end;
    }
    for (size_t i = 0; i < n;) {
        size_t take = n - i < TOGETHER ? n - i : TOGETHER;
        char text[256];
        for (; take; take--) {
            size_t bytes = (size_t)(word[i + take - 1] + length[i + take - 1] - word[i]);
            if (bytes >= sizeof text)
                continue;
            memcpy(text, word[i], bytes);
            text[bytes] = 0;
            if (is_known_heading(l, text, names))
                break;
        }
        known += take > 0;
        i += take ? take : 1;
    }
    return known;
}

static void find_head(struct fixed_look *l)
{
    l->head = l->lines;
    for (size_t i = 0; i < l->lines; i++) {
        bool names = false;
        if (!strpbrk(l->line[i], ",;\t") && headings_in(l, l->line[i], &names) > 1 && names) {
            l->head = i;
            return;
        }
    }
}

static void fill_line(struct fixed_look *l, const char *line, bool head)
{
    int at = 0;
    for (const char *p = line; *p && at + 2 < FIXED_WIDE;) {
        uint32_t c = hoshi_text_next(&p);
        int wide = fixed_width(c, l->f->latin_narrow);
        for (int k = 0; k < wide && !fixed_space(c); k++)
            if (head)
                l->headed[at + k] = true;
            else
                l->filled[at + k]++;
        at += wide;
    }
}

static void look_line(struct fixed_look *l, const char *line)
{
    bool again = l->head < l->lines && strcmp(line, l->line[l->head]) == 0;
    if (again || hoshi_fixed_is_beside(line) || fixed_title_known(l->f, line))
        return;
    fill_line(l, line, false);
    l->told++;
}

static void look_first(struct fixed_look *l)
{
    find_head(l);
    bool headed = l->head < l->lines;
    for (size_t i = 0; i < l->head && headed; i++) {
        uint32_t mask = fixed_mask(l->line[i]);
        if (mask && !hoshi_fixed_is_rule(l->line[i]))
            l->f->title[l->f->titles++] = mask;
    }
    if (headed) {
        l->f->head_row = l->row[l->head];
        fill_line(l, l->line[l->head], true);
    }
    for (size_t i = headed ? l->head + 1 : 0; i < l->lines; i++)
        look_line(l, l->line[i]);
}

/* Columns by a rule whose dashes stop between them. */
static bool columns_of_rule(const struct fixed_look *l, struct supplier_fixed *f)
{
    for (size_t k = l->head ? l->head - 1 : 0; k < l->lines && k <= l->head + 1; k++) {
        const char *line = l->line[k];
        if (k == l->head || !hoshi_fixed_is_rule(line) || line[strspn(line, "-= ")])
            continue;
        f->n = 0;
        for (size_t at = 0; line[at] && f->n < FIXED_COLUMNS; at++)
            if (line[at] != ' ' && (!at || line[at - 1] == ' ')) {
                if (f->n)
                    f->column[f->n - 1].to = (int)at;
                f->column[f->n].from = (int)at;
                f->column[f->n++].to = FIXED_WIDE;
            }
        if (f->n > 1)
            return true;
    }
    return false;
}

struct fixed_part {
    int from, to;
    bool headed, filled;
};

static size_t parts_of(const struct fixed_look *l, struct fixed_part part[FIXED_COLUMNS])
{
    size_t n = 0, slips = l->told / 50;
    bool inside = false;
    for (int at = 0; at < FIXED_WIDE; at++) {
        bool filled = l->filled[at] > slips, any = filled || l->headed[at];
        if (any && !inside) {
            if (n == FIXED_COLUMNS)
                return 0;
            part[n++] = (struct fixed_part){.from = at};
        }
        if (any) {
            part[n - 1].to = at + 1;
            part[n - 1].headed |= l->headed[at];
            part[n - 1].filled |= filled;
        }
        inside = any;
    }
    return n;
}

/* The text of the headings between two positions. */
static void head_between(const struct fixed_look *l, int from, int to, char out[256])
{
    int at = 0;
    size_t used = 0;
    for (const char *p = l->line[l->head]; *p;) {
        const char *here = p;
        uint32_t c = hoshi_text_next(&p);
        if (at >= from && at < to && used + 5 < 256) {
            memcpy(out + used, here, (size_t)(p - here));
            used += (size_t)(p - here);
        }
        at += fixed_width(c, l->f->latin_narrow);
    }
    while (used && out[used - 1] == ' ')
        used--;
    out[used] = 0;
}

static void part_take(struct fixed_part *part, size_t *n, size_t left)
{
    part[left].to = part[left + 1].to;
    part[left].headed |= part[left + 1].headed;
    part[left].filled |= part[left + 1].filled;
    memmove(part + left + 1, part + left + 2, (*n - left - 2) * sizeof *part);
    --*n;
}

/* True where the words of one English heading were taken for two columns. */
static bool is_one_heading(const struct fixed_look *l, const struct fixed_part *part)
{
    char both[256];
    bool names;
    head_between(l, part[0].from, part[1].to, both);
    for (const char *p = both; *p; p++)
        if ((unsigned char)*p > 126)
            return false;
    return part[1].from - part[0].to == 1 && is_known_heading(l, both, &names);
}

/* Figures without a heading above them belong to the heading beside them, a gap within names to the names. False when
 * nobody can tell. */
static bool settle_parts(const struct fixed_look *l, struct fixed_part *part, size_t *n)
{
    for (size_t i = 0; i + 1 < *n;)
        if (part[i].headed && part[i + 1].headed && is_one_heading(l, part + i))
            part_take(part, n, i);
        else
            i++;
    for (size_t i = 0; i < *n;) {
        char heading[256];
        struct column c = {0};
        bool left = i && part[i - 1].headed && !part[i - 1].filled,
             right = i + 1 < *n && part[i + 1].headed && !part[i + 1].filled;
        if (part[i].headed || !part[i].filled) {
            i++;
            continue;
        }
        if (i) {
            head_between(l, part[i - 1].from, part[i - 1].to, heading);
            hoshi_supplier_column_find(l->words, heading, &c);
        }
        bool name = i && (c.kind == COLUMN_NAME || c.kind == COLUMN_NONE);
        if (left == right && (left || !name))
            return i == 0 && !left;
        part_take(part, n, left || (!right && name) ? i - 1 : i);
    }
    return true;
}

/* Two headings over what looks like one column: they lie side by side without a blank between them. */
static bool headings_touch(const struct fixed_look *l, const struct fixed_part *part)
{
    char heading[256];
    bool names = false;
    head_between(l, part->from, part->to, heading);
    return headings_in(l, heading, &names) > 1 && !is_known_heading(l, heading, &names);
}

static bool columns_of_blanks(const struct fixed_look *l, struct supplier_fixed *f, struct fixed_hint *hint)
{
    struct fixed_part part[FIXED_COLUMNS];
    size_t n = parts_of(l, part), used = 0;
    bool headed = l->head < l->lines;
    for (size_t i = 0; i < n && used + 16 < sizeof hint->ranges; i++)
        used += (size_t)snprintf(hint->ranges + used, sizeof hint->ranges - used, "%s%d-%d", i ? ", " : "",
                                 part[i].from + 1, i + 1 < n ? part[i + 1].from : part[i].to);
    if (!headed || n < 2 || !settle_parts(l, part, &n))
        return false;
    for (size_t i = 0; i < n; i++)
        if (headings_touch(l, &part[i]))
            return false;
    f->n = n;
    for (size_t i = 0; i < n; i++) {
        f->column[i].from = part[i].from;
        f->column[i].to = i + 1 < n ? part[i + 1].from : FIXED_WIDE;
    }
    return n > 1;
}

static enum fixed_found fixed_settle(struct fixed_look *l, struct fixed_hint *hint)
{
    struct fixed_part part[FIXED_COLUMNS];
    bool headed = l->head < l->lines;
    size_t first = headed && l->head + 1 < l->lines ? l->head + 1 : 0;
    hint->ranges[0] = 0;
    hoshi_text_copy(hint->sample, sizeof hint->sample, l->lines ? l->line[first] : "");
    if (headed && columns_of_rule(l, l->f))
        return FIXED_HEADED;
    if (columns_of_blanks(l, l->f, hint))
        return FIXED_HEADED;
    return headed || (l->told > 2 && parts_of(l, part) > 2) ? FIXED_BARE : FIXED_NONE;
}

enum fixed_found hoshi_fixed_find(struct hoshi_csv *csv, const struct heading_words *words,
                                  struct supplier_fixed *out, struct fixed_hint *hint)
{
    struct fixed_look *l = calloc(1, sizeof *l);
    struct hoshi_csv_row row;
    enum fixed_found found = FIXED_NONE;
    *out = (struct supplier_fixed){.latin_narrow = hoshi_csv_encoding(csv) != HOSHI_CSV_CP932};
    if (!l)
        return found;
    l->words = words;
    l->f = out;
    hoshi_csv_take_lines(csv);
    bool more = true, looked = false;
    while ((more = hoshi_csv_next(csv, &row, NULL))) {
        if (l->lines < FIXED_TITLES && !(l->line[l->lines] = strdup(row.field[0])))
            break;
        if (l->lines < FIXED_TITLES) {
            l->row[l->lines++] = row.row;
            continue;
        }
        if (!looked)
            look_first(l);
        looked = true;
        look_line(l, row.field[0]);
    }
    if (!more && !looked)
        look_first(l);
    if (!more)
        found = fixed_settle(l, hint);
    for (size_t i = 0; i < l->lines; i++)
        free(l->line[i]);
    free(l);
    return found;
}
