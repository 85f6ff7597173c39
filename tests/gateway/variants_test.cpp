#include "variants.h"

#include <gtest/gtest.h>

namespace sambung::gateway {
namespace {

std::string written(const Lines& lines) {
    std::string out;
    for (const TranscriptLine& line : lines)
        out += (line.kind == TranscriptLine::Kind::says ? ">" : ":") + line.text + ";";
    return out;
}

dialogs::Session standing(const char* flow, const char* state, std::vector<std::string> history) {
    dialogs::Session session;
    session.flow = flow;
    session.state = state;
    session.history = std::move(history);
    return session;
}

// The second answer of a form: "1" to lapor.siapa leads to lapor.lokasi.
Moment second_answer(ChannelKind channel) {
    return {.channel = channel,
            .text = "1",
            .answered = true,
            .asked = dialogs::Question{.closed = true, .wrong_left = 1, .resumable = false},
            .asks = dialogs::Question{.closed = true, .wrong_left = 1, .resumable = true},
            .before = standing("lapor", "siapa", {"bahaya"}),
            .after = standing("lapor", "cerita", {"bahaya", "siapa"})};
}

struct VariantRow {
    const char* name;
    const char* variant;
    Moment moment;
    const char* before;
    const char* after;
};

void PrintTo(const VariantRow& row, std::ostream* out) { *out << row.name; }

Moment with(Moment moment, void (*change)(Moment&)) {
    change(moment);
    return moment;
}

class VariantLines : public testing::TestWithParam<VariantRow> {};

TEST_P(VariantLines, StandAroundTheMessage) {
    const Result<Variant> variant = variant_from(GetParam().variant);
    ASSERT_TRUE(variant.has_value());
    EXPECT_EQ(written(lines_before(*variant, GetParam().moment)), GetParam().before);
    EXPECT_EQ(written(lines_after(*variant, GetParam().moment)), GetParam().after);
}

const Moment on_ussd = second_answer(ChannelKind::ussd);
const Moment by_sms = second_answer(ChannelKind::sms);

INSTANTIATE_TEST_SUITE_P(
    Rows, VariantLines,
    testing::Values(
        VariantRow{"Drop", "drop", on_ussd, "", ":drop;>*384*12#;>1;"},
        VariantRow{"NoDropOnSms", "drop", by_sms, "", ""},
        VariantRow{"NoDropBeforeAFormStands", "drop", with(on_ussd, [](Moment& m) { m.asks->resumable = false; }), "",
                   ""},
        VariantRow{"NoDropAtTheEnd", "drop", with(on_ussd, [](Moment& m) { m.asks.reset(); }), "", ""},
        VariantRow{"Dup", "dup", by_sms, "", ":dup;"},
        VariantRow{"NothingAfterSilence", "dup", with(by_sms, [](Moment& m) { m.answered = false; }), "", ""},
        VariantRow{"Crash", "crash-granted", on_ussd, ":crash after=granted;", ""},
        VariantRow{"AHopIsNotKept", "crash-kept", on_ussd, "", ""},
        VariantRow{"AnSmsIsKept", "crash-kept", by_sms, ":crash after=kept;", ""},
        VariantRow{"Wrong", "wrong", on_ussd, ">77;", ""},
        VariantRow{"WordsAreNeverWrong", "wrong", with(on_ussd, [](Moment& m) { m.asked->closed = false; }), "", ""},
        VariantRow{"NoneLeft", "wrong", with(on_ussd, [](Moment& m) { m.asked->wrong_left = 0; }), "", ""},
        VariantRow{"OnceAQuestion", "wrong", with(on_ussd, [](Moment& m) { m.spoiled = true; }), "", ""},
        VariantRow{"WrongAlready", "wrong", with(on_ussd, [](Moment& m) { m.was_wrong = true; }), "", ""},
        VariantRow{"Back", "back", on_ussd, "", ">0;>1;"},
        VariantRow{"BackToATap", "back",
                   with(by_sms,
                        [](Moment& m) {
                            m.kind = TranscriptLine::Kind::event;
                            m.text = "tap lansia";
                        }),
                   "", ">0;:tap lansia;"},
        VariantRow{"BackToTheMenu", "back",
                   with(on_ussd,
                        [](Moment& m) {
                            m.before = standing("menu", "menu", {});
                            m.after = standing("lapor", "bahaya", {});
                        }),
                   "", ">0;>1;"},
        VariantRow{"NotBackElsewhere", "back", with(on_ussd, [](Moment& m) { m.after.history = {"bahaya"}; }), "", ""},
        VariantRow{"NotBackFromAChange", "back", with(on_ussd, [](Moment& m) { m.after.slots[".return"] = "periksa"; }),
                   "", ""},
        VariantRow{"Language", "lang-jv", on_ussd, "", ""}),
    [](const auto& info) { return info.param.name; });

TEST(VariantNames, AreReadAsTheyAreWritten) {
    for (const char* name :
         {"drop", "drop:4", "dup:12", "crash-kept", "crash-committed:3", "wrong", "back:1", "lang-jv"}) {
        const Result<Variant> variant = variant_from(name);
        ASSERT_TRUE(variant.has_value()) << name;
        EXPECT_EQ(variant->name(), name);
    }
    for (const char* name : {"", "drop:", "drop:x", "crash", "crash-now", "lang", "lang-xx", "dup-kept", "fall"})
        EXPECT_FALSE(variant_from(name).has_value()) << name;
}

TEST(VariantsOfATranscript, LeaveOutWhatItSpares) {
    const auto transcript = parse_transcript("t.chat", "#! no-variants drop crash\n@sms\n> 1\n");
    ASSERT_TRUE(transcript.has_value());
    std::string names;
    for (const Variant& variant : variants_of(*transcript, {Language::id, Language::en})) names += variant.name() + " ";
    EXPECT_EQ(names, "dup wrong back lang-en ");
}

Content saying(std::string text) {
    return {.text = std::move(text), .buttons = {}, .rows = {}, .rows_button = {}, .ends_session = false};
}

TEST(ChannelLimits, AreToldInWords) {
    EXPECT_EQ(over_limits(ChannelKind::ussd, saying(std::string(160, 'a'))), "");
    EXPECT_EQ(over_limits(ChannelKind::ussd, saying(std::string(161, 'a'))), "161 septets");
    EXPECT_EQ(over_limits(ChannelKind::ussd, saying("漢")), "outside GSM-7");
    EXPECT_EQ(over_limits(ChannelKind::sms, saying(std::string(306, 'a'))), "");
    EXPECT_EQ(over_limits(ChannelKind::sms, saying(std::string(307, 'a'))), "3 SMS parts");
    EXPECT_EQ(over_limits(ChannelKind::whatsapp, saying("")), "an empty text");
    Content four = saying("Pilih");
    four.buttons.assign(4, Choice{.id = "a", .label = "A", .description = {}});
    EXPECT_EQ(over_limits(ChannelKind::whatsapp, four), "4 buttons");
}

}  // namespace
}  // namespace sambung::gateway
