// A shelter's register in the books of a test: officers' lines in, answers and news out.
#pragma once

#include "books.h"
#include "store/register.h"

#include <string>
#include <utility>
#include <vector>

namespace sambung::store {

class RegisterBooks {
 public:
    explicit RegisterBooks(std::filesystem::path file) : books(std::move(file)) {}

    static std::vector<House> houses() {
        return {{.shelter = {.unit = "lansia", .beds = {2, 2, 2, 3}, .stay = std::chrono::days{5}},
                 .head = "meja-kota",
                 .peksos = "meja-kota"}};
    }
    RegisterVoice voice() {
        return {.tell =
                    [this](const RegisterNews& one) {
                        news.push_back(one);
                        NewOutbound message = a_message_to(one);
                        return std::vector<NewOutbound>{std::move(message)};
                    },
                .answer =
                    [this](const RegisterMessage&, const std::vector<RegisterAnswer>& all) {
                        answers = all;
                        return std::vector<NewOutbound>{};
                    }};
    }
    std::vector<RegisterAnswer> say(std::string_view words, TimePoint now, cases::Hand hand = cases::Hand::shelter) {
        answers.clear();
        const PersonId officer = books.keys().person("wa", "+6281200000021");
        const NewInbound inbound{"wa", books.event(++event_), officer, "x"};
        const auto kept = await_now(books.cases().put({inbound}, now, milliseconds{10'000})).value();
        last = {.inbox = kept.front()->id,
                .event = books.event(event_),
                .officer = officer,
                .channel = "wa",
                .address = "+6281200000021",
                .reply_to = {},
                .units = {"lansia", "trc"},
                .hand = hand,
                .lines = cases::register_lines_in(words).value()};
        write(now);
        return answers;
    }
    void write(TimePoint now) {
        const Result<> done = await_now(
            write_register(books.database(), books.keys(), houses(), small_office()->calendar, last, voice(), now));
        if (!done) throw std::runtime_error(done.error().detail);
    }
    int ring(TimePoint now) {
        news.clear();
        return await_now(
                   ring_register(books.database(), books.keys(), houses(), small_office()->calendar, voice(), now))
            .value();
    }

    Books books;
    std::vector<RegisterNews> news;
    std::vector<RegisterAnswer> answers;
    RegisterMessage last;

 private:
    NewOutbound a_message_to(const RegisterNews& one) const {
        const std::string about = one.unit + std::to_string(static_cast<int>(one.what)) +
                                  std::to_string(one.numbers.front()) + std::to_string(to_millis(one.now));
        return {books.keys().index("outbox", about), "wa", books.person(9), "words"};
    }
    int event_ = 900;
};

}  // namespace sambung::store
