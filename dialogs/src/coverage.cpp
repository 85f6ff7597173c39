#include "dialogs/coverage.h"

#include "dialogs/dialog.h"
#include "engine_rules.h"
#include "flow.h"
#include "walk.h"

namespace sambung::dialogs {

namespace {

// Where "77" is no answer: not words, and not what only a phone in the hand can send.
bool closed(StateType type) {
    switch (type) {
        case StateType::choice:
        case StateType::yesno:
        case StateType::language:
        case StateType::area:
        case StateType::nik:
        case StateType::phone:
        case StateType::date:
        case StateType::ticket:
        case StateType::report:
        case StateType::confirm:
            return true;
        case StateType::text:
        case StateType::photo:
        case StateType::voice:
        case StateType::location:
        case StateType::message:
        case StateType::action:
        case StateType::call:
        case StateType::end:
            return false;
    }
    return false;
}

}  // namespace

WayKey way_key(const FlowWay& way) {
    return {.flow = way.flow, .state = way.state, .answer = way.answer, .line = way.at.line, .column = way.at.column};
}

std::optional<WayKey> way_key(const Passage& passage) {
    if (!passage.way) return std::nullopt;
    return WayKey{.flow = passage.flow,
                  .state = passage.state,
                  .answer = passage.answer,
                  .line = passage.way->line,
                  .column = passage.way->column};
}

std::optional<Question> question_of(const FlowSet& flows, const Session& session) {
    const Event nobody{.channel = session.channel, .text = {}, .option_id = {}, .media = {}, .pin = {}, .sent_at = {}};
    const Env env{};
    const Walk walk{flows, session, nobody, env};
    if (walk.flow() == nullptr || !takes_input(walk.state().type)) return std::nullopt;
    const int allowed = walk.state().retry ? walk.state().retry->max : 0;
    return Question{.closed = closed(walk.state().type) && !session.offered_resume,
                    .wrong_left = allowed - session.tries,
                    .resumable = worth_resuming(walk) && !session.offered_resume};
}

}  // namespace sambung::dialogs
