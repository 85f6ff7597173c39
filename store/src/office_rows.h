// Rows of `office_documents`: what is sealed is opened here, and sealed when it comes in.
#pragma once

#include "clerk.h"
#include "store/office_documents.h"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace sambung::store {

// 32 bytes by which a text is known again; of what is sealed a keyed one, since a single number could be tried out.
[[nodiscard]] std::string digest_of(const Keys& keys, DocumentKind kind, std::string_view text);

// Throw BrokenSeal where a sealed text does not open.
[[nodiscard]] std::vector<OfficeDocument> documents_of(Sql& sql, const Keys& keys, DocumentKind kind);
[[nodiscard]] std::optional<OfficeDocument> document_by_text(Sql& sql, const Keys& keys, DocumentKind kind,
                                                             std::string_view text);
[[nodiscard]] std::optional<OfficeDocument> document_by_version(Sql& sql, const Keys& keys, DocumentKind kind,
                                                                std::int64_t version);
[[nodiscard]] std::optional<OfficeDocument> document_by_id(Sql& sql, const Keys& keys, std::int64_t id);
[[nodiscard]] std::optional<OfficeDocument> active_document(Sql& sql, const Keys& keys, DocumentKind kind);

// As a draft; its version.
std::int64_t insert_document(Clerk& clerk, DocumentKind kind, std::string_view text, std::string_view author);

}  // namespace sambung::store
