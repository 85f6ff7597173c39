// What may be asked for by Open311: the categories of the menus that this office's pack offers. What is told in
// confidence, the office's sensitive categories and complaints about money stand under one neutral code.
#pragma once

#include "cases/office.h"
#include "dialogs/flow_set.h"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace sambung::gateway::open311 {

inline constexpr std::string_view neutral_code = "lainnya-rahasia";
inline constexpr std::string_view neutral_name = "Lainnya (rahasia)";

struct Service {
    std::string code;  // "lapor-lansia", "bantuan-rtlh"
    std::string name;
    std::string group;
    cases::Kind kind{};
    std::string category;
};

[[nodiscard]] std::vector<Service> services_of(const cases::Office& office, const dialogs::FlowSet& flows);
[[nodiscard]] std::optional<Service> find_service(const std::vector<Service>& services, std::string_view code);

// What a service is called now, whether it is still offered or not; nothing: it is not to be named.
[[nodiscard]] std::optional<Service> named_service(const cases::Office& office, cases::Kind kind,
                                                   std::string_view category);

// Where there is danger and the service cannot be made out.
[[nodiscard]] Service any_need();

}  // namespace sambung::gateway::open311
