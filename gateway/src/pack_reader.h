// Reads the files of one pack strictly and gathers what is wrong in them. Codes: P001 a file is missing, P002 a key is
// missing, P003 a value that cannot stand here; the others are said where they are found.
#pragma once

#include "dialogs/strict_yaml.h"

#include <filesystem>
#include <functional>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace sambung::gateway {

[[nodiscard]] std::optional<std::string> read_file(const std::filesystem::path& file);

class PackReader {
 public:
    PackReader(std::filesystem::path directory, dialogs::Findings& findings)
        : directory_(std::move(directory)), findings_(findings) {}

    // That text stands for the file from now on; `name` is what findings call it.
    void instead(std::string file, std::string name, std::string text);

    [[nodiscard]] const std::filesystem::path& directory() const { return directory_; }
    [[nodiscard]] std::string path(std::string_view file) const;

    void complain(std::string_view file, dialogs::Mark at, std::string_view code, std::string sentence);
    void add(const dialogs::Findings& findings);

    [[nodiscard]] std::string text(std::string_view file);
    [[nodiscard]] dialogs::YamlNode yaml(std::string_view file, const std::vector<std::string_view>& keys);
    void keys(std::string_view file, const dialogs::YamlNode& map, const std::vector<std::string_view>& known);
    [[nodiscard]] std::string required(std::string_view file, const dialogs::YamlNode& map, std::string_view key);

    // A year, a date or nothing: when something began, or was last proved. P005
    [[nodiscard]] std::string year_or_date(std::string_view file, const dialogs::YamlNode& map, std::string_view key);
    // What citizens read: GSM-7, at most so many septets (P010), and nothing that SMS routes block (W056).
    void for_citizens(std::string_view file, dialogs::Mark at, std::string_view what, std::string_view words,
                      std::size_t longest);

 private:
    struct Given {
        std::string name, text;
    };

    std::filesystem::path directory_;
    dialogs::Findings& findings_;
    std::map<std::string, Given, std::less<>> given_;
};

// Items of the list under that key; none if there is no such list.
[[nodiscard]] const std::vector<dialogs::YamlNode>& items_of(const dialogs::YamlNode& map, std::string_view key);
[[nodiscard]] std::optional<int> number(std::string_view text);

}  // namespace sambung::gateway
