// What is wrong with a long file: the first findings in full, the others as a number.
#pragma once

#include "dialogs/strict_yaml.h"
#include "model/csv.h"

#include <cstddef>
#include <string>
#include <string_view>
#include <utility>

namespace sambung::gateway {

class FewFindings {
 public:
    static constexpr std::size_t most = 200;

    explicit FewFindings(std::string file) : file_(std::move(file)) {}
    void add(const CsvCell& at, std::string_view code, std::string sentence) {
        if (++count_ <= most) first_.push_back({file_, {at.line, at.column}, std::string{code}, std::move(sentence)});
    }
    [[nodiscard]] const dialogs::Findings& first() const { return first_; }
    [[nodiscard]] std::size_t count() const { return count_; }

 private:
    std::string file_;
    dialogs::Findings first_;
    std::size_t count_ = 0;
};

// On standard output, for a subcommand; its exit code.
int tell(const FewFindings& findings);

}  // namespace sambung::gateway
