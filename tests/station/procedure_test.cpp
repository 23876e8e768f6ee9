#include "station/engine/procedure.hpp"

#include "tests/station/documents.hpp"

namespace {

using documents::families;
using documents::schema;
using documents::written;
using testing::AllOf;
using testing::HasSubstr;

std::string refusal_of_procedure(const std::string& steps) {
    try {
        station::read_procedure(schema(), written("p.yaml", "procedure: p\ntitle: T\nversion: 1\nsteps:\n" + steps), &families());
    } catch (const yang::DocumentError& error) {
        return error.what();
    }
    return "accepted";
}

TEST(Steps, AreTheOnesTheHandbookNames) {
    std::vector<std::string> actions;
    for (const auto& kind : station::step_kinds()) actions.push_back(kind.action);
    EXPECT_THAT(actions, testing::ElementsAre("ask", "begin-change", "check", "check-firmware", "identify", "leave-factory-default", "load-software", "reset", "review-change",
                                              "verify-serial", "wait"));
}

TEST(Procedure, NumbersStepsOfTheSameNameAndKeepsThoseGiven) {
    const auto procedure = station::read_procedure(
        schema(), written("p.yaml", "procedure: p\ntitle: T\nversion: 2\nsteps:\n  - wait: { for: 1s }\n  - wait: { for: 2s }\n  - wait: { for: 3s }\n    name: settle\n"));
    ASSERT_EQ(procedure.steps.size(), 3u);
    EXPECT_EQ(procedure.steps[0].name, "wait");
    EXPECT_EQ(procedure.steps[1].name, "wait-2");
    EXPECT_EQ(procedure.steps[2].name, "settle");
    EXPECT_EQ(procedure.sha256.size(), 64u);
}

TEST(Procedure, RefusesWhatCannotBeMeant) {
    EXPECT_THAT(refusal_of_procedure("  - idntify\n"), AllOf(HasSubstr("p.yaml:5: steps[1]"), HasSubstr("identify?")));
    EXPECT_THAT(refusal_of_procedure("  - wait: { for: soon }\n"), AllOf(HasSubstr("p.yaml:5: steps[1].wait.for: \"soon\""), HasSubstr("30s")));
    EXPECT_THAT(refusal_of_procedure("  - check: { name: t, query: environment, each: '(', measure: { status: { one-of: [OK] } } }\n"),
                AllOf(HasSubstr("each"), HasSubstr("no regular expression")));
    EXPECT_THAT(refusal_of_procedure("  - check: { name: t, query: q }\n"), AllOf(HasSubstr("p.yaml:5"), HasSubstr("measure")));
    EXPECT_THAT(refusal_of_procedure("  - ask: { do: x, answer: [a, b], passes: [c] }\n"), HasSubstr("is none of the answers"));
    EXPECT_THAT(refusal_of_procedure("  - ask: { do: x, part: repair, answer: [yes, no] }\n"), HasSubstr("\"yes\" answers no part of the programme"));
    EXPECT_THAT(refusal_of_procedure("  - ask: { do: x, part: reset, answer: [done, no] }\n"), HasSubstr("packaging"));
    EXPECT_THAT(refusal_of_procedure("  - identify\n    on-fail: perhaps\n"), HasSubstr("p.yaml"));
}

TEST(Procedure, ClosesEveryPlannedChangeThatItBegins) {
    const std::string begin = "  - begin-change: { goal: g, plan: [p], backout: b }\n", review = "  - review-change\n", work = "  - wait: { for: 1s }\n";
    EXPECT_EQ(refusal_of_procedure(begin + work + review + begin + work + review), "accepted");
    EXPECT_THAT(refusal_of_procedure(begin + work), AllOf(HasSubstr("p.yaml:5"), HasSubstr("begin-change needs review-change after it")));
    EXPECT_THAT(refusal_of_procedure(work + review), AllOf(HasSubstr("p.yaml:6"), HasSubstr("review-change needs begin-change before it")));
    EXPECT_THAT(refusal_of_procedure(begin + review), HasSubstr("and a step in between")) << "nothing would be changed";
    EXPECT_THAT(refusal_of_procedure(begin + work + begin + work + review), HasSubstr("comes again before"));
    EXPECT_THAT(refusal_of_procedure("  - begin-change: { goal: g, plan: [p], backout: b, window: 5h1s }\n" + work + review),
                HasSubstr("expected 5h at most"));
    EXPECT_THAT(refusal_of_procedure("  - begin-change: { goal: g, backout: b }\n" + work + review), HasSubstr("plan")) << "no change without a plan";
}

std::string refusal_of_purpose(const std::string& purpose, const std::string& steps) {
    try {
        station::read_procedure(schema(), written("p.yaml", "procedure: p\ntitle: T\nversion: 1\npurpose: " + purpose + "\nsteps:\n" + steps));
    } catch (const yang::DocumentError& error) {
        return error.what();
    }
    return "accepted";
}

const std::string identify_line = "  - identify\n", verify_line = "  - verify-serial\n", reset_line = "  - reset\n", load_line = "  - load-software\n", wait_line = "  - wait: { for: 1s }\n",
                  check_line = "  - check: { name: fans, query: environment, each: '^Fans', measure: { status: { one-of: [OK] } } }\n";

TEST(Procedure, HasStepsThatFitItsPurpose) {
    EXPECT_EQ(refusal_of_purpose("intake", identify_line + verify_line + check_line), "accepted");
    EXPECT_EQ(refusal_of_purpose("test", identify_line + check_line), "accepted");
    EXPECT_EQ(refusal_of_purpose("load", identify_line + load_line), "accepted");
    EXPECT_EQ(refusal_of_purpose("wipe", identify_line + reset_line), "accepted");
    EXPECT_EQ(refusal_of_purpose("certify", identify_line + verify_line + reset_line + load_line + check_line), "accepted");

    EXPECT_THAT(refusal_of_purpose("sell", identify_line), AllOf(HasSubstr("p.yaml:4: purpose"), HasSubstr("intake")));
    EXPECT_THAT(refusal_of_purpose("wipe", identify_line + wait_line), AllOf(HasSubstr("p.yaml:4"), HasSubstr("purpose wipe needs a step reset")));
    EXPECT_THAT(refusal_of_purpose("load", identify_line), HasSubstr("purpose load needs a step load-software"));
    EXPECT_THAT(refusal_of_purpose("test", identify_line), HasSubstr("purpose test needs a step check"));
    EXPECT_THAT(refusal_of_purpose("intake", wait_line), HasSubstr("purpose intake needs a step identify"));
    EXPECT_THAT(refusal_of_purpose("certify", identify_line + verify_line + reset_line + check_line), HasSubstr("purpose certify needs a step load-software"));
    EXPECT_THAT(refusal_of_purpose("certify", identify_line + verify_line + load_line + check_line), HasSubstr("purpose certify needs a step reset"));
    EXPECT_THAT(refusal_of_purpose("intake", identify_line + reset_line), HasSubstr("purpose intake does not go with the step reset"));
    EXPECT_THAT(refusal_of_purpose("intake", identify_line + "  - leave-factory-default\n"), HasSubstr("does not go with"));
    EXPECT_THAT(refusal_of_purpose("test", identify_line + check_line + load_line), HasSubstr("purpose test does not go with the step load-software"));
}

reports::Purpose purpose_of(const std::string& steps) {
    return station::read_procedure(schema(), written("p.yaml", "procedure: p\ntitle: T\nversion: 1\nsteps:\n" + steps)).purpose;
}

TEST(Procedure, ThatStatesNoPurposeServesWhatItsStepsDo) {
    using reports::Purpose;
    EXPECT_EQ(purpose_of(wait_line), Purpose::none);
    EXPECT_EQ(purpose_of(identify_line + wait_line), Purpose::intake);
    EXPECT_EQ(purpose_of(identify_line + check_line), Purpose::test);
    EXPECT_EQ(purpose_of(identify_line + load_line + check_line), Purpose::load);
    EXPECT_EQ(purpose_of(identify_line + verify_line + reset_line + load_line + check_line), Purpose::wipe) << "certify is never meant unsaid";
}

TEST(Procedure, EveryShippedOneIsGood) {
    int count = 0;
    for (const auto& entry : std::filesystem::directory_iterator{std::filesystem::path{STATION_SOURCE_DIR} / "procedures"})
        if (entry.path().extension() == ".yaml") {
            EXPECT_NO_THROW(station::read_procedure(schema(), entry.path(), &families())) << entry.path();
            std::ifstream file{entry.path()};
            const std::string text{std::istreambuf_iterator<char>{file}, {}};
            EXPECT_THAT(text, HasSubstr("\npurpose: ")) << entry.path();
            ++count;
        }
    EXPECT_GT(count, 0);
}

// What can be told of a procedure without a unit is told before there is one.

std::string refusal_of_measure(const std::string& measure, const std::string& more = "query: environment") {
    return refusal_of_procedure("  - check: { name: t, " + more + ", measure: { " + measure + " } }\n");
}

TEST(ProcedureCheck, NamesUnknownQueriesListsAndFields) {
    EXPECT_EQ(refusal_of_measure("celsius: { at-most: 65, marginal: 60, unit: Cel }"), "accepted");
    EXPECT_THAT(refusal_of_measure("celcius: { at-most: 65, unit: Cel }"), AllOf(HasSubstr("p.yaml:5: steps[1].check.measure[celcius]"), HasSubstr("did you mean celsius?")));
    EXPECT_THAT(refusal_of_measure("state: { one-of: [OK] }", "query: enviroment"), AllOf(HasSubstr("p.yaml:5"), HasSubstr("did you mean environment?")));
    EXPECT_THAT(refusal_of_measure("status: { one-of: [OK] }", "query: environment, list: enviroment"), AllOf(HasSubstr("check.list"), HasSubstr("did you mean environment?")));
    EXPECT_THAT(refusal_of_measure("status: { one-of: [OK] }", "query: environment, list: routing-engines"), HasSubstr("query environment tells environment, not routing-engines"));
    EXPECT_THAT(refusal_of_measure("status: { one-of: [OK] }", "query: environment, list: software"), HasSubstr("\"software\" is unknown")) << "that is no list";
    EXPECT_THAT(refusal_of_measure("count: { at-least: 1 }", "query: core-dumps"), HasSubstr("nothing that query core-dumps tells can be measured"));
    EXPECT_THAT(refusal_of_measure("status: { one-of: [OK] }", "query: environment, part: fan"), HasSubstr("did you mean fans?"));
}

TEST(ProcedureCheck, KnowsWhatAQueryTellsUnderAnotherName) {
    EXPECT_EQ(refusal_of_measure("count: { at-least: 1 }", "query: inventory"), "accepted") << "its modules";
    EXPECT_EQ(refusal_of_measure("count: { at-most: 0 }", "query: system-alarms, at-least-items: 0"), "accepted") << "alarms";
}

TEST(ProcedureCheck, WantsTheUnitOfTheField) {
    EXPECT_THAT(refusal_of_measure("celsius: { at-most: 65 }"), HasSubstr("expected unit: Cel"));
    EXPECT_THAT(refusal_of_measure("celsius: { at-most: 65, unit: C }"), HasSubstr("\"C\" is not the unit of celsius; expected Cel"));
    EXPECT_THAT(refusal_of_measure("status: { one-of: [OK], unit: Cel }"), HasSubstr("status has no unit"));
    EXPECT_THAT(refusal_of_measure("count: { at-least: 1, unit: V }"), HasSubstr("count has no unit"));
    EXPECT_THAT(refusal_of_measure("rx-dbm: { at-least: -10, unit: dBm }", "query: optics"), HasSubstr("expected dB[mW]"));
}

TEST(ProcedureCheck, RefusesLimitsThatNothingCouldMeet) {
    EXPECT_THAT(refusal_of_measure("celsius: { at-least: 70, at-most: 65, unit: Cel }"), HasSubstr("is above at-most (70.0 > 65.0)"));
    EXPECT_THAT(refusal_of_measure("celsius: { at-most: 65, marginal: 70, unit: Cel }"), HasSubstr("is beyond at-most (70.0 > 65.0)"));
    EXPECT_THAT(refusal_of_measure("celsius: { at-least: 5, marginal: 1, unit: Cel }"), HasSubstr("is beyond at-least"));
    EXPECT_THAT(refusal_of_measure("celsius: { marginal: 1, unit: Cel }"), HasSubstr("no at-least and no at-most"));
    EXPECT_THAT(refusal_of_measure("celsius: { at-most: 65, one-of: [OK], unit: Cel }"), HasSubstr("celsius is a number"));
    EXPECT_THAT(refusal_of_measure("status: { at-most: 65 }"), HasSubstr("status is a text, which has no at-most"));
    EXPECT_THAT(refusal_of_measure("status: { optional: true }"), HasSubstr("has no limits"));
    EXPECT_THAT(refusal_of_measure("count: { at-most: 0 }"), HasSubstr("contradicts at-least-items: 1 (its default"));
    EXPECT_THAT(refusal_of_measure("count: { at-most: -1 }", "query: environment, at-least-items: 0"), HasSubstr("no count is below zero"));
    EXPECT_EQ(refusal_of_measure("celsius: { at-least: 65, at-most: 65, marginal: 65, unit: Cel }"), "accepted");
}

TEST(ProcedureCheck, TellsAllThatIsWrongAtOnce) {
    EXPECT_THAT(refusal_of_procedure("  - reset\n  - check: { name: t, query: environment, measure: { celcius: { at-most: 1 }, celsius: { at-most: 65 } } }\n  - load-software: { release: newest }\n"),
                AllOf(HasSubstr("p.yaml:5"), HasSubstr("reset needs identify before it"), HasSubstr("celcius"), HasSubstr("expected unit: Cel"),
                      HasSubstr("p.yaml:7: steps[3].load-software.release: \"newest\" is no release")));
}

TEST(ProcedureCheck, WantsIdentifyBeforeWhateverActsOnTheUnit) {
    for (const std::string step : {"reset", "leave-factory-default", "load-software", "verify-serial"}) {
        EXPECT_THAT(refusal_of_procedure("  - " + step + "\n"), AllOf(HasSubstr("p.yaml:5"), HasSubstr(step + " needs identify before it")));
        EXPECT_THAT(refusal_of_procedure("  - " + step + "\n  - identify\n"), HasSubstr(step + " needs identify before it"));
        EXPECT_EQ(refusal_of_procedure("  - identify\n  - " + step + "\n"), "accepted");
    }
}

TEST(ProcedureCheck, ComparesTheLabelWithSomethingElse) {
    for (const std::string readings : {"[label]", "[inventory, cli]", "[cli]"})
        EXPECT_THAT(refusal_of_procedure("  - identify\n  - verify-serial: { readings: " + readings + " }\n"), HasSubstr("compares nothing with the label")) << readings;
    EXPECT_EQ(refusal_of_procedure("  - identify\n  - verify-serial: { readings: [label, cli] }\n"), "accepted");
}

TEST(ProcedureCheck, RefusesNamesThatAreThereTwice) {
    const std::string wait = "  - wait: { for: 1s }\n";
    EXPECT_THAT(refusal_of_procedure(wait + "    name: a\n" + wait + "    name: a\n"), AllOf(HasSubstr("p.yaml:8"), HasSubstr("\"a\" is the name of the step on line 5 too")));
    EXPECT_THAT(refusal_of_procedure(wait + wait + wait + "    name: wait-2\n"), HasSubstr("line 6 too"));
    const std::string check = "  - check: { name: t, query: environment, measure: { status: { one-of: [OK] } } }\n";
    EXPECT_THAT(refusal_of_procedure(check + check), HasSubstr("\"t\" is"));
    EXPECT_THAT(refusal_of_procedure(check + "    name: b\n" + check + "    name: c\n"), HasSubstr("is what line 5 measures too"));
    EXPECT_THAT(refusal_of_procedure("  - ask: { do: x, answer: [yes, no, yes] }\n"), HasSubstr("\"yes\" is among the answers twice"));
}

TEST(ProcedureCheck, WantsTheFilesAndFamiliesItNames) {
    EXPECT_THAT(refusal_of_procedure("  - ask: { do: x, picture: none.jpg }\n"), AllOf(HasSubstr("ask.picture: there is no file"), HasSubstr("none.jpg")));
    const auto of = [](const std::string& list, const std::string& query) {
        try {
            station::read_procedure(schema(), written("f.yaml", "procedure: p\ntitle: T\nversion: 1\nfamilies: " + list + "\nsteps:\n  - check: { name: t, query: " + query +
                                                                    ", measure: { status: { one-of: [OK] } } }\n"),
                                    &families());
        } catch (const yang::DocumentError& error) {
            return std::string{error.what()};
        }
        return std::string{"accepted"};
    };
    EXPECT_EQ(of("[mx-x86]", "environment"), "accepted");
    EXPECT_THAT(of("[mx-x68]", "environment"), AllOf(HasSubstr("f.yaml:4"), HasSubstr("did you mean mx-x86?")));
}

TEST(ProcedureCheck, ReadsReleasesAndTheWordForTheCatalogues) {
    const auto of = [](const std::string& release) { return refusal_of_procedure("  - identify\n  - load-software: { release: " + release + " }\n"); };
    for (const auto* good : {"target", "21.4R3-S5.4", "15.1X49-D240.3", "22.4R3-EVO"}) EXPECT_EQ(of(good), "accepted") << good;
    EXPECT_THAT(of("targte"), HasSubstr("did you mean target?"));
    EXPECT_THAT(of("21"), HasSubstr("expected one such as 21.4R3-S5.4"));
}

}  // namespace
