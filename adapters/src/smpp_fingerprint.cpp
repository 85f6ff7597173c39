#include "adapters/smpp_fingerprint.h"

#include "digests.h"

#include <algorithm>

namespace sambung::adapters::smpp {

Fingerprint fingerprint(std::string_view octets) {
    Fingerprint out{};
    const Bytes whole = digest(Hash::sha256, octets);
    std::copy_n(whole.begin(), std::min(whole.size(), out.size()), out.begin());
    return out;
}

}  // namespace sambung::adapters::smpp
