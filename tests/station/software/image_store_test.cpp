#include "station/software/image_store.hpp"

#include "tests/support/temp_folder.hpp"
#include "yang/schema.hpp"

#include <gmock/gmock.h>

#include <fstream>
#include <thread>

namespace {

using testing::AllOf;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;

constexpr auto now = "2026-11-22T12:00:00.000Z";
constexpr auto sha256_of_abc = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad";  // FIPS 180-2, appendix B
constexpr auto md5_of_abc = "900150983cd24fb0d6963f7d28e17f72";                                     // RFC 1321, appendix A.5

class Images : public testing::Test {
  protected:
    std::filesystem::path written(const std::string& name, const std::string& text) const {
        std::ofstream{folder / name, std::ios::binary} << text;
        return folder / name;
    }
    station::ImageStore store() const { return {schema(), folder / "images"}; }
    static const yang::Schema& schema() {
        static const yang::Schema one{yang::data_folder() / "yang"};
        return one;
    }
    template <typename Call>
    static std::string trouble(Call call) {
        try {
            call();
        } catch (const std::exception& wrong) {
            return wrong.what();
        }
        return "none";
    }
    support::TempFolder folder;
};

TEST_F(Images, AreCopiedListedAndFoundAgain) {
    auto first = store();
    EXPECT_EQ(first.add(written("a.tgz", "abc"), std::nullopt, now).sha256, sha256_of_abc);
    const auto second = store();
    ASSERT_EQ(second.images().size(), 1u);
    EXPECT_EQ(second.images().at("a.tgz"), first.images().at("a.tgz"));
    EXPECT_EQ(second.images().at("a.tgz").bytes, 3u);
    EXPECT_TRUE(second.has("a.tgz"));
    EXPECT_EQ(second.damage("a.tgz"), "");
}

TEST_F(Images, TheMakersDigestHasToBeRight) {
    auto images = store();
    const auto file = written("a.tgz", "abc");
    EXPECT_EQ(images.add(file, station::published(" BA7816BF 8F01CFEA 414140DE 5DAE2223 B00361A3 96177A9C B410FF61 F20015AD", "page"), now).maker->method, "sha256");
    EXPECT_THAT(trouble([&] { images.add(written("b.tgz", "abd"), station::published(sha256_of_abc, "page"), now); }),
                AllOf(HasSubstr("not what its maker published"), HasSubstr(sha256_of_abc), HasSubstr("page")));
    EXPECT_FALSE(images.has("b.tgz")) << "nothing of it is kept";
    EXPECT_FALSE(std::filesystem::exists(folder / "images" / ".b.tgz.part"));
    EXPECT_THAT(trouble([&] { station::published("abc", "page"); }), HasSubstr("is no digest"));
}

TEST_F(Images, ADigestBesideTheImageCounts) {
    auto images = store();
    written("a.tgz.md5", std::string{"MD5 (a.tgz) = "} + md5_of_abc + "\n");
    EXPECT_EQ(images.add(written("a.tgz", "abc"), std::nullopt, now).maker, (station::Published{"md5", md5_of_abc, "a.tgz.md5"}));
    written("b.tgz.sha256", std::string{sha256_of_abc} + "  b.tgz\n");
    EXPECT_THAT(trouble([&] { images.add(written("b.tgz", "other"), std::nullopt, now); }), HasSubstr("b.tgz.sha256"));
    EXPECT_EQ(store().images().at("a.tgz").maker->digest, md5_of_abc) << "it is on the disk";
}

TEST_F(Images, WhatWasTouchedIsReadAgainAndRefusedWhenItIsAnother) {
    auto images = store();
    images.add(written("a.tgz", "abc"), std::nullopt, now);
    const auto there = folder / "images" / "a.tgz";
    std::filesystem::last_write_time(there, std::filesystem::last_write_time(there) + std::chrono::hours{1});
    EXPECT_EQ(images.checked("a.tgz", now).sha256, sha256_of_abc) << "touched, and the same";
    std::ofstream{there, std::ios::binary} << "abd";
    std::filesystem::last_write_time(there, std::filesystem::last_write_time(there) + std::chrono::hours{2});
    EXPECT_THAT(trouble([&] { images.checked("a.tgz", now); }), AllOf(HasSubstr("is not what was added on 2026-11-22"), HasSubstr(sha256_of_abc)));
    EXPECT_THAT(images.damage("a.tgz"), HasSubstr("is not what was added"));
}

TEST_F(Images, WhatLiesThereIsListedWhenItIsUsed) {
    std::filesystem::create_directory(folder / "images");
    written("images/a.tgz", "abc");
    auto images = store();
    EXPECT_THAT(images.unlisted(), ElementsAre("a.tgz"));
    EXPECT_EQ(images.checked("a.tgz", now).sha256, sha256_of_abc);
    EXPECT_THAT(store().unlisted(), IsEmpty());
    EXPECT_THAT(trouble([&] { images.checked("b.tgz", now); }), HasSubstr("there is no image"));
}

TEST_F(Images, AreRemovedFromListAndDisk) {
    auto images = store();
    images.add(written("a.tgz", "abc"), std::nullopt, now);
    images.remove("a.tgz");
    EXPECT_FALSE(images.has("a.tgz"));
    EXPECT_THAT(store().images(), IsEmpty());
    for (const auto* name : {"a.tgz", "images.json", "../a.tgz"}) EXPECT_THAT(trouble([&] { images.remove(name); }), HasSubstr("there is no image")) << name;
    EXPECT_TRUE(std::filesystem::exists(folder / "a.tgz"));
}

TEST_F(Images, ADamagedIndexIsNamed) {
    std::filesystem::create_directory(folder / "images");
    written("images/images.json", R"({"station-images:images":{"image":[{"file":"a.tgz","bytes":"3"}]}})");
    EXPECT_THAT(trouble([&] { store(); }), HasSubstr("images.json"));
}

TEST_F(Images, SeveralProgramsAddAtOnce) {
    written("x", "abc");
    std::vector<std::jthread> threads;
    for (int i = 0; i < 8; ++i) {
        std::filesystem::copy_file(folder / "x", folder / ("i" + std::to_string(i) + ".tgz"));
        threads.emplace_back([this, i] { store().add(folder / ("i" + std::to_string(i) + ".tgz"), std::nullopt, now); });
    }
    threads.clear();
    EXPECT_EQ(store().images().size(), 8u) << "none overwrote what another had written";
}

}  // namespace
