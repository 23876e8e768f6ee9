// All families of a folder, parents first.

#include "drivers/expect.hpp"
#include "drivers/family_file.hpp"

#include <algorithm>
#include <stdexcept>

namespace drivers {

namespace {

/// One family's documents, those of earlier folders first.
struct Layers {
    std::vector<std::pair<std::size_t, yang::Document>> documents;

    const yang::Document& last() const { return documents.back().second; }
    std::string parent() const {
        std::string parent;
        for (const auto& [layer, document] : documents) parent = document.root()["based-on"].text_or(parent);
        return parent;
    }
};

std::vector<std::filesystem::path> files_in(const std::filesystem::path& folder) {
    std::vector<std::filesystem::path> files;
    for (const auto& item : std::filesystem::directory_iterator{folder})
        if (item.path().extension() == ".yaml") files.push_back(item.path());
    std::sort(files.begin(), files.end());
    return files;
}

Layers& layers_of(std::vector<std::pair<std::string, Layers>>& all, const std::string& name) {
    const auto found = std::find_if(all.begin(), all.end(), [&](const auto& entry) { return entry.first == name; });
    return found != all.end() ? found->second : all.emplace_back(name, Layers{}).second;
}

void read_folder(const yang::Schema& schema, const std::filesystem::path& folder, std::size_t layer, std::vector<std::pair<std::string, Layers>>& all) {
    for (const auto& file : files_in(folder)) {
        auto document = schema.read_yaml(file);
        const auto root = document.root();
        if (root.name() != "family") throw document.error(root, "is a " + root.name() + ", expected a family");
        auto& layers = layers_of(all, root["family"].text());
        if (!layers.documents.empty() && layers.documents.back().first == layer) throw document.error(root["family"], "is there twice");
        layers.documents.emplace_back(layer, std::move(document));
    }
}

// Over what earlier folders say of it: which units it is of, and what it is based on, stay where the file says nothing of them.
void read_over(const yang::Document& document, Family& family, bool is_first) {
    const auto model = family.model, routing_engine = family.routing_engine, based_on = family.based_on, title = family.title;
    FamilyFile{document, family}.read();
    if (is_first) return;
    const auto root = document.root();
    if (!root["match"].given()) family.model = model, family.routing_engine = routing_engine;
    if (!root["based-on"]) family.based_on = based_on;
    if (!root["title"]) family.title = title;
}

}  // namespace

Families::Families(const yang::Schema& schema, const std::vector<std::filesystem::path>& folders) {
    std::vector<std::pair<std::string, Layers>> waiting;
    for (std::size_t layer = 0; layer < folders.size(); ++layer) read_folder(schema, folders[layer], layer, waiting);
    while (!waiting.empty()) {
        // Parents first: whoever's parent is there, or who has none, is read now.
        const auto ready = std::find_if(waiting.begin(), waiting.end(), [&](const auto& entry) {
            const auto parent = entry.second.parent();
            return parent.empty() || by_name(parent);
        });
        if (ready == waiting.end()) {
            const auto& document = waiting.front().second.last();
            std::vector<std::string> names;
            for (const auto& family : all_) names.push_back(family.name);
            const auto near = yang::nearest(waiting.front().second.parent(), names);
            throw document.error(document.root()["based-on"], "there is no such family to build on" + (near.empty() ? "" : "; did you mean " + near + "?"));
        }
        const auto* parent = by_name(ready->second.parent());
        Family family = parent ? *parent : Family{};
        const auto& documents = ready->second.documents;
        for (const auto& [layer, document] : documents) {
            read_over(document, family, &document == &documents.front().second);
            family.layer = layer;
        }
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
    const Family *general = nullptr, *told = nullptr;
    const auto later = [](const Family& family, const Family* other) { return !other || family.layer > other->layer; };
    for (const auto& family : all_) {
        if (family.model.empty() || !TextPattern{family.model}.found_in(model)) continue;
        if (family.routing_engine.empty() && later(family, general)) general = &family;
        if (!family.routing_engine.empty() && !routing_engine.empty() && TextPattern{family.routing_engine}.found_in(routing_engine) && later(family, told))
            told = &family;
    }
    return told ? told : general;
}

bool Families::told_by_routing_engine(std::string_view model) const {
    return !by_model(model, "") && std::any_of(all_.begin(), all_.end(), [model](const Family& family) {
        return !family.model.empty() && TextPattern{family.model}.found_in(model);
    });
}

}  // namespace drivers
