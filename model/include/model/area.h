// Administrative areas by their Kemendagri codes: "32.76" city, "32.76.06" kecamatan, "32.76.06.1001" kelurahan.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "model/error.h"

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
    // CSV with the header `code,name,parent`; lines that begin with '#' are notices. Errc::invalid_request names the line.
    [[nodiscard]] static Result<AreaTree> parse(std::string_view csv);

    [[nodiscard]] const Area* find(std::string_view code) const;                    // nullptr if unknown
    [[nodiscard]] std::vector<const Area*> children(std::string_view parent) const;  // in file order
    [[nodiscard]] std::string_view root() const { return root_; }                    // code of the city
    [[nodiscard]] const std::vector<Area>& all() const { return areas_; }
    // True if `inner` is `outer` or lies in it.
    [[nodiscard]] static bool within(std::string_view inner, std::string_view outer);

  private:
    std::vector<Area> areas_;
    std::string root_;
};

}  // namespace sambung
