#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Exports as accounting, purchasing and form services write them, and tables as people put them together: each is read
rightly, or asked about with an answer that works; no figure is wrong in silence.

    test_list_exports.py PROGRAM
"""
import json
import os
import sys

sys.path.insert(0, os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
from suite import ENGLISH, Program, Suite

program = Program(sys.argv[1])
DAY = ("--as-of", "2026-11-22")
HEAD = "取引先コード,会社名,★,従業員数,"

# name, text, encoding, options, suppliers (id, level, purchases), rows left out (row, code)
READ = [
    ("sap.txt", "LIFNR\tNAME1\tLAND1\tSPERR\tDMBTR\tWAERS\tZZSTAR\tZZEMP\n0000100001\tアオバ電子\tJP\t\t12,345,678.00\tJPY\t3\t45\n"
     "0000100002\tイサワ精工\tJP\tX\t1,234,567.00-\tJPY\t4\t30\n0000100003\tYangtze Parts\tCN\t\t88,000.00\tUSD\t3\t120\n", "utf-8",
     ("--map", "ZZSTAR=求める★", "--map", "ZZEMP=従業員数"), [("0000100001", 3, 12345678)], [(3, "HW-208"), (4, "HW-665")]),
    ("oracle.csv", '"SUPPLIER_NUMBER","VENDOR_NAME","VENDOR_SITE_CODE","INVOICE_AMOUNT","INVOICE_CURRENCY_CODE","REQUESTED_STAR","NUM_EMPLOYEES"\n'
     '"20001","ABC K.K.","TOKYO","15000000","JPY","3","50"\n"20001","ABC K.K.","OSAKA","5000000","JPY","3","50"\n"20002","Delta","NAGOYA","80000","USD","4","20"\n', "utf-8",
     (), [("20001", 3, 15000000)], [(3, "HW-676"), (4, "HW-665")]),
    ("oracle-sum.csv", '"SUPPLIER_NUMBER","VENDOR_NAME","VENDOR_SITE_CODE","INVOICE_AMOUNT","REQUESTED_STAR","NUM_EMPLOYEES"\n'
     '"20001","ABC K.K.","TOKYO","15000000","3","50"\n"20001","ABC K.K.","OSAKA","5000000","3","50"\n', "utf-8", ("--sum-duplicates",), [("20001", 3, 20000000)], []),
    ("pca.csv", "仕入先コード,仕入先名１,仕入先名２,当期仕入金額,前期仕入金額,前年比,要請段階,人員\n00000101,アオバ電子,本社,12000000,11000000,109.1,★３,45\n", "cp932", (),
     [("00000101", 3, 12000000)], []),
    ("yayoi.csv", '"仕入先別仕入集計表"\n"期間：令和7年4月1日～令和8年3月31日"\n"仕入先ｺｰﾄﾞ","仕入先名","仕入額","値引額","返品額","構成比","★","従業員"\n'
     '"101","アオバ電子","12,500,000","-200,000","-300,000","60.0%","3","45"\n"","*** 合計 ***","12,500,000","-200,000","-300,000","100.0%","",""\n', "cp932", (),
     [("101", 3, 12500000)], [(5, "HW-641")]),
    ("obic.csv", "取引先コード,取引先略名,購入金額（単位：千円）,星,常用雇用者数,備考\n1001,アオバ電子,12000,３,４５,\n9999,諸口,500,,,\n", "cp932", (), [("1001", 3, 12000000)], [(3, "HW-451")]),
    ("kanjo.csv", "取引先コード,取引先名,取引先カナ名,郵便番号,期首残高,借方金額,残高,★区分,社員数\n000101,アオバ電子,ｱｵﾊﾞ,210-0001,100000,12000000,200000,★3,45\n", "cp932",
     ("--map", "借方金額=年間購入額"), [("000101", 3, 12000000)], []),
    ("rakuraku.csv", "取引先ＣＤ,取引先名,支払金額合計(税込),求める星,従業員規模\nT001,アオバ電子,13200000,★3,50人未満\n", "utf-8", (), [("T001", 3, None)], []),
    ("ariba.csv", 'ERP Vendor ID,Supplier Name,Sum(Invoice Spend) (JPY),Security Star Level,Employees (Total)\nV-1,Aoba,"12,000,000",Level 3,45\nV-2,Izawa,"(250,000)",Level 4,30\n',
     "utf-8", ("--map", "Sum(Invoice Spend) (JPY)=annual purchases"), [("V-1", 3, 12000000)], [(3, "HW-209")]),
    ("google.csv", "タイムスタンプ,貴社名,従業員数をお選びください,必要な★はどれですか,1-1-1-1 方針を定めていますか\n2026/10/01 9:12:33 午前 GMT+9,アオバ電子,21～50名,★3,はい\n"
     "2026/10/05 3:44:10 午後 GMT+9,アオバ電子,21～50名,★3,いいえ\n", "utf-8", (), [("アオバ電子", 3, None)], [(3, "HW-307")]),
    # Microsoft Forms numbers responses under ID: two of one company are one supplier, given twice.
    ("microsoft.csv", "ID,開始時刻,完了時刻,メール,名前,会社名,★の段階,従業員数,年間の取引額（万円）\n1,2026/10/1 9:00,2026/10/1 9:20,anonymous,,アオバ電子,★3,45,1200\n"
     "2,2026/10/2 9:00,2026/10/2 9:20,anonymous,,アオバ電子,★3,45,1200\n", "utf-8", (), [("アオバ電子", 3, 12000000)], [(3, "HW-307")]),
    # The unit of each row stands beside it.
    ("kintone.csv", '"レコード番号","取引先コード","取引先名","★","購入額","単位","従業員数"\n"1","T001","アオバ電子","★3","12000","千円","45"\n"2","T002","イサワ精工","★4","8","百万円","30"\n'
     '"3","T003","ウエダ","★3","500000","","30"\n"4","T004","エトウ","★3","700000","円","30"\n', "utf-8", (),
     [("T001", 3, 12000000), ("T002", 4, 8000000), ("T003", 3, 500000), ("T004", 3, 700000)], []),
    ("unit-of-quantity.csv", HEAD + "年間購入額（千円）,単位\n1,甲,3,45,12000,個\n2,乙,3,45,8000,千円\n3,丙,3,45,9000,百万円\n", "utf-8", (), [("1", 3, 12000000), ("2", 3, 8000000)], [(4, "HW-665")]),
    ("unit-ignored.csv", HEAD + "年間購入額（千円）,単位\n3,丙,3,45,9000,百万円\n", "utf-8", ("--ignore", "単位"), [("3", 3, 9000000)], []),
    ("headings-again.csv", "作成：資材部\n\n" + HEAD + "年間購入額（円）\n101,甲,3,45,12000000\n" + HEAD + "年間購入額（円）\n102,乙,4,30,8000000\n", "utf-8", (),
     [("101", 3, 12000000), ("102", 4, 8000000)], [(5, "HW-666")]),
    ("thousands.csv", HEAD + '年間購入額\n101,甲,3,45,"12,000,000円"\n102,乙,4,30,"￥8,000,000-"\n103,丙,3,12,"¥500,000"\n104,丁,3,12,"1,2345"\n', "utf-8", (),
     [("101", 3, 12000000), ("103", 3, 500000)], [(3, "HW-209"), (5, "HW-209")]),
    ("returns.csv", HEAD + "仕入額,返品額\n101,甲,3,45,12000000,-300000\n102,乙,4,30,-80000,0\n103,丙,3,12,▲500000,0\n105,丁,3,12,(500000),0\n", "utf-8", (),
     [("101", 3, 12000000)], [(3, "HW-208"), (4, "HW-209"), (5, "HW-209")]),
    ("currency-of-row.csv", "Vendor,Name,Star,Employees,Currency,Annual Spend\n1,Alpha GmbH,3,45,EUR,100000\n2,Beta KK,4,30,JPY,8000000\n", "utf-8", (), [("2", 4, 8000000)], [(2, "HW-665")]),
    ("currencies.csv", "Vendor,Name,Star,Employees,Spend (EUR),Spend (JPY)\n1,Alpha GmbH,3,45,100000,16000000\n", "utf-8", ("--ignore", "Spend (EUR)"), [("1", 3, 16000000)], []),
    ("notes.csv", HEAD + "年間購入額（円）\n101,甲,3,45,12000000\n※2 従業員数は2025年末現在\n以上\n,,,,\n", "utf-8", (), [("101", 3, 12000000)], [(3, "HW-666"), (4, "HW-666")]),
    ("obtained.csv", HEAD + "年間の購入額（円）,取得済の★\n101,甲,3,45,12000000,★3\n", "utf-8", (), [("101", 3, 12000000)], []),
]

# name, text, code, options that settle it, suppliers then
ASKED = [
    ("two-units.csv", "Ａ工場\n" + HEAD + "年間購入額（千円）\n101,甲,3,45,12000\n\nＢ工場\n" + HEAD + "年間購入額（円）\n103,丙,3,12,500000\n", "HW-679"),
    ("two-orders.csv", HEAD + "年間購入額（円）\n101,甲,3,45,12000000\n\n取引先コード,会社名,従業員数,★,年間購入額（円）\n104,丁,4,3,700000\n", "HW-679"),
    ("two-languages.csv", HEAD + "年間購入額（千円）\nsupplier ID,supplier,level,employees,annual purchases (million yen)\n104,丁,4,30,700\n", "HW-679"),
    ("side-by-side.csv", "項目,甲,乙\n取引先コード,101,102\n求める★,3,4\n従業員数,45,30\n年間購入額（千円）,12000,8000\n", "HW-640"),
    ("currencies.csv", "Vendor,Name,Star,Employees,Spend (EUR),Spend (JPY)\n1,Alpha GmbH,3,45,100000,16000000\n", "HW-665"),
]


def run(path, *words):
    return program.run("portfolio", path, *DAY, "--no-range", "--json", *words, env=ENGLISH)


def written(name, text, encoding="utf-8"):
    path = program.place(name)
    with open(path, "wb") as f:
        f.write(text.encode(encoding))
    return path


def exports_are_read(t):
    for name, text, encoding, options, suppliers, out in READ:
        done = run(written(name, text, encoding), *options)
        if not t.check(done.returncode == 0, name + " is read", done.stderr.decode(errors="replace")):
            continue
        r = json.loads(done.stdout)
        t.equal([(s["id"], s["level"], s["annual_purchases_yen"]) for s in r["suppliers"]], suppliers, name + ": suppliers")
        t.equal(sorted((x["row"], x["fault"][0]["code"]) for x in r["rows"]["left_out_rows"]), out, name + ": rows left out")


def tables_are_asked_about(t):
    for name, text, code in ASKED:
        done = run(written(name, text))
        t.check(done.returncode == 1 and ("[%s]" % code).encode() in done.stderr and not done.stdout, name + " is asked about", done.stderr.decode(errors="replace"))


def a_unit_of_its_own_is_not_said_for_all(t):
    path = written("kintone.csv", [x for x in READ if x[0] == "kintone.csv"][0][1])
    text = program.run("portfolio", path, *DAY, "--no-range", "--lang", "en", env=ENGLISH).stdout.decode()
    t.check("units of amounts" not in text, "the unit of the rows is not told as yen", text[:600])
    r = json.loads(run(written("obtained.csv", READ[-1][1])).stdout)
    t.equal([c["member"] for c in r["rows"]["columns"]][-1], "holds_level", "取得済の★ is 取得済みの★")


suite = Suite()
suite.run([exports_are_read, tables_are_asked_about, a_unit_of_its_own_is_not_said_for_all])
suite.finish()
