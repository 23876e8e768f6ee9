#include "station/software/catalogue.hpp"

#include "drivers/expect.hpp"
#include "drivers/family.hpp"
#include "drivers/names.hpp"
#include "yang/schema.hpp"

#include <algorithm>
#include <cctype>

namespace station {
namespace {

class Reader {
  public:
    Reader(const yang::Document& document, const CatalogueRules* rules) : document_{document}, rules_{rules} {}

    Catalogue read() const {
        const auto root = document_.root();
        if (root.name() != "catalogue") throw document_.error(root, "is a " + root.name() + ", expected a catalogue");
        Catalogue all;
        all.name = root["catalogue"].text();
        all.warn_after = static_cast<unsigned>(root["ages"]["warn-after"].integer());
        all.refuse_after = static_cast<unsigned>(root["ages"]["refuse-after"].integer());
        all.trains_per_step = static_cast<unsigned>(root["upgrades"]["trains"].integer());
        all.extended_trains_per_step = static_cast<unsigned>(root["upgrades"]["extended-trains"].integer());
        all.rule_source = root["upgrades"]["source"].text_or("");
        yang::Complaints wrong;
        if (all.refuse_after < all.warn_after)
            wrong.add(document_.error(root["ages"], "refuse-after (" + std::to_string(all.refuse_after) + " days) comes before warn-after (" + std::to_string(all.warn_after) + ")").what());
        for (const auto& row : root.all("targets")) wrong.gather([&] { add(all.targets, target(row), row); });
        for (const auto& row : root.all("trains")) wrong.gather([&] { add(all.trains, train_row(row), row); });
        for (const auto& row : root.all("floors")) wrong.gather([&] { add(all.floors, floor(row), row); });
        for (const auto& row : root.all("exceptions")) wrong.gather([&] { add(all.exceptions, exception(row), row); });
        for (const auto& row : root.all("firmware")) wrong.gather([&] { add(all.firmware, firmware(row), row); });
        wrong.tell();
        return all;
    }

  private:
    template <typename Row>
    void add(std::vector<Row>& rows, Row row, const yang::Node& node) const {
        if (std::any_of(rows.begin(), rows.end(), [&](const Row& other) { return same_place(row, other); }))
            throw document_.error(node, "is the second row for the same");
        rows.push_back(std::move(row));
    }

    std::string day(const yang::Node& node) const {
        if (!node) return {};
        if (!parse_day(node.text())) throw document_.error(node, "\"" + node.text() + "\" is no day of the calendar");
        return node.text();
    }

    std::string past_day(const yang::Node& node) const {
        auto text = day(node);
        if (rules_ && rules_->today && !text.empty() && *parse_day(text) > *rules_->today)
            throw document_.error(node, "\"" + text + "\" is yet to come; expected " + day_text(*rules_->today) + " or earlier");
        return text;
    }

    Provenance known(const yang::Node& row) const { return {past_day(row["as-of"]), row["source"].text(), row["status"].text()}; }

    std::string family(const yang::Node& node) const {
        if (!node || !rules_ || rules_->families.by_name(node.text())) return node.text_or("");
        std::vector<std::string> names;
        for (const auto& each : rules_->families.all()) names.push_back(each.name);
        const auto near = yang::nearest(node.text(), names);
        throw document_.error(node, "there is no family \"" + node.text() + "\"" + (near.empty() ? " (known: " + drivers::joined(names) + ")" : "; did you mean " + near + "?"));
    }

    std::string release(const yang::Node& node) const {
        if (!train_of(node.text())) throw document_.error(node, "\"" + node.text() + "\" is no release, expected one such as 21.4R3-S5.4");
        return node.text();
    }

    std::string pattern(const yang::Node& node) const {
        const auto text = node.text_or("");
        try {
            drivers::TextPattern{text};
        } catch (const std::invalid_argument& wrong) {
            throw document_.error(node, wrong.what());
        }
        return text;
    }

    Target target(const yang::Node& row) const {
        return {family(row["family"]), pattern(row["models"]), release(row["release"]), row["exception"].text_or(""), known(row)};
    }

    Train train(const yang::Node& row) const { return *parse_train(row["train"].text(), row["os"].text() == "evolved"); }

    TrainRow train_row(const yang::Node& row) const {
        TrainRow one{train(row), past_day(row["published"]), day(row["ended"]), row["extended"].flag(), known(row)};
        if (!one.published.empty() && !one.ended.empty() && one.ended < one.published)
            throw document_.error(row["ended"], "is before it was published (" + one.published + ")");
        return one;
    }

    SecurityFloor floor(const yang::Node& row) const {
        SecurityFloor one{train(row), "", row["older-trains"].flag(), {}, known(row), row["inclusive"].flag()};
        if (const auto node = row["release"]) {
            one.release = release(node);
            if (train_of(one.release) != one.train) throw document_.error(node, "\"" + one.release + "\" is not of train " + one.train.text() + " of " + one.train.os());
        }
        for (const auto& platform : row.all("platforms")) one.platforms.push_back(platform.text());
        return one;
    }

    FirmwareRow firmware(const yang::Node& row) const {
        return {family(row["family"]), pattern(row["models"]), pattern(row["part"]), row["type"].text(), row["at-least"].text(), known(row)};
    }

    UpgradeException exception(const yang::Node& row) const {
        const auto from = parse_train(row["from"].text(), false), to = parse_train(row["to"].text(), false);
        if (from && to && *to < *from) throw document_.error(row["to"], "\"" + to->text() + "\" is before from (" + from->text() + ")");
        return {family(row["family"]), row["from"].text(), row["to"].text(), known(row)};
    }

    const yang::Document& document_;
    const CatalogueRules* rules_;
};

}  // namespace

bool same_place(const Target& a, const Target& b) { return a.family == b.family && a.models == b.models; }
bool same_place(const TrainRow& a, const TrainRow& b) { return a.train == b.train; }
bool same_place(const UpgradeException& a, const UpgradeException& b) { return a.family == b.family && a.from == b.from && a.to == b.to; }
bool same_place(const SecurityFloor& a, const SecurityFloor& b) {
    return a.train == b.train && a.older_trains == b.older_trains && a.platforms == b.platforms;
}
bool same_place(const FirmwareRow& a, const FirmwareRow& b) {
    return a.family == b.family && a.models == b.models && a.part == b.part && a.type == b.type;
}

bool SecurityFloor::concerns(std::string_view model) const {
    const auto begins = [model](const std::string& platform) {
        const auto same = [](char a, char b) { return std::toupper(static_cast<unsigned char>(a)) == std::toupper(static_cast<unsigned char>(b)); };
        return platform.size() <= model.size() && std::equal(platform.begin(), platform.end(), model.begin(), same);
    };
    return platforms.empty() || std::any_of(platforms.begin(), platforms.end(), begins);
}

const Target* Catalogue::target(std::string_view family, std::string_view model) const {
    const Target* of_family = nullptr;
    for (const auto& row : targets) {
        if (row.family != family) continue;
        if (!row.models.empty() && !model.empty() && drivers::TextPattern{row.models}.found_in(model)) return &row;
        if (!of_family && (row.models.empty() || model.empty())) of_family = &row;
    }
    return of_family;
}

const TrainRow* Catalogue::train(const Train& train) const {
    const auto found = std::find_if(trains.begin(), trains.end(), [&](const TrainRow& row) { return row.train == train; });
    return found == trains.end() ? nullptr : &*found;
}

Catalogue catalogue_of(const yang::Document& document, const CatalogueRules* rules) { return Reader{document, rules}.read(); }

Catalogue read_catalogue(const yang::Schema& schema, const std::filesystem::path& file, const CatalogueRules* rules) {
    return catalogue_of(schema.read_yaml(file), rules);
}

namespace {

// Own rows first: of two that a model fits the first counts.
template <typename Row>
std::vector<Row> layered_rows(const std::vector<Row>& shipped, const std::vector<Row>& own) {
    auto all = own;
    for (const auto& row : shipped)
        if (std::none_of(own.begin(), own.end(), [&](const Row& other) { return same_place(row, other); })) all.push_back(row);
    return all;
}

}  // namespace

Catalogue layered(const Catalogue& shipped, const Catalogue& own, const yang::Document& document_of_own) {
    auto all = shipped;
    all.name = own.name;
    all.targets = layered_rows(shipped.targets, own.targets);
    all.trains = layered_rows(shipped.trains, own.trains);
    all.floors = layered_rows(shipped.floors, own.floors);
    all.exceptions = layered_rows(shipped.exceptions, own.exceptions);
    all.firmware = layered_rows(shipped.firmware, own.firmware);
    const auto ages = document_of_own.root()["ages"], upgrades = document_of_own.root()["upgrades"];
    if (ages["warn-after"].given()) all.warn_after = own.warn_after;
    if (ages["refuse-after"].given()) all.refuse_after = own.refuse_after;
    if (upgrades["trains"].given()) all.trains_per_step = own.trains_per_step;
    if (upgrades["extended-trains"].given()) all.extended_trains_per_step = own.extended_trains_per_step;
    if (upgrades["source"].given()) all.rule_source = own.rule_source;
    return all;
}

}  // namespace station
