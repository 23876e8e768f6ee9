#pragma once
// Damaged copies of real replies, the same ones for the same seed: what lines, wall messages, crashes and
// bugs do to XML.

#include <cstdint>
#include <filesystem>
#include <random>
#include <string>
#include <vector>

namespace support {

class Mutations {
  public:
    explicit Mutations(std::uint32_t seed);
    /// Adds the XML files below `folder` to what is damaged.
    void learn(const std::filesystem::path& folder);
    std::string next();

  private:
    std::size_t below(std::size_t limit) { return limit ? random_() % limit : 0; }
    void damage(std::string& bytes);

    std::mt19937 random_;
    std::vector<std::string> originals_;
};

}  // namespace support
