#include "station/engine/repair.hpp"

#include "drivers/console.hpp"
#include "station/engine/access.hpp"
#include "station/engine/break_in.hpp"
#include "station/engine/dialogue.hpp"

namespace station {

using drivers::Defect;
using drivers::RecoveryPath;
using drivers::Task;

namespace {

Task<bool> is_agreed_to(Context& context, const RecoveryPath& path) {
    if (path.confirm.empty()) co_return true;
    Question question{.text = path.confirm, .picture = {}, .answers = {"do it", "leave it"}};
    co_return co_await context.ask(std::move(question)) == "do it";
}

Task<bool> follow(Context& context, std::size_t index, const RecoveryPath& path) {
    const auto permit = context.permit_to_enter();
    const auto* granted = std::get_if<EntryPermit>(&permit);
    const bool agreed = granted && co_await is_agreed_to(context, path);
    if (!agreed) co_return false;
    auto* console = co_await context.access().open(index);
    BreakIn attempt{*granted, context, *console, index};
    const bool reached = co_await attempt.follow(path);
    if (!reached || path.boot_on.empty()) co_return reached;
    const auto failed = co_await hold(*console, dialogue_of(console->family(), path.boot_on));
    co_return !failed;
}

}  // namespace

const RecoveryPath* way_to_mend(const drivers::Family& family, const Defect& defect) {
    return defect.repair.empty() || defect.ends_boot ? nullptr : family.recovery.path(defect.repair);
}

Task<bool> mend(Context& context, std::size_t index, const Defect& defect) {
    const auto engine = context.engine_name(index);
    if (const auto before = context.mended(defect, engine)) co_return *before;
    context.being_mended(defect, engine);
    const auto* path = way_to_mend(context.access().family(), defect);
    const bool mended = path && co_await follow(context, index, *path);
    if (mended)
        co_await context.was_mended(defect, engine, path->title);
    else
        context.defective(defect, engine);
    co_return mended;
}

}  // namespace station
