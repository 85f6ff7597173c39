#include "store/database.h"

#include "database_support.h"
#include "sql.h"

#include <gmock/gmock.h>

#include <latch>
#include <mutex>
#include <thread>
#include <vector>

namespace sambung::store {
namespace {

using testing::ElementsAre;

std::unique_ptr<Database> open(DatabaseOptions options) { return Database::open(std::move(options)).value(); }

Result<> add_person(Sql& sql, PersonId person) {
    sql.run("INSERT INTO persons (id, created) VALUES (?, 0)", person);
    return {};
}

Result<std::int64_t> count_persons(Sql& sql) {
    Query row = sql.query("SELECT count(*) FROM persons");
    row.next();
    return row.integer(0);
}

// While it is closed, the writer is busy; what is enqueued meanwhile forms the next group.
class Gate {
 public:
    explicit Gate(Database& database) {
        EXPECT_TRUE(database.enqueue_write(
            Lane::filing,
            [latches = latches_](Sql&, bool&) {
                latches->entered.count_down();
                latches->opened.wait();
            },
            nullptr));
        latches_->entered.wait();
    }
    ~Gate() { open(); }
    Gate(const Gate&) = delete;
    Gate& operator=(const Gate&) = delete;
    void open() {
        if (!latches_->opened.try_wait()) latches_->opened.count_down();
    }

 private:
    struct Latches {
        std::latch entered{1};
        std::latch opened{1};
    };
    std::shared_ptr<Latches> latches_ = std::make_shared<Latches>();  // the writer may leave after this gate
};

// What the writer touches is declared before the database in these tests, so it outlives the writer.
class DatabaseTest : public testing::TestWithParam<std::string> {
 protected:
    [[nodiscard]] DatabaseOptions options() const {
        return {.path = GetParam() == "memory" ? ":memory:" : (folder_ / "cases.db").string()};
    }
    TemporaryFolder folder_;
};
INSTANTIATE_TEST_SUITE_P(Both, DatabaseTest, testing::Values("memory", "file"),
                         [](const auto& about) { return about.param; });

TEST_P(DatabaseTest, WhatWasWrittenIsRead) {
    const auto database = open(options());
    const Result<> written = await_now(database->write(Lane::filing, [](Sql& sql) { return add_person(sql, {7}); }));
    ASSERT_TRUE(written) << describe(written.error());
    EXPECT_EQ(await_now(database->read(count_persons)).value(), 1);
    EXPECT_EQ(database->read_now(count_persons).value(), 1);
}

TEST_P(DatabaseTest, AJobThatFailsUndoesItsOwnRowsOnly) {
    std::latch done{4};
    const auto database = open(options());
    Gate gate(*database);
    const auto counted = [&done](bool committed) {
        EXPECT_TRUE(committed);
        done.count_down();
    };
    const auto add = [](std::uint64_t id) { return [id](Sql& sql, bool&) { (void)add_person(sql, {id}); }; };
    ASSERT_TRUE(database->enqueue_write(Lane::filing, add(1), counted));
    ASSERT_TRUE(database->enqueue_write(
        Lane::filing,
        [](Sql& sql, bool& keep) {
            (void)add_person(sql, {2});
            keep = false;
        },
        counted));
    ASSERT_TRUE(database->enqueue_write(
        Lane::filing,
        [](Sql& sql, bool&) {
            (void)add_person(sql, {3});
            (void)add_person(sql, {3});
        },
        counted));
    ASSERT_TRUE(database->enqueue_write(Lane::filing, add(4), counted));
    gate.open();
    done.wait();
    EXPECT_EQ(database->read_now(count_persons).value(), 2);
}

TEST_P(DatabaseTest, AnErrorIsTheResultAndNothingIsKept) {
    const auto database = open(options());
    const Result<> refused = await_now(database->write(Lane::filing, [](Sql& sql) -> Result<> {
        (void)add_person(sql, {1});
        return fail(Errc::too_late, "no");
    }));
    EXPECT_EQ(refused.error().code, Errc::too_late);
    EXPECT_EQ(database->read_now(count_persons).value(), 0);
}

TEST_P(DatabaseTest, AWrongStatementIsOurBugAndLeavesNoException) {
    const auto database = open(options());
    const auto broken = [](Sql& sql) -> Result<> {
        sql.run("SELECT nonsense FROM nowhere");
        return {};
    };
    EXPECT_EQ(database->write_now(broken).error().code, Errc::internal);
    EXPECT_EQ(database->read_now(broken).error().code, Errc::internal);
    EXPECT_EQ(await_now(database->read(broken)).error().code, Errc::internal);
}

// A deferred foreign key is looked at by COMMIT only, so it stands for a commit that the disk refuses.
TEST_P(DatabaseTest, ACommitThatFailsFailsTheWholeGroup) {
    std::latch done{2};
    std::vector<bool> answers;
    const auto database = open(options());
    Gate gate(*database);
    const auto note = [&](bool committed) {
        answers.push_back(committed);
        done.count_down();
    };
    ASSERT_TRUE(database->enqueue_write(Lane::filing, [](Sql& sql, bool&) { (void)add_person(sql, {1}); }, note));
    ASSERT_TRUE(database->enqueue_write(
        Lane::filing,
        [](Sql& sql, bool&) {
            sql.script("PRAGMA defer_foreign_keys=ON");
            sql.run("INSERT INTO drafts (id, person, state, changed) VALUES (?, 99, 'dropped', 0)", Blob{"x"});
        },
        note));
    gate.open();
    done.wait();
    EXPECT_THAT(answers, ElementsAre(false, false));
    EXPECT_EQ(database->read_now(count_persons).value(), 0);
    EXPECT_TRUE(database->write_now([](Sql& sql) { return add_person(sql, {1}); })) << "the next group is not harmed";
}

TEST_P(DatabaseTest, WhoAwaitsAFailedCommitHearsUnavailable) {
    const auto database = open(options());
    const auto dangling = [](Sql& sql) -> Result<> {
        sql.script("PRAGMA defer_foreign_keys=ON");
        sql.run("INSERT INTO drafts (id, person, state, changed) VALUES (?, 99, 'dropped', 0)", Blob{"x"});
        return {};
    };
    EXPECT_EQ(await_now(database->write(Lane::filing, dangling)).error().code, Errc::unavailable);
    EXPECT_EQ(database->write_now(dangling).error().code, Errc::unavailable);
}

TEST_P(DatabaseTest, AFullQueueSaysSoAtOnce) {
    DatabaseOptions small = options();
    small.queue_limit = 3;
    std::latch done{3};
    const auto database = open(small);
    Gate gate(*database);
    for (int i = 0; i < 3; ++i)
        ASSERT_TRUE(database->enqueue_write(Lane::ordinary, [](Sql&, bool&) {}, [&done](bool) { done.count_down(); }));
    EXPECT_FALSE(database->enqueue_write(Lane::filing, [](Sql&, bool&) {}, nullptr));
    EXPECT_EQ(await_now(database->write(Lane::filing, count_persons)).error().code, Errc::unavailable);
    EXPECT_EQ(database->write_now(count_persons).error().code, Errc::unavailable);
    gate.open();
    done.wait();
    EXPECT_TRUE(database->write_now(count_persons)) << "it takes more once it has room";
}

TEST_P(DatabaseTest, FilingGoesBeforeWhatWaitsLonger) {
    std::vector<int> order;
    std::latch done{3};
    const auto database = open(options());
    Gate gate(*database);
    const auto job = [&](int number) {
        return [&, number](Sql&, bool&) {
            order.push_back(number);
            done.count_down();
        };
    };
    ASSERT_TRUE(database->enqueue_write(Lane::ordinary, job(3), nullptr));
    ASSERT_TRUE(database->enqueue_write(Lane::filing, job(1), nullptr));
    ASSERT_TRUE(database->enqueue_write(Lane::filing, job(2), nullptr));
    gate.open();
    done.wait();
    EXPECT_THAT(order, ElementsAre(1, 2, 3));
}

TEST_P(DatabaseTest, EveryWaitingCoroutineIsResumedOnItsOwnContext) {
    const auto database = open(options());
    static constexpr int threads = 4;
    static constexpr int each = 50;
    std::vector<std::thread> shards;
    for (int shard = 0; shard < threads; ++shard)
        shards.emplace_back([&database, shard] {
            boost::asio::io_context io{1};
            const std::thread::id here = std::this_thread::get_id();
            int resumed = 0;
            for (int i = 0; i < each; ++i) {
                const PersonId person{static_cast<std::uint64_t>(shard * each + i + 1)};
                boost::asio::co_spawn(
                    io.get_executor(),
                    database->write(Lane::filing, [person](Sql& sql) { return add_person(sql, person); }),
                    [&resumed, here](std::exception_ptr, Result<> written) {
                        EXPECT_TRUE(written);
                        EXPECT_EQ(std::this_thread::get_id(), here);
                        ++resumed;
                    });
            }
            io.run();
            EXPECT_EQ(resumed, each);
        });
    for (std::thread& shard : shards) shard.join();
    EXPECT_EQ(database->read_now(count_persons).value(), threads * each);
}

class DatabaseFile : public testing::Test {
 protected:
    TemporaryFolder folder_;
    std::filesystem::path path_ = folder_ / "cases.db";
};

TEST_F(DatabaseFile, ClosingFinishesWhatIsQueued) {
    auto database = open({.path = path_.string()});
    {
        Gate gate(*database);
        for (std::uint64_t id = 1; id <= 100; ++id)
            ASSERT_TRUE(database->enqueue_write(
                Lane::ordinary, [id](Sql& sql, bool&) { (void)add_person(sql, {id}); }, nullptr));
    }
    database.reset();
    EXPECT_EQ(open({.path = path_.string()})->read_now(count_persons).value(), 100);
}

TEST_F(DatabaseFile, ReadersCannotWrite) {
    const auto database = open({.path = path_.string()});
    EXPECT_FALSE(database->read_now([](Sql& sql) { return add_person(sql, {1}); }));
    EXPECT_EQ(database->read_now(count_persons).value(), 0);
}

TEST_F(DatabaseFile, AReaderSeesOneSnapshot) {
    const auto database = open({.path = path_.string()});
    const Result<> same = database->read_now([&database](Sql& sql) -> Result<> {
        const std::int64_t before = count_persons(sql).value();
        EXPECT_TRUE(database->write_now([](Sql& writer) { return add_person(writer, {1}); }));
        EXPECT_EQ(count_persons(sql).value(), before);
        return {};
    });
    EXPECT_TRUE(same);
    EXPECT_EQ(database->read_now(count_persons).value(), 1);
}

// Two processes have two of everything; here they are two databases on one file.
TEST_F(DatabaseFile, TwoProcessesMayShareIt) {
    const auto one = open({.path = path_.string()});
    const auto other = open({.path = path_.string()});
    const auto fill = [](Database& database, std::uint64_t from) {
        for (std::uint64_t id = from; id < from + 50; ++id)
            EXPECT_TRUE(database.write_now([id](Sql& sql) { return add_person(sql, {id}); }));
    };
    std::thread beside([&] { fill(*other, 1000); });
    fill(*one, 1);
    beside.join();
    EXPECT_EQ(one->read_now(count_persons).value(), 100);
    EXPECT_EQ(other->read_now(count_persons).value(), 100);
}

TEST_F(DatabaseFile, SeveralMayStartAtOnceOnANewFile) {
    std::vector<std::thread> processes;
    for (int i = 0; i < 6; ++i)
        processes.emplace_back([this] {
            const Result<std::unique_ptr<Database>> database = Database::open({.path = path_.string()});
            ASSERT_TRUE(database) << describe(database.error());
            EXPECT_EQ((*database)->read_now(count_persons).value(), 0);
        });
    for (std::thread& process : processes) process.join();
}

TEST_F(DatabaseFile, TheLogStartsAnewWhenItPassedItsCap) {
    constexpr std::uint64_t cap = 256 * 1024;
    const auto database = open({.path = path_.string(), .readers = 1, .queue_limit = 4096, .wal_cap_bytes = cap});
    const std::string payload(2000, 'x');
    const auto log_size = [this] { return std::filesystem::file_size(path_.string() + "-wal"); };
    std::uintmax_t largest = 0;
    for (int i = 1; i < 5000; ++i) {
        ASSERT_TRUE(database->write_now([&](Sql& sql) -> Result<> {
            sql.run("INSERT INTO sessions (person, revision, sealed, seen, expires_at) VALUES (?, 1, ?, ?, 0)", i,
                    Blob{payload}, Blob{""});
            return {};
        }));
        if (log_size() < largest) break;
        largest = log_size();
    }
    EXPECT_GT(largest, cap);
    EXPECT_LT(log_size(), largest) << "the log never started anew";
}

}  // namespace
}  // namespace sambung::store
