// All families of a folder, parents first.

#include "drivers/expect.hpp"
#include "drivers/family_file.hpp"

#include <algorithm>
#include <stdexcept>

namespace drivers {

Families::Families(const yang::Schema& schema, const std::filesystem::path& folder) {
    std::vector<yang::Document> waiting;
    std::vector<std::filesystem::path> files;
    for (const auto& item : std::filesystem::directory_iterator{folder})
        if (item.path().extension() == ".yaml") files.push_back(item.path());
    std::sort(files.begin(), files.end());
    for (const auto& file : files) waiting.push_back(schema.read_yaml(file));
    while (!waiting.empty()) {
        // Parents first: whoever's parent is there, or who has none, is read now.
        const auto ready = std::find_if(waiting.begin(), waiting.end(), [&](const yang::Document& document) {
            const auto parent = document.root()["based-on"].text_or("");
            return parent.empty() || by_name(parent);
        });
        if (ready == waiting.end())
            throw waiting.front().error(waiting.front().root()["based-on"],
                                        "there is no such family to build on");
        const auto* parent = by_name(ready->root()["based-on"].text_or(""));
        Family family = parent ? *parent : Family{};
        FamilyFile{*ready, family}.read();
        if (by_name(family.name)) throw ready->error(ready->root()["family"], "is there twice");
        all_.push_back(std::move(family));
        waiting.erase(ready);
    }
}

const Family* Families::by_name(std::string_view name) const {
    const auto found = std::find_if(all_.begin(), all_.end(), [&](const auto& family) { return family.name == name; });
    return found == all_.end() ? nullptr : &*found;
}

const Family& Families::base() const {
    if (const auto* family = by_name("junos")) return *family;
    throw std::runtime_error{"the family \"junos\", on which all others are based, is missing from drivers/families"};
}

const Family* Families::by_model(std::string_view model, std::string_view routing_engine) const {
    const Family* general = nullptr;
    for (const auto& family : all_) {
        if (family.model.empty() || !TextPattern{family.model}.found_in(model)) continue;
        if (family.routing_engine.empty())
            general = general ? general : &family;
        else if (!routing_engine.empty() && TextPattern{family.routing_engine}.found_in(routing_engine))
            return &family;
    }
    return general;
}

bool Families::told_by_routing_engine(std::string_view model) const {
    return !by_model(model, "") && std::any_of(all_.begin(), all_.end(), [model](const Family& family) {
        return !family.model.empty() && TextPattern{family.model}.found_in(model);
    });
}

}  // namespace drivers
