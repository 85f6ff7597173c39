// What the rooms behind an adapter rely on, whatever a provider sent (adapters/adapter.h, model/message.h).
#pragma once

#include "adapter_cases.h"
#include "adapters/adapter.h"

#include <memory>
#include <string>
#include <vector>

namespace sambung::adapters {

// A channel as the adapters' tables have it.
struct FuzzedChannel {
    AdapterCases cases;
    std::unique_ptr<Adapter> adapter;

    [[nodiscard]] std::string_view setting(std::string_view key) const { return cases.settings.value(key); }
};

// Every adapter of the registry but smpp, each with each of its tables' settings; always in the same order.
[[nodiscard]] const std::vector<FuzzedChannel>& channels();

// Ends the program if what came of a request may not be so. `size` is that of the request.
void require_promises(const Result<Received>& received, std::size_t size);
void require_promises(const Sent& sent);

// The items in words, or what was wrong.
[[nodiscard]] std::string in_words(const Result<Received>& received);

}  // namespace sambung::adapters
