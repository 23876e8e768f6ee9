#pragma once
// The members of every recorded struct beside their names in yang/station-record.yang: one list that is
// written and read with. Only json.cpp needs it.

#include "reports/record.hpp"

#include <concepts>
#include <type_traits>

namespace reports {

template <class T, class Struct>
concept Of = std::same_as<std::remove_const_t<T>, Struct>;

void fields(auto& at, Of<RunStarted> auto& it) {
    at("procedure", it.procedure);
    at("procedure-title", it.procedure_title);
    at("procedure-version", it.procedure_version);
    at("procedure-sha256", it.procedure_sha256);
    at("purpose", it.purpose);
    at("bench", it.bench);
    at("slot", it.slot);
    at("station-host", it.station_host);
    at("station-version", it.station_version);
    at("operator", it.operator_name);
    at("scanned-serial", it.scanned_serial);
    at("owner-release", it.owner_release);
    at("simulated", it.simulated);
}
void fields(auto& at, Of<StepStarted> auto& it) {
    at("step", it.step);
    at("action", it.action);
    at("index", it.index);
    at("count", it.count);
    at("expected", it.expected);
    at("destructive", it.destructive);
}
void fields(auto& at, Of<Limits> auto& it) {
    at("at-least", it.at_least);
    at("at-most", it.at_most);
    at("marginal-above", it.marginal_above);
    at("marginal-below", it.marginal_below);
    at("one-of", it.one_of);
}
void fields(auto& at, Of<Measurement> auto& it) {
    at("name", it.name);
    at("value", it.value);
    at("unit", it.unit);
    at("limits", it.limits);
    at("raw", it.raw);
    at("source", it.source);
    at("verdict", it.verdict);
    at("marginal", it.marginal);
    at("reason", it.reason);
}
void fields(auto& at, Of<Measured> auto& it) {
    at("step", it.step);
    at("measurement", it.measurement);
}
void fields(auto& at, Of<Noted> auto& it) {
    at("step", it.step);
    at("text", it.text);
}
void fields(auto& at, Of<Identified> auto& it) {
    at("step", it.step);
    at("facts", it.facts_json);
}
void fields(auto& at, Of<ReleaseWanted> auto& it) {
    at("step", it.step);
    at("release", it.release);
    at("as-of", it.as_of);
    at("source", it.source);
    at("status", it.status);
    at("against", it.against);
}
void fields(auto& at, Of<SoftwareLoaded> auto& it) {
    at("step", it.step);
    at("routing-engine", it.routing_engine);
    at("before", it.before);
    at("after", it.after);
    at("package", it.package);
    at("sha256", it.sha256);
}
void fields(auto& at, Of<MediumSanitised> auto& it) {
    at("step", it.step);
    at("routing-engine", it.routing_engine);
    at("medium", it.medium);
    at("model", it.model);
    at("serial", it.serial);
    at("method", it.method);
    at("level", it.level);
    at("proof", it.proof);
}
void fields(auto& at, Of<EvidenceKept> auto& it) {
    at("step", it.step);
    at("name", it.name);
    at("file", it.file);
    at("mime", it.mime);
    at("sha256", it.sha256);
    at("bytes", it.bytes);
}
void fields(auto& at, Of<Answered> auto& it) {
    at("step", it.step);
    at("question", it.question);
    at("answer", it.answer);
    at("by", it.by);
    at("comment", it.comment);
}
void fields(auto& at, Of<StateRow> auto& it) {
    at("about", it.about);
    at("what", it.what);
    at("value", it.value);
}
void fields(auto& at, Of<UnitState> auto& it) {
    at("rows", it.rows);
    at("not-told", it.not_told);
}
void fields(auto& at, Of<ChangeBegun> auto& it) {
    at("step", it.step);
    at("goal", it.goal);
    at("backout", it.backout);
    at("plan", it.plan);
    at("contact", it.contact);
    at("backup-contact", it.backup_contact);
    at("notice", it.notice);
    at("window", it.window);
    at("before", it.before);
}
void fields(auto& at, Of<ChangeReviewed> auto& it) {
    at("step", it.step);
    at("after", it.after);
}
void fields(auto& at, Of<Difference> auto& it) {
    at("about", it.about);
    at("what", it.what);
    at("before", it.before);
    at("after", it.after);
}
void fields(auto& at, Of<ChangeReview> auto& it) {
    fields(at, it.reviewed);
    at("at", it.at);
    at("took", it.took);
    at("window-kept", it.window_kept);
    at("goal-met", it.goal_met);
    at("differences", it.differences);
}
void fields(auto& at, Of<PlannedChange> auto& it) {
    fields(at, it.begun);
    at("began", it.began);
    at("latest-end", it.latest_end);
    at("measured-by", it.measured_by);
    at("open-items", it.open_items);
    at("review", it.review);
}
void fields(auto& at, Of<StepEnded> auto& it) {
    at("step", it.step);
    at("verdict", it.verdict);
    at("reason", it.reason);
    at("summary", it.summary);
    at("advice", it.advice);
}
void fields(auto& at, Of<RunEnded> auto& it) {
    at("verdict", it.verdict);
    at("reason", it.reason);
    at("summary", it.summary);
}
void fields(auto& at, Of<RunInterrupted> auto& it) {
    at("during-step", it.during_step);
    at("destructive", it.destructive);
}
void fields(auto& at, Of<StepRecord> auto& it) {
    fields(at, it.started);
    at("began", it.began);
    at("ended", it.ended);
    at("duration", it.duration);
    at("verdict", it.verdict);
    at("reason", it.reason);
    at("summary", it.summary);
    at("advice", it.advice);
    at("measurements", it.measurements);
    at("notes", it.notes);
    at("answers", it.answers);
}
void fields(auto& at, Of<Record> auto& it) {
    at("id", it.id);
    at("run", it.run);
    at("began", it.began);
    at("ended", it.ended);
    at("verdict", it.verdict);
    at("reason", it.reason);
    at("summary", it.summary);
    at("facts", it.facts_json);
    at("steps", it.steps);
    at("wanted", it.wanted);
    at("software", it.software);
    at("media", it.media);
    at("changes", it.changes);
    at("evidence", it.evidence);
    at("notes", it.notes);
    at("answers", it.answers);
    at("sealed-at", it.sealed_at);
    at("previous-sha256", it.previous_sha256);
}

}  // namespace reports
