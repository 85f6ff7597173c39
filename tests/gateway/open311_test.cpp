#include "open311/dates.h"
#include "open311/document.h"
#include "open311/places.h"
#include "open311/posted.h"
#include "open311/shown.h"
#include "open311/wanted.h"

#include <boost/json.hpp>
#include <gmock/gmock.h>

namespace sambung::gateway::open311 {
namespace {

namespace json = boost::json;
using std::chrono::days;
using std::chrono::hours;
using namespace std::chrono_literals;

const TimePoint noon = std::chrono::sys_days{2026y / 11 / 22} + hours{12};

AreaTree areas() {
    return AreaTree::parse(
               "code,name,parent\n32.76,Kota Depok,\n32.76.01,Pancoran Mas,32.76\n32.76.01.1001,Mampang,32.76.01\n"
               "32.76.06,Beji,32.76\n32.76.06.1001,Beji,32.76.06\n32.76.06.1004,Kemiri Muka,32.76.06\n"
               "32.76.07,Cimanggis,32.76\n32.76.07.1001,Curug,32.76.07\n32.76.08,Bojongsari,32.76\n"
               "32.76.08.1001,Curug,32.76.08\n")
        .value();
}

cases::Office office() {
    cases::Office made;
    made.city = "Depok";
    made.areas = areas();
    made.units.push_back({"rehsos", "Bidang Rehsos", "bidang", "", false, {}});
    made.sensitive = {"anak"};
    return made;
}

const std::vector<Service> offered{
    {"lapor-lansia", "Lansia", "Lapor", cases::Kind::person_in_need, "lansia"},
    {std::string{neutral_code}, std::string{neutral_name}, "Lainnya", cases::Kind::person_in_need, "rahasia"}};

TEST(Open311Document, XmlEscapesWhatXmlReservesAndHoldsNothingElse) {
    const std::pair<std::string_view, std::string_view> rows[] = {
        {"", ""},
        {"Beji, Depok", "Beji, Depok"},
        {"<a b=\"c\" d='e'> & ]]>", "&lt;a b=&quot;c&quot; d=&apos;e&apos;&gt; &amp; ]]&gt;"},
        {"&amp;", "&amp;amp;"},
        {"a\tb\nc\rd", "a\tb\nc&#13;d"},
        {"é 😀", "é 😀"},
        {"a\x01\x1f", "a\xEF\xBF\xBD\xEF\xBF\xBD"},
        {"\xC3(", "\xEF\xBF\xBD("},
        {"\xEF\xBF\xBE", "\xEF\xBF\xBD"},
    };
    for (const auto& [text, expected] : rows) EXPECT_EQ(xml_text(text), expected) << text;
}

TEST(Open311Document, BothFormatsAreWrittenFromOneValue) {
    const json::value value = json::parse(R"([{"service_code":"a<","attributes":[{"values":[{"key":"k"}]}]},{}])");
    EXPECT_EQ(to_xml("services", value),
              "<?xml version=\"1.0\" encoding=\"utf-8\"?>\n<services><service><service_code>a&lt;</service_code>"
              "<attributes><attribute><values><value><key>k</key></value></values></attribute></attributes></service>"
              "<service></service></services>\n");
    const HttpReply wrong = error(Format::json, 404, "no");
    EXPECT_EQ(wrong.status, 404);
    EXPECT_EQ(wrong.body, R"([{"code":"404","description":"no"}])");
    EXPECT_EQ(error(Format::xml, 403, "no").body,
              "<?xml version=\"1.0\" encoding=\"utf-8\"?>\n<errors><error><code>403</code><description>no</description>"
              "</error></errors>\n");
}

TEST(Open311Places, AnAddressHasAnAreaIfExactlyOneIsMeant) {
    const std::pair<std::string_view, std::string_view> rows[] = {
        {"Jl. Mawar 7, Kemiri Muka, Beji, Depok", "32.76.06.1004"},
        {"KEL. KEMIRI-MUKA", "32.76.06.1004"},
        {"Beji", "32.76.06"},  // the kelurahan of that name lies there too
        {"Pancoran Mas", "32.76.01"},
        {"Curug", ""},
        {"Curug, Cimanggis", "32.76.07.1001"},
        {"Curug, Bojongsari, Kota Depok", "32.76.08.1001"},
        {"Kemiri Muka atau Mampang", ""},
        {"Kota Depok", ""},
        {"Bejian", ""},
        {"", ""},
    };
    for (const auto& [address, code] : rows) {
        const AreaTree tree = areas();
        const Area* area = area_in(tree, address);
        EXPECT_EQ(area == nullptr ? "" : area->code, code) << address;
    }
}

TEST(Open311Dates, NeedAZone) {
    EXPECT_EQ(parse_date("2026-11-22T12:00:00Z"), noon);
    EXPECT_EQ(parse_date("2026-11-22T19:00:00+07:00"), noon);
    EXPECT_EQ(parse_date("2026-11-22T19:00:00 07:00"), noon) << "a plus that was not escaped";
    EXPECT_EQ(parse_date("2026-11-22T11:30:00.250-00:30"), noon);
    for (const std::string_view wrong :
         {"", "2026-11-22", "2026-11-22T12:00:00", "2026-02-30T12:00:00Z", "2026-11-22T24:00:00Z",
          "2026-11-22T12:00:00Zx", "2026-11-22T12:00Z", "-026-11-22T12:00:00Z", "2026-11-22T12:00:00+7"})
        EXPECT_EQ(parse_date(wrong), std::nullopt) << wrong;
}

TEST(Open311Wanted, IsTheLastNinetyDaysUnlessItIsSaid) {
    const auto usual = wanted_by({{"status", ""}, {"start_date", ""}}, noon);
    ASSERT_TRUE(usual);
    EXPECT_EQ(usual->to - usual->from, longest_span);
    EXPECT_EQ(usual->most, 200);
    EXPECT_EQ(usual->half, store::Half::all);
    const auto changed = wanted_by({{"updated_after", "2026-11-22T12:00:00Z"}}, noon);
    EXPECT_EQ(changed->from, TimePoint{}) << "an old one may have changed";
    EXPECT_EQ(changed->updated_from, noon);
    const auto page = wanted_by({{"page", "3"}, {"page_size", "50"}, {"status", "closed"}}, noon);
    EXPECT_EQ(page->skip, 100);
    EXPECT_EQ(page->half, store::Half::closed);
    EXPECT_EQ(wanted_by({{"status", "open,closed"}}, noon)->half, store::Half::all);
    const auto ids = wanted_by({{"service_request_id", "123"}, {"status", "lost"}}, noon);
    ASSERT_TRUE(ids) << "ids override the others";
    EXPECT_EQ(ids->most, 0) << "what is no ticket is nobody's";
}

TEST(Open311Wanted, SaysWhatIsWrong) {
    for (const Form& query : {Form{{"page", "0"}}, Form{{"page", "x"}}, Form{{"page_size", "201"}},
                              Form{{"status", "lost"}}, Form{{"start_date", "2026-11-22"}},
                              Form{{"start_date", "2026-01-01T00:00:00Z"}, {"end_date", "2026-11-22T00:00:00Z"}},
                              Form{{"start_date", "2026-11-22T00:00:00Z"}, {"end_date", "2026-11-21T00:00:00Z"}}})
        EXPECT_FALSE(wanted_by(query, noon)) << query.front().second;
}

TEST(Open311Posted, BecomesAReport) {
    const auto posted = read_posted({{"service_code", "lapor-lansia"},
                                     {"address_string", "Kemiri Muka"},
                                     {"description", "Ibu tua"},
                                     {"phone", "0812-0000-0901"},
                                     {"first_name", "A"},
                                     {"last_name", "B"},
                                     {"lat", "-6.3"},
                                     {"long", "106.8"}},
                                    office(), offered);
    ASSERT_TRUE(posted);
    EXPECT_EQ(posted->phone, "+6281200000901");
    EXPECT_EQ(posted->report.area, "32.76.06.1004");
    EXPECT_EQ(posted->report.place, "Kemiri Muka");
    EXPECT_EQ(posted->report.story, "Ibu tua");
    EXPECT_EQ(posted->report.intake, (cases::Intake{{"nama", "A B"}, {"lokasi", "-6.3, 106.8"}}));
    EXPECT_FALSE(posted->report.quiet || posted->report.restricted || posted->report.danger);
}

TEST(Open311Posted, IsRefusedWithAReasonUnlessThereIsDanger) {
    const std::pair<Form, int> rows[] = {
        {{}, 400},
        {{{"service_code", "lapor-anak"}, {"address_id", "32.76"}}, 404},
        {{{"service_code", "lapor-lansia"}}, 400},
        {{{"service_code", "lapor-lansia"}, {"address_id", "99"}}, 400},
        {{{"service_code", "lapor-lansia"}, {"lat", "1"}, {"long", "2"}}, 400},
        {{{"service_code", "lapor-lansia"}, {"address_id", "32.76"}, {"description", std::string(4001, 'a')}}, 400},
    };
    for (const auto& [form, status] : rows) {
        const auto posted = read_posted(form, office(), offered);
        ASSERT_FALSE(posted);
        EXPECT_EQ(posted.error().status, status);
        Form danger = form;
        danger.emplace_back("attribute[bahaya][]", "ya");
        const auto rung = read_posted(danger, office(), offered);
        ASSERT_TRUE(rung);
        EXPECT_TRUE(rung->report.danger);
        EXPECT_LE(rung->report.story.size(), longest_description);
    }
}

TEST(Open311Posted, IsQuietInConfidenceAndIfNobodyMayCall) {
    const auto secret =
        read_posted({{"service_code", neutral_code.data()}, {"address_id", "32.76"}}, office(), offered);
    EXPECT_TRUE(secret->report.restricted && secret->report.quiet);
    const auto silent =
        read_posted({{"service_code", "lapor-lansia"}, {"address_id", "32.76"}, {"attribute[kontak]", "jangan"}},
                    office(), offered);
    EXPECT_TRUE(silent->report.quiet);
    EXPECT_EQ(silent->report.contact, cases::Contact::never);
}

store::Request request(std::string_view category, cases::Status status) {
    return {.ticket = Ticket::from_number(7),
            .service = {},
            .kind = cases::Kind::person_in_need,
            .category = std::string{category},
            .area = "32.76.06.1004",
            .unit = "rehsos",
            .status = status,
            .ending = {},
            .restricted = false,
            .filed = noon,
            .changed = noon + hours{1},
            .due = noon + days{1}};
}

TEST(Open311Shown, TellsWhereItStands) {
    const json::object told = shown(office(), request("lansia", cases::Status::in_progress), Extensions::wanted);
    EXPECT_EQ(json::value(told), json::parse("{\"service_request_id\":\"" + Ticket::from_number(7).digits() +
                                             R"(","status":"open","status_notes":"Petugas sedang menanganinya.",
"service_name":"Lansia yang perlu bantuan","service_code":"lapor-lansia","requested_datetime":"2026-11-22T12:00:00Z",
"updated_datetime":"2026-11-22T13:00:00Z","expected_datetime":"2026-11-23T12:00:00Z",
"agency_responsible":"Bidang Rehsos","address":"Kemiri Muka, Beji, Kota Depok","address_id":"32.76.06.1004",
"extended_attributes":{"status":"DITANGANI"}})"));
}

TEST(Open311Shown, EveryStatusHasAHalfAndWords) {
    for (const cases::Status status : cases::all_statuses) {
        const json::object told = shown(office(), request("lansia", status), Extensions::none);
        const bool closed =
            status == cases::Status::closed || status == cases::Status::cancelled || status == cases::Status::merged;
        EXPECT_EQ(told.at("status").as_string(), closed ? "closed" : "open") << cases::name(status);
        EXPECT_FALSE(told.at("status_notes").as_string().empty()) << cases::name(status);
        EXPECT_FALSE(told.contains("extended_attributes"));
    }
}

TEST(Open311Shown, NamesNothingThatIsConfidential) {
    store::Request confided = request("lansia", cases::Status::in_progress);
    confided.restricted = true;
    for (const store::Request& one :
         {confided, request("anak", cases::Status::in_progress), request("pungli", cases::Status::in_progress),
          request("rahasia", cases::Status::in_progress)}) {
        const json::object told = shown(office(), one, Extensions::wanted);
        EXPECT_EQ(told.at("service_code").as_string(), neutral_code);
        EXPECT_EQ(told.at("extended_attributes").at("status").as_string(), "DITERIMA");
        for (const char* field : {"agency_responsible", "address", "address_id"}) EXPECT_FALSE(told.contains(field));
    }
}

}  // namespace
}  // namespace sambung::gateway::open311
