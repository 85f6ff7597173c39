#include "model/area.h"

#include <algorithm>
#include <array>
#include <optional>
#include <utility>

namespace sambung {

namespace {

constexpr std::string_view heading = "code,name,parent";
constexpr std::string_view byte_order_mark = "\xEF\xBB\xBF";

std::unexpected<Error> fail_at(std::size_t line, std::string_view what) {
    return fail(Errc::invalid_request, "areas, line " + std::to_string(line) + ": " + std::string{what});
}

std::string_view take_line(std::string_view& rest) {
    std::string_view line = rest.substr(0, rest.find('\n'));
    rest.remove_prefix(std::min(rest.size(), line.size() + 1));
    if (line.ends_with('\r')) line.remove_suffix(1);
    return line;
}

// A field and the comma behind it (RFC 4180). Empty if a quote is open or something follows the closing one.
std::optional<std::string> take_field(std::string_view& rest) {
    std::string field;
    if (!rest.starts_with('"')) {
        field = rest.substr(0, rest.find(','));
        rest.remove_prefix(field.size());
    } else {
        bool closed = false;
        for (rest.remove_prefix(1); !closed && !rest.empty(); rest.remove_prefix(1)) {
            const bool doubled = rest.starts_with("\"\"");
            closed = rest.front() == '"' && !doubled;
            if (doubled) rest.remove_prefix(1);
            if (!closed) field += rest.front();
        }
        if (!closed || (!rest.empty() && rest.front() != ',')) return std::nullopt;
    }
    return field;
}

std::optional<Area> read_area(std::string_view line) {
    std::array<std::string, 3> fields;
    for (std::string& field : fields) {
        if (&field != fields.begin()) {
            if (!line.starts_with(',')) return std::nullopt;
            line.remove_prefix(1);
        }
        auto read = take_field(line);
        if (!read) return std::nullopt;
        field = std::move(*read);
    }
    if (!line.empty()) return std::nullopt;
    return Area{std::move(fields[0]), std::move(fields[1]), std::move(fields[2])};
}

// Groups of digits parted by single dots.
bool is_code(std::string_view text) {
    char before = '.';
    for (const char c : text) {
        if (c != '.' && (c < '0' || c > '9')) return false;
        if (c == '.' && before == '.') return false;
        before = c;
    }
    return before != '.';
}

}  // namespace

Result<AreaTree> AreaTree::parse(std::string_view csv) {
    if (csv.starts_with(byte_order_mark)) csv.remove_prefix(byte_order_mark.size());
    AreaTree tree;
    std::vector<std::size_t> lines;
    bool headed = false;
    for (std::size_t number = 1; !csv.empty(); ++number) {
        const std::string_view line = take_line(csv);
        if (line.empty() || line.starts_with('#')) continue;
        if (!headed) {
            if (line != heading) return fail_at(number, "the header must be code,name,parent");
            headed = true;
            continue;
        }
        auto area = read_area(line);
        if (!area) return fail_at(number, "three fields expected: code,name,parent");
        if (!is_code(area->code)) return fail_at(number, "a code is digits in groups parted by dots");
        if (area->name.empty()) return fail_at(number, "the name is missing");
        tree.areas_.push_back(*std::move(area));
        lines.push_back(number);
    }
    if (auto indexed = tree.index(lines); !indexed) return std::unexpected(indexed.error());
    return tree;
}

Result<> AreaTree::index(const std::vector<std::size_t>& lines) {
    for (std::size_t at = 0; at < areas_.size(); ++at) by_code_.push_back(at);
    by_parent_ = by_code_;
    using Key = std::pair<std::string_view, std::size_t>;
    std::ranges::sort(by_code_, {}, [this](std::size_t at) { return Key{areas_[at].code, at}; });
    std::ranges::sort(by_parent_, {}, [this](std::size_t at) { return Key{areas_[at].parent, at}; });
    for (std::size_t at = 0; at < areas_.size(); ++at) {
        const Area& area = areas_[at];
        if (find(area.code) != &area) return fail_at(lines[at], "code " + area.code + " is there already");
        const bool known = find(area.parent) != nullptr;
        if (known && (area.parent == area.code || !within(area.code, area.parent)))
            return fail_at(lines[at], "code " + area.code + " does not lie in its parent");
        if (!known && !root_.empty()) return fail_at(lines[at], "parent '" + area.parent + "' is not in the file");
        if (!known) root_ = area.code;
    }
    if (root_.empty()) return fail(Errc::invalid_request, "areas: the file has none");
    return {};
}

const Area* AreaTree::find(std::string_view code) const {
    const auto code_at = [this](std::size_t at) -> std::string_view { return areas_[at].code; };
    const auto found = std::ranges::lower_bound(by_code_, code, {}, code_at);
    return found != by_code_.end() && areas_[*found].code == code ? &areas_[*found] : nullptr;
}

std::vector<const Area*> AreaTree::children(std::string_view parent) const {
    const auto parent_at = [this](std::size_t at) -> std::string_view { return areas_[at].parent; };
    std::vector<const Area*> found;
    for (const std::size_t at : std::ranges::equal_range(by_parent_, parent, {}, parent_at))
        found.push_back(&areas_[at]);
    return found;
}

bool AreaTree::within(std::string_view inner, std::string_view outer) {
    return inner.starts_with(outer) && (inner.size() == outer.size() || inner[outer.size()] == '.');
}

}  // namespace sambung
