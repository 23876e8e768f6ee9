#include "reports/json.hpp"

#include "reports/fields.hpp"
#include "reports/text.hpp"

#include <fmt/format.h>
#include <algorithm>
#include <array>
#include <charconv>
#include <nlohmann/json.hpp>
#include <stdexcept>

namespace reports {
namespace {

using nlohmann::json;

// To JSON. Null stands for "leave the member out"; what YANG gives a default is left out too.

json written(const std::string& text) {
    return text.empty() ? json{} : json(clean(text));
}
json written(bool flag) {
    return flag ? json(true) : json{};
}
json written(int number) {
    return number;
}
json written(std::uint64_t number) {
    return fmt::format("{}", number);
}  // RFC 7951 section 6.1
json written(double number) {
    return fmt::format("{}", number);
}  // shortest text that reads back exactly
json written(std::chrono::microseconds time) {
    return fmt::format("{}", time.count());
}
json written(Time time) {
    return time == Time{} ? json{} : json(timestamp(time));
}
json written(Verdict verdict) {
    return name(verdict);
}
json written(Purpose purpose) {
    return purpose == Purpose::none ? json{} : json(name(purpose));
}
json written(std::chrono::seconds time) {
    return time.count();
}
json written(std::optional<std::chrono::seconds> time) {
    return time ? json(time->count()) : json{};
}
json written(std::optional<double> number) {
    return number ? written(*number) : json{};
}
json written(const Value& value) {
    if (const auto* number = std::get_if<double>(&value)) return {{"number", written(*number)}};
    if (const auto* text = std::get_if<std::string>(&value)) return {{"text", clean(*text)}};
    if (const auto* flag = std::get_if<bool>(&value)) return {{"flag", *flag}};
    return {};
}
json written(const std::vector<std::string>& texts) {
    json list;
    for (const std::string& text : texts) list.push_back(clean(text));
    return list;
}
template <class Struct>
requires std::is_class_v<Struct> json written(const Struct& it);
template <class Struct>
json written(const std::optional<Struct>& it) {
    return it ? written(*it) : json{};
}
template <class Item>
json written(const std::vector<Item>& items) {
    json list;
    for (const Item& item : items) list.push_back(written(item));
    return list;
}

struct Write {
    json& object;
    void operator()(std::string_view member, const auto& value) {
        json text = written(value);
        if (!text.is_null()) object[std::string{member}] = std::move(text);
    }
};

/// Facts are a document of their own (anydata in the module); it goes in as it is.
struct WriteWithFacts : Write {
    using Write::operator();
    void operator()(std::string_view member, const std::string& value) {
        if (member == "facts" && !value.empty())
            object["facts"] = json::parse(value);
        else
            Write::operator()(member, value);
    }
};

template <class Struct>
requires std::is_class_v<Struct> json written(const Struct& it) {
    json object = json::object();
    WriteWithFacts at{{object}};
    fields(at, it);
    return object.empty() ? json{} : object;
}

std::string dumped(const json& document) {
    return document.dump(-1, ' ', false, json::error_handler_t::replace);
}

// From JSON. What is absent keeps its default.

template <class Number>
Number number_in(const json& from) {
    const auto& text = from.get_ref<const std::string&>();
    Number number{};
    const auto [end, failure] = std::from_chars(text.data(), text.data() + text.size(), number);
    if (failure != std::errc{} || end != text.data() + text.size())
        throw std::runtime_error(fmt::format("\"{}\" is no number", clean(text)));
    return number;
}

void read(const json& from, std::string& text) {
    text = from.is_object() ? dumped(from) : from.get<std::string>();
}
void read(const json& from, bool& flag) {
    flag = from.get<bool>();
}
void read(const json& from, int& number) {
    number = from.get<int>();
}
void read(const json& from, std::uint64_t& number) {
    number = number_in<std::uint64_t>(from);
}
void read(const json& from, std::chrono::microseconds& time) {
    time = std::chrono::microseconds{number_in<std::int64_t>(from)};
}
void read(const json& from, Time& time) {
    time = time_of(from.get_ref<const std::string&>());
}
void read(const json& from, Verdict& verdict) {
    const auto known = verdict_named(from.get_ref<const std::string&>());
    if (!known) throw std::runtime_error("unknown verdict " + dumped(from));
    verdict = *known;
}
void read(const json& from, Purpose& purpose) {
    const auto known = purpose_named(from.get_ref<const std::string&>());
    if (!known) throw std::runtime_error("unknown purpose " + dumped(from));
    purpose = *known;
}
void read(const json& from, std::chrono::seconds& time) {
    time = std::chrono::seconds{from.get<std::int64_t>()};
}
void read(const json& from, std::optional<std::chrono::seconds>& time) {
    time = std::chrono::seconds{from.get<std::int64_t>()};
}
void read(const json& from, std::optional<double>& number) {
    number = number_in<double>(from);
}
void read(const json& from, Value& value) {
    if (const auto it = from.find("number"); it != from.end()) value = number_in<double>(*it);
    if (const auto it = from.find("text"); it != from.end()) value = it->get<std::string>();
    if (const auto it = from.find("flag"); it != from.end()) value = it->get<bool>();
}
template <class Struct>
requires std::is_class_v<Struct>
void read(const json& from, Struct& it);
template <class Struct>
void read(const json& from, std::optional<Struct>& it) {
    read(from, it.emplace());
}
template <class Item>
void read(const json& from, std::vector<Item>& items) {
    for (const json& entry : from.get_ref<const json::array_t&>()) read(entry, items.emplace_back());
}

struct Read {
    const json& object;
    void operator()(std::string_view member, auto& value) {
        if (const auto it = object.find(std::string{member}); it != object.end()) read(*it, value);
    }
};

template <class Struct>
requires std::is_class_v<Struct>
void read(const json& from, Struct& it) {
    if (!from.is_object()) throw std::runtime_error("an object was expected, not " + dumped(from));
    Read at{from};
    fields(at, it);
}

/// The kinds, in the order of the variant.
constexpr std::array<std::string_view, std::variant_size_v<Happening>> kinds{
    "run-started",     "step-started",     "measured",      "noted",          "identified",
    "software-loaded", "medium-sanitised", "evidence-kept", "answered",       "step-ended",
    "run-ended",       "run-interrupted",  "change-begun",  "change-reviewed",
    "release-wanted"};

template <std::size_t i = 0>
Happening happening_of(std::size_t kind, const json& body) {
    if constexpr (i < std::variant_size_v<Happening>) {
        if (kind != i) return happening_of<i + 1>(kind, body);
        std::variant_alternative_t<i, Happening> what;
        read(body, what);
        return what;
    } else {
        throw std::logic_error("no such kind of event");
    }
}

constexpr const char* top = "station-record:record";

}  // namespace

EventText event_text(const Happening& what) {
    const json body = std::visit([](const auto& it) { return written(it); }, what);
    return {.kind = std::string{kinds.at(what.index())}, .body = body.is_null() ? "{}" : dumped(body)};
}

Happening happening(std::string_view kind, std::string_view body) try {
    const auto known = std::ranges::find(kinds, kind);
    if (known == kinds.end()) throw std::runtime_error("unknown kind");
    return happening_of(static_cast<std::size_t>(known - kinds.begin()), json::parse(body));
} catch (const std::exception& e) {
    throw std::runtime_error(fmt::format("journal event \"{}\": {}", kind, e.what()));
}

std::string canonical_json(const Record& record) {
    return dumped(json{{top, written(record)}});
}

Record record_from_json(std::string_view text) try {
    const json document = json::parse(text);
    Record record;
    read(document.at(top), record);
    return record;
} catch (const std::exception& e) {
    throw std::runtime_error(fmt::format("not a record document: {}", e.what()));
}

}  // namespace reports
