#include "station/software/catalogue.hpp"

#include "drivers/expect.hpp"
#include "station/software/day.hpp"
#include "yang/schema.hpp"

#include <algorithm>
#include <cctype>

namespace station {
namespace {

class Reader {
  public:
    explicit Reader(const yang::Document& document) : document_{document} {}

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
        for (const auto& row : root.all("targets")) add(all.targets, target(row), row);
        for (const auto& row : root.all("trains")) add(all.trains, train_row(row), row);
        for (const auto& row : root.all("floors")) all.floors.push_back(floor(row));
        for (const auto& row : root.all("exceptions")) all.exceptions.push_back(exception(row));
        for (const auto& row : root.all("firmware")) add(all.firmware, firmware(row), row);
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

    Provenance known(const yang::Node& row) const { return {day(row["as-of"]), row["source"].text(), row["status"].text()}; }

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
        return {row["family"].text(), pattern(row["models"]), release(row["release"]), row["exception"].text_or(""), known(row)};
    }

    Train train(const yang::Node& row) const { return *parse_train(row["train"].text(), row["os"].text() == "evolved"); }

    TrainRow train_row(const yang::Node& row) const {
        return {train(row), day(row["published"]), day(row["ended"]), row["extended"].flag(), known(row)};
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
        return {row["family"].text(), pattern(row["models"]), pattern(row["part"]), row["type"].text(), row["at-least"].text(), known(row)};
    }

    UpgradeException exception(const yang::Node& row) const {
        return {row["family"].text_or(""), row["from"].text(), row["to"].text(), known(row)};
    }

    const yang::Document& document_;
};

}  // namespace

bool same_place(const Target& a, const Target& b) { return a.family == b.family && a.models == b.models; }
bool same_place(const TrainRow& a, const TrainRow& b) { return a.train == b.train; }
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

Catalogue catalogue_of(const yang::Document& document) { return Reader{document}.read(); }

Catalogue read_catalogue(const yang::Schema& schema, const std::filesystem::path& file) { return catalogue_of(schema.read_yaml(file)); }

}  // namespace station
