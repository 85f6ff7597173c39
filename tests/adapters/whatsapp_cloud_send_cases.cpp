// What goes out by the WhatsApp Cloud API, and what its answers mean.
#include "adapter_cases.h"

namespace sambung::adapters {

namespace {

std::string repeated(std::size_t times, std::string_view text) {
    std::string out;
    for (std::size_t i = 0; i < times; ++i) out += text;
    return out;
}

HttpCall call(const std::string& body) {
    return {"POST",
            "https://graph.facebook.com/v25.0/900000000000002/messages",
            {{"Authorization", "Bearer wa-access-token"}, {"Content-Type", "application/json"}},
            body};
}

constexpr std::string_view head =
    R"({"messaging_product":"whatsapp","recipient_type":"individual","to":"6281200000001",)";
constexpr std::string_view ref = R"("biz_opaque_callback_data":"0123456789abcdef0123456789abcdef",)";

std::string body(std::string_view rest) { return std::string{head} + std::string{ref} + std::string{rest}; }

Outbound with_buttons(std::vector<Choice> buttons) {
    Outbound message = text_to("+6281200000001", "Kirim laporan?");
    message.content.buttons = std::move(buttons);
    return message;
}

Outbound with_rows(std::vector<Choice> rows, std::string opener) {
    Outbound message = text_to("+6281200000001", "Jenis?");
    message.content.rows = std::move(rows);
    message.content.rows_button = std::move(opener);
    return message;
}

std::vector<Choice> numbered(std::size_t count) {
    std::vector<Choice> choices;
    for (std::size_t i = 0; i < count; ++i) choices.push_back({std::to_string(i), "Pilihan " + std::to_string(i), ""});
    return choices;
}

std::vector<SendRow> carried() {
    Outbound answer = text_to("+6281200000001", "Halo");
    answer.reply_to = "wamid.IN1";
    answer.ref.clear();
    Outbound hidden = text_to("ID.13491208655302741918", "Halo");
    hidden.ref.clear();
    Outbound later = text_to("+6281200000001", " Laporan  481 207 364\nsudah selesai.\n ");
    later.as_template = true;
    return {
        {"by a template, in one line", later,
         call(
             body(R"("type":"template","template":{"name":"kabar_dinsos","language":{"code":"id"},"components":[)"
                  R"({"type":"body","parameters":[{"type":"text","text":"Laporan 481 207 364 sudah selesai."}]}]}})"))},
        {"a text", text_to("+6281200000001", "Laporan diterima – \"481 207 364\""),
         call(body(R"("type":"text","text":{"preview_url":false,"body":"Laporan diterima – \"481 207 364\""}})"))},
        {"an answer without reference", answer,
         call(std::string{head} +
              R"("context":{"message_id":"wamid.IN1"},"type":"text","text":{"preview_url":false,"body":"Halo"}})")},
        {"to a user id", hidden,
         call(R"({"messaging_product":"whatsapp","recipient_type":"individual","recipient":"ID.13491208655302741918",)"
              R"("type":"text","text":{"preview_url":false,"body":"Halo"}})")},
        {"buttons", with_buttons({{"ya", "Ya", ""}, {"tidak", "Tidak", ""}}),
         call(body(
             R"("type":"interactive","interactive":{"type":"button","body":{"text":"Kirim laporan?"},"action":{"buttons":[)"
             R"({"type":"reply","reply":{"id":"ya","title":"Ya"}},{"type":"reply","reply":{"id":"tidak","title":"Tidak"}}]}}})"))},
        {"one button of the longest label, counted in characters", with_buttons({{"a", repeated(20, "é"), ""}}),
         call(body(
             R"("type":"interactive","interactive":{"type":"button","body":{"text":"Kirim laporan?"},"action":{"buttons":[)"
             R"({"type":"reply","reply":{"id":"a","title":")" +
             repeated(20, "é") + R"("}}]}}})"))},
        {"a list", with_rows({{"jenis:lansia", "Lansia", "60 tahun ke atas"}, {"jenis:anak", "Anak", ""}}, "Pilih"),
         call(body(
             R"("type":"interactive","interactive":{"type":"list","body":{"text":"Jenis?"},"action":{"button":"Pilih","sections":[)"
             R"({"rows":[{"id":"jenis:lansia","title":"Lansia","description":"60 tahun ke atas"},{"id":"jenis:anak","title":"Anak"}]}]}}})"))},
    };
}

std::vector<SendRow> refused() {
    Outbound both = with_rows(numbered(1), "Pilih");
    both.content.buttons = numbered(1);
    Outbound long_list_text = with_rows(numbered(1), "Pilih");
    long_list_text.content.text = repeated(1025, "a");
    Outbound long_ref = text_to("+6281200000001", "Halo");
    long_ref.ref = repeated(513, "a");
    Outbound blank = text_to("+6281200000001", " \n ");
    blank.as_template = true;
    Outbound long_template = text_to("+6281200000001", repeated(901, "a"));
    long_template.as_template = true;
    return {
        {"a template that says nothing", blank, {}, "a template's text must have 1 to 900 characters"},
        {"a template that says too much", long_template, {}, "a template's text must have 1 to 900 characters"},
        {"to a word", text_to("BANK", "Halo"), {}, "the recipient is neither a phone number nor a user id"},
        {"no text", text_to("+6281200000001", ""), {}, "the text must have 1 to 4096 characters"},
        {"a text too long",
         text_to("+6281200000001", repeated(4097, "é")),
         {},
         "the text must have 1 to 4096 characters"},
        {"a text too long for a list", long_list_text, {}, "the text must have 1 to 1024 characters"},
        {"four buttons", with_buttons(numbered(4)), {}, "more than 3 of 'button'"},
        {"a label of 21",
         with_buttons({{"a", "A", ""}, {"b", repeated(21, "b"), ""}}),
         {},
         "button 2: its label must have 1 to 20 characters"},
        {"no label", with_buttons({{"a", "", ""}}), {}, "button 1: its label must have 1 to 20 characters"},
        {"no id", with_buttons({{"", "A", ""}}), {}, "button 1: its id must have 1 to 256 characters"},
        {"two of one label",
         with_buttons({{"a", "A", ""}, {"b", "A", ""}}),
         {},
         "button 2: its label is there already"},
        {"two of one id", with_buttons({{"a", "A", ""}, {"a", "B", ""}}), {}, "button 2: its id is there already"},
        {"a described button", with_buttons({{"a", "A", "x"}}), {}, "button 1: its description may have 0 characters"},
        {"eleven rows", with_rows(numbered(11), "Pilih"), {}, "more than 10 of 'row'"},
        {"a row of 25",
         with_rows({{"a", repeated(25, "a"), ""}}, "Pilih"),
         {},
         "row 1: its label must have 1 to 24 characters"},
        {"a row with a long id",
         with_rows({{repeated(201, "a"), "A", ""}}, "Pilih"),
         {},
         "row 1: its id must have 1 to 200 characters"},
        {"a row with a long description",
         with_rows({{"a", "A", repeated(73, "a")}}, "Pilih"),
         {},
         "row 1: its description may have 72 characters"},
        {"a list that nothing opens", with_rows(numbered(1), ""), {}, "the list's button must have 1 to 20 characters"},
        {"a long opener",
         with_rows(numbered(1), repeated(21, "a")),
         {},
         "the list's button must have 1 to 20 characters"},
        {"both", both, {}, "buttons and a list do not go together"},
        {"a long reference", long_ref, {}, "the reference is too long"},
    };
}

HttpReply error(int status, const std::string& code, HttpHeaders headers = {}) {
    return answered(status,
                    R"({"error":{"message":"x","type":"OAuthException","code":)" + code +
                        R"(,"error_data":{"messaging_product":"whatsapp","details":"x"},"fbtrace_id":"x"}})",
                    std::move(headers));
}

std::vector<AnswerRow> answers() {
    return {
        {"taken",
         answered(200,
                  R"({"messaging_product":"whatsapp","contacts":[{"input":"6281200000001","wa_id":"6281200000001"}],)"
                  R"("messages":[{"id":"wamid.OUT1"}]})"),
         Verdict::accepted, "wamid.OUT1", "200"},
        {"taken, without a body", answered(200, ""), Verdict::accepted, "", "200"},
        {"too fast for the app", error(429, "130429", {{"Retry-After", "5"}}), Verdict::throttled, "", "130429",
         seconds{5}},
        {"too fast for one person", error(400, "131056"), Verdict::throttled, "", "131056", seconds{6}},
        {"429 whatever the code", error(429, "131000"), Verdict::throttled, "", "131000"},
        {"a code of the future", error(400, "199999"), Verdict::our_bug, "", "199999"},
        {"a code of the future, theirs", error(500, "199999"), Verdict::retry, "", "199999"},
        {"no code", answered(500, "{}"), Verdict::retry, "", "500"},
        {"the token", error(401, "190"), Verdict::alarm, "", "190"},
        {"over 24 hours", error(400, "131047"), Verdict::permanent, "", "131047"},
        {"the code as text", error(400, "\"131026\""), Verdict::permanent, "", "131026"},
        {"a proxy's page", answered(502, "<html>"), Verdict::retry, "", "502"},
    };
}

std::vector<FailureRow> failures() {
    return {
        {"4", Verdict::throttled},      {"80007", Verdict::throttled},  {"130429", Verdict::throttled},
        {"131048", Verdict::throttled}, {"131056", Verdict::throttled}, {"133016", Verdict::throttled},
        {"131064", Verdict::throttled}, {"131053", Verdict::retry},     {"131000", Verdict::retry},
        {"131016", Verdict::retry},     {"131057", Verdict::retry},     {"1", Verdict::retry},
        {"2", Verdict::retry},          {"131047", Verdict::permanent}, {"131026", Verdict::permanent},
        {"131021", Verdict::permanent}, {"131030", Verdict::permanent}, {"131049", Verdict::permanent},
        {"131050", Verdict::opted_out}, {"130472", Verdict::permanent}, {"130497", Verdict::permanent},
        {"131008", Verdict::our_bug},   {"131009", Verdict::our_bug},   {"131051", Verdict::our_bug},
        {"131052", Verdict::our_bug},   {"132000", Verdict::our_bug},   {"132001", Verdict::our_bug},
        {"132005", Verdict::our_bug},   {"132007", Verdict::our_bug},   {"132012", Verdict::our_bug},
        {"132015", Verdict::our_bug},   {"132016", Verdict::our_bug},   {"132068", Verdict::our_bug},
        {"100", Verdict::our_bug},      {"0", Verdict::alarm},          {"190", Verdict::alarm},
        {"10", Verdict::alarm},         {"200", Verdict::alarm},        {"299", Verdict::alarm},
        {"368", Verdict::alarm},        {"131031", Verdict::alarm},     {"131042", Verdict::alarm},
        {"131045", Verdict::alarm},     {"133010", Verdict::alarm},     {"", Verdict::permanent},
    };
}

}  // namespace

void add_whatsapp_sends(AdapterCases& cases) {
    cases.sends = carried();
    for (SendRow& row : refused()) cases.sends.push_back(std::move(row));
    cases.answers = answers();
    cases.failures = failures();
}

}  // namespace sambung::adapters
