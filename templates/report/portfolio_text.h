/* SPDX-License-Identifier: GPL-3.0-or-later */
/** A portfolio on the screen: as a report, as JSON, and as a list of its suppliers. */
#ifndef HOSHI_PORTFOLIO_TEXT_H
#define HOSHI_PORTFOLIO_TEXT_H

#include "budget_view.h"
#include "json_write.h"
#include "message.h"

/** What is shown; everything borrowed. */
struct hoshi_portfolio_report {
    const struct hoshi_portfolio_view *run;
    const struct hoshi_budget_view *view; /* NULL: a shard, or nobody to choose from */
};

/** The report. */
void hoshi_portfolio_print(struct hoshi_buffer *out, enum hoshi_lang lang,
                           const struct hoshi_portfolio_report *r);

/**
 * The report as JSON. Money in whole yen over the horizon unless the key says annual or by_year:
 *
 *     hoshiwari_portfolio 1, list, buyer, as_of, start, horizon_years, tables, shard (of a part only)
 *     settings{as-of, years, unknown-share …}: all that result files must have in common, as texts, "-" = unset
 *     rows: items, suppliers, left_out, reasons[code, suppliers: the first of each row], source (csv, xlsx,
 *         folder, list), header_row, encoding, sheet (of a folder or list of case files: 0, "", ""),
 *         columns[column, heading, member (null: not read), near, unit_yen (of amounts), unread (older, other, ignored:
 *         why a heading that is known is not read), hidden], title_unit_yen (0 none), hidden_rows (read all the same),
 *         cells_unknown, cells_about, cells_merged (not read as they stand), notes (rows of totals and notes),
 *         other_sheets[] (with headings, not read), buyers[id, name: parties of the case files,
 *         the first met], more_buyers,
 *         this_buyer{by_name, by_id, alone (the only party of a case): cases by how their buyer was found;
 *         names_differ: true where cases of different names were added up as one buyer;
 *         names[id, name, files] as first met, other_files: under more names},
 *         left_out_rows[row, id, name, faults, fault[code, file, line, where, found, allowed]]: the first
 *         HOSHI_PORTFOLIO_LEFT_MAX with HOSHI_PORTFOLIO_FAULTS of each; file and line ("", 0: not known) of what
 *         is wrong in a case file or in the gap file it names, "" and 0 in a list, where row tells
 *     totals, by_level.3, by_level.4: suppliers, by_year_yen, horizon_yen, annual_yen, direct_yen, indirect_yen,
 *         upgrade_yen, once_yen, recurring_yen, funding_yen, level3_yen, level4_yen, buyer_yen, own_yen,
 *         mean_horizon_yen, mean_annual_yen, all_unanswered_unmet_yen, annual_purchases_yen,
 *         by_category_yen{star, 1 … 7}, parties[id: buyer, others, supplier; horizon, annual, direct, indirect,
 *         by_year]
 *     expected{whole_by_year_yen, buyer_by_year_yen, whole_yen, buyer_yen: sums of the suppliers' whole yen, the
 *         mean that report and workbook show}
 *     learnt[category, suppliers (that answered something of it, of the beginning of the list), open_rate (taken for those
 *         that did not, before their own answers are counted), open_rate_sd (of that, for all of them alike)]
 *     growth{wages, prices: a year; whole_by_year_yen, buyer_by_year_yen, whole_yen, buyer_yen}: in no other figure
 *     range (not of a part, nor with --no-range).whole, .buyer: horizon, level3, level4, by_year[]: mean, sd, own_sd, common_sd, p10, p50, p80,
 *         p90, sum_of_p80, independent_p80, shares of the common variance (market, labour, fees, rates: how the silent
 *         would answer), nodes_error
 *     suppliers_with{counts_used, gap_unknown …}, criteria{met …}
 *     bought[price, unit, suppliers, quantity, yen]
 *     budget (null without a choice): stated, state, optimal, budget_yen, spent_yen, open_yen (of spent, effect
 *         of missing answers, contained), left_yen, short_yen by year, funded, removed_micro <= bound_micro
 *         (risk-years in millionths), limits (where any are set: talks_most, talks, talks_yen by year, talks_over,
 *         minimum_yen, below_minimum, quotas[level or category, unit, most, used]), all_micro, curve[budget_yen, spent_yen,
 *         removed_micro, bound_micro, funded: it never falls; budgets that the musts alone pass are no points of it],
 *         million_more[]
 *     answers (with --answers, or where the list tells when it asked; replies_text.h)
 *     against (with --against; against_text.h): what moved the buyer's part since the last run
 *     suppliers[row, id, name, level, flags, share_ppm, annual_purchases_yen, part_of_purchases_ppm (this buyer's annual
 *         charge over them: hoshi_budget_share; null: not known), …, parties, expected{whole_by_year_yen,
 *         buyer_by_year_yen: what the choice goes by}, whole, buyer, weight, start_year, rank]
 *
 * The same keys and values whether a list was computed at once or put together from result files, which keep
 * how the list was understood.
 *
 * The object is left open: whoever writes the suppliers adds the list of them, each by
 * hoshi_portfolio_put_json_supplier, piece by piece, and ends it.
 */
void hoshi_portfolio_put_json(struct hoshi_json_writer *w, const struct hoshi_portfolio_report *r);

/** One supplier as a JSON object. `start` year in which the choice begins, 0 not, −1 no choice. */
void hoshi_portfolio_put_json_supplier(struct hoshi_json_writer *w,
                                       const struct hoshi_supplier_result *result, int start, int64_t rank);

#endif
