// One citizen on one dial, as Africa's Talking passes it on: a form with everything typed since the dial
// (developers.africastalking.com, "Handle USSD sessions").
#pragma once

#include "walk.h"

#include <cstdint>
#include <string>
#include <string_view>

namespace sambung::bench {

// How a reply is known to be the right one.
enum class Proof {
    screen,  // it is the screen that the walk says
    echo,    // it begins with the caller's number and the path typed so far: what the floor answers
};

class Caller {
 public:
    // `way` must outlive the caller. `number` tells callers apart: never the same twice against one store. At most
    // 10^9.
    Caller(std::uint64_t number, const Way& way, std::size_t hops);

    [[nodiscard]] std::string request() const;
    [[nodiscard]] bool is_answered_by(std::string_view body, Proof proof) const;
    // What was awaited, for a person to read.
    [[nodiscard]] std::string awaited(Proof proof) const;

    [[nodiscard]] bool at_last_hop() const { return hop_ + 1 == hops_; }
    void next_hop();

 private:
    void type_answer();
    [[nodiscard]] std::string echo() const;

    const Way* way_;
    std::size_t hops_;
    std::size_t hop_ = 0;
    std::string serial_;   // 9 digits
    std::string session_;  // as long as a real one
    std::string path_;     // as it stands in the form
};

}  // namespace sambung::bench
