#include "shown.h"

#include "services.h"
#include "times.h"

#include <algorithm>
#include <iterator>
#include <string>
#include <string_view>

namespace sambung::gateway::open311 {

namespace json = boost::json;

namespace {

struct Note {
    std::string_view word;  // what a citizen sees
    std::string_view words;
};
constexpr Note notes[] = {{"DITERIMA", "Laporan sudah masuk."},
                          {"DICEK", "Petugas sedang memeriksa laporan ini."},
                          {"BUTUH DATA", "Petugas menunggu keterangan dari pelapor."},
                          {"DITANGANI", "Petugas sedang menanganinya."},
                          {"DIRUJUK", "Laporan sudah diteruskan ke unit yang menangani."},
                          {"SELESAI", "Laporan sudah selesai ditangani."},
                          {"TIDAK DAPAT", "Petugas belum dapat membantu. Pelapor bisa meminta diperiksa lagi."},
                          {"DIBATALKAN", "Laporan dibatalkan."},
                          {"DIGABUNG", "Hal yang sama sudah dilaporkan dan tetap dikerjakan."}};

bool is_closed(cases::Status status) {
    return status == cases::Status::closed || status == cases::Status::cancelled || status == cases::Status::merged;
}

std::string_view word_of(const store::Request& request, bool confidential) {
    if (confidential) return is_closed(request.status) ? "SELESAI" : "DITERIMA";
    return request.ending ? cases::citizen_word(request.status, *request.ending) : cases::citizen_word(request.status);
}

std::string_view note_of(std::string_view word) {
    const auto* const found = std::ranges::find(notes, word, &Note::word);
    return found == std::end(notes) ? std::string_view{} : found->words;
}

// "Kemiri Muka, Beji, Kota Depok".
std::string address_of(const AreaTree& areas, std::string_view code) {
    std::string out;
    for (const Area* area = areas.find(code); area != nullptr; area = areas.find(area->parent))
        out += (out.empty() ? "" : ", ") + area->name;
    return out;
}

void add_place_and_unit(json::object& out, const cases::Office& office, const store::Request& request) {
    if (const cases::Unit* unit = office.unit(request.unit)) out["agency_responsible"] = unit->name;
    if (office.areas.find(request.area) == nullptr) return;
    out["address"] = address_of(office.areas, request.area);
    out["address_id"] = request.area;
}

}  // namespace

json::object shown(const cases::Office& office, const store::Request& request, Extensions extensions) {
    const std::optional<Service> service = named_service(office, request.kind, request.category);
    const bool confidential = request.restricted || !service;
    const std::string_view word = word_of(request, confidential);
    json::object out{{"service_request_id", request.ticket.digits()},
                     {"status", is_closed(request.status) ? "closed" : "open"},
                     {"status_notes", note_of(word)},
                     {"service_name", confidential ? neutral_name : std::string_view{service->name}},
                     {"service_code", confidential ? neutral_code : std::string_view{service->code}},
                     {"requested_datetime", iso(request.filed)},
                     {"updated_datetime", iso(request.changed)}};
    if (cases::is_open(request.status)) out["expected_datetime"] = iso(request.due);
    if (!confidential) add_place_and_unit(out, office, request);
    if (extensions == Extensions::wanted) out["extended_attributes"] = json::object{{"status", word}};
    return out;
}

}  // namespace sambung::gateway::open311
