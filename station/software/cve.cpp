#include "station/software/cve.hpp"

#include "drivers/junos/version.hpp"
#include "station/software/day.hpp"
#include "yang/schema.hpp"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <cctype>

namespace station {
namespace {

using Json = nlohmann::json;

std::string text_at(const Json& object, const char* name) {
    const auto found = object.is_object() ? object.find(name) : object.end();
    return found != object.end() && found->is_string() ? found->get<std::string>() : "";
}

const Json& list_at(const Json& object, const char* name) {
    static const Json none = Json::array();
    const auto found = object.is_object() ? object.find(name) : object.end();
    return found != object.end() && found->is_array() ? *found : none;
}

Json parse(std::string_view json, const std::string& source) {
    try {
        return Json::parse(json);
    } catch (const Json::parse_error& wrong) {
        const auto line = 1 + std::count(json.begin(), json.begin() + static_cast<std::ptrdiff_t>(std::min(wrong.byte, json.size())), '\n');
        throw yang::DocumentError{source + ":" + std::to_string(line) + ": is no JSON here"};
    }
}

/// "MX Series" -> "MX": what a model's name begins with. A word of what is in it ("MX with MPC10") narrows nothing.
std::string beginning_of_models(const std::string& platform) {
    return platform.substr(0, platform.find_first_of(" ,;("));
}

class Reader {
  public:
    Reader(const Json& document, const std::string& source) : document_{document}, source_{source} {}

    CveRecord read() {
        const auto& about = document_.contains("cveMetadata") ? document_["cveMetadata"] : Json::object();
        record_.id = text_at(about, "cveId");
        if (record_.id.empty()) throw yang::DocumentError{source_ + ":1: is no CVE record: expected cveMetadata.cveId"};
        if (text_at(about, "assignerShortName") != "juniper")
            throw yang::DocumentError{source_ + ":1: " + record_.id + " is assigned by \"" + text_at(about, "assignerShortName") + "\", expected juniper"};
        record_.published = std::max(text_at(about, "datePublished"), text_at(about, "dateUpdated")).substr(0, 10);
        if (!parse_day(record_.published)) throw yang::DocumentError{source_ + ":1: " + record_.id + " has no day: expected cveMetadata.datePublished"};
        const auto& containers = document_.contains("containers") ? document_["containers"] : Json::object();
        const auto& cna = containers.is_object() && containers.contains("cna") ? containers["cna"] : Json::object();
        for (const auto& product : list_at(cna, "affected")) read_product(product);
        return std::move(record_);
    }

  private:
    void read_product(const Json& product) {
        const auto name = text_at(product, "product");
        if (name != "Junos OS" && name != "Junos OS Evolved") return leave_out(name.empty() ? "a product without a name" : name + " is nothing that units run");
        if (text_at(product, "defaultStatus") == "affected")
            return leave_out(name + " is affected but for the releases it lists: nothing here tells which are mended");
        std::vector<std::string> platforms;
        for (const auto& platform : list_at(product, "platforms"))
            if (platform.is_string()) platforms.push_back(beginning_of_models(platform.get<std::string>()));
        std::sort(platforms.begin(), platforms.end());
        platforms.erase(std::unique(platforms.begin(), platforms.end()), platforms.end());
        for (const auto& range : list_at(product, "versions"))
            if (text_at(range, "status") == "affected") read_range(range, name == "Junos OS Evolved", platforms);
    }

    void read_range(const Json& range, bool evolved, const std::vector<std::string>& platforms) {
        const auto from = text_at(range, "version"), last = text_at(range, "lessThanOrEqual");
        const bool inclusive = !last.empty() && !range.contains("lessThan");
        const auto before = inclusive ? last : text_at(range, "lessThan");
        const bool whole_train = before.ends_with('*');  // "21.1*": nothing of 21.1 is mended
        const auto train = whole_train ? parse_train(before.substr(0, before.size() - 1), evolved) : system_train(before, evolved);
        if (!train) return leave_out("from " + from + " to " + before + " names no release that is mended");
        const bool from_the_first = from == "0" || from == "unspecified" || from == "all";
        auto release = whole_train ? "" : before;
        if (!release.empty() && evolved && !release.ends_with("-EVO")) release += "-EVO";
        record_.floors.push_back({*train, release, from_the_first, platforms, {record_.published, record_.id, "verified"}, inclusive && !whole_train});
    }

    // Some records leave the "-EVO" of Evolved releases to the product's name.
    static std::optional<Train> system_train(const std::string& release, bool evolved) {
        auto train = train_of(release);
        if (train && evolved) train->evolved = true;
        return train && train->evolved == evolved ? train : std::nullopt;
    }

    void leave_out(const std::string& what) { record_.left_out.push_back(record_.id + ": " + what); }

    const Json& document_;
    const std::string& source_;
    CveRecord record_;
};

}  // namespace

CveRecord read_cve(std::string_view json, const std::string& source) {
    const auto document = parse(json, source);
    if (!document.is_object()) throw yang::DocumentError{source + ":1: is no CVE record: expected an object"};
    return Reader{document, source}.read();
}

}  // namespace station
