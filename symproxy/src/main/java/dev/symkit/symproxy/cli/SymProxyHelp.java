// SPDX-License-Identifier: Apache-2.0
package dev.symkit.symproxy.cli;

/** The help text; a class of its own, so that showing it loads nothing else. */
final class SymProxyHelp {
    static final int EXIT_SYNTAX = 87;

    static final String TEXT = """
            symproxy (symkit): serves symbol stores over HTTP and fills them from others.

            symproxy quick --cache Dir --upstream Url... [--port N]
            symproxy serve --config File [--port N]
            symproxy check --config File [--online] [--set Section.Key=Value]
            symproxy warm --config File --keys List [-j N] [--directory Name]
            symproxy fsck --config File [--repair] [-j N] [--directory Name] [--json]
            symproxy import --reg File [--ini File] [--out File]
            symproxy token new Name --config File [--role read|upload|admin] [--ttl Time]
            symproxy token list --config File
            symproxy token revoke Name --config File
            symproxy --help

            quick         Serves without a configuration: one cache at the root of the URL,
                          port 8080, services and status page at 127.0.0.1:9115.
            serve         Serves as a configuration says, until a signal: HUP reads the
                          configuration again, TERM and INT end it after it has sent what
                          it is sending, a second one at once.
            check         Says what is wrong with a configuration (standard error) and prints
                          what counts (standard output), secrets as ***.
            warm          Fetches the files of a list of keys into a directory, as requests
                          would; a server may run on it.
            fsck          Names leftovers of writers that died, empty files, files that are not
                          what their key says, and twins that differ only by case. What
                          symstore manages is only named.
            import        Makes a configuration of the registry settings of SymProxy.
            token new     Makes a token and prints it, once: only its SHA-256 is kept.
            token list    Prints name, role, times of creation, expiry and last use.
            token revoke  Makes a token invalid, within a second for a running server.

            --config File           The configuration, an INI file.
            --data Dir              Directory of what the server keeps, such as tokens.db;
                                    without it that of the configuration.
            --set Section.Key=Value Counts more than the file; may repeat. A variable
                                    SYMPROXY_SECTION_KEY counts more than the file, too.
            --cache Dir             Where files are kept.
            --upstream Url          A store to fill the cache from: URL, share or directory;
                                    may repeat.
            --port N                Serve at this port.
            --quiet                 Do not say where it serves.
            --online                If nothing is wrong, also ask every upstream for its layout
                                    and for a file that nobody has, and write a file to every
                                    directory and delete it.
            --keys List             A file, or - for standard input, with NAME/INDEX or
                                    NAME/INDEX/FILE on each line; # begins a comment.
            -j N                    So many files at the same time, 64 at most; without it warm
                                    4, fsck as many as there are processors.
            --directory Name        The directory; without it warm takes the only one with
                                    upstreams, fsck all.
            --repair                Delete leftovers, move bad files to .symproxy/bad, merge twins
                                    of which the files are the same.
            --json                  Report as JSON.
            --reg File              The export of the registry, as regedit writes it.
            --ini File              The symsrv.ini of that SymProxy; its exclusions and timeouts
                                    count more than those of the registry.
            --out File              Where to write; without it, standard output.
            --role Role             What the token allows: read (the default), upload, which
                                    includes read, or admin, which includes all.
            --ttl Time              How long it is valid, such as 90d; 0 is for ever.
                                    Without it, as auth.tokenTtl says.
            --debug                 Show where in the program an error comes from.

            Exit codes: 0 done, 1 a token or file is not as wanted, 2 the configuration
            cannot be used, 3 an upstream does not answer or a directory cannot be written to,
            87 the command line cannot be understood.
            """;

    private SymProxyHelp() {}
}
