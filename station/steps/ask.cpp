// ask: one thing for the person at the bench to do or to look at, and what they answered.

#include "station/engine/context.hpp"
#include "yang/schema.hpp"

#include <algorithm>

namespace station {
namespace {

using drivers::Task;
using reports::Verdict;

constexpr auto fragment = R"(      container ask {
        presence "asks the person at the bench";
        description "Asks the person at the bench to do or look at one thing.";
        leaf do { type string { length "1..400"; } mandatory true; description "one plain sentence: what to do or look at"; }
        leaf picture { type string; description "a picture file beside the procedure"; }
        leaf part { type enumeration { enum packaging; enum repair; enum orders; }
          description "packaging, repair or orders: the part of the certified pre-owned programme that the answer is for; what passes is then 'done',
            'done: ...' or 'not needed: <why>'"; }
        leaf-list answer { type string { length "1..80"; } ordered-by user; default done; default cannot;
          description "the answers to choose from; the first one passes"; }
        leaf-list passes { type string; ordered-by user; description "answers that pass, when it is not the first alone"; }
      })";

class Ask : public Step {
  public:
    Ask(Question question, std::vector<std::string> passes) : question_{std::move(question)}, passes_{std::move(passes)} {}

    bool uses_unit() const override { return false; }
    Needs needs() const override { return {.questions = {question_.text}}; }

    Task<Outcome> run(Context& context) const override {
        const auto reply = co_await context.ask_person(question_);
        if (!reply)
            co_return Outcome{Verdict::error, "nobody-there", "nobody was there to answer: " + question_.text,
                              "run it from a terminal, where somebody can answer"};
        const auto said = question_.text + ": " + reply->answer + (reply->comment.empty() ? "" : " (" + reply->comment + ")");
        if (std::find(passes_.begin(), passes_.end(), reply->answer) != passes_.end()) co_return Outcome{.summary = said};
        co_return Outcome{Verdict::fail, "answered-" + reply->answer, said, {}};
    }

    std::optional<Question> question() const override {
        auto question = question_;
        for (const auto& answer : question.answers)
            if (std::find(passes_.begin(), passes_.end(), answer) == passes_.end()) question.last.push_back(answer);
        return question;
    }

  private:
    Question question_;
    std::vector<std::string> passes_;
};

std::vector<std::string> texts(const std::vector<yang::Node>& nodes) {
    std::vector<std::string> all;
    for (const auto& node : nodes) all.push_back(node.text());
    return all;
}

// The only words that reports::parts_of_programme takes for an answer.
bool answers_a_part(const std::string& answer) {
    return answer == "done" || answer.starts_with("done: ") || (answer.starts_with("not needed: ") && answer.size() > std::string{"not needed: "}.size());
}

std::unique_ptr<Step> make(const yang::Document& document, const yang::Node& settings) {
    Question question{settings["do"].text(), settings["picture"].text_or(""), texts(settings.all("answer"))};
    const auto part = settings["part"];
    if (part) question.key = "cpo/" + part.text();  // what reports::parts_of_programme looks for
    auto passes = texts(settings.all("passes"));
    for (const auto& node : settings.all("passes"))
        if (std::find(question.answers.begin(), question.answers.end(), node.text()) == question.answers.end())
            throw document.error(node, "\"" + node.text() + "\" is none of the answers");
    if (passes.empty()) passes.push_back(question.answers.front());
    for (const auto& answer : passes)
        if (part && !answers_a_part(answer))
            throw document.error(settings, "\"" + answer + "\" answers no part of the programme; expected 'done', 'done: ...' or 'not needed: <why>'");
    return std::make_unique<Ask>(std::move(question), std::move(passes));
}

void check(const yang::Document& document, const yang::Node& settings, const Known& known, yang::Complaints& complaints) {
    const auto answers = texts(settings.all("answer"));
    for (auto answer = answers.begin(); answer != answers.end(); ++answer)
        if (std::find(answers.begin(), answer, *answer) != answer) complaints.add(document.error(settings, "\"" + *answer + "\" is among the answers twice").what());
    const auto picture = settings["picture"];
    if (picture && !std::filesystem::is_regular_file(known.folder / picture.text()))
        complaints.add(document.error(picture, "there is no file \"" + (known.folder / picture.text()).string() + "\"").what());
}

const StepRegistration registration{{.action = "ask", .yang = fragment, .make = make, .check = check}};

}  // namespace
}  // namespace station
