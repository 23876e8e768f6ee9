// The part of a family's file that says how a unit forgets its owner, and how that is proven.

#include "drivers/family_file.hpp"

namespace drivers {
namespace {

constexpr std::string_view strength[] = {"configuration", "unlink", "clear", "purge"};
constexpr std::pair<std::string_view, Reach> reaches[] = {{"unit", Reach::unit}, {"engine", Reach::engine}};
constexpr std::pair<std::string_view, ProofScope> scopes[] = {
    {"unit", ProofScope::unit}, {"engine", ProofScope::engine}, {"medium", ProofScope::medium}};
constexpr std::pair<std::string_view, Compare> comparisons[] = {{"before", Compare::before}, {"baseline", Compare::baseline}};

}  // namespace

void FamilyFile::read_levels(const yang::Node& reset) {
    if (const auto names = reset.all("refused-by"); !names.empty()) family_.never_reset.clear();
    for (const auto& name : reset.all("refused-by")) {
        family_.never_reset.push_back(name.text());
        if (!family_.recovery.refusal_named(name.text())) throw document_.error(name, "there is no refusal " + name.text());
    }
    std::size_t fresh = 0;
    for (const auto& node : reset.all("levels")) {
        const auto name = node["level"].text();
        const auto same = [&](const auto& other) { return other.level == name; };
        if (withdrawn(family_.resets, node, same)) continue;
        auto& level = entry(family_.resets, fresh, same);
        level.level = name;
        read_level(level, node);
    }
    const auto rank = [&](const ResetLevel& level) { return std::find(std::begin(strength), std::end(strength), level.level); };
    std::stable_sort(family_.resets.begin(), family_.resets.end(), [&](const auto& a, const auto& b) { return rank(a) < rank(b); });
}

void FamilyFile::read_level(ResetLevel& level, const yang::Node& node) {
    text(level.command, node["command"]);
    text(level.each, node["each"]);
    text(level.dialogue, node["dialogue"]);
    text(level.rpc, node["rpc"]);
    word(level.wipes, node["wipes"], reaches);
    if (!node.all("answers").empty()) level.answers.clear();  // each generation of a platform asks its own
    read_answers(level.answers, node);
    if (!node.all("claims").empty()) level.claims.clear();  // what the parent's command reaches is not claimed for another
    std::size_t fresh = 0;
    for (const auto& item : node.all("claims")) {
        auto& claim = named_entry(level.claims, fresh, item);
        pattern(claim.log, item["log"]);
        pattern(claim.unless, item["not"]);
        text(claim.claims, item["claims"]);
        text(claim.words, item["words"]);
        flag(claim.unverified, item["unverified"]);
        require(!claim.log.empty() && !claim.claims.empty() && !claim.words.empty(), item, "log, claims and words");
    }
    patterns(level.started, node, "started");
    span(level.within, node["within"]);
    flag(level.unverified, node["unverified"]);
    if (!level.dialogue.empty() && !family_.dialogue(level.dialogue))
        throw document_.error(node, "there is no dialogue " + level.dialogue);
    require(!level.dialogue.empty() || (!level.command.empty() && !level.started.empty()), node,
            "command and marks that prove it started");
    require(level.within > Clock::duration::zero(), node, "within");
}

void FamilyFile::read_factory(const yang::Node& node) {
    auto& factory = family_.factory;
    pattern(factory.login, node["login"]);
    text(factory.user, node["user"]);
    patterns(factory.expected_alarms, node, "expected-alarms");
    patterns(factory.not_answered, node, "not-answered");
    const auto listing = node["list-words"];
    pattern(factory.list_words.header, listing["header"]);
    pattern(factory.list_words.total, listing["total"]);
    pattern(factory.list_words.absent, listing["absent"]);
    if (node["listing"]) read_listing(factory.listing, node["listing"]);
    text(factory.removed_by, node["removed-by"]);
    if (!factory.removed_by.empty() && !family_.reset(factory.removed_by))
        throw document_.error(node, "there is no level of reset " + factory.removed_by);
    for (const auto& item : node.all("counts")) {
        auto& count = factory.counts.emplace_back();
        text(count.command, item["command"]);
        text(count.by, item["by"]);
        pattern(count.line, item["line"]);
        pattern(count.count, item["count"]);
    }
    std::size_t fresh = 0;
    for (const auto& item : node.all("proofs")) {
        if (withdrawn_by_name(factory.proofs, item)) continue;
        read_proof(named_entry(factory.proofs, fresh, item), item);
    }
}

void FamilyFile::read_listing(Listing& listing, const yang::Node& node) {
    text(listing.mode, node["mode"]);
    text(listing.command, node["command"]);
    pattern(listing.clock, node["clock"]);
    pattern(listing.entry, node["entry"]);
    pattern(listing.end, node["end"]);
    patterns(listing.vanished, node, "vanished");
    texts(listing.must_list, node, "must-list");
    span(listing.within, node["within"]);
    flag(listing.unverified, node["unverified"]);
    const std::pair<const char*, std::vector<KnownPath>*> lists[] = {{"system", &listing.system}, {"image", &listing.image}, {"owner", &listing.owner}};
    for (const auto& [name, paths] : lists)  // beside what the parent knows
        for (const auto& item : node.all(name)) {
            auto& known = paths->emplace_back();
            pattern(known.path, item["path"]);
            text(known.source, item["source"]);
            require(!known.source.empty(), item, "source");
        }
    if (!listing.command.empty() && !family_.mode(listing.mode)) throw document_.error(node, "there is no mode " + listing.mode);
    const bool whole = !listing.clock.empty() && !listing.entry.empty() && !listing.end.empty() && !listing.must_list.empty();
    require(listing.command.empty() || whole, node, "clock, entry, end and must-list: what shows that it is whole");
    require(listing.command.empty() || listing.within > Clock::duration::zero(), node, "within");
}

void FamilyFile::read_proof(Proof& proof, const yang::Node& node) {
    text(proof.title, node["title"]);
    word(proof.scope, node["scope"], scopes);
    text(proof.mode, node["mode"]);
    text(proof.command, node["command"]);
    pattern(proof.clean, node["clean"]);
    pattern(proof.dirty, node["dirty"]);
    patterns(proof.expected, node, "expected");
    word(proof.compare, node["compare"], comparisons);
    pattern(proof.part, node["part"]);
    patterns(proof.answered, node, "answered");
    text(proof.lists, node["lists"]);
    flag(proof.may_be_absent, node["may-be-absent"]);
    flag(proof.needed, node["needed"]);
    text(proof.unverifiable, node["unverifiable"]);
    text(proof.remedy, node["remedy"]);
    span(proof.within, node["within"]);
    flag(proof.unverified, node["unverified"]);
    const bool decides = !proof.clean.empty() || !proof.dirty.empty();
    require(!proof.title.empty(), node, "title");
    require(decides || !proof.unverifiable.empty(), node, "clean, dirty or unverifiable");
    const bool tells = !proof.answered.empty() || !proof.lists.empty() || !proof.clean.empty();
    require(!proof.asks() || tells, node, "answered, lists or clean: what shows that it worked");
    require(proof.lists.empty() || !family_.factory.list_words.header.empty(), node, "list-words");
    require(proof.needed || !proof.asks() || !proof.unverifiable.empty(), node, "unverifiable: why no run needs it");
    require(proof.compare == Compare::nothing || !proof.unverifiable.empty(), node, "unverifiable, for when nothing is there to compare with");
    if (!proof.remedy.empty() && !family_.dialogue(proof.remedy)) throw document_.error(node, "there is no dialogue " + proof.remedy);
    if (!family_.mode(proof.mode)) throw document_.error(node, "there is no mode " + proof.mode);
}

}  // namespace drivers
