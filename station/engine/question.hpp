#pragma once
// What a person at the bench is asked, and what they say. Values.

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace station {

/// One action or one look, a few answers.
struct Question {
    std::string text, picture;  ///< the picture's file, relative to the procedure; may be empty
    std::vector<std::string> answers;
    std::string key{};  ///< what the answer is recorded under, where papers look for it; empty: the text
    std::vector<std::string> last{};  ///< answers after which no question that follows in the same go is asked: the run ends there
};

struct Reply {
    std::string answer;     ///< one of the question's
    std::string comment{};  ///< what the person added; may be empty
    bool operator==(const Reply&) const = default;
};

}  // namespace station
