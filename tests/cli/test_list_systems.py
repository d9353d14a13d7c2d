#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Lists as systems write them out: purchasing and accounting programs, forms, databases; what is read of each, and what is asked.

    test_list_systems.py PROGRAM
"""
import json
import os
import sys

sys.path.insert(0, os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
from suite import ENGLISH, Program, Suite

program = Program(sys.argv[1])

# name, encoding, lines, what is read: (id, level, purchases, share in millionths), codes of the rows left out
LISTS = [
    ('sap me2n jp', 'cp932', [
        '得意先一覧',
        '仕入先;名称 1;勘定グループ;電話番号 1;郵便番号;目標★;従業員数;発注額（百万円）;売上（億円）',
        '100200;ヤマダ製作所;KRED;052-111-2222;460-0001;★★★;1,250;35;120',
        '100201;サトウ鋼材㈱;KRED;0521112223;4600002;★★★★;88;4.5;6.3',
    ], [
        ('100200', 3, 35000000, 2917),
        ('100201', 4, 4500000, 7143),
    ], []),
    ('oracle iproc', 'utf-8', [
        'VENDOR_NAME,SEGMENT1,VENDOR_ID,VENDOR_TYPE_LOOKUP_CODE,NUM_EMPLOYEES,STAR_LEVEL,ANNUAL_SPEND_JPY,ANNUAL_REVENUE_JPY,CREATION_DATE',
        'Acme Parts KK,5001,300100012345678,SUPPLIER,35,3,"4,500,000",650000000,2020-04-01T00:00:00Z',
        'Beta Logistics KK,5002,300100012345679,SUPPLIER,210,4,120000000,4100000000,01-APR-21',
    ], [
        ('5001', 3, 4500000, 6923),
        ('5002', 4, 120000000, 29268),
    ], []),
    ('ariba sm', 'utf-8', [
        '\ufeff"SM Vendor ID","ERP Vendor ID","Supplier Name","Postal Code","Phone","Spend (JPY thousands)","Number of Employees","Target SCS level","Due date"',
        '"S12345678","0000045678","Nippon Casting Co., Ltd.","1000001","+81-3-1234-5678","15000","64","Level 3","31/03/2028"',
        '"S12345679","","Kita Press Ltd","1000002","","8800","12","Level 4","2028/03/31"',
    ], [
        ('0000045678', 3, 15000000, 1000000),
    ], ['HW-206']),
    ('bugyo', 'cp932', [
        '仕入先コード,仕入先名,仕入先名カナ,略称,郵便番号,住所1,電話番号,当期仕入額（税抜）,資本金,従業員,星',
        '000101,(株)山本鉄工所,ﾔﾏﾓﾄﾃｯｺｳｼﾞｮ,山本鉄工,4500002,名古屋市中村区1-1,052-000-0001,"12,345,678","10,000,000",32,三つ星',
        '000102,㈲石川塗装,ｲｼｶﾜﾄｿｳ,石川塗装,4500003,名古屋市2-2,052-000-0002,"3,210,000","3,000,000",7,三つ星',
        '000103,丸八運輸株式会社,ﾏﾙﾊﾁｳﾝﾕ,丸八運輸,4500004,名古屋市3-3,052-000-0003,"88,000,000","50,000,000",145,四つ星',
        '総合計,,,,,,,"103,555,678",,,',
    ], [
        ('000101', 3, 12345678, 1000000),
        ('000102', 3, 3210000, 1000000),
        ('000103', 4, 88000000, 1000000),
    ], ['HW-641']),
    ('pca', 'cp932', [
        '//Version=1,,,,,,,',
        '仕入先コード,仕入先名1,仕入先名2,仕入先略称,郵便番号,TEL番号,純仕入高(千円),社員数,★',
        '0001,藤田印刷株式会社,本社営業部,藤田印刷,1010001,03-1111-2222,5400,41,3つ星',
        '0002,清水ﾛｼﾞｽﾃｨｸｽ(株),,清水ﾛｼﾞ,1010002,03-1111-2223,22000,305,4つ星',
    ], [
        ('0001', 3, 5400000, 1000000),
        ('0002', 4, 22000000, 1000000),
    ], []),
    ('freee', 'utf-8', [
        '名前（通称）,取引先コード,ショートカット1,正式名称（帳票出力時に使用される名称）,カナ名称,敬称,事業所種別,郵便番号,都道府県,電話番号,適格請求書発行事業者の登録番号,年間取引額,従業員数,求めるレベル',
        'アオバ,A-001,aoba,株式会社アオバ,アオバ,御中,法人,123-4567,東京都,03-0000-0000,T1180301018771,2400000,18,★３',
        'ミドリ,A-002,midori,合同会社ミドリ,ミドリ,御中,法人,123-4568,東京都,,,600000,5,★３',
    ], [
        ('A-001', 3, 2400000, 1000000),
        ('A-002', 3, 600000, 1000000),
    ], []),
    ('kintone', 'utf-8', [
        '"レコード番号","更新者","更新日時","会社名","取引先番号","要請する★","PC台数","年間発注額（万円）","希望時期","対象事業所"',
        '"12","sato","2026/11/01 10:20","東和電装株式会社","T-12","★4","85","3,600","2028年3月末","本社"',
        '"11","sato","2026/11/01 10:18","西川製箱","T-11","★3","14","420","2027年度末",""',
    ], [
        ('T-12', 4, 36000000, 1000000),
        ('T-11', 3, 4200000, 1000000),
    ], []),
    ('google forms', 'utf-8', [
        '"タイムスタンプ","メールアドレス","1. 貴社名をご記入ください","2. 従業員数をお答えください","3. パソコンの台数","4. 当社が求める星の段階（3または4）","5. 当社との年間取引額（百万円）","6. 当社の重要な機密情報を扱っていますか"',
        '"2026/11/20 9:12:33 午前 GMT+9","a@example.com","株式会社ひかり工業","51〜100名","60台","3","12","はい"',
        '"2026/11/21 4:02:10 午後 GMT+9","b@example.com","のぞみ精密（株）","約20名","18台くらい","4","3.5","いいえ"',
    ], [
        ('株式会社ひかり工業', 3, 12000000, 1000000),
        ('のぞみ精密（株）', 4, 3500000, 1000000),
    ], []),
    ('ms forms', 'utf-8', [
        'ID,開始時刻,完了時刻,メール,名前,貴社名,従業員数（正社員）,PC・サーバーの台数,SECURITY ACTION の取得状況,求められている★,ご回答日',
        '1,11/20/26 9:00:01,11/20/26 9:20:44,anonymous,,有限会社カワイ,9,11,二つ星,★3,2026-11-20',
        '2,11/20/26 10:00:01,11/20/26 10:20:44,anonymous,,株式会社モリタ,180,160,一つ星,★4,2026-11-20',
    ], [
        ('有限会社カワイ', 3, None, 1000000),  # the number of a response is no code of a supplier
        ('株式会社モリタ', 4, None, 1000000),
    ], []),
    ('salesforce', 'utf-8', [
        '"Account ID","Account Name","Billing Zip/Postal Code","Phone","Employees","Annual Revenue Currency","Annual Revenue","Account Owner","SCS Target","Spend FY2025 (JPY M)"',
        '"0015g00000ABCDE","Hoshino Kasei","530-0001","06-1111-2222","95","JPY","1800000000","Suzuki","3","42"',
        '"0015g00000ABCDF","Minami Kinzoku","530-0002","","22","JPY","300000000","Suzuki","4","7.5"',
        '',
        '"Confidential Information - Do Not Distribute"',
        '"Copyright © 2000-2026 salesforce.com, inc. All rights reserved."',
    ], [
        ('0015g00000ABCDE', 3, 42000000, 23333),
        ('0015g00000ABCDF', 4, 7500000, 25000),
    ], ['HW-666', 'HW-666']),
    ('merged two rows', 'cp932', [
        '取引先別 対策状況一覧（2026年10月末現在）,,,,,,,,',
        ',,,,,,単位：千円,,',
        '取引先,,規模,,取引,,,要請,',
        'コード,名称,従業員数,PC台数,年間購入額,年間売上高,区分,★,期限',
        'B01,北斗工業（株）,120,95,"34,500","2,400,000",製造委託,★4,2028/3',
        'B02,南十字物流(有),33,20,"8,200","410,000",運送委託,★3,R9.9.30',
        '小計,,153,115,"42,700",,,,',
        '※金額は税抜,,,,,,,,',
        '注）従業員数は2026年4月1日現在,,,,,,,,',
    ], [
        ('B01', 4, 34500000, 14375),
        ('B02', 3, 8200000, 20000),
    ], ['HW-641', 'HW-666', 'HW-666']),
    ('coupa', 'utf-8', [
        'Name,Status,Id,Commodity,Supplier Number,Account Number,Tax ID,DUNS,Primary Contact Email,Employee Count,Total Spend (JPY),Required star',
        'Kansai Tools,active,1201,Tools,V-1201,,,690000001,x@example.com,40,18000000,3',
        'Shikoku Paper,active,1202,Paper,V-1202,,,690000002,,15,2500000,3',
    ], [
        ('V-1201', 3, 18000000, 1000000),
        ('V-1202', 3, 2500000, 1000000),
    ], []),
    ('stars hollow', 'utf-8', [
        'コード,会社名,星,利用者数,取引額(百万円)',
        '1,ア社,☆☆☆,20,1.2',
        '2,イ社,★★★★,30,3',
        '3,ウ社,３つ星,10,0.5',
        '4,エ社,ＳＣＳ★４,10,0.8',
        '5,オ社,レベル３,10,2',
        '6,カ社,星4,10,2',
        '7,キ社,★３以上,10,2',
    ], [
        ('1', 3, 1200000, 1000000),
        ('2', 4, 3000000, 1000000),
        ('3', 3, 500000, 1000000),
        ('4', 4, 800000, 1000000),
        ('5', 3, 2000000, 1000000),
        ('6', 4, 2000000, 1000000),
        ('7', 3, 2000000, 1000000),
    ], []),
    ('zaimu tab', 'cp932', [
        '仕入先名\t仕入先ｺｰﾄﾞ\t従業員数(人)\t年間仕入金額(千円)\t資本金(百万円)\t対応期限\t要求ﾚﾍﾞﾙ',
        'ｻｸﾗ精工㈱\t00012\t45人\t12,300\t10\t令和10年3月31日\t★3',
        'ﾓﾐｼﾞ商会\t00013\t8人\t950\t3\tR10/3/31\t★3',
    ], [
        ('00012', 3, 12300000, 1000000),
        ('00013', 3, 950000, 1000000),
    ], []),
    ('blank columns', 'utf-8', [
        ',,取引先コード,,会社名,,従業員数,,★,,年間購入額（円）,',
        ',,,,,,,,,,,',
        ',1,K1,,甲社,,10,,3,,1000000,',
        ',2,K2,,乙社,,20,,4,,2000000,',
        ',,,,計,,30,,,,3000000,',
        ',,,,,,,,,,,以上',
    ], [
        ('K1', 3, 1000000, 1000000),
        ('K2', 4, 2000000, 1000000),
    ], ['HW-641']),
    ('sites count', 'utf-8', [
        '取引先コード,会社名,拠点数,従業員数,★,購入額',
        'Q1,甲,3,40,3,1200000',
        'Q2,乙,1拠点,25,3,800000',
    ], [
        ('Q1', 3, 1200000, 1000000),
        ('Q2', 3, 800000, 1000000),
    ], []),
    ('phone as amount', 'utf-8', [
        '取引先コード,取引先名,電話,取引金額,売上高,資本金（万円）,従業員規模,レベル',
        'R1,甲,0521112222,120万円,3億5千万円,"1,000",50名以上100名未満,3',
        'R2,乙,0521112223,8千円,12百万円,300,~10名,3',
        'R3,丙,0521112224,１，２００，０００,-,-,5,3',
    ], [
        ('R1', 3, 1200000, 3429),
        ('R2', 3, 8000, 667),
        ('R3', 3, 1200000, 1000000),
    ], []),
    ('two year', 'utf-8', [
        '取引先コード,会社名,従業員数,★,2024年度購入額,2025年度購入額,2026年度見込',
        'Y1,甲,10,3,100,200,300',
        'Y2,乙,10,3,1000000,2000000,3000000',
    ], [
        ('Y1', 3, 200, 1000000),
        ('Y2', 3, 2000000, 1000000),
    ], []),
    ('tax incl', 'utf-8', [
        '業者コード,業者名,従業員数,要求★,年間購入額（税込・千円）',
        'Z1,甲,10,3,1100',
        'Z2,乙,10,3,2200',
    ], [
        ('Z1', 3, 1100000, 1000000),
        ('Z2', 3, 2200000, 1000000),
    ], []),
    ('kana pad', 'utf-8', [
        '取引先CD,取引先名,常時使用する従業員の数,星（★）,直近1年間の取引額（円・税抜）,関係性,備考',
        '１０１,ｶﾌﾞｼｷｶﾞｲｼﾔ ﾀﾅｶ,４５人,★３,１２，０００，０００,主要,',
        '１０２,(有)スズキ,１２人,★３,９８０，０００,,廃業予定',
    ], [
        ('１０１', 3, 12000000, 1000000),
        ('１０２', 3, 980000, 1000000),
    ], []),
    ('points as separators', 'utf-8', [
        'Supplier ID;Supplier;Employee Headcount;Annual Spend in Company Currency;Security Star Required',
        'S1;Aizu;75;¥25.000.000;Star 4',
    ], [
        ('S1', 4, 25000000, 1000000),
    ], []),
    ('coupled corp', 'utf-8', [
        '法人番号,商号又は名称,本店所在地,従業員数,要請★,当社購入額(千円)',
        '1180301018771,株式会社アルファ,愛知県,1000,4,500000',
        '7000012050002,ベータ社,東京都,20,3,1200',
    ], [
        ('1180301018771', 4, 500000000, 1000000),
        ('7000012050002', 3, 1200000, 1000000),
    ], []),
]

# name, encoding, lines, options, code and words of what is asked
ASKED = [
    ("a unit that may be thousands or not", "utf-16", ["Vendor\tName 1\tSCS level\tEmployees\tPurch. volume (TJPY)", "0000100123\tYamada Seiki K.K.\t3\t45\t12,000"], [], "HW-665", "tjpy"),
    ("dollars", "utf-8", ["Supplier no,Supplier name,Headcount,Star,Spend (USD)", "X1,A,10,3,120000"], [], "HW-665", "usd"),
    ("title and heading disagree", "utf-8", ["（単位：百万円）,,,,", "取引先コード,会社名,従業員数,購入額（千円）,★", "U1,甲,10,1200,3"], [], "HW-665", "×1000, ×1000000"),
    ("two plants", "utf-8", ["会社名,工場名,従業員数,★,購入額", "東海精機,本社工場,40,3,1200000", "東海精機,豊田工場,25,3,800000"], [], "HW-676", "--sum-duplicates"),
]

# Headings that hold a word of a column and mean something else.
OTHER = ["PO number", "Purchase order", "Purchasing company", "Purchasing currency", "Purchasing year", "Spend year", "Employee number", "Employee no", "Risk level",
         "Security rating", "Star status", "Star due date", "Sales region", "Sales representative", "Revenue currency code", "取引額ランク", "購入品目", "従業員満足度", "★更新予定", "売上高順位",
         "購入依存度", "Level of risk", "Current star rating date"]


def listed(name, encoding, lines):
    path = program.place(name)
    with open(path, "wb") as f:
        f.write("\n".join(lines + [""]).encode(encoding))
    return path


def run(path, *words):
    return program.run("portfolio", path, *words, "--as-of", "2026-11-22", "--no-range", "--json", env=ENGLISH)


def what_systems_write(t):
    for name, encoding, lines, wanted, left in LISTS:
        done = run(listed("list.csv", encoding, lines))
        if done.returncode:
            t.check(False, "is read", name, done.stderr[-400:])
            continue
        r = json.loads(done.stdout)
        t.equal([(s["id"], s["level"], s["annual_purchases_yen"], s["share_ppm"]) for s in r["suppliers"]], wanted, "suppliers, levels, purchases, shares", name)
        t.equal([x["fault"][0]["code"] for x in r["rows"]["left_out_rows"]], left, "rows left out", name)


def what_is_asked(t):
    for name, encoding, lines, words, code, said in ASKED:
        path = listed("list.csv", encoding, lines)
        done, plain = run(path, *words), program.run("portfolio", path, *words, "--as-of", "2026-11-22", "--no-range", env=ENGLISH)
        text = (done.stdout + done.stderr + plain.stdout + plain.stderr).decode()
        t.check(code in text and said in text, "is asked, with its code and words", name, text[-600:])


def what_is_no_such_column(t):
    heads = ["id", "会社名", "level", "PCs"] + OTHER
    r = json.loads(run(listed("list.csv", "utf-8", [",".join(heads), ",".join(["a", "b", "3", "5"] + ["7"] * len(OTHER))])).stdout)
    t.equal([c["heading"] for c in r["rows"]["columns"][4:] if c["member"]], [], "a heading that means something else is not taken for an amount, a size or a level")


def plants_are_one_supplier(t):
    path = listed("plants.csv", "utf-8", ["取引先コード,会社名,拠点,PC台数,従業員数,★,年間購入額（千円）", "P1,東海精機,本社工場,40,120,3,1200", "P1,東海精機,豊田工場,40,120,3,800",
                                          "P2,名港運輸,本社,10,12,3,300"])
    r = json.loads(run(path).stdout)
    t.equal((r["rows"]["cells_unknown"], [x["fault"][0]["code"] for x in r["rows"]["left_out_rows"]]), (0, ["HW-676"]), "names of plants are no unknown words; the second row is asked about")
    one = listed("one.csv", "utf-8", ["取引先コード,会社名,拠点数,PC台数,従業員数,★,年間購入額（千円）", "P1,東海精機,2,80,120,3,2000", "P2,名港運輸,,10,12,3,300"])
    a, b = json.loads(run(path, "--sum-duplicates").stdout), json.loads(run(one).stdout)
    for r in (a, b):
        for s in r["suppliers"]:
            s.pop("row")
    t.equal(a["suppliers"], b["suppliers"], "summed they are one supplier: purchases and PCs added, the plants counted, employees that all rows repeat taken once")


def how_a_name_is_read_is_no_name(t):
    """Partners as freee and an ERP write them: the kana beside the name, the wished star, stars as pictures, headings of several lines."""
    for heads in ("取引先コード,取引先名,取引先名（カナ）,希望★,PC台数", "取引先コード,取引先名（フリガナ）,取引先名,希望★,PC台数", "取引先コード,取引先名（ﾌﾘｶﾞﾅ）,取引先名,希望水準,PC台数"):
        kana_last = heads.index("取引先名,") < heads.index("取引先名（")
        names = ["株式会社アオギリ", "カブシキガイシャアオギリ"]
        r = json.loads(run(listed("kana.csv", "utf-8", [heads, ",".join(["P-01"] + (names if kana_last else names[::-1]) + ["★★★", "12"])])).stdout)
        t.equal([(s["id"], s["name"], s["level"]) for s in r["suppliers"]], [("P-01", "株式会社アオギリ", 3)], "the name, not its kana", heads)


suite = Suite()
suite.run([how_a_name_is_read_is_no_name, what_systems_write, what_is_asked, what_is_no_such_column, plants_are_one_supplier])
suite.finish()
