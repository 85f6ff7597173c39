// A phone in a test: it holds the session as the host would, grants wishes as an obliging office does, and shows what
// the channel shows.
#pragma once

#include "dialogs/danger.h"
#include "dialogs/dialog.h"

#include <map>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace sambung::dialogs::testing {

// The base flows in Indonesian and English for an office with three kecamatan; two of them have a kelurahan Curug.
[[nodiscard]] std::shared_ptr<const FlowSet> base_office();
// Other flows for the same office; the test fails if they do not load.
[[nodiscard]] FlowSetInput files_of(std::vector<FlowSource> flows);
[[nodiscard]] std::shared_ptr<const FlowSet> office_of(std::vector<FlowSource> flows,
                                                       std::vector<FlowVersion> previous = {});

// What the office answers to each action; the test may change it.
using Answers = std::map<std::string, WishOutcome, std::less<>>;
[[nodiscard]] Answers obliging();

class Phone {
 public:
    explicit Phone(ChannelKind channel, std::shared_ptr<const FlowSet> flows = base_office());

    const std::string& dial(std::string_view text = {});  // USSD: a new session
    const std::string& type(std::string_view text);       // what one message gets back
    const std::string& tap(std::string_view option);      // an option of the prompt that stands, by its id
    const std::string& tap_id(std::string_view id);       // an option id as WhatsApp gives it back
    const std::string& send(Event event);
    const std::string& repeat();  // the reply is no longer kept

    [[nodiscard]] const std::string& screen() const { return content.text; }
    [[nodiscard]] std::string at() const;                         // "lapor.siapa"; "-" at rest
    [[nodiscard]] std::string slot(std::string_view name) const;  // of this flow, or of those that called it
    [[nodiscard]] std::vector<std::string> wished() const;        // the actions so far

    std::shared_ptr<const FlowSet> flows;
    ChannelKind channel;
    Answers answers = obliging();
    Session session;
    Env env;
    Turn turn;        // the last one
    Content content;  // as rendered
    std::vector<Wish> wishes;
    std::string also_sms;

 private:
    void show();
};

}  // namespace sambung::dialogs::testing
