// SPDX-License-Identifier: Apache-2.0
package dev.symkit.symproxy.cli;

/** The text of {@code symproxy --help}. */
final class SymProxyHelp {
    static final String TEXT = """
            symproxy: serves symbol stores over HTTP and fills them from other stores.

            symproxy quick  --cache DIR --upstream URL... [--port N]
            symproxy serve  --config FILE [--port N]
            symproxy check  --config FILE

            quick            Run without a configuration: one cache at the root of the URL.
            serve            Run as the configuration says.
            check            Print what counts, with secrets left out, and what is wrong.

            --cache DIR      Where files are kept.
            --upstream URL   Store to fill the cache from: URL, share or directory; may be repeated.
            --config FILE    Configuration, see docs/symproxy.md.
            --port N         Serve at this port (quick: 8080).
            --data DIR       Where the server keeps misses and tokens; default: beside the configuration,
                             or DIR/.symproxy of the cache.
            --set S.KEY=V    A key of the configuration, over what the file says; may be repeated.
            --quiet          Do not tell where it serves.
            --debug          Stack traces.

            Signals: HUP reads the configuration again; TERM and INT end the server after it has
            sent what it is sending, a second one at once.
            Exit codes: 0 ended, or nothing wrong; 2 wrong use or configuration; 4 internal error.
            """;

    private SymProxyHelp() {}
}
