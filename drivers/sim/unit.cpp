#include "drivers/sim/unit.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace drivers::sim {
namespace {

const Threshold* threshold_for(const Personality& p, const std::string& sensor) {
    const Threshold* fallback = nullptr;
    for (const Threshold& t : p.thresholds) {
        if (sensor.starts_with(t.name)) return &t;
        if (t.name == "Chassis default") fallback = &t;
    }
    return fallback;
}

std::string lower_dashed(std::string text) {
    for (char& c : text) c = c == ' ' ? '-' : static_cast<char>(std::tolower(static_cast<unsigned char>(c)));
    return text;
}

}  // namespace

Unit::Unit(Personality personality, double time_scale)
    : personality_{std::move(personality)}, time_scale_{time_scale} {
    for (const EngineParts& parts : personality_.engines) engines_.emplace_back(personality_, parts);
    engines_.front().master = true;
    for (Engine& engine : engines_)
        engine.config.refuses = [this] { return faults.strike("commit-fails"); };
}

Engine* Unit::engine(int slot) {
    for (Engine& engine : engines_)
        if (engine.slot() == slot) return &engine;
    return nullptr;
}

Engine& Unit::master() {
    for (Engine& engine : engines_)
        if (engine.master) return engine;
    return engines_.front();
}

const Engine* Unit::other(const Engine& engine) const {
    for (const Engine& candidate : engines_)
        if (&candidate != &engine) return &candidate;
    return nullptr;
}

Engine* Unit::other(const Engine& engine) {
    return const_cast<Engine*>(std::as_const(*this).other(engine));
}

std::chrono::nanoseconds Unit::scaled(std::chrono::duration<double> real) const {
    return std::chrono::duration_cast<std::chrono::nanoseconds>(real / time_scale_);
}

void Unit::roll_back_later(Engine& engine, Config before, std::chrono::seconds delay) {
    const std::uint32_t ticket = next_id();
    unconfirmed_[&engine] = ticket;
    later(scaled(delay), [this, &engine, before = std::move(before), ticket] {
        if (unconfirmed_[&engine] != ticket) return;
        engine.config.commit(before, "root", "other", "rollback of an unconfirmed commit");
        services_changed();
    });
}

void Unit::confirm_commit(Engine& engine) {
    unconfirmed_[&engine] = 0;
}

std::vector<Alarm> Unit::chassis_alarms() const {
    std::vector<Alarm> alarms;
    const auto raise = [&](std::string grade, std::string what, std::string type) {
        alarms.push_back({made_, std::move(grade), what, lower_dashed(what), std::move(type)});
    };
    for (const Sensor& sensor : personality_.sensors) {
        if (sensor.status == "Failed")
            raise("Major", sensor.name + (sensor.item_class == "Fans" ? " Failure" : " Failed"), "Chassis");
        const Threshold* limit = sensor.celsius ? threshold_for(personality_, sensor.name) : nullptr;
        if (limit && *sensor.celsius >= limit->red)
            raise("Major", sensor.name + " Temperature Hot", "Chassis");
        else if (limit && *sensor.celsius >= limit->yellow)
            raise("Minor", sensor.name + " Temperature Warm", "Chassis");
    }
    for (const PowerItem& item : personality_.power) {
        if (item.state == "Empty")
            raise("Minor", item.name + " Absent", "Chassis");
        else if (item.state != "Online" || !item.input_ok)
            raise("Major", item.name + " Not OK", "Chassis");
    }
    for (const Engine& engine : engines_) {
        if (!engine.master && engine.phase == Phase::off)
            raise("Minor", "Loss of communication with Backup RE", "Chassis");
    }
    return alarms;
}

std::vector<Alarm> Unit::system_alarms(const Engine& engine) const {
    std::vector<Alarm> alarms;
    if (!engine.config.rescue())
        alarms.push_back(
            {engine.booted_at, "Minor", "Rescue configuration is not set", "no-rescue", "Configuration"});
    if (engine.boots_alternate)
        alarms.push_back(
            {engine.booted_at, "Minor", "Host 0 Boot from backup root", "alternate-boot", "Chassis"});
    return alarms;
}

std::vector<Part> Unit::visible_parts() const {
    const bool settled = std::any_of(engines_.begin(), engines_.end(),
                                     [](const Engine& e) { return e.master && e.cards_online; });
    std::vector<Part> parts;
    for (const Part& part : personality_.parts)
        if (settled || !part.path.starts_with("FPC ") || part.path.find('/') == part.path.npos)
            parts.push_back(part);
    return parts;
}

}  // namespace drivers::sim
