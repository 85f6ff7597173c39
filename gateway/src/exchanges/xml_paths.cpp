#include "exchanges/xml_paths.h"

#include <algorithm>
#include <string>
#include <vector>

namespace sambung::gateway {

namespace {

constexpr std::string_view blanks = " \t\r\n";
constexpr std::size_t deepest = 16;
constexpr std::size_t most_fields = 1'000;
constexpr std::size_t longest_name = 64;  // each path inside repeats it

std::string_view trimmed(std::string_view text) {
    text.remove_prefix(std::min(text.size(), text.find_first_not_of(blanks)));
    return text.substr(0, text.find_last_not_of(blanks) + 1);
}

class Walk {
 public:
    explicit Walk(std::string_view document) : rest_(trimmed(document)) {}

    std::optional<Form> fields() {
        while (!rest_.empty())
            if (!step() || out_.size() > most_fields || open_.size() > deepest) return std::nullopt;
        if (!open_.empty() || out_.empty()) return std::nullopt;
        return std::move(out_);
    }

 private:
    bool step() {
        if (!rest_.starts_with('<')) return text(rest_.substr(0, rest_.find('<')));
        if (rest_.starts_with("<!--")) return skip("-->");
        if (rest_.starts_with("<![CDATA[")) return cdata();
        if (rest_.starts_with("<?") || rest_.starts_with("<!")) return skip(">");
        const auto end = rest_.find('>');
        if (end == std::string_view::npos) return false;
        const std::string_view inside = rest_.substr(1, end - 1);
        rest_.remove_prefix(end + 1);
        return inside.starts_with('/') ? close(trimmed(inside.substr(1))) : begin(inside);
    }

    bool skip(std::string_view until) {
        const auto end = rest_.find(until);
        if (end == std::string_view::npos) return false;
        rest_.remove_prefix(end + until.size());
        return true;
    }

    bool cdata() {
        constexpr std::size_t head = std::string_view{"<![CDATA["}.size();
        const std::string_view body = rest_.substr(head, rest_.find("]]>") - head);
        return skip("]]>") && note(body);
    }

    bool text(std::string_view words) {
        rest_.remove_prefix(words.size());
        words = trimmed(words);
        return words.empty() || note(words);
    }

    bool note(std::string_view value) {
        if (open_.empty()) return false;
        out_.emplace_back(path(), value);
        told_ = true;
        return true;
    }

    bool begin(std::string_view inside) {
        const bool empty = inside.ends_with('/');
        if (empty) inside.remove_suffix(1);
        const std::string_view name = inside.substr(0, inside.find_first_of(blanks));
        if (name.empty() || name.size() > longest_name || (open_.empty() && !out_.empty())) return false;
        open_.push_back(name);
        told_ = false;
        if (!attributes(inside.substr(name.size()))) return false;
        return !empty || close(name);
    }

    bool attributes(std::string_view inside) {
        for (inside = trimmed(inside); !inside.empty(); inside = trimmed(inside)) {
            const auto equals = inside.find('=');
            if (equals == std::string_view::npos || out_.size() > most_fields) return false;
            const std::string_view name = trimmed(inside.substr(0, equals));
            inside = trimmed(inside.substr(equals + 1));
            if (inside.empty() || (inside.front() != '"' && inside.front() != '\'')) return false;
            const auto end = inside.find(inside.front(), 1);
            if (end == std::string_view::npos) return false;
            out_.emplace_back(path() + "/@" + std::string{name}, inside.substr(1, end - 1));
            inside.remove_prefix(end + 1);
        }
        return true;
    }

    bool close(std::string_view name) {
        if (open_.empty() || open_.back() != name) return false;
        if (!told_) out_.emplace_back(path(), "");
        open_.pop_back();
        told_ = true;
        return true;
    }

    std::string path() const {
        std::string out;
        for (const std::string_view name : open_) out.append(out.empty() ? "" : "/").append(name);
        return out;
    }

    std::string_view rest_;
    std::vector<std::string_view> open_;
    bool told_ = false;  // the element that is open has had a text or an element in it
    Form out_;
};

}  // namespace

std::optional<Form> xml_paths(std::string_view document) { return Walk(document).fields(); }

}  // namespace sambung::gateway
