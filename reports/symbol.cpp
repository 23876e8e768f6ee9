#include "reports/symbol.hpp"

#include "reports/words.hpp"

#include <fmt/format.h>
#include <zint.h>
#include <memory>
#include <stdexcept>

namespace reports {
namespace {

constexpr int quiet = 4;  // modules of white around it, ISO/IEC 18004

bool black(const zint_symbol& symbol, int row, int column) {
    return (symbol.encoded_data[row][column / 8] >> (column % 8) & 1) != 0;
}

}  // namespace

std::string symbol_field(std::string_view text) {
    std::string out;
    for (const char c : text.substr(0, 64)) {
        const bool plain = (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') ||
                           c == '-' || c == '.';
        out += plain ? c : '_';
    }
    return out;
}

std::string symbol_text(std::string_view id, std::string_view serial, std::string_view sha256) {
    return "REC:1|" + symbol_field(id) + "|" + symbol_field(serial) + "|" +
           symbol_field(sha256.substr(0, 32));
}

std::string qr_svg(std::string_view text) {
    const std::unique_ptr<zint_symbol, void (*)(zint_symbol*)> symbol{ZBarcode_Create(), ZBarcode_Delete};
    if (!symbol) throw std::runtime_error("no memory for a symbol");
    symbol->symbology = BARCODE_QRCODE;
    symbol->option_1 = 2;  // error correction M
    const int failure = ZBarcode_Encode(symbol.get(), reinterpret_cast<const unsigned char*>(text.data()),
                                        static_cast<int>(text.size()));
    if (failure >= ZINT_ERROR) throw std::runtime_error(fmt::format("QR symbol: {}", symbol->errtxt));

    std::string path;
    for (int row = 0; row < symbol->rows; ++row)
        for (int column = 0, end = 0; column < symbol->width; column = end + 1) {
            for (end = column; end < symbol->width && black(*symbol, row, end); ++end) {
            }
            if (end > column)
                path +=
                    fmt::format("M{} {}h{}v1h-{}z", column + quiet, row + quiet, end - column, end - column);
        }
    const int side = symbol->width + 2 * quiet;
    return fmt::format(
        R"(<svg class="symbol" viewBox="0 0 {0} {0}" role="img" aria-label="QR: {1}"><path fill="#fff" d="M0 0h{0}v{0}H0z"/><path d="{2}"/></svg>)",
        side, html(text), path);
}

}  // namespace reports
