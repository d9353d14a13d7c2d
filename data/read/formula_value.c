/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "formula_value.h"
#include "cell_name.h"
#include "date.h"
#include "text.h"

#include <ctype.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

typedef struct hoshi_formula_value value;

struct formula_reader {
    const char *p;
    int64_t rows, columns;
    const struct hoshi_formula_cells *cells;
    struct hoshi_arena *arena;
    int depth;
    size_t spent; /* bytes of texts */
    bool bad;     /* not of the language, or too large */
    bool starved; /* no memory */
};

static const value formula_unknown = {.kind = HOSHI_FORMULA_UNKNOWN};
static const value formula_error = {.kind = HOSHI_FORMULA_ERROR};

static value formula_real(double x)
{
    return isfinite(x) ? (value){.kind = HOSHI_FORMULA_NUMBER, .number = x} : formula_error;
}

static value formula_truth(bool yes)
{
    return (value){.kind = HOSHI_FORMULA_TRUTH, .number = yes};
}

static value formula_bad(struct formula_reader *r)
{
    r->bad = true;
    return formula_unknown;
}

/* Room for a text of n bytes, NULL (and bad) when there is none. */
static char *formula_room(struct formula_reader *r, size_t n)
{
    char *text = NULL;
    if (n < HOSHI_FORMULA_TEXTS - r->spent) {
        text = hoshi_arena_alloc(r->arena, n + 1);
        r->starved |= !text;
        r->spent += n + 1;
    }
    r->bad |= !text;
    return text;
}

bool hoshi_formula_number(const char **p, double *out)
{
    double x = 0, scale = 1;
    const char *s = *p;
    bool any = false;
    int exponent = 0;
    for (; isdigit((unsigned char)*s); s++, any = true)
        x = x * 10 + (*s - '0');
    if (*s == '.')
        for (s++; isdigit((unsigned char)*s); s++, any = true)
            if (scale < 1e22) /* behind 22 digits nothing moves */
                x = x * 10 + (*s - '0'), scale *= 10;
    if (!any)
        return false;
    if ((*s == 'E' || *s == 'e') &&
        (isdigit((unsigned char)s[1]) || ((s[1] == '+' || s[1] == '-') && isdigit((unsigned char)s[2])))) {
        bool down = s[1] == '-';
        for (s += isdigit((unsigned char)s[1]) ? 1 : 2; isdigit((unsigned char)*s); s++)
            exponent = exponent < 1000 ? exponent * 10 + (*s - '0') : exponent;
        exponent = down ? -exponent : exponent;
    }
    *p = s;
    *out = x / scale * (exponent ? pow(10, exponent) : 1);
    return isfinite(*out);
}

/* ---- values ---- */

static bool formula_fails(const value *v, value *out)
{
    if (v->kind != HOSHI_FORMULA_ERROR && v->kind != HOSHI_FORMULA_UNKNOWN && v->kind != HOSHI_FORMULA_RANGE)
        return false;
    *out = v->kind == HOSHI_FORMULA_ERROR ? formula_error : formula_unknown;
    return true;
}

/* As an operand: empty is 0, truth 1 or 0, a text is read or an error. */
static bool formula_operand(const value *v, double *x, value *out)
{
    if (formula_fails(v, out))
        return false;
    *x = v->number;
    if (v->kind != HOSHI_FORMULA_STRING)
        return true;
    const char *p = v->text;
    bool minus = *p == '-';
    p += minus;
    if (!hoshi_formula_number(&p, x) || *p) {
        *out = formula_error;
        return false;
    }
    *x = minus ? -*x : *x;
    return true;
}

/* As text, for &: whole numbers in full, others in 15 digits. */
static const char *formula_shown(const value *v, char out[HOSHI_REAL_TEXT])
{
    if (v->kind == HOSHI_FORMULA_STRING)
        return v->text;
    if (v->kind == HOSHI_FORMULA_TRUTH)
        return v->number != 0 ? "TRUE" : "FALSE";
    if (v->kind == HOSHI_FORMULA_NUMBER)
        return hoshi_real_print(v->number, out);
    return "";
}

static int formula_rank(const value *v)
{
    return v->kind == HOSHI_FORMULA_TRUTH ? 2 : v->kind == HOSHI_FORMULA_STRING ? 1 : 0;
}

/* Order of two values as Excel has it: numbers before texts before truth; an empty cell is like either. */
static int formula_compare(const value *a, const value *b)
{
    static const value nothing = {.kind = HOSHI_FORMULA_STRING, .text = ""};
    const value *x = a->kind == HOSHI_FORMULA_EMPTY && b->kind == HOSHI_FORMULA_STRING ? &nothing : a;
    const value *y = b->kind == HOSHI_FORMULA_EMPTY && a->kind == HOSHI_FORMULA_STRING ? &nothing : b;
    if (formula_rank(x) != formula_rank(y))
        return formula_rank(x) < formula_rank(y) ? -1 : 1;
    if (x->kind == HOSHI_FORMULA_STRING)
        return strcmp(x->text, y->text);
    return (x->number > y->number) - (x->number < y->number);
}

bool hoshi_formula_same(const value *a, const value *b)
{
    if (a->kind == HOSHI_FORMULA_UNKNOWN || b->kind == HOSHI_FORMULA_UNKNOWN)
        return false;
    if (a->kind == HOSHI_FORMULA_ERROR || b->kind == HOSHI_FORMULA_ERROR)
        return a->kind == b->kind;
    if (formula_rank(a) == 0 && formula_rank(b) == 0)
        return fabs(a->number - b->number) <= 1e-9 + 1e-12 * fmax(fabs(a->number), fabs(b->number));
    return formula_compare(a, b) == 0;
}

/* ---- functions ---- */

/* Half away from zero, with the last bits of a product forgiven. */
static double formula_whole(double x, int way)
{
    double y = fabs(x), f = floor(y), rest = y - f, slack = fmin(y * 4e-15, 1e-4);
    if (way == 0)
        f += rest >= 0.5 - slack;
    else if (way > 0)
        f += rest > slack;
    else
        f += rest >= 1 - slack;
    return copysign(f, x);
}

static value formula_round(const value *a, size_t n, int way)
{
    double x, digits;
    value out;
    (void)n;
    if (!formula_operand(&a[0], &x, &out) || !formula_operand(&a[1], &digits, &out))
        return out;
    double p = pow(10, fmin(fabs(trunc(digits)), 30));
    return formula_real(digits < 0 ? formula_whole(x / p, way) * p : formula_whole(x * p, way) / p);
}

static value formula_f_round(struct formula_reader *r, const value *a, size_t n)
{
    (void)r;
    return formula_round(a, n, 0);
}

static value formula_f_roundup(struct formula_reader *r, const value *a, size_t n)
{
    (void)r;
    return formula_round(a, n, 1);
}

static value formula_f_rounddown(struct formula_reader *r, const value *a, size_t n)
{
    (void)r;
    return formula_round(a, n, -1);
}

static value formula_f_int(struct formula_reader *r, const value *a, size_t n)
{
    double x;
    value out;
    (void)r, (void)n;
    if (!formula_operand(&a[0], &x, &out))
        return out;
    double near = round(x);
    return formula_real(fabs(x - near) <= fmin(fabs(x) * 4e-15, 1e-4) ? near : floor(x));
}

static value formula_f_abs(struct formula_reader *r, const value *a, size_t n)
{
    double x;
    value out;
    (void)r, (void)n;
    return formula_operand(&a[0], &x, &out) ? formula_real(fabs(x)) : out;
}

static value formula_f_mod(struct formula_reader *r, const value *a, size_t n)
{
    double x, y;
    value out;
    (void)r, (void)n;
    if (!formula_operand(&a[0], &x, &out) || !formula_operand(&a[1], &y, &out))
        return out;
    return y == 0 ? formula_error : formula_real(x - y * floor(x / y));
}

static value formula_f_n(struct formula_reader *r, const value *a, size_t n)
{
    value out;
    (void)r, (void)n;
    if (formula_fails(&a[0], &out))
        return out;
    return formula_real(a[0].kind == HOSHI_FORMULA_STRING ? 0 : a[0].number);
}

static value formula_f_isnumber(struct formula_reader *r, const value *a, size_t n)
{
    (void)r, (void)n;
    if (a[0].kind == HOSHI_FORMULA_UNKNOWN || a[0].kind == HOSHI_FORMULA_RANGE)
        return formula_unknown;
    return formula_truth(a[0].kind == HOSHI_FORMULA_NUMBER);
}

static value formula_f_if(struct formula_reader *r, const value *a, size_t n)
{
    double x;
    value out;
    (void)r;
    if (!formula_operand(&a[0], &x, &out))
        return out;
    return x != 0 ? a[1] : n > 2 ? a[2] : formula_truth(false);
}

static value formula_f_iferror(struct formula_reader *r, const value *a, size_t n)
{
    (void)r, (void)n;
    return a[0].kind == HOSHI_FORMULA_ERROR ? a[1] : a[0];
}

/* Numbers of all arguments one by one; of cells only what is a number counts. False: fails with *out. */
typedef void formula_gather(double x, double *sum, size_t count);

static bool formula_over(struct formula_reader *r, const value *a, size_t n, formula_gather *take,
                         double *sum, size_t *count, value *out)
{
    for (size_t i = 0; i < n; i++) {
        double x;
        if (a[i].of_cell && (a[i].kind == HOSHI_FORMULA_EMPTY || a[i].kind == HOSHI_FORMULA_STRING))
            continue;
        if (a[i].kind != HOSHI_FORMULA_RANGE) {
            if (!formula_operand(&a[i], &x, out))
                return false;
            take(x, sum, (*count)++);
            continue;
        }
        struct hoshi_formula_area at = a[i].area;
        if (!r->cells->bound(r->cells->user, &at)) {
            *out = formula_unknown;
            return false;
        }
        for (uint32_t row = at.row; row <= at.last_row; row++)
            for (uint32_t column = at.column; column <= at.last_column; column++) {
                value v = r->cells->cell(r->cells->user, at.sheet, row, column);
                if (formula_fails(&v, out))
                    return false;
                if (v.kind == HOSHI_FORMULA_NUMBER)
                    take(v.number, sum, (*count)++);
            }
    }
    return true;
}

static void formula_add(double x, double *sum, size_t count)
{
    (void)count;
    *sum += x;
}

static void formula_larger(double x, double *sum, size_t count)
{
    *sum = count && *sum >= x ? *sum : x;
}

static void formula_smaller(double x, double *sum, size_t count)
{
    *sum = count && *sum <= x ? *sum : x;
}

static void formula_all(double x, double *sum, size_t count)
{
    *sum = (count ? *sum : 1) != 0 && x != 0;
}

static void formula_any(double x, double *sum, size_t count)
{
    (void)count;
    *sum = *sum != 0 || x != 0;
}

static value formula_gathered(struct formula_reader *r, const value *a, size_t n, formula_gather *take)
{
    double sum = 0;
    size_t count = 0;
    value out;
    return formula_over(r, a, n, take, &sum, &count, &out) ? formula_real(sum) : out;
}

static value formula_f_sum(struct formula_reader *r, const value *a, size_t n)
{
    return formula_gathered(r, a, n, formula_add);
}

static value formula_f_max(struct formula_reader *r, const value *a, size_t n)
{
    return formula_gathered(r, a, n, formula_larger);
}

static value formula_f_min(struct formula_reader *r, const value *a, size_t n)
{
    return formula_gathered(r, a, n, formula_smaller);
}

static value formula_as_truth(value v)
{
    return v.kind == HOSHI_FORMULA_NUMBER ? formula_truth(v.number != 0) : v;
}

static value formula_f_and(struct formula_reader *r, const value *a, size_t n)
{
    return formula_as_truth(formula_gathered(r, a, n, formula_all));
}

static value formula_f_or(struct formula_reader *r, const value *a, size_t n)
{
    return formula_as_truth(formula_gathered(r, a, n, formula_any));
}

static value formula_f_not(struct formula_reader *r, const value *a, size_t n)
{
    double x;
    value out;
    (void)r, (void)n;
    return formula_operand(&a[0], &x, &out) ? formula_truth(x == 0) : out;
}

/* "<=", ">5" …: how a value stands to the number behind. */
static bool formula_meets(const char *sign, size_t n, int order)
{
    return (n == 1 &&
            ((*sign == '<' && order < 0) || (*sign == '>' && order > 0) || (*sign == '=' && order == 0))) ||
           (n == 2 &&
            ((sign[1] == '=' && (*sign == '<' ? order <= 0 : order >= 0)) || (sign[1] == '>' && order != 0)));
}

/* COUNTIF(range, number) or (range, ">5"); texts to look for are not of the language. */
static value formula_f_countif(struct formula_reader *r, const value *a, size_t n)
{
    const char *sign = "=";
    size_t signs = 1, count = 0;
    value want = a[1], out;
    (void)n;
    if (formula_fails(&want, &out) || a[0].kind != HOSHI_FORMULA_RANGE)
        return formula_unknown;
    if (want.kind == HOSHI_FORMULA_STRING) {
        signs = strspn(want.text, "<>=");
        const char *p = want.text + signs;
        bool minus = *p == '-';
        p += minus;
        sign = want.text;
        if (!signs || signs > 2 || !hoshi_formula_number(&p, &want.number) || *p)
            return formula_unknown;
        want.number = minus ? -want.number : want.number;
    }
    struct hoshi_formula_area at = a[0].area;
    if (!r->cells->bound(r->cells->user, &at))
        return formula_unknown;
    for (uint32_t row = at.row; row <= at.last_row; row++)
        for (uint32_t column = at.column; column <= at.last_column; column++) {
            value v = r->cells->cell(r->cells->user, at.sheet, row, column);
            count += v.kind == HOSHI_FORMULA_NUMBER &&
                     formula_meets(sign, signs, (v.number > want.number) - (v.number < want.number));
        }
    return formula_real((double)count);
}

/* ---- dates: days since 1899-12-30 ---- */

enum { FORMULA_DAY_1970 = 25569 };

static value formula_f_date(struct formula_reader *r, const value *a, size_t n)
{
    double year, month, day;
    value out;
    (void)r, (void)n;
    if (!formula_operand(&a[0], &year, &out) || !formula_operand(&a[1], &month, &out) ||
        !formula_operand(&a[2], &day, &out))
        return out;
    if (year < HOSHI_YEAR_MIN || year > HOSHI_YEAR_MAX || fabs(month) > 1200 || fabs(day) > 36600)
        return formula_unknown;
    struct hoshi_date at = hoshi_month_add((struct hoshi_date){(int)year, 1, 0}, (int)floor(month) - 1);
    return formula_real((double)hoshi_date_days(at) + FORMULA_DAY_1970 + floor(day) - 1);
}

/* The month a day is in, found from near it. */
static bool formula_month(const value *v, struct hoshi_date *month, value *out)
{
    double x;
    if (!formula_operand(v, &x, out))
        return false;
    if (x < 18264 || x > 109574) { /* 1950 … 2199 */
        *out = formula_unknown;
        return false;
    }
    long day = (long)floor(x) - FORMULA_DAY_1970;
    struct hoshi_date at =
        hoshi_month_add((struct hoshi_date){1970, 1, 0}, (int)floor((double)day / 30.436875));
    while (hoshi_date_days(at) > day)
        at = hoshi_month_add(at, -1);
    while (hoshi_date_days(hoshi_month_add(at, 1)) <= day)
        at = hoshi_month_add(at, 1);
    *month = at;
    return true;
}

static value formula_f_year(struct formula_reader *r, const value *a, size_t n)
{
    struct hoshi_date at;
    value out;
    (void)r, (void)n;
    return formula_month(&a[0], &at, &out) ? formula_real(at.year) : out;
}

static value formula_f_month(struct formula_reader *r, const value *a, size_t n)
{
    struct hoshi_date at;
    value out;
    (void)r, (void)n;
    return formula_month(&a[0], &at, &out) ? formula_real(at.month) : out;
}

/* Of "positive;negative" the section for x, which is without its sign there; its own sign, or 0, to `sign`. */
static const char *formula_section(const char *format, double *x, char *sign, char section[32])
{
    const char *other = strchr(format, ';');
    *sign = 0;
    if (!other)
        return format;
    size_t n = (size_t)(other - format);
    if (n >= 31 || strlen(other + 1) >= 31 || strchr(other + 1, ';'))
        return "?";
    hoshi_text_copy(section, *x < 0 ? 32 : n + 1, *x < 0 ? other + 1 : format);
    *x = fabs(*x);
    if (*section == '+' || *section == '-')
        *sign = *section;
    return section + (*sign != 0);
}

/* TEXT with "0", "0.00", "#,##0", each also with % behind, or two of them with signs: "+0;-0". */
static value formula_f_text(struct formula_reader *r, const value *a, size_t n)
{
    double x;
    value out;
    (void)n;
    if (a[0].kind == HOSHI_FORMULA_STRING)
        return a[0];
    if (!formula_operand(&a[0], &x, &out))
        return out;
    if (a[1].kind != HOSHI_FORMULA_STRING)
        return formula_unknown;
    char section[32], sign;
    const char *format = formula_section(a[1].text, &x, &sign, section), *f = format;
    bool thousands = strncmp(f, "#,##0", 5) == 0;
    f += thousands ? 5 : *f == '0';
    size_t decimals = *f == '.' ? strspn(f + 1, "0") : 0;
    f += decimals ? decimals + 1 : 0;
    bool percent = *f == '%';
    if (f == format || f[percent] || decimals > 9 || fabs(x) > 1e13)
        return formula_unknown;
    double p = pow(10, (double)decimals);
    int64_t whole = (int64_t)formula_whole(x * (percent ? 100 : 1) * p, 0), unit = (int64_t)p;
    char head[32], text[96];
    size_t at = 0, length = (size_t)snprintf(head, sizeof head, "%lld", (long long)(llabs(whole) / unit));
    if (whole < 0 || sign)
        text[at++] = whole < 0 ? '-' : sign;
    for (size_t i = 0; i < length; i++) {
        if (thousands && i && (length - i) % 3 == 0)
            text[at++] = ',';
        text[at++] = head[i];
    }
    if (decimals)
        at += (size_t)snprintf(text + at, sizeof text - at, ".%0*lld", (int)decimals,
                               (long long)(llabs(whole) % unit));
    at += (size_t)snprintf(text + at, sizeof text - at, "%s", percent ? "%" : "");
    char *kept = formula_room(r, at);
    if (kept)
        memcpy(kept, text, at + 1);
    return kept ? (value){.kind = HOSHI_FORMULA_STRING, .text = kept} : formula_unknown;
}

static const struct formula_function {
    const char *name;
    size_t least, most;
    value (*of)(struct formula_reader *r, const value *a, size_t n);
} formula_functions[] = {
    {"ABS", 1, 1, formula_f_abs},
    {"AND", 1, HOSHI_FORMULA_ARGUMENTS, formula_f_and},
    {"COUNTIF", 2, 2, formula_f_countif},
    {"DATE", 3, 3, formula_f_date},
    {"IF", 2, 3, formula_f_if},
    {"IFERROR", 2, 2, formula_f_iferror},
    {"INT", 1, 1, formula_f_int},
    {"ISNUMBER", 1, 1, formula_f_isnumber},
    {"MAX", 1, HOSHI_FORMULA_ARGUMENTS, formula_f_max},
    {"MIN", 1, HOSHI_FORMULA_ARGUMENTS, formula_f_min},
    {"MOD", 2, 2, formula_f_mod},
    {"MONTH", 1, 1, formula_f_month},
    {"N", 1, 1, formula_f_n},
    {"NOT", 1, 1, formula_f_not},
    {"OR", 1, HOSHI_FORMULA_ARGUMENTS, formula_f_or},
    {"ROUND", 2, 2, formula_f_round},
    {"ROUNDDOWN", 2, 2, formula_f_rounddown},
    {"ROUNDUP", 2, 2, formula_f_roundup},
    {"SUM", 1, HOSHI_FORMULA_ARGUMENTS, formula_f_sum},
    {"TEXT", 2, 2, formula_f_text},
    {"YEAR", 1, 1, formula_f_year},
};

/* ---- the language ---- */

static value formula_expression(struct formula_reader *r);

static void formula_space(struct formula_reader *r)
{
    r->p += strspn(r->p, " \t\r\n");
}

static bool formula_takes(struct formula_reader *r, char c)
{
    formula_space(r);
    if (*r->p != c)
        return false;
    r->p++;
    return true;
}

static value formula_call(struct formula_reader *r, const char *name)
{
    value argument[HOSHI_FORMULA_ARGUMENTS];
    const struct formula_function *f = NULL;
    size_t n = 0;
    for (size_t i = 0; i < sizeof formula_functions / sizeof *formula_functions; i++)
        if (strcmp(formula_functions[i].name, name) == 0)
            f = &formula_functions[i];
    if (!f)
        return formula_bad(r);
    do {
        if (n == f->most)
            return formula_bad(r);
        argument[n++] = formula_expression(r);
        formula_space(r);
    } while (!r->bad && *r->p == ',' && r->p++);
    if (r->bad || n < f->least || *r->p != ')')
        return formula_bad(r);
    r->p++;
    return f->of(r, argument, n);
}

/* What stands between two marks, a doubled one standing for itself; NULL and bad when it does not end. */
static char *formula_marked(struct formula_reader *r, char mark)
{
    const char *end = r->p + 1;
    size_t n = 0;
    for (; *end && (*end != mark || end[1] == mark); end++)
        end += *end == mark;
    char *text = *end ? formula_room(r, (size_t)(end - r->p)) : NULL;
    r->bad |= !text;
    for (r->p++; text && r->p < end; r->p++) {
        text[n++] = *r->p;
        r->p += *r->p == mark;
    }
    r->p += text != NULL;
    return text;
}

/* "$D$18" at r->p, moved along. */
static bool formula_corner(struct formula_reader *r, uint32_t *row, uint32_t *column)
{
    char plain[16];
    size_t n = 0, letters = 0;
    const char *p = r->p, *end;
    bool fixed_column = *p == '$', fixed_row;
    p += fixed_column;
    for (; isalpha((unsigned char)*p) && n < 4; letters++)
        plain[n++] = *p++;
    fixed_row = *p == '$';
    p += fixed_row;
    if (!letters || !isdigit((unsigned char)*p))
        return false;
    while (isdigit((unsigned char)*p) && n < sizeof plain - 1)
        plain[n++] = *p++;
    plain[n] = 0;
    if (!hoshi_cell_reference(plain, row, column, &end) || *end || isalnum((unsigned char)*p) || *p == '_' ||
        *p == '(')
        return false;
    int64_t at_row = *row + (fixed_row ? 0 : r->rows), at_column = *column + (fixed_column ? 0 : r->columns);
    if (at_row < 1 || at_row > 1048576 || at_column < 1 || at_column > 16384)
        return false;
    *row = (uint32_t)at_row;
    *column = (uint32_t)at_column;
    r->p = p;
    return true;
}

static value formula_cell(struct formula_reader *r, const char *sheet, uint32_t row, uint32_t column)
{
    value v = r->cells->cell(r->cells->user, sheet, row, column);
    v.of_cell = true;
    return v;
}

static value formula_area(struct formula_reader *r, const char *sheet)
{
    struct hoshi_formula_area a = {.sheet = sheet};
    if (!formula_corner(r, &a.row, &a.column))
        return formula_bad(r);
    if (*r->p != ':')
        return formula_cell(r, sheet, a.row, a.column);
    r->p++;
    if (!formula_corner(r, &a.last_row, &a.last_column))
        return formula_bad(r);
    if (a.last_row < a.row || a.last_column < a.column)
        return formula_bad(r);
    return (value){.kind = HOSHI_FORMULA_RANGE, .area = a};
}

/* 'A''B'!D4 */
static value formula_of_sheet(struct formula_reader *r)
{
    const char *name = formula_marked(r, '\'');
    if (!name || *r->p != '!')
        return formula_bad(r);
    r->p++;
    return formula_area(r, name);
}

static bool formula_of_a_word(char c)
{
    return isalnum((unsigned char)c) || c == '_' || c == '.' || (c & 0x80);
}

static value formula_word(struct formula_reader *r)
{
    char name[256];
    const char *from = r->p;
    size_t n = 0;
    value v = {0};
    for (; formula_of_a_word(*r->p) && n < sizeof name - 1; r->p++)
        name[n++] = *r->p;
    name[n] = 0;
    if (!n || formula_of_a_word(*r->p))
        return formula_bad(r);
    if (*r->p == '!') {
        r->p++;
        char *sheet = formula_room(r, n);
        return sheet ? formula_area(r, memcpy(sheet, name, n)) : formula_unknown;
    }
    if (*r->p == '(') {
        r->p++;
        return formula_call(r, name);
    }
    if (strcmp(name, "TRUE") == 0 || strcmp(name, "FALSE") == 0)
        return formula_truth(*name == 'T');
    if (r->cells->named(r->cells->user, name, &v.area))
        return formula_cell(r, v.area.sheet, v.area.row, v.area.column);
    r->p = from;
    return formula_area(r, NULL);
}

static value formula_primary(struct formula_reader *r)
{
    double x;
    formula_space(r);
    if (*r->p == '(') {
        r->p++;
        value v = formula_expression(r);
        return formula_takes(r, ')') ? v : formula_bad(r);
    }
    if (*r->p == '"') {
        const char *text = formula_marked(r, '"');
        return text ? (value){.kind = HOSHI_FORMULA_STRING, .text = text} : formula_unknown;
    }
    if (*r->p == '\'')
        return formula_of_sheet(r);
    if (*r->p == '$')
        return formula_area(r, NULL);
    if (isdigit((unsigned char)*r->p) || *r->p == '.')
        return hoshi_formula_number(&r->p, &x) ? formula_real(x) : formula_bad(r);
    return formula_word(r);
}

static value formula_signed(struct formula_reader *r)
{
    formula_space(r);
    bool minus = false, any = false;
    for (; *r->p == '-' || *r->p == '+'; r->p++, formula_space(r)) {
        minus ^= *r->p == '-';
        any = any || *r->p == '-'; /* + leaves a value what it is */
    }
    value v = formula_primary(r), out;
    double x;
    if (any)
        v = formula_operand(&v, &x, &out) ? formula_real(minus ? -x : x) : out;
    for (formula_space(r); *r->p == '%'; r->p++, formula_space(r))
        v = formula_operand(&v, &x, &out) ? formula_real(x / 100) : out;
    return v;
}

static value formula_combined(const value *a, const value *b, char sign)
{
    double x, y;
    value out;
    if (!formula_operand(a, &x, &out) || !formula_operand(b, &y, &out))
        return out;
    if (sign == '/' && y == 0)
        return formula_error;
    return formula_real(sign == '+'   ? x + y
                        : sign == '-' ? x - y
                        : sign == '*' ? x * y
                        : sign == '/' ? x / y
                                      : pow(x, y));
}

static value formula_joined(struct formula_reader *r, const value *a, const value *b)
{
    char left[HOSHI_REAL_TEXT], right[HOSHI_REAL_TEXT];
    value out;
    if (formula_fails(a, &out) || formula_fails(b, &out))
        return out;
    const char *x = formula_shown(a, left), *y = formula_shown(b, right);
    size_t n = strlen(x), m = strlen(y);
    char *text = formula_room(r, n + m);
    if (!text)
        return formula_unknown;
    memcpy(text, x, n);
    memcpy(text + n, y, m + 1);
    return (value){.kind = HOSHI_FORMULA_STRING, .text = text};
}

/* ^, then * /, then + -, then &: by how tightly they bind. */
static value formula_binary(struct formula_reader *r, int level)
{
    static const char *const signs[] = {"&", "+-", "*/", "^"};
    if (level == sizeof signs / sizeof *signs)
        return formula_signed(r);
    value v = formula_binary(r, level + 1);
    for (formula_space(r); !r->bad && *r->p && strchr(signs[level], *r->p); formula_space(r)) {
        char sign = *r->p++;
        value right = formula_binary(r, level + 1);
        v = sign == '&' ? formula_joined(r, &v, &right) : formula_combined(&v, &right, sign);
    }
    return v;
}

static value formula_expression(struct formula_reader *r)
{
    if (r->bad || ++r->depth > HOSHI_FORMULA_NESTING)
        return formula_bad(r);
    value v = formula_binary(r, 0), out;
    for (formula_space(r); !r->bad && *r->p && strchr("<>=", *r->p); formula_space(r)) {
        const char *sign = r->p;
        size_t n = strspn(sign, "<>=");
        r->p += n;
        value right = formula_binary(r, 0);
        if (n > 2)
            return formula_bad(r);
        v = formula_fails(&v, &out) || formula_fails(&right, &out)
                ? out
                : formula_truth(formula_meets(sign, n, formula_compare(&v, &right)));
    }
    r->depth--;
    return v;
}

value hoshi_formula_value(const char *formula, int64_t rows, int64_t columns,
                          const struct hoshi_formula_cells *cells, struct hoshi_arena *arena)
{
    struct formula_reader r = {
        .p = formula, .rows = rows, .columns = columns, .cells = cells, .arena = arena};
    value v = formula_expression(&r);
    formula_space(&r);
    if (r.starved)
        return (value){.kind = HOSHI_FORMULA_STARVED};
    if (r.bad || *r.p || v.kind == HOSHI_FORMULA_RANGE)
        return formula_unknown;
    return v;
}
