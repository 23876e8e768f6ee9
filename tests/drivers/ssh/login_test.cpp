// Who is let in, by us and by the unit: host keys, keys, old cryptography, addresses that do not answer.
#include "tests/drivers/ssh/ssh_peer.hpp"
#include "tests/drivers/ssh/sshd.hpp"
#include "tests/support/run.hpp"

#include <gmock/gmock.h>

#include <optional>
#include <ostream>

namespace {

using namespace std::chrono_literals;
using namespace drivers;
using testing::HasSubstr;

struct Outcome {
    std::optional<Fault> fault;
    std::string text;
    std::string host_key, algorithms, output;
    bool legacy = false;
};

Task<Outcome> try_host(std::string endpoint, LinkContext context) {
    Outcome outcome;
    const auto deadline = within(10s, "connection");
    try {
        const auto host = co_await open_host(check_endpoint(endpoint, Use::host), context, deadline);
        outcome.host_key = host->host_key();
        outcome.algorithms = host->algorithms();
        outcome.legacy = host->legacy();
        const auto ran = co_await host->exec("echo in", deadline);
        outcome.output = ran.output;
    } catch (const LinkError& error) {
        outcome.fault = error.fault();
        outcome.text = error.what();
    }
    co_return outcome;
}

Outcome attempt(const std::string& endpoint, const LinkContext& context) {
    return support::run(try_host(endpoint, context));
}

class SshLogin : public testing::Test {
  protected:
    Worker worker{1};
};

TEST_F(SshLogin, KnowsTheFingerprintAsSshKeygenPrintsIt) {
    const support::Sshd sshd;
    auto context = sshd.context(worker);
    context.host_key.pinned.reset();
    std::string asked;
    context.host_key.first = [&asked](const std::string& fingerprint) {
        asked = fingerprint;
        return true;
    };
    const auto outcome = attempt(sshd.endpoint(), context);
    EXPECT_EQ(outcome.fault, std::nullopt) << outcome.text;
    EXPECT_EQ(asked, sshd.fingerprint());
    EXPECT_EQ(outcome.host_key, sshd.fingerprint());
    EXPECT_EQ(outcome.output, "in\n");
    EXPECT_FALSE(outcome.legacy);
    EXPECT_THAT(outcome.algorithms, HasSubstr("kex curve25519-sha256"));
    EXPECT_THAT(outcome.algorithms, HasSubstr("host key ssh-ed25519, cipher aes128-gcm@openssh.com"));
}

TEST_F(SshLogin, AnotherHostKeyIsRefusedAndBothAreNamed) {
    const support::Sshd sshd, other;
    auto context = sshd.context(worker);
    context.host_key.pinned = other.fingerprint();
    context.host_key.first = [](const std::string&) {
        return true;
    };  // must not be asked: something is pinned
    const auto outcome = attempt(sshd.endpoint(), context);
    EXPECT_EQ(outcome.fault, Fault::refused);
    EXPECT_THAT(outcome.text, HasSubstr(sshd.fingerprint()));
    EXPECT_THAT(outcome.text, HasSubstr(other.fingerprint()));
    EXPECT_THAT(outcome.text, HasSubstr("pin the new one"));
}

TEST_F(SshLogin, AHostKeyNobodyVouchesForIsRefused) {
    const support::Sshd sshd;
    auto context = sshd.context(worker);
    context.host_key.pinned.reset();
    const auto outcome = attempt(sshd.endpoint(), context);
    EXPECT_EQ(outcome.fault, Fault::refused);
    EXPECT_THAT(outcome.text, HasSubstr("nobody vouches for host key " + sshd.fingerprint()));
}

TEST_F(SshLogin, AWrongKeyIsRefusedWithWhatWasTried) {
    const support::Sshd sshd, other;
    auto context = sshd.context(worker);
    context.credentials.private_key = other.key();
    const auto outcome = attempt(sshd.endpoint(), context);
    EXPECT_EQ(outcome.fault, Fault::refused);
    EXPECT_THAT(outcome.text, HasSubstr("tried: public key; the unit takes: public key"));
}

TEST_F(SshLogin, AMissingKeyFileIsNamed) {
    const support::Sshd sshd;
    auto context = sshd.context(worker);
    context.credentials.private_key = "/nonexistent/key";
    const auto outcome = attempt(sshd.endpoint(), context);
    EXPECT_EQ(outcome.fault, Fault::refused);
    EXPECT_THAT(outcome.text, HasSubstr("/nonexistent/key"));
}

TEST_F(SshLogin, AnOldUnitIsReachedWhenItsSlotAllowsIt) {
    const support::Sshd sshd{support::Era::old};
    auto context = sshd.context(worker);
    context.allow_legacy_crypto = true;
    const auto outcome = attempt(sshd.endpoint(), context);
    EXPECT_EQ(outcome.fault, std::nullopt) << outcome.text;
    EXPECT_EQ(outcome.output, "in\n");
    EXPECT_TRUE(outcome.legacy);
    EXPECT_EQ(outcome.algorithms,
              "kex diffie-hellman-group14-sha1, host key ssh-rsa, cipher aes128-cbc, mac hmac-sha1");
}

TEST_F(SshLogin, AnOldUnitIsRefusedWithAdviceWhenItsSlotDoesNot) {
    const support::Sshd sshd{support::Era::old};
    const auto outcome = attempt(sshd.endpoint(), sshd.context(worker));
    EXPECT_EQ(outcome.fault, Fault::refused);
    EXPECT_THAT(outcome.text, HasSubstr("only old cryptography"));
    EXPECT_THAT(outcome.text, HasSubstr("allow-legacy-crypto"));
}

TEST_F(SshLogin, AllowingOldCryptographyDoesNotWeakenAModernUnit) {
    const support::Sshd sshd;
    auto context = sshd.context(worker);
    context.allow_legacy_crypto = true;
    const auto outcome = attempt(sshd.endpoint(), context);
    EXPECT_EQ(outcome.fault, std::nullopt) << outcome.text;
    EXPECT_FALSE(outcome.legacy);
    EXPECT_THAT(outcome.algorithms, HasSubstr("aes128-gcm@openssh.com"));
}

TEST_F(SshLogin, NothingListeningIsUnreachable) {
    unsigned port = 0;
    {
        const support::Sshd sshd;
        port = sshd.port();
    }
    LinkContext context;
    context.worker = &worker;
    const auto outcome = attempt("ssh://root@127.0.0.1:" + std::to_string(port), context);
    EXPECT_EQ(outcome.fault, Fault::unreachable);
    EXPECT_THAT(outcome.text, HasSubstr("nothing answers at TCP port " + std::to_string(port)));
}

TEST_F(SshLogin, NamesAreLookedUp) {
    const support::Sshd sshd;
    auto endpoint = sshd.endpoint();
    endpoint.replace(endpoint.find("127.0.0.1"), 9, "localhost");
    const auto outcome = attempt(endpoint, sshd.context(worker));
    EXPECT_EQ(outcome.output, "in\n") << outcome.text;
}

TEST_F(SshLogin, ANameWithoutAddressIsUnreachable) {
    LinkContext context;
    context.worker = &worker;
    const auto outcome = attempt("ssh://no-such-unit.invalid", context);
    EXPECT_EQ(outcome.fault, Fault::unreachable);
    EXPECT_THAT(outcome.text, HasSubstr("no-such-unit.invalid"));
}

struct LoginCase {
    std::string name;
    support::PeerLogin login;
    std::string password;
    bool works;
};
void PrintTo(const LoginCase& login, std::ostream* out) {
    *out << login.name;
}

class SshPasswordLogin : public testing::TestWithParam<LoginCase> {};

TEST_P(SshPasswordLogin, Works) {
    const support::SshPeer peer{GetParam().login};
    Worker worker{1};
    LinkContext context;
    context.worker = &worker;
    context.credentials.password = GetParam().password;
    context.host_key.pinned = peer.fingerprint();
    const auto endpoint = check_endpoint(peer.endpoint(), Use::terminal);
    std::optional<Fault> fault;
    std::string text;
    try {
        support::open_and_close(open_terminal(endpoint, context, within(10s, "login")));
    } catch (const LinkError& error) {
        fault = error.fault();
        text = error.what();
    }
    EXPECT_EQ(fault, GetParam().works ? std::nullopt : std::optional{Fault::refused}) << text;
    EXPECT_EQ(text.find("the login was refused") == text.npos, GetParam().works);
    EXPECT_THAT(text, testing::Not(HasSubstr("Wrong9")));
}

INSTANTIATE_TEST_SUITE_P(
    Ways, SshPasswordLogin,
    testing::Values(LoginCase{"Password", {}, "Juniper1", true},
                    LoginCase{"WrongPassword", {}, "Wrong9", false},
                    LoginCase{"Prompts", {.by_password = false, .by_prompts = true}, "Juniper1", true},
                    LoginCase{"WrongAnswer", {.by_password = false, .by_prompts = true}, "Wrong9", false},
                    LoginCase{"Both", {.by_prompts = true}, "Juniper1", true},
                    LoginCase{"NoPassword", {}, "", false}),
    [](const auto& of) { return of.param.name; });

TEST(SshEndpoint, IsCheckedWithoutTouchingTheNetwork) {
    EXPECT_EQ(check_endpoint("ssh://root@192.0.2.7", Use::host).host, "192.0.2.7");
    EXPECT_EQ(check_endpoint("ssh://ts1.bench:7022", Use::terminal).port, 7022u);
    EXPECT_THROW(check_endpoint("ssh:", Use::host), std::invalid_argument);
    EXPECT_THROW(check_endpoint("ssh://unit/path", Use::host), std::invalid_argument);
    EXPECT_THROW(check_endpoint("ssh://unit?legacy=yes", Use::host), std::invalid_argument);
    EXPECT_THROW(check_endpoint("ssh://unit", Use::power), std::invalid_argument);
}

}  // namespace
