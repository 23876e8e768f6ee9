#include <algorithm>
#include <array>

#include "drivers/junos/element.hpp"
#include "drivers/junos/join.hpp"
#include "drivers/junos/repair.hpp"
#include "drivers/junos/reply.hpp"
#include "drivers/junos/xml_readers.hpp"
#include "drivers/junos/xml_tree.hpp"

namespace drivers::junos {
namespace {

using Reader = void (*)(const pugi::xml_node&, Unit&);

Reader reader_of(std::string_view name) {
    static constexpr std::array<std::pair<std::string_view, Reader>, 17> readers{{
        {"chassis-inventory", read_inventory},
        {"software-information", read_software},
        {"system-information", read_system},
        {"environment-information", read_environment},
        {"fan-information", read_fans},
        {"environment-component-information", read_environment_components},
        {"alarm-information", read_alarms},
        {"route-engine-information", read_routing_engines},
        {"fpc-information", read_fpcs},
        {"system-storage-information", read_storage},
        {"interface-information", read_optics},
        {"virtual-chassis-information", read_virtual_chassis},
        {"chassis-cluster-status", read_cluster},
        {"power-usage-information", read_power},
        {"pic-information", read_fpcs},
        {"system-firmware-information", read_system_firmware},
        {"firmware-information", read_chassis_firmware},
    }};
    const auto found = std::find_if(readers.begin(), readers.end(),
                                    [name](const auto& known) { return known.first == name; });
    return found == readers.end() ? nullptr : found->second;
}

/// What only frames a reply or belongs to the session.
bool is_frame(std::string_view name) {
    return name == "rpc-reply" || name == "data" || name == "multi-routing-engine-results" ||
           name == "junoscript";
}
bool is_silent(std::string_view name) {
    return name == "cli" || name == "re-name" || name == "hello" || name == "pipe";
}

class Reply {
  public:
    explicit Reply(Reading& reading) : reading_{reading} {}

    void read(const pugi::xml_node& node, const std::string& re_name) {
        const auto name = local_name(node);
        if (name == "multi-routing-engine-item")
            return read_all(node, std::string{child_text(node, "re-name")});
        if (is_frame(name)) return read_all(node, re_name);
        if (is_silent(name)) return;
        if (name == "ok") return unread(name, "");
        if (name == "rpc-error" || name == "error" || name == "warning")
            return read_error(node, name, re_name);
        if (name == "output" || name == "package-result") return read_output(node, name, re_name);
        if (const auto reader = reader_of(name)) {
            Unit unit;
            unit.re_name = re_name;
            reader(node, unit);
            if (!says_anything(unit)) unread(name, node.first_child() ? "" : ", empty");
            add_unit(reading_.facts, std::move(unit));
            return;
        }
        // Results of operations and payloads of other commands may carry errors among what is not read.
        const auto before = reading_.facts.errors.size();
        for (const auto& item : node.children())
            if (const auto kind = local_name(item);
                kind == "rpc-error" || kind == "error" || kind == "warning")
                read_error(item, kind, re_name);
        if (reading_.facts.errors.size() == before) unread(name, "");
    }

  private:
    void unread(std::string_view name, std::string_view how) {
        reading_.unread.push_back('<' + std::string{name} + '>' + std::string{how});
    }

    void read_all(const pugi::xml_node& node, const std::string& re_name) {
        constexpr int deepest = 16;  // frames nest three deep at most
        if (depth_ == deepest) return;
        ++depth_;
        if (!node.first_child() && text_of(node).empty())
            reading_.unread.push_back("an <" + std::string{local_name(node)} + "> that holds nothing");
        for (const auto& item : node.children())
            if (item.type() == pugi::node_element) read(item, re_name);
        read_words(text_of(node), re_name);
        --depth_;
    }

    /// Text or JSON where elements were due: `| display json` inside a reply, or the words of an error.
    void read_words(std::string_view words, const std::string& re_name) {
        if (words.empty()) return;
        auto inner = words.front() == '{' || words.front() == '[' ? read_json(words)
                                                                  : read_text(std::string{words} + '\n');
        take(std::move(inner), re_name);
    }

    void take(Reading&& inner, const std::string& re_name) {
        for (auto& message : inner.facts.errors) {
            if (message.about.empty()) message.about = re_name;
            reading_.facts.errors.push_back(std::move(message));
        }
        for (auto& unit : inner.facts.units) {
            if (unit.re_name.empty()) unit.re_name = re_name;
            add_unit(reading_.facts, std::move(unit));
        }
        for (auto& words : inner.unread) reading_.unread.push_back(std::move(words));
        reading_.damaged = reading_.damaged || inner.damaged;
        reading_.cut = reading_.cut || inner.cut;
        for (auto& words : inner.mended) reading_.mended.push_back(std::move(words));
    }

    /// rpc-error (RFC 6241 4.3), or junoscript's xnm:error and xnm:warning; Junos sends warnings as rpc-error
    /// too.
    void read_error(const pugi::xml_node& node, std::string_view name, const std::string& re_name) {
        Message message;
        message.message = one_line(child_text(node, "error-message"));
        if (message.message.empty()) message.message = one_line(child_text(node, "message"));
        if (message.message.empty()) message.message = one_line(text_of(node));
        const auto severity = child_text(node, "error-severity");
        message.severity = severity == "warning" || name == "warning" ? "warning" : "error";
        for (const auto* prefix : {"error: ", "warning: "})
            if (message.message.starts_with(prefix))
                message.message.erase(0, std::string_view{prefix}.size());
        message.about = child_text(child(node, "error-info"), "bad-element");
        if (message.about.empty()) message.about = one_line(child_text(node, "statement"));
        if (message.about.empty()) message.about = re_name;
        if (!message.message.empty())
            reading_.facts.errors.push_back(std::move(message));
        else
            unread(name, ", empty");
    }

    /// A command's text. A package-result other than 0 makes an error of the text before it.
    void read_output(const pugi::xml_node& node, std::string_view name, const std::string& re_name) {
        if (name == "output") {
            output_ = text_of(node);
            if (output_.empty())
                unread(name, ", empty");
            else
                read_words(output_, re_name);
        } else if (const auto result = text_of(node); !result.empty() && result != "0") {
            reading_.facts.errors.push_back(
                {"error", output_.empty() ? "package-result " + std::string{result} : one_line(output_),
                 re_name});
        }
    }

    Reading& reading_;
    std::string output_;
    int depth_ = 0;
};

}  // namespace

void read_tree(const pugi::xml_node& root, Reading& reading) {
    Reply reply{reading};
    for (const auto& node : root.children())
        if (node.type() == pugi::node_element) reply.read(node, {});
}

Reading read_xml(std::string_view bytes) {
    // Text is kept in its element: one node fewer for each leaf, which is most of them.
    constexpr unsigned how = pugi::parse_cdata | pugi::parse_escapes | pugi::parse_embed_pcdata;
    Reading reading;
    pugi::xml_document document;
    const bool noisy = has_control_bytes(bytes);
    if (noisy || !document.load_buffer(bytes.data(), bytes.size(), how, pugi::encoding_utf8)) {
        const auto clean = noisy ? without_noise(bytes) : std::string{bytes};
        if (!document.load_buffer(clean.data(), clean.size(), how, pugi::encoding_utf8)) {
            const auto [text, whole] = repair_xml(clean);
            reading.cut = !document.load_buffer(text.data(), text.size(), how, pugi::encoding_utf8) || !whole;
            reading.damaged = true;
            if (whole) reading.mended.emplace_back("XML with characters that are none of it");
        }
    }
    read_tree(document, reading);
    return reading;
}

}  // namespace drivers::junos
