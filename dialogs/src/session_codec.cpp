// The bytes of a session: a version, then fields in a fixed order without names. Numbers are varints (LEB128, as in
// Protocol Buffers), texts a length and bytes. A bit set says which fields are there, so that a session at rest takes
// three bytes.
#include "dialogs/dialog.h"

#include <algorithm>
#include <limits>
#include <utility>

namespace sambung::dialogs {

namespace {

constexpr unsigned char version_1 = 1;
constexpr std::size_t most_bytes = 8192;
constexpr std::size_t most_slots = 64;
constexpr std::size_t most_history = 64;
constexpr std::size_t most_frames = 4;

enum Field : std::uint64_t {
    in_flow = 1U << 0U,
    has_language = 1U << 1U,
    has_draft = 1U << 2U,
    is_rung = 1U << 3U,
    has_slots = 1U << 4U,
    has_history = 1U << 5U,
    offered_resume = 1U << 6U,
    on_ussd = 1U << 7U,
    has_tries = 1U << 8U,
    has_page = 1U << 9U,
    has_stack = 1U << 10U,
    has_address = 1U << 11U,
    all_fields = (1U << 12U) - 1U,
};

// --- out ---

void put_number(std::string& out, std::uint64_t number) {
    for (; number >= 0x80U; number >>= 7U) out += static_cast<char>(static_cast<unsigned char>(number | 0x80U));
    out += static_cast<char>(number);
}
void put_text(std::string& out, std::string_view text) {
    put_number(out, text.size());
    out += text;
}
void put_time(std::string& out, TimePoint at) {
    put_number(out, static_cast<std::uint64_t>(std::max<std::int64_t>(to_millis(at), 0)));
}

std::uint64_t fields_of(const Session& session) {
    std::uint64_t fields = 0;
    const auto set = [&fields](bool there, Field field) { fields |= there ? field : 0U; };
    set(!session.flow.empty(), in_flow);
    set(session.language.has_value(), has_language);
    set(session.draft != DraftId{}, has_draft);
    set(session.rung, is_rung);
    set(!session.slots.empty(), has_slots);
    set(!session.history.empty(), has_history);
    set(session.offered_resume, offered_resume);
    set(session.ussd_session != 0 || session.ussd_length != 0 || session.ussd_text != 0, on_ussd);
    set(session.tries != 0, has_tries);
    set(session.page != 0, has_page);
    set(!session.stack.empty(), has_stack);
    set(!session.address.empty(), has_address);
    return fields;
}

void put_slots(std::string& out, const std::map<std::string, std::string, std::less<>>& slots) {
    put_number(out, slots.size());
    for (const auto& [name, value] : slots) {
        put_text(out, name);
        put_text(out, value);
    }
}
void put_history(std::string& out, const std::vector<std::string>& history) {
    put_number(out, history.size());
    for (const std::string& state : history) put_text(out, state);
}

void put_stack(std::string& out, const std::vector<Frame>& stack) {
    put_number(out, stack.size());
    for (const Frame& frame : stack) {
        put_text(out, frame.flow);
        put_number(out, static_cast<std::uint64_t>(std::max(frame.version, 0)));
        put_number(out, frame.structure);
        put_text(out, frame.state);
        put_slots(out, frame.slots);
        put_history(out, frame.history);
    }
}

void put_place(std::string& out, const Session& session) {
    put_text(out, session.flow);
    put_number(out, static_cast<std::uint64_t>(std::max(session.version, 0)));
    put_number(out, session.structure);
    put_text(out, session.state);
    put_number(out, session.turns);
    put_time(out, session.started);
    put_time(out, session.prompted);
}

// --- in ---

// Reads on until something is wrong; then everything that follows is empty and `good` is false.
class Reader {
 public:
    explicit Reader(std::string_view bytes) : rest_(bytes) {}
    [[nodiscard]] bool good() const { return good_; }
    [[nodiscard]] bool done() const { return good_ && rest_.empty(); }

    std::uint64_t number(std::uint64_t most = std::numeric_limits<std::uint64_t>::max()) {
        std::uint64_t number = 0;
        for (unsigned shift = 0; shift < 64; shift += 7) {
            if (rest_.empty()) return bad();
            const auto byte = static_cast<unsigned char>(rest_.front());
            rest_.remove_prefix(1);
            const std::uint64_t bits = byte & 0x7FU;
            if (shift == 63 && bits > 1) return bad();
            number |= bits << shift;
            if ((byte & 0x80U) == 0) return number <= most ? number : bad();
        }
        return bad();
    }
    template <class Small>
    Small small() {
        return static_cast<Small>(number(static_cast<std::uint64_t>(std::numeric_limits<Small>::max())));
    }
    std::string text() { return std::string{raw(number())}; }
    std::string_view raw(std::uint64_t size) {
        if (size > rest_.size()) {
            bad();
            return {};
        }
        const std::string_view taken = rest_.substr(0, size);
        rest_.remove_prefix(size);
        return taken;
    }
    TimePoint time() { return from_millis(small<std::int64_t>()); }

 private:
    std::uint64_t bad() {
        good_ = false;
        rest_ = {};
        return 0;
    }
    std::string_view rest_;
    bool good_ = true;
};

void read_place(Reader& in, Session& session) {
    session.flow = in.text();
    session.version = in.small<int>();
    session.structure = in.small<std::uint32_t>();
    session.state = in.text();
    session.turns = in.small<std::uint16_t>();
    session.started = in.time();
    session.prompted = in.time();
}

std::map<std::string, std::string, std::less<>> read_slots(Reader& in) {
    std::map<std::string, std::string, std::less<>> slots;
    for (auto left = in.number(most_slots); left > 0 && in.good(); --left) {
        std::string name = in.text();
        slots.insert_or_assign(std::move(name), in.text());
    }
    return slots;
}

std::vector<std::string> read_history(Reader& in) {
    std::vector<std::string> history;
    for (auto left = in.number(most_history); left > 0 && in.good(); --left) history.push_back(in.text());
    return history;
}

std::vector<Frame> read_stack(Reader& in) {
    std::vector<Frame> stack;
    for (auto left = in.number(most_frames); left > 0 && in.good(); --left) {
        Frame frame;
        frame.flow = in.text();
        frame.version = in.small<int>();
        frame.structure = in.small<std::uint32_t>();
        frame.state = in.text();
        frame.slots = read_slots(in);
        frame.history = read_history(in);
        stack.push_back(std::move(frame));
    }
    return stack;
}

Session read_fields(Reader& in) {
    Session session;
    const std::uint64_t fields = in.number(all_fields);
    const auto there = [fields](Field field) { return (fields & field) != 0; };
    session.channel = static_cast<ChannelKind>(in.number(std::to_underlying(ChannelKind::whatsapp)));
    if (there(in_flow)) read_place(in, session);
    if (there(has_language)) session.language = static_cast<Language>(in.number(std::to_underlying(Language::en)));
    if (there(has_draft)) static_cast<Key128&>(session.draft) = Key128::from(in.raw(session.draft.bytes.size()));
    session.rung = there(is_rung);
    if (there(has_slots)) session.slots = read_slots(in);
    if (there(has_history)) session.history = read_history(in);
    session.offered_resume = there(offered_resume);
    if (there(on_ussd)) {
        session.ussd_session = in.number();
        session.ussd_length = in.small<std::uint32_t>();
        session.ussd_text = in.number();
    }
    if (there(has_tries)) session.tries = in.small<std::uint8_t>();
    if (there(has_page)) session.page = in.small<std::uint8_t>();
    if (there(has_stack)) session.stack = read_stack(in);
    if (there(has_address)) {
        session.via = in.text();
        session.address = in.text();
    }
    return session;
}

}  // namespace

std::string encode(const Session& session) {
    const std::uint64_t fields = fields_of(session);
    std::string out;
    out.reserve(256);
    out += static_cast<char>(version_1);
    put_number(out, fields);
    put_number(out, std::to_underlying(session.channel));
    if ((fields & in_flow) != 0) put_place(out, session);
    if (session.language) put_number(out, std::to_underlying(*session.language));
    if ((fields & has_draft) != 0) out += session.draft.view();
    if ((fields & has_slots) != 0) put_slots(out, session.slots);
    if ((fields & has_history) != 0) put_history(out, session.history);
    if ((fields & on_ussd) != 0) {
        put_number(out, session.ussd_session);
        put_number(out, session.ussd_length);
        put_number(out, session.ussd_text);
    }
    if ((fields & has_tries) != 0) put_number(out, session.tries);
    if ((fields & has_page) != 0) put_number(out, session.page);
    if ((fields & has_stack) != 0) put_stack(out, session.stack);
    if ((fields & has_address) != 0) {
        put_text(out, session.via);
        put_text(out, session.address);
    }
    return out;
}

Result<Session> decode(std::string_view bytes) {
    if (bytes.empty()) return fail(Errc::invalid_request, "session: no bytes");
    if (static_cast<unsigned char>(bytes.front()) != version_1)
        return fail(Errc::invalid_request, "session: version unknown");
    if (bytes.size() > most_bytes) return fail(Errc::invalid_request, "session: too long");
    Reader in{bytes.substr(1)};
    Session session = read_fields(in);
    if (!in.done()) return fail(Errc::invalid_request, "session: broken");
    return session;
}

}  // namespace sambung::dialogs
