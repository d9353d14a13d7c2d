#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Fair-trade checks from outside: situations of conduct with what they must give, every rule to each of its
results through a case file, the views, the words that must never stand anywhere.

    test_check.py PROGRAM
"""
import copy
import json
import os
import re
import sys
import zipfile

sys.path.insert(0, os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
from suite import ENGLISH, JAPANESE, ROOT, Program, Suite

program = Program(sys.argv[1])
EXAMPLE = os.path.join(ROOT, "data", "examples", "kanto-seimitsu", "case.json")
with open(os.path.join(ROOT, "data", "tables", "rules.json"), encoding="utf-8") as file:
    TABLE = json.load(file)
with open(os.path.join(ROOT, "data", "tables", "prices.json"), encoding="utf-8") as file:
    PRICES = json.load(file)["rows"]
OK, ATTENTION, PROBLEM, MISSING, NOT = "ok", "attention", "possible_problem", "missing_facts", "not_applicable"
BATCH = 60

BUYER = {"is_corporation": True, "capital_yen": 400000000, "employees_regular": 500,
         "transactions": [{"type": "manufacturing", "ordered_on": "2026-06-01"}], "requested_level": 3}
SUPPLIER = {"capital_yen": 10000000, "employees_regular": 20, "annual_sales_yen": 1000000000, "size": {"users": 20}}


def merged(base, patch):
    """Members of dictionaries are merged, everything else is replaced; None takes a member away."""
    out = copy.deepcopy(base)
    for key, value in patch.items():
        if value is None and key in out:
            out.pop(key)
        elif isinstance(value, dict) and isinstance(out.get(key), dict):
            out[key] = merged(out[key], value)
        else:
            out[key] = copy.deepcopy(value)
    return out


def case_of(buyers, supplier=None, **more):
    made = {"hoshiwari_case": 1, "case_id": "conduct", "as_of": "2026-11-22", "start": "2027-04", "target_level": 4,
            "supplier": merged(SUPPLIER, supplier or {}), "gap": {"answers": {"1-2-1-1": "unmet", "4-1-5-1": "unmet"}},
            "buyers": [merged(merged(BUYER, {"annual_purchases_yen": 1000000}), b) for b in buyers]}
    for i, b in enumerate(made["buyers"]):
        b.setdefault("id", "B%d" % i)
    return merged(made, more)


def findings(case, *words):
    """[{rule: [result of each transaction]}] per buyer."""
    done = program.run("check", program.write(case), "--json", *words, env=ENGLISH)
    if done.returncode:
        raise RuntimeError(done.stderr.decode()[:2000])
    out = []
    for b in json.loads(done.stdout)["buyers"]:
        mine = {}
        for f in b["findings"]:
            mine.setdefault(f["rule"], []).append(f["result"])
        out.append(mine)
    return out


def worst(results):
    for r in (PROBLEM, ATTENTION, MISSING, OK):
        if r in results:
            return r
    return NOT


# ---- situations: what happened, and what a rule must say ----

ASKED = {"negotiation": {"requested_on": "2026-10-01", "request_in_writing": True}}
HELD = {"negotiation": {"requested_on": "2026-09-01", "decision_date": "2026-10-01", "price_before_yen": "100",
                        "price_after_yen": "100"}}
UNSIZED = {"capital_yen": None, "employees_regular": None}
RAISED = {"negotiation": {"requested_on": "2026-09-01", "decision_date": "2026-10-01", "price_before_yen": "100",
                          "price_after_yen": "101"}}
OUT = {"capital_yen": 10000000, "employees_regular": 20}  # not covered by the 取適法


def nego(**facts):
    return {"negotiation": facts}


def request(**facts):
    return {"request": facts}


def pay(**facts):
    return {"payment": facts}


# (words, changes to the buyer, {rule: result}, changes to the supplier, members of the case)
SITUATIONS = [
    ("a price kept and the reason only told", merged(HELD, nego(refusal_reason_written=False)), {"PRICE-02": PROBLEM}),
    ("a price kept with a letter that says why", merged(HELD, nego(refusal_reason_written=True)), {"PRICE-02": OK}),
    ("a price kept, nobody knows whether there is a letter", HELD, {"PRICE-02": MISSING}),
    ("nothing asked for", {}, {"PRICE-02": NOT, "PRICE-03": NOT, "PRICE-04": NOT, "PRICE-06": NOT, "PRICE-25": NOT,
                               "REC-07": MISSING, "PRICE-05": NOT}),
    ("fixed without a meeting", merged(HELD, nego(meeting_count=0)), {"PRICE-03": PROBLEM, "PRICE-06": NOT}),
    ("fixed after a meeting with reasons, together", merged(HELD, nego(meeting_count=1, buyer_explanation_given=True,
                                                                      decision_unilateral=False)),
     {"PRICE-03": OK, "PRICE-07": OK}),
    ("one meeting, no explanation", merged(HELD, nego(meeting_count=1, buyer_explanation_given=False)),
     {"PRICE-03": PROBLEM, "PRICE-07": NOT}),
    ("explained but set alone", merged(HELD, nego(meeting_count=2, buyer_explanation_given=True,
                                                 decision_unilateral=True)), {"PRICE-03": ATTENTION}),
    ("agreed after talks", merged(HELD, nego(meeting_count=1, decision_unilateral=False)), {"PRICE-03": OK}),
    ("agreed without any", merged(HELD, nego(meeting_count=0, decision_unilateral=False)), {"PRICE-03": ATTENTION}),
    ("met, whether explained is open", merged(HELD, nego(meeting_count=1)), {"PRICE-03": MISSING, "PRICE-07": MISSING}),
    ("the same outside the act", merged(merged(HELD, OUT), nego(meeting_count=0)),
     {"PRICE-03": NOT, "PRICE-04": NOT, "REC-03": NOT, "SCOPE-05": OK}),
    ("the same on an old order", merged(merged(HELD, nego(meeting_count=0)),
                                        {"transactions": [{"type": "manufacturing", "ordered_on": "2025-12-31"}]}),
     {"PRICE-03": NOT, "SCOPE-06": ATTENTION, "SCOPE-01": NOT}),
    ("silence of 52 days", ASKED, {"PRICE-04": ATTENTION}),
    ("silence of someone of unknown size", merged(ASKED, UNSIZED), {"PRICE-04": MISSING, "PRICE-31": MISSING}),
    ("silence within the setting of the case", ASKED, {"PRICE-04": OK}, {}, {"checks": {"response_days": 60}}),
    ("answered", merged(ASKED, nego(responded_on="2026-10-05")), {"PRICE-04": OK}),
    ("put off twice without reasons", merged(ASKED, nego(postponed_count=2, postponement_reasons_given=False)),
     {"PRICE-05": ATTENTION}),
    ("put off twice with reasons", merged(ASKED, nego(postponed_count=2, postponement_reasons_given=True)),
     {"PRICE-05": OK}),
    ("put off twice, reasons unknown", merged(ASKED, nego(postponed_count=2)), {"PRICE-05": MISSING}),
    ("put off once", merged(ASKED, nego(postponed_count=1)), {"PRICE-05": OK}),
    ("raised in part without talks", merged(HELD, nego(price_after_yen="101", meeting_count=0)),
     {"PRICE-06": ATTENTION, "PRICE-02": NOT}),
    ("raised in part after talks", merged(HELD, nego(price_after_yen="101", meeting_count=1)), {"PRICE-06": OK}),
    ("raised, meetings unknown", merged(HELD, nego(price_after_yen="101")), {"PRICE-06": MISSING}),
    ("decided with the cost on the table", merged(HELD, nego(security_cost_discussed_explicitly=True)), {"PRICE-01": OK}),
    ("decided with the cost never mentioned", merged(HELD, nego(security_cost_discussed_explicitly=False)),
     {"PRICE-01": PROBLEM}),
    ("decided, whether mentioned is open", HELD, {"PRICE-01": MISSING}),
    ("not decided", {}, {"PRICE-01": NOT}),
    ("price held while public data rose", merged(HELD, nego(market_price_known=False, public_index_rise="0.03")),
     {"PRICE-08": PROBLEM}),
    ("price held, data rose little", merged(HELD, nego(market_price_known=False, public_index_rise="0.029999")),
     {"PRICE-08": OK}),
    ("price held, data unknown", merged(HELD, nego(market_price_known=False)), {"PRICE-08": MISSING}),
    ("price held, market price known", merged(HELD, nego(market_price_known=True)), {"PRICE-08": NOT}),
    ("a system fee of one yen taken off", {"deduction": {"yen": 1, "supplier_fault": False}}, {"PRICE-09": PROBLEM}),
    ("taken off for a fault", {"deduction": {"yen": 1000, "supplier_fault": True}}, {"PRICE-09": OK}),
    ("taken off, why is open", {"deduction": {"yen": 1000}}, {"PRICE-09": MISSING}),
    ("nothing taken off", {"deduction": {"yen": 0}}, {"PRICE-09": NOT}),
    ("a fund without basis", {"contribution": {"requested": True, "amount_basis_and_use_disclosed": False}},
     {"PRICE-10": PROBLEM}),
    ("a fund without agreement", {"contribution": {"requested": True, "amount_basis_and_use_disclosed": True,
                                                   "agreed_in_advance": False}}, {"PRICE-10": PROBLEM}),
    ("a fund disclosed and agreed", {"contribution": {"requested": True, "amount_basis_and_use_disclosed": True,
                                                      "agreed_in_advance": True, "yen": 100,
                                                      "supplier_direct_benefit_yen": 100}},
     {"PRICE-10": OK, "PRICE-11": OK}),
    ("a fund above the benefit", {"contribution": {"requested": True, "yen": 101, "supplier_direct_benefit_yen": 100}},
     {"PRICE-10": MISSING, "PRICE-11": PROBLEM}),
    ("a fund, benefit unknown", {"contribution": {"requested": True, "yen": 101}}, {"PRICE-11": MISSING}),
    ("no fund", {"contribution": {"requested": False}}, {"PRICE-10": NOT, "PRICE-11": NOT}),
    ("controls added after the order", request(new_controls_after_order=True, extra_cost_borne=False),
     {"PRICE-12": ATTENTION}),
    ("the same, cost borne", request(new_controls_after_order=True, extra_cost_borne=True), {"PRICE-12": OK}),
    ("the same, cost open", request(new_controls_after_order=True), {"PRICE-12": MISSING}),
    ("nothing added", request(new_controls_after_order=False), {"PRICE-12": NOT}),
    ("cost papers demanded, no talks", merged(ASKED, nego(internal_papers_demanded=True, meeting_count=0)),
     {"PRICE-13": PROBLEM}),
    ("cost papers demanded in talks", merged(ASKED, nego(internal_papers_demanded=True, meeting_count=1)),
     {"PRICE-13": ATTENTION}),
    ("public data will do", merged(ASKED, nego(internal_papers_demanded=False)), {"PRICE-13": OK}),
    ("what was asked for is open", ASKED, {"PRICE-13": MISSING}),
    ("no talks at all", nego(meeting_count=0), {"PRICE-13": NOT}),
    ("its own model, set alone", nego(buyer_own_cost_model_used=True, cost_model_shared=False), {"PRICE-14": ATTENTION}),
    ("its own model, shared", nego(buyer_own_cost_model_used=True, cost_model_shared=True, decision_unilateral=False),
     {"PRICE-14": OK}),
    ("no model", nego(buyer_own_cost_model_used=False), {"PRICE-14": NOT}),
    ("its own model, shared is open", nego(buyer_own_cost_model_used=True), {"PRICE-14": MISSING}),
    ("talked eleven months ago", nego(last_consult_on="2025-11-23"), {"PRICE-15": OK}),
    ("talked twelve months ago", nego(last_consult_on="2025-11-22"), {"PRICE-15": ATTENTION}),
    ("never stated when", {}, {"PRICE-15": MISSING}),
    ("a buyer that is no corporation", {"is_corporation": False, "capital_yen": None}, {"PRICE-15": NOT}),
    ("no request, talks asked for, silence", merged(ASKED, {"requested_level": None, "include": True}),
     {"PRICE-16": MISSING, "REQ-01": NOT, "REQ-02": NOT, "REQ-08": NOT, "REQ-11": NOT, "REQ-12": NOT, "REQ-03": NOT}),
    ("no request, asked, no meeting", merged(merged(ASKED, nego(meeting_count=0)),
                                             {"requested_level": None, "include": True}), {"PRICE-16": ATTENTION}),
    ("no request, asked, answered", merged(merged(ASKED, nego(meeting_count=1, responded_on="2026-10-09")),
                                           {"requested_level": None, "include": True}), {"PRICE-16": OK}),
    ("requested", {}, {"PRICE-16": NOT}),
    # requests
    ("need explained and on record", request(necessity_explained=True, necessity_basis="図面を預けるため"), {"REQ-01": OK}),
    ("need explained, nothing on record", request(necessity_explained=True), {"REQ-01": MISSING}),
    ("need not explained", request(necessity_explained=False), {"REQ-01": ATTENTION}),
    ("need open", request(necessity_basis="図面"), {"REQ-01": MISSING}),
    ("method explained", request(method_explained=True), {"REQ-02": OK}),
    ("method not explained", request(method_explained=False), {"REQ-02": ATTENTION}),
    ("method open", {}, {"REQ-02": MISSING}),
    ("star 4 with no yes", {"requested_level": 4, "level_questions": {"important_data": False, "outage": False,
                                                                      "access": False}}, {"REQ-03": ATTENTION}),
    ("star 4 with one yes", {"requested_level": 4, "level_questions": {"outage": True}}, {"REQ-03": OK}),
    ("star 4 with one open", {"requested_level": 4, "level_questions": {"important_data": False, "outage": False}},
     {"REQ-03": MISSING}),
    ("star 3", {}, {"REQ-03": OK}),
    ("one level for all", request(same_level_for_all=True, risk_tiering=False), {"REQ-04": ATTENTION}),
    ("one level, tiers", request(same_level_for_all=True, risk_tiering=True), {"REQ-04": OK}),
    ("one level, tiers open", request(same_level_for_all=True), {"REQ-04": MISSING}),
    ("levels differ", request(same_level_for_all=False), {"REQ-04": NOT}),
    ("beyond the level without reasons", request(beyond_level=True, extra_reasons_given=False), {"REQ-05": ATTENTION}),
    ("beyond the level with reasons", request(beyond_level=True, extra_reasons_given=True), {"REQ-05": OK}),
    ("beyond the level, reasons open", request(beyond_level=True), {"REQ-05": MISSING}),
    ("not beyond", request(beyond_level=False), {"REQ-05": NOT}),
    ("a vendor named without need", request(designated_vendor="甲社", designation_necessary=False,
                                            equivalent_accepted=False), {"REQ-06": PROBLEM}),
    ("a vendor named, equivalents accepted", request(designated_vendor="甲社", designation_necessary=False,
                                                     equivalent_accepted=True), {"REQ-06": ATTENTION}),
    ("a vendor named for a good reason", request(designated_vendor="甲社", designation_necessary=True,
                                                 equivalent_accepted=False), {"REQ-06": ATTENTION}),
    ("needed, equivalents accepted", request(product_designated=True, designation_necessary=True,
                                             equivalent_accepted=True), {"REQ-06": OK}),
    ("a vendor named, need open", request(designated_vendor="甲社", equivalent_accepted=False), {"REQ-06": MISSING}),
    ("nothing named", request(product_designated=False), {"REQ-06": NOT, "REQ-07": NOT}),
    ("its own service", request(product_designated=True, vendor_is_affiliate=True, designation_necessary=False),
     {"REQ-07": ATTENTION}),
    ("its own service, needed", request(product_designated=True, vendor_is_affiliate=True, designation_necessary=True),
     {"REQ-07": OK}),
    ("its own service, need open", request(product_designated=True, vendor_is_affiliate=True), {"REQ-07": MISSING}),
    ("a letter that speaks of duty", request(text="★3の取得は法令により義務です。"), {"REQ-08": ATTENTION}),
    ("a letter that says it is no duty", request(text="★の取得は義務ではありません。秘密保持義務を守ります。"), {"REQ-08": MISSING}),
    ("a letter that says voluntary", request(stated_as_mandatory=False), {"REQ-08": OK}),
    ("a letter nobody has looked at", {}, {"REQ-08": MISSING}),
    ("no star, no trade", request(cert_as_trade_condition=True, necessity_explained=False), {"REQ-09": ATTENTION}),
    ("a condition with time, talks, equivalents", merged(
        request(cert_as_trade_condition=True, necessity_explained=True, made_on="2026-10-01", deadline="2027-09-30",
                equivalent_accepted=True), nego(security_cost_discussed_explicitly=True)), {"REQ-09": OK}, {},
     {"plan": {"implementation_days": 180}}),
    ("a condition with a day of time", merged(
        request(cert_as_trade_condition=True, necessity_explained=True, made_on="2026-10-01", deadline="2026-10-02",
                equivalent_accepted=True), nego(security_cost_discussed_explicitly=True)), {"REQ-09": ATTENTION}, {},
     {"plan": {"implementation_days": 180}}),
    ("a condition, the rest open", request(cert_as_trade_condition=True, necessity_explained=True, deadline="2027-09-30"),
     {"REQ-09": MISSING}),
    ("no condition", request(cert_as_trade_condition=False), {"REQ-09": NOT}),
    ("a month for a plan of 180 days", request(made_on="2026-10-01", deadline="2026-11-01"), {"REQ-10": ATTENTION}, {},
     {"plan": {"implementation_days": 180}}),
    ("exactly the days of the plan", request(made_on="2026-10-01", deadline="2026-11-01"), {"REQ-10": OK}, {},
     {"plan": {"implementation_days": 31}}),
    ("no plan", request(made_on="2026-10-01", deadline="2026-11-01"), {"REQ-10": MISSING}),
    ("no date set", request(made_on="2026-10-01"), {"REQ-10": NOT}),
    ("a recommended service as a condition", request(recommended_service_as_condition=True), {"REQ-11": ATTENTION}),
    ("a recommended service as advice", request(recommended_service_as_condition=False), {"REQ-11": OK}),
    ("a declaration forced", request(self_declaration_forced=True), {"REQ-12": ATTENTION}),
    ("a declaration of its own", request(self_declaration_forced=False), {"REQ-12": OK}),
    ("neither is known", {}, {"REQ-11": MISSING, "REQ-12": MISSING}),
    ("pressed after a refusal", request(status_survey=True, pressed_after_refusal=True, answers_used_for_price_cut=True),
     {"REQ-13": ATTENTION, "REQ-14": ATTENTION}),
    ("a survey, left at that", request(status_survey=True, pressed_after_refusal=False, answers_used_for_price_cut=False),
     {"REQ-13": OK, "REQ-14": OK}),
    ("a survey", request(status_survey=True), {"REQ-13": MISSING, "REQ-14": MISSING}),
    ("no survey", request(status_survey=False), {"REQ-13": NOT, "REQ-14": NOT}),
    ("forty hours unpaid", request(survey_hours=40, survey_paid=False), {"REQ-15": ATTENTION}),
    ("forty hours paid", request(survey_hours=40, survey_paid=True), {"REQ-15": OK}),
    ("forty hours", request(survey_hours=40), {"REQ-15": MISSING}),
    ("no hours", request(survey_hours=0), {"REQ-15": NOT}),
    # records and payment
    ("met without minutes", nego(meeting_count=1, minutes=False), {"REC-01": ATTENTION}),
    ("met with minutes", nego(meeting_count=1, minutes=True), {"REC-01": OK}),
    ("met", nego(meeting_count=1), {"REC-01": MISSING}),
    ("not met", nego(meeting_count=0), {"REC-01": NOT}),
    ("new price, terms not stated", merged(RAISED, nego(order_terms_restated=False)), {"REC-02": PROBLEM}),
    ("new price, terms stated", merged(RAISED, nego(order_terms_restated=True)), {"REC-02": OK}),
    ("new price", RAISED, {"REC-02": MISSING}),
    ("a price kept needs no new terms", HELD, {"REC-02": NOT}),
    ("a price changed before the talks now asked for", merged(RAISED, nego(decision_date="2026-08-31",
                                                                          security_cost_discussed_explicitly=False)),
     {"PRICE-01": NOT, "PRICE-03": NOT, "PRICE-06": NOT, "REC-02": NOT}),
    ("a price changed before the request was made", merged(RAISED, merged(
        nego(requested_on=None, decision_date="2026-08-31", security_cost_discussed_explicitly=False),
        request(made_on="2026-09-01"))), {"PRICE-01": NOT}),
    ("a price kept on the day of the request for talks", merged(HELD, nego(
        decision_date="2026-09-01", security_cost_discussed_explicitly=False)), {"PRICE-01": PROBLEM}),
    ("raised without a word on security", merged(RAISED, nego(security_cost_discussed_explicitly=False)),
     {"PRICE-01": ATTENTION}),
    ("agreed by letters, as asked", merged(RAISED, nego(
        price_requested_yen="101", decision_unilateral=False, meeting_count=0, buyer_explanation_given=True)),
     {"PRICE-03": ATTENTION, "PRICE-06": NOT}),
    ("raised to less than asked, set alone", merged(RAISED, nego(
        price_requested_yen="110", decision_unilateral=True, meeting_count=0)), {"PRICE-06": ATTENTION}),
    ("cut after asking for more", merged(HELD, nego(price_after_yen="60", public_index_rise="0.2",
                                                    market_price_known=False, refusal_reason_written=False)),
     {"PRICE-02": PROBLEM, "PRICE-08": PROBLEM}),
    ("held outside the act while data rose", merged(merged(HELD, OUT), nego(market_price_known=False,
                                                                            public_index_rise="0.05")),
     {"PRICE-08": ATTENTION}),
    ("taken off outside the act", merged(OUT, {"deduction": {"yen": 1, "supplier_fault": False}}),
     {"PRICE-09": ATTENTION}),
    ("taken off by someone of unknown size", merged(UNSIZED, {"deduction": {"yen": 1, "supplier_fault": False}}),
     {"PRICE-09": MISSING}),
    ("outside, cannot switch, fixed alone", merged(merged(HELD, OUT), merged(
        nego(meeting_count=0, decision_unilateral=True), {"relation": {"can_switch": False}})),
     {"PRICE-30": ATTENTION, "PRICE-03": NOT}),
    ("outside, cannot switch, fixed together", merged(merged(HELD, OUT), merged(
        nego(meeting_count=1, decision_unilateral=False, buyer_explanation_given=True),
        {"relation": {"can_switch": False}})), {"PRICE-30": OK}),
    ("outside, whether it can switch is open", merged(merged(HELD, OUT), nego(meeting_count=0)), {"PRICE-30": MISSING}),
    ("outside, silence", merged(ASKED, OUT), {"PRICE-31": ATTENTION, "PRICE-04": NOT}),
    ("outside, a quick answer", merged(merged(ASKED, OUT), nego(responded_on="2026-10-05")), {"PRICE-31": OK}),
    ("an answer after 293 days", nego(requested_on="2026-01-05", responded_on="2026-10-25"), {"PRICE-04": ATTENTION}),
    ("no new price", {}, {"REC-02": NOT}),
    ("records of a year", pay(records_kept_years=1), {"REC-03": PROBLEM}),
    ("records of two years", pay(records_kept_years=2), {"REC-03": OK}),
    ("records unknown", {}, {"REC-03": MISSING, "REC-04": MISSING, "REC-05": MISSING, "REC-06": MISSING, "REC-12": MISSING}),
    ("due on day 59", pay(days_after_receipt=59), {"REC-04": OK}),
    ("due on day 60", pay(days_after_receipt=60), {"REC-04": ATTENTION}),
    ("due on day 61", pay(days_after_receipt=61), {"REC-04": ATTENTION}),
    ("due on day 62", pay(days_after_receipt=62), {"REC-04": PROBLEM}),
    ("outside the act", merged(OUT, pay(days_after_receipt=120, method="note")), {"REC-04": NOT, "REC-05": NOT, "REC-12": NOT,
                                                                                 "REC-02": NOT, "REC-06": NOT}),
    ("a note", pay(method="note"), {"REC-05": PROBLEM, "REC-12": MISSING}),
    ("a transfer", pay(method="bank_transfer", fee_on_supplier=False), {"REC-05": OK, "REC-12": OK}),
    ("a transfer at the supplier's cost", pay(method="bank_transfer", fee_on_supplier=True), {"REC-05": OK, "REC-12": PROBLEM}),
    ("factoring, full cash", pay(method="factoring", full_cash_by_due=True, fee_on_supplier=False), {"REC-05": OK}),
    ("factoring, not in full", pay(method="factoring", full_cash_by_due=False, fee_on_supplier=False),
     {"REC-05": PROBLEM}),
    ("late without interest", pay(late_yen=1000000, late_days=10, interest_paid=False), {"REC-06": PROBLEM}),
    ("late with interest", pay(late_yen=1000000, late_days=10, interest_paid=True), {"REC-06": OK}),
    ("nothing late", pay(late_yen=0), {"REC-06": NOT}),
    ("late within the 60 days", pay(late_yen=1000000, late_days=0, interest_paid=False), {"REC-06": NOT}),
    ("cut after asking", merged(ASKED, nego(trade_cut_after=True)), {"REC-07": PROBLEM}),
    ("not cut after asking", merged(ASKED, nego(trade_cut_after=False)), {"REC-07": OK}),
    ("after asking, open", ASKED, {"REC-07": MISSING}),
    ("never asked", {}, {"REC-07": NOT}, {"reported_or_requested": False}),
    ("a large firm without policy", {"is_large": True, "pass_through_policy": False, "unanswered_suppliers": 10},
     {"REC-08": ATTENTION, "DISP-10": ATTENTION}),
    ("a large firm with policy", {"is_large": True, "pass_through_policy": True, "unanswered_suppliers": 9},
     {"REC-08": OK, "DISP-10": OK}),
    ("a large firm", {"is_large": True}, {"REC-08": MISSING, "DISP-10": MISSING}),
    ("not a large firm", {"is_large": False}, {"REC-08": NOT, "DISP-10": NOT}),
    ("declared, not renewed", {"partnership_declaration": True, "declaration_renewed": False}, {"REC-09": ATTENTION}),
    ("declared and renewed", {"partnership_declaration": True, "declaration_renewed": True}, {"REC-09": OK}),
    ("declared", {"partnership_declaration": True}, {"REC-09": MISSING}),
    ("not declared", {"partnership_declaration": False}, {"REC-09": NOT}),
    # scope
    ("covered by capital", {}, {"SCOPE-01": ATTENTION, "SCOPE-02": NOT, "SCOPE-03": NOT, "SCOPE-04": NOT, "SCOPE-05": OK,
                                "SCOPE-06": NOT, "SCOPE-07": NOT, "SCOPE-08": NOT, "SCOPE-11": NOT, "SCOPE-12": NOT}),
    ("other services", {"transactions": [{"type": "service_other"}]}, {"SCOPE-02": ATTENTION}),
    ("by headcount", {"capital_yen": 10000000, "employees_regular": 301}, {"SCOPE-01": NOT, "SCOPE-03": ATTENTION}),
    ("other services by headcount", {"capital_yen": 10000000, "employees_regular": 101,
                                     "transactions": [{"type": "service_other"}]}, {"SCOPE-04": ATTENTION}),
    ("headcounts with their days", {"employees_as_of": "2026-04-01"}, {"SCOPE-13": OK}, {"employees_as_of": "2026-04-01"}),
    ("headcounts without days", {}, {"SCOPE-13": ATTENTION}),
    ("no headcount", {"employees_regular": None}, {"SCOPE-13": NOT}),
    ("no size known", UNSIZED, {"SCOPE-01": MISSING, "SCOPE-03": MISSING, "SCOPE-05": MISSING, "SCOPE-07": MISSING,
                                "SCOPE-11": MISSING}),
    ("no capital known, covered either way", {"capital_yen": None}, {"SCOPE-01": MISSING, "SCOPE-05": OK,
                                                                     "SCOPE-07": NOT, "REC-03": MISSING}),
    ("services of unknown size", {"capital_yen": None, "employees_regular": None,
                                  "transactions": [{"type": "service_other"}]}, {"SCOPE-02": MISSING, "SCOPE-04": MISSING}),
    ("no transaction listed", {"transactions": []}, {"SCOPE-05": MISSING, "SCOPE-08": MISSING, "SCOPE-09": MISSING,
                                                     "SCOPE-12": MISSING}),
    ("for its own use", {"transactions": [{"type": "service_own_use"}]}, {"SCOPE-08": ATTENTION, "SCOPE-02": NOT}),
    ("outside, cannot switch", merged(OUT, {"relation": {"can_switch": False}}), {"SCOPE-07": ATTENTION}),
    ("outside, small and free", merged(OUT, {"relation": {"can_switch": True, "other_need": False}}), {"SCOPE-07": OK}),
    ("a trading company in front", {"transactions": [{"type": "manufacturing", "intermediary_present": True,
                                                      "buyer_decides_terms": True}]}, {"SCOPE-09": ATTENTION}),
    ("a real dealer", {"transactions": [{"type": "manufacturing", "intermediary_present": True,
                                         "buyer_decides_terms": False}]}, {"SCOPE-09": OK}),
    ("nobody in front", {"transactions": [{"type": "manufacturing", "intermediary_present": False}]}, {"SCOPE-09": NOT}),
    ("outside, through a controlled firm", merged(OUT, {"controlled_by_large": True}), {"SCOPE-11": ATTENTION}),
    ("a mould called a repair", {"transactions": [{"type": "repair", "tooling": True}]}, {"SCOPE-12": ATTENTION}),
    ("a firm of employees", {}, {"SCOPE-10": NOT}),
    ("a person alone", {}, {"SCOPE-10": ATTENTION}, {"capital_yen": None, "is_individual": True, "uses_employees": False,
                                                     "employees_regular": None}),
    ("a person, employees open", {}, {"SCOPE-10": MISSING}, {"capital_yen": None, "is_individual": True,
                                                             "employees_regular": None}),
    ("an old order of a small buyer", {"capital_yen": 10000000, "transactions": [
        {"type": "manufacturing", "ordered_on": "2025-06-01"}]}, {"SCOPE-06": NOT}),
    ("an old order of specified transport", {"transactions": [{"type": "specified_transport", "ordered_on": "2025-06-01"}]},
     {"SCOPE-06": NOT}),
    ("an old order of unknown size", merged(UNSIZED, {"transactions": [{"type": "repair", "ordered_on": "2025-06-01"}]}),
     {"SCOPE-06": MISSING}),
    # the day of an order that nobody stated is taken as from now on, never as an old one
    ("no day of the order", {"transactions": [{"type": "manufacturing"}]}, {"SCOPE-06": NOT, "SCOPE-01": ATTENTION}),
    # the supplier's own side
    ("the amount named", merged(ASKED, nego(amount_stated_by_supplier=True, public_wage_data_attached=True)),
     {"PRICE-25": OK, "PRICE-27": OK}),
    ("the amount not named", merged(ASKED, nego(amount_stated_by_supplier=False, public_wage_data_attached=False)),
     {"PRICE-25": ATTENTION, "PRICE-27": ATTENTION}),
    ("asked", ASKED, {"PRICE-25": MISSING, "PRICE-27": MISSING}),
    ("planned for March", nego(planned_on="2027-03-10"), {"PRICE-26": OK}),
    ("planned for June", nego(planned_on="2027-06-10"), {"PRICE-26": ATTENTION}),
    ("not planned", {}, {"PRICE-26": NOT}),
    ("next tier in the amount", {}, {"PRICE-28": OK}, {"has_own_subcontractors": True, "downstream_considered": True}),
    ("next tier left out", {}, {"PRICE-28": ATTENTION}, {"has_own_subcontractors": True, "downstream_considered": False}),
    ("next tier open", {}, {"PRICE-28": MISSING}, {"has_own_subcontractors": True}),
    ("no next tier", {}, {"PRICE-28": NOT}, {"has_own_subcontractors": False}),
    ("margin falls", {}, {"PRICE-29": ATTENTION}, {"annual_cost_yen": 900000000}),
    ("margin unknown", {}, {"PRICE-29": MISSING}),
    ("the key stated", {}, {"PRICE-17": OK, "PRICE-19": OK, "PRICE-20": OK, "PRICE-23": OK, "PRICE-21": OK}, {},
     {"sharing": {"key": "sales"}, "plan": {"baseline_reviewed": True}, "price": {"surcharge_months": 36}}),
    ("the key not stated, no end", {}, {"PRICE-17": ATTENTION, "PRICE-23": ATTENTION, "PRICE-21": ATTENTION,
                                        "PRICE-24": ATTENTION}, {}, {"plan": {"baseline_reviewed": False}}),
    ("not looked through", {}, {"PRICE-23": MISSING, "PRICE-18": NOT, "PRICE-22": NOT}),
    ("its own demand with a paper", merged(request(document="2026-10-01 依頼書"), {"extra": [{"measure": "pentest_network"}]}),
     {"PRICE-18": OK}),
    ("its own demand without a paper", {"extra": [{"measure": "pentest_network"}]}, {"PRICE-18": ATTENTION}),
    # where it may go
    ("a report, facts there", merged(merged(ASKED, request(made_on="2026-09-01")), {
        "name": "甲社", "dispute": {"considered": True, "route": "ama_report", "goal": "correction", "facts_signed": True}}),
     {"DISP-01": OK, "DISP-02": OK, "DISP-03": NOT, "DISP-04": NOT, "DISP-05": NOT, "DISP-09": OK, "DISP-08": ATTENTION},
     {"name": "乙社", "address": "某市", "contact": "総務"}),
    ("a report, unsigned, no date", {"dispute": {"considered": True, "route": "ama_report", "facts_signed": False}},
     {"DISP-01": ATTENTION, "DISP-02": ATTENTION, "DISP-09": ATTENTION}),
    ("a report, signature open", merged(nego(requested_on="2026-10-01"),
                                        {"dispute": {"considered": True, "route": "ama_report"}}),
     {"DISP-02": MISSING, "DISP-09": MISSING, "DISP-04": MISSING}),
    ("considered, nothing decided", {"dispute": {"considered": True}},
     {"DISP-01": MISSING, "DISP-03": MISSING, "DISP-05": MISSING, "DISP-02": MISSING}),
    ("under the act, asked first", {"dispute": {"considered": True, "route": "toriteki_report", "office_asked": True}},
     {"DISP-03": OK}),
    ("under the act, not asked", {"dispute": {"considered": True, "route": "toriteki_report", "office_asked": False}},
     {"DISP-03": ATTENTION}),
    ("money wanted by a report", {"dispute": {"considered": True, "route": "ama_report", "goal": "settlement"}},
     {"DISP-04": ATTENTION}),
    ("money wanted by mediation", {"dispute": {"considered": True, "route": "adr", "goal": "settlement",
                                               "domestic_trade": True}}, {"DISP-04": OK, "DISP-05": OK}),
    ("mediation abroad", {"dispute": {"considered": True, "route": "adr", "domestic_trade": False}},
     {"DISP-05": ATTENTION}),
    ("no dispute", {}, {"DISP-01": NOT, "DISP-02": NOT, "DISP-03": NOT, "DISP-04": NOT, "DISP-05": NOT, "DISP-08": NOT,
                        "DISP-09": NOT, "DISP-07": NOT, "DISP-07B": NOT, "DISP-06": OK}),
    ("the file complete", merged(HELD, {"request": {"document": "依頼書"}, "dispute": {"considered": True},
                                        "negotiation": {"request_in_writing": True, "minutes": True}}), {"DISP-08": OK}),
    ("a paid consultant", {}, {"DISP-07": ATTENTION, "DISP-07B": ATTENTION}, {},
     {"prepared_by": {"capacity": "consultant", "paid": True}}),
    ("an unpaid consultant", {}, {"DISP-07": OK, "DISP-07B": OK}, {},
     {"prepared_by": {"capacity": "consultant", "paid": False}}),
    ("a consultant", {}, {"DISP-07": MISSING, "DISP-07B": MISSING}, {}, {"prepared_by": {"capacity": "consultant"}}),
    ("a scrivener, paid", {}, {"DISP-07": ATTENTION, "DISP-07B": NOT}, {},
     {"prepared_by": {"capacity": "administrative_scrivener", "paid": True}}),
    ("a text that judges", request(necessity_basis="違法な要求"), {"DISP-06": ATTENTION}),
    # acts, as far as a case alone states them; those of a log are tried one by one in test_talk_acts
    ("a cut of placed orders", merged(HELD, nego(price_after_yen="99", reaches_placed_orders=True)), {"PRICE-33": PROBLEM}),
    ("a cut of placed orders outside the act", merged(merged(HELD, OUT), nego(price_after_yen="99", reaches_placed_orders=True)),
     {"PRICE-33": ATTENTION}),
    ("a cut of new orders", merged(HELD, nego(price_after_yen="99", reaches_placed_orders=False)), {"PRICE-33": OK}),
    ("a cut, its reach open", merged(HELD, nego(price_after_yen="99")), {"PRICE-33": MISSING, "PRICE-32": MISSING}),
    ("moulds kept unpaid", {"contribution": {"moulds_kept": True, "mould_storage_paid": False}}, {"PRICE-34": PROBLEM}),
    ("moulds kept unpaid outside the act", merged(OUT, {"contribution": {"moulds_kept": True, "mould_storage_paid": False}}),
     {"PRICE-34": ATTENTION}),
    ("moulds kept and paid", {"contribution": {"moulds_kept": True, "mould_storage_paid": True}}, {"PRICE-34": OK}),
    ("moulds kept", {"contribution": {"moulds_kept": True}}, {"PRICE-34": MISSING}),
    ("no moulds", {"contribution": {"moulds_kept": False}}, {"PRICE-34": NOT}),
    ("no amount named, nothing proposed", merged(ASKED, nego(amount_stated_by_supplier=False, buyer_proposed_method=False)),
     {"PRICE-37": ATTENTION}),
    ("no amount named, a way proposed", merged(ASKED, nego(amount_stated_by_supplier=False, buyer_proposed_method=True)),
     {"PRICE-37": OK}),
    ("long silence, no desk asked", merged(ASKED, {"dispute": {"advice_sought": False}}), {"PRICE-38": ATTENTION}),
    ("long silence, a desk asked", merged(ASKED, {"dispute": {"advice_sought": True}}), {"PRICE-38": OK}),
    ("asked last month", ASKED, {"PRICE-39": OK}),
    ("asked last year", nego(requested_on="2025-10-01"), {"PRICE-39": ATTENTION}),
    ("a deadline before the scheme opens", request(made_on="2026-09-01", deadline="2027-03-31"), {"REQ-16": ATTENTION}),
    ("a deadline after it", request(made_on="2026-09-01", deadline="2027-04-01"), {"REQ-16": OK}),
    ("paid beyond the 60th day", pay(late_yen=1000000, late_days=10), {"REC-10": PROBLEM}),
    ("paid on the 60th day", pay(late_yen=1000000, late_days=0), {"REC-10": OK}),
    ("taken off, no interest", {"deduction": {"yen": 100, "supplier_fault": False}, "payment": {"interest_paid": False}},
     {"REC-11": MISSING}),
    ("taken off by its own fault", {"deduction": {"yen": 100, "supplier_fault": True}}, {"REC-11": NOT}),
    ("taken off, interest paid", {"deduction": {"yen": 100, "supplier_fault": False}, "payment": {"interest_paid": True}},
     {"REC-11": OK}),
]

# Results that no case file can bring about: amounts the program works out always have them in order.
BEYOND = {("PRICE-19", ATTENTION), ("PRICE-19", MISSING), ("PRICE-19", NOT), ("PRICE-20", ATTENTION), ("PRICE-20", MISSING),
          ("PRICE-20", NOT), ("PRICE-22", MISSING), ("PRICE-22", ATTENTION), ("PRICE-17", MISSING), ("PRICE-17", NOT), ("PRICE-18", MISSING),
          ("PRICE-21", MISSING), ("PRICE-21", NOT), ("PRICE-23", NOT), ("PRICE-24", MISSING), ("PRICE-24", NOT),
          ("PRICE-27", NOT), ("PRICE-29", NOT), ("PRICE-26", MISSING), ("SCOPE-06", MISSING), ("DISP-06", MISSING), ("DISP-08", MISSING),
          ("DISP-06", NOT), ("PRICE-16", NOT)}
# Results that only acts of a talk log bring about: items of a price change, refusals, days of a payment.
BEYOND |= {("PRICE-32", r) for r in (OK, ATTENTION, PROBLEM)} | {("PRICE-35", r) for r in (OK, ATTENTION, MISSING)} | {
    ("PRICE-40", r) for r in (OK, ATTENTION, MISSING)} | {
    ("PRICE-36", r) for r in (OK, ATTENTION, MISSING)} | {
    ("REQ-16", MISSING), ("PRICE-39", MISSING), ("REC-10", ATTENTION), ("REC-10", MISSING), ("REC-11", PROBLEM)}


def situations(t):
    reached = {}
    groups = {}
    for s in SITUATIONS:
        words, buyer, wanted = s[:3]
        supplier, more = (s[3] if len(s) > 3 else {}), (s[4] if len(s) > 4 else {})
        groups.setdefault(json.dumps([supplier, more], sort_keys=True), []).append((words, buyer, wanted, supplier, more))
    for group in groups.values():
        for first in range(0, len(group), BATCH):
            batch = group[first:first + BATCH]
            got = findings(case_of([b for _, b, _, _, _ in batch], batch[0][3], **batch[0][4]))
            for (words, _, wanted, _, _), mine in zip(batch, got):
                for rule, result in wanted.items():
                    t.equal(worst(mine[rule]), result, "%s: %s" % (words, rule))
                for rule, results in mine.items():
                    reached.setdefault(rule, set()).update(results)
    return reached


def every_result(t):
    """Every rule came to each of its results through a case file."""
    reached = situations(t)
    # two cases of their own: levels side by side, everything in order
    two = findings(case_of([{"requested_level": 3}, {"requested_level": 4}]))
    t.equal([x["PRICE-22"] for x in two], [[OK], [OK]], "levels side by side")
    over = findings(case_of([{"requested_level": 3, "annual_purchases_yen": 400000000},
                             {"requested_level": 4, "annual_purchases_yen": 400000000}],
                            sharing={"key": "sales", "rules": {"level:4": "key"}}))
    kept = findings(case_of([{"annual_purchases_yen": 1000000000}], {"annual_cost_yen": 3000000000}))
    quote = [{"price": p["id"], "low_yen": 10000, "likely_yen": 10000, "high_yen": 10000, "from": "甲社",
              "date": "2026-10-01"} for p in PRICES if not p.get("benchmark_only")]
    quoted = findings(case_of([{}], plan={"quotes": quote}, checks={"quoted_share": "0.001"}))
    for more in (two, over, kept, quoted):
        for mine in more:
            for rule, results in mine.items():
                reached.setdefault(rule, set()).update(results)
    for row in TABLE["rows"]:
        wanted = {OK, ATTENTION, PROBLEM, MISSING, NOT}
        if row["otherwise"] == ATTENTION:
            wanted -= {PROBLEM}
        elif "attention" not in row:
            wanted -= {ATTENTION}
        if row["holds"] is False:
            wanted -= {OK}
        if row["holds"] is True or row["id"] == "SCOPE-05":
            wanted -= {ATTENTION}
        if row["applies"] is True:
            wanted -= {NOT}
        if row["id"] == "SCOPE-13":
            wanted -= {MISSING}
        missing = {r for r in wanted - reached.get(row["id"], set()) if (row["id"], r) not in BEYOND}
        t.check(not missing, "%s comes to each of its results" % row["id"], sorted(missing))
        t.check(not reached.get(row["id"], set()) - wanted, "%s comes to no other result" % row["id"],
                reached.get(row["id"]))


def views(t):
    case = program.write(case_of([merged(HELD, nego(refusal_reason_written=False))], {"annual_cost_yen": 900000000}))
    for view, parties in (("supplier", {"buyer", "supplier", "both"}), ("buyer", {"buyer", "both"})):
        done = program.run("check", case, "--json", "--view", view, env=ENGLISH)
        found = json.loads(done.stdout)["buyers"][0]["findings"]
        t.equal({f["party"] for f in found}, parties, "whose conduct the %s looks at" % view)
        t.equal(done.returncode, 0, "exit code without --strict")
    shown = program.run("check", case, "--view", "buyer", "--all", env=JAPANESE).stdout.decode()
    private = program.write(case_of([merged(merged(ASKED, OUT), {
        "relation": {"can_switch": False}, "dispute": {"considered": True, "route": "ama_report", "goal": "settlement"},
        "contribution": {"requested": True, "yen": 100, "supplier_direct_benefit_yen": 12345}})],
        {"reported_or_requested": True}, prepared_by={"capacity": "consultant", "paid": True}), "private.json")
    out = program.run("check", private, "--view", "buyer", "--json").stdout.decode()
    leaked = [w for w in ("12345", "DISP-", "SCOPE-07", '"value": true, "origin": "case" }, { "fact": "nego.trade_cut',
                          "ama_report", "consultant") if w in out]
    t.equal(leaked, [], "a buyer sees nothing of what the supplier keeps to itself")
    done = program.run("check", program.write(case_of([{}, {}]), "two.json"), "--view", "buyer", env=ENGLISH)
    t.check(done.returncode == 2 and b"HW-804" in done.stderr and not done.stdout, "a buyer's view is of one buyer", done.stderr)
    t.check("利益率" not in shown and "0.1%" not in shown, "a buyer sees no margin and no dependence", shown[:3000])
    t.equal(program.run("check", case, "--strict").returncode, 4, "--strict with a possible problem")
    t.equal(program.run("check", program.write(case_of([{}])), "--strict").returncode, 0, "--strict without one")
    done = program.run("check", case, "--buyer", "B9", env=ENGLISH)
    t.check(done.returncode == 1 and b"B0" in done.stderr and not done.stdout, "an unknown buyer is named", done.stderr)
    done = program.run("check", case, "--view", "other", env=ENGLISH)
    t.check(done.returncode == 2 and b"HW-803" in done.stderr, "an unknown view", done.stderr)
    done = program.run("check", program.write(case_of([])), env=JAPANESE)
    t.check(done.returncode == 0 and "発注者がケースに書かれていません" in done.stdout.decode(), "no buyer is said so")


def nothing_found_says_nothing(t):
    """Under a result without a finding the sentence of what may be the matter does not stand."""
    found = json.loads(program.run("check", EXAMPLE, "--json", "--buyer", "A").stdout)["buyers"][0]["findings"]
    spoken = {r["id"]: r for r in TABLE["rows"]}
    for lang in ("ja", "en"):
        shown = program.run("check", EXAMPLE, "--all", "--buyer", "A", "--lang", lang).stdout.decode()
        said = {f["rule"] for f in found if f["result"] in (ATTENTION, PROBLEM)}
        quiet = {f["rule"] for f in found} - said
        t.equal([r for r in said if spoken[r]["finding_" + lang] not in shown], [], "what was found is said, " + lang)
        t.equal([r for r in quiet if spoken[r]["finding_" + lang] in shown], [], "what was not found is not said, " + lang)


def counts(t):
    done = program.run("check", EXAMPLE, "--json", env=ENGLISH)
    found = json.loads(done.stdout)
    total = dict.fromkeys((OK, ATTENTION, PROBLEM, MISSING, NOT), 0)
    for b in found["buyers"]:
        mine = dict.fromkeys(total, 0)
        for f in b["findings"]:
            mine[f["result"]] += 1
            t.check(bool(f["missing"]) == (f["result"] == MISSING), "missing facts are named: " + f["rule"], f)
            for fact in f["facts"]:
                t.check(fact["origin"] in ("case", "log", "estimate", "facts", "absence", "assumed"), "an origin", fact)
        t.equal(b["counts"], mine, "counts of " + b["buyer"])
        total = {k: total[k] + mine[k] for k in total}
    t.equal(json.loads(program.run("estimate", EXAMPLE, "--json").stdout)["checks"], total, "counts of estimate --json")
    t.equal(program.run("check", EXAMPLE, "--json").stdout, done.stdout, "the same bytes twice")


def facts_of_the_log(t):
    """What the record of the talks tells goes before the case, with the number of its entry."""
    store = program.place("store.db")
    case = program.write(case_of([{"name": "甲社"}], {"name": "試験精密"}), "logged.json")
    done = program.run("log", case, "add", "--db", store, "--kind", "request", "--party", "B0", "--date", "2026-09-01",
                       "--by", "supplier", "--medium", "email", "--words", "協議の申入れ", env=ENGLISH)
    t.equal(done.returncode, 0, "an entry is added", done.stderr.decode())
    done = program.run("check", case, "--json", "--db", store, env=ENGLISH)
    t.equal(done.returncode, 0, "check with a store", done.stderr.decode())
    found = {f["rule"]: f for f in json.loads(done.stdout)["buyers"][0]["findings"]}
    t.equal(found["PRICE-04"]["result"], ATTENTION, "silence counted from the log")
    t.equal([x["value"] for x in found["PRICE-04"]["facts"] if x["fact"] == "nego.silence_days"], [82], "days of silence")
    t.equal(found["PRICE-13"]["result"], MISSING, "the request of the log opens the rules on talks")


VERDICTS = re.compile("違反|違法|(?<!取)適法|義務違反|問題なし|不法|illegal|unlawful|violat|breach|must accept|受け入れなければ")


def words_never_said(t):
    """No finding, rule or help says that something is against the law, or that someone must accept."""
    said = []
    for lang in ("ja", "en"):
        for words in (["rules", "--lang", lang], ["rules", "--csv", "--lang", lang], ["check", EXAMPLE, "--all", "--lang", lang],
                      ["check", EXAMPLE, "--all", "--lang", lang, "--view", "buyer", "--buyer", "A"], ["check", "--help"], ["rules", "--help"]):
            out = program.run(*words, env=JAPANESE if lang == "ja" else ENGLISH).stdout.decode()
            said += [" ".join(words) + ": " + line for line in out.splitlines() if VERDICTS.search(line)]
    batch = [s[1] for s in SITUATIONS if len(s) == 3 and "necessity_basis" not in json.dumps(s[1])][:90]
    case = program.write(case_of(batch))
    for lang in ("ja", "en"):
        out = program.run("check", case, "--all", "--lang", lang).stdout.decode()
        said += [line for line in out.splitlines() if VERDICTS.search(line)]
        t.check(not re.search("HW-|%!|\\(null\\)", out), "clean text in " + lang)
        kana = re.search("[\u3040-\u30ff]", out.replace("取引かけこみ寺", ""))
        t.check(lang == "ja" or not kana, "the English report is English", kana and out[max(0, kana.start() - 200):kana.end() + 50])
    t.check(not said, "no verdict anywhere", *said[:10])


def the_table(t):
    weak = [r["id"] for r in TABLE["rows"] if r["otherwise"] == PROBLEM and
            (r.get("inferred") or r["confidence"] == "low" or r["kind"] in ("practice", "proposal"))]
    t.equal(weak, [], "weak rules give at most an attention")
    cited = [r["id"] for r in TABLE["rows"] if re.search(r"想定事例\s*[0-9０-９①-⑳]|case [0-9]", json.dumps(r, ensure_ascii=False))]
    t.equal(cited, [], "no case of the paper of 2025-12-26 is cited by number")
    read = [r["id"] for r in TABLE["rows"] if "2025-12-26" in r.get("paper_ja", "") and "未読" not in r["paper_ja"]
            and "労務費" not in r["paper_ja"]]
    t.equal(read, [], "that paper is cited by its title only, as not read")
    done = program.run("rules", env=JAPANESE).stdout.decode()
    t.check(all(r["id"] in done for r in TABLE["rows"]) and "case_list" in done, "all rules and open points are shown")
    one = program.run("rules", "PRICE-04", env=ENGLISH).stdout.decode()
    t.check("PRICE-04" in one and "PRICE-05" not in one, "a search by id", one)
    t.check("REC-06" in program.run("rules", "14.6", env=ENGLISH).stdout.decode(), "a search in the texts")
    got = json.loads(program.run("rules", "--json").stdout)
    t.equal([r["applies"] for r in got["rules"]], [r["applies"] for r in TABLE["rows"]], "conditions as they are read")
    t.equal([r["holds"] for r in got["rules"]], [r["holds"] for r in TABLE["rows"]], "what has to hold as it is read")
    t.equal([r["id"] for r in got["rules"]], [r["id"] for r in TABLE["rows"]], "rules as JSON")
    csv = program.run("rules", "--csv", "--lang", "en").stdout.decode("utf-8-sig")
    t.equal(csv.count("\r\n"), len(TABLE["rows"]) + 1, "rules as CSV")
    t.check(str(len(TABLE["rows"])) in program.run("rules", "--check", env=ENGLISH).stdout.decode(), "the table is sound")


def the_sheet(t):
    """The supplier's own workbook has the findings; a buyer's file has none of them."""
    for lang, name in (("ja", "確認"), ("en", "Checks")):
        parts = {}
        for view in ("own", "for:A"):
            path = program.place("sheet.xlsx")
            done = program.run("worksheet", EXAMPLE, "-o", path, "--view", view, "--lang", lang, "--trials", "0")
            t.equal(done.returncode, 0, "a workbook is written", done.stderr.decode())
            with zipfile.ZipFile(path) as archive:
                parts[view] = {n: archive.read(n).decode("utf-8") for n in archive.namelist() if n.endswith(".xml")}
        t.check('name="%s"' % name in parts["own"]["xl/workbook.xml"], "the sheet is there: " + name)
        t.check('name="%s"' % name not in parts["for:A"]["xl/workbook.xml"], "a buyer's file has no sheet of checks")
        strings = parts["own"]["xl/sharedStrings.xml"]
        found = json.loads(program.run("check", EXAMPLE, "--json").stdout)["buyers"]
        ids = {f["rule"] for b in found for f in b["findings"] if f["result"] in (OK, ATTENTION, PROBLEM)}
        t.check(all(">%s<" % i in strings for i in ids), "every finding stands in the workbook, " + lang)
        t.check(not any(">%s<" % i in x for i in ids for x in parts["for:A"].values()), "no finding in a buyer's file")
        said = [w for w in VERDICTS.findall(strings)]
        t.equal(said, [], "no verdict in the workbook, " + lang)


def names_of_what_is_missing(t):
    found = json.loads(program.run("check", EXAMPLE, "--json").stdout)
    names = {f["fact"]: f for f in found["fact_names"]}
    contacts = {c["id"] for c in found["contacts"]}
    missing = {f for b in found["buyers"] for x in b["findings"] for f in x["missing"]}
    t.check(missing and missing <= set(names), "every missing fact has a name", missing - set(names))
    t.check(all(names[f]["stated_in"] and names[f]["ask"] in contacts and names[f]["name"]["ja"] for f in missing),
            "with a place in the case and whom to ask", [names[f] for f in missing if not names[f]["stated_in"]])
    with open(os.path.join(ROOT, "data", "case.schema.json"), encoding="utf-8") as file:
        schema = json.load(file)
    for fact in found["fact_names"]:
        at = schema if not fact["stated_in"] or fact["stated_in"].split(".")[0] in schema["properties"] else schema["properties"]["buyers"]["items"]
        for key in filter(None, fact["stated_in"].split(".")):
            at = at["properties"].get(key.replace("[]", ""), {})
            at = at.get("items", at) if key.endswith("[]") else at
        t.check(at, "the schema has " + fact["stated_in"])
    t.check(all(s["words"]["ja"] and s["words"]["en"] for b in found["buyers"] for s in b["scope"]), "scope in words")


def bad_input(t):
    for patch, code, path in (({"negotiation": {"requested_on": "2026-10-01", "responded_on": "2026-09-30"}}, "HW-", "responded_on"),
                              ({"negotiation": {"requested_on": "2026-11-23"}}, "HW-", "requested_on"),
                              ({"negotiation": {"last_consult_on": "2027-01-01"}}, "HW-", "last_consult_on"),
                              ({"negotiation": {"decision_date": "2027-01-01"}}, "HW-", "decision_date"),
                              ({"request": {"made_on": "2026-11-23"}}, "HW-", "request.made_on"),
                              ({"request": {"made_on": "2026-10-02", "deadline": "2026-10-01"}}, "HW-", "request.deadline"),
                              ({"request": {"product_designated": False, "designated_vendor": "甲社"}}, "HW-",
                               "product_designated"),
                              ({"dispute": {"considered": False, "route": "adr"}}, "HW-", "dispute.considered"),
                              ({"employees_as_of": "2026-12-01"}, "HW-", "employees_as_of"),
                              ({"transactions": [{"type": "repair", "ordered_on": "2099-01-01"}]}, "HW-", "ordered_on"),
                              ({"negotiation": {"requested_on": "2026-02-30"}}, "HW-", "requested_on"),
                              ({"transactions": [{"type": "gift"}]}, "HW-", "transactions[0].type"),
                              ({"dispute": {"route": "police"}}, "HW-", "dispute.route"),
                              ({"payment": {"records_kept_years": -1}}, "HW-", "records_kept_years")):
        done = program.run("check", program.write(case_of([patch])), env=ENGLISH)
        said = done.stderr.decode()
        t.check(done.returncode == 1 and not done.stdout and code in said and path in said, "refused: " + path, said)


def only_who_asks_is_looked_at(t):
    """A customer that asks for nothing is named and left out; one with something against it, or asked for by name, is not."""
    quiet = {"id": "Q", "name": "Quiet Store", "requested_level": None, "transactions": None}
    done = program.run("check", program.write(case_of([{}, quiet])), "--lang", "en", env=ENGLISH)
    said = done.stdout.decode()
    t.check("(B0)" in said and "\nQuiet Store (Q)\n" not in said and "they ask for nothing" in said and "Quiet Store (Q)" in said, "left out by name", said[-1500:])
    t.equal([len(findings(case_of([{}, quiet]))), len(findings(case_of([{}, quiet]), "--buyer", "Q")), len(findings(case_of([quiet])))], [1, 1, 1],
            "looked at when asked for, or when there is nobody else")
    t.equal(len(findings(case_of([{}, merged(quiet, {"transactions": BUYER["transactions"], "payment": {"method": "note"}})]))), 2, "something against it")
    alone, both = (json.loads(program.run("estimate", program.write(case_of(b)), "--json", env=ENGLISH).stdout)["checks"] for b in ([{}], [{}, quiet]))
    t.equal(alone["missing_facts"], both["missing_facts"], "and it is in no count")


suite = Suite()
suite.run([every_result, only_who_asks_is_looked_at, views, nothing_found_says_nothing, counts, facts_of_the_log, words_never_said, the_sheet, the_table, names_of_what_is_missing, bad_input])
suite.finish()
