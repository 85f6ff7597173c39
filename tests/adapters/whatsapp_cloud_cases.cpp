#include "adapter_cases.h"

#include <openssl/evp.h>
#include <openssl/hmac.h>

#include <array>

namespace sambung::adapters {

namespace {

constexpr std::string_view app_secret = "dinsos-test-app-secret";

HttpRequest unsigned_post(std::string body) {
    return {"POST", "/hooks/wa", {{"Content-Type", "application/json"}}, std::move(body), "203.0.113.7"};
}

// Signed apart from the adapter's own code.
HttpRequest post(std::string body) {
    std::array<unsigned char, EVP_MAX_MD_SIZE> digest{};
    unsigned int size = 0;
    HMAC(EVP_sha256(), app_secret.data(), static_cast<int>(app_secret.size()),
         reinterpret_cast<const unsigned char*>(body.data()), body.size(), digest.data(), &size);
    std::string signature = "sha256=";
    for (unsigned int i = 0; i < size; ++i) {
        signature += "0123456789abcdef"[digest.at(i) >> 4U];
        signature += "0123456789abcdef"[digest.at(i) & 15U];
    }
    return with_header(unsigned_post(std::move(body)), "X-Hub-Signature-256", signature);
}

// A webhook of one entry with these changes.
std::string webhook(const std::string& changes) {
    return R"({"object":"whatsapp_business_account","entry":[{"id":"900000000000001","changes":[)" + changes + "]}]}";
}

std::string change(const std::string& value_members) {
    return R"({"field":"messages","value":{"messaging_product":"whatsapp","metadata":{"display_phone_number":"6221500000",)"
           R"("phone_number_id":"900000000000002"},)" +
           value_members + "}}";
}

HttpRequest messages(const std::string& list) { return post(webhook(change(R"("messages":[)" + list + "]"))); }
HttpRequest statuses(const std::string& list) { return post(webhook(change(R"("statuses":[)" + list + "]"))); }

// A message from Siti with the members that its type brings.
std::string message(const std::string& id, const std::string& members) {
    return R"({"from":"6281200000001","id":")" + id + R"(","timestamp":"1767225600",)" + members + "}";
}

constexpr std::string_view from_siti = " from +6281200000001 to +6221500000 at 1767225600: ";

std::string read(const std::string& id, const std::string& rest) {
    return "message " + id + std::string{from_siti} + rest;
}

// Exactly as signed: Meta escapes what is not ASCII and the slash, and signs those bytes.
constexpr std::string_view escaped_body =
    R"({"object":"whatsapp_business_account","entry":[{"id":"900000000000001","changes":[{"value":{"messaging_product":"whatsapp","metadata":{"display_phone_number":"6221500000","phone_number_id":"900000000000002"},"contacts":[{"profile":{"name":"Siti \ud83d\ude4f"},"wa_id":"6281200000001"}],"messages":[{"from":"6281200000001","id":"wamid.TEST0001","timestamp":"1767225600","type":"text","text":{"body":"BANTUAN beras \u2013 RT 03\/RW 07"}}]},"field":"messages"}]}]})";
constexpr std::string_view rewritten_body =
    R"({"object":"whatsapp_business_account","entry":[{"id":"900000000000001","changes":[{"value":{"messaging_product":"whatsapp","metadata":{"display_phone_number":"6221500000","phone_number_id":"900000000000002"},"contacts":[{"profile":{"name":"Siti 🙏"},"wa_id":"6281200000001"}],"messages":[{"from":"6281200000001","id":"wamid.TEST0001","timestamp":"1767225600","type":"text","text":{"body":"BANTUAN beras – RT 03/RW 07"}}]},"field":"messages"}]}]})";
constexpr std::string_view escaped_signature = "6763ca512fd25167020cc4ed478dadd5818fdf4895567a2099592622cf472330";

HttpRequest vector(std::string_view body, const std::string& signature) {
    return with_header(unsigned_post(std::string{body}), "X-Hub-Signature-256", signature);
}

std::vector<IncomingRow> signatures() {
    const std::string good{escaped_signature};
    const std::string refused = "X-Hub-Signature-256 is missing or does not match the body";
    const std::string token_refused = "the verify token is missing or wrong";
    std::string upper = good;
    for (char& c : upper) c = static_cast<char>(c >= 'a' ? c - 'a' + 'A' : c);
    return {
        {"the vector",
         Hook::message,
         vector(escaped_body, "sha256=" + good),
         Outcome::accepted,
         {read("wamid.TEST0001", "BANTUAN beras – RT 03/RW 07")}},
        {"the vector again, at the other address",
         Hook::status,
         vector(escaped_body, "sha256=" + good),
         Outcome::accepted,
         {read("wamid.TEST0001", "BANTUAN beras – RT 03/RW 07")}},
        {"the same JSON written anew",
         Hook::message,
         vector(rewritten_body, "sha256=" + good),
         Outcome::badly_signed,
         {refused}},
        {"one byte more",
         Hook::message,
         vector(std::string{escaped_body} + "\n", "sha256=" + good),
         Outcome::badly_signed,
         {refused}},
        {"upper case", Hook::message, vector(escaped_body, "sha256=" + upper), Outcome::badly_signed, {refused}},
        {"no prefix", Hook::message, vector(escaped_body, good), Outcome::badly_signed, {refused}},
        {"cut short",
         Hook::message,
         vector(escaped_body, "sha256=" + good.substr(0, 63)),
         Outcome::badly_signed,
         {refused}},
        {"more behind it",
         Hook::message,
         vector(escaped_body, "sha256=" + good + "00"),
         Outcome::badly_signed,
         {refused}},
        {"only the prefix", Hook::message, vector(escaped_body, "sha256="), Outcome::badly_signed, {refused}},
        {"no signature", Hook::message, unsigned_post(std::string{escaped_body}), Outcome::badly_signed, {refused}},
        {"the old SHA-1 header alone",
         Hook::message,
         with_header(unsigned_post("{}"), "X-Hub-Signature", "sha1=0000000000000000000000000000000000000000"),
         Outcome::badly_signed,
         {refused}},
        {"a signed body of nothing", Hook::message, post(""), Outcome::malformed, {"the body is not a JSON object"}},
        {"signed, but not JSON",
         Hook::message,
         post("{\"object\":"),
         Outcome::malformed,
         {"the body is not a JSON object"}},
        {"signed, but an array", Hook::message, post("[]"), Outcome::malformed, {"the body is not a JSON object"}},
        {"signed, but no entry",
         Hook::message,
         post(R"({"object":"whatsapp_business_account"})"),
         Outcome::malformed,
         {"'entry' is missing"}},
        {"the challenge",
         Hook::message,
         get("/hooks/wa?hub.mode=subscribe&hub.verify_token=wa-verify-token&hub.challenge=1158201444"),
         Outcome::accepted,
         {},
         "1158201444"},
        {"a challenge with another token",
         Hook::message,
         get("/hooks/wa?hub.mode=subscribe&hub.verify_token=wa-verify-tokeN&hub.challenge=1158201444"),
         Outcome::badly_signed,
         {token_refused}},
        {"a challenge in another mode",
         Hook::message,
         get("/hooks/wa?hub.mode=unsubscribe&hub.verify_token=wa-verify-token&hub.challenge=1158201444"),
         Outcome::badly_signed,
         {token_refused}},
        {"a bare GET", Hook::message, get("/hooks/wa"), Outcome::badly_signed, {token_refused}},
        {"a challenge of nothing",
         Hook::message,
         get("/hooks/wa?hub.mode=subscribe&hub.verify_token=wa-verify-token"),
         Outcome::malformed,
         {"field 'hub.challenge' missing or unusable"}},
    };
}

std::vector<IncomingRow> types() {
    const auto row = [](const std::string& what, const std::string& id, const std::string& members,
                        const std::string& expected) {
        return IncomingRow{what, Hook::message, messages(message(id, members)), Outcome::accepted, {expected}};
    };
    return {
        row("a text that answers", "wamid.1",
            R"("context":{"from":"6221500000","id":"wamid.OUT1"},"type":"text","text":{"body":"Ya"})",
            read("wamid.1", "Ya [answers wamid.OUT1]")),
        row("a forwarded text", "wamid.2", R"("context":{"forwarded":true},"type":"text","text":{"body":"Tolong"})",
            read("wamid.2", "Tolong")),
        row("a button", "wamid.3",
            R"("type":"interactive","interactive":{"type":"button_reply","button_reply":{"id":"ya","title":"Ya"}})",
            read("wamid.3", "Ya [option ya]")),
        row("a list row", "wamid.4",
            R"("type":"interactive","interactive":{"type":"list_reply","list_reply":{"id":"jenis:lansia","title":"Lansia terlantar","description":"60 tahun ke atas"}})",
            read("wamid.4", "Lansia terlantar [option jenis:lansia]")),
        row("a template's button", "wamid.5",
            R"("type":"button","button":{"payload":"ingatkan","text":"Ingatkan saya"})",
            read("wamid.5", "Ingatkan saya [option ingatkan]")),
        row("a template's button with a payload that none of ours is", "wamid.5b",
            R"("type":"button","button":{"payload":"a\nb","text":"Ingatkan saya"})", read("wamid.5b", "Ingatkan saya")),
        row("a place", "wamid.6",
            R"("type":"location","location":{"latitude":-6.9147,"longitude":107.6098,"name":"Balai RW 07","address":"Jl. Contoh 1"})",
            read("wamid.6", " [at -6.9147 107.6098]")),
        row("a place on whole degrees", "wamid.7", R"("type":"location","location":{"latitude":-6,"longitude":107})",
            read("wamid.7", " [at -6.0000 107.0000]")),
        row("a photo with words", "wamid.8",
            R"("type":"image","image":{"id":"111","mime_type":"image/jpeg","sha256":"aGFsbw==","caption":"Rumah roboh"})",
            read("wamid.8", "Rumah roboh [media 111 image/jpeg aGFsbw==]")),
        row("a voice note", "wamid.9",
            R"("type":"audio","audio":{"id":"112","mime_type":"audio/ogg; codecs=opus","sha256":"eA==","voice":true})",
            read("wamid.9", " [media 112 audio/ogg; codecs=opus eA== voice]")),
        row("music", "wamid.10",
            R"("type":"audio","audio":{"id":"113","mime_type":"audio/mpeg","sha256":"eA==","voice":false})",
            read("wamid.10", " [media 113 audio/mpeg eA==]")),
        row("a film", "wamid.11", R"("type":"video","video":{"id":"114","mime_type":"video/mp4","sha256":"eA=="})",
            read("wamid.11", " [media 114 video/mp4 eA==]")),
        row("a document", "wamid.12",
            R"("type":"document","document":{"id":"115","mime_type":"application/pdf","sha256":"eA==","filename":"kk.pdf"})",
            read("wamid.12", " [media 115 application/pdf eA==]")),
        row("a sticker", "wamid.13",
            R"("type":"sticker","sticker":{"id":"116","mime_type":"image/webp","animated":false})",
            read("wamid.13", " [media 116 image/webp ]")),
        row("a reaction", "wamid.14",
            R"("type":"reaction","reaction":{"message_id":"wamid.OUT1","emoji":"\ud83d\udc4d"})",
            "ignored: a type of message that we do not read"),
        row("what WhatsApp cannot hand on", "wamid.15", R"("type":"unsupported","errors":[{"code":131051}])",
            "ignored: a type of message that we do not read"),
        row("a change of number", "wamid.16", R"("type":"system","system":{"body":"changed","wa_id":"6281200000009"})",
            "ignored: a type of message that we do not read"),
        row("a contact card", "wamid.17", R"("type":"contacts","contacts":[])",
            "ignored: a type of message that we do not read"),
        row("a type of the future", "wamid.18", R"("type":"hologram","hologram":{})",
            "ignored: a type of message that we do not read"),
        row("a flow's answer", "wamid.19",
            R"("type":"interactive","interactive":{"type":"nfm_reply","nfm_reply":{"name":"flow","response_json":"{}"}})",
            "ignored: an interactive reply that we never ask for"),
        row("a message in a group", "wamid.20", R"("group_id":"g","type":"text","text":{"body":"Ya"})",
            "ignored: a message in a group"),
        row("a text without body", "wamid.21", R"("type":"text","text":{})", "malformed: a text without 'body'"),
        row("a text that is no object", "wamid.22", R"("type":"text","text":"Halo")",
            "malformed: a message without its body"),
        row("a reply without id", "wamid.23",
            R"("type":"interactive","interactive":{"type":"list_reply","list_reply":{"title":"Lansia"}})",
            "malformed: an interactive reply without 'id'"),
        row("a photo without id", "wamid.24", R"("type":"image","image":{"mime_type":"image/jpeg"})",
            "malformed: media without 'id'"),
        row("a place beyond the pole", "wamid.25",
            R"("type":"location","location":{"latitude":96.9,"longitude":107.6})",
            "malformed: a location that is not on Earth"),
        row("a button of nothing", "wamid.26", R"("type":"button","button":{})",
            "malformed: a button without 'payload' and 'text'"),
    };
}

std::vector<IncomingRow> people() {
    const auto row = [](const std::string& what, const std::string& in, const std::string& expected) {
        return IncomingRow{what, Hook::message, messages(in), Outcome::accepted, {expected}};
    };
    return {
        row("someone who hides the number",
            R"({"from_user_id":"ID.13491208655302741918","id":"wamid.30","timestamp":"1767225600","type":"text","text":{"body":"Halo"}})",
            "message wamid.30 from ID.13491208655302741918 to +6221500000 at 1767225600: Halo"),
        row("the user id where the number stood",
            R"({"from":"ID.13491208655302741918","id":"wamid.31","timestamp":"1767225600","type":"text","text":{"body":"Halo"}})",
            "message wamid.31 from ID.13491208655302741918 to +6221500000 at 1767225600: Halo"),
        row("a number and a user id",
            R"({"from":"6281200000002","from_user_id":"ID.1","id":"wamid.32","timestamp":1767225660,"type":"text","text":{"body":"Halo"}})",
            "message wamid.32 from +6281200000002 to +6221500000 at 1767225660: Halo [also ID.1]"),
        row("a number from Japan, which would be an Indonesian one without its plus",
            R"({"from":"818012345678","id":"wamid.33","timestamp":"1767225600","type":"text","text":{"body":"Halo"}})",
            "message wamid.33 from +818012345678 to +6221500000 at 1767225600: Halo"),
        row("a webhook that Meta repeated for six days",
            R"({"from":"6281200000002","id":"wamid.34","timestamp":"1766707210","type":"text","text":{"body":"Halo"}})",
            "message wamid.34 from +6281200000002 to +6221500000 at 1766707210: Halo"),
        row("no time", R"({"from":"6281200000002","id":"wamid.35","type":"text","text":{"body":"Halo"}})",
            "message wamid.35 from +6281200000002 to +6221500000 at 1767225610: Halo"),
        row("nobody", R"({"id":"wamid.36","type":"text","text":{"body":"Halo"}})",
            "malformed: a message without 'from' and 'from_user_id'"),
        row("no id", R"({"from":"6281200000002","type":"text","text":{"body":"Halo"}})",
            "malformed: a message without 'id'"),
        row("a message that is a number", "7", "malformed: a message that is no object"),
    };
}

std::vector<IncomingRow> reports() {
    const auto row = [](const std::string& what, const std::string& members, const std::string& expected) {
        return IncomingRow{
            what,
            Hook::status,
            statuses(R"({"id":"wamid.OUT1","timestamp":"1767225600","recipient_id":"6281200000001",)" + members + "}"),
            Outcome::accepted,
            {expected}};
    };
    return {
        row("sent, with our reference",
            R"("status":"sent","biz_opaque_callback_data":"0123456789abcdef0123456789abcdef","conversation":{"id":"c","expiration_timestamp":"1767312000"})",
            "status sent ref 0123456789abcdef0123456789abcdef id wamid.OUT1"),
        row("delivered", R"("status":"delivered","conversation":{"id":"c","expiration_timestamp":1767312000})",
            "status delivered id wamid.OUT1"),
        row("read", R"("status":"read")", "status read id wamid.OUT1"),
        row("played", R"("status":"played")", "status read id wamid.OUT1"),
        row("failed", R"("status":"failed","errors":[{"code":131047,"title":"Re-engagement message"}])",
            "status failed id wamid.OUT1 reason 131047"),
        row("failed without a word", R"("status":"failed")", "status failed id wamid.OUT1"),
        row("deleted", R"("status":"deleted")", "ignored: a status that changes nothing"),
        row("a status of the future", R"("status":"dreamt of")", "ignored: a status that changes nothing"),
        {"a status without id",
         Hook::status,
         statuses(R"({"status":"read"})"),
         Outcome::accepted,
         {"malformed: a status without 'id'"}},
    };
}

std::vector<IncomingRow> batches() {
    const std::string text = R"("type":"text","text":{"body":")";
    return {
        {"a batch with a bad item in the middle",
         Hook::message,
         post(webhook(
             change(R"("messages":[)" + message("wamid.40", text + "satu\"}") + ",null," +
                    message("wamid.41", R"("type":"text")") + "," + message("wamid.42", text + "dua\"}") +
                    R"(],"statuses":[{"id":"wamid.OUT1","status":"read"},[],{"id":"wamid.OUT2","status":"sent"}])"))),
         Outcome::accepted,
         {read("wamid.40", "satu"), "malformed: a message that is no object", "malformed: a message without its body",
          read("wamid.42", "dua"), "status read id wamid.OUT1", "malformed: a status that is no object",
          "status sent id wamid.OUT2"}},
        {"changes of which one is for us",
         Hook::message,
         post(webhook(
             R"({"field":"account_update","value":{"event":"x"}},)"
             R"({"field":"messages","value":{"metadata":{"phone_number_id":"900000000000009"},"messages":[{}]}},)"
             R"({"field":"messages","value":{}},{"field":"messages"},"x",)" +
             change(R"("messages":[)" + message("wamid.43", text + "tiga\"}") + "]"))),
         Outcome::accepted,
         {"ignored: a field other than messages", "ignored: for another number",
          "malformed: a change without 'metadata'", "malformed: a change without 'metadata'",
          "malformed: a change that is no object", read("wamid.43", "tiga")}},
        {"entries of which one is none",
         Hook::message,
         post(R"({"object":"whatsapp_business_account","entry":[7,{"id":"1"},{"id":"2","changes":[]}]})"),
         Outcome::accepted,
         {"malformed: an entry without 'changes'", "malformed: an entry without 'changes'"}},
        {"errors of the account",
         Hook::message,
         post(webhook(change(R"("errors":[{"code":131000}])"))),
         Outcome::accepted,
         {"ignored: errors of the account"}},
        {"another product of Meta's",
         Hook::message,
         post(R"({"object":"page","entry":[]})"),
         Outcome::accepted,
         {"ignored: of another product"}},
    };
}

}  // namespace

AdapterCases whatsapp_cloud_cases() {
    AdapterCases cases;
    cases.adapter = "whatsapp_cloud";
    cases.settings = {"wa",
                      "https://sambung.example",
                      {{"app_secret", std::string{app_secret}},
                       {"verify_token", "wa-verify-token"},
                       {"access_token", "wa-access-token"},
                       {"phone_number_id", "900000000000002"},
                       {"template", "kabar_dinsos"}}};
    for (const auto& table : {signatures(), types(), people(), reports(), batches()})
        cases.incoming.insert(cases.incoming.end(), table.begin(), table.end());
    add_whatsapp_sends(cases);
    return cases;
}

}  // namespace sambung::adapters
