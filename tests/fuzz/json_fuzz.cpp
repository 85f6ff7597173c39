// JSON as providers write it, changed here and there: the calls and answers of the adapters' tables are taken apart,
// and the input says which values become what. So it gets as deep as the readers go, which bytes alone hardly do.
#include "choices.h"
#include "flat_fields.h"
#include "model/unicode.h"
#include "must.h"
#include "promises.h"

#include <boost/json.hpp>

#include <algorithm>
#include <optional>

namespace {

using namespace sambung;
using namespace sambung::adapters;
namespace json = boost::json;

constexpr int most_changes = 12;
constexpr int deepest = 8;  // of where a change is made

std::optional<json::value> as_json(std::string_view text) {
    boost::system::error_code error;
    json::value parsed = json::parse(text, error);
    if (error || (!parsed.is_object() && !parsed.is_array())) return std::nullopt;
    return parsed;
}

// What a channel's tables have of JSON.
struct Shapes {
    const FuzzedChannel* channel = nullptr;
    std::vector<std::pair<HttpRequest, json::value>> calls;
    std::vector<std::pair<HttpReply, json::value>> answers;
    std::vector<std::string> names, words;  // known ones
};

void note(Shapes& shapes, const json::value& value) {
    if (const json::array* array = value.if_array())
        for (const json::value& inner : *array) note(shapes, inner);
    if (const json::object* object = value.if_object())
        for (const auto& [name, inner] : *object) {
            shapes.names.emplace_back(name);
            note(shapes, inner);
        }
    if (const json::string* text = value.if_string()) shapes.words.emplace_back(*text);
}

template <class T>
void keep_once(std::vector<T>& values) {
    std::ranges::sort(values);
    values.erase(std::ranges::unique(values).begin(), values.end());
    if (values.size() > 256) values.resize(256);
}

Shapes shapes_of(const FuzzedChannel& channel) {
    Shapes out{.channel = &channel, .calls = {}, .answers = {}, .names = {}, .words = {}};
    for (const IncomingRow& row : channel.cases.incoming)
        if (auto value = as_json(row.request.body)) out.calls.emplace_back(row.request, *std::move(value));
    for (const AnswerRow& row : channel.cases.answers)
        if (auto value = as_json(row.reply.body)) out.answers.emplace_back(row.reply, *std::move(value));
    for (const auto& [request, value] : out.calls) note(out, value);
    for (const auto& [reply, value] : out.answers) note(out, value);
    keep_once(out.names);
    keep_once(out.words);
    return out;
}

const std::vector<Shapes>& all_shapes() {
    static const std::vector<Shapes> all = [] {
        std::vector<Shapes> out;
        for (const FuzzedChannel& channel : channels()) {
            Shapes shapes = shapes_of(channel);
            if (!shapes.calls.empty() || !shapes.answers.empty()) out.push_back(std::move(shapes));
        }
        return out;
    }();
    return all;
}

std::string one_of(const std::vector<std::string>& list, Choices& choices) {
    const std::size_t which = choices.below(256);
    return list.empty() ? std::string{} : list[which % list.size()];
}

json::value another_value(const Shapes& shapes, Choices& choices) {
    constexpr double decimals[] = {0.5, -91.0, 180.0, -180.5, 1e308, 5e-324, -0.0, 106.8456};
    switch (choices.below(9)) {
        case 0:
            return json::value(repaired_utf8(choices.text()));
        case 1:
            return json::value(one_of(shapes.words, choices));
        case 2:
            return json::value(static_cast<std::int64_t>(choices.number(8)));
        case 3:
            return json::value(static_cast<std::int64_t>(choices.below(256)));
        case 4:
            return json::value(decimals[choices.below(std::size(decimals))]);
        case 5:
            return json::value(choices.yes());
        case 6:
            return json::value(std::string(choices.below(256) * 2, '6'));
        case 7:
            return json::value(json::object{{one_of(shapes.names, choices), one_of(shapes.words, choices)}});
        default:
            return json::value(nullptr);
    }
}

void change_object(json::object& object, const Shapes& shapes, Choices& choices) {
    const std::string name = one_of(shapes.names, choices);
    switch (choices.below(3)) {
        case 0:
            object[name] = another_value(shapes, choices);
            break;
        case 1:
            object.erase(name);
            break;
        default:
            object[repaired_utf8(choices.text())] = another_value(shapes, choices);
    }
}

void change_array(json::array& array, const Shapes& shapes, Choices& choices) {
    const std::size_t which = choices.below(3);
    if (which == 0 && !array.empty())
        array.push_back(json::value(array.front()));
    else if (which == 1 && !array.empty())
        array.erase(array.begin());
    else
        array.push_back(another_value(shapes, choices));
}

// Goes down as long as the input says so, and changes what it finds there.
void change(json::value& value, const Shapes& shapes, Choices& choices, int depth) {
    const bool deeper = depth < deepest && choices.below(4) != 0;
    json::object* const object = value.if_object();
    json::array* const array = value.if_array();
    if (deeper && object != nullptr && !object->empty()) {
        const auto member = object->begin() + static_cast<std::ptrdiff_t>(choices.below(256) % object->size());
        return change(member->value(), shapes, choices, depth + 1);
    }
    if (deeper && array != nullptr && !array->empty())
        return change((*array)[choices.below(256) % array->size()], shapes, choices, depth + 1);
    if (object != nullptr && choices.yes()) return change_object(*object, shapes, choices);
    if (array != nullptr && choices.yes()) return change_array(*array, shapes, choices);
    value = another_value(shapes, choices);
}

json::value changed(json::value value, const Shapes& shapes, Choices& choices) {
    for (int i = 0; i < most_changes && !choices.done(); ++i) change(value, shapes, choices, 0);
    return value;
}

// The same document with blanks, and every letter of a text as an escape.
std::string written_otherwise(std::string_view document) {
    constexpr std::string_view digits = "0123456789abcdef";
    std::string out = "\r\n ";
    bool quoted = false;
    for (std::size_t i = 0; i < document.size(); ++i) {
        const char c = document[i];
        if (c == '"') quoted = !quoted;
        if (quoted && c == '\\') {
            const std::size_t length = document.substr(i + 1).starts_with('u') ? 6 : 2;
            out.append(document.substr(i, length));
            i += length - 1;
        } else if (quoted && c >= 'a' && c <= 'z') {
            out.append("\\u00").append(1, digits[static_cast<unsigned char>(c) >> 4U]);
            out.append(1, digits[static_cast<unsigned char>(c) & 15U]);
        } else {
            out += c;
            if (!quoted && (c == ',' || c == ':')) out += '\t';
        }
    }
    return out;
}

void call_is_read(const FuzzedChannel& channel, HttpRequest request, const std::string& document, Hook hook) {
    request.body = document;
    const auto received = channel.adapter->receive(request, hook, table_now);
    require_promises(received, document.size());
    if (!received)
        return;  // what is not understood, such as JSON by a reader of forms, may be refused for another reason
    if (!document.starts_with('{') && !document.starts_with('[')) return;  // what is not JSON to us may be a form
    request.body = written_otherwise(document);
    must(in_words(received) == in_words(channel.adapter->receive(request, hook, table_now)));
}

// Every step of a provider's path has a name, and the first is no place in a list.
bool is_a_path(std::string_view name) {
    const std::string_view first = name.substr(0, name.find('.'));
    return !first.empty() && first.find_first_not_of("-0123456789") != std::string_view::npos && !name.ends_with('.') &&
           !name.contains("..");
}

// Laid flat and built up again it is the same fields, once every value is a text.
void flat_stays_flat(const json::value& document) {
    Form flat = flattened(document);
    must(flat.size() <= 1'000);
    for (const auto& [path, text] : flat) must(path.size() <= 128);
    std::erase_if(flat, [](const auto& pair) { return !is_a_path(pair.first); });
    const Form built = flattened(nested(flat));
    must(flattened(nested(built)) == built);
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    Choices choices{data, size};
    const Shapes& shapes = all_shapes()[choices.below(all_shapes().size())];
    const FuzzedChannel& channel = *shapes.channel;
    const Hook hook = choices.yes() ? Hook::status : Hook::message;
    const bool answer = shapes.calls.empty() || (!shapes.answers.empty() && choices.below(4) == 0);
    const std::size_t row = choices.below(256);
    if (answer) {
        auto [reply, value] = shapes.answers[row % shapes.answers.size()];
        reply.body = json::serialize(changed(std::move(value), shapes, choices));
        require_promises(channel.adapter->sent(reply));
        return 0;
    }
    auto [request, value] = shapes.calls[row % shapes.calls.size()];
    const json::value document = changed(std::move(value), shapes, choices);
    call_is_read(channel, std::move(request), json::serialize(document), hook);
    flat_stays_flat(document);
    return 0;
}
