#include "engine_support.h"

#include <gtest/gtest.h>

namespace sambung::dialogs::testing {

namespace {

constexpr std::string_view areas =
    "code,name,parent\n"
    "32.76,Depok,32\n"
    "32.76.01,Pancoran Mas,32.76\n"
    "32.76.06,Beji,32.76\n"
    "32.76.10,Bojongsari,32.76\n"
    "32.76.01.1006,Pancoran Mas,32.76.01\n"
    "32.76.01.1007,Rangkapan Jaya Baru,32.76.01\n"
    "32.76.06.1001,Beji,32.76.06\n"
    "32.76.06.1002,Kemiri Muka,32.76.06\n"
    "32.76.06.1003,Curug,32.76.06\n"
    "32.76.10.1001,Curug,32.76.10\n"
    "32.76.10.1002,Bojongsari Baru,32.76.10\n";

FlowSetInput office() {
    FlowSetInput input;
    input.texts = base_texts();
    input.words = {{"kota", "Depok"},
                   {"darurat", "112 atau 119"},
                   {"kode", "*123*456#"},
                   {"telp", "021 777"},
                   {"kecamatan", "kecamatan"},
                   {"kelurahan", "kelurahan"},
                   {"kds_nama", "Kartu Depok"},
                   {"pangan_nama", "Bantuan pangan"},
                   {"rawat_nama", "Bantuan lansia"},
                   {"rtlh_nama", "Perbaikan rumah"},
                   {"beasiswa_nama", "Bantuan sekolah"},
                   {"pbi_nama", "Bantuan iuran BPJS"},
                   {"kds_catatan", ""},
                   {"komda_nama", "Kegiatan lansia"},
                   {"komda_catatan", ""}};
    for (const char* code : {"santunan", "pangan", "kds", "beasiswa", "pelatihan", "klik", "pendamping"})
        input.programmes.push_back({.code = code, .state = ProgrammeState::open});
    input.languages = {Language::id, Language::en};
    input.areas = std::make_shared<AreaTree>(AreaTree::parse(areas).value());
    return input;
}

std::shared_ptr<const FlowSet> loaded(const FlowSetInput& input) {
    FlowSetLoaded loaded = load_flows(input);
    for (const Finding& finding : loaded.findings) ADD_FAILURE() << finding.text();
    return loaded.flows;
}

}  // namespace

std::shared_ptr<const FlowSet> base_office() {
    static const std::shared_ptr<const FlowSet> flows = [] {
        FlowSetInput input = office();
        input.flows = base_flows();
        return loaded(input);
    }();
    return flows;
}

FlowSetInput files_of(std::vector<FlowSource> flows) {
    FlowSetInput input = office();
    input.flows = base_flows();
    input.flows.insert(input.flows.end(), flows.begin(), flows.end());
    input.languages = {Language::id};
    input.texts.erase(input.texts.begin(), input.texts.end());
    for (const FlowSource& text : base_texts())
        if (text.name.ends_with("id.yaml")) input.texts.push_back(text);
    return input;
}

std::shared_ptr<const FlowSet> office_of(std::vector<FlowSource> flows, std::vector<FlowVersion> previous) {
    FlowSetInput input = files_of(std::move(flows));
    input.previous = std::move(previous);
    return loaded(input);
}

Answers obliging() {
    return {
        {"ring", {.result = "ok", .values = {}, .rows = {}}},
        {"file",
         {.result = "ok",
          .values = {{"tiket", "481 207 364"}, {"cek", "123 456"}, {"batas", "hari ini pukul 14.00"}},
          .rows = {}}},
        {"compare", {.result = "none", .values = {}, .rows = {}}},
        {"update", {.result = "ok", .values = {{"tiket", "481 207 364"}}, .rows = {}}},
        {"drop", {.result = "ok", .values = {}, .rows = {}}},
        {"list", {.result = "ok", .values = {}, .rows = {{"481207364", "DITERIMA"}, {"518640925", "DITANGANI"}}}},
        {"status",
         {.result = "ok",
          .values = {{"tiket", "481 207 364"}, {"status", "DITANGANI"}, {"unit", "TRC"}, {"tgl", "21 Nov 14.05"}},
          .rows = {}}},
        {"cancel", {.result = "ok", .values = {}, .rows = {}}},
        {"add_note", {.result = "ok", .values = {}, .rows = {}}},
        {"handover", {.result = "ok", .values = {}, .rows = {}}},
        {"opt_out", {.result = "ok", .values = {}, .rows = {}}},
    };
}

Phone::Phone(ChannelKind kind, std::shared_ptr<const FlowSet> set) : flows(std::move(set)), channel(kind) {
    env.now = from_millis(1'795'000'000'000);
    env.fresh_draft.bytes[0] = 1;
    env.opens_at = "Sen 08.00";
}

const std::string& Phone::dial(std::string_view text) {
    return send(
        {.channel = ChannelKind::ussd, .text = std::string{text}, .option_id = {}, .new_dial = true, .sent_at = {}});
}

const std::string& Phone::type(std::string_view text) {
    return send({.channel = channel, .text = std::string{text}, .option_id = {}, .sent_at = {}});
}

const std::string& Phone::tap(std::string_view option) {
    return tap_id(turn.prompt.option_prefix + std::string{option});
}

const std::string& Phone::tap_id(std::string_view id) {
    return send({.channel = channel, .text = "judul", .option_id = std::string{id}, .sent_at = {}});
}

const std::string& Phone::send(Event event) {
    ++env.revision;
    ++env.fresh_draft.bytes[1];
    env.now += seconds{10};
    env.danger = tells_danger(event.text);
    channel = event.channel;
    // Through bytes and back, as every turn goes.
    turn = step(*flows, decode(encode(session)).value(), event, env);
    for (int rounds = 0; turn.wish; ++rounds) {
        if (rounds == 4) {
            ADD_FAILURE() << "more than four wishes in one turn";
            break;
        }
        const Wish wish = *turn.wish;
        EXPECT_EQ(wish.ordinal, rounds) << "each wish of an event has its own key";
        wishes.push_back(wish);
        const auto answer = answers.find(wish.action);
        turn = resume(*flows, turn.session, event, wish, answer == answers.end() ? WishOutcome{} : answer->second, env);
    }
    show();
    return screen();
}

const std::string& Phone::repeat() {
    turn = again(*flows, session, {.channel = channel, .text = {}, .option_id = {}, .sent_at = {}}, env);
    show();
    return screen();
}

void Phone::show() {
    session = turn.session;
    if (!turn.also_sms.empty()) also_sms = turn.also_sms;
    content = render(turn.prompt, channel, {});
}

std::string Phone::at() const { return session.flow.empty() ? "-" : session.flow + "." + session.state; }

std::string Phone::slot(std::string_view name) const {
    if (const auto own = session.slots.find(name); own != session.slots.end()) return own->second;
    for (const Frame& waiting : session.stack)
        if (const auto found = waiting.slots.find(name); found != waiting.slots.end()) return found->second;
    return {};
}

std::vector<std::string> Phone::wished() const {
    std::vector<std::string> actions;
    for (const Wish& wish : wishes) actions.push_back(wish.action);
    return actions;
}

}  // namespace sambung::dialogs::testing
