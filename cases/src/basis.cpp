#include "cases/basis.h"

#include <algorithm>
#include <array>
#include <utility>

namespace sambung::cases {

namespace {

constexpr std::array<std::pair<Basis, std::string_view>, 3> names{
    {{Basis::vital_interest, "vital_interest"}, {Basis::public_task, "public_task"}, {Basis::consent, "consent"}}};

// Questions of the flows whose "yes" is a consent, and what to.
constexpr std::array<std::pair<std::string_view, std::string_view>, 2> asked{
    {{"setuju_mitra", "sharing"}, {"foto_boleh", "photo"}}};

bool says_yes(const Intake& intake, std::string_view question) {
    const auto answer = intake.find(question);
    return answer != intake.end() && answer->second == "yes";
}

}  // namespace

std::string_view name(Basis basis) {
    return std::ranges::find(names, basis, &decltype(names)::value_type::first)->second;
}

std::optional<Basis> basis_from(std::string_view name) {
    const auto found = std::ranges::find(names, name, &decltype(names)::value_type::second);
    return found == names.end() ? std::nullopt : std::optional{found->first};
}

std::vector<Ground> grounds_of(const Report& report, Urgency urgency) {
    std::vector<Ground> grounds{
        {.basis = rings(urgency) ? Basis::vital_interest : Basis::public_task, .scope = "handling", .text = {}}};
    for (const auto& [question, scope] : asked)
        if (says_yes(report.intake, question))
            grounds.push_back({.basis = Basis::consent, .scope = scope, .text = question});
    return grounds;
}

}  // namespace sambung::cases
