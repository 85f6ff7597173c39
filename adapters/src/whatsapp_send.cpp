// Building messages (pages "Text messages", "Interactive reply buttons messages", "Interactive list messages").
#include "chat_text.h"
#include "model/phone.h"
#include "model/unicode.h"
#include "whatsapp.h"

#include <boost/json.hpp>

#include <algorithm>
#include <optional>
#include <set>

namespace sambung::adapters::whatsapp {

namespace {

namespace json = boost::json;

// Characters and counts; Meta refuses the whole message when one is passed.
constexpr std::size_t longest_text = 4096;
constexpr std::size_t longest_interactive_text = 1024;  // for lists its pages say 4096, but others have met 1024
constexpr std::size_t longest_callback_data = 512;
constexpr std::size_t longest_parameter = 900;  // of 1024 for the body, which has words of its own

struct ChoiceLimits {
    std::string_view what;
    std::size_t most;
    std::size_t longest_id;
    std::size_t longest_label;
    std::size_t longest_description;
    bool unique_labels;
};
constexpr ChoiceLimits button_limits{"button", 3, 256, 20, 0, true};
constexpr ChoiceLimits row_limits{"row", 10, 200, 24, 72, false};
constexpr std::size_t longest_rows_button = 20;

std::unexpected<Error> refuse(std::string what) { return fail(Errc::invalid_request, std::move(what)); }

// The label itself stays out of the words: it may quote what somebody wrote.
Result<> check_choice(const Choice& choice, const std::string& which, const ChoiceLimits& limits) {
    if (choice.id.empty() || characters(choice.id) > limits.longest_id)
        return refuse(which + ": its id must have 1 to " + std::to_string(limits.longest_id) + " characters");
    if (choice.label.empty() || characters(choice.label) > limits.longest_label)
        return refuse(which + ": its label must have 1 to " + std::to_string(limits.longest_label) + " characters");
    if (characters(choice.description) > limits.longest_description)
        return refuse(which + ": its description may have " + std::to_string(limits.longest_description) +
                      " characters");
    return {};
}

Result<> check_choices(const std::vector<Choice>& choices, const ChoiceLimits& limits) {
    if (choices.size() > limits.most)
        return refuse("more than " + std::to_string(limits.most) + " of '" + std::string{limits.what} + "'");
    std::set<std::string_view> ids;
    std::set<std::string_view> labels;
    for (std::size_t i = 0; i < choices.size(); ++i) {
        const std::string which = std::string{limits.what} + " " + std::to_string(i + 1);
        if (auto checked = check_choice(choices[i], which, limits); !checked) return checked;
        if (!ids.insert(choices[i].id).second) return refuse(which + ": its id is there already");
        if (!labels.insert(choices[i].label).second && limits.unique_labels)
            return refuse(which + ": its label is there already");
    }
    return {};
}

Result<> check(const Content& content) {
    const bool interactive = !content.buttons.empty() || !content.rows.empty();
    const std::size_t longest = interactive ? longest_interactive_text : longest_text;
    if (content.text.empty() || characters(content.text) > longest)
        return refuse("the text must have 1 to " + std::to_string(longest) + " characters");
    if (!content.buttons.empty() && !content.rows.empty()) return refuse("buttons and a list do not go together");
    if (auto checked = check_choices(content.buttons, button_limits); !checked) return checked;
    if (auto checked = check_choices(content.rows, row_limits); !checked) return checked;
    const bool opener = !content.rows_button.empty() && characters(content.rows_button) <= longest_rows_button;
    if (!content.rows.empty() && !opener)
        return refuse("the list's button must have 1 to " + std::to_string(longest_rows_button) + " characters");
    return {};
}

json::value buttons(const Content& content) {
    json::array list;
    for (const Choice& choice : content.buttons)
        list.push_back({{"type", "reply"}, {"reply", {{"id", choice.id}, {"title", choice.label}}}});
    return {{"type", "button"}, {"body", {{"text", content.text}}}, {"action", {{"buttons", std::move(list)}}}};
}

json::value list(const Content& content) {
    json::array rows;
    for (const Choice& choice : content.rows) {
        json::object row{{"id", choice.id}, {"title", choice.label}};
        if (!choice.description.empty()) row["description"] = choice.description;
        rows.push_back(std::move(row));
    }
    json::array sections;
    sections.push_back(json::object{{"rows", std::move(rows)}});
    return {{"type", "list"},
            {"body", {{"text", content.text}}},
            {"action", {{"button", content.rows_button}, {"sections", std::move(sections)}}}};
}

void put_content(json::object& message, const Content& content) {
    if (content.buttons.empty() && content.rows.empty()) {
        message["type"] = "text";
        message["text"] = {{"preview_url", false}, {"body", content.text}};
        return;
    }
    message["type"] = "interactive";
    message["interactive"] = content.rows.empty() ? buttons(content) : list(content);
}

Result<> put_template(json::object& message, const Content& content, const Template& later) {
    if (later.name.empty()) return refuse("the time for free words is over, and there is no template");
    const std::string text = in_one_line(content.text);
    if (text.empty() || characters(text) > longest_parameter)
        return refuse("a template's text must have 1 to " + std::to_string(longest_parameter) + " characters");
    json::array parameters;
    parameters.push_back({{"type", "text"}, {"text", text}});
    json::array components;
    components.push_back({{"type", "body"}, {"parameters", std::move(parameters)}});
    message["type"] = "template";
    message["template"] = {
        {"name", later.name}, {"language", {{"code", later.language}}}, {"components", std::move(components)}};
    return {};
}

// Meta's page on business-scoped user ids: they go into `recipient`, numbers into `to` without the plus.
Result<> put_recipient(json::object& message, std::string_view to) {
    if (const auto phone = Phone::parse(to)) {
        message["to"] = phone->msisdn();
    } else if (is_user_id(to)) {
        message["recipient"] = to;
    } else {
        return refuse("the recipient is neither a phone number nor a user id");
    }
    return {};
}

}  // namespace

bool is_user_id(std::string_view text) {
    constexpr std::size_t longest = 128;
    const auto capital = [](char c) { return c >= 'A' && c <= 'Z'; };
    const auto alphanumeric = [&](char c) { return capital(c) || (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9'); };
    if (text.size() < 4 || !capital(text[0]) || !capital(text[1]) || text[2] != '.') return false;
    text.remove_prefix(3);
    if (text.starts_with("ENT.")) text.remove_prefix(4);
    return !text.empty() && text.size() <= longest && std::ranges::all_of(text, alphanumeric);
}

Result<std::string> write_message(const Outbound& message, const Template& later) {
    if (auto checked = check(message.content); !checked) return std::unexpected(std::move(checked.error()));
    if (message.ref.size() > longest_callback_data) return refuse("the reference is too long");
    json::object body{{"messaging_product", "whatsapp"}, {"recipient_type", "individual"}};
    if (auto put = put_recipient(body, message.to); !put) return std::unexpected(std::move(put.error()));
    if (!message.reply_to.empty()) body["context"] = {{"message_id", message.reply_to}};
    if (!message.ref.empty()) body["biz_opaque_callback_data"] = message.ref;
    if (!message.as_template) {
        put_content(body, message.content);
    } else if (auto put = put_template(body, message.content, later); !put) {
        return std::unexpected(std::move(put.error()));
    }
    return repaired_utf8(json::serialize(body));
}

}  // namespace sambung::adapters::whatsapp
