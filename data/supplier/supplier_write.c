/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "supplier_columns.h"

#include <inttypes.h>
#include <stdio.h>
#include <string.h>

void hoshi_csv_print_field(struct hoshi_buffer *out, const char *text)
{
    if (!text[strcspn(text, ",;\t\"\r\n")]) {
        hoshi_buffer_puts(out, text);
        return;
    }
    hoshi_buffer_puts(out, "\"");
    for (size_t n; n = strcspn(text, "\""), true; text += n + 1) {
        hoshi_buffer_add(out, text, n);
        if (!text[n])
            break;
        hoshi_buffer_puts(out, "\"\"");
    }
    hoshi_buffer_puts(out, "\"");
}

static bool wanted(const struct hoshi_catalog *catalog, const struct column *c, int gap)
{
    if (c->kind == COLUMN_TALLY)
        return gap & HOSHI_SUPPLIER_COUNT_COLUMNS;
    if (c->kind == COLUMN_ANSWER)
        return gap & (catalog->criterion[c->index].level > 3 ? HOSHI_SUPPLIER_LEVEL4_COLUMNS
                                                             : HOSHI_SUPPLIER_LEVEL3_COLUMNS);
    return true;
}

void hoshi_supplier_print_head(struct hoshi_buffer *out, const struct hoshi_catalog *catalog,
                               enum hoshi_supplier_language language, int gap)
{
    struct column list[HOSHI_SUPPLIER_COLUMNS_MAX];
    size_t n = hoshi_supplier_column_list(catalog, list), written = 0;
    hoshi_buffer_puts(out, "\xEF\xBB\xBF");
    for (size_t i = 0; i < n; i++) {
        char heading[256];
        if (!wanted(catalog, &list[i], gap))
            continue;
        hoshi_supplier_column_heading(catalog, &list[i], language, heading);
        hoshi_buffer_puts(out, written++ ? "," : "");
        hoshi_csv_print_field(out, heading);
    }
    hoshi_buffer_puts(out, "\r\n");
}

size_t hoshi_supplier_headings(const struct hoshi_catalog *catalog, enum hoshi_supplier_language language,
                               int gap, struct hoshi_supplier_heading *out)
{
    static const enum hoshi_supplier_input input[] = {
        [COLUMN_LEVEL] = HOSHI_SUPPLIER_INPUT_LEVEL,
        [COLUMN_HOLDS] = HOSHI_SUPPLIER_INPUT_LEVEL,
        [COLUMN_YEN] = HOSHI_SUPPLIER_INPUT_YEN,
        [COLUMN_COUNT] = HOSHI_SUPPLIER_INPUT_COUNT,
        [COLUMN_TALLY] = HOSHI_SUPPLIER_INPUT_COUNT,
        [COLUMN_TRUTH] = HOSHI_SUPPLIER_INPUT_TRUTH,
        [COLUMN_FLAG] = HOSHI_SUPPLIER_INPUT_FLAG,
        [COLUMN_DATE] = HOSHI_SUPPLIER_INPUT_DATE,
        [COLUMN_DEADLINE] = HOSHI_SUPPLIER_INPUT_DATE,
        [COLUMN_WEIGHT] = HOSHI_SUPPLIER_INPUT_NUMBER,
        [COLUMN_ANSWER] = HOSHI_SUPPLIER_INPUT_ANSWER,
        [COLUMN_TRANSACTION] = HOSHI_SUPPLIER_INPUT_TRANSACTION,
        [COLUMN_DECISION] = HOSHI_SUPPLIER_INPUT_TEXT}; /* the last kind; those not named are texts */
    struct column list[HOSHI_SUPPLIER_COLUMNS_MAX];
    size_t n = hoshi_supplier_column_list(catalog, list), found = 0;
    for (size_t i = 0; i < n; i++) {
        if (!wanted(catalog, &list[i], gap))
            continue;
        struct hoshi_supplier_heading *to = &out[found++];
        hoshi_supplier_column_heading(catalog, &list[i], language, to->words);
        memcpy(to->member, list[i].member, sizeof to->member);
        to->input = input[list[i].kind];
    }
    return found;
}

/* ---- cells ---- */

static void print_number(int64_t value, char out[256])
{
    if (value != HOSHI_NONE)
        snprintf(out, 256, "%" PRId64, value);
}

static void print_truth(enum hoshi_truth truth, bool ja, char out[256])
{
    if (truth != HOSHI_UNKNOWN)
        snprintf(out, 256, "%s", truth == HOSHI_YES ? (ja ? "はい" : "yes") : (ja ? "いいえ" : "no"));
}

static void print_answer(const struct hoshi_supplier_row *row, size_t criterion, bool ja, char out[256])
{
    static const char *const marks[HOSHI_ANSWERS] = {"", "○", "△", "×", "－", "回答を控える"};
    uint8_t answer = row->answer[criterion];
    char share[HOSHI_DECIMAL_TEXT];
    if (row->gap != HOSHI_SUPPLIER_GAP_ANSWERS || answer == HOSHI_UNANSWERED || answer >= HOSHI_ANSWERS)
        return;
    snprintf(out, 256, "%s", ja ? marks[answer] : hoshi_answer_key((enum hoshi_answer_status)answer));
    if (answer == HOSHI_PARTIAL && row->remaining_ppm[criterion] >= 0)
        snprintf(out, 256, "%s %s", ja ? "△" : "partial",
                 hoshi_decimal_print(row->remaining_ppm[criterion], 0, share));
}

static void print_star(int level, char out[256])
{
    if (level)
        snprintf(out, 256, "%d", level);
}

static void print_cell(const struct column *c, bool ja, const struct hoshi_supplier_row *row, char out[256])
{
    const char *member = (const char *)row + c->offset;
    char text[HOSHI_DECIMAL_TEXT];
    out[0] = 0;
    switch (c->kind) {
    case COLUMN_ID:
        snprintf(out, 256, "%s", row->head.id);
        break;
    case COLUMN_NAME:
        snprintf(out, 256, "%s", row->head.name);
        break;
    case COLUMN_LEVEL:
        print_star(row->head.level, out);
        break;
    case COLUMN_HOLDS:
        print_star(row->holds_level, out);
        break;
    case COLUMN_YEN:
    case COLUMN_COUNT:
        print_number(*(const int64_t *)(const void *)member, out);
        break;
    case COLUMN_TRUTH:
        print_truth(*(const enum hoshi_truth *)(const void *)member, ja, out);
        break;
    case COLUMN_FLAG:
        print_truth(*(const bool *)(const void *)member ? HOSHI_YES : HOSHI_UNKNOWN, ja, out);
        break;
    case COLUMN_DATE:
    case COLUMN_DEADLINE:
        hoshi_date_print(*(const struct hoshi_date *)(const void *)member, out);
        break;
    case COLUMN_WEIGHT:
        if (row->head.weight_micro != HOSHI_NONE)
            snprintf(out, 256, "%s", hoshi_decimal_print(row->head.weight_micro, 0, text));
        break;
    case COLUMN_TRANSACTION:
        snprintf(out, 256, "%s", row->head.transaction);
        break;
    case COLUMN_WORD:
    case COLUMN_CORPORATE:
        snprintf(out, 256, "%s", member);
        break;
    case COLUMN_ANSWER:
        print_answer(row, c->index, ja, out);
        break;
    case COLUMN_TALLY:
        if (row->gap == HOSHI_SUPPLIER_GAP_COUNTS)
            print_number(row->count[c->index][c->status], out);
        break;
    default:
        break;
    }
}

void hoshi_supplier_print_row(struct hoshi_buffer *out, const struct hoshi_catalog *catalog,
                              enum hoshi_supplier_language language, int gap,
                              const struct hoshi_supplier_row *row)
{
    struct column list[HOSHI_SUPPLIER_COLUMNS_MAX];
    size_t n = hoshi_supplier_column_list(catalog, list), written = 0;
    for (size_t i = 0; i < n; i++) {
        char cell[256];
        if (!wanted(catalog, &list[i], gap))
            continue;
        print_cell(&list[i], language == HOSHI_SUPPLIER_JA, row, cell);
        hoshi_buffer_puts(out, written++ ? "," : "");
        hoshi_csv_print_field(out, cell);
    }
    hoshi_buffer_puts(out, "\r\n");
}
