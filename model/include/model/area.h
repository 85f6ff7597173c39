// Administrative areas by their Kemendagri codes: "32.76" city, "32.76.06" kecamatan, "32.76.06.1001" kelurahan.
#pragma once

#include "model/error.h"

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace sambung {

struct Area {
    std::string code;
    std::string name;  // "Kemiri Muka"; as the decree spells it
    std::string parent;
};

// The areas of one pack; immutable, so any thread may read it. Names are not unique: Depok has two kelurahan Curug.
class AreaTree {
 public:
    AreaTree() = default;
    // CSV (RFC 4180) with the header `code,name,parent`; lines that begin with '#' are notices. The city is the one
    // area whose parent is not in the file. Errc::invalid_request names the line: a wrong field, a code twice, a second
    // root.
    [[nodiscard]] static Result<AreaTree> parse(std::string_view csv);

    [[nodiscard]] const Area* find(std::string_view code) const;                     // nullptr if unknown
    [[nodiscard]] std::vector<const Area*> children(std::string_view parent) const;  // in file order
    [[nodiscard]] std::string_view root() const { return root_; }                    // code of the city
    [[nodiscard]] const std::vector<Area>& all() const { return areas_; }
    // True if `inner` is `outer` or lies in it.
    [[nodiscard]] static bool within(std::string_view inner, std::string_view outer);

 private:
    [[nodiscard]] Result<> index(const std::vector<std::size_t>& lines);

    std::vector<Area> areas_;  // as in the file; the others are positions in it
    std::vector<std::size_t> by_code_;
    std::vector<std::size_t> by_parent_;
    std::string root_;
};

}  // namespace sambung
