#include "common_texts.h"
#include "dialogs/dialog.h"
#include "engine_rules.h"
#include "fold.h"
#include "walk.h"

#include <utility>

namespace sambung::dialogs {

namespace {

// Whatever its words were taken for, what came with them is kept, or its sender is told that it is not.
void keep_captioned(Walk& walk, const Heard& heard) {
    if (heard.folded.empty() || walk.event().media.empty()) return;
    if (!walk.keep_media()) walk.say(text_words_only);
}

}  // namespace

Turn step(const FlowSet& flows, Session session, const Event& event, const Env& env) {
    Heard heard{.text = event.text, .folded = fold(event.text)};
    heard.moved = !session.flow.empty() && session.channel != event.channel;
    if (heard.moved) session.offered_resume = false;
    Walk walk{flows, std::move(session), event, env};
    if (!walk.found()) {
        heard.lost = true;
        walk.enter(menu_flow, Keep::nothing);
        walk.call_it("restarted");
    }
    const bool migrated = walk.migrated() && walk.found();
    heard.lost = heard.lost || migrated;
    for (const Rule& rule : rules())
        if (rule.takes(walk, heard)) {
            keep_captioned(walk, heard);
            return walk.finish();
        }
    if (migrated) return walk.finish();  // the question as it is now; its numbers may mean something else
    if (heard.lost)
        walk.say(text_restarted);
    else
        walk.refuse(text_bad_choice);
    return walk.finish();
}

Turn resume(const FlowSet& flows, Session session, const Event& event, const Wish& wish, const WishOutcome& outcome,
            const Env& env) {
    Walk walk{flows, std::move(session), event, env};
    walk.set_ordinal(static_cast<std::uint8_t>(wish.ordinal + 1));
    if (walk.flow() == nullptr || walk.state().type != StateType::action) {
        walk.call_person("limit");
        return walk.finish();
    }
    if (wish.action == "ring" && outcome.result == "ok") walk.rang();
    walk.show(outcome);
    const auto& results = walk.state().results;
    auto next = results.find(outcome.result);
    if (next == results.end()) next = results.find("error");
    if (next == results.end()) {
        walk.call_person("limit");
    } else {
        walk.choose(next->first);
        walk.follow(next->second);
    }
    return walk.finish();
}

Turn again(const FlowSet& flows, Session session, const Event& event, const Env& env) {
    Walk walk{flows, std::move(session), event, env};
    if (walk.flow() == nullptr) walk.enter(menu_flow, Keep::nothing);
    walk.call_it("again");
    return walk.finish();
}

}  // namespace sambung::dialogs
