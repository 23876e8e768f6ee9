// Reading configurations: hierarchical text, set commands, XML.
#include "drivers/sim/config.hpp"
#include "drivers/sim/text.hpp"

#include <fmt/format.h>
#include <pugixml.hpp>

namespace drivers::sim {
namespace {

struct Token {
    std::string text;
    bool is_mark = false;  ///< { } ; [ ]
    std::size_t line = 1, column = 1;
};

std::vector<Token> tokens_of(std::string_view text) {
    std::vector<Token> tokens;
    std::size_t line = 1, line_start = 0;
    for (std::size_t i = 0; i < text.size();) {
        const char c = text[i];
        if (c == '\n') {
            ++line;
            line_start = ++i;
        } else if (c == ' ' || c == '\t' || c == '\r') {
            ++i;
        } else if (c == '#') {
            i = std::min(text.find('\n', i), text.size());
        } else if (text.substr(i, 2) == "/*") {
            const std::size_t end = text.find("*/", i);
            i = end == text.npos ? text.size() : end + 2;
        } else if (std::string_view{"{};[]"}.find(c) != std::string_view::npos) {
            tokens.push_back({std::string{c}, true, line, ++i - line_start});
        } else if (c == '"') {
            const std::size_t end = std::min(text.find('"', i + 1), text.size());
            tokens.push_back({std::string{text.substr(i + 1, end - i - 1)}, false, line, i - line_start + 1});
            i = std::min(end + 1, text.size());
        } else {
            const std::size_t end = std::min(text.find_first_of(" \t\r\n{};[]", i), text.size());
            tokens.push_back({std::string{text.substr(i, end - i)}, false, line, i - line_start + 1});
            i = end;
        }
    }
    return tokens;
}

class HierarchyReader {
  public:
    HierarchyReader(Config& into, std::string_view source) : into_{into}, source_{source} {}

    LoadResult read(std::string_view text) {
        for (const Token& token : tokens_of(text)) take(token);
        return std::move(result_);
    }

  private:
    void take(const Token& token) {
        if (!token.is_mark) {
            (in_list_ ? list_ : words_).push_back(token.text);
            last_ = token;
        } else if (token.text == "[") {
            in_list_ = true;
        } else if (token.text == "]") {
            in_list_ = false;
        } else if (token.text == "{") {
            depths_.push_back(path_.size());
            path_.insert(path_.end(), words_.begin(), words_.end());
            words_.clear();
        } else if (token.text == ";") {
            apply(token);
        } else {
            close(token);
        }
    }

    void apply(const Token& token) {
        std::vector<std::string> words = path_;
        words.insert(words.end(), words_.begin(), words_.end());
        words_.clear();
        const std::vector<std::string> list = list_.empty() ? std::vector<std::string>{""} : list_;
        for (const std::string& item : list) {
            std::vector<std::string> full = words;
            if (!item.empty()) full.push_back(item);
            if (const Problem problem = into_.set(full))
                complain(token, full[std::min(problem->at, full.size() - 1)], problem->message);
        }
        list_.clear();
    }

    void close(const Token& token) {
        if (!words_.empty()) complain(token, "}", "missing or invalid semicolon");
        words_.clear();
        if (depths_.empty()) {
            complain(token, "}", "error recovery ignores input until this point");
            return;
        }
        path_.resize(depths_.back());
        depths_.pop_back();
    }

    void complain(const Token& token, const std::string& word, const std::string& message) {
        result_.errors.push_back(
            fmt::format("{}:{}:({}) {}: {}", source_, token.line, last_.column, message, word));
        result_.bad_words.push_back(word);
    }

    Config& into_;
    std::string source_;
    LoadResult result_;
    std::vector<std::string> path_, words_, list_;
    std::vector<std::size_t> depths_;
    Token last_;
    bool in_list_ = false;
};

/// Words of the statement an element stands for, appended for each leaf found below it.
class XmlReader {
  public:
    explicit XmlReader(Config& into) : into_{into} {}

    LoadResult read(const pugi::xml_node& configuration) {
        for (const pugi::xml_node child : configuration.children()) take(child, grammar(), {});
        return std::move(result_);
    }

  private:
    static std::string local_name(const pugi::xml_node& node) {
        const std::string_view name = node.name();
        const std::size_t colon = name.find(':');
        return std::string{colon == name.npos ? name : name.substr(colon + 1)};
    }
    static bool deletes(const pugi::xml_node& node) {
        for (const pugi::xml_attribute a : node.attributes()) {
            const std::string_view name = a.name(), value = a.value();
            if ((name == "delete" || name.ends_with("operation")) && (value == "delete" || value == "remove"))
                return true;
        }
        return false;
    }

    void take(const pugi::xml_node& node, const Rule& parent, std::vector<std::string> words) {
        if (node.type() != pugi::node_element || local_name(node) == "undocumented") return;
        const Rule* rule = nullptr;
        for (const Rule& candidate : parent.children)
            if (candidate.name == local_name(node)) rule = &candidate;
        if (!rule) {
            result_.errors.push_back("syntax error");
            result_.bad_words.push_back(local_name(node));
            return;
        }
        if (rule->kind != Kind::implied) words.push_back(rule->name);
        const pugi::xml_node name = node.child("name");
        const std::string key = name ? trimmed(name.text().get()) : trimmed(node.text().get());
        if (rule->kind == Kind::free) {
            for (const std::string& word : words_of(key)) words.push_back(word);
        } else if (rule->kind != Kind::group && rule->kind != Kind::prefix && rule->kind != Kind::flag &&
                   !key.empty()) {
            words.push_back(key);
        }
        if (deletes(node)) {
            if (into_.erase(words)) result_.warnings.push_back("statement not found: " + words.back());
            return;
        }
        bool any = false;
        for (const pugi::xml_node child : node.children()) {
            if (child.type() != pugi::node_element || local_name(child) == "name") continue;
            any = true;
            take(child, *rule, words);
        }
        if (any) return;
        if (const Problem problem = into_.set(words)) {
            result_.errors.push_back(problem->message);
            result_.bad_words.push_back(local_name(node));
        }
    }

    Config& into_;
    LoadResult result_;
};

}  // namespace

LoadResult load_hierarchical(Config& into, std::string_view text, std::string_view source) {
    return HierarchyReader{into, source}.read(text);
}

LoadResult load_set_commands(Config& into, std::string_view text, std::string_view source) {
    LoadResult result;
    std::size_t number = 0;
    for (const std::string& line : lines_of(text)) {
        ++number;
        std::vector<std::string> words = words_of(trimmed(line));
        if (words.empty() || words[0].starts_with('#')) continue;
        const std::string verb = words[0];
        words.erase(words.begin());
        if (verb != "set" && verb != "delete") {
            result.errors.push_back(fmt::format("{}:{}:(1) unknown command: {}", source, number, verb));
            result.bad_words.push_back(verb);
            continue;
        }
        const Problem problem = verb == "set" ? into.set(words) : into.erase(words);
        if (!problem) continue;
        if (problem->message == "statement not found") {
            result.warnings.push_back("statement not found");
            continue;
        }
        const std::string bad = problem->at < words.size() ? words[problem->at]
                                : words.empty()            ? verb
                                                           : words.back();
        result.errors.push_back(fmt::format("{}:{}:({}) {}: {}", source, number, line.find(bad) + bad.size(),
                                            problem->message, bad));
        result.bad_words.push_back(bad);
    }
    return result;
}

LoadResult load_xml(Config& into, std::string_view text) {
    pugi::xml_document document;
    const auto parsed = document.load_buffer(text.data(), text.size());
    pugi::xml_node configuration = document.first_child();
    while (configuration && configuration.type() != pugi::node_element)
        configuration = configuration.next_sibling();
    if (!parsed || !configuration) {
        LoadResult result;
        result.errors.push_back("syntax error");
        result.bad_words.push_back("configuration");
        return result;
    }
    return XmlReader{into}.read(configuration);
}

}  // namespace drivers::sim
