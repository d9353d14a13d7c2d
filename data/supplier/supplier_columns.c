/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Headings are compared folded (hoshi_answer_fold): width, kana, case, spaces and punctuation do not count.
 * What stands in brackets and the unit of an amount are taken off first, so that 「年間購入額（千円・税抜）」
 * is 年間購入額 in thousands. */
#include "supplier_columns.h"
#include "typed.h"
#include "fold.h"
#include "text.h"
#include "text_key.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#define COUNT(array) (sizeof(array) / sizeof(array)[0])
#define OF(member) offsetof(struct hoshi_supplier_row, member)

struct spec {
    const char *member;
    enum column_kind kind;
    size_t offset;
    const char *words; /* each between bars; the member itself is always one */
};

/* ---- the table: to add a column, add a row; the first Japanese and the first English word are the
 * template's ---- */

static const struct
    spec
        specs
            [] =
                {
                    {"id", COLUMN_ID, 0,
                     "|取引先コード|supplier ID|仕入先コード|企業コード|会社コード|業者コード|ベンダーコード|コード|管理番号|取引先番号|仕入先番号|取引先id|仕入先id|supplier code|supplier no|vendor id|vendor code|code|id|サプライヤーコード|サプライヤコード|サプライヤID|企業ID|会社ID|partner code|supplier number|取引先cd|仕入先cd|業者cd|企業cd|会社cd|ベンダーcd|ベンダcd|ベンダコード|ベンダー番号|ベンダ番号|業者番号|業者no|取引先no|仕入先no|支払先コード|支払先cd|支払先番号|外注先コード|外注先cd|協力会社コード|協力会社cd|購買先コード|購買先cd|発注先コード|発注先cd|受注者コード|委託先コード|相手先コード|サプライヤーcd|サプライヤcd|サプライヤー番号|サプライヤー管理番号|ビジネスパートナー|ビジネスパートナ|ビジネスパートナーコード|bpコード|bp番号|bp|lifnr|vendor number|vendor no|vendor num|vendor account|vendor account number|account number of vendor or creditor|creditor|creditor account|business partner|business partner number|bp number|erp vendor id|erp supplier id|supplier num|supplier account|segment1|accounts payable account|partner id|partner number|supplier key|vendor key||duns|duns number|an id|anid|ariba network id|旧コード|枝番付コード|sm vendor id|account id|account number|"},
                    {"name", COLUMN_NAME, 0,
                     "|会社名|supplier|name of the company|name of your company|your company name|取引先名|仕入先名|企業名|社名|名称|法人名|業者名|ベンダー名|取引先名称|仕入先名称|supplier name|company|company name|vendor name|name|取引先会社名|仕入先会社名|サプライヤー名|サプライヤ名|商号|会社名称|取引先名1|仕入先名1|業者名1|会社名1|名称1|取引先正式名称|正式名称|正式社名|取引先会社名称|事業者名|事業者名称|商号又は名称|商号または名称|発注先|発注先名|発注先名称|外注先|外注先名|外注先名称|協力会社|協力会社名|購買先|購買先名|購買先名称|支払先|支払先名|支払先名称|相手先|相手先名|受注者|受注者名|契約先|契約先名|委託先名|委託先名称|パートナー企業名|パートナー名|貴社名|御社名|name1|name 1|vendor name|vendor supplying plant|supplier supplying plant|vendor name1|supplier name 1|organization name|organisation name|business partner name|bp name|creditor name|supplier company|vendor company name|account name|legal name|company legal name|registered name|trading partner||取引先|仕入先|vendor|サプライヤー|サプライヤ|ベンダー|ベンダ|業者|organization|委託先|略称|取引先略称|仕入先略称|取引先略名|仕入先略名|略名|通称|short name|search term|name2|name 2|名称2|取引先名2|仕入先名2|"},
                    {"level", COLUMN_LEVEL, 0,
                     "|求める★|level|★|希望★|希望する★|希望レベル|希望水準|★の段階|星|段階|レベル|要請レベル|目標レベル|要求レベル|求めるレベル|要請する★|目標★|必要レベル|target level|level asked|要請の★|requested level|star|stars|target|求める星|要請★|要求★|求める段階|求めるレベル★|必要な★|要請する星|scs level|star level|依頼★|依頼する★|依頼星|要請星|要求星|必要星|目標星|対象★|取得★要請|scs★|scs評価|scsレベル|scs|要求水準|求める水準|対策レベル|セキュリティレベル|セキュリティ要求レベル|対象レベル|要請する段階|要請段階|目標段階|★区分|星区分|要請区分|star required|required star|requested star|required level|target star|security level|スター|目標スター|★要請|★要求|★目標|求められている★|求められている星|求められた★|要請されている★|要請された★|求められている段階|which star have you been asked for|which star are you asked for|star you have been asked for|star asked for|"},
                    {"questions.important_data", COLUMN_TRUTH, OF(head.questions.important_data),
                     "|重要な情報|important data|重要情報|重要な機密|機密情報|重要な機密を渡している|重要情報の取扱い|機密情報の取扱い|重要な情報の取扱い|情報の重要性|機密情報の有無|重要情報の有無|重要な機密情報|機密情報の取扱い有無|機密の取扱い|秘密情報|当社の重要な機密情報|当社の機密情報|当社の重要な情報|当社の重要情報|confidential data|confidential information|"},
                    {"questions.outage", COLUMN_TRUTH, OF(head.questions.outage),
                     "|停止の影響|outage|止まると困る|供給停止の影響|事業中断の影響|供給途絶|事業継続への影響|停止による影響|止まると事業に響く|事業中断|outage impact|停止時の影響|供給停止|業務停止の影響|供給が止まると影響|事業への影響|サプライチェーン停止の影響|supply disruption|business impact|"},
                    {"questions.access", COLUMN_TRUTH, OF(head.questions.access),
                     "|社内システムへの接続|access|システム接続|内部システムへの接続|内部システムへのアクセス|社内システムへのアクセス|ネットワーク接続|システムアクセス|system access|network access|システム接続の有無|社内ネットワーク接続|社内ネットワークへの接続|内部ネットワークへの接続|接続の有無|システム連携|当社システムへの接続|当社システムへのアクセス|connection|"},
                    {"annual_purchases_yen", COLUMN_YEN, OF(head.annual_purchases_yen),
                     "|年間購入額|annual purchases|購入額|年間取引額|取引額|年間取引高|取引高|年間発注額|発注額|仕入額|年間仕入額|年間調達額|調達額|当社購入額|purchases|annual spend|spend|purchase amount|当社の購入額|当社からの購入額|当社購入高|purchase volume|annual purchase amount|annual purchase|仕入高|仕入金額|年間仕入高|年間仕入金額|純仕入高|当期仕入高|仕入合計|仕入実績|購入高|購入金額|年間購入高|年間購入金額|購入実績|購買額|購買金額|購買高|年間購買額|年間購買金額|年間購買高|購買実績|発注高|発注金額|年間発注高|年間発注金額|発注実績|注文金額|年間注文金額|買付額|取引金額|年間取引金額|取引実績|検収額|検収金額|検収高|年間検収額|年間検収金額|調達金額|調達高|年間調達金額|調達実績|外注費|外注高|外注金額|年間外注費|年間外注高|当社取引額|当社年間取引額|弊社購入額|弊社取引額|自社購入額|当社仕入額|当社仕入高|当社発注額|spend amount|annual spend amount|total spend|po amount|po spend|purchase order amount|purchasing volume|annual purchasing volume|order volume|annual volume|procurement spend|purchases from supplier|annual procurement amount|net order value|net value|netwr|dmbtr|purchase value|annual purchase value||年間支払額|支払額|支払高|支払金額|年間支払高|年間支払金額|支払実績|買掛発生額|invoice amount|invoiced amount|invoice spend|amount in lc|amount in local currency|ytd spend|当社への売上高|当社向け売上高|当社向売上高|取引高実績|"},
                    {"annual_sales_yen", COLUMN_YEN, OF(head.annual_sales_yen),
                     "|年間売上高|annual sales|売上高|年商|売上|全社売上高|会社全体の売上高|総売上高|sales|revenue|turnover|annual revenue|total sales|売上金額|年間売上|年間売上額|売上額|全社売上|全社年間売上高|売上規模|企業売上高|会社売上高|総売上|年間総売上高|完成工事高|年間売上金額|先方売上高|取引先売上高|仕入先売上高|annual turnover|company revenue|annual company revenue|net sales|supplier revenue|supplier turnover|supplier annual revenue|company sales|"},
                    {"capital_yen", COLUMN_YEN, OF(head.capital_yen),
                     "|資本金|capital|資本金の額|出資の総額|paid in capital|資本金額|資本金等|資本金等の額|資本金又は出資の総額|出資金|share capital|capital amount|capital stock|"},
                    {"employees_regular",
                     COLUMN_COUNT, OF(head.employees_regular), "|従業員数|employees|常用従業員数|常時使用する従業員数|常時使用従業員数|社員数|人数|従業員|number of employees|headcount|staff|常時使用する従業員|常用労働者数|総従業員数|employee count|total employees|従業員規模|常用雇用者数|常用雇用者|常用従業員|常雇用者数|従業者数|全従業員数|従業員総数|社員総数|全社員数|常勤従業員数|常時従業員数|在籍人数|在籍者数|人員|人員数|職員数|総人員|雇用者数|従業員数合計|no of employees|employees total|number of staff|fte|ftes|workforce|personnel|"},
                    {"transaction", COLUMN_TRANSACTION, 0,
                     "|取引の種類|transaction|取引類型|委託の種類|取引種別|取引区分|委託類型|transaction type|取引形態|取引形態区分|契約形態|契約種別|契約区分|発注区分|購買区分|取引種類|委託区分|委託種別|業務委託区分|取適法区分|下請法区分|type of transaction|contract type|transaction kind|procurement type|"},
                    {"deadline", COLUMN_DEADLINE, OF(head.deadline),
                     "|期限|deadline|達成期限|取得期限|希望時期|取得希望時期|達成希望日|いつまでに|due|due date|needed by|達成時期|対応期限|完了期限|取得時期|目標時期|target date|達成期日|取得期日|目標期限|要請期限|要求期限|依頼期限|希望期限|期日|対応時期|完了時期|取得希望期限|取得希望日|希望日|取得目標|取得目標時期|達成目標時期|★取得期限|★期限|deadline date|required by|required date|target deadline|by when|"},
                    {"must", COLUMN_FLAG, OF(head.must),
                     "|必ず支援|must|必須|支援必須|必ず対象|優先必須|must fund|重点|重点支援|優先支援|支援対象必須|"},
                    {"must_not", COLUMN_FLAG, OF(head.must_not),
                     "|支援しない|must not|支援対象外|除外|対象外|支援除外|exclude|excluded|"},
                    {"weight", COLUMN_WEIGHT, OF(head.weight_micro),
                     "|重み|weight|リスクの重み|重要度|リスク重み|risk weight|優先度の重み|リスク度|"},
                    {"sole_source", COLUMN_FLAG, OF(head.sole_source),
                     "|代わりがない|sole source|代替先なし|代替なし|単独調達|唯一の調達先|代替不可|single source|専用品|一社購買|1社購買|単独購買|単独発注|独占|代替先の有無なし|sole supplier|only source|single sourced|"},
                    {"holds_level", COLUMN_HOLDS, 0,
                     "|取得済みの★|holds level|取得済★|保有★|現在の★|取得済みレベル|現在のレベル|held level|current level|取得済み星|取得済星|保有星|保有レベル|取得状況|★取得状況|星取得状況|scs取得状況|取得★|現在★|現状★|現状の★|現状レベル|取得済み★|認定★|認定済★|保有する★|取得済み段階|held star|star held|stars held|current star|certified level|certified star|obtained star|achieved level|scs status|"},
                    {"start_fixed", COLUMN_YEAR, OF(head.start_fixed),
                     "|承認済みの開始年|approved start|承認済み開始年|固定した開始年|開始年の指定|start fixed|"},
                    {"category", COLUMN_WORD, OF(head.category),
                     "|品目区分|category|調達区分|購買カテゴリ|購買カテゴリー|調達カテゴリ|調達カテゴリー|品目群|品目カテゴリ|品目グループ|品目分類|調達品目|購買品目|取扱品目|主要品目|commodity|commodity group|material group|purchasing category|spend category|procurement category|matkl|"},
                    {"corporate_number", COLUMN_CORPORATE, OF(head.corporate_number),
                     "|法人番号|corporate number|国税庁法人番号|法人番号13桁|法人マイナンバー|適格請求書発行事業者登録番号|適格請求書発行事業者の登録番号|適格請求書登録番号|登録番号t付き|インボイス登録番号|corporation number|houjin bangou|"},
                    {"star.applied_on", COLUMN_DATE, OF(head.star.applied_on),
                     "|★の申請日|star applied on|★申請日|"},
                    {"star.obtained_on", COLUMN_DATE, OF(head.star.obtained_on),
                     "|★の取得日|star obtained on|★取得日|★の登録日|"},
                    {"star.valid_until", COLUMN_DATE, OF(head.star.valid_until),
                     "|★の有効期限|star valid until|★有効期限|★の満了日|"},
                    {"star.number", COLUMN_WORD, OF(head.star.number),
                     "|★の登録番号|star registration number|★登録番号|scs登録番号|"},
                    {"star.paid_yen", COLUMN_YEN, OF(head.star.paid_yen),
                     "|当社の支払実績|paid so far|支払済額|支払実績額|当社負担の実績|当社負担実績|負担実績|支援実績額|支援実績|actual support|paid by us|"},
                    {"last_asked_on", COLUMN_DATE, OF(head.last_asked_on),
                     "|最後に尋ねた日|last asked on|調査票送付日|調査票の送付日|調査依頼日|最終依頼日|督促日|最終督促日|最後の督促日|survey sent on|last reminder|last reminded on|"},
                    {"start_typed", COLUMN_YEAR, OF(typed.start), "|開始年|start|"},
                    {"start_computed", COLUMN_YEAR, OF(typed.computed), "|計算した開始年|start as computed|"},
                    {"decision", COLUMN_DECISION, OF(typed.decision),
                     "|決定|our decision|決裁|決裁結果|判定|decision|"},
                    {"handling", COLUMN_DECISION, OF(typed.handling), "|扱い|handling|取扱い|"},
                    {"conduct.requested_on", COLUMN_DATE, OF(head.conduct.requested_on),
                     "|要請した日|requested on|要請日|依頼日|要請年月日|request date|"},
                    {"conduct.necessity_explained", COLUMN_TRUTH, OF(head.conduct.necessity_explained),
                     "|必要性を説明した|necessity explained|必要性の説明|理由を説明した|"},
                    {"conduct.method_explained", COLUMN_TRUTH, OF(head.conduct.method_explained),
                     "|進め方を説明した|method explained|方法を説明した|方法の説明|達成方法の説明|"},
                    {"conduct.talks_held", COLUMN_TRUTH, OF(head.conduct.talks_held),
                     "|費用を協議した|talks held|協議した|費用の協議|協議の実施|価格協議の実施|"},
                    {"conduct.refusal_reason_written", COLUMN_TRUTH, OF(head.conduct.refusal_reason_written),
                     "|断った理由を書面で示した|refusal reason written|理由の書面回答|書面で理由を回答|"},
                    {"conduct.price_requested_on", COLUMN_DATE, OF(head.conduct.price_requested_on),
                     "|価格協議の申入れ日|price talks requested on|価格協議の申込日|協議申入れ日|価格協議申入日|"},
                    {"currency", COLUMN_CURRENCY, 0, "|通貨|currency|waers|通貨コード|取引通貨|通貨単位|crcy|curr|currency code|currency key|doc currency|document currency|annual revenue currency|spend currency|invoice currency code|invoice currency|currency cd|payment currency|payment currency code|取引通貨コード|決済通貨|請求通貨|支払通貨|通貨区分|通貨cd|"},
                    {"criterion", COLUMN_CRITERION, 0,
                     "|評価基準番号|criterion|評価基準no|評価基準|評価基準id|基準番号|基準no|基準id|評価項目|評価項目番号|評価項目no|項目番号|項目no|要求事項番号|要求事項no|設問番号|設問no|設問id|criterion id|criterion no|criterion number|requirement id|question id|question no|item no|control id|"},
                    {"reply", COLUMN_REPLY, 0,
                     "|回答|reply|自己評価|回答結果|評価結果|自己評価結果|対応状況|実施状況|対応状況回答|適合状況|answer|response|self assessment|assessment result|"},
                    {"plant", COLUMN_PLANT, OF(size) + HOSHI_SITES * sizeof(int64_t),
                     "|拠点|plant|拠点名|工場|工場名|事業所|事業所名|営業所|営業所名|生産拠点|取引拠点|対象拠点|対象事業所|site|site name|plant name|location|locations|offices|plants|facility|vendor site code|vendor site|supplier site|site code|supplier site code|"},
#define SIZE(driver, words)                                                                                  \
    {                                                                                                        \
        "size." driver, COLUMN_COUNT, 0, words                                                               \
    }
                    SIZE(
                        "users",
                        "|利用者数|users|ユーザ数|ユーザー数|pc利用者数|ユーザー|ユーザ|利用者|it利用者数|システム利用者数|pc利用人数|user count|number of users|"),
                    SIZE("people", "|全員の人数|people to be trained|教育対象者数|教育対象人数|"),
                    SIZE(
                        "endpoints",
                        "|パソコン台数|PCs|pc台数|パソコン|端末数|端末台数|pc|computers|pc count|pc数|パソコン数|パソコンの台数|業務で使うパソコンの台数|業務で使用するパソコンの台数|業務用パソコンの台数|pcの台数|業務で使うpcの台数|端末|クライアント数|クライアント台数|クライアントpc|クライアントpc台数|業務用pc台数|業務pc台数|保有pc台数|pc保有台数|情報端末数|it端末数|エンドポイント数|endpoints|number of pcs|no of pcs|workstations|client pcs|devices|"),
                    SIZE(
                        "servers",
                        "|サーバ台数|servers|サーバー台数|サーバ数|サーバー数|サーバ|サーバー|サーバー保有台数|サーバ保有台数|物理サーバ数|物理サーバ台数|サーバー機|number of servers|server count|"),
                    SIZE(
                        "sites",
                        "|拠点数|sites|事業所数|拠点数合計|営業所数|工場数|拠点の数|number of sites|site count|"),
                    SIZE("public_ips", "|公開IPアドレス数|public IP addresses|公開IP数|グローバルip数|"),
                    SIZE(
                        "web_apps",
                        "|公開Webアプリ数|web applications|webアプリ数|公開webサイト数|webサイト数|websites|"),
                    SIZE(
                        "mailboxes",
                        "|メールボックス数|mailboxes|メールアドレス数|メールアカウント数|email accounts|メール利用者数|メール数|"),
                    SIZE("admins", "|管理者数|administrators|システム管理者数|"),
                    SIZE(
                        "mobile_devices",
                        "|スマートデバイス数|mobile devices|スマホ台数|携帯端末数|モバイル端末数|スマホタブレット台数|"),
                    SIZE(
                        "partners",
                        "|機密を渡す先の数|partners given confidential data|取引先数|委託先数|外注先数|再委託先数|"),
                    SIZE("data_tb", "|データ量（TB）|data (TB)|データ量|"),
                    SIZE("unsupported_endpoints",
                         "|サポート切れPC台数|unsupported PCs|サポート切れパソコン台数|サポート終了pc台数|"),
                    SIZE("fixed_endpoints",
                         "|更新できないPC台数|PCs that cannot be updated|設備付属PC台数|更新不可PC台数|"),
                    SIZE(
                        "unsupported_servers",
                        "|サポート切れサーバ台数|unsupported servers|サポート切れサーバー台数|サポート終了サーバ台数|"),
                    SIZE("remote_users",
                         "|社外から接続する人数|remote users|リモート利用者数|テレワーク人数|在宅勤務者数|"),
                    SIZE("cloud_services",
                         "|クラウドサービス数|cloud services|利用クラウドサービス数|saas数|"),
                    SIZE("network_devices",
                         "|ネットワーク機器数|network devices|ネットワーク機器台数|nw機器数|"),
                    SIZE("joiners",
                         "|年間の入社人数|joiners a year|年間入社人数|入社人数|年間の入社受入人数|採用人数|"),
};

/* ---- headings ---- */

/* True when `folded` is one of the words between bars, as they will be once folded; *secondary: behind an empty one. */
static bool column_among(const char *words, const char *folded, bool *secondary)
{
    char word[HOSHI_FOLDED], raw[HOSHI_FOLDED];
    *secondary = false;
    for (const char *p = words + 1; *p; p += strcspn(p, "|") + 1) {
        *secondary |= *p == '|';
        snprintf(raw, sizeof raw, "%.*s", (int)strcspn(p, "|"), p);
        if (*p != '|' && strcmp(hoshi_answer_fold(raw, word), folded) == 0)
            return true;
    }
    return false;
}

enum { WORD_SLOTS = 8192, WORDS_MAX = 6000 };

struct word_slot {
    uint32_t hash; /* 0 = free */
    uint16_t what; /* specs first, then facts of the catalogue */
    bool secondary;
};

struct heading_words {
    const struct hoshi_catalog *catalog;
    size_t n;
    struct word_slot slot[WORD_SLOTS];
    char category[HOSHI_CATEGORIES + 1][2][HOSHI_FOLDED]; /* folded names, Japanese and English */
};

/* FNV-1a (Fowler, Noll, Vo). */
static uint32_t word_hash(const char *text)
{
    uint32_t hash = 2166136261u;
    for (; *text; text++)
        hash = (hash ^ (unsigned char)*text) * 16777619u;
    return hash ? hash : 1;
}

/* The first of equal words counts. */
static void word_put(struct heading_words *w, const char *text, size_t what, bool secondary)
{
    char folded[HOSHI_FOLDED];
    uint32_t hash = word_hash(hoshi_answer_fold(text, folded));
    size_t at = hash % WORD_SLOTS;
    if (!folded[0] || w->n >= WORDS_MAX)
        return;
    while (w->slot[at].hash && w->slot[at].hash != hash)
        at = (at + 1) % WORD_SLOTS;
    if (w->slot[at].hash)
        return;
    w->slot[at] = (struct word_slot){hash, (uint16_t)what, secondary};
    w->n++;
}

static void word_put_spec(struct heading_words *w, size_t i)
{
    const char *last = strrchr(specs[i].member, '.');
    char word[HOSHI_FOLDED];
    bool secondary = false;
    word_put(w, specs[i].member, i, false);
    if (last)
        word_put(w, last + 1, i, false);
    for (const char *p = specs[i].words + 1; *p; p += strcspn(p, "|") + 1) {
        secondary |= *p == '|';
        snprintf(word, sizeof word, "%.*s", (int)strcspn(p, "|"), p);
        word_put(w, word, i, secondary);
    }
}

struct heading_words *hoshi_supplier_words(const struct hoshi_catalog *catalog)
{
    struct heading_words *w = calloc(1, sizeof *w);
    if (!w)
        return NULL;
    w->catalog = catalog;
    for (size_t i = 0; i < COUNT(specs); i++)
        word_put_spec(w, i);
    for (size_t i = 0; i < catalog->facts && i < HOSHI_SUPPLIER_FACTS_MAX; i++) {
        word_put(w, catalog->fact[i].id, COUNT(specs) + i, false);
        word_put(w, catalog->fact[i].question.ja, COUNT(specs) + i, false);
        word_put(w, catalog->fact[i].question.en, COUNT(specs) + i, false);
    }
    for (size_t k = 1; k <= HOSHI_CATEGORIES; k++) {
        hoshi_answer_fold(catalog->category[k].ja, w->category[k][0]);
        hoshi_answer_fold(catalog->category[k].en, w->category[k][1]);
    }
    return w;
}

/* Two different words with one hash of 32 bits: one pair of ten million headings, and then a heading is read that
 * says something else; so the word is compared as well. */
static bool word_is(const struct heading_words *w, size_t what, const char *folded)
{
    char word[HOSHI_FOLDED];
    bool secondary;
    if (what >= COUNT(specs)) {
        const struct hoshi_fact_row *f = &w->catalog->fact[what - COUNT(specs)];
        return strcmp(hoshi_answer_fold(f->id, word), folded) == 0 ||
               strcmp(hoshi_answer_fold(f->question.ja, word), folded) == 0 ||
               strcmp(hoshi_answer_fold(f->question.en, word), folded) == 0;
    }
    const char *last = strrchr(specs[what].member, '.');
    return strcmp(hoshi_answer_fold(specs[what].member, word), folded) == 0 ||
           (last && strcmp(hoshi_answer_fold(last + 1, word), folded) == 0) ||
           column_among(specs[what].words, folded, &secondary);
}

static const struct word_slot *word_find(const struct heading_words *w, const char *folded)
{
    uint32_t hash = word_hash(folded);
    if (!folded[0])
        return NULL;
    for (size_t at = hash % WORD_SLOTS; w->slot[at].hash; at = (at + 1) % WORD_SLOTS)
        if (w->slot[at].hash == hash)
            return word_is(w, w->slot[at].what, folded) ? &w->slot[at] : NULL;
    return NULL;
}

/* What stands in brackets goes to `inside`, pair by pair behind a slash, the rest to `outside`; both `size` bytes. */
static void take_brackets_off(const char *text, char *outside, char *inside, size_t size)
{
    size_t out = 0, in = 0;
    int depth = 0;
    while (*text) {
        const char *from = text;
        uint32_t c = hoshi_text_next(&text);
        size_t n = (size_t)(text - from);
        bool opens = c == '(' || c == '[' || c == '{' || c == '<' || c == 0x3008 || c == 0x300A ||
                     c == 0x300C || c == 0x300E || c == 0x3010 || c == 0x3014 || c == 0x3016;
        bool closes = c == ')' || c == ']' || c == '}' || c == '>' || c == 0x3009 || c == 0x300B ||
                      c == 0x300D || c == 0x300F || c == 0x3011 || c == 0x3015 || c == 0x3017;
        if (opens && !depth && in && in + 2 < size)
            inside[in++] = '/';
        depth += opens;
        if (depth > 0 && !opens && !closes && in + n + 1 < size) {
            memcpy(inside + in, from, n);
            in += n;
        } else if (depth == 0 && !closes && out + n + 1 < size) {
            memcpy(outside + out, from, n);
            out += n;
        }
        depth -= closes && depth > 0;
    }
    outside[out] = inside[in] = 0;
}

/* The words of a heading that are a unit, parted from the others by what parts words, go to `said`; the others are
 * put together in `rest`. 「年間購入額 千円」, "spend_JPY_thousands", 「百万円：売上高」. */
static void take_units_off(const char *text, char *rest, size_t size, struct unit_said *said)
{
    size_t used = 0;
    rest[0] = 0;
    while (*text) {
        char word[128];
        size_t n = strcspn(text, " \t\n\r_/:;-"), wide = n;
        for (const char *p = text; p < text + n;) {
            const char *from = p;
            uint32_t c = hoshi_text_next(&p);
            if (c == 0x3000 || c == 0x30FB || c == 0x3001) {
                n = (size_t)(from - text);
                wide = n + (size_t)(p - from);
                break;
            }
        }
        snprintf(word, sizeof word, "%.*s", (int)(n < sizeof word ? n : 0), text);
        int64_t yen = n ? hoshi_unit_of_word(word) : 0;
        bool unit = yen && strspn(word, "0123456789") != n; /* a figure alone may be a year */
        bool part = unit && said->units == 1 && (yen == 1 || said->yen[0] == 1); /* thousand_yen: one unit */
        if (unit && !part)
            hoshi_unit_add(said, yen);
        else if (unit && yen > 1)
            said->yen[0] = yen;
        else if (!unit && used + wide + 2 < size)
            used += (size_t)snprintf(rest + used, size - used, "%.*s ", (int)n, text);
        text += wide > n ? wide : n + (text[n] != 0);
    }
}

/* A unit that folded text ends or begins with, written without anything between: 年間購入額千円, 千円年間購入額. */
static bool cut_unit(char *folded, struct unit_said *said)
{
    static const struct {
        const char *word;
        int64_t yen;
    } units[] = {{"十億円", 1000000000}, {"百万円", 1000000}, {"千万円", 10000000}, {"億円", 100000000},
                 {"万円", 10000},        {"千円", 1000},      {"百万", 1000000},    {"million", 1000000},
                 {"thousand", 1000},     {"円", 1},           {"yen", 1},           {"jpy", 1}};
    size_t n = strlen(folded);
    for (size_t i = 0; i < COUNT(units); i++) {
        size_t m = strlen(units[i].word);
        bool tail = n > m && strcmp(folded + n - m, units[i].word) == 0;
        bool head = n > m && strncmp(folded, units[i].word, m) == 0;
        if (!tail && !head)
            continue;
        if (tail)
            folded[n - m] = 0;
        else
            memmove(folded, folded + m, n - m + 1);
        /* "thousand yen": the word before counts, not the yen */
        if (units[i].yen > 1 || !said->units)
            hoshi_unit_add(said, units[i].yen);
        return true;
    }
    return false;
}

/* ---- when the figures of a column are of ---- */

/* The number of up to four digits; 0 for more. */
static int heading_number(const char *digits, size_t n)
{
    int value = 0;
    for (size_t i = 0; i < n && n < 5; i++)
        value = value * 10 + (digits[i] - '0');
    return value;
}

/* Years in a heading, the latest: 2025年度, FY2025, FY25, 令和7年度, 2024/4-2025/3; or 前期, 当期. */
static void year_of(const char *heading, struct column_year *y)
{
    static const struct {
        const char *word;
        int relative;
    } words[] = {{"前々期", -2}, {"前々年度", -2}, {"前々年", -2}, {"一昨年度", -2}, {"一昨年", -2},
                 {"前期", -1},   {"前年度", -1},   {"前年", -1},   {"昨年度", -1},   {"昨年", -1},
                 {"当期", 0},    {"今期", 0},      {"今年度", 0},  {"当年度", 0},    {"直近", 0}};
    static const char *const forecasts[] = {"見込", "予定",     "計画",   "予算",
                                            "予想", "forecast", "budget", "plan"};
    for (const char *p = heading; *p;) {
        size_t n = strspn(p, "0123456789");
        int number = heading_number(p, n), year = n == 4 ? number : 0;
        if (n == 2 && p - heading >= 2 && strncasecmp(p - 2, "fy", 2) == 0)
            year = 2000 + number;
        if (n && n < 3 && p - heading >= 6 && strncmp(p - 6, "令和", 6) == 0)
            year = 2018 + number;
        if (n && n < 3 && p > heading && (p[-1] == 'R' || p[-1] == 'r') &&
            strncmp(p + n, "年", strlen("年")) == 0)
            year = 2018 + number;
        if (year >= 1990 && year <= 2100 && (!y->stated || year > y->year)) {
            y->stated = true;
            y->year = year;
        }
        p += n ? n : 1;
    }
    for (size_t i = 0; i < COUNT(words) && !y->stated; i++)
        if (strstr(heading, words[i].word)) {
            y->stated = y->relative = true;
            y->year = words[i].relative;
        }
    for (size_t i = 0; i < COUNT(forecasts); i++)
        y->forecast |= strcasestr(heading, forecasts[i]) != NULL;
}

/* The length of a year, or of what tells when, that folded text begins with. */
static size_t year_at(const char *p)
{
    static const char *const words[] = {
        "直近12か月", "直近1年間", "直近1年",  "直近期", "直近",   "前々年度", "前々期", "前年度", "昨年度",
        "前期",       "当期",      "今期",     "今年度", "当年度", "前年",     "昨年",   "年度",   "年間",
        "年分",       "実績",      "見込み",   "見込",   "予定",   "計画",     "予算",   "通期",   "fy",
        "latest",     "actual",    "forecast", "度",     "年",     "令和",     "期"};
    for (size_t i = 0; i < COUNT(words); i++)
        if (strncmp(p, words[i], strlen(words[i])) == 0)
            return strlen(words[i]);
    size_t n = strspn(p, "0123456789");
    if (n == 4 && (strncmp(p, "19", 2) == 0 || strncmp(p, "20", 2) == 0))
        return n;
    return n && n < 3 && (strncmp(p + n, "年", strlen("年")) == 0) ? n : 0;
}

/* The same at the end of folded text. */
static size_t year_behind(const char *folded, size_t n)
{
    for (size_t m = n < 18 ? n : 18; m > 0; m--)
        if (((unsigned char)folded[n - m] & 0xC0) != 0x80 && year_at(folded + n - m) == m)
            return m;
    return 0;
}

/* 「2025年度」「直近」「FY2025」 at the head or the end of a folded heading tell when, not what. */
static bool take_year_off(char *folded)
{
    size_t n = strlen(folded), m = year_at(folded);
    if (m && m < n) {
        memmove(folded, folded + m, n - m + 1);
        return true;
    }
    m = year_behind(folded, n);
    if (m && m < n)
        folded[n - m] = 0;
    return m && m < n;
}

/* What a form asks around the word: Q3., 問3, 貴社の …をご記入ください. */
static const char *const question_numbered[] = {"設問", "質問", "問", "q", "no", ""};
static const char *const question_heads[] = {
    "貴社の",      "御社の",   "貴社における", "御社における", "貴社",        "御社",         "弊社の",
    "取引先の",    "仕入先の", "当社との",     "弊社との",     "当社が",      "弊社が",       "当社からの",
    "弊社からの",  "当社から", "弊社から",     "の",           "1年間の",     "your",         "the",
    "pleaseenter", "whatis",   "enter",        "howmany",      "pleasestate", "pleasespecify"};
static const char *const question_tails[] = {"をご記入ください",
                                             "をご入力ください",
                                             "を記入してください",
                                             "を入力してください",
                                             "を選択してください",
                                             "をお選びください",
                                             "をお答えください",
                                             "を教えてください",
                                             "をお知らせください",
                                             "をご回答ください",
                                             "を回答してください",
                                             "についてご回答ください",
                                             "についてお答えください",
                                             "は何人ですか",
                                             "は何名ですか",
                                             "は何台ですか",
                                             "はいくつですか",
                                             "はいくらですか",
                                             "はどれですか",
                                             "を扱っていますか",
                                             "を取り扱っていますか",
                                             "の取扱いがありますか",
                                             "はありますか",
                                             "がありますか",
                                             "の段階",
                                             "の水準",
                                             "の人数",
                                             "の台数",
                                             "の数",
                                             "doesyourcompanyhave",
                                             "doesyourcompanyuse",
                                             "doyouhave",
                                             "doyouuse",
                                             "areinuse",
                                             "?",
                                             "必須",
                                             "任意",
                                             "ですか",
                                             "は"};

/* True when something was taken off. */
static bool take_question_off(char *folded)
{
    size_t n = strlen(folded);
    for (size_t i = 0; i < COUNT(question_numbered); i++) {
        size_t m = strlen(question_numbered[i]);
        size_t digits = strncmp(folded, question_numbered[i], m) == 0 ? strspn(folded + m, "0123456789") : 0;
        if (digits && digits < 4 && folded[m + digits]) {
            memmove(folded, folded + m + digits, n - m - digits + 1);
            return true;
        }
    }
    for (size_t i = 0; i < COUNT(question_tails); i++) {
        size_t m = strlen(question_tails[i]);
        if (n > m && strcmp(folded + n - m, question_tails[i]) == 0) {
            folded[n - m] = 0;
            return true;
        }
    }
    for (size_t i = 0; i < COUNT(question_heads); i++) {
        size_t m = strlen(question_heads[i]);
        if (n > m && strncmp(folded, question_heads[i], m) == 0) {
            memmove(folded, folded + m, n - m + 1);
            return true;
        }
    }
    return false;
}

static void set_spec(struct column *c, const struct spec *spec)
{
    enum hoshi_driver driver;
    c->kind = spec->kind;
    c->offset = spec->offset;
    c->unit_yen = 1;
    snprintf(c->member, sizeof c->member, "%s", spec->member);
    c->index = spec->kind == COLUMN_WORD ? HOSHI_SUPPLIER_WORD_BYTES : 0;
    if (strncmp(spec->member, "size.", 5) == 0 && hoshi_driver_find(spec->member + 5, &driver))
        c->offset = OF(size) + (size_t)driver * sizeof(int64_t);
}

static void set_fact(struct column *c, const struct hoshi_catalog *catalog, size_t i)
{
    c->kind = COLUMN_FACT;
    c->index = i;
    snprintf(c->member, sizeof c->member, "facts.%s", catalog->fact[i].id);
}

/* Set the column to what a folded word means; false when it means nothing. */
static bool set_word(const struct heading_words *w, const char *folded, struct column *c)
{
    const struct word_slot *slot = word_find(w, folded);
    if (!slot)
        return false;
    if (slot->what < COUNT(specs))
        set_spec(c, &specs[slot->what]);
    else
        set_fact(c, w->catalog, slot->what - COUNT(specs));
    c->secondary = slot->secondary;
    return true;
}

/* Behind the category's name or number at the head of a folded heading; NULL when there is none. */
static const char *behind_category(const struct heading_words *w, const char *folded, size_t *category)
{
    static const char *const marks[] = {"分類",     "かてごり", "かてごりー", "大分類", "領域",
                                        "category", "cat",      "count",      "c",      ""};
    char word[HOSHI_FOLDED];
    for (size_t k = 1; k <= HOSHI_CATEGORIES; k++) {
        for (size_t i = 0; i < COUNT(marks) + 2; i++) {
            if (i < COUNT(marks))
                snprintf(word, sizeof word, "%s%zu", marks[i], k);
            else
                memcpy(word, w->category[k][i - COUNT(marks)], sizeof word);
            size_t n = strlen(word);
            if (!n || strncmp(folded, word, n) != 0 || !folded[n])
                continue;
            *category = k;
            folded += n;
            for (size_t j = 0; j < 2; j++) { /* "4 攻撃等の防御 未対応" */
                n = strlen(w->category[k][j]);
                if (n && strncmp(folded, w->category[k][j], n) == 0)
                    return folded + n;
            }
            return folded;
        }
    }
    return NULL;
}

/* The length of folded text without the category's name or number at its end; 0 when there is none. */
static size_t before_category(const struct heading_words *w, const char *folded, size_t *category)
{
    static const char *const marks[] = {"大分類",   "分類", "かてごりー", "かてごり", "領域",
                                        "category", "cat",  "c",          ""};
    char word[HOSHI_FOLDED];
    size_t n = strlen(folded);
    for (size_t i = 0; i < COUNT(marks) + 2;
         i++) /* the longer marks first, so that nothing of one is left over */
        for (size_t k = 1; k <= HOSHI_CATEGORIES; k++) {
            if (i < COUNT(marks))
                snprintf(word, sizeof word, "%s%zu", marks[i], k);
            else
                memcpy(word, w->category[k][i - COUNT(marks)], sizeof word);
            size_t m = strlen(word);
            if (m && n > m && strcmp(folded + n - m, word) == 0) {
                *category = k;
                return n - m;
            }
        }
    return 0;
}

/* An answer's word, with or without 「数」 behind it. */
static bool tallied_word(const char *text, size_t n, enum hoshi_answer_status *status)
{
    static const char *const tails[] = {"", "の件数", "件数", "の数", "数", "count"};
    char word[HOSHI_FOLDED];
    for (size_t i = 0; i < COUNT(tails); i++) {
        size_t m = strlen(tails[i]);
        if (n <= m || strncmp(text + n - m, tails[i], m) != 0)
            continue;
        snprintf(word, sizeof word, "%.*s", (int)(n - m), text);
        if (word[0] != '-' && hoshi_answer_word(word, status))
            return true;
    }
    return false;
}

/* 「対応率」, "met rate", 達成率(%): a share of the criteria that are met. */
static bool rate_word(const char *folded)
{
    static const char *const words[] = {"対応率",     "対応済み率",     "達成率",  "充足率",
                                        "実施率",     "適合率",         "遵守率",  "対応割合",
                                        "達成割合",   "rate",           "metrate", "ratemet",
                                        "compliance", "compliancerate", "percent", "percentmet"};
    char plain[HOSHI_FOLDED];
    size_t used = 0;
    for (const char *p = folded; *p; p++)
        if (*p != '%')
            plain[used++] = *p;
    plain[used] = 0;
    for (size_t i = 0; i < COUNT(words); i++)
        if (strcmp(plain, words[i]) == 0)
            return true;
    return false;
}

static bool find_tally(const struct heading_words *w, const char *folded, struct column *c)
{
    size_t category = 0;
    const char *behind = behind_category(w, folded, &category);
    c->kind = COLUMN_TALLY;
    if (behind && rate_word(behind)) {
        c->kind = COLUMN_RATE;
        c->percent = strchr(behind, '%') != NULL;
    } else if (!behind || !tallied_word(behind, strlen(behind), &c->status)) {
        size_t n = before_category(w, folded, &category);
        if (!n || !tallied_word(folded, n, &c->status)) {
            c->kind = COLUMN_NONE;
            return false;
        }
    }
    c->index = category;
    snprintf(c->member, sizeof c->member, c->kind == COLUMN_RATE ? "rate[%zu]" : "count[%zu]", category);
    return true;
}

/* The remark, the evidence or the owner of an answer, not the answer. */
static bool beside_answer(const char *text)
{
    static const char *const words[] = {"備考",     "めも",   "こめんと", "理由",   "証跡",    "証拠",
                                        "根拠",     "資料",   "担当",     "期限",   "補足",    "詳細",
                                        "内容",     "残り",   "予定",     "url",    "comment", "note",
                                        "evidence", "remark", "owner",    "reason", "due"};
    char folded[HOSHI_FOLDED];
    size_t n = strlen(hoshi_answer_fold(text, folded));
    for (size_t i = 0; i < COUNT(words); i++) {
        size_t m = strlen(words[i]);
        if (n >= m && strcmp(folded + n - m, words[i]) == 0)
            return true;
    }
    return false;
}

/* A criterion's number, alone or at the head of its question ("1-2-1-1 …", "Q5. [1-2-1-1] …"). */
static bool find_criterion(const struct hoshi_catalog *catalog, const char *heading, struct column *c)
{
    char id[32];
    size_t n = 0, parts = 1;
    heading += strcspn(heading, "0123456789") < 8 ? strcspn(heading, "0123456789") : 0;
    const char *p = heading;
    while (*p) { /* every kind of hyphen */
        const char *from = p;
        uint32_t ch = hoshi_text_next(&p);
        if (ch == 0x2212 || ch == 0x2010 || ch == 0x2011 || ch == 0x30FC)
            ch = '-';
        if ((ch < '0' || ch > '9') && ch != '-') {
            p = from;
            break;
        }
        if (n + 1 >= sizeof id)
            return false;
        parts += ch == '-';
        id[n++] = (char)ch;
    }
    id[n] = 0;
    size_t found = n && parts > 2 ? hoshi_catalog_find(catalog, id) : SIZE_MAX;
    if (found == SIZE_MAX || (*p && beside_answer(p)))
        return false;
    c->kind = COLUMN_ANSWER;
    c->index = found;
    snprintf(c->member, sizeof c->member, "%s", id);
    return true;
}

/* Nothing of letters: no heading. */
static bool is_figure(const char *text)
{
    return !text[strspn(text, "0123456789.,-+ ")];
}

/* The meaning of a heading without brackets, and what it says of units and years. */
static bool find_outside(const struct heading_words *w, const char *outside, struct column *c)
{
    char rest[256], folded[HOSHI_FOLDED];
    struct unit_said said = c->said;
    hoshi_answer_fold(outside, folded);
    if (set_word(w, folded, c))
        return true;
    take_units_off(outside, rest, sizeof rest, &said);
    hoshi_answer_fold(rest, folded);
    for (int i = 0; i < 12; i++) {
        if (set_word(w, folded, c)) {
            if (c->kind != COLUMN_YEN && said.units)
                *c = (struct column){0};
            c->said = said;
            return c->kind != COLUMN_NONE;
        }
        if (!cut_unit(folded, &said) && !take_year_off(folded) && !take_question_off(folded))
            return false;
    }
    return false;
}

/* ---- English headings by the words they hold ---- */

/* A heading all of whose words are among `may`, with one of `must` and, where there is a second list, one of that. */
struct word_set {
    const char *member, *may, *must, *and;
};

/* Words that decide nothing stand in `may`; what may turn the meaning (date, status, rank, currency, category) in none. */
static const struct word_set word_sets[] = {
    {"level",
     " scs star stars level security cyber cybersecurity target required requested needed asked for desired minimum ",
     " star stars scs security cyber cybersecurity ", " star stars scs level "},
    {"employees_regular",
     " number num of employees headcount staff total regular count fte ftes full time employee company supplier ",
     " employees headcount staff fte ftes ", NULL},
    {"employees_regular", " total count of employee regular ", " employee ", " count "},
    {"annual_purchases_yen",
     " annual yearly total our spend spending purchases from supplier vendor amount value volume net ",
     " spend spending purchases ", NULL},
    {"annual_purchases_yen",
     " annual yearly total our purch purchase purchasing purchased procurement invoiced po order amount value volume net ",
     " purch purchase purchasing purchased procurement invoiced po ", " amount value volume "},
    {"annual_sales_yen",
     " annual yearly total company supplier vendor net global consolidated revenue revenues turnover amount ",
     " revenue revenues turnover ", NULL},
};

/* What tells when or in which currency of the buyer's own, and not what. */
static void take_phrases_off(char *words)
{
    static const char *const phrases[] = {" in local currency ",
                                          " in company currency ",
                                          " last fiscal year ",
                                          " last year ",
                                          " fiscal year ",
                                          " per year ",
                                          " previous year ",
                                          " per annum ",
                                          " last 12 months ",
                                          " with us ",
                                          " a year "};
    for (size_t i = 0; i < COUNT(phrases); i++) {
        char *at = strstr(words, phrases[i]);
        if (at)
            memmove(at + 1, at + strlen(phrases[i]), strlen(at + strlen(phrases[i])) + 1);
    }
}

/* Small letters and digits, a space around each word; "" when there is anything else than ASCII. */
static void plain_words(const char *text, char out[256])
{
    size_t n = 0;
    out[n++] = ' ';
    for (; *text && n + 2 < 256; text++) {
        unsigned char ch = (unsigned char)*text;
        bool upper = ch >= 'A' && ch <= 'Z',
             word = upper || (ch >= 'a' && ch <= 'z') || (ch >= '0' && ch <= '9');
        if (ch > 126) {
            n = 0;
            break;
        }
        if (word)
            out[n++] = (char)(upper ? ch + 32 : ch);
        else if (ch != '\'' && ch != '.' && out[n - 1] != ' ')
            out[n++] = ' ';
    }
    if (n && out[n - 1] != ' ')
        out[n++] = ' ';
    out[n] = 0;
}

static bool set_holds(const struct word_set *set, const char *words)
{
    char word[64];
    bool must = false, and = set->and == NULL;
    for (const char *p = words + 1; *p; p += strcspn(p, " ") + 1) {
        snprintf(word, sizeof word, " %.*s ", (int)strcspn(p, " "), p);
        bool year =
            (strncmp(word, " fy", 3) == 0 || strncmp(word, " 20", 3) == 0) && strpbrk(word, "0123456789");
        if (!year && !strstr(set->may, word))
            return false;
        must |= strstr(set->must, word) != NULL;
        and |= set->and &&strstr(set->and, word);
    }
    return must && and;
}

static bool find_words(const struct heading_words *w, const char *outside, struct column *c)
{
    char rest[256], words[256], folded[HOSHI_FOLDED];
    struct unit_said said = {0};
    take_units_off(outside, rest, sizeof rest, &said);
    plain_words(rest, words);
    take_phrases_off(words);
    for (size_t i = 0; words[0] && i < COUNT(word_sets); i++)
        if (set_holds(&word_sets[i], words) &&
            set_word(w, hoshi_answer_fold(word_sets[i].member, folded), c)) {
            c->said = said;
            return c->kind == COLUMN_YEN || !said.units;
        }
    return false;
}

/* 「取得済の★」 is 「取得済み★」: の between words and み behind 済 are written or not. */
static bool find_spelling(const struct heading_words *w, const char *outside, struct column *c)
{
    static const char no[] = "の", done[] = "済", mi[] = "み";
    for (int with_mi = 0; with_mi < 2; with_mi++)
        for (int with_no = 0; with_no < 2; with_no++) {
            char text[320];
            size_t n = 0;
            for (const char *p = outside; *p && n + 7 < sizeof text; p++) {
                if (!with_no && strncmp(p, no, sizeof no - 1) == 0) {
                    p += sizeof no - 2;
                    continue;
                }
                text[n++] = *p;
                bool behind =
                    n >= sizeof done - 1 && memcmp(text + n - (sizeof done - 1), done, sizeof done - 1) == 0;
                if (behind && strncmp(p + 1, mi, sizeof mi - 1) == 0)
                    p += sizeof mi - 1;
                if (behind && with_mi)
                    n += (size_t)snprintf(text + n, sizeof text - n, "%s", mi);
            }
            text[n] = 0;
            if (strcmp(text, outside) != 0 && find_outside(w, text, c))
                return true;
        }
    return false;
}

void hoshi_supplier_column_find(const struct heading_words *w, const char *text, struct column *c)
{
    char heading[1024], outside[256], inside[256], folded[HOSHI_FOLDED];
    *c = (struct column){0};
    if (strlen(text) > 600 || !hoshi_text_width_fold(text, strlen(text), heading, sizeof heading) ||
        find_criterion(w->catalog, heading, c) || is_figure(heading) || hoshi_supplier_blank(heading))
        return;
    year_of(heading, &c->year);
    hoshi_answer_fold(heading, folded);
    if (set_word(w, folded, c) || find_tally(w, folded, c))
        return;
    take_brackets_off(heading, outside, inside, sizeof outside);
    hoshi_answer_fold(outside, folded);
    /* 「取引先名（カナ）」 is how a name is read, not a name. */
    bool reading =
        strstr(inside, "カナ") || strstr(inside, "かな") || strstr(inside, "ガナ") || strstr(inside, "がな");
    if (reading || (!find_outside(w, outside, c) && !find_tally(w, folded, c) && !find_words(w, outside, c) &&
                    !find_spelling(w, outside, c))) {
        *c = (struct column){0};
        return;
    }
    if (c->kind == COLUMN_RATE)
        c->percent |= strchr(inside, '%') != NULL;
    if (c->kind == COLUMN_YEN || c->kind == COLUMN_COUNT)
        hoshi_unit_of_bracket(inside, c->kind == COLUMN_YEN, &c->said);
    if (c->kind == COLUMN_YEN && c->said.units == 1)
        c->unit_yen = c->said.yen[0];
}

void hoshi_supplier_heading_units(const char *text, bool money, struct unit_said *said)
{
    char heading[1024], outside[256], inside[256], rest[256];
    if (!hoshi_text_width_fold(text, strlen(text), heading, sizeof heading))
        return;
    take_brackets_off(heading, outside, inside, sizeof outside);
    if (money)
        take_units_off(outside, rest, sizeof rest, said);
    hoshi_unit_of_bracket(inside, money, said);
}

bool hoshi_supplier_column_named(const struct heading_words *w, const char *word, struct column *c)
{
    hoshi_supplier_column_find(w, word, c);
    return c->kind != COLUMN_NONE;
}

const char *hoshi_supplier_column_near(const char *text, char out[HOSHI_FOLDED])
{
    char heading[1024], outside[256], inside[256], mine[HOSHI_FOLDED], word[HOSHI_FOLDED],
        folded[HOSHI_FOLDED];
    size_t best = SIZE_MAX;
    if (!hoshi_text_width_fold(text, strlen(text), heading, sizeof heading))
        return NULL;
    take_brackets_off(heading, outside, inside, sizeof outside);
    hoshi_answer_fold(outside, mine);
    struct unit_said said = {0};
    cut_unit(mine, &said);
    for (size_t i = 0; mine[0] && i < COUNT(specs); i++)
        for (const char *p = specs[i].words + 1; *p; p += strcspn(p, "|") + 1) {
            snprintf(word, sizeof word, "%.*s", (int)strcspn(p, "|"), p);
            size_t distance = hoshi_text_distance(hoshi_answer_fold(word, folded), mine),
                   length = strlen(folded);
            if (distance < best && length >= 4 && distance * 4 <= length) {
                best = distance;
                hoshi_text_copy(out, HOSHI_FOLDED, word);
            }
        }
    return best == SIZE_MAX ? NULL : out;
}

/* ---- writing ---- */

/* The n-th word (0: Japanese, 1: English) of a list between bars. */
static const char *word_of(const char *words, int n, char out[HOSHI_FOLDED])
{
    const char *p = words + 1;
    while (n--)
        p += strcspn(p, "|") + 1;
    snprintf(out, HOSHI_FOLDED, "%.*s", (int)strcspn(p, "|"), p);
    return out;
}

bool hoshi_supplier_member_words(const char *member, char out[160])
{
    char ja[HOSHI_FOLDED], en[HOSHI_FOLDED];
    for (size_t i = 0; i < COUNT(specs); i++) {
        const char *last = strrchr(specs[i].member, '.');
        if (strcmp(specs[i].member, member) != 0 && !(last && strcmp(last + 1, member) == 0))
            continue;
        snprintf(out, 160, "%.70s / %.70s", word_of(specs[i].words, 0, ja), word_of(specs[i].words, 1, en));
        return true;
    }
    return false;
}

static const enum hoshi_answer_status tallied[] = {HOSHI_MET, HOSHI_PARTIAL, HOSHI_UNMET,
                                                   HOSHI_NOT_APPLICABLE};

size_t hoshi_supplier_column_list(const struct hoshi_catalog *catalog,
                                  struct column list[HOSHI_SUPPLIER_COLUMNS_MAX])
{
    size_t n = 0;
    for (size_t i = 0; i < COUNT(specs); i++) {
        if (specs[i].kind == COLUMN_CRITERION || specs[i].kind == COLUMN_REPLY ||
            specs[i].kind == COLUMN_PLANT || specs[i].kind == COLUMN_CURRENCY ||
            specs[i].kind == COLUMN_DECISION || strncmp(specs[i].member, "start_", 6) == 0 ||
            strncmp(specs[i].member, "star.", 5) ==
                0) /* of the long form, of exports, of decisions, of the register */
            continue;
        list[n] = (struct column){0};
        set_spec(&list[n++], &specs[i]);
    }
    for (size_t k = 1; k <= HOSHI_CATEGORIES; k++)
        for (size_t i = 0; i < COUNT(tallied); i++) {
            list[n] = (struct column){.kind = COLUMN_TALLY, .index = k, .status = tallied[i]};
            snprintf(list[n++].member, sizeof list[0].member, "count[%zu]", k);
        }
    for (size_t i = 0; i < catalog->criteria; i++) {
        list[n] = (struct column){.kind = COLUMN_ANSWER, .index = i};
        snprintf(list[n++].member, sizeof list[0].member, "%s", catalog->criterion[i].id);
    }
    return n;
}

void hoshi_supplier_column_heading(const struct hoshi_catalog *catalog, const struct column *c,
                                   enum hoshi_supplier_language language, char out[256])
{
    static const char *const answers[2][HOSHI_ANSWERS] = {
        {"未回答", "対応済み", "一部対応", "未対応", "該当なし", "回答を控える"},
        {"unanswered", "met", "partial", "unmet", "not applicable", "withheld"}};
    char word[HOSHI_FOLDED];
    bool ja = language == HOSHI_SUPPLIER_JA;
    if (c->kind == COLUMN_TALLY) {
        struct hoshi_words name = catalog->category[c->index];
        snprintf(out, 256, "%zu %s: %s", c->index, ja ? name.ja : name.en, answers[!ja][c->status]);
        return;
    }
    snprintf(out, 256, "%s", c->member);
    for (size_t i = 0; i < COUNT(specs); i++)
        if (strcmp(specs[i].member, c->member) == 0)
            snprintf(out, 256, "%s%s", word_of(specs[i].words, !ja, word),
                     c->kind != COLUMN_YEN ? ""
                     : ja                  ? "（円）"
                                           : " (yen)");
}
