#include "drivers/telnet/wire.hpp"

namespace drivers::telnet {
namespace {

constexpr unsigned char iac = static_cast<unsigned char>(Verb::iac);

bool negotiates(unsigned char c) {
    return c >= static_cast<unsigned char>(Verb::will) && c <= static_cast<unsigned char>(Verb::dont);
}

void add_data(std::vector<Event>& events, unsigned char c) {
    if (events.empty() || events.back().kind != Event::Kind::data) events.emplace_back();
    events.back().bytes += static_cast<char>(c);
}

}  // namespace

std::vector<Event> Decoder::feed(std::string_view bytes) {
    std::vector<Event> events;
    for (const char c : bytes) byte(static_cast<unsigned char>(c), events);
    return events;
}

void Decoder::command(unsigned char c, std::vector<Event>& events) {
    state_ = State::data;
    verb_ = Verb{c};
    if (negotiates(c))
        state_ = State::negotiation;
    else if (verb_ == Verb::begin)
        state_ = State::option;
    else if (c == iac)
        add_data(events, c);
    else
        events.push_back({.kind = Event::Kind::command, .verb = verb_});
}

void Decoder::byte(unsigned char c, std::vector<Event>& events) {
    switch (state_) {
        case State::data:
            if (c == iac)
                state_ = State::command;
            else
                add_data(events, c);
            return;
        case State::command: return command(c, events);
        case State::negotiation:
            events.push_back({.kind = Event::Kind::negotiation, .verb = verb_, .option = c});
            state_ = State::data;
            return;
        case State::option:
            option_ = c;
            content_.clear();
            state_ = State::content;
            return;
        case State::content:
            if (c == iac)
                state_ = State::content_command;
            else if (content_.size() < longest_subnegotiation)
                content_ += static_cast<char>(c);
            return;
        case State::content_command:
            if (c == iac) {
                if (content_.size() < longest_subnegotiation) content_ += static_cast<char>(c);
                state_ = State::content;
                return;
            }
            events.push_back({.kind = Event::Kind::subnegotiation, .option = option_, .bytes = content_});
            if (Verb{c} == Verb::end)
                state_ = State::data;
            else
                command(c, events);  // a peer that forgot to end it
            return;
    }
}

std::string command(Verb verb) {
    return {static_cast<char>(Verb::iac), static_cast<char>(verb)};
}

std::string negotiation(Verb verb, unsigned char option) {
    return command(verb) + static_cast<char>(option);
}

std::string subnegotiation(unsigned char option, std::string_view content) {
    return negotiation(Verb::begin, option) + escaped(content) + command(Verb::end);
}

std::string escaped(std::string_view data) {
    std::string bytes;
    bytes.reserve(data.size());
    for (const char c : data) {
        if (static_cast<unsigned char>(c) == iac) bytes += c;
        bytes += c;
    }
    return bytes;
}

}  // namespace drivers::telnet
