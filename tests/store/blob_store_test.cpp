#include "store/blob_store.h"

#include "blob_stream.h"
#include "books.h"

#include <gmock/gmock.h>

#include <csignal>
#include <fstream>
#include <sys/resource.h>
#include <sys/stat.h>

namespace sambung::store {
namespace {

namespace fs = std::filesystem;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::Not;

constexpr std::chrono::seconds any_age{0};

class Blobs : public testing::Test {
 protected:
    static SecretKey key_of(unsigned char number) {
        SecretKey key{};
        key.fill(number);
        return key;
    }
    MediaAddress keep(std::string_view content, const MediaKey& key, std::size_t piece = 10'000) {
        const auto writer = blobs_.begin(key).value();
        for (std::size_t at = 0; at < content.size(); at += piece)
            EXPECT_TRUE(writer->write(content.substr(at, piece)));
        return writer->keep().value();
    }
    Result<std::string> read(const MediaAddress& address, const MediaKey& key) {
        auto reader = blobs_.read(address, key);
        if (!reader) return std::unexpected(reader.error());
        std::string all;
        for (;;) {
            Result<std::string> piece = (*reader)->next();
            if (!piece) return piece;
            if (piece->empty()) return all;
            all += *piece;
        }
    }
    Errc fault(const MediaAddress& address, const MediaKey& key) {
        const Result<std::string> got = read(address, key);
        return got ? Errc::internal : got.error().code;
    }
    fs::path place(const MediaAddress& address) const {
        return folder_ / "media" / address.hex().substr(0, 2) / address.hex();
    }
    std::vector<std::string> files() const {
        std::vector<std::string> names;
        for (const auto& each : fs::recursive_directory_iterator{folder_ / "media"})
            if (each.is_regular_file()) names.push_back(each.path().filename().string());
        return names;
    }
    static void replace(const fs::path& file, const std::string& bytes) {
        std::ofstream{file, std::ios::binary | std::ios::trunc} << bytes;
    }

    TemporaryFolder folder_;
    BlobStore blobs_ = BlobStore::open(folder_ / "media").value();
    MediaKey mine_{key_of(1)};
    MediaKey other_{key_of(2)};
};

TEST_F(Blobs, WhatIsKeptIsReadAgainWhateverItsLength) {
    for (const std::size_t length : {0UZ, 1UZ, blob_piece - 1, blob_piece, blob_piece + 1, 3 * blob_piece + 7}) {
        std::string content(length, 'x');
        for (std::size_t i = 0; i < length; i += 251) content[i] = static_cast<char>(i);
        const MediaAddress address = keep(content, mine_);
        EXPECT_EQ(read(address, mine_).value(), content) << length;
    }
}

TEST_F(Blobs, OnDiskNothingOfItCanBeRead) {
    const MediaAddress address = keep("\xFF\xD8\xFF nenek di emperan", mine_);
    const std::string bytes = bytes_of(place(address));
    EXPECT_THAT(bytes, Not(HasSubstr("\xFF\xD8\xFF")));
    EXPECT_THAT(bytes, Not(HasSubstr("emperan")));
    struct stat file{};
    struct stat folder{};
    ::stat(place(address).c_str(), &file);
    ::stat(place(address).parent_path().c_str(), &folder);
    EXPECT_EQ(file.st_mode & 0777U, 0600U);
    EXPECT_EQ(folder.st_mode & 0777U, 0700U);
}

TEST_F(Blobs, TheSamePhotoOfTwoCasesIsTwoFiles) {
    const MediaAddress first = keep("photo", mine_);
    const MediaAddress second = keep("photo", other_);
    EXPECT_NE(first, second);
    ASSERT_TRUE(blobs_.drop(first, any_age));
    EXPECT_EQ(read(second, other_).value(), "photo") << "erasing one leaves the other";
    EXPECT_EQ(fault(first, mine_), Errc::not_found);
}

TEST_F(Blobs, TheSamePhotoTwiceOfOneCaseIsOneFile) {
    EXPECT_EQ(keep("photo", mine_), keep("photo", mine_, 1));
    EXPECT_EQ(files().size(), 1U);
}

TEST_F(Blobs, TheAddressIsTheHmacOfTheDigestUnderTheCaseKey) {
    // Python: hmac.new(bytes([1]) * 32, hashlib.sha256(b"photo").digest(), "sha256").hexdigest()
    EXPECT_EQ(keep("photo", mine_).hex(), "bf7e52c6e35521272414314acbe90ab046f0e04d6baec11f4fab42c76ca64cd5");
}

TEST_F(Blobs, AnotherCasesKeyOpensNothing) { EXPECT_EQ(fault(keep("photo", mine_), other_), Errc::not_authentic); }

TEST_F(Blobs, WhateverWasChangedOnDiskDoesNotOpen) {
    const std::string content(2 * blob_piece + 100, 'p');
    const MediaAddress address = keep(content, mine_);
    const std::string good = bytes_of(place(address));
    const std::string first = good.substr(blob_head, sealed_piece);
    const std::string second = good.substr(blob_head + sealed_piece, sealed_piece);
    const std::string last = good.substr(blob_head + 2 * sealed_piece);
    const std::string head = good.substr(0, blob_head);
    std::vector<std::pair<std::string, std::string>> rows{
        {"nothing left", ""},
        {"no head", first + second + last},
        {"cut after a piece", head + first + second},
        {"cut within a piece", good.substr(0, good.size() - 1)},
        {"a piece missing", head + first + last},
        {"pieces exchanged", head + second + first + last},
        {"a piece twice", head + first + first + second + last},
        {"bytes behind it", good + "x"},
    };
    for (const std::size_t at : {0UZ, 5UZ, blob_head, blob_head + sealed_piece + 3, good.size() - 1}) {
        std::string changed = good;
        changed[at] = static_cast<char>(changed[at] ^ 1);
        rows.emplace_back("byte " + std::to_string(at), changed);
    }
    for (const auto& [what, bytes] : rows) {
        replace(place(address), bytes);
        EXPECT_EQ(fault(address, mine_), Errc::not_authentic) << what;
    }
    replace(place(address), good);
    EXPECT_EQ(read(address, mine_).value(), content);
}

TEST_F(Blobs, APhotoInAnothersPlaceIsNotShownAsThatOne) {
    const MediaAddress first = keep("the first", mine_);
    const MediaAddress second = keep("the second", mine_);
    fs::copy_file(place(first), place(second), fs::copy_options::overwrite_existing);
    EXPECT_EQ(fault(second, mine_), Errc::not_authentic);
}

TEST_F(Blobs, WhatWasNotKeptLeavesNothing) {
    {
        const auto writer = blobs_.begin(mine_).value();
        ASSERT_TRUE(writer->write(std::string(200'000, 'x')));
        EXPECT_EQ(files().size(), 1U);
    }
    EXPECT_THAT(files(), IsEmpty());
}

TEST_F(Blobs, ADiskThatIsFullKeepsNothing) {
    std::signal(SIGXFSZ, SIG_IGN);
    rlimit before{};
    ::getrlimit(RLIMIT_FSIZE, &before);
    const rlimit small{.rlim_cur = 100'000, .rlim_max = before.rlim_max};
    ::setrlimit(RLIMIT_FSIZE, &small);
    {
        const auto writer = blobs_.begin(mine_).value();
        const Result<> written = writer->write(std::string(300'000, 'x'));
        ASSERT_FALSE(written);
        EXPECT_EQ(written.error().code, Errc::unavailable);
    }
    ::setrlimit(RLIMIT_FSIZE, &before);
    EXPECT_THAT(files(), IsEmpty());
}

TEST_F(Blobs, ASweepListsWhatIsOldAndClearsWhatACrashLeft) {
    const MediaAddress kept = keep("photo", mine_);
    replace(folder_ / "media" / "unfinished" / "left-by-a-crash", "half");
    replace(folder_ / "media" / "notes.txt", "of the administrator");
    EXPECT_THAT(blobs_.list(std::chrono::hours{1}).value(), IsEmpty()) << "nothing is that old";
    EXPECT_EQ(files().size(), 3U);
    EXPECT_THAT(blobs_.list(any_age).value(), ElementsAre(kept));
    EXPECT_THAT(files(), testing::UnorderedElementsAre(kept.hex(), "notes.txt"));
}

TEST_F(Blobs, WhatWasKeptAnewMeanwhileIsNotDropped) {
    const MediaAddress kept = keep("photo", mine_);
    ASSERT_TRUE(blobs_.drop(kept, std::chrono::hours{1}));
    EXPECT_EQ(read(kept, mine_).value(), "photo");
    ASSERT_TRUE(blobs_.drop(kept, any_age));
    ASSERT_TRUE(blobs_.drop(kept, any_age)) << "twice is no error";
}

TEST_F(Blobs, AFolderThatCannotBeMadeIsTold) {
    replace(folder_ / "a-file", "");
    const Result<BlobStore> made = BlobStore::open(folder_ / "a-file");
    ASSERT_FALSE(made);
    EXPECT_EQ(made.error().code, Errc::misconfigured);
}

}  // namespace
}  // namespace sambung::store
