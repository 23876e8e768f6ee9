// Junos JSON: every element is an array, its text the member "data", its attributes the member "attributes".
// Compact style has plain values.
#include <nlohmann/json.hpp>
#include <vector>

#include "drivers/junos/repair_json.hpp"
#include "drivers/junos/reply.hpp"
#include "drivers/junos/xml_tree.hpp"

namespace drivers::junos {
namespace {

using Json = nlohmann::json;

/// Builds the tree while the text is read, so that a broken end costs only what is behind it.
class TreeBuilder : public nlohmann::json_sax<Json> {
  public:
    explicit TreeBuilder(pugi::xml_node root) { levels_.push_back({root, {}, false, Role::element}); }

    bool null() override { return value({}); }
    bool boolean(bool said) override { return value(said ? "true" : "false"); }
    bool number_integer(number_integer_t number) override { return last_number(std::to_string(number)); }
    bool number_unsigned(number_unsigned_t number) override { return last_number(std::to_string(number)); }
    bool number_float(number_float_t, const string_t& digits) override { return last_number(digits); }
    bool string(string_t& text) override { return value(text); }
    bool binary(binary_t&) override { return true; }

    bool start_object(std::size_t) override {
        settle();
        auto& above = levels_.back();
        if (above.role == Role::element && above.key == "attributes")
            levels_.push_back({above.node, {}, false, Role::attributes});
        else if (above.key.empty())
            levels_.push_back(
                {above.node, {}, false, Role::element});  // the top, or an item of the top array
        else
            levels_.push_back({above.node.append_child(above.key.c_str()), {}, false, Role::element});
        return levels_.size() < deepest;
    }
    bool key(string_t& name) override {
        settle();
        levels_.back().key = name;
        return true;
    }
    bool end_object() override { return end(); }
    bool start_array(std::size_t) override {
        settle();
        auto& above = levels_.back();
        levels_.push_back(
            {above.node, above.key, true, above.role});  // each item stands for one element of the key's name
        return levels_.size() < deepest;
    }
    bool end_array() override { return end(); }
    bool parse_error(std::size_t, const std::string&, const nlohmann::detail::exception&) override {
        number_.reset();  // digits may be missing
        return false;
    }

  private:
    static constexpr std::size_t deepest = 200;
    enum class Role { element, attributes };
    struct Level {
        pugi::xml_node node;
        std::string key;
        bool array;
        Role role;
    };

    bool end() {
        settle();
        levels_.pop_back();
        return true;
    }
    bool last_number(std::string digits) {
        settle();
        number_ = std::move(digits);
        return true;
    }
    /// A number is taken over once something follows it.
    void settle() {
        if (number_) value(std::exchange(number_, std::nullopt).value());
    }
    bool value(const std::string& text) {
        if (number_) settle();
        auto& level = levels_.back();
        if (level.key.empty()) return true;
        if (level.role == Role::attributes)
            level.node.append_attribute(level.key.c_str()) = text.c_str();
        else if (level.key == "data")
            level.node.text() = text.c_str();
        else
            level.node.append_child(level.key.c_str()).text() = text.c_str();
        return true;
    }

    std::vector<Level> levels_;
    std::optional<std::string> number_;
};

}  // namespace

bool json_to_tree(std::string_view json, pugi::xml_node root) {
    TreeBuilder builder{root};
    return Json::sax_parse(json.begin(), json.end(), &builder, nlohmann::detail::input_format_t::json, true);
}

Reading read_json(std::string_view json) {
    Reading reading;
    pugi::xml_document document;
    reading.damaged = !json_to_tree(json, document);
    if (reading.damaged) {
        auto repaired = repair_json(json);
        document.reset();
        reading.cut = !json_to_tree(repaired.text, document) || !repaired.whole || !repaired.certain;
        reading.mended = std::move(repaired.notes);
    }
    read_tree(document, reading);
    if (!document.first_child()) reading.unread.emplace_back("JSON that is no Junos reply");
    return reading;
}

}  // namespace drivers::junos
