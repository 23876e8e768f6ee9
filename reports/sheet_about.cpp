#include "reports/sheet.hpp"
#include "reports/words.hpp"

#include <fmt/format.h>

namespace reports {

void add_about(data& sheet, const SheetOf& of) {
    const RunStarted& run = of.record.run;
    const Paper& paper = of.paper;
    const std::string place = paper.place.empty() ? paper.address : paper.place;
    sheet.set("laboratory", paper.laboratory.empty() ? "issuer not stated" : paper.laboratory);
    sheet.set("address", paper.address.empty() ? "not stated" : paper.address);
    sheet.set("place",
              fmt::format("{}bench {}, slot {}", place.empty() ? "" : place + "; ", run.bench, run.slot));
    sheet.set("customer", paper.customer.empty() ? "not stated" : paper.customer);
    sheet.set("authorised_by", paper.authorised_by.empty() ? "name and function:" : paper.authorised_by);
    sheet.set("method_title", run.procedure_title.empty() ? run.procedure : run.procedure_title);
    sheet.set("method", fmt::format("{} v{}", run.procedure, run.procedure_version));
    sheet.set("method_sha256", or_not_shown(run.procedure_sha256));
    sheet.set("operator", or_not_shown(run.operator_name));
    sheet.set("station", fmt::format("{}, version {}", run.station_host, run.station_version));
    sheet.set("began", day_and_minute(of.record.began));
    sheet.set("ended", day_and_minute(of.record.ended));
    sheet.set("sha256", of.sealed.sha256);
    sheet.set("previous", of.sealed.previous_sha256.empty() ? "none: the first record of its store"
                                                            : of.sealed.previous_sha256);
    sheet.set("appointment",
              paper.facility_appointment.empty() ? "none on file" : paper.facility_appointment);
    sheet.set("supports", of.kind == PaperKind::supporting_report);
}

}  // namespace reports
