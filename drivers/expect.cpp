#include "drivers/expect.hpp"

#include "drivers/lines.hpp"
#include "drivers/memo.hpp"
#include "drivers/torn.hpp"

#include <re2/re2.h>
#include <re2/set.h>

#include <algorithm>
#include <array>
#include <bitset>
#include <cctype>
#include <span>

namespace drivers {
namespace {

/// Of a line that is too long, this much of its beginning and of its end is kept.
constexpr std::size_t kept_head = Expect::longest_line - 4096, kept_end = 4096;
/// Nothing longer is a prompt: spares the patterns a search through a line of data.
constexpr std::size_t longest_prompt = 512;
constexpr std::size_t lines_before = 2, kept_before = lines_before + Torn::most_lines;

bool found(const RE2& re, std::string_view text) {
    return RE2::PartialMatch(re2::StringPiece{text.data(), text.size()}, re);
}

/// A loader that writes to two consoles at once prints every character twice.
bool is_doubled(std::string_view text) {
    if (text.size() < 8 || text.size() % 2 != 0) return false;
    bool varied = false;
    for (std::size_t i = 0; i < text.size(); i += 2) {
        if (text[i] != text[i + 1]) return false;
        varied = varied || text[i] != text[0];
    }
    return varied;
}

std::string_view undoubled(std::string_view text, std::string& storage) {
    if (!is_doubled(text)) return text;
    storage.clear();
    for (std::size_t i = 0; i < text.size(); i += 2) storage += text[i];
    return storage;
}

struct CompiledPrompt {
    std::string name;
    std::shared_ptr<const RE2> pattern, after;
    bool ended;
};

/// All in one; nothing when there are none. Each is compiled alone as well: the error has to name it.
std::shared_ptr<const RE2> compiled_in_one(const std::vector<std::string>& patterns) {
    for (const auto& pattern : patterns) compiled_pattern(pattern);
    return patterns.empty() ? nullptr : compiled_pattern(alternatives(patterns));
}

constexpr auto text_bytes = [] {
    std::array<bool, 256> all{};
    for (unsigned c = 0x20; c < 256; ++c) all[c] = c != 0x7f;
    all['\t'] = true;
    return all;
}();

bool is_text(char c) {
    return text_bytes[static_cast<unsigned char>(c)];
}

/// All patterns in one automaton: says at the price of one whether any of them matches. Compiled once, as each alone is.
std::shared_ptr<const RE2::Set> any_of(const std::vector<Prompt>& prompts) {
    if (prompts.empty()) return nullptr;
    std::string all;
    for (const auto& prompt : prompts) all.append(prompt.pattern).push_back('\0');
    static Memo<RE2::Set> known;
    return known.of(all, [&prompts] {
        auto set = std::make_shared<RE2::Set>(RE2::DefaultOptions, RE2::UNANCHORED);
        for (const auto& prompt : prompts) set->Add(prompt.pattern, nullptr);
        return set->Compile() ? set : nullptr;
    });
}

/// Where the bytes that came have led to.
struct State {
    std::string tail;
    std::size_t length = 0;  ///< of the tail, had nothing been cut from it
    std::size_t torn = 0;    ///< so much of the tail came before something cut in
    std::uint64_t number = 1;
    std::vector<std::string> before;  ///< nearest first; some of them may be pieces of a prompt
    Torn torn_off;
    std::optional<Match> kept;  ///< a prompt on a line that ended, with nothing but noise after it
    bool kept_stands =
        false;  ///< it was redrawn, or it was noise that ended its line; else somebody typed a line end
    unsigned carriage_returns = 0;
    enum class Escape { none, begun, sequence } escape = Escape::none;
};

}  // namespace

struct Expect::Impl : State {
    std::vector<CompiledPrompt> prompts;
    std::shared_ptr<const RE2::Set> any;  ///< of the patterns; null: too many for one automaton
    std::bitset<256> ends;          ///< what a prompt can end in: most ends of reads are none of these
    std::shared_ptr<const RE2> noise, interruption, either;
    std::string known;  ///< the prompt that stands there again and again, without blanks: those before a message went with the end of their line

    void append(std::string_view text);
    void trim();
    void erase_last();
    void end_line(bool overwritten, std::vector<Line>& lines);
    bool strip_noise(std::string& text, std::vector<Line>& lines);
    std::optional<Match> match(std::string_view text, std::size_t pieces = 0) const;
    std::optional<Match> match_rest(std::string_view text) const;
    std::optional<Match> joined(const Torn::Beginning& beginning, std::string_view text) const;
    std::optional<Match> match_torn(std::string_view text) const;
    bool is_known(const std::optional<Match>& match) const { return match && without_blanks(match->text) == known; }
    bool stands_ended(const Match& match) const;
    void control(char c, std::vector<Line>& lines);
    bool in_escape(char c);
};

void Expect::Impl::append(std::string_view text) {
    tail += text;
    length += text.size();
    if (tail.size() > longest_line + kept_end) trim();
}

void Expect::Impl::trim() {
    if (tail.size() > longest_line) tail.erase(kept_head, tail.size() - longest_line);
}

void Expect::Impl::erase_last() {
    if (length == 0 || length > longest_line) return;
    tail.pop_back();
    --length;
    torn = std::min(torn, length);
}

/// Takes noise out of a line, and what cut into it, which becomes a line of its own. True when there was any.
bool Expect::Impl::strip_noise(std::string& text, std::vector<Line>& lines) {
    const auto before_cut = std::min(torn, text.size());
    if (!either || !found(*either, std::string_view{text}.substr(before_cut))) return false;
    std::string head = text.substr(0, before_cut), rest = text.substr(before_cut);
    bool noisy = noise && RE2::GlobalReplace(&rest, *noise, "") > 0;
    re2::StringPiece cut_in;
    if (interruption && interruption->Match(rest, 0, rest.size(), RE2::UNANCHORED, &cut_in, 1)) {
        const auto at = static_cast<std::size_t>(cut_in.data() - rest.data());
        lines.push_back({number++, rest.substr(at), false, false});
        rest.resize(at);
        noisy = true;
    }
    if (!noisy) return false;
    text = head + rest;
    text.resize(without_end_blanks(text).size());
    return true;
}

/// `pieces` of the lines before it are its own.
std::optional<Match> Expect::Impl::match(std::string_view text, std::size_t pieces) const {
    const auto trimmed = without_end_blanks(text);
    if (trimmed.empty() || trimmed.size() > longest_prompt ||
        !ends[static_cast<unsigned char>(trimmed.back())])
        return {};
    const auto others = std::span{before}.subspan(std::min(pieces, before.size()));
    const std::string_view above = others.empty() ? std::string_view{} : std::string_view{others.front()};
    std::string storage;
    const auto plain = undoubled(text, storage);
    if (any && !any->Match(re2::StringPiece{plain.data(), plain.size()}, nullptr)) return {};
    for (const auto& prompt : prompts)
        if (found(*prompt.pattern, plain) && (!prompt.after || found(*prompt.after, above)))
            return Match{prompt.name, number, std::string{plain}, {others.begin(), others.begin() + static_cast<std::ptrdiff_t>(std::min(others.size(), lines_before))}, {}};
    return {};
}

/// The prompt in a line, or in what of it came after something cut in: what was torn may have been drawn anew, from its beginning.
std::optional<Match> Expect::Impl::match_rest(std::string_view text) const {
    if (torn == 0 || text.size() <= torn) return match(text);
    const auto head = text.substr(0, torn), rest = text.substr(torn);
    if (rest.starts_with(head)) return match(rest);
    auto whole = match(text);
    return whole ? whole : match(rest);
}

/// Blanks before the message went with the end of the line.
std::optional<Match> Expect::Impl::joined(const Torn::Beginning& beginning, std::string_view text) const {
    for (const char* between : {"", " "})
        if (auto whole = match(beginning.text + between + std::string{text}, beginning.lines)) {
            whole->line = beginning.line;
            return whole;
        }
    return std::nullopt;
}

/// The same, where the message ended the line it tore. Half a prompt may look like a whole one, and the line before a message like the
/// beginning of any: which it is says the prompt that is known, else nobody.
std::optional<Match> Expect::Impl::match_torn(std::string_view text) const {
    auto alone = match_rest(text);
    if (is_known(alone)) return alone;
    std::optional<Match> whole;
    for (const auto& beginning : torn_off.beginnings()) {
        auto longer = joined(beginning, text);
        if (is_known(longer)) return longer;
        if (!whole) whole = std::move(longer);
    }
    if (!whole || !alone || whole->name != alone->name) return whole ? whole : alone;
    alone->perhaps = whole->text;
    return alone;
}

bool Expect::Impl::stands_ended(const Match& match) const {
    return std::any_of(prompts.begin(), prompts.end(), [&](const auto& prompt) { return prompt.ended && prompt.name == match.name; });
}

void Expect::Impl::end_line(bool overwritten, std::vector<Line>& lines) {
    trim();
    std::string storage;
    auto text = std::string{without_end_blanks(undoubled(without_end_blanks(tail), storage))};
    const bool cut = length > longest_line, noisy = strip_noise(text, lines);
    const bool redrawn = carriage_returns >= 2 || noisy;
    auto prompt = overwritten ? std::nullopt : match_torn(text);
    const bool prompt_ended = prompt.has_value(), goes_on = noisy && !overwritten && !prompt && !text.empty();
    if (prompt || (!text.empty() && !goes_on)) {
        if (prompt && prompt->line < number) before = prompt->before;
        kept = std::move(prompt);
        kept_stands = redrawn || (kept && stands_ended(*kept));
    } else if (noisy) {
        kept_stands = true;
    }
    if (!goes_on && !(kept && redrawn) && (!text.empty() || !noisy)) {
        if (!text.empty() && !overwritten && !kept) {
            before.insert(before.begin(), text);
            if (before.size() > kept_before) before.pop_back();
        }
        lines.push_back({number, text, overwritten, cut});
    }
    if (prompt_ended)
        torn_off = {};
    else if (!text.empty() && !goes_on && !overwritten)
        torn_off.ended(number, text);
    else if (noisy && text.empty())
        torn_off.cut_in();
    ++number;
    tail = goes_on ? std::move(text) : std::string{};
    torn = length = tail.size();
}

/// True while `c` belongs to an escape sequence (ECMA-48: ESC [ parameters final, or ESC and one byte).
bool Expect::Impl::in_escape(char c) {
    switch (escape) {
        case Escape::none:
            return false;
        case Escape::begun:
            escape = c == '[' ? Escape::sequence : Escape::none;
            return true;
        case Escape::sequence:
            if (c >= 0x40 && c <= 0x7e) escape = Escape::none;
            return true;
    }
    return false;
}

void Expect::Impl::control(char c, std::vector<Line>& lines) {
    switch (c) {
        case '\n':
            end_line(false, lines);
            carriage_returns = 0;
            break;
        case '\r':
            ++carriage_returns;
            break;
        case '\b':
            erase_last();
            break;
        case '\x1b':
            escape = Escape::begun;
            break;
        default:
            break;  // NUL, bell and the like say nothing
    }
}

Expect::Expect(const std::vector<Prompt>& prompts, const std::vector<std::string>& noise,
               const std::vector<std::string>& interruptions)
    : impl_{std::make_unique<Impl>()} {
    for (unsigned c = 0; c < 256; ++c) impl_->ends[c] = std::ispunct(static_cast<int>(c)) != 0;
    for (const auto& prompt : prompts)
        for (const char c : prompt.ends) impl_->ends.set(static_cast<unsigned char>(c));
    for (const auto& prompt : prompts)
        impl_->prompts.push_back(
            {prompt.name, compiled_pattern(prompt.pattern), prompt.after.empty() ? nullptr : compiled_pattern(prompt.after), prompt.ended});
    impl_->any = any_of(prompts);
    impl_->noise = compiled_in_one(noise);
    impl_->interruption = compiled_in_one(interruptions);
    auto both = noise;
    both.insert(both.end(), interruptions.begin(), interruptions.end());
    impl_->either = compiled_in_one(both);
}

Expect::~Expect() = default;
Expect::Expect(Expect&&) noexcept = default;
Expect& Expect::operator=(Expect&&) noexcept = default;

void Expect::feed(std::string_view bytes, std::vector<Line>& lines) {
    auto& state = *impl_;
    while (!bytes.empty()) {
        if (state.in_escape(bytes.front())) {
            bytes.remove_prefix(1);
            continue;
        }
        const auto end = std::find_if_not(bytes.begin(), bytes.end(), is_text);
        const auto size = static_cast<std::size_t>(end - bytes.begin());
        if (size > 0) {
            if (state.carriage_returns > 0 && state.length > 0) state.end_line(true, lines);
            state.carriage_returns = 0;
            state.append(bytes.substr(0, size));
        } else {
            state.control(bytes.front(), lines);
        }
        bytes.remove_prefix(std::max<std::size_t>(size, 1));
    }
    state.trim();
}

void Expect::clear() { static_cast<State&>(*impl_) = State{}; }

std::optional<Match> Expect::standing() const {
    if (without_end_blanks(impl_->tail).empty()) return impl_->kept_stands ? impl_->kept : std::nullopt;
    return impl_->match_torn(impl_->tail);
}

std::string_view Expect::tail() const {
    return impl_->tail;
}
void Expect::knows(std::string_view prompt) { impl_->known = without_blanks(prompt); }

std::size_t Expect::length() const { return impl_->length; }

std::uint64_t Expect::line() const {
    return impl_->number;
}
std::vector<std::string> Expect::before() const {
    const auto& all = impl_->before;
    return {all.begin(), all.begin() + static_cast<std::ptrdiff_t>(std::min(all.size(), lines_before))};
}

}  // namespace drivers
