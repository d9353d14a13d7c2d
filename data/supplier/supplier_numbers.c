/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "supplier_numbers.h"
#include "answer_fold.h"
#include "file.h"
#include "fold.h"
#include "text.h"

#include <stdio.h>
#include <string.h>

#define COUNT(array) (sizeof(array) / sizeof(array)[0])

static bool number_digit(char c)
{
    return c >= '0' && c <= '9';
}

/* The next run of digits with points and commas between them; its length, 0 when there is none. */
static size_t number_run(const char **p)
{
    while (**p && !number_digit(**p))
        ++*p;
    const char *end = *p;
    while (number_digit(*end) || ((*end == '.' || *end == ',') && number_digit(end[1])))
        end++;
    return (size_t)(end - *p);
}

/* What parts a figure: groups of three behind a first of one to three digits, and how many of each separator. */
struct number_parts {
    size_t points, commas;
    bool groups;     /* between the first separator and the last group all hold three digits */
    bool last_three; /* the last group does */
    char last;       /* the last separator; NUL none */
};

static struct number_parts number_parts(const char *run, size_t n)
{
    struct number_parts parts = {.groups = true};
    size_t digits = 0, group = 0;
    for (size_t i = 0; i < n; i++) {
        if (number_digit(run[i])) {
            digits++;
            continue;
        }
        parts.groups &= group ? digits == 3 : digits < 4 && run[0] != '0';
        parts.points += run[i] == '.';
        parts.commas += run[i] == ',';
        parts.last = run[i];
        digits = 0;
        group++;
    }
    parts.last_three = digits == 3;
    return parts;
}

static enum number_form number_form_of_run(const char *run, size_t n)
{
    struct number_parts p = number_parts(run, n);
    if (!p.last)
        return NUMBER_PLAIN;
    if (p.points && p.commas) {
        if (!p.groups)
            return NUMBER_PLAIN;
        return p.last == ',' && p.commas == 1   ? NUMBER_EUROPEAN
               : p.last == '.' && p.points == 1 ? NUMBER_POINTED
                                                : NUMBER_PLAIN;
    }
    bool grouped = p.groups && p.last_three;
    if (p.commas)
        return grouped ? NUMBER_GROUPED : NUMBER_PLAIN;
    if (p.points > 1)
        return grouped ? NUMBER_EUROPEAN : NUMBER_PLAIN;
    return grouped ? NUMBER_OPEN : NUMBER_POINTED;
}

enum { NUMBER_CELL = 256 };

/* Full-width digits and separators as others. */
static const char *number_narrow(const char *cell, char out[NUMBER_CELL])
{
    for (const char *p = cell; *p; p++)
        if ((unsigned char)*p > 126)
            return hoshi_text_width_fold(cell, strlen(cell), out, NUMBER_CELL) ? out : cell;
    return cell;
}

enum number_form hoshi_number_form(const char *cell)
{
    enum number_form form = NUMBER_PLAIN;
    char narrow[NUMBER_CELL];
    const char *p = number_narrow(cell, narrow);
    for (size_t n; (n = number_run(&p)) > 0; p += n) {
        enum number_form one = number_form_of_run(p, n);
        form = one > form ? one : form;
    }
    return form;
}

void hoshi_numbers_see(struct numbers_seen *seen, const char *cell, long row)
{
    enum number_form form = hoshi_number_form(cell);
    if (seen->row[form])
        return;
    seen->row[form] = row;
    hoshi_text_copy(seen->cell[form], sizeof seen->cell[form], cell + strspn(cell, " "));
}

const char *hoshi_number_from_european(const char *cell, char *out, size_t size)
{
    char narrow[NUMBER_CELL], *to = out;
    const char *p = number_narrow(cell, narrow), *from = p;
    if (strlen(p) >= size)
        return cell;
    for (size_t n; (n = number_run(&p)) > 0; from = p += n) {
        memcpy(to, from, (size_t)(p - from));
        to += p - from;
        struct number_parts parts = number_parts(p, n);
        enum number_form form = number_form_of_run(p, n);
        bool japanese = form == NUMBER_POINTED || (form == NUMBER_GROUPED && parts.commas > 1);
        bool odd = parts.commas > 1 || (parts.points && !parts.groups);
        for (size_t i = 0; i < n; i++)
            if (japanese || odd)
                *to++ = p[i];
            else if (p[i] != '.')
                *to++ = p[i] == ',' ? '.' : p[i];
    }
    memcpy(to, from, strlen(from) + 1);
    return out;
}

const char *hoshi_number_sign_first(const char *cell, char *out, size_t size)
{
    size_t n = strlen(cell), lead = strspn(cell, " ");
    while (n && cell[n - 1] == ' ')
        n--;
    if (n < lead + 2 || cell[n - 1] != '-' || !number_digit(cell[n - 2]) || n + 2 > size ||
        strspn(cell + lead, "0123456789.,") != n - lead - 1)
        return cell;
    out[0] = '-';
    memcpy(out + 1, cell + lead, n - lead - 1);
    out[n - lead] = 0;
    return out;
}

enum { NUMBER_PIECE = 65536, NUMBER_AHEAD = 5 };

/* digit . three digits, and no fourth; a full-width point; NUL. */
static bool number_may_tell_at(const unsigned char *p)
{
    if (*p == 0 || (p[0] == 0xEF && p[1] == 0xBC && p[2] == 0x8E) || (p[0] == 0x81 && p[1] == 0x44))
        return true;
    return number_digit((char)p[0]) && p[1] == '.' && number_digit((char)p[2]) && number_digit((char)p[3]) &&
           number_digit((char)p[4]) && !number_digit((char)p[5]);
}

bool hoshi_numbers_may_tell(const char *path)
{
    static const unsigned char end[NUMBER_AHEAD + 1] = "      ";
    unsigned char piece[NUMBER_PIECE + 2 * NUMBER_AHEAD + 2];
    FILE *f = hoshi_file_stream(path);
    size_t kept = 0;
    bool may = f == NULL, more = f != NULL;
    while (more && !may) {
        size_t n = kept + fread(piece + kept, 1, NUMBER_PIECE, f);
        more = n > kept;
        if (!more)
            memcpy(piece + n, end, sizeof end);
        size_t whole = more ? n > NUMBER_AHEAD ? n - NUMBER_AHEAD : 0 : n;
        for (size_t i = 0; i < whole && !may; i++)
            may = number_may_tell_at(piece + i);
        kept = n - whole;
        memmove(piece, piece + whole, kept);
    }
    if (f)
        fclose(f);
    return may;
}

bool hoshi_number_said(const char *word, bool *european)
{
    static const char *const yes[] = {"european", "europe", "eu", "欧州式", "欧州", "欧州の書き方"},
                             *const no[] = {"japanese", "japan",        "jp",     "日本式",
                                            "日本",     "日本の書き方", "english"};
    char folded[HOSHI_FOLDED], one[HOSHI_FOLDED];
    enum number_form form = hoshi_number_form(word);
    hoshi_answer_fold(word, folded);
    bool is = form == NUMBER_EUROPEAN, isnt = form == NUMBER_GROUPED || form == NUMBER_POINTED;
    for (size_t i = 0; i < COUNT(yes); i++)
        is |= strcmp(folded, hoshi_answer_fold(yes[i], one)) == 0;
    for (size_t i = 0; i < COUNT(no); i++)
        isnt |= strcmp(folded, hoshi_answer_fold(no[i], one)) == 0;
    *european = is;
    return is != isnt;
}
