#include "signing.h"
#include "store/backup.h"

#include <charconv>

namespace sambung::store {

namespace {

constexpr std::string_view title = "Sambung backup 1\n";

std::string statement(const BackupManifest& manifest) {
    std::string text{title};
    text += "version: " + manifest.version + "\nschema: " + std::to_string(manifest.schema) +
            "\ntime: " + std::to_string(to_millis(manifest.at)) + "\nevents: " + std::to_string(manifest.events) +
            "\nhead: " + manifest.head + "\ncases: " + std::to_string(manifest.cases) +
            "\nerasures: " + std::to_string(manifest.erasures) + "\n";
    for (const BackupPart& part : manifest.parts)
        text += "part: " + part.sha256 + " " + std::to_string(part.bytes) + " " + part.name + "\n";
    return text;
}

std::string_view take(std::string_view& text, std::string_view label) {
    const auto end = text.find('\n');
    if (!text.starts_with(label) || end == std::string_view::npos) return {};
    const std::string_view value = text.substr(label.size(), end - label.size());
    text.remove_prefix(end + 1);
    return value;
}

std::int64_t number_in(std::string_view text) {
    std::int64_t number = -1;
    std::from_chars(text.data(), text.data() + text.size(), number);
    return number;
}

BackupPart part_in(std::string_view value) {
    const auto first = value.find(' ');
    const auto second = first == std::string_view::npos ? first : value.find(' ', first + 1);
    if (second == std::string_view::npos) return {};
    return {.name = std::string{value.substr(second + 1)},
            .bytes = static_cast<std::uint64_t>(number_in(value.substr(first + 1, second - first - 1))),
            .sha256 = std::string{value.substr(0, first)}};
}

}  // namespace

std::string write_manifest(const BackupManifest& manifest, const Keys& keys) {
    const std::string text = statement(manifest);
    return text + "signature: " + sign(keys, text) + "\n";
}

// What is not as it would be written again does not match, so leniency here does no harm.
Result<BackupManifest> read_manifest(std::string_view text, const Keys& keys) {
    if (!text.starts_with(title)) return fail(Errc::not_authentic, "it is no backup of ours");
    const std::string_view whole = text;
    text.remove_prefix(title.size());
    BackupManifest manifest;
    manifest.version = take(text, "version: ");
    manifest.schema = number_in(take(text, "schema: "));
    manifest.at = from_millis(number_in(take(text, "time: ")));
    manifest.events = number_in(take(text, "events: "));
    manifest.head = take(text, "head: ");
    manifest.cases = number_in(take(text, "cases: "));
    manifest.erasures = number_in(take(text, "erasures: "));
    while (text.starts_with("part: ")) {
        const std::size_t before = text.size();
        manifest.parts.push_back(part_in(take(text, "part: ")));
        if (text.size() == before) break;  // a line without an end
    }
    const std::string_view signature = take(text, "signature: ");
    const std::string again = statement(manifest);
    if (again + "signature: " + std::string{signature} + "\n" != whole)
        return fail(Errc::not_authentic, "the backup's manifest is not as it was written");
    if (!is_signed(public_key(keys), again, signature))
        return fail(Errc::not_authentic, "the backup's manifest was changed, or made under another root key");
    return manifest;
}

}  // namespace sambung::store
