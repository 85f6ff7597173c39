// Forms: the reader and writer of urlencoded pairs on any bytes, the reader of small XML, and the providers' own forms
// with fields changed, each written in every way that its channel reads: a body, a query, JSON, XML. The same fields
// must mean the same however they come.
#include "choices.h"
#include "flat_fields.h"
#include "model/unicode.h"
#include "must.h"
#include "promises.h"
#include "xml_fields.h"

#include <boost/json.hpp>

#include <algorithm>
#include <set>

namespace {

using namespace sambung;
using namespace sambung::adapters;

constexpr int most_changes = 10;

struct FormChannel {
    const FuzzedChannel* channel = nullptr;
    std::vector<Form> forms;                // of the tables' calls
    std::vector<std::string> names, words;  // that stand in them
    bool reads_json = false;
    bool reads_xml = false;
};

// The fields of a call, however it was written; without what only proves who calls.
Form form_of(const HttpRequest& request) {
    Form form = parse_form(request.query());
    const bool xml = request.body.starts_with('<');
    for (auto& pair : xml ? xml_fields(request.body) : body_fields(request.body)) form.push_back(std::move(pair));
    std::erase_if(form, [](const auto& pair) { return pair.first == "secret" || pair.first == "sig"; });
    return form;
}

bool is_one_of(std::string_view name, std::initializer_list<std::string_view> names) {
    return std::ranges::find(names, name) != names.end();
}

std::vector<FormChannel> form_channels() {
    std::vector<FormChannel> out;
    for (const FuzzedChannel& channel : channels()) {
        const std::string_view adapter = channel.cases.adapter;
        const bool any_format = is_one_of(adapter, {"vonage", "sms_http", "ussd_http", "zenziva", "fonnte", "wablas"});
        const bool form_only = is_one_of(
            adapter, {"africastalking_ussd", "africastalking_sms", "kannel", "jasmin", "twilio", "dartmedia"});
        if (!any_format && !form_only) continue;
        FormChannel one{.channel = &channel,
                        .forms = {},
                        .names = {},
                        .words = {},
                        .reads_json = any_format,
                        .reads_xml = adapter == "ussd_http"};
        for (const IncomingRow& row : channel.cases.incoming) {
            one.forms.push_back(form_of(row.request));
            for (const auto& [name, value] : one.forms.back()) {
                one.names.push_back(name);
                one.words.push_back(value);
            }
        }
        out.push_back(std::move(one));
    }
    return out;
}

std::string one_of(const std::vector<std::string>& list, Choices& choices) {
    return list.empty() ? std::string{} : list[static_cast<std::size_t>(choices.number(2)) % list.size()];
}

std::string a_value(const FormChannel& of, Choices& choices) {
    switch (choices.below(4)) {
        case 0:
            return one_of(of.words, choices);
        case 1:
            return std::to_string(static_cast<std::int64_t>(choices.number(8)));
        case 2:
            return std::string(choices.below(256) * 2, 'x');
        default:
            return std::string{choices.text()};
    }
}

Form changed(Form form, const FormChannel& of, Choices& choices) {
    for (int i = 0; i < most_changes && !choices.done(); ++i) {
        const std::size_t at = form.empty() ? 0 : choices.below(256) % form.size();
        switch (choices.below(5)) {
            case 0:
                form.emplace_back(one_of(of.names, choices), a_value(of, choices));
                break;
            case 1:
                if (!form.empty()) form.erase(form.begin() + static_cast<std::ptrdiff_t>(at));
                break;
            case 2:
                if (!form.empty()) form[at].first = choices.text();
                break;
            default:
                if (!form.empty()) form[at].second = a_value(of, choices);
        }
    }
    return form;
}

std::string said_by(const FormChannel& of, const HttpRequest& request, Hook hook) {
    const auto received = of.channel->adapter->receive(request, hook, table_now);
    require_promises(received, request.target.size() + request.body.size());
    return in_words(received);
}

// JSON has each name once, and texts that are text; a dot in a name would be a step.
bool can_be_json(const Form& form) {
    std::set<std::string_view> names;
    return std::ranges::all_of(form, [&](const auto& pair) {
        return names.insert(pair.first).second && valid_utf8(pair.first + pair.second) && pair.first.size() <= 128;
    });
}
bool can_be_xml(const Form& form) {
    return std::ranges::all_of(form, [](const auto& pair) {
        return !pair.first.empty() && pair.first.find_first_not_of(
                                          "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ_") == std::string::npos;
    });
}

std::string as_json(const Form& form) {
    boost::json::object out;
    for (const auto& [name, value] : form) out[name] = value;
    return boost::json::serialize(out);
}
std::string as_xml(const Form& form) {
    std::string out = "<?xml version=\"1.0\"?>\n<ussd>";
    for (const auto& [name, value] : form)
        out.append("<").append(name).append(">").append(xml_escaped(value)).append("</").append(name).append(">\n");
    return out + "</ussd>";
}

void means_the_same_in_every_format(const FormChannel& of, const Form& form, Hook hook) {
    const std::string body = encode_form(form);
    const std::string meaning = said_by(of, post_form("/hooks/x", body), hook);
    must(said_by(of, get("/hooks/x?" + body), hook) == meaning);
    if (of.reads_json && can_be_json(form)) must(said_by(of, post_json("/hooks/x", as_json(form)), hook) == meaning);
    if (of.reads_xml && can_be_xml(form)) must(said_by(of, post_form("/hooks/x", as_xml(form)), hook) == meaning);
}

void form_is_read_back_as_written(std::string_view bytes) {
    const Form form = parse_form(bytes);
    // A pair of nothing is written as "=", which is a pair; so nothing is lost.
    must(parse_form(encode_form(form)) == form);
    must(percent_encode(bytes).size() <= 3 * bytes.size());
    must(parse_form("a=" + percent_encode(bytes)) == Form{{"a", std::string{bytes}}});
}

void xml_is_read_within_bounds(std::string_view bytes) {
    const Form fields = xml_fields(bytes);
    must(fields.size() <= 1'000);
    std::size_t size = 0;
    for (const auto& [name, value] : fields) size += name.size() + value.size();
    must(size <= bytes.size());  // no entity is shorter than what it stands for
    must(xml_fields("<a>" + xml_escaped(bytes) + "</a>") == Form{{"a", std::string{bytes}}});
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    static const std::vector<FormChannel> all = form_channels();
    Choices choices{data, size};
    const std::size_t which = choices.below(all.size() + 1);
    if (which == all.size()) {
        const std::string_view bytes = choices.rest();
        form_is_read_back_as_written(bytes);
        xml_is_read_within_bounds(bytes);
        must(body_fields(bytes).size() <= bytes.size());
        return 0;
    }
    const FormChannel& of = all[which];
    const Hook hook = choices.yes() ? Hook::status : Hook::message;
    const Form form = changed(of.forms[choices.below(256) % of.forms.size()], of, choices);
    means_the_same_in_every_format(of, form, hook);
    return 0;
}
