#include "cases/routing_snapshot.h"

#include "json_text.h"

#include <charconv>
#include <utility>

namespace sambung::cases {

namespace {

void append_load(std::string& json, const UnitLoad& load) {
    json += "{\"unit\":";
    append_json(json, load.unit);
    json += ",\"open\":" + std::to_string(load.open);
    if (load.capacity) json += ",\"cap\":" + std::to_string(*load.capacity);
    json += ",\"last\":" + std::to_string(load.last);
    if (load.suspended) json += *load.suspended ? ",\"suspended\":true" : ",\"suspended\":false";
    json += '}';
}

// Reads our own records only: no white space, no fractions, no nesting but the loads. `ok` falls once and stays.
class Scanner {
 public:
    explicit Scanner(std::string_view json) : rest_(json) {}

    [[nodiscard]] bool ok() const { return ok_; }
    [[nodiscard]] bool at_end() const { return rest_.empty(); }
    [[nodiscard]] bool next_is(char c) const { return rest_.starts_with(c); }

    bool skip(char c) {
        if (!next_is(c)) return false;
        rest_.remove_prefix(1);
        return true;
    }
    void want(char c) { ok_ = skip(c) && ok_; }

    std::string text() {
        std::string out;
        want('"');
        while (ok_ && !rest_.empty() && rest_.front() != '"') out += character();
        want('"');
        return out;
    }
    std::int64_t number() {
        std::int64_t value = 0;
        const auto [end, error] = std::from_chars(rest_.data(), rest_.data() + rest_.size(), value);
        ok_ = ok_ && error == std::errc{};
        rest_.remove_prefix(static_cast<std::size_t>(end - rest_.data()));
        return value;
    }
    bool boolean() {
        for (const std::string_view word : {"true", "false"})
            if (rest_.starts_with(word)) {
                rest_.remove_prefix(word.size());
                return word == "true";
            }
        ok_ = false;
        return false;
    }

    // `read(name)` for each member of an object.
    template <class Read>
    void object(Read read) {
        want('{');
        for (bool first = true; ok_ && !next_is('}'); first = false) {
            if (!first) want(',');
            const std::string name = text();
            want(':');
            if (ok_ && !read(name)) ok_ = false;
        }
        want('}');
    }
    template <class Read>
    void list(Read read) {
        want('[');
        for (bool first = true; ok_ && !next_is(']'); first = false) {
            if (!first) want(',');
            read();
        }
        want(']');
    }

 private:
    char character() {
        const char c = rest_.front();
        rest_.remove_prefix(1);
        if (c != '\\') return c;
        if (skip('"')) return '"';
        if (skip('\\')) return '\\';
        return control();
    }
    char control() {
        constexpr std::size_t length = 5;  // u001f
        unsigned value = 0;
        const std::string_view digits = rest_.substr(0, length);
        const char* const end = digits.data() + digits.size();
        ok_ = ok_ && digits.starts_with("u00") && std::from_chars(digits.data() + 1, end, value, 16).ptr == end;
        rest_.remove_prefix(digits.size());
        return static_cast<char>(value);
    }

    std::string_view rest_;
    bool ok_ = true;
};

UnitLoad load_in(Scanner& json) {
    UnitLoad load;
    json.object([&](std::string_view name) {
        if (name == "unit")
            load.unit = json.text();
        else if (name == "open")
            load.open = static_cast<int>(json.number());
        else if (name == "cap")
            load.capacity = static_cast<int>(json.number());
        else if (name == "last")
            load.last = json.number();
        else if (name == "suspended")
            load.suspended = json.boolean();
        else
            return false;
        return true;
    });
    return load;
}

struct Read {
    RoutingInput input;
    std::optional<Urgency> urgency;
    std::optional<Kind> kind;
    std::optional<bool> sensitive;
};

bool read_member(Scanner& json, std::string_view name, Read& read) {
    if (name == "category")
        read.input.category = json.text();
    else if (name == "area")
        read.input.area = json.text();
    else if (name == "urgency")
        read.urgency = urgency_from(json.text());
    else if (name == "kind")
        read.kind = kind_from(json.text());
    else if (name == "open")
        read.input.open = json.boolean();
    else if (name == "sensitive")
        read.sensitive = json.boolean();
    else if (name == "loads")
        json.list([&] { read.input.loads.push_back(load_in(json)); });
    else
        return false;
    return true;
}

}  // namespace

std::string snapshot_of(const RoutingInput& input) {
    std::string json = "{\"category\":";
    append_json(json, input.category);
    json += ",\"area\":";
    append_json(json, input.area);
    json += ",\"urgency\":";
    append_json(json, name(input.urgency));
    json += ",\"kind\":";
    append_json(json, name(input.kind));
    json += input.open ? ",\"open\":true" : ",\"open\":false";
    json += input.sensitive ? ",\"sensitive\":true" : ",\"sensitive\":false";
    for (const UnitLoad& load : input.loads) {
        json += &load == input.loads.data() ? ",\"loads\":[" : ",";
        append_load(json, load);
    }
    return json += input.loads.empty() ? "}" : "]}";
}

Result<RoutingInput> input_from(std::string_view snapshot) {
    Scanner json{snapshot};
    Read read;
    json.object([&](std::string_view name) { return read_member(json, name, read); });
    if (!json.ok() || !json.at_end() || !read.urgency || !read.kind)
        return fail(Errc::invalid_request, "not a record of what routing looked at");
    read.input.urgency = *read.urgency;
    read.input.kind = *read.kind;
    read.input.sensitive = read.sensitive.value_or(read.input.category == restricted_category);
    return std::move(read.input);
}

}  // namespace sambung::cases
