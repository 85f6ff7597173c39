// pack.yaml: the office's languages, its emergency numbers, and the words that texts show.
#pragma once

#include "dialogs/flow_set.h"
#include "model/language.h"
#include "pack_reader.h"

#include <vector>

namespace sambung::gateway {

[[nodiscard]] std::vector<Language> read_languages(PackReader& reader, const dialogs::YamlNode& root);

// P004 a number whose use is none of the known ones; P006 {darurat} names a number that `emergency` does not list, or
// 112, which is local, without a proof that it answers here.
void check_emergency(PackReader& reader, const dialogs::YamlNode& root);

// {kota} {kode} {telp} {kecamatan} {kelurahan} and those under `words`. P010 P012 W056
[[nodiscard]] dialogs::OfficeWords read_words(PackReader& reader, const dialogs::YamlNode& root);

}  // namespace sambung::gateway
