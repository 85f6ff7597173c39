#include "places.h"

#include <algorithm>
#include <string>
#include <vector>

namespace sambung::gateway::open311 {

namespace {

// " kel kemiri muka depok ": small letters and digits, one space between words and at both ends.
std::string words_of(std::string_view text) {
    std::string out{" "};
    for (const char c : text) {
        const bool upper = c >= 'A' && c <= 'Z';
        const bool plain = (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9');
        if (upper || plain)
            out += upper ? static_cast<char>(c - 'A' + 'a') : c;
        else if (out.back() != ' ')
            out += ' ';
    }
    return out.back() == ' ' ? out : out + ' ';
}

using Named = std::vector<const Area*>;

bool part_of_longer(const Area* one, const Named& named) {
    return std::ranges::any_of(named, [one](const Area* other) {
        return other->name.size() > one->name.size() && words_of(other->name).contains(words_of(one->name));
    });
}

// Named together with what it lies in. A kelurahan that is called as its kecamatan was not named twice by one word.
bool placed(const Area* one, const Named& named) {
    return std::ranges::any_of(named, [one](const Area* outer) {
        return outer != one && words_of(outer->name) != words_of(one->name) && AreaTree::within(one->code, outer->code);
    });
}

const Area* that_holds_all(const Named& named) {
    const auto found = std::ranges::find_if(named, [&named](const Area* outer) {
        return std::ranges::all_of(named,
                                   [outer](const Area* one) { return AreaTree::within(one->code, outer->code); });
    });
    return found == named.end() ? nullptr : *found;
}

}  // namespace

const Area* area_in(const AreaTree& areas, std::string_view address) {
    const std::string said = words_of(address);
    Named all;
    for (const Area& area : areas.all())
        if (area.code != areas.root() && said.contains(words_of(area.name))) all.push_back(&area);
    // "Pancoran" is part of "Pancoran Mas" where that was said.
    Named named;
    for (const Area* one : all)
        if (!part_of_longer(one, all)) named.push_back(one);
    Named inner;
    for (const Area* one : named)
        if (placed(one, named)) inner.push_back(one);
    return that_holds_all(inner.empty() ? named : inner);
}

}  // namespace sambung::gateway::open311
