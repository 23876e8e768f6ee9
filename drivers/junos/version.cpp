#include "drivers/junos/version.hpp"

#include <charconv>

namespace drivers::junos {
namespace {

bool digit(char c) {
    return c >= '0' && c <= '9';
}

/// Takes a version apart from the left; every take_ either takes all of what it names or nothing.
class Cursor {
  public:
    explicit Cursor(std::string_view text) : rest_{text} {}

    bool done() const { return rest_.empty(); }
    std::string_view rest() const { return rest_; }

    template <typename Number>
    bool take_number(Number& value) {
        const auto [end, error] = std::from_chars(rest_.data(), rest_.data() + rest_.size(), value);
        if (error != std::errc{}) return false;
        rest_.remove_prefix(static_cast<std::size_t>(end - rest_.data()));
        return true;
    }
    bool take(std::string_view word) {
        if (!rest_.starts_with(word)) return false;
        rest_.remove_prefix(word.size());
        return true;
    }
    /// A mark and its number: "-S5", ".4".
    template <typename Number>
    bool take(std::string_view mark, Number& value) {
        if (!rest_.starts_with(mark) || rest_.size() == mark.size() || !digit(rest_[mark.size()]))
            return false;
        const auto before = rest_;
        rest_.remove_prefix(mark.size());
        if (take_number(value)) return true;
        rest_ = before;
        return false;
    }

  private:
    std::string_view rest_;
};

/// "-EVO" ends a version of the Evolved kind; " limited", ".secure" and the like say how it was built, not
/// which it is.
void take_endings(Cursor& cursor, Version& version) {
    if (cursor.take("-C", version.continuity)) cursor.take(".", version.continuity_spin);
    const auto rest = cursor.rest();
    const auto evo = rest.find("-EVO");
    version.evolved = evo != rest.npos;
    auto build = rest.substr(0, evo);
    while (!build.empty() &&
           (build.front() == '-' || build.front() == '.' || build.front() == '_' || build.front() == ' '))
        build.remove_prefix(1);
    version.build = build;
}

void take_spin(Cursor& cursor, Version& version) {
    std::uint32_t spin = 0;
    if (cursor.take(".", spin)) version.spin = spin;
}

/// 20160418_0413_user, 20200430105924, -20240921.0.2131, 2017-07-02.0_RELEASE_173_THROTTLE
void take_build(Cursor& cursor, Version& version) {
    std::uint64_t month = 0, day = 0;
    cursor.take("-");
    if (!cursor.take_number(version.date)) return;
    if (version.date < 10000 && cursor.take("-", month) && cursor.take("-", day))
        version.date = version.date * 10000 + month * 100 + day;
    take_spin(cursor, version);
}

Version::Train train_of(char letter) {
    switch (letter) {
        case 'R':
            return Version::Train::release;
        case 'S':
            return Version::Train::service;
        case 'F':
            return Version::Train::feature;
        case 'X':
            return Version::Train::exception;
        case 'I':
            return Version::Train::internal;
        case 'B':
            return Version::Train::beta;
        case 'D':
            return Version::Train::development;
        case '-':
            return Version::Train::daily;
        default:
            return Version::Train::unknown;
    }
}

bool dated(Version::Train train) {
    return train == Version::Train::internal || train == Version::Train::beta ||
           train == Version::Train::development || train == Version::Train::daily ||
           train == Version::Train::evolved_build;
}

/// What stands after "YY.N": the letter and its numbers. False when that is nothing known.
bool take_train(Cursor& cursor, Version& version) {
    const char letter = cursor.done() ? ' ' : cursor.rest().front();
    const auto train = train_of(letter);
    if (train == Version::Train::unknown) return false;
    cursor.take(cursor.rest().substr(0, 1));
    if (dated(train)) {
        take_build(cursor, version);
        if (train == Version::Train::daily && version.date == 0) return false;
    } else {
        if (!cursor.take_number(version.number)) return false;
        cursor.take(train == Version::Train::exception ? "-D" : "-S", version.service);
        take_spin(cursor, version);
    }
    version.train = train;
    return true;
}

template <typename Number>
std::partial_ordering by(const Number& a, const Number& b) {
    return a <=> b;
}

std::partial_ordering by_spin(const Version& a, const Version& b) {
    if (!a.spin || !b.spin) return std::partial_ordering::equivalent;
    return *a.spin <=> *b.spin;
}

std::partial_ordering same_main_release(const Version& a, const Version& b) {
    if (a.train != b.train) return std::partial_ordering::unordered;
    if (dated(a.train)) {
        if (a.build != b.build) return std::partial_ordering::unordered;  // another branch, another builder
        if (const auto order = by(a.date, b.date); order != 0) return order;
        return by_spin(a, b);
    }
    if (const auto order = by(a.number, b.number); order != 0)
        return a.train == Version::Train::exception ? std::partial_ordering::unordered : order;
    if (const auto order = by(a.service, b.service); order != 0) return order;
    if (const auto order = by_spin(a, b); order != 0) return order;
    if (const auto order = by(a.continuity, b.continuity); order != 0) return order;
    return by(a.continuity_spin, b.continuity_spin);
}

}  // namespace

Version parse_version(std::string_view text) {
    while (!text.empty() && static_cast<unsigned char>(text.front()) <= ' ') text.remove_prefix(1);
    while (!text.empty() && static_cast<unsigned char>(text.back()) <= ' ') text.remove_suffix(1);
    Version version;
    version.text = text;
    Cursor cursor{text};
    bool known = false;
    if (cursor.take("X", version.number)) {  // X100-202310100600.0-EVO
        take_build(cursor, version);
        known = version.date != 0;
        if (known) version.train = Version::Train::evolved_build;
    } else {
        known = cursor.take_number(version.major) && cursor.take(".", version.minor) &&
                take_train(cursor, version);
    }
    if (known) {
        take_endings(cursor, version);
        return version;
    }
    Version unknown;
    unknown.text = text;
    return unknown;
}

std::partial_ordering compare(const Version& a, const Version& b) {
    if (!a.known() || !b.known())
        return a.text == b.text ? std::partial_ordering::equivalent : std::partial_ordering::unordered;
    if (a.evolved != b.evolved) return std::partial_ordering::unordered;
    const auto apart = [](const Version& v) {
        return v.train == Version::Train::exception || v.train == Version::Train::evolved_build;
    };
    if (apart(a) != apart(b)) return std::partial_ordering::unordered;
    const bool same = a.major == b.major && a.minor == b.minor;
    if (apart(a) && (!same || a.train != b.train || a.number != b.number))
        return std::partial_ordering::unordered;
    if (same) return same_main_release(a, b);
    if (const auto order = by(a.major, b.major); order != 0) return order;
    return by(a.minor, b.minor);
}

bool matches(const Version& wanted, const Version& running) {
    if (!wanted.known() || !running.known()) return wanted.text == running.text;
    return wanted.train == running.train && wanted.evolved == running.evolved &&
           wanted.major == running.major && wanted.minor == running.minor &&
           wanted.number == running.number && wanted.service == running.service &&
           wanted.date == running.date && wanted.continuity == running.continuity &&
           (!wanted.spin || wanted.spin == running.spin) &&
           (wanted.build.empty() || wanted.build == running.build);
}

}  // namespace drivers::junos
