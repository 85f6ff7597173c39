#include "dialogs/tour.h"

#include "dialogs/danger.h"
#include "dialogs/dialog.h"
#include "dialogs/made_up_office.h"
#include "tour_answers.h"
#include "tour_situation.h"

#include <algorithm>
#include <deque>
#include <map>
#include <set>
#include <unordered_set>
#include <utility>

namespace sambung::dialogs {

namespace {

constexpr std::size_t nobody = static_cast<std::size_t>(-1);
constexpr int most_wishes = 4;

// A conversation as far as it was tried.
struct Tried {
    std::size_t before = nobody;  // the conversation that it goes on from
    TourStep step;
    std::vector<std::size_t> ways;  // first taken in this turn, or at all
    std::size_t manner = 0;
    Session session;
    Prompt prompt;
};

struct Manner {
    ChannelKind channel;
    bool office_open;
    bool helper;
};
constexpr Manner manners[] = {
    {ChannelKind::ussd, true, false},      {ChannelKind::sms, true, false},  {ChannelKind::whatsapp, true, false},
    {ChannelKind::whatsapp, false, false}, {ChannelKind::sms, false, false}, {ChannelKind::whatsapp, true, true},
};

class Explorer {
 public:
    Explorer(const FlowSet& flows, const TourWishes& wishes)
        : flows_(flows),
          wishes_(wishes),
          situations_(flows),
          ways_(all_flow_ways(flows)),
          first_(ways_.size(), nobody) {
        for (std::size_t way = 0; way < ways_.size(); ++way) index_[way_key(ways_[way])].push_back(way);
        for (std::size_t way = 0; way < ways_.size(); ++way)
            if (!wishes.flow.empty() && ways_[way].flow != wishes.flow) spare(way);
        for (const Passage& passage : wishes.met)
            if (passage.language == wishes.language)
                for (const std::size_t way : ways_of(passage)) spare(way);
    }

    Tour explore() {
        for (std::size_t manner = 0; manner < std::size(manners); ++manner) begin(manner);
        while (!waiting_.empty() && left_ > 0 && tour_.tried < wishes_.most) {
            const std::size_t here = waiting_.front();
            waiting_.pop_front();
            for (const TourStep& answer : answers_to(flows_, tried_[here].session, tried_[here].prompt))
                go_on(here, tried_[here].manner, answer);
        }
        tour_.gave_up = !waiting_.empty() && left_ > 0;
        choose_paths();
        return std::move(tour_);
    }

 private:
    std::vector<std::size_t> ways_of(const Passage& passage) const {
        const auto key = way_key(passage);
        const auto found = key ? index_.find(*key) : index_.end();
        return found == index_.end() ? std::vector<std::size_t>{} : found->second;
    }
    void spare(std::size_t way) {
        if (spared_.insert(way).second) --left_;
    }

    void begin(std::size_t manner) {
        for (const TourStep& opening : openings(flows_, manners[manner].channel)) go_on(nobody, manner, opening);
    }

    Env env_of(std::size_t manner, std::string_view text) const {
        Env env;
        env.now = from_millis(1'795'302'000'000);  // a working day of 2026, by day
        env.fresh_draft.bytes[0] = 1;
        env.revision = 1;
        env.office_open = manners[manner].office_open;
        env.opens_at = "Sen 08.00";
        env.helper = manners[manner].helper;
        env.danger = tells_danger(text);
        return env;
    }

    void go_on(std::size_t here, std::size_t manner, const TourStep& answer) {
        Session session;
        if (here != nobody)
            session = tried_[here].session;
        else if (wishes_.language != Language::id)
            session.language = wishes_.language;
        Event event{.channel = manners[manner].channel,
                    .text = answer.text,
                    .option_id = {},
                    .new_dial = answer.does == TourStep::Does::dials,
                    .sent_at = {}};
        if (answer.does == TourStep::Does::sends_photo)
            event.media = {{.id = "foto", .mime = "image/jpeg", .sha256 = {}, .voice = false}};
        if (answer.does == TourStep::Does::sends_voice)
            event.media = {{.id = "suara", .mime = "audio/ogg", .sha256 = {}, .voice = true}};
        if (answer.does == TourStep::Does::sends_place) event.pin = Location{-6.4, 106.79};
        Env env = env_of(manner, answer.text);
        Passages passages;
        env.passages = &passages;
        Turn turn = step(flows_, std::move(session), event, env);
        ++tour_.tried;
        grant({.before = here, .step = answer, .ways = {}, .manner = manner, .session = {}, .prompt = {}}, event,
              std::move(turn), std::move(passages));
    }

    // Every result of every wish of the turn, one after the other.
    void grant(Tried conversation, const Event& event, Turn turn, Passages passages) {
        if (!turn.wish || conversation.step.office.size() == most_wishes)
            return arrive(std::move(conversation), std::move(turn), passages);
        const Flow* flow = flows_.pinned(turn.session);
        const State* state = flow == nullptr ? nullptr : flow->state(turn.session.state);
        if (state == nullptr || state->type != StateType::action) return;
        for (const auto& [result, next] : state->results) {
            Tried so_far = conversation;
            so_far.step.office.emplace_back(turn.wish->action, result);
            Passages taken = passages;
            Env env = env_of(conversation.manner, event.text);
            env.passages = &taken;
            Turn then =
                resume(flows_, turn.session, event, *turn.wish, made_up_outcome(turn.wish->action, result), env);
            ++tour_.tried;
            grant(std::move(so_far), event, std::move(then), std::move(taken));
        }
    }

    void arrive(Tried conversation, Turn turn, const Passages& passages) {
        bool something_new = false;
        const std::size_t here = tried_.size();
        for (const Passage& passage : passages)
            for (const std::size_t way : ways_of(passage)) {
                conversation.ways.push_back(way);
                if (first_[way] != nobody) continue;
                first_[way] = here;
                if (!spared_.contains(way)) --left_;
                something_new = true;
            }
        conversation.session = std::move(turn.session);
        conversation.prompt = std::move(turn.prompt);
        conversation.step.at =
            conversation.session.flow.empty() ? "end" : conversation.session.flow + "." + conversation.session.state;
        const bool unseen = seen_.insert(situation(conversation)).second;
        if (!unseen && !something_new) return;
        const bool over = conversation.session.flow.empty();
        tried_.push_back(std::move(conversation));
        if (unseen && !over) waiting_.push_back(here);
    }

    [[nodiscard]] std::string situation(const Tried& conversation) const {
        return std::to_string(conversation.manner) + "|" + situations_.of(conversation.session);
    }

    std::vector<std::size_t> chain(std::size_t last) const {
        std::vector<std::size_t> nodes;
        for (std::size_t node = last; node != nobody; node = tried_[node].before) nodes.push_back(node);
        std::ranges::reverse(nodes);
        return nodes;
    }

    // The longest paths first: they take what shorter ones would.
    void choose_paths() {
        std::vector<std::pair<std::size_t, std::size_t>> by_length;  // length, way
        for (std::size_t way = 0; way < ways_.size(); ++way) {
            if (spared_.contains(way)) continue;
            if (first_[way] == nobody)
                tour_.untaken.push_back(ways_[way]);
            else
                by_length.emplace_back(chain(first_[way]).size(), way);
        }
        std::ranges::stable_sort(by_length, std::ranges::greater{}, &std::pair<std::size_t, std::size_t>::first);
        std::set<std::size_t> shown = spared_;
        for (const auto& [length, way] : by_length)
            if (!shown.contains(way)) show(way, shown);
    }

    void show(std::size_t way, std::set<std::size_t>& shown) {
        const std::vector<std::size_t> nodes = chain(first_[way]);
        const Manner& manner = manners[tried_[nodes.front()].manner];
        TourPath path{.channel = manner.channel,
                      .office_open = manner.office_open,
                      .helper = manner.helper,
                      .steps = {},
                      .new_ways = 0,
                      .flow = ways_[way].flow};
        for (const std::size_t node : nodes) {
            path.steps.push_back(tried_[node].step);
            for (const std::size_t taken : tried_[node].ways) path.new_ways += shown.insert(taken).second ? 1 : 0;
        }
        tour_.paths.push_back(std::move(path));
    }

    const FlowSet& flows_;
    const TourWishes& wishes_;
    Situations situations_;
    std::vector<FlowWay> ways_;
    std::map<WayKey, std::vector<std::size_t>> index_;
    std::vector<std::size_t> first_;  // by way: the conversation that took it first
    std::size_t left_ = ways_.size();
    std::set<std::size_t> spared_;
    std::vector<Tried> tried_;
    std::deque<std::size_t> waiting_;
    std::unordered_set<std::string> seen_;
    Tour tour_;
};

}  // namespace

Tour tour_of(const FlowSet& flows, const TourWishes& wishes) { return Explorer(flows, wishes).explore(); }

}  // namespace sambung::dialogs
