#include "station/app/person.hpp"

#include <boost/asio/posix/stream_descriptor.hpp>
#include <boost/asio/read_until.hpp>

#include <unistd.h>

#include <charconv>

namespace station {
namespace {

std::string offer(const Question& question) {
    auto text = "        " + question.text;
    if (!question.picture.empty()) text += "  [" + question.picture + "]";
    for (std::size_t i = 0; i < question.answers.size(); ++i)
        text += "\n        " + std::to_string(i + 1) + "  " + question.answers[i];
    return text + "\n        number, or the answer itself, then Enter:";
}

std::optional<std::string> chosen(const Question& question, std::string_view line) {
    while (!line.empty() && (line.back() == '\n' || line.back() == '\r' || line.back() == ' ')) line.remove_suffix(1);
    std::size_t number = 0;
    const auto [end, failure] = std::from_chars(line.data(), line.data() + line.size(), number);
    if (failure == std::errc{} && end == line.data() + line.size() && number >= 1 && number <= question.answers.size())
        return question.answers[number - 1];
    for (const auto& answer : question.answers)
        if (line == answer) return answer;
    return std::nullopt;
}

}  // namespace

drivers::Task<std::optional<std::string>> PersonAtTerminal::ask(std::string, Question question) {
    namespace asio = drivers::asio;
    asio::posix::stream_descriptor keyboard{co_await asio::this_coro::executor, ::dup(STDIN_FILENO)};
    std::string typed;
    for (;;) {
        live_.say(offer(question));
        boost::system::error_code closed;
        const auto size = co_await asio::async_read_until(keyboard, asio::dynamic_buffer(typed), '\n',
                                                          asio::redirect_error(asio::use_awaitable, closed));
        if (closed) co_return std::nullopt;
        if (auto answer = chosen(question, std::string_view{typed}.substr(0, size))) co_return answer;
        typed.erase(0, size);
    }
}

}  // namespace station
