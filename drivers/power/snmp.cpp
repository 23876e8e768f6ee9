#include <net-snmp/net-snmp-config.h>

#include <net-snmp/net-snmp-includes.h>

#include "drivers/power/snmp.hpp"

#include "drivers/error.hpp"

#include <array>
#include <fstream>
#include <memory>
#include <mutex>
#include <stdexcept>

namespace drivers::power {
namespace {

struct CloseSession {
    void operator()(void* session) const { ::snmp_sess_close(session); }
};
struct FreePdu {
    void operator()(snmp_pdu* pdu) const { ::snmp_free_pdu(pdu); }
};
using Answer = std::unique_ptr<snmp_pdu, FreePdu>;

// No configuration of this machine, no state kept, nothing printed.
void prepare_library() {
    static std::once_flag once;
    std::call_once(once, [] {
        netsnmp_ds_set_boolean(NETSNMP_DS_LIBRARY_ID, NETSNMP_DS_LIB_DONT_READ_CONFIGS, 1);
        netsnmp_ds_set_boolean(NETSNMP_DS_LIBRARY_ID, NETSNMP_DS_LIB_DONT_PERSIST_STATE, 1);
        netsnmp_ds_set_boolean(NETSNMP_DS_LIBRARY_ID, NETSNMP_DS_LIB_DISABLE_PERSISTENT_LOAD, 1);
        netsnmp_ds_set_boolean(NETSNMP_DS_LIBRARY_ID, NETSNMP_DS_LIB_DISABLE_PERSISTENT_SAVE, 1);
        ::snmp_disable_log();
        ::setenv("MIBS", "", 0);  // names of objects are not needed
        ::init_snmp("station");
    });
}

void make_key(const std::string& password, const oid* protocol, std::size_t length, u_char* key, std::size_t& size, const std::string& where) {
    size = USM_AUTH_KU_LEN;
    if (::generate_Ku(protocol, static_cast<u_int>(length), reinterpret_cast<const u_char*>(password.data()), password.size(), key, &size) !=
        SNMPERR_SUCCESS)
        throw LinkError{Fault::refused, where, "a password of SNMPv3 has to have eight characters or more"};
}

void add_user(snmp_session& wanted, const SnmpAgent& agent) {
    wanted.version = SNMP_VERSION_3;
    wanted.securityName = const_cast<char*>(agent.user.c_str());
    wanted.securityNameLen = agent.user.size();
    wanted.securityLevel = agent.authentication.empty() ? SNMP_SEC_LEVEL_NOAUTH
                           : agent.privacy.empty()      ? SNMP_SEC_LEVEL_AUTHNOPRIV
                                                        : SNMP_SEC_LEVEL_AUTHPRIV;
    wanted.securityAuthProto = const_cast<oid*>(usmHMACSHA1AuthProtocol);
    wanted.securityAuthProtoLen = USM_AUTH_PROTO_SHA_LEN;
    wanted.securityPrivProto = const_cast<oid*>(usmAESPrivProtocol);
    wanted.securityPrivProtoLen = USM_PRIV_PROTO_AES_LEN;
    if (!agent.authentication.empty())
        make_key(agent.authentication, wanted.securityAuthProto, wanted.securityAuthProtoLen, wanted.securityAuthKey,
                 wanted.securityAuthKeyLen, agent.where);
    if (!agent.privacy.empty())
        make_key(agent.privacy, wanted.securityAuthProto, wanted.securityAuthProtoLen, wanted.securityPrivKey, wanted.securityPrivKeyLen,
                 agent.where);
}

LinkError failure(void* session, const SnmpAgent& agent) {
    int system = 0, snmp = 0;
    char* text = nullptr;
    ::snmp_sess_error(session, &system, &snmp, &text);
    const std::unique_ptr<char, void (*)(void*)> owner{text, ::free};
    if (snmp == SNMPERR_TIMEOUT)
        return {Fault::unreachable, agent.where, "the PDU does not answer (or does not take this community or user)"};
    return {snmp == SNMPERR_AUTHENTICATION_FAILURE || snmp == SNMPERR_UNKNOWN_USER_NAME ? Fault::refused : Fault::protocol, agent.where,
            "SNMP: " + std::string{text ? text : "failed"}};
}

Answer ask(const SnmpAgent& agent, Answer question) {
    prepare_library();
    snmp_session wanted;
    ::snmp_sess_init(&wanted);
    auto address = "udp:" + agent.address;
    wanted.peername = address.data();
    wanted.timeout = std::chrono::microseconds{agent.timeout}.count();
    wanted.retries = 2;
    if (agent.user.empty()) {
        wanted.version = SNMP_VERSION_2c;
        wanted.community = reinterpret_cast<u_char*>(const_cast<char*>(agent.community.data()));
        wanted.community_len = agent.community.size();
    } else {
        add_user(wanted, agent);
    }
    const std::unique_ptr<void, CloseSession> session{::snmp_sess_open(&wanted)};
    if (!session) throw LinkError{Fault::unreachable, agent.where, "\"" + agent.address + "\" is no address SNMP can be spoken to"};
    snmp_pdu* got = nullptr;
    const int status = ::snmp_sess_synch_response(session.get(), question.release(), &got);
    Answer answer{got};
    if (status != STAT_SUCCESS || !answer) throw failure(session.get(), agent);
    if (answer->errstat != SNMP_ERR_NOERROR)
        throw LinkError{Fault::refused, agent.where, "the PDU says no: " + std::string{::snmp_errstring(static_cast<int>(answer->errstat))}};
    return answer;
}

struct Name {
    std::array<oid, MAX_OID_LEN> parts{};
    std::size_t length = MAX_OID_LEN;
};

Name name_of(const std::string& text, const SnmpAgent& agent) {
    Name name;
    if (!::read_objid(("." + text).c_str(), name.parts.data(), &name.length))
        throw LinkError{Fault::protocol, agent.where, "\"" + text + "\" is no object identifier"};
    return name;
}

}  // namespace

void read_keys(SnmpAgent& agent, const std::filesystem::path& file) {
    std::ifstream in{file};
    if (!in) throw std::runtime_error{"\"" + file.string() + "\" cannot be read; expected a line \"community NAME\""};
    for (std::string word, value; in >> word && std::getline(in >> std::ws, value);) {
        auto* const target = word == "community"        ? &agent.community
                             : word == "user"           ? &agent.user
                             : word == "authentication" ? &agent.authentication
                             : word == "privacy"        ? &agent.privacy
                                                        : nullptr;
        if (!target) throw std::runtime_error{file.string() + ": \"" + word + "\" is none of community, user, authentication, privacy"};
        *target = value;
    }
    if (agent.community.empty() && agent.user.empty()) throw std::runtime_error{file.string() + ": names neither a community nor a user"};
}

int snmp_get(const SnmpAgent& agent, const std::string& oid) {
    prepare_library();
    Answer question{::snmp_pdu_create(SNMP_MSG_GET)};
    const auto name = name_of(oid, agent);
    ::snmp_add_null_var(question.get(), name.parts.data(), name.length);
    const auto answer = ask(agent, std::move(question));
    const auto* value = answer->variables;
    if (!value || value->type != ASN_INTEGER || !value->val.integer)
        throw LinkError{Fault::protocol, agent.where, "the PDU knows no outlet " + oid};
    return static_cast<int>(*value->val.integer);
}

void snmp_set(const SnmpAgent& agent, const std::string& oid, int value) {
    prepare_library();
    Answer question{::snmp_pdu_create(SNMP_MSG_SET)};
    const auto name = name_of(oid, agent);
    const long wide = value;
    ::snmp_pdu_add_variable(question.get(), name.parts.data(), name.length, ASN_INTEGER, &wide, sizeof wide);
    ask(agent, std::move(question));
}

}  // namespace drivers::power
