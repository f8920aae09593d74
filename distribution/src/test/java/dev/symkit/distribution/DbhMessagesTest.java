// SPDX-License-Identifier: Apache-2.0
package dev.symkit.distribution;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The messages of dbh.md, each seen at the beginning of a line. */
class DbhMessagesTest {
    /** The messages of dbh.md 2.5 and 3, each with the golden case that has it. */
    static final Map<String, String> TEXTS = Map.ofEntries(
            Map.entry("error 0x6 calling SymEnumSymbols()", "enum"),
            Map.entry("error 0x7e calling SymEnumSymbols()", "enum"),
            Map.entry("error 0x6 calling SymEnumSourceFiles()", "module-lists"),
            Map.entry("error 0x6 calling SymEnumSymbolsForAddr()", "around"),
            Map.entry("error 0x1e7 calling SymEnumSymbolsForAddr()", "around"),
            Map.entry("error 0x6 calling SymSearch()", "search"),
            Map.entry("error 0x7e calling SymSearch()", "search"),
            Map.entry("error 0x6 calling SymEnumLines()", "lines"),
            Map.entry("error 0x6 calling SymEnumTypes()", "types"),
            Map.entry("error 0x6 calling SymGetModuleInfo64()", "modules"),
            Map.entry("error 0x6 calling SymEnumSourceLines()", "lines"),
            Map.entry("error 0x2 calling SymEnumSourceLines()", "lines"),
            Map.entry("error 0x6 calling SymGetUnwindInfo()", "unwind"),
            Map.entry("error 0x7e calling SymGetUnwindInfo()", "unwind"),
            Map.entry("Unwind info size is zero.", "unwind"),
            Map.entry("error 0x2 calling SymSrvGetFileIndexInfo()", "store-index"),
            Map.entry("error 0x2 calling SymGetFileIndexString()", "store-index"),
            Map.entry("error 0x2 calling SymSrvStoreSupplement()", "stores"),
            Map.entry("Error 0x2 calling SymGetOmap().", "module-lists"),
            Map.entry("Error 0x6 calling SymGetOmap().", "module-lists"),
            Map.entry("error 0x2 loading missing.exe.", "not-loaded"),
            Map.entry("error 0xc1 loading text.exe.", "not-loaded"),
            Map.entry("error 0xd loading text.pdb.", "not-loaded"),
            Map.entry("[bogus] is an unrecognized command.", "session"),
            Map.entry("goodbye", "session"),
            Map.entry("verbose [on|off] : ", "session"),
            Map.entry("return value set to false", "session"),
            Map.entry("return value set to true", "session"),
            Map.entry("mod only applies when attached to a process.", "process-only"),
            Map.entry("refresh only applies when attached to a process.", "process-only"),
            Map.entry("epmod <process id> - can't open process 4000000000.", "process-only"),
            Map.entry("load FILE : ", "modules"),
            Map.entry("base HEX : ", "modules"),
            Map.entry("no symbol found", "records"),
            Map.entry("couldn't find a symbol to match nothing", "around"),
            Map.entry("dumping locals for hello_main...", "locals"),
            Map.entry("Couldn't find nothing to delete.", "made-up"),
            Map.entry("add NAME HEX HEX : ", "made-up"),
            Map.entry("line: filespec#linenum", "lines"),
            Map.entry("line: error 0x2 looking for hello.cpp#999", "lines"),
            Map.entry("line: error 0x1e7 looking for source at 0x1003000", "lines"),
            Map.entry("error 0x2 looking for none.exe", "find-files"),
            Map.entry("setting home directory to [here]", "home"),
            Map.entry("store is a symbol store", "stores"),
            Map.entry("0x2: . is not a symbol store", "stores"),
            Map.entry("hello.exe : index is 92617ED74000", "stores"),
            Map.entry("error 0x2 storing none.exe", "stores"),
            Map.entry("error 0x2 searching for file", "stores"),
            Map.entry("Delta not found.", "stores"),
            Map.entry("-z is an unknown switch", "wrong-use"),
            Map.entry("-s must be followed by a valid symbol search path", "wrong-use"));

    @Test
    void everyMessageIsSeen() throws IOException {
        for (Map.Entry<String, String> row : TEXTS.entrySet()) {
            StringBuilder seen = new StringBuilder();
            for (String stream : List.of("stdout", "stderr")) {
                Path file = DbhAcceptanceTest.golden(row.getValue()).resolve(stream);
                seen.append(Files.exists(file) ? Files.readString(file, ISO_8859_1) : "");
            }
            assertThat(("\n" + seen).contains("\n" + row.getKey()))
                    .as(row.toString())
                    .isTrue();
        }
    }
}
