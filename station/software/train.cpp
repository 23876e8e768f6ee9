#include "station/software/train.hpp"

namespace station {

using Kind = drivers::junos::Version::Train;

std::string Train::text() const {
    return std::to_string(major) + "." + std::to_string(minor) + (special ? "X" + std::to_string(special) : "");
}

std::optional<Train> train_of(const drivers::junos::Version& version) {
    if (version.train != Kind::release && version.train != Kind::service && version.train != Kind::feature && version.train != Kind::exception)
        return std::nullopt;
    return Train{version.evolved, version.major, version.minor, version.train == Kind::exception ? version.number : 0};
}

std::optional<Train> train_of(std::string_view release) { return train_of(drivers::junos::parse_version(release)); }

std::optional<Train> parse_train(std::string_view text, bool evolved) {
    const bool special = text.find('X') != std::string_view::npos;
    return train_of(std::string{text} + (special ? "-D1" : "R1") + (evolved ? "-EVO" : ""));
}

}  // namespace station
