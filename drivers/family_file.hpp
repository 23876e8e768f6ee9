#pragma once
// Reads one family's document over a family that holds what its parent says, entry by entry. Only for drivers/family_file*.cpp; everybody
// else loads Families.

#include "drivers/expect.hpp"
#include "drivers/family.hpp"
#include "yang/schema.hpp"

#include <algorithm>
#include <stdexcept>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace drivers {

class FamilyFile {
  public:
    FamilyFile(const yang::Document& document, Family& family) : document_{document}, family_{family} {}
    void read();

  private:
    void text(std::string& value, const yang::Node& node) {
        if (node) value = node.text();
    }
    void flag(bool& value, const yang::Node& node) {
        if (node) value = node.flag();
    }
    void pattern(std::string& value, const yang::Node& node);
    void patterns(std::vector<std::string>& values, const yang::Node& parent, std::string_view name);
    void texts(std::vector<std::string>& values, const yang::Node& parent, std::string_view name);
    void keys(std::string& value, const yang::Node& node);
    void span(Clock::duration& value, const yang::Node& node);
    /// What YANG cannot check is said like what it can: with file and line.
    template <class Check>
    void in_words(const yang::Node& node, Check check) {
        try {
            check();
        } catch (const std::invalid_argument& wrong) {
            throw document_.error(node, wrong.what());
        }
    }
    /// The word's value; yang has checked that it is one of these.
    template <class Kind, std::size_t n>
    void word(Kind& value, const yang::Node& node, const std::pair<std::string_view, Kind> (&kinds)[n]) {
        if (!node) return;
        const auto text = node.text();
        const auto found = std::find_if(std::begin(kinds), std::end(kinds), [&](const auto& kind) { return kind.first == text; });
        if (found != std::end(kinds)) value = found->second;
    }
    /// The entry that `same` finds, or a new one before those of the parent, in the order of this file.
    template <class List, class Same>
    auto& entry(List& list, std::size_t& fresh, Same same) {
        if (const auto found = std::find_if(list.begin(), list.end(), same); found != list.end())
            return *found;
        return *list.emplace(list.begin() + static_cast<std::ptrdiff_t>(fresh++));
    }
    /// The same, by the entry's name, which it has afterwards.
    template <class List>
    auto& named_entry(List& list, std::size_t& fresh, const yang::Node& node) {
        const auto name = node["name"].text();
        auto& found = entry(list, fresh, [&](const auto& other) { return other.name == name; });
        found.name = name;
        return found;
    }
    /// Takes out what the file says is not offered, as far as it came from the parent. True when it was.
    template <class List, class Same>
    bool withdrawn(List& list, const yang::Node& node, Same same) {
        if (!node["offered"] || node["offered"].flag()) return false;
        std::erase_if(list, same);
        return true;
    }
    /// The same, by the entry's name.
    template <class List>
    bool withdrawn_by_name(List& list, const yang::Node& node) {
        const auto name = node["name"].text();
        return withdrawn(list, node, [&](const auto& other) { return other.name == name; });
    }
    void require(bool there, const yang::Node& node, const char* what) {
        if (!there)
            throw document_.error(node, std::string{"has no "} + what + ", and no parent that says it");
    }

    void read_console(const yang::Node& node);
    void read_modes(const yang::Node& root);
    void read_mode(Mode& mode, const yang::Node& node);
    void read_marks(const yang::Node& boot);
    void read_defects(const yang::Node& root);
    void read_queries(const yang::Node& root);
    void read_answers(std::vector<Answer>& answers, const yang::Node& node);
    void read_levels(const yang::Node& reset);
    void read_level(ResetLevel& level, const yang::Node& node);
    void read_factory(const yang::Node& node);
    void read_listing(Listing& listing, const yang::Node& node);
    void read_proof(Proof& proof, const yang::Node& node);
    void read_packages(const yang::Node& root);
    void take_after(Package& package, const yang::Node& like);
    void read_package(Package& package, const yang::Node& node);
    void read_trouble(Package& package, const yang::Node& node);
    void read_pending(Package& package, const yang::Node& node);
    void read_copies(const yang::Node& root);
    void read_management(const yang::Node& node);
    void read_omissions(const yang::Node& root);
    void read_dialogues(const yang::Node& root);
    void read_paths(const yang::Node& recovery);
    void read_path(RecoveryPath& path, const yang::Node& node);
    void read_refusals(const yang::Node& recovery);
    void read_samples(const yang::Node& root);
    void check_names(const yang::Node& root);
    void check_path(const RecoveryPath& path, const yang::Node& root);

    const yang::Document& document_;
    Family& family_;
};

}  // namespace drivers
