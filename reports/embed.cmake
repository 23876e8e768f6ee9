# cmake -DOUT=FILE -DFILES=a;b -P embed.cmake: writes a .cpp in which reports::embedded(name) gives each file's text.
set(entries "")
foreach(file ${FILES})
  file(READ ${file} text)
  get_filename_component(name ${file} NAME)
  string(APPEND entries "    {\"${name}\", R\"~embedded~(${text})~embedded~\"},\n")
endforeach()
set(text "#include \"reports/embedded.hpp\"\n\n#include <stdexcept>\n#include <string>\n\nnamespace reports {\nnamespace {\n\n\
constexpr EmbeddedFile files[] = {\n${entries}};\n\n}  // namespace\n\nstd::span<const EmbeddedFile> embedded_files() { return files; }\n\n\
std::string_view embedded(std::string_view name) {\n    for (const auto& file : files)\n        if (file.name == name) return file.text;\n\
    throw std::logic_error(\"not embedded: \" + std::string{name});\n}\n\n}  // namespace reports\n")
file(WRITE ${OUT} "${text}")
