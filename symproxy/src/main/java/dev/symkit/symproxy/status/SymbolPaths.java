// SPDX-License-Identifier: Apache-2.0
package dev.symkit.symproxy.status;

import java.util.ArrayList;
import java.util.List;

/**
 * What to type into debuggers so that they ask a directory of this server. WinDbg and Visual Studio: documented by Microsoft. LLDB's setting
 * {@code plugin.symbol-locator.symstore.urls} is in its documentation of settings, since 2026.
 *
 * @param debugger its name
 * @param hint where the text goes
 * @param text to copy
 */
record SymbolPaths(String debugger, String hint, String text) {
    /** For one directory. */
    static List<SymbolPaths> of(StatusFacts facts, String directory) {
        String url = facts.baseUrl() + (directory.isEmpty() ? "" : "/" + directory);
        List<SymbolPaths> all = new ArrayList<>();
        all.add(new SymbolPaths("WinDbg", "command", ".sympath srv*C:\\Symbols*" + url));
        all.add(new SymbolPaths(
                "WinDbg, Visual Studio, LLDB", "environment variable", "_NT_SYMBOL_PATH=srv*C:\\Symbols*" + url));
        all.add(new SymbolPaths("Visual Studio", "Options, Debugging, Symbols: new location", url));
        all.add(new SymbolPaths("LLDB", "command", "settings set plugin.symbol-locator.symstore.urls " + url));
        return all;
    }

    /** For the whole server. */
    static List<SymbolPaths> ofServer(StatusFacts facts) {
        return facts.debuginfod()
                ? List.of(new SymbolPaths(
                        "LLDB and GDB, files by build id",
                        "environment variable",
                        "DEBUGINFOD_URLS=" + facts.baseUrl()))
                : List.of();
    }
}
