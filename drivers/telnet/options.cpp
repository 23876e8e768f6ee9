#include "drivers/telnet/options.hpp"

#include <algorithm>

namespace drivers::telnet {

Options::Stand Options::stands(const Sides& sides, unsigned char option) {
    const auto found = sides.find(option);
    return found == sides.end() ? Stand::no : found->second.stand;
}

std::string Options::offer(unsigned char option) {
    ours_[option] = {Stand::asked, true};
    return negotiation(Verb::will, option);
}

std::string Options::request(unsigned char option) {
    theirs_[option] = {Stand::asked, true};
    return negotiation(Verb::do_, option);
}

std::string Options::receive(Verb verb, unsigned char option) {
    const bool about_us = verb == Verb::do_ || verb == Verb::dont;
    const bool yes = verb == Verb::do_ || verb == Verb::will;
    const auto agree = about_us ? Verb::will : Verb::do_, refuse = about_us ? Verb::wont : Verb::dont;
    auto& side = (about_us ? ours_ : theirs_)[option];
    const auto before = side.stand;
    side.stand = yes && side.welcome ? Stand::yes : Stand::no;
    // An answer to our asking is not answered, nor is the state that stands already (RFC 1143 section 7).
    if (before == Stand::asked || (before == Stand::yes) == yes) return {};
    return negotiation(side.stand == Stand::yes ? agree : refuse, option);
}

bool Options::settled() const {
    const auto answered = [](const auto& entry) { return entry.second.stand != Stand::asked; };
    return std::all_of(ours_.begin(), ours_.end(), answered) && std::all_of(theirs_.begin(), theirs_.end(), answered);
}

}  // namespace drivers::telnet
