#include "drivers/junos/facts_json.hpp"

#include <cmath>
#include <cstdio>
#include <nlohmann/json.hpp>
#include <stdexcept>

#include "drivers/junos/fields.hpp"

namespace drivers::junos {
namespace {

using Json = nlohmann::ordered_json;

/// `plain` is what people read; `yang` is RFC 7951: decimals and 64-bit counts are strings, "none" is a leaf
/// of type empty.
enum class Form { plain, yang };

class Writer {
  public:
    Writer(Json& object, Form form) : object_{object}, form_{form} {}

    void operator()(const char* name, const std::string& value) const {
        if (!value.empty()) object_[name] = value;
    }
    void operator()(const char* name, const std::optional<double>& value) const {
        if (!value) return;
        if (std::isinf(*value))
            object_[name] = "-Inf";  // only light has that, and the unit's own word for it
        else if (form_ == Form::yang)
            object_[name] = decimal(*value);
        else if (std::floor(*value) == *value && std::abs(*value) < 1e15)
            object_[name] = static_cast<std::int64_t>(*value);  // 41, not 41.0
        else
            object_[name] = *value;
    }
    void operator()(const char* name, const std::optional<std::uint64_t>& value) const {
        if (value && form_ == Form::yang)
            object_[name] = std::to_string(*value);
        else if (value)
            object_[name] = *value;
    }
    void operator()(const char* name, const std::optional<unsigned>& value) const {
        if (value) object_[name] = *value;
    }
    void operator()(const char* name, const std::vector<std::string>& values) const {
        if (!values.empty()) object_[name] = values;
    }
    template <typename Item>
    void operator()(const char* name, const std::vector<Item>& items) const {
        if (!items.empty()) object_[name] = list(items, form_);
    }
    template <typename Item>
    void operator()(const char* name, const std::optional<Item>& item) const {
        if (item) object_[name] = document(*item, form_);
    }
    void operator()(const char* name, const std::optional<std::vector<Alarm>>& alarms) const {
        if (alarms && alarms->empty() && form_ == Form::yang)
            object_["no-active-alarms"] = Json::array({nullptr});
        else if (alarms)
            object_[name] = list(*alarms, form_);
    }

    template <typename Item>
    static Json document(const Item& item, Form form) {
        Json object = Json::object();
        fields(item, Writer{object, form});
        return object;
    }
    template <typename Item>
    static Json list(const std::vector<Item>& items, Form form) {
        Json array = Json::array();
        for (const auto& item : items) array.push_back(document(item, form));
        return array;
    }

  private:
    /// decimal64 with six digits behind the point, none for show.
    static std::string decimal(double value) {
        char text[64];
        std::snprintf(text, sizeof text, "%.6f", value);
        std::string digits = text;
        digits.erase(digits.find_last_not_of('0') + 1);
        return digits.ends_with('.') ? digits + '0' : digits;
    }

    Json& object_;
    Form form_;
};

class Reader {
  public:
    explicit Reader(const Json& object) : object_{object} {}

    void operator()(const char* name, std::string& value) const {
        if (const auto* said = find(name)) value = said->get<std::string>();
    }
    void operator()(const char* name, std::optional<double>& value) const {
        if (const auto* said = find(name)) value = std::stod(said->get<std::string>());
    }
    void operator()(const char* name, std::optional<std::uint64_t>& value) const {
        if (const auto* said = find(name)) value = std::stoull(said->get<std::string>());
    }
    void operator()(const char* name, std::optional<unsigned>& value) const {
        if (const auto* said = find(name)) value = said->get<unsigned>();
    }
    void operator()(const char* name, std::vector<std::string>& values) const {
        if (const auto* said = find(name)) values = said->get<std::vector<std::string>>();
    }
    template <typename Item>
    void operator()(const char* name, std::vector<Item>& items) const {
        if (const auto* said = find(name))
            for (const auto& object : *said) fields(items.emplace_back(), Reader{object});
    }
    template <typename Item>
    void operator()(const char* name, std::optional<Item>& item) const {
        if (const auto* said = find(name)) fields(item.emplace(), Reader{*said});
    }
    void operator()(const char* name, std::optional<std::vector<Alarm>>& alarms) const {
        if (find("no-active-alarms") || find(name)) (*this)(name, alarms.emplace());
    }

  private:
    const Json* find(const char* name) const {
        const auto found = object_.find(name);
        return found == object_.end() ? nullptr : &*found;
    }

    const Json& object_;
};

}  // namespace

std::string to_json(const Facts& facts, std::string_view source, std::string_view format) {
    Json object = Json::object();
    object["source"] = source;
    object["format"] = format;
    object["units"] = units_as_json(facts);
    object["errors"] = Writer::list(facts.errors, Form::plain);
    return object.dump(2, ' ', false, Json::error_handler_t::replace);
}

Json units_as_json(const Facts& facts) {
    return Writer::list(facts.units, Form::plain);
}

std::string to_yang_json(const Facts& facts) {
    Json object = Json::object();
    const Writer write{object, Form::yang};
    write("units", facts.units);
    write("errors", facts.errors);
    return Json{{"station-facts:facts", object}}.dump(2, ' ', false, Json::error_handler_t::replace);
}

Facts from_yang_json(std::string_view json) try {
    const auto document = Json::parse(json);
    Facts facts;
    const Reader read{document.at("station-facts:facts")};
    read("units", facts.units);
    read("errors", facts.errors);
    return facts;
} catch (const Json::exception& e) {
    throw std::invalid_argument(std::string{"no facts: "} + e.what());
}

}  // namespace drivers::junos
