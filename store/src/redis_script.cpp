#include "redis_script.h"

#include "embedded_scripts.h"

#include <array>
#include <bit>
#include <cstdint>
#include <stdexcept>
#include <utility>

namespace sambung::store {

namespace {

using Digest = std::array<std::uint32_t, 5>;

std::uint32_t word_at(std::string_view block, std::size_t at) {
    std::uint32_t word = 0;
    for (std::size_t byte = 0; byte < 4; ++byte) word = word << 8U | static_cast<unsigned char>(block[at + byte]);
    return word;
}

// The four rounds of FIPS 180-4 section 6.1.2: a function of three words and a constant each.
std::uint32_t mixed(std::size_t step, std::uint32_t b, std::uint32_t c, std::uint32_t d) {
    if (step < 20) return ((b & c) | (~b & d)) + 0x5a827999U;
    if (step < 40) return (b ^ c ^ d) + 0x6ed9eba1U;
    if (step < 60) return ((b & c) | (b & d) | (c & d)) + 0x8f1bbcdcU;
    return (b ^ c ^ d) + 0xca62c1d6U;
}

void add_block(Digest& digest, std::string_view block) {
    std::array<std::uint32_t, 80> words{};
    for (std::size_t at = 0; at < 16; ++at) words[at] = word_at(block, at * 4);
    for (std::size_t at = 16; at < 80; ++at)
        words[at] = std::rotl(words[at - 3] ^ words[at - 8] ^ words[at - 14] ^ words[at - 16], 1);
    auto [a, b, c, d, e] = digest;
    for (std::size_t step = 0; step < 80; ++step) {
        const std::uint32_t next = std::rotl(a, 5) + mixed(step, b, c, d) + e + words[step];
        e = std::exchange(d, std::exchange(c, std::rotl(std::exchange(b, std::exchange(a, next)), 30)));
    }
    digest = {digest[0] + a, digest[1] + b, digest[2] + c, digest[3] + d, digest[4] + e};
}

std::string padded(std::string_view text) {
    std::string bytes{text};
    bytes += '\x80';
    while (bytes.size() % 64 != 56) bytes += '\0';
    for (unsigned shift = 64; shift > 0; shift -= 8) bytes += static_cast<char>(text.size() * 8 >> (shift - 8) & 0xffU);
    return bytes;
}

RedisCommand built(std::string_view verb, std::string_view script, const ScriptCall& call) {
    const std::string keys = std::to_string(call.keys.size());
    std::vector<std::string_view> all{verb, script, keys};
    all.insert(all.end(), call.keys.begin(), call.keys.end());
    all.insert(all.end(), call.arguments.begin(), call.arguments.end());
    return RedisCommand{all};
}

}  // namespace

std::string script_digest(std::string_view text) {
    Digest digest{0x67452301U, 0xefcdab89U, 0x98badcfeU, 0x10325476U, 0xc3d2e1f0U};
    const std::string bytes = padded(text);
    for (std::size_t at = 0; at < bytes.size(); at += 64) add_block(digest, std::string_view{bytes}.substr(at, 64));
    std::string hex;
    for (std::uint32_t word : digest)
        for (int shift = 28; shift >= 0; shift -= 4) hex += "0123456789abcdef"[word >> shift & 15U];
    return hex;
}

RedisScript RedisScript::embedded(std::string_view name) {
    for (const auto& file : embedded_scripts::files)
        if (file.name == name) return {file.text, store::script_digest(file.text)};
    throw std::logic_error("no such script in the program");
}

RedisCommand ScriptCall::by_digest() const { return built("EVALSHA", script_digest, *this); }
RedisCommand ScriptCall::by_text() const { return built("EVAL", script_text, *this); }

Task<Result<RedisReply>> run(std::shared_ptr<RedisConnection> redis, ScriptCall call) {
    Result<RedisReply> reply = co_await redis->ask(call.by_digest());
    if (reply && reply->error_word() == "NOSCRIPT") reply = co_await redis->ask(call.by_text());
    co_return granted(std::move(reply));
}

}  // namespace sambung::store
